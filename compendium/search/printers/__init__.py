"""Results as people and scripts read them; nothing below this package knows of colours or columns."""
