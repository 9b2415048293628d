"""The body of a page in reading order: its lines, and tables set apart from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile

from compendium.corpus.readers.pdf.declared import declared_tables
from compendium.corpus.readers.pdf.frames import framed
from compendium.corpus.readers.pdf.lines import APART_EM, Line, Row, cut_line, merged
from compendium.corpus.readers.pdf.measure import Measure
from compendium.corpus.readers.pdf.profile import profile
from compendium.corpus.readers.pdf.quoted_cells import quoted_cells
from compendium.corpus.readers.pdf.rules import across
from compendium.corpus.readers.pdf.words import PageWords, Rule

__all__ = ["Table", "in_reading_order"]

LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}|(?:\.\s?){3,}\s*\d+(?:\s?[-–]\s?\d+)?(?:\s+\d+)?$")


@dataclass(slots=True)
class Table:
    """Rows of a table (or of a table of contents), from top to bottom."""

    rows: list[Row]

    def columns(self) -> list[float]:
        """Where its columns start, in points, if nothing but their place tells and every cell starts where one does."""
        cells = [cell for row in self.rows for cell in row.cells]
        if any(cell.element is not None or cell.frame is not None for cell in cells):
            return []
        starts: list[float] = []
        for x in sorted(cell.x0 for cell in cells):
            if not starts or x - starts[-1] > 3:
                starts.append(x)
        return starts if len(starts) == max((len(row.cells) for row in self.rows), default=0) > 1 else []


def in_reading_order(page: PageWords, rows: list[Row], usual: Measure) -> list[Line | Table]:
    """Rows of one column as lines, and runs of rows that make a table as tables."""
    places = _tables(page, rows, usual)
    out: list[Line | Table] = []
    last = 0
    for row, place in zip(rows, places, strict=True):
        if not place:
            out.append(merged(row.cells))
        elif place == last and isinstance(out[-1], Table):
            out[-1].rows.append(row)
        else:
            out.append(Table([row]))
        last = place
    return out


def _tables(page: PageWords, rows: list[Row], usual: Measure) -> list[int]:
    """For each row a number for the table that it belongs to, 0 outside tables: as the source says, or as it looks."""
    frames = [a or b for a, b in zip(framed(page, rows), quoted_cells(rows, usual), strict=True)]
    leaders = [bool(LEADERS.search(" ".join(c.text for c in row.cells))) for row in rows]
    edges = _split_at_edges(rows)
    declared = declared_tables(rows, usual)
    free = [d is None and not lead for d, lead in zip(declared, leaders, strict=True)]
    strong = [is_free and _has_columns(row, edges, usual) for row, is_free in zip(rows, free, strict=True)]
    inside = list(leaders)
    for first, last in _runs(rows, strong, free, usual):
        small = all(c.size < 0.93 * usual.size for c in rows[first].cells)
        if small or sum(strong[first : last + 1]) > 1:
            inside[first : last + 1] = [True] * (last + 1 - first)
    rules = [
        r
        for r in across(page)
        if r.width > 0.5 * (usual.right - usual.left) and r.x0 < usual.right and r.x1 > usual.left
    ]
    _fill_frames(rules, rows, strong, inside, free)
    _widen(rules, rows, inside, free, usual)
    _finish(rows, inside, free, usual)
    _head_contents(rows, inside, leaders)
    return [d or (FRAMED if f else int(i)) for d, f, i in zip(declared, frames, inside, strict=True)]


NOTE_BELOW = re.compile(r"(?:Notes?|Sources?|Abbreviations?|Remarks?)\b")
"""What stands in small type under a table and is no row of it."""
FRAMED = -2
"""Stands for tables whose cells have frames; no number that `declared_tables` gives."""


def _split_at_edges(rows: list[Row]) -> list[float]:
    """Where columns of the page start, in points; rows whose cells stand close together are split there.

    A column's edge is a place where the cells of several rows start, among them half the rows from first to last.
    """
    held: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        if not row.is_labelled:
            for cell in row.cells[1:]:
                held.setdefault(round(cell.x0 / 3), []).append(i)
    edges = [(k * 3.0, found) for k, found in held.items() if len(found) > 2]
    for x, found in edges:
        span = rows[found[0] : found[-1] + 1]
        if len(found) * 2 < len(span):
            continue
        for row in span:
            row.cells = [part for cell in row.cells for part in _split_at(cell, x)]
    return [x for x, _ in edges]


def _split_at(cell: Line, x: float) -> tuple[Line, ...]:
    """A line cut before the word that starts at an edge, if a wide space parts it from the word before."""
    for i, (before, after) in enumerate(pairwise(cell.pieces), start=1):
        if abs(after.word.x0 - x) < 3 and after.word.x0 - before.word.x1 > APART_EM * cell.size:
            return cut_line(cell, i)
    return (cell,)


def _has_columns(row: Row, edges: list[float], usual: Measure) -> bool:
    """Whether a row's gaps part columns, and not a label from its text."""
    cells = row.cells[1:] if row.is_labelled else row.cells
    if len(cells) < 2 or _is_stretched(cells, usual):
        return False
    ids = {c.element.id for c in cells if c.element is not None}
    aligned = any(abs(cells[1].x0 - x) < 3 for x in edges)
    return len(cells) > 2 or len(ids) > 1 or aligned or cells[1].x0 - cells[0].x1 > 2.2 * usual.size


