"""The head of the first page: symbol, distribution, date and original language, each column a block of its own."""

from __future__ import annotations

import re

from compendium.corpus.document import BlockKind
from compendium.corpus.readers.pdf.blocks import Draft
from compendium.corpus.readers.pdf.lines import Line, Row
from compendium.corpus.readers.pdf.rules import across
from compendium.corpus.readers.pdf.words import PageWords

__all__ = ["part_masthead"]

SIGNS = re.compile(r"Distr\b|DISTR\b|Original ?:|ORIGINAL ?:|Distribution")


def part_masthead(page: PageWords, rows: list[Row]) -> tuple[list[Draft], list[Row]]:
    """The blocks of the masthead, and the rows below it."""
    signs = [c for row in rows for c in row.cells if SIGNS.match(c.text) and c.y > 0.4 * page.height]
    if page.number != 1 or not signs:
        return [], rows
    bottom = min(c.y for c in signs)
    column = min(c.x0 for c in signs)
    for row in rows:
        for cell in row.cells:
            if abs(cell.x0 - column) < 3 and bottom - 3 * cell.size < cell.y < bottom:
                bottom = cell.y
    below = [r.y0 for r in across(page) if r.width > 0.5 * page.width and bottom - 60 < r.y0 < bottom]
    bottom = max(below) if below else bottom - 1
    head = [c for row in rows if row.y > bottom for c in row.cells]
    return _column_blocks(head), [row for row in rows if row.y <= bottom]


def _column_blocks(cells: list[Line]) -> list[Draft]:
    """Cells that stand under each other, as one block each."""
    columns: list[list[Line]] = []
    for cell in cells:
        for column in columns:
            last = column[-1]
            if abs(last.x0 - cell.x0) < 3 and last.y - cell.y < 3 * cell.size and abs(last.size - cell.size) < 1:
                column.append(cell)
                break
        else:
            columns.append([cell])
    return [Draft(BlockKind.TEXT, c, breaks=set(range(1, len(c))), continues=False) for c in columns]
