"""Tables as the tags of a PDF declare them, row by row, and the running text that no table holds."""

from __future__ import annotations

from compendium.corpus.readers.pdf.lines import Row
from compendium.corpus.readers.pdf.measure import Measure

__all__ = ["declared_tables"]

FIGURE = -1
"""Stands for text that a tagged page leaves out of its structure: the words in a chart."""
HEADS = {("H",), ("H1",), ("H2",), ("H3",), ("H4",), ("H5",), ("H6",), ("Title",)}


def declared_tables(rows: list[Row], usual: Measure) -> list[int | None]:
    """For each row the table that the source's tags put it in, 0 for running text, None where they do not tell.

    A table in which no row has two filled cells is a frame around text, such as the summary of a report. Word may
    call the cells of a table mere paragraphs, so only paragraphs that fill the page's width count as running text.
    """
    cells: dict[int, set[int]] = {}
    elements = [[c.element for c in row.cells if c.element is not None] for row in rows]
    for row in elements:
        for e in row:
            if e.table:
                cells.setdefault(e.row, set()).add(e.cell)
    real = {e.table for row in elements for e in row if e.table and len(cells[e.row]) > 1}
    framed = {e.table for row in elements for e in row if e.table} - real
    text = {e.id for row, found in zip(rows, elements, strict=True) for e in found if _fills(row, usual)}
    out: list[int | None] = []
    for found in elements:
        held = [e.table for e in found if e.table in real]
        running = any(e.id in text or e.table in framed or e.roles[:1] in HEADS for e in found)
        out.append(held[0] if held else 0 if running else None)
    letters = [sum(len(c.text) for c in row.cells) for row in rows]
    if sum(n for n, found in zip(letters, elements, strict=True) if found) > 0.5 * sum(letters):
        return [FIGURE if not found else place for found, place in zip(elements, out, strict=True)]
    return out


def _fills(row: Row, usual: Measure) -> bool:
    """Whether a row is one line of one paragraph across the page."""
    ids = {c.element.id for c in row.cells if c.element is not None}
    width = usual.right - usual.left
    wide = row.cells[-1].x1 - row.cells[0].x0 > 0.7 * width and row.cells[0].x0 < usual.left + 0.3 * width
    single = len(row.cells) == 1 or (len(row.cells) == 2 and row.is_labelled)
    return single and len(ids) == 1 and wide and row.cells[0].size > 0.93 * usual.size
