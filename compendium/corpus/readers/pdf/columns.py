"""Two columns of running text on one page, told from a table and read one after the other."""

from __future__ import annotations

from statistics import median

from compendium.corpus.readers.pdf.characters import PageWords, Rule
from compendium.corpus.readers.pdf.lines import Line, Row
from compendium.corpus.readers.pdf.measure import Measure
from compendium.corpus.readers.pdf.notes import across

__all__ = ["columns"]


def columns(page: PageWords, rows: list[Row], usual: Measure) -> list[list[Row]]:
    """The rows in runs to be read one after the other: two columns of text give two runs."""
    gutter = _gutter(page, rows, usual)
    if gutter is None:
        return [rows]
    out: list[list[Row]] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        sides = [_side(c, gutter) for c in row.cells]
        if None in sides:
            out += [part for part in (left, right) if part]
            left, right = [], []
            out.append([row])
            continue
        for side, part in (("left", left), ("right", right)):
            cells = [c for c, s in zip(row.cells, sides, strict=True) if s == side]
            if cells:
                part.append(Row(cells))
    return out + [part for part in (left, right) if part]


def _side(cell: Line, gutter: float) -> str | None:
    if cell.x1 <= gutter:
        return "left"
    return "right" if cell.x0 >= gutter else None


def _gutter(page: PageWords, rows: list[Row], usual: Measure) -> float | None:
    """The middle of the gap between two columns of running text, if the page has two."""
    width = usual.right - usual.left
    pairs = [
        (a.x1, b.x0, a, b)
        for row in rows
        for a, b in zip(row.cells, row.cells[1:], strict=False)
        if usual.left + 0.3 * width < b.x0 < usual.left + 0.7 * width and not _in_table(a)
    ]
    if len(pairs) < 8:
        return None
    start = median(b for _, b, _, _ in pairs)
    end = max((a for a, _, _, _ in pairs if a < start), default=0.0)
    near = [(a, b) for _, _, a, b in pairs if abs(b.x0 - start) < 0.06 * width]
    crossing = sum(1 for row in rows if any(c.x0 < start - 4 and c.x1 > start + 4 for c in row.cells))
    full = sum(1 for a, _ in near if a.x1 > end - 0.1 * width and len(a.pieces) > 2)
    wordy = median([len(b.pieces) for _, b in near] or [0])
    if (
        _ruled_inside(across(page), rows, usual)
        or len(near) < 8
        or crossing > 0.4 * len(rows)
        or full < 0.5 * len(near)
        or wordy < 4
    ):
        return None
    return start - 2


def _ruled_inside(rules: list[Rule], rows: list[Row], usual: Measure) -> bool:
    """Whether a long rule parts rows, as under the head of a table; columns of text have none."""
    wide = [r.y0 for r in rules if r.width > 0.8 * (usual.right - usual.left)]
    return any(rows[0].y > y > rows[-1].y for y in wide)


def _in_table(cell: Line) -> bool:
    return cell.element is not None and cell.element.table != 0
