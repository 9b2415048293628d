"""A draft that is to be checked: its paragraphs and footnotes as written, each with its citations.

Nothing is taken for a masthead, a heading or a heading's number here: whatever the draft says can quote and cite.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from compendium.corpus.clean import clean
from compendium.corpus.document import Block, BlockKind, Citation
from compendium.corpus.endnotes import with_notes
from compendium.corpus.files import LARGEST, read_regular
from compendium.corpus.readers import read_source
from compendium.corpus.styled import NoteMark, StyledText
from compendium.errors import SourceError
from compendium.indexer.confined import Allow, confined, further_seconds
from compendium.search.citing import Citing
from compendium.search.setting import set_blocks

__all__ = ["Draft", "Part", "draft_of", "read_draft", "source_bytes"]

ENDS = 20
"""Characters by which the beginning and the end of a cut span are known."""
WITHOUT_MARKS = ("text/plain", "application/pdf")
"""Formats that have no mark for a block quotation."""
_SIGNS = ">*_\\\u00ad\u200b"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or footnote of a draft."""

    text: str
    marks: tuple[NoteMark, ...]
    """The marks of footnotes that stand in it."""
    start: int
    """Where its block starts in the draft's text, and where it ends."""
    end: int
    note: str | None = None
    """Its label, if it is a footnote."""
    quoted: bool = False
    """Whether it is set apart as a quotation."""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A draft as it was read."""

    text: str
    """What offsets into the draft count in: of a text file the file's own characters."""
    media_type: str
    parts: tuple[Part, ...]

    @cached_property
    def notes(self) -> dict[str, int]:
        """The index of each footnote, by its label."""
        return {part.note: i for i, part in reversed(list(enumerate(self.parts))) if part.note is not None}

    def place(self, part: Part, start: int, end: int) -> tuple[int, int]:
        """Where a span of a part stands in the draft's text; of what cannot be found there, the whole part's place."""
        raw = self.text[part.start : part.end]
        wanted, before = _squeezed(part.text[start:end])[0], _squeezed(part.text[:start])[0]
        letters, places = _squeezed(raw)
        at = letters.find(wanted, max(letters.find(before), 0) + len(before) if before in letters else 0)
        at = letters.find(wanted) if at < 0 else at
        if at < 0 or not wanted:
            return self._ends(part, wanted)
        return part.start + places[at], part.start + places[at + len(wanted) - 1] + 1

    def _ends(self, part: Part, wanted: str) -> tuple[int, int]:
        """Where a span begins and ends that a footnote or a page's foot cuts in the draft's text."""
        letters, places = _squeezed(self.text[part.start : part.end])
        first, last = letters.find(wanted[:ENDS]), letters.rfind(wanted[-ENDS:])
        if not wanted or first < 0 or last < first:
            return part.start, part.end
        return part.start + places[first], part.start + places[last + len(wanted[-ENDS:]) - 1] + 1


@lru_cache(maxsize=256)
def _squeezed(text: str) -> tuple[str, list[int]]:
    """A text without white space and the signs of Markdown, and where each of its characters stood."""
    places = [at for at, c in enumerate(text) if not c.isspace() and c not in _SIGNS]
    return "".join(text[at] for at in places), places


def source_bytes(name: str) -> bytes:
    """The bytes of the draft that is named: a file, or `-` for standard input.

    Raises:
        SourceError: it cannot be read.
    """
    if name == "-":
        if sys.stdin is None:
            raise SourceError("there is no standard input to read from", hint="Send it something: ... < FILE")
        data = sys.stdin.buffer.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SourceError(f"standard input holds more than {LARGEST // 1024**2} MB", hint="Split it.")
        return data
    try:
        return read_regular(Path(name))
    except SourceError as error:
        hint = error.hint or "Name the draft, or write - for standard input."
        raise SourceError(f"{name}: {error.message}", hint=hint) from error


def read_draft(data: bytes) -> Draft:
    """The draft in some bytes, which are read in a process with limits: a draft, too, may come from anyone.

    Raises:
        SourceError: they are no document that can be read, hold no text, or take too long or too much memory.
    """
    return confined(_allowed_draft, data)


def _allowed_draft(data: bytes, allow: Allow) -> Draft:
    allow(further_seconds(data))
    return draft_of(data)


def draft_of(data: bytes) -> Draft:
    """The draft in some bytes.

    Raises:
        SourceError: they are no document that can be read, or hold no text.
    """
    media_type, source = read_source(data)
    if not any(block.content for block in source.blocks):
        if media_type == "application/pdf":
            raise SourceError("the draft holds no text", hint="A scan must have its text recognised first.")
        raise SourceError("the draft is empty", hint="Save it with its text, or name another file.")
    blocks = with_notes(set_blocks(source) if media_type in WITHOUT_MARKS else source.blocks)
    return Draft(source.text, media_type, tuple(_cited(_parts(blocks))))


def _parts(blocks: Iterable[Block]) -> list[Part]:
    """The blocks as parts, what carries on joined to what it carries on, although footnotes stand between."""
    found: list[Part] = []
    last: dict[bool, int] = {}
    for block in blocks:
        part, noted = _part(block), block.kind is BlockKind.NOTE
        if block.continues and noted in last and (noted or block.quoted or block.kind is BlockKind.TEXT):
            found[last[noted]] = _joined(found[last[noted]], part)
        else:
            last[noted] = len(found)
            found.append(part)
    return found


def _part(block: Block) -> Part:
    content: StyledText = clean(block.content)
    note = block.label if block.kind is BlockKind.NOTE else None
    return Part(content.text, content.marks, block.start, block.end, note, block.quoted)


def _joined(first: Part, second: Part) -> Part:
    shift = len(first.text) + 1
    marks = (*first.marks, *(NoteMark(mark.label, mark.offset + shift) for mark in second.marks))
    return Part(f"{first.text} {second.text}", marks, first.start, second.end, first.note, first.quoted)


def _cited(parts: Sequence[Part]) -> list[Part]:
    """The parts with their citations; the footnotes are read after the text that bears their marks."""
    citing = Citing()
    found: dict[int, tuple[Citation, ...]] = {}
    for i, part in enumerate(parts):
        if part.note is None:
            found[i] = citing.text(part.text, [mark.label for mark in part.marks])
    for i, part in enumerate(parts):
        if part.note is not None:
            found[i] = citing.note(part.text, part.note)
    return [replace(part, citations=found[i]) for i, part in enumerate(parts)]
