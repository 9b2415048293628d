"""The body: paragraphs, lists and tables in the order in which a reader meets them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from compendium.corpus.document import BlockKind, SourceText
from compendium.corpus.readers.docx.drafts import Draft
from compendium.corpus.readers.docx.notes import Notes
from compendium.corpus.readers.docx.numbering import Number, Numbering
from compendium.corpus.readers.docx.ooxml import R, children, knowledge, number, val, w
from compendium.corpus.readers.docx.runs import MARKUP, Line, NoteRef, Runs
from compendium.corpus.readers.docx.styles import Styles
from compendium.corpus.readers.layout import places_numbers
from compendium.corpus.styled import StyledText
from compendium.errors import SourceError

__all__ = ["Body"]

CONTAINERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
TYPED_BULLET = re.compile(r"\s*[•▪●◦‣■□❖➢∙·]\s*")
TYPED_POINT = re.compile(r"\s*\([a-z]{1,5}\)[\t ]")
PLAIN_NUMBER = re.compile(r"(\d+(?:\.\w+)*)\.?|[(\[]?([a-zа-яё]+)[.)\]]?")
"""`12.`, `16.1`; `(a)`, `a)`, `a.`: a paragraph's number, a point's letter. Any other (`A.`, `(1)`, `Article 5`) is
kept before the text as it is printed."""
QUOTED = re.compile(r"quot|blocktext|citation")
"""In the name of a style that sets a quotation apart: Quote, Intense Quote, Block Text."""
HEADING_LENGTH = 400
"""Characters; a longer paragraph that a style calls a heading is a paragraph all the same."""

BOXED_LENGTH = 150
"""Characters; a table of one column with a longer paragraph is a box around text."""


class Body:
    """Reads a story (the body, a header, a text box) into drafts of blocks."""

    def __init__(
        self, styles: Styles, numbering: Numbering, notes: Notes, runs: Runs, insert: Callable[[str], SourceText]
    ) -> None:
        """A story; `insert` gives the text of a file that is inserted in it, by relationship."""
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._runs = runs
        self._kept: Line | None = None
        """A paragraph whose end was deleted: it runs on into the next."""
        self._insert = insert
        self.lost: list[str] = []
        """Why documents of other formats that stand in it could not be read."""

    def read(self, parent: etree._Element) -> Iterator[Draft]:
        """The drafts of all paragraphs and tables below an element."""
        for name, child in children(parent):
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in CONTAINERS:
                yield from self.read(child)
            elif name == MARKUP + "AlternateContent":
                chosen = child.find(MARKUP + "Choice")
                yield from self.read(child if chosen is None else chosen)
            elif name == "altChunk":
                yield from self._inserted(child.get(R + "id", ""))
        if self._kept is not None:
            line, self._kept = self._kept, None
            yield from self._with_notes(Draft(BlockKind.TEXT, line), line)

    def _inserted(self, key: str) -> Iterator[Draft]:
        """The drafts of a document of another format that stands in this one until Word next saves it."""
        try:
            source = self._insert(key)
        except SourceError as error:
            self.lost.append(error.message)
            return
        self.lost += [finding.message for finding in source.findings]
        for block in source.blocks:
            outline = max(0, block.level - 1) if block.kind is BlockKind.HEADING else None
            yield Draft(block.kind, Line(block.content), outline, label=block.label, quoted=block.quoted)

    def _paragraph(self, element: etree._Element) -> Iterator[Draft]:
        properties = element.find(w("pPr"))
        line = self._runs.read(element)
        if self._kept is not None:
            line, self._kept = Line.joined([self._kept, line]), None
        if properties is not None and properties.find(w("sectPr")) is not None:
            self._notes.next_section()
        if _end_deleted(properties):
            self._runs.changed = True
            self._kept = line if line.content.text.strip() or line.notes else None
            return
        if _drops_capital(properties):
            self._kept = replace(line, content=line.content.strip())
            return
        yield from self._with_notes(self._draft(properties, line), line)

    def _with_notes(self, draft: Draft, line: Line) -> Iterator[Draft]:
        if draft.line.content.text.strip():
            yield draft
        for box in line.boxes:
            yield from self.read(box)
        for note in line.notes:
            yield from self._note(note)

    def _draft(self, properties: etree._Element | None, line: Line) -> Draft:
        style = val(properties, "pStyle")
        role = self._styles.role(style)
        # Word numbers empty paragraphs too, and text boxes' anchors; both print nothing that a reader would cite.
        printed = self._number(properties, style)
        if role == "contents":
            return Draft(BlockKind.TABLE, line, contents=True)
        framed = properties is not None and properties.find(w("framePr")) is not None
        heading = self._styles.heading(style)
        outline = number(val(properties, "outlineLvl"))
        level = heading.outline if outline is None else outline
        if level is not None and 0 <= level < 9 and 0 < len(line.content.text) <= HEADING_LENGTH:
            if printed and printed.text:
                line = Line.joined([Line(StyledText(f"{printed.text} ")), line])
            return Draft(BlockKind.HEADING, line, outline=level, chapter=heading.chapter and outline is None)
        kind = BlockKind.ITEM if TYPED_POINT.match(line.content.text) else BlockKind.TEXT
        quoted = any(QUOTED.search(name) for name in self._styles.names(style))
        draft = Draft(kind, line, note=role == "note" or framed, quoted=quoted)
        return self._numbered(draft, printed)

    def _number(self, properties: etree._Element | None, style: str | None) -> Number | None:
        """The automatic number of a paragraph, which counts it."""
        direct = None if properties is None else properties.find(w("numPr"))
        styled_list, styled_level = self._styles.numbering(style)
        list_id = val(direct, "numId") or styled_list
        if list_id is None or list_id == "0":
            return None
        level = number(val(direct, "ilvl"), styled_level)
        if level is None:
            level = self._numbering.level_of_style(list_id, style)
        return self._numbering.next(list_id, level)

    def _numbered(self, draft: Draft, printed: Number | None) -> Draft:
        if printed is None:
            bullet = TYPED_BULLET.match(draft.line.content.text)
            if bullet is None:
                return draft
            kept = replace(draft.line, content=draft.line.content.cut(bullet.end()), raised=())
            return replace(draft, kind=BlockKind.ITEM, line=kept)
        if printed.bullet:
            return replace(draft, kind=BlockKind.ITEM)
        plain = PLAIN_NUMBER.fullmatch(printed.text)
        if plain is None:
            space = "" if printed.text.endswith("、") else " "
            return replace(draft, line=Line.joined([Line(StyledText(printed.text + space)), draft.line]))
        return replace(draft, kind=draft.kind if plain[1] else BlockKind.ITEM, label=plain[1] or plain[2])

    def _note(self, note: NoteRef) -> Iterator[Draft]:
        element = self._notes.body(note.kind, note.id)
        if element is None:
            return
        lines = [self._runs.read(p) for p in element.iter(w("p"))]
        texts = [line.content.strip() for line in lines]
        texts = [t for t in texts if t.text]
        # A mark that the author chose is typed again at the head of the note.
        if texts and texts[0].text.startswith(note.label) and not note.label.isalnum():
            texts[0] = texts[0].cut(len(note.label)).strip()
        content = StyledText.join(texts, "\n")
        yield Draft(BlockKind.NOTE, Line(replace(content, marks=())), label=note.label)

    def _table(self, table: etree._Element) -> Iterator[Draft]:
        rows = [list(_cells(row)) for row in _rows(table)]
        drafts = [[list(self.read(cell)) if _starts(cell) else [] for cell in row] for row in rows]
        if _is_layout(drafts):
            for row in drafts:
                for cell in row:
                    yield from cell
            return
        lines = [line for line in (_row(row) for row in drafts) if line.content.text.strip()]
        if lines:
            yield Draft(BlockKind.TABLE, _separated(lines, "\n"))
        yield from (d for row in drafts for cell in row for d in cell if d.kind is BlockKind.NOTE)


def _row(cells: list[list[Draft]]) -> Line:
    """A row's cells, separated by tabs, each on one line."""
    words = ([d.one_line() for d in cell if d.kind is not BlockKind.NOTE] for cell in cells)
    return _separated([_separated(lines, " ") for lines in words], "\t")


