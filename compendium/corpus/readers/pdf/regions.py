"""The body of a page in reading order: columns side by side taken one after the other, tables set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from compendium.corpus.readers.pdf.characters import PageWords, Rule
from compendium.corpus.readers.pdf.lines import LABEL, Line, Row, merged
from compendium.corpus.readers.pdf.measure import Measure
from compendium.corpus.readers.pdf.notes import across

__all__ = ["Table", "in_reading_order"]

LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}")


@dataclass(slots=True)
class Table:
    """Rows of a table (or of a table of contents), from top to bottom."""

    rows: list[Row]


def in_reading_order(page: PageWords, rows: list[Row], usual: Measure) -> list[Line | Table]:
    """Lines and tables of a page's body in the order in which they are read."""
    out: list[Line | Table] = []
    for part in _columns(rows, usual):
        out += _parted(page, part, usual)
    return out


def _columns(rows: list[Row], usual: Measure) -> list[list[Row]]:
    """The rows in runs to be read one after the other: two columns of text give two runs."""
    gutter = _gutter(rows, usual)
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


def _gutter(rows: list[Row], usual: Measure) -> float | None:
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
    if len(near) < 8 or crossing > 0.4 * len(rows) or full < 0.5 * len(near) or wordy < 4:
        return None
    return start - 2


def _in_table(cell: Line) -> bool:
    return cell.element is not None and bool({"TD", "TH"} & set(cell.element.roles))


def _parted(page: PageWords, rows: list[Row], usual: Measure) -> list[Line | Table]:
    """Rows as lines, and runs of rows that make a table as tables."""
    tabular = _tabular(page, rows, usual)
    out: list[Line | Table] = []
    for row, inside in zip(rows, tabular, strict=True):
        if not inside:
            out.append(merged(row.cells))
        elif out and isinstance(out[-1], Table):
            out[-1].rows.append(row)
        else:
            out.append(Table([row]))
    return out


def _tabular(page: PageWords, rows: list[Row], usual: Measure) -> list[bool]:
    """Which rows belong to a table."""
    leaders = [bool(LEADERS.search(" ".join(c.text for c in row.cells))) for row in rows]
    strong = [_has_columns(row, usual) or lead for row, lead in zip(rows, leaders, strict=True)]
    tagged = [all(_in_table(c) for c in row.cells) for row in rows]
    inside = list(leaders)
    for first, last in _runs(rows, strong, usual):
        if sum(strong[first : last + 1]) > 1:
            inside[first : last + 1] = [True] * (last + 1 - first)
    for first, last in _tagged_runs(rows, tagged):
        if any(len(row.cells) > 1 and not _is_labelled(row) for row in rows[first : last + 1]):
            inside[first : last + 1] = [True] * (last + 1 - first)
    _widen(across(page), rows, inside, usual)
    return inside


def _has_columns(row: Row, usual: Measure) -> bool:
    """Whether a row's gaps part columns, and not a label from its text."""
    cells = row.cells[1:] if _is_labelled(row) else row.cells
    if len(cells) < 2:
        return False
    return len(cells) > 2 or cells[1].x0 - cells[0].x1 > 2.2 * usual.size


def _is_labelled(row: Row) -> bool:
    return len(row.cells) > 1 and LABEL.fullmatch(row.cells[0].text) is not None


def _runs(rows: list[Row], strong: list[bool], usual: Measure) -> list[tuple[int, int]]:
    """First and last of rows with columns that follow each other, with only the overflow of narrow cells between."""
    out: list[tuple[int, int]] = []
    for i, is_strong in enumerate(strong):
        if not is_strong:
            continue
        if (
            out
            and all(_is_overflow(rows[k], usual) for k in range(out[-1][1] + 1, i))
            and (rows[out[-1][1]].y - rows[i].y < 6 * usual.pitch * (1 + 0.6 * (i - out[-1][1] - 1)))
        ):
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def _is_overflow(row: Row, usual: Measure) -> bool:
    """Whether a row may be the second line of a cell, a row's title or a column's head."""
    width = usual.right - usual.left
    return all(c.x1 - c.x0 < 0.62 * width for c in row.cells) and not _is_labelled(row)


def _tagged_runs(rows: list[Row], tagged: list[bool]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for i, is_tagged in enumerate(tagged):
        if is_tagged and out and out[-1][1] == i - 1:
            out[-1] = (out[-1][0], i)
        elif is_tagged:
            out.append((i, i))
    return out


def _widen(rules: list[Rule], rows: list[Row], inside: list[bool], usual: Measure) -> None:
    """Take in the rows between a table's first and last row and the long rules that enclose it."""
    wide = [r for r in rules if r.width > 0.5 * (usual.right - usual.left)]
    if len(wide) < 2:
        return
    i = 0
    while i < len(rows):
        if not inside[i]:
            i += 1
            continue
        end = i
        while end + 1 < len(rows) and inside[end + 1]:
            end += 1
        _take(rows, inside, range(i - 1, -1, -1), [r.y0 for r in wide if r.y0 > rows[i].y], usual, up=True)
        _take(rows, inside, range(end + 1, len(rows)), [r.y0 for r in wide if r.y0 < rows[end].y], usual, up=False)
        i = end + 1


def _take(rows: list[Row], inside: list[bool], order: range, rules: list[float], usual: Measure, *, up: bool) -> None:
    """Take in rows up to the outermost rule that is no more than a few lines away."""
    reach = 0
    near = 4 * usual.pitch
    last = rows[order[0] + (1 if up else -1)].y if len(order) else 0.0
    for count, i in enumerate(order, start=1):
        beyond = any(r > rows[i].y if up else r < rows[i].y for r in rules)
        if inside[i] or not beyond or abs(rows[i].y - last) > near or not _is_overflow(rows[i], usual) or count > 6:
            break
        last = rows[i].y
        reach = count
    for i in list(order)[:reach]:
        inside[i] = True
