"""All pages made one source text: lines in reading order with their offsets, then blocks, each page after the other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from compendium.corpus.document import Block, BlockKind, Page, SourceText
from compendium.corpus.readers.pdf.blocks import Draft, draft_blocks
from compendium.corpus.readers.pdf.breaks import label_of
from compendium.corpus.readers.pdf.columns import columns, gutters
from compendium.corpus.readers.pdf.furniture import part_furniture
from compendium.corpus.readers.pdf.joining import Vocabulary, join_lines, join_pieces
from compendium.corpus.readers.pdf.lines import Line, Row, build_rows
from compendium.corpus.readers.pdf.masthead import part_masthead
from compendium.corpus.readers.pdf.measure import Measure, Measures, measure_all
from compendium.corpus.readers.pdf.notes import Note, part_notes, split_notes
from compendium.corpus.readers.pdf.regions import Table, in_reading_order
from compendium.corpus.readers.pdf.rules import across
from compendium.corpus.readers.pdf.tags import Tags
from compendium.corpus.readers.pdf.words import PageWords
from compendium.corpus.styled import StyledText

__all__ = ["assemble"]

TABLE_NOTE = re.compile(r"(?:Notes?|Sources?|Abbreviations?) ?:")


@dataclass(slots=True)
class _Laid:
    """One page, parted: everything on it in reading order, and its blocks."""

    number: int
    lines: list[Line] = field(default_factory=list)
    """All lines of the page as read, furniture included."""
    drafts: list[Draft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def assemble(pages: list[PageWords], tags: Tags) -> SourceText:
    """The text of the pages and its blocks."""
    rows = [build_rows(page, tags) for page in pages]
    parts = part_furniture(pages, rows)
    edges = gutters(pages, [body for _, body, _ in parts])
    runs = [columns(body, edge) for (_, body, _), edge in zip(parts, edges, strict=True)]
    measures = measure_all(runs)
    laid: list[_Laid] = []
    expected = 1
    for page, (head, body, foot), edge in zip(pages, parts, edges, strict=True):
        carried = bool(laid and laid[-1].notes)
        done = _lay(page, body, edge, measures, expected, carried=carried)
        done.lines = [c for row in head for c in row.cells] + done.lines + [c for row in foot for c in row.cells]
        numbers = [int(n.label) for n in done.notes if n.label.isdigit()]
        expected = numbers[-1] + 1 if numbers else expected
        laid.append(done)
    _carry_on(laid, measures.usual)
    text = _set_offsets(laid)
    words = Vocabulary.of(line for page in laid for line in page.lines)
    blocks = tuple(block for page in laid for block in _blocks(page, words))
    return SourceText(text, blocks, tuple(Page(p.number, p.characters) for p in pages), warnings=_warnings(pages))


def _warnings(pages: list[PageWords]) -> tuple[str, ...]:
    recognised = [p.number for p in pages if p.recognised and p.characters]
    if len(recognised) * 2 > len(pages):
        return ("the text was made by text recognition from scanned pages and may hold errors",)
    return ()


def _lay(
    page: PageWords, body: list[Row], edge: float | None, measures: Measures, expected: int, *, carried: bool
) -> _Laid:
    laid = _Laid(page.number)
    laid.drafts, body = part_masthead(page, body)
    laid.lines = [line for draft in laid.drafts for line in draft.lines]
    for run in columns(body, edge):
        usual = measures.of(run.column, page.number)
        rows, rule, notes = part_notes(page, run.rows, usual)
        items = in_reading_order(page, rows, usual)
        if notes and items and isinstance(items[-1], Table) and _boxed(page, notes, usual):
            items[-1].rows.extend(notes)
            notes = []
        expected += sum(note.label.isdigit() for note in laid.notes)
        marks = {p.word.text for row in run.rows for c in row.cells for p in c.pieces if p.raised}
        footnotes, of_tables = _parted_notes(split_notes(notes, expected, marks), items, carried=carried)
        laid.notes += footnotes
        laid.drafts += draft_blocks(items, usual) + of_tables
        for item in items:
            laid.lines += [c for row in item.rows for c in row.cells] if isinstance(item, Table) else [item]
        laid.lines += [c for row in (*rule, *notes) for c in row.cells]
    return laid


def _boxed(page: PageWords, notes: list[Row], usual: Measure) -> bool:
    """Whether notes stand in one box with the table above them: a long rule lies under the last."""
    last, width = notes[-1].y, 0.5 * (usual.right - usual.left)
    return any(r.width > width and last - 3 * usual.pitch < r.y0 < last for r in across(page))


def _parted_notes(notes: list[Note], items: list[Line | Table], *, carried: bool) -> tuple[list[Note], list[Draft]]:
    """The footnotes of a page, and what stands among them and belongs to a table.

    That bears a letter whose mark stands in no line of text, or no label where no footnote can go on from the page
    before (`Note: The following abbreviations are used in the tables`).
    """
    marks = {p.word.text for item in items if isinstance(item, Line) for p in item.pieces if p.raised}
    out = [
        n
        for n in notes
        if (n.label.isalpha() and n.label not in marks)
        or (not n.label and (not carried or TABLE_NOTE.match(n.lines[0].text)))
    ]
    return [n for n in notes if n not in out], [Draft(BlockKind.TEXT, n.lines, continues=False) for n in out]


def _set_offsets(laid: list[_Laid]) -> str:
    parts: list[str] = []
    offset = 0
    for page in laid:
        for line in page.lines:
            line.start = offset
            parts.append(line.text + "\n")
            offset += len(line.text) + 1
        parts.append("\f")
        offset += 1
    return "".join(parts)


def _blocks(page: _Laid, words: Vocabulary) -> list[Block]:
    out: list[Block] = []
    stars = frozenset(note.label for note in page.notes if note.label and not note.label.isalnum())
    for draft in page.drafts:
        content = (
            _table_text(draft.table, words)
            if draft.table is not None
            else StyledText("")
            if draft.kind is BlockKind.RULE
            else join_lines(draft.lines, words, skip=draft.skip, breaks=frozenset(draft.breaks), stars=stars)
        )
        if content or content.marks or draft.kind is BlockKind.RULE:
            out.append(_block(page.number, draft, content))
    for note in page.notes:
        content = join_lines(note.lines, words, skip=note.skip)
        continues = None if note.label else True
        out.append(
            _block(page.number, Draft(BlockKind.NOTE, note.lines, label=note.label, continues=continues), content)
        )
    return out


def _block(page: int, draft: Draft, content: StyledText) -> Block:
    start = min(line.start for line in draft.lines)
    end = max(line.end for line in draft.lines)
    return Block(draft.kind, content, start, end, page, draft.level, draft.label, draft.continues, draft.quoted)


def _table_text(table: Table, words: Vocabulary) -> StyledText:
    if all(cell.frame is not None for row in table.rows for cell in row.cells):
        return _framed_text(table, words)
    rows: dict[int, dict[int, list[StyledText]]] = {}
    starts = table.columns()
    for i, row in enumerate(table.rows):
        for k, cell in enumerate(row.cells):
            if starts:
                rows.setdefault(-i, {n: [] for n in range(len(starts))})[_nearest(starts, cell.x0)].append(
                    _cell_text(cell)
                )
                continue
            tagged = cell.element is not None and cell.element.row
            key = (cell.element.row, cell.element.cell) if tagged and cell.element else (-i, k)
            rows.setdefault(key[0], {}).setdefault(key[1], []).append(_cell_text(cell))
    return StyledText.join(
        (StyledText.join((StyledText.join(c) for c in cells.values()), "\t") for cells in rows.values()), "\n"
    )


def _nearest(starts: list[float], x: float) -> int:
    return min(range(len(starts)), key=lambda n: abs(starts[n] - x))


def _framed_text(table: Table, words: Vocabulary) -> StyledText:
    """A table whose cells have frames: a line for each of its rows."""
    rows: dict[tuple[int, int], dict[int, list[Line]]] = {}
    for cell in (cell for row in table.rows for cell in row.cells):
        if cell.frame is not None:
            row, column, columns = cell.frame
            rows.setdefault((row, columns), {}).setdefault(column, []).append(cell)
    return StyledText.join(
        (
            StyledText.join((join_lines(cells.get(column, []), words) for column in range(1, columns + 1)), "\t")
            for (_, columns), cells in rows.items()
        ),
        "\n",
    )


def _cell_text(cell: Line) -> StyledText:
    """The words of a cell; a raised letter is the mark of a note under the table, which is text and so stays text."""
    if not any(p.raised and p.word.text.isdigit() for p in cell.pieces):
        return StyledText(cell.text)
    return replace(join_pieces(cell.pieces), spans=())


def _carry_on(laid: list[_Laid], usual: Measure) -> None:
    """Say of each page's first paragraph, and of each column's, whether it carries on the last one before."""
    before: Draft | None = None
    indented = _indents(laid, usual)
    for page in laid:
        for draft in page.drafts:
            if draft.kind is BlockKind.TABLE:
                continue
            if indented and len(draft.lines) == 1 and abs(draft.lines[0].x0 - indented) < 3:
                draft.quoted = False  # a paragraph of one line, which starts as all do
            if before is not None and (draft is page.drafts[0] or _next_column(before, draft)):
                if _goes_on_in_bold(before, draft):
                    before.kind = BlockKind.TEXT
                draft.continues = _continues(before, draft, usual, before.right or usual.right)
                if draft.continues is None and indented and _shift(draft) == 0:
                    draft.continues = True
            before = draft


def _indents(laid: list[_Laid], usual: Measure) -> float:
    """Where unnumbered paragraphs start, in points, if with an indent: one without goes on from before; else 0."""
    text = [d for page in laid for d in page.drafts if d.kind is BlockKind.TEXT and not d.label and len(d.lines) > 1]
    starts = Counter(round(d.lines[0].x0) for d in text if _shift(d) > 0.8 * usual.size)
    return starts.most_common(1)[0][0] if starts.total() > max(10.0, 0.7 * len(text)) else 0


def _shift(draft: Draft) -> float:
    """How far the first line of a paragraph is indented, to the point."""
    return round(draft.lines[0].x0 - draft.lines[1].x0) if len(draft.lines) > 1 else -1


def _goes_on_in_bold(before: Draft, draft: Draft) -> bool:
    """Whether what was taken for a heading is a bold paragraph that a page break cuts: no heading ends a page."""
    last, first = before.lines[-1], draft.lines[0]
    cut = before.kind is BlockKind.HEADING and draft.kind is BlockKind.TEXT and last.page != first.page
    return cut and last.all_set("bold") and first.all_set("bold") and abs(last.size - first.size) < 0.5


def _next_column(before: Draft, draft: Draft) -> bool:
    """Whether a paragraph stands at the head of the column to the right of the one before."""
    last, first = before.lines[-1], draft.lines[0]
    return last.page == first.page and first.y > last.y and first.x0 > last.x1 - last.size


def _continues(before: Draft, draft: Draft, usual: Measure, right: float) -> bool | None:
    if BlockKind.HEADING in (before.kind, draft.kind) or draft.label or label_of(draft.lines[0])[0]:
        return False
    last, first = before.lines[-1], draft.lines[0]
    if abs(last.size - first.size) > 0.08 * usual.size:
        return False
    if first.pieces[0].raised:
        return False
    if draft.quoted and not before.quoted and _has_ended(last.text):
        return False
    if draft.text[:1].islower():
        return True
    below = draft.lines[1].x0 if len(draft.lines) > 1 else first.x0
    shift = first.x0 - (last.x0 if len(draft.lines) == 1 < len(before.lines) and last.page != first.page else below)
    if shift > 0.8 * usual.size:
        return False
    short = last.x1 < right - 4 * usual.size
    if _has_ended(last.text):
        full = usual.justified and abs(last.x1 - right) < 0.3 * usual.size and abs(first.x0 - last.x0) < 2
        return False if short else True if full and len(before.lines) > 1 else None
    return None if short else True


def _has_ended(text: str) -> bool:
    return text.rstrip('”’")]').endswith((".", "!", "?", ":", ";"))