def _separated(lines: list[Line], separator: str) -> Line:
    between = Line(StyledText(separator))
    return Line.joined(part for i, line in enumerate(lines) for part in ((between, line) if i else (line,)))


def _is_layout(rows: list[list[list[Draft]]]) -> bool:
    """Whether a table is there for its looks: a box around text, or the masthead."""
    filled = [[cell for cell in row if cell] for row in rows]
    if all(len(row) <= 1 for row in filled):
        # A list in rows is a table still: what a box holds is paragraphs.
        words = [draft.line.content.text for row in filled for cell in row for draft in cell]
        one = len(rows) == 1 and len(rows[0]) == 1
        return one or any(len(text) > BOXED_LENGTH for text in words)
    if places_numbers(["\n".join(d.line.content.text for d in cell) for cell in row] for row in filled):
        return True
    first = [cell[0].line.content.text.strip().lower() for row in filled for cell in row]
    return any(text.startswith(knowledge().masthead) for text in first)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, those in content controls too, deleted ones left out."""
    for name, child in children(table):
        if name == "tr":
            properties = child.find(w("trPr"))
            if properties is None or properties.find(w("del")) is None:
                yield child
        elif name in CONTAINERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for name, child in children(row):
        if name == "tc":
            yield child
        elif name in CONTAINERS:
            yield from _cells(child)


def _starts(cell: etree._Element) -> bool:
    """Whether a cell has text of its own: not one that a taller cell above covers, nor a deleted one."""
    properties = cell.find(w("tcPr"))
    if properties is None:
        return True
    merge = properties.find(w("vMerge"))
    covered = merge is not None and merge.get(w("val"), "continue") == "continue"
    return not covered and properties.find(w("cellDel")) is None


def _end_deleted(properties: etree._Element | None) -> bool:
    """Whether the paragraph's end was deleted or moved away in a tracked change."""
    mark = None if properties is None else properties.find(w("rPr"))
    if mark is None:
        return False
    return mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None


def _drops_capital(properties: etree._Element | None) -> bool:
    frame = None if properties is None else properties.find(w("framePr"))
    return frame is not None and frame.get(w("dropCap"), "none") != "none"
