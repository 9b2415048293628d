"""The walk over a page's main content, from its elements to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4.element import PageElement, Tag

from compendium.corpus.document import Block, BlockKind
from compendium.corpus.readers.html.lists import Lists
from compendium.corpus.readers.html.notes import HEADINGS, Notes, note_of, placed
from compendium.corpus.readers.html.page import Measures, events, knowledge, left_out, text_of
from compendium.corpus.readers.html.pieces import Pieces
from compendium.corpus.readers.html.tables import is_layout
from compendium.corpus.styled import Style, StyledText

__all__ = ["Walk"]

BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "li", "main", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
STYLES = {
    "b": Style.BOLD, "strong": Style.BOLD, "i": Style.ITALIC, "em": Style.ITALIC, "cite": Style.ITALIC,
    "dfn": Style.ITALIC, "var": Style.ITALIC, "a": Style.LINK,
}  # fmt: skip
# A single plain space is what all white space becomes, so it is no match: most of a text's would be.
SPACE = re.compile(r"\s{2,}|[^\S ]")
LINE_END = re.compile(r"\s*\n\s*")
SPACE_IN_LINE = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
SHORT = 200
"""Characters; line breaks within a shorter paragraph are part of its form (a masthead, an address)."""
ONLY_A_NUMBER = re.compile(r"(?:[A-Z][\w-]*\s+){0,2}(?:\d+(?:\.\d+)*|[IVXLC]+|[A-Z]{1,3})[.:)]?", re.UNICODE)
"""`3.2.1`, `Box 3.1:`, `ES`: a heading that is only the number of the one after it."""
BULLET = re.compile(r"\s*[•▪●◦‣■□]\s*")
TYPED = re.compile(r"\(?(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivxl]{1,5}|[A-Z])[.)]\s")
"""A number or letter at the head of a list item's own text."""


