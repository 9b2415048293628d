"""Tables: which hold data, and which are there for the page's looks."""

from __future__ import annotations

from bs4.element import Tag

from compendium.corpus.readers.html.page import Measures, attribute

__all__ = ["is_layout"]

LONG = 1200
"""Characters; a longer cell on average is a column of the page, not a cell."""


def is_layout(table: Tag, measures: Measures) -> bool:
    """Whether a table only places things on the page, as pages did before style sheets."""
    if attribute(table, "role").lower() in {"presentation", "none"}:
        return True
    measure = measures[id(table)]
    if measure.heads and not measure.tables:
        return False
    if not measure.cells or measure.rows == measure.cells:
        return True  # one column: a box around text
    long = measure.text > LONG * measure.cells
    return long or measure.tables + measure.headings + measure.parts > 0
