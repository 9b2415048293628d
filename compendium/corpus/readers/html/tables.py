"""Tables: which hold data, and which are there for the page's looks."""

from __future__ import annotations

import re

from bs4.element import Tag

from compendium.corpus.readers.html.page import Measures, attribute
from compendium.corpus.readers.layout import places_numbers

__all__ = ["is_layout"]

LONG = 1200
"""Characters; a longer cell on average is a column of the page, not a cell."""


MASTHEAD = re.compile(r"\bdistr\.?\s*:", re.IGNORECASE)
"""`Distr.: General`, in every language: a table that says so is the masthead, set as a table."""
LARGEST_MASTHEAD = 800
"""Characters."""
MOST_INNER = 4
"""Tables in a masthead's; to look into each of a thousand within one another would take for ever."""


def is_layout(table: Tag, measures: Measures) -> bool:
    """Whether a table only places things on the page, as pages did before style sheets."""
    if attribute(table, "role").lower() in {"presentation", "none"}:
        return True
    measure = measures[id(table)]
    small = measure.text < LARGEST_MASTHEAD and measure.tables <= MOST_INNER
    if small and MASTHEAD.search(table.get_text(" ")):
        return True
    if measure.rows * 2 <= measure.cells <= measure.rows * 3 and not measure.tables:
        rows = ([cell.get_text() for cell in row.find_all(["td", "th"])] for row in table.find_all("tr"))
        if places_numbers(rows):
            return True
    if measure.heads and not measure.tables:
        return False
    if not measure.cells or measure.rows == measure.cells:
        return True  # one column: a box around text
    long = measure.text > LONG * measure.cells
    return long or measure.tables + measure.headings + measure.parts > 0
