"""Full-text search over the papers and reports of a United Nations working group."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
