"""Tables whose cells are framed: the lines drawn around them say which words stand in one cell, and what a row is.

A gap between words only hints at a column, and a cell of several lines looks like several rows; where every cell has
its frame, neither needs to be guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from compendium.corpus.readers.pdf.lines import Frame, Line, Row, cut_line
from compendium.corpus.readers.pdf.rules import across, upright
from compendium.corpus.readers.pdf.words import PageWords, Rule

__all__ = ["cut_at", "framed"]

FEWEST = 3
"""Upright lines beside a row of at least two cells."""
NEAR = 3.0
"""Points by which lines that meet may miss each other."""


def framed(page: PageWords, rows: list[Row]) -> list[bool]:
    """Which rows stand in framed tables; their cells are cut at the lines, and know in which frame they stand.

    What the source tags is left as its tags say.
    """
    upright_ones, flat = upright(page), across(page)
    if len(upright_ones) < FEWEST:
        return [False] * len(rows)
    return [_frame(row, upright_ones, flat) for row in rows]


def _frame(row: Row, upright_ones: list[Rule], flat: list[Rule]) -> bool:
    y = row.y + 0.3 * row.cells[0].size  # half-way up the letters
    edges = _edges(rule.x0 for rule in upright_ones if rule.y0 < y < rule.y1)
    first, last = min(c.x0 for c in row.cells), max(c.x1 for c in row.cells)
    if len(edges) < FEWEST or first < edges[0] - NEAR or last > edges[-1] + NEAR:
        return False
    around = [r.y0 for r in flat if r.x0 <= edges[0] + NEAR and r.x1 >= edges[-1] - NEAR]
    above, below = [place for place in around if place > y], [place for place in around if place < y]
    if not above or not below or any(c.element is not None for c in row.cells):
        return False
    row.cells = [part for cell in row.cells for part in cut_at(cell, edges)]
    for cell in row.cells:
        # What stands a little outside belongs to the outer cell.
        cell.frame = Frame(len(below), 1 + bisect_right(edges[1:-1], (cell.x0 + cell.x1) / 2), len(edges) - 1)
    return True


def _edges(places: Iterable[float]) -> list[float]:
    """The places of upright lines from left to right; the two lines of a double border are one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return edges


def cut_at(cell: Line, edges: Sequence[float]) -> list[Line]:
    """A line cut before each word that stands beyond another edge than the word before it."""
    parts = []
    columns = [bisect_right(edges, (p.word.x0 + p.word.x1) / 2) for p in cell.pieces]
    for at in range(len(columns) - 1, 0, -1):
        if columns[at] != columns[at - 1]:
            cell, beyond = cut_line(cell, at)
            parts.append(beyond)
    return [cell, *reversed(parts)]
