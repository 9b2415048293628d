"""Two columns of running text on one page, told from a table and read one after the other.

The reports of 1999 to 2003 and the verbatim records are set so. The lines of their columns need not share baselines,
and the gap between them may be no wider than one between words; what tells them is the edge of the right column, at
which line after line starts while no word runs over it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from statistics import median

from compendium.corpus.readers.pdf.lines import Line, Row, cut_line
from compendium.corpus.readers.pdf.rules import across
from compendium.corpus.readers.pdf.words import PageWords

__all__ = ["Column", "Run", "columns", "gutters"]

FEWEST = 8
"""Lines that must start at the edge of a right column, where no other page says that the document has one."""
NEAR_PT = 2.0
CLOSE_EM = 1.4
"""Lines of one paragraph stand nearer than this, in ems."""
HEAD_EM = 6.0
"""What stands higher than this, in ems, above the first line of a right column is no part of it."""
CLEAR_EM = 0.5
"""The gap before the right column, in ems, into which no word of the left one reaches."""
APART_EM = 0.9
"""A gap, in ems, after which a cell may start; a typewriter's space is 0.6."""


class Column(StrEnum):
    """Where on the page a run of rows stands."""

    FULL = "full"
    LEFT = "left"
    RIGHT = "right"


@dataclass(slots=True)
class Run:
    """Rows that are read one after the other."""

    column: Column
    rows: list[Row] = field(default_factory=list)


def gutters(pages: list[PageWords], bodies: list[list[Row]]) -> list[float | None]:
    """For each page the left edge of its right column, in points; None where the page has one column.

    A short page, such as the last, is believed to have two where many other pages have them at the same place.
    """
    found = [_gutter(page, rows, FEWEST) for page, rows in zip(pages, bodies, strict=True)]
    places = Counter(round(x) for x in found if x is not None)
    if not places:
        return found
    usual, times = places.most_common(1)[0]
    if times * 3 < len(pages):
        return found
    return [
        _gutter(page, rows, 2, usual) if x is None else x for page, rows, x in zip(pages, bodies, found, strict=True)
    ]


def columns(rows: list[Row], gutter: float | None) -> list[Run]:
    """The rows in runs to be read one after the other: two columns of text give two runs."""
    if gutter is None:
        return [Run(Column.FULL, rows)]
    out: list[Run] = []
    left, right, full = Run(Column.LEFT), Run(Column.RIGHT), Run(Column.FULL)
    top = max((r.y for r in rows if any(abs(x - gutter) < 2 * NEAR_PT for x in _starts(r))), default=0.0)
    for row in rows:
        parts = _parts(row, gutter)
        if parts and parts[1] and row.y > top + HEAD_EM * row.cells[0].size:
            parts = None  # the masthead of a verbatim record: the body's name to the left, the symbol to the right
        if parts is None or (full.rows and not parts[1] and _close(full.rows[-1], row)):
            leading = _leading(left.rows, right.rows, row)
            out += [run for run in (left, right) if run.rows]
            left, right = Run(Column.LEFT), Run(Column.RIGHT)
            full.rows += [*leading, row]
            continue
        if full.rows:
            out.append(full)
            full = Run(Column.FULL)
        for run, cells in zip((left, right), parts, strict=True):
            if cells:
                run.rows.append(Row(cells))
    return out + [run for run in (left, right, full) if run.rows]


def _close(above: Row, below: Row) -> bool:
    return above.y - below.y < CLOSE_EM * below.cells[0].size


def _leading(left: list[Row], right: list[Row], row: Row) -> list[Row]:
    """Takes from a left column its last short lines that lead to a row over both: the first line of a heading."""
    count = 0
    below = row
    while count < len(left) and _close(left[-1 - count], below) and not (right and right[-1].y <= left[-1 - count].y):
        count += 1
        below = left[-count]
    if count == 0 or (count == len(left) and right):
        return []
    taken = left[-count:]
    del left[-count:]
    return taken


def _parts(row: Row, gutter: float) -> tuple[list[Line], list[Line]] | None:
    """The cells of a row to the left and to the right of a gutter; None where a word stands in it."""
    left: list[Line] = []
    right: list[Line] = []
    for cell in row.cells:
        if cell.x1 <= gutter:
            left.append(cell)
        elif cell.x0 >= gutter - NEAR_PT:
            right.append(cell)
        else:
            at = next((i for i, p in enumerate(cell.pieces) if p.word.x0 >= gutter - NEAR_PT), 0)
            if at == 0 or cell.pieces[at - 1].word.x1 > gutter - CLEAR_EM * cell.size:
                return None
            first, second = cut_line(cell, at)
            left.append(first)
            right.append(second)
    return left, right


def _gutter(page: PageWords, rows: list[Row], fewest: int, place: float | None = None) -> float | None:
    """The left edge of a page's right column of running text, looked for at a place if one is given."""
    if not rows:
        return None
    first, last = min(c.x0 for r in rows for c in r.cells), max(c.x1 for r in rows for c in r.cells)
    width = last - first
    starts = Counter(
        round(x) for row in rows for x in set(_starts(row)) if first + 0.35 * width < x < first + 0.65 * width
    )
    if place is not None:
        starts = Counter({x: n for x, n in starts.items() if abs(x - place) < NEAR_PT})
    if not starts:
        return None
    edge, _ = starts.most_common(1)[0]
    at_edge = [i for i, row in enumerate(rows) if any(abs(x - edge) < NEAR_PT for x in _starts(row))]
    if len(at_edge) < fewest or _in_tables(rows, at_edge):
        return None
    region = rows[at_edge[0] : at_edge[-1] + 1]
    gutter = edge - NEAR_PT / 2
    parts = [_parts(row, gutter) for row in region]
    split = [p for p in parts if p is not None]
    lefts = [cells for cells, _ in split if cells]
    rights = [cells for _, cells in split if cells]
    if not lefts or len(split) < 0.6 * len(region) or _ruled_inside(page, region, width):
        return None
    wordy = min(median(sum(len(c.pieces) for c in cells) for cells in side) for side in (lefts, rights))
    full = sum(cells[-1].x1 > gutter - 0.12 * width for cells in lefts)
    return gutter if wordy >= 4 and full >= 0.4 * len(lefts) else None


def _starts(row: Row) -> list[float]:
    """Where cells start in a row, or words after a gap that is wider than most."""
    return [
        *(c.x0 for c in row.cells),
        *(b.word.x0 for c in row.cells for a, b in pairwise(c.pieces) if b.word.x0 - a.word.x1 > APART_EM * c.size),
    ]


def _in_tables(rows: list[Row], places: list[int]) -> bool:
    """Whether the source says that most of these rows stand in a table."""
    inside = sum(any(c.element is not None and c.element.table for c in rows[i].cells) for i in places)
    return inside * 2 > len(places)


def _ruled_inside(page: PageWords, rows: list[Row], width: float) -> bool:
    """Whether a long rule parts rows, as under the head of a table; columns of text have none."""
    return any(rows[0].y > r.y0 > rows[-1].y for r in across(page) if r.width > 0.8 * width)