def _is_stretched(cells: list[Line], usual: Measure) -> bool:
    """Whether cells are the words of one justified line of a narrow column, driven apart to fill it."""
    words = [piece.word for cell in cells for piece in cell.pieces]
    if not all(cell.text.lstrip("“„«‘([\"'")[:1].isalpha() for cell in cells):
        return False
    if len(words) == len(cells) < 4 and abs(cells[-1].x1 - usual.right) > 2:
        return False
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    return max(gaps) - min(gaps) < 0.25 * cells[0].size


def _runs(rows: list[Row], strong: list[bool], free: list[bool], usual: Measure) -> list[tuple[int, int]]:
    """First and last of rows with columns that follow each other, with only the overflow of narrow cells between."""
    out: list[tuple[int, int]] = []
    for i, is_strong in enumerate(strong):
        if not is_strong:
            continue
        last = out[-1][1] if out else i
        near = (rows[last], rows[i])
        close = rows[last].y - rows[i].y < 6 * usual.pitch * (1 + 0.6 * (i - last - 1))
        if out and close and all(free[k] and _is_overflow(rows[k], usual, near) for k in range(last + 1, i)):
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def _is_overflow(row: Row, usual: Measure, near: tuple[Row, ...] = ()) -> bool:
    """Whether a row may be the second line of a cell, a row's title or a column's head."""
    if row.is_labelled or _is_table_note(row):
        return False
    if near and row.cells[0].size > 1.05 * max(c.size for other in near for c in other.cells):
        return False
    width = usual.right - usual.left
    if all(c.x1 - c.x0 < 0.62 * width for c in row.cells):
        return True
    return bool(near) and all(
        sum(c.x0 < n.x1 and n.x0 < c.x1 for n in other.cells) < 2 for c in row.cells for other in near
    )


def _is_table_note(row: Row) -> bool:
    """Whether a row starts with a raised letter or an asterisk, as the notes under a table do."""
    first = row.cells[0].pieces[0]
    return first.word.text.startswith("*") or (first.raised and len(first.word.text) == 1)


def _fill_frames(rules: list[Rule], rows: list[Row], strong: list[bool], inside: list[bool], free: list[bool]) -> None:
    """Take in all rows between two rules of one table, the head's, the foot's, if many of them have columns."""
    edges = sorted(rules, key=lambda r: -r.y0)
    for k, upper in enumerate(edges):
        lower = next((r for r in edges[k + 1 :] if abs(r.x0 - upper.x0) < 4 and abs(r.x1 - upper.x1) < 4), None)
        if lower is None:
            continue
        held = [i for i, row in enumerate(rows) if lower.y0 < row.y < upper.y0]
        if held and all(free[i] for i in held) and sum(strong[i] for i in held) >= 0.25 * len(held):
            for i in held:
                inside[i] = True


