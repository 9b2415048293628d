"""Tables without tags or frames in whose cells quotations stand: a draft's quotations beside their sources.

Read across the page, such a row would put the words of one cell amid the quotation in another. A quotation that opens
where a column starts, and is not closed on its line, says that the lines below go on in the same cells.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from statistics import median

from compendium.corpus.readers.pdf.frames import cut_at
from compendium.corpus.readers.pdf.lines import APART_EM, Frame, Line, Row
from compendium.corpus.readers.pdf.measure import Measure

__all__ = ["quoted_cells"]

OPENED = re.compile(r"(?:“[^”]*|«[^»]*|„[^“”]*|\"[^\"]*|['‘](?:[^'’]|['’](?=\w))*)$")
WIDER = 1.4
"""A gap between columns is so many times as wide as the usual one of its line: in a justified line all are wide."""
NEAR = 1.5
"""Points by which the lines of a column may start apart."""


def quoted_cells(rows: list[Row], usual: Measure) -> list[bool]:
    """Which rows are lines of such a table; their cells are cut where columns start, and know where they stand."""
    inside = [False] * len(rows)
    first = 0
    while first < len(rows):
        starts = _starts(rows[first])
        last = _last(rows, first, starts, usual) if starts else first
        if last > first:
            _lay_out(rows[first : last + 1], starts, first - len(rows))  # below nought, where no framed row is
            inside[first : last + 1] = [True] * (last + 1 - first)
        first = last + 1
    return inside


def _starts(row: Row) -> list[float]:
    """Where the columns of a row start, in points, if a quotation opens in one and does not close; else none."""
    if any(cell.element is not None or cell.frame is not None for cell in row.cells):
        return []
    words = [piece.word for cell in row.cells for piece in cell.pieces]
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    if len(gaps) < 2:
        return []
    least = max(WIDER * median(gaps), APART_EM * row.cells[0].size)
    starts = [words[0].x0, *(word.x0 for gap, word in zip(gaps, words[1:], strict=True) if gap > least)]
    opened = any(OPENED.match(cell.text) for whole in row.cells for cell in cut_at(whole, starts))
    return starts if len(starts) > 1 and opened else []


def _last(rows: list[Row], first: int, starts: list[float], usual: Measure) -> int:
    """The last of the rows that follow at once and whose words keep to these columns."""
    last = first
    for row in rows[first + 1 :]:
        close = rows[last].y - row.y < 1.3 * usual.pitch_of(row.cells[0].size)
        if not close or not all(_keeps(cell, starts) for cell in row.cells):
            break
        last += 1
    return last


def _keeps(cell: Line, starts: list[float]) -> bool:
    parts = cut_at(cell, starts)
    return all(min(abs(part.x0 - start) for start in starts) < NEAR for part in parts) and all(
        word.x0 >= start - NEAR or word.x1 <= start for start in starts for word in (p.word for p in cell.pieces)
    )


def _lay_out(rows: list[Row], starts: list[float], number: int) -> None:
    """Give each cell its place: a new row starts where every column has words and no quotation is open."""
    texts = [""] * len(starts)
    for row in rows:
        row.cells = [part for cell in row.cells for part in cut_at(cell, starts)]
        columns = [bisect_right(starts, cell.x0 + NEAR) - 1 for cell in row.cells]
        if len(set(columns)) == len(starts) and all(texts) and not any(OPENED.match(text) for text in texts):
            number, texts = number + 1, [""] * len(starts)
        for cell, column in zip(row.cells, columns, strict=True):
            cell.frame = Frame(number, column + 1, len(starts))
            texts[column] = f"{texts[column]} {cell.text}".strip()