class Walk:
    """Reads the blocks of a page's main content; footnotes stand after the block that bears their mark."""

    def __init__(self, measures: Measures, notes: Notes) -> None:
        self._measures = measures
        self._notes = notes
        self._lists = Lists()
        self._text = Pieces()
        self._styles: list[Style] = []
        self._muted = self._figures = self._pre = self._quotes = 0
        self._level = 0
        """Of the heading that is open, 0 for none."""
        self._breaks = 0
        self._item: str | None = None
        """The label of a list item whose first block is still to come; empty for a bullet."""
        self._rows: list[list[list[StyledText]]] | None = None
        """The table that is open: rows of cells of pieces."""
        self._tables = 0
        self._note: tuple[int, list[StyledText]] | None = None
        self._found: list[tuple[Block, list[int]]] = []
        self._bodies: dict[int, Block] = {}

    def read(self, root: Tag) -> Iterator[Block]:
        """The blocks below an element."""
        for event, node in events(root, lambda tag: left_out(tag, self._measures)):
            if event == "text":
                self._characters(node)
            elif isinstance(node, Tag):
                self._open(node) if event == "open" else self._close(node)
        self._flush()
        yield from placed(self._found, self._bodies)

    # -- elements ---------------------------------------------------------------------------------

    def _open(self, tag: Tag) -> None:
        name = tag.name
        if id(tag) in self._notes.marks:
            label, holder = self._notes.marks[id(tag)]
            self._text.mark(label, holder)
        if id(tag) in self._notes.marks or id(tag) in self._notes.back:
            self._muted += 1
        if name == "br":
            self._break()
        elif name == "hr":
            self._rule()
        elif name in STYLES:
            self._styles.append(STYLES[name])
        elif name == "q":
            self._text.put("“", set(self._styles))
        elif name in BLOCKS:
            self._open_block(tag)

    def _open_block(self, tag: Tag) -> None:
        self._flush()
        name = tag.name
        if id(tag) in self._notes.holders and self._note is None:
            self._note = (id(tag), [])
        if name in HEADINGS:
            self._level = int(name[1])
        elif name == "figure":
            self._figures += 1
        elif name == "pre":
            self._pre += 1
        elif name == "blockquote":
            self._quotes += 1
        elif name in {"ol", "ul"}:
            self._lists.open(tag)
        elif name == "li":
            self._item = self._lists.next(tag)
        elif name in {"dt", "dd"}:
            self._item = ""
        elif name == "table":
            self._open_table(tag)
        else:
            self._open_cell(name)

    def _open_cell(self, name: str) -> None:
        """Begins a row or a cell of the table that is open; a table inside it is text of its cell."""
        if self._rows is None or self._tables != 1:
            return
        if name == "tr":
            self._rows.append([])
        elif name in {"td", "th"} and self._rows:
            self._rows[-1].append([])

    def _open_table(self, tag: Tag) -> None:
        if self._rows is not None:
            self._tables += 1
        elif not is_layout(tag, self._measures) and self._note is None:
            self._rows, self._tables = [], 1

    def _close(self, tag: Tag) -> None:
        name = tag.name
        if id(tag) in self._notes.marks or id(tag) in self._notes.back:
            self._muted -= 1
        if name in STYLES:
            self._styles.pop()
        elif name == "q":
            self._text.put("”", set(self._styles))
        elif name in BLOCKS:
            self._close_block(tag)

    def _close_block(self, tag: Tag) -> None:
        self._flush()
        name = tag.name
        if name in HEADINGS:
            self._level = 0
        elif name == "figure":
            self._figures -= 1
        elif name == "pre":
            self._pre -= 1
        elif name == "blockquote":
            self._quotes -= 1
        elif name in {"ol", "ul"}:
            self._lists.close()
        elif name in {"li", "dt", "dd"}:
            self._item = None
        elif name == "table" and self._rows is not None:
            self._tables -= 1
            if not self._tables:
                self._close_table()
        if self._note is not None and self._note[0] == id(tag):
            self._close_note()

    def _close_table(self) -> None:
        rows, self._rows = self._rows or [], None
        cells = [[StyledText.join(cell, " ") for cell in row] for row in rows]
        lines = [StyledText.join(row, "\t") for row in cells if any(cell.text for cell in row)]
        if lines:
            self._emit(Block(BlockKind.TABLE, StyledText.join(lines, "\n"), 0, 0, continues=False), self._text.take())

    def _close_note(self) -> None:
        holder, parts = self._note or (0, [])
        self._note = None
        self._bodies.setdefault(holder, note_of(self._notes.holders[holder], parts))
        self._found.append((Block(BlockKind.NOTE, StyledText(""), holder, 0), []))

    def _break(self) -> None:
        self._breaks += 1
        if self._breaks > 1 and self._rows is None:
            self._flush()
        else:
            self._text.put("\n", set())

    def _rule(self) -> None:
        self._flush()
        # Lines between the entries of a list or the rows of a table part nothing that is read on its own.
        if self._rows is None and self._note is None and not self._lists and self._found:
            self._emit(Block(BlockKind.RULE, StyledText(""), 0, 0), [])

    # -- text -------------------------------------------------------------------------------------

    def _characters(self, node: PageElement) -> None:
        text = text_of(node)
        if not text or self._muted:
            return
        if not text.strip(" \n\t[](),;") and self._beside_mark(node):
            return
        if text.strip():
            # A list typed by hand: a bullet, a number or a letter after each line break.
            if self._breaks and (BULLET.match(text) or TYPED.match(text.lstrip())) and self._rows is None:
                self._flush()
            self._breaks = 0
        if self._pre:
            for i, part in enumerate(re.split(r"\n[^\S\n]*\n", text)):
                if i:
                    self._flush()
                self._text.put(part, set(self._styles))
        else:
            self._text.put(SPACE.sub(" ", text), set(self._styles))

    def _beside_mark(self, node: PageElement) -> bool:
        """Whether a text is the bracket around a mark in a superscript, or the comma between two."""
        parent = node.parent
        if parent is None or parent.name != "sup":
            return False
        return any(id(beside) in self._notes.marks for beside in parent.contents)

    def _flush(self) -> None:
        """Ends the block that is open."""
        self._breaks = 0
        if not self._text.pieces and not self._text.marks:
            return
        content = self._text.styled()
        lines = len(content.text) < SHORT and not self._level and self._rows is None and not self._pre
        content = (content.sub(LINE_END, "\n").sub(SPACE_IN_LINE, " ") if lines else content.sub(SPACE, " ")).strip()
        if not content.text and not content.marks:
            self._text = Pieces(holders=self._text.holders)
            return
        if self._rows is not None:
            if self._rows and self._rows[-1]:
                self._rows[-1][-1].append(content)
            else:
                self._rows.append([[content]])
            self._text = Pieces(holders=self._text.holders)
            return
        holders = self._text.take()
        self._text = Pieces()
        if self._note is not None:
            self._note[1].append(content)
        elif content.text.strip().lower().strip(" .:›»>") not in knowledge().widgets:
            self._emit(self._block(content), holders)

    def _block(self, content: StyledText) -> Block:
        continues = None if content.text[:1].islower() else False
        if self._level and not self._figures:
            return Block(BlockKind.HEADING, content, 0, 0, level=self._level, continues=False)
        bullet = BULLET.match(content.text)
        if bullet and self._item is None:
            return Block(BlockKind.ITEM, content.cut(bullet.end()), 0, 0, continues=False)
        if self._item is None:
            return Block(BlockKind.TEXT, content, 0, 0, continues=continues, quoted=self._quotes > 0)
        label, self._item = self._item, None
        if TYPED.match(content.text):
            label = ""
        elif label.isupper():  # the number of a part, not of a paragraph or point
            content, label = StyledText(f"{label}. ") + content, ""
        return Block(BlockKind.ITEM, content, 0, 0, label=label, continues=False)

    def _emit(self, block: Block, holders: list[int]) -> None:
        """Adds a block; a heading that is only a number is joined with the one that it numbers."""
        last = self._found[-1][0] if self._found else None
        pair = last is not None and last.kind is block.kind is BlockKind.HEADING
        if last is not None and pair and ONLY_A_NUMBER.fullmatch(last.content.text):
            content = StyledText.join([last.content, block.content], " ")
            self._found[-1] = (replace(block, content=content), [*self._found[-1][1], *holders])
        else:
            self._found.append((block, holders))