def _widen(rules: list[Rule], rows: list[Row], inside: list[bool], free: list[bool], usual: Measure) -> None:
    """Take in the rows between a table's first or last row and the long rules that enclose it."""
    wide = [r.y0 for r in rules]
    i = 0
    while i < len(rows):
        if not inside[i]:
            i += 1
            continue
        end = i
        while end + 1 < len(rows) and inside[end + 1]:
            end += 1
        above = list(takewhile(lambda k: free[k] and not inside[k], range(i - 1, max(i - 13, -1), -1)))
        below = list(takewhile(lambda k: free[k] and not inside[k], range(end + 1, min(end + 13, len(rows)))))
        for near, start in ((above, i), (below, end)):
            for k in _enclosed(rows, near, rows[start].y, wide, usual):
                inside[k] = True
        i = end + 1


def _enclosed(rows: list[Row], near: list[int], edge: float, rules: list[float], usual: Measure) -> list[int]:
    """The rows next to a table's edge that a rule parts from what lies beyond, none where there is no such rule."""
    out: list[int] = []
    reach = 0
    last = edge
    for k in near:
        y = rows[k].y
        if any(min(last, y) < r < max(last, y) for r in rules):
            reach = len(out)
        small = all(c.size < 0.93 * usual.size for c in rows[k].cells)
        fits = _is_overflow(rows[k], usual) or (small and not _is_table_note(rows[k]))
        if abs(last - y) > 3 * usual.pitch or not fits:
            return out[:reach]
        out.append(k)
        last = y
    return out[:reach]


def _small(cell: Line, usual: Measure) -> bool:
    return cell.size < 0.93 * usual.size


def _head_contents(rows: list[Row], inside: list[bool], leaders: list[bool]) -> None:
    """Take in the column heads of a table of contents, and a word such as `Annex` between its entries."""
    for i in range(1, len(rows) - 1):
        overflow = leaders[i - 1] and leaders[i + 1] and rows[i].y - rows[i + 1].y < 1.35 * rows[i].cells[0].size
        inside[i] = inside[i] or overflow
    contents = profile().contents
    for order in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        near = False
        for i in order:
            near = leaders[i] or (near and contents.fullmatch(" ".join(c.text for c in rows[i].cells)) is not None)
            inside[i] = inside[i] or near


def _finish(rows: list[Row], inside: list[bool], free: list[bool], usual: Measure) -> None:
    """Take in the last lines of a table's last cells: each starts where a column does, and follows at once.

    In a column far to the right a cell may have a second paragraph; a table in small type goes on while the type does.
    """
    far = usual.left + 0.3 * (usual.right - usual.left)
    for i in range(1, len(rows)):
        if inside[i] or not inside[i - 1] or not free[i] or _is_table_note(rows[i]):
            continue
        step = rows[i - 1].y - rows[i].y
        if all(_small(c, usual) for row in rows[i - 1 : i + 1] for c in row.cells):
            inside[i] = step < 2 * rows[i].cells[0].size and not NOTE_BELOW.match(rows[i].cells[0].text)
            continue
        starts: list[float] = []
        k = i - 1
        while k >= 0 and inside[k]:
            starts += [c.x0 for c in rows[k].cells]
            k -= 1
        first = min(starts)
        second = min((x for x in starts if x > first + 3), default=first)
        inside[i] = all(
            any(abs(c.x0 - x) < 3 for x in starts)
            and rows[i - 1].y - c.y < max((2.2 if c.x0 > far else 1.3) * c.size, 1.2 * usual.pitch)
            and (c.x0 > first + 3 or len(rows[i].cells) > 1 or c.x1 < second)
            for c in rows[i].cells
        )
