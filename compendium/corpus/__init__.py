"""From a source file to a `Document`: readers, cleaning, masthead, segmentation, annotations."""
