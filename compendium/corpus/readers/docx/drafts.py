"""Drafts of blocks, and what can only be said once all of them are known: typed footnotes, levels, offsets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compendium.corpus.document import Block, BlockKind
from compendium.corpus.readers.docx.runs import Line
from compendium.corpus.styled import NoteMark, StyledText

__all__ = ["Draft", "finish"]

# A single plain space is what all white space becomes, so it is no match: most of a text's would be.
SPACE = re.compile(r"\s{2,}|[^\S ]")
SPACE_IN_LINE = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
AROUND_LINE_END = re.compile(r"[ \t]*\n\s*")
SPACE_IN_CELL = re.compile(r"[^\S\n\t]{2,}|[^\S\n\t ]")
AROUND_TAB = re.compile(r" \t ?|\t ")
AROUND_ROW_END = re.compile(r" +\n+ *|\n+ +|\n{2,}")
TYPED_MARK = re.compile(r"\d{1,3}|\*{1,4}|[†‡§]")
"""What a mark typed by hand may be; letters mark the notes of tables, which stay where they stand."""
ASTERISK_NOTE = re.compile(r"\s*(\*{1,4}|[†‡])\s")
POWER = re.compile(r"(?:\b[kcmd]?m|10|CO|H)$")
"""What stands before a superscript that is a power or a formula: km2, 10 6."""
BEGINS_LOW = re.compile(r"[a-zà-ÿ](?!\s+[A-Z])")
"""A small letter at the head, but not that of a table's note: "a Figures as at ..."."""
SHORT = 200
"""Characters; line breaks within a shorter paragraph are part of its form (a masthead, an address)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its text is final."""

    kind: BlockKind
    line: Line
    outline: int | None = None
    """Outline level of a heading, 0 for the outermost."""
    chapter: bool = False
    """Whether a heading stands above outline level 0."""
    label: str = ""
    note: bool = False
    """Whether its style or frame says that it may be a footnote typed by hand."""
    contents: bool = False
    """Whether it is a line of a table of contents."""
    quoted: bool = False
    """Whether its style sets it apart as a quotation."""

    def one_line(self) -> Line:
        """Its text for a cell of a table: no tabs or line ends, its automatic number in front."""
        flat = replace(self.line.content, text=re.sub(r"\s", " ", self.line.content.text))
        head = f"{self.label}. " if self.label else ""
        return Line.joined([Line(StyledText(head)), replace(self.line, content=flat)])


def finish(drafts: Iterable[Draft]) -> tuple[str, tuple[Block, ...]]:
    """The text of a document and its blocks, with offsets into that text."""
    found = _joined_contents(drafts)
    notes = _typed_notes(found)
    labels = frozenset(label for label, _ in notes.values())
    chapters = any(d.chapter for d in found)
    blocks: list[Block] = []
    pieces: list[str] = []
    offset = 0
    for i, draft in enumerate(found):
        block = _note_block(draft, *notes[i]) if i in notes else _block(draft, labels, chapters=chapters)
        length = len(block.content.text)
        if length:
            blocks.append(replace(block, start=offset, end=offset + length))
            pieces.append(block.content.text)
            offset += length + 1
    return "\n".join(pieces), tuple(blocks)


def _joined_contents(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with the lines of a table of contents made one table: titles and pages, not text to be cited."""
    out: list[Draft] = []
    lines: list[Line] = []
    for draft in drafts:
        if not draft.contents:
            lines = []
            out.append(draft)
        elif lines:
            lines += [Line(StyledText("\n")), draft.line]
            out[-1] = replace(draft, line=Line.joined(lines))
        else:
            lines = [draft.line]
            out.append(draft)
    return out


def _typed_notes(drafts: list[Draft]) -> dict[int, tuple[str, int]]:
    """The footnotes that are typed by hand, not made by Word: by index, their label and where their words start.

    One begins with a raised number that is raised elsewhere too, or with an asterisk that no other paragraph
    begins with (those would be bullets), unless a style or frame says that it is a footnote.
    """
    raised = Counter(text for draft in drafts for text in _raised_texts(draft))
    matches = [ASTERISK_NOTE.match(d.line.content.text) if _may_be_note(d) else None for d in drafts]
    asterisks = Counter(m[1] for m in matches if m)
    found: dict[int, tuple[str, int]] = {}
    for i, (draft, match) in enumerate(zip(drafts, matches, strict=True)):
        if match and (draft.note or asterisks[match[1]] == 1):
            found[i] = (match[1], match.end())
        elif _may_be_note(draft) and draft.line.raised:
            first = draft.line.raised[0]
            text = draft.line.content.text
            label = text[first.start : first.end].strip()
            if not text[: first.start].strip() and TYPED_MARK.fullmatch(label) and raised[label] > 1:
                found[i] = (label, first.end)
    return found


def _may_be_note(draft: Draft) -> bool:
    return draft.kind is BlockKind.TEXT and not draft.label


def _raised_texts(draft: Draft) -> Iterator[str]:
    text = draft.line.content.text
    return (text[r.start : r.end].strip() for r in draft.line.raised)


def _note_block(draft: Draft, label: str, start: int) -> Block:
    content = _tidy(draft.line.content.cut(start), lines=True)
    return Block(BlockKind.NOTE, content, 0, 0, label=label, continues=False)


def _block(draft: Draft, labels: frozenset[str], *, chapters: bool) -> Block:
    content = _with_marks(draft.line, labels)
    if draft.kind is BlockKind.TABLE:
        content = content.sub(SPACE_IN_CELL, " ").sub(AROUND_TAB, "\t").sub(AROUND_ROW_END, "\n").strip()
    else:
        short = draft.kind is BlockKind.TEXT and len(content.text) < SHORT
        content = _tidy(content, lines=short or draft.kind is BlockKind.NOTE)
    level = 0
    if draft.outline is not None:
        level = 1 if draft.chapter else draft.outline + (2 if chapters else 1)
    # Word keeps a paragraph whole, but authors cut one by hand around a table or a quotation.
    continues = None if BEGINS_LOW.match(content.text) and not draft.note else False
    return Block(draft.kind, content, 0, 0, level=level, label=draft.label, continues=continues, quoted=draft.quoted)


def _with_marks(line: Line, labels: frozenset[str]) -> StyledText:
    """The text with raised numbers that are footnotes' marks taken out and kept as such."""
    content, out, last = line.content, StyledText(""), 0
    for run in line.raised:
        label = content.text[run.start : run.end].strip()
        mark = run.refers or (label in labels and not POWER.search(content.text[: run.start]))
        if label and mark and TYPED_MARK.fullmatch(label):
            out = out + content.cut(last, run.start) + StyledText("", (), (NoteMark(label, 0),))
            last = run.end
    return out + content.cut(last) if last else content


def _tidy(content: StyledText, *, lines: bool) -> StyledText:
    """The text with single spaces; line ends are kept or become spaces."""
    if not lines:
        return content.sub(SPACE, " ").strip()
    return content.sub(SPACE_IN_LINE, " ").sub(AROUND_LINE_END, "\n").strip()
