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
    if table.find(["th", "caption", "thead"]) is not None and table.find("table") is None:
        return False
    cells = table.find_all(["td", "th"])
    rows = table.find_all("tr")
    if not cells or len(rows) == len(cells):
        return True  # one column: a box around text
    measure = measures.get(id(table))
    long = measure is not None and measure.text > LONG * len(cells)
    return long or table.find(["table", "h1", "h2", "h3", "h4", "ol", "form"]) is not None
