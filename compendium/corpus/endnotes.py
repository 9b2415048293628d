"""Notes and their marks as typewriters set them: `1/` in the line, the notes below a rule or under "Notes" at the end.

Until the late 1990s most papers had no superscripts: the mark `1/` (in an annex or a table `a/`) follows its word in
the line, and the note begins with the same sign. Neither is believed without the other, since `1/` may be part
of a fraction, and a block that begins with it half a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from compendium.corpus.document import Block, BlockKind
from compendium.corpus.habits import habits
from compendium.corpus.numbering import Numbered, numbered
from compendium.corpus.styled import NoteMark, StyledText

__all__ = ["labels_marked", "with_notes"]

TEXT = frozenset({BlockKind.TEXT, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE})
LONGEST_HEADING = 60


@cache
def _note() -> re.Pattern[str]:
    """The head of a note: `1/ Official Records`, `a/ See`, with the label's underline as some converters show it;
    `[1] See`, as programs make text of pages."""
    return re.compile(r"(?:_?(?P<label>\d{1,3}|[a-z]{1,2}|\*{1,4})_?\s?/_?|\[(?P<boxed>\d{1,3})\])\s+(?=\S)")


@cache
def _mark() -> re.Pattern[str]:
    """A mark in the line: `the Commission, 1/ which`, `in 1994. 2/`, `(see annex) a/`, `the report[3]`."""
    return re.compile(
        r"(?:(?<=\S)\s+|(?<=[.,;:)”\"’]))_?(?P<label>\d{1,3}|[a-z]{1,2}|\*{1,4})_?/_?(?=[\s.,;:)\]—]|$)(?!\s\d+\b)"
        r"|(?<=\S)\s?\[(?P<boxed>\d{1,3})\]"
    )


def _label(match: re.Match[str]) -> str:
    return match["label"] or match["boxed"]


def _may_be_marked(text: str) -> bool:
    """Whether it is worth looking for marks in the line."""
    return "/" in text or "[" in text


@dataclass(frozen=True, slots=True)
class _Found:
    """A block that reads like a note."""

    place: int
    label: str
    head: int
    """Characters of its label and what parts it from the words."""
    flat: bool = False
    """Whether its mark is a figure that a converter has let down into the line: `available.1`."""
    boxed: bool = False
    """Whether note and mark stand in square brackets."""


def with_notes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, typewritten notes as notes and their marks taken out of the text, their places kept."""
    out = list(blocks)
    marked = {label for block in out for label in labels_marked(block)}
    notes = [f for f in _candidates(out) if f.label in marked] or list(_flattened(out))
    labels = {found.label for found in notes if not found.boxed} | {b.label for b in out if b.kind is BlockKind.NOTE}
    boxed = {found.label for found in notes if found.boxed}
    if not labels | boxed:
        return out
    for found in notes:
        block = out[found.place]
        head = 0 if block.label else found.head
        out[found.place] = replace(block, kind=BlockKind.NOTE, label=found.label, content=block.content.cut(head))
    _carry_on(out, {found.place for found in notes})
    flat = [found.label for found in notes if found.flat]
    if flat:
        out = _without_flat_marks(out, flat)
    return [replace(b, content=_without_marks(b.content, labels, boxed)) if b.kind in TEXT else b for b in out]


def labels_marked(block: Block) -> set[str]:
    """The labels that the marks in a block bear, raised or in the line."""
    if block.kind not in TEXT:
        return set()
    labels = {mark.label for mark in block.content.marks}
    if _may_be_marked(block.content.text):
        labels.update(_label(match) for match in _mark().finditer(block.content.text))
    return labels


def _candidates(blocks: Sequence[Block]) -> Iterator[_Found]:
    """Blocks that begin with a note's sign, and the numbered ones under a last heading "Notes"."""
    listed = False
    for i, block in enumerate(blocks):
        text = block.content.text
        if block.kind not in TEXT or block.kind is BlockKind.TABLE:
            continue
        if len(text) < LONGEST_HEADING and habits().endnotes.match(text):
            listed = True
        elif found := _note().match(text):
            yield _Found(i, _label(found), found.end(), boxed=found["boxed"] is not None)
        elif block.kind is BlockKind.HEADING:
            listed = False
        elif listed and (number := numbered(block) or _bare(block)):
            yield _Found(i, number.number, len(text) - len(number.content.text))


def _flat_mark(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=[^\W\d_]{{2}})|(?<=[^\W\d_][.,;:)”]))(?P<label>{label})(?=\s|$|[.,;](?:\s|$))")


def _flattened(blocks: Sequence[Block]) -> Iterator[_Found]:
    """Notes of plain text whose raised figures have come down into the line: 1, then 2, each after its mark."""
    if any(b.kind is BlockKind.NOTE and b.label.isdecimal() for b in blocks):
        return
    expected = 1
    marked = -1
    for i, block in enumerate(blocks):
        if block.kind not in TEXT or block.label:
            continue
        bare = _bare(block) if block.kind is BlockKind.TEXT else None
        if bare and bare.number == str(expected) and marked >= 0:
            yield _Found(i, bare.number, len(block.content.text) - len(bare.content.text), flat=True)
            expected, marked = expected + 1, -1
        if marked < 0 and str(expected) in block.content.text and _flat_mark(str(expected)).search(block.content.text):
            marked = i


def _without_flat_marks(blocks: list[Block], labels: list[str]) -> list[Block]:
    """The blocks, the first mark of each of these labels, in order, kept beside the text."""
    out = list(blocks)
    wanted = iter(labels)
    label = next(wanted, "")
    for i, block in enumerate(out):
        while label and block.kind in TEXT and (found := _flat_mark(label).search(out[i].content.text)):
            out[i] = replace(out[i], content=_marked_at(out[i].content, found, label))
            label = next(wanted, "")
    return out


def _marked_at(content: StyledText, match: re.Match[str], label: str) -> StyledText:
    """The text without a mark, its place kept."""
    before, after = content.cut(0, match.start()), content.cut(match.end())
    return replace(before, marks=(*before.marks, NoteMark(label, match.start()))) + after


def _bare(block: Block) -> Numbered | None:
    """The label of an endnote whose raised figure has become part of the line: `1 See the report`."""
    match = re.match(r"(\d{1,3})\s+(?=[A-Z“\"])", block.content.text)
    return Numbered(match[1], block.content.cut(match.end())) if match else None


def _carry_on(blocks: list[Block], notes: set[int]) -> None:
    """Make notes of the blocks that carry on a note: what follows an unfinished one in small letters."""
    for i in range(1, len(blocks)):
        block = blocks[i]
        ended = blocks[i - 1].content.text.endswith((".", ";", ")", "”"))
        if (
            i - 1 in notes
            and not ended
            and block.kind is BlockKind.TEXT
            and not block.label
            and block.content.text[:1].islower()
        ):
            blocks[i] = replace(block, kind=BlockKind.NOTE)
            notes.add(i)


def _without_marks(content: StyledText, labels: set[str], boxed: set[str]) -> StyledText:
    """The text without the marks of these labels, which are kept beside it."""
    if not _may_be_marked(content.text):
        return content
    out = content
    for match in reversed(list(_mark().finditer(content.text))):
        if match["label"] in labels or match["boxed"] in boxed:
            out = _marked_at(out, match, _label(match))
    return out
