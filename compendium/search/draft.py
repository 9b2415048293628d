"""A draft that is to be checked: its paragraphs and footnotes as written, each with its citations.

Nothing is taken for a masthead, a heading or a heading's number here: whatever the draft says can quote and cite.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from compendium.corpus.citations import find_in_text
from compendium.corpus.citations.context import Context
from compendium.corpus.clean import clean
from compendium.corpus.document import Block, BlockKind, Citation, CitationKind, SourceText
from compendium.corpus.readers import read_source
from compendium.corpus.references import find_references
from compendium.corpus.styled import StyledText
from compendium.errors import SourceError

__all__ = ["Draft", "Part", "draft_of", "source_bytes"]

LARGEST = 200 * 1024 * 1024
"""Bytes that a draft may have."""
FILE_NAME = re.compile(r"(?<![\w/.-])[\w][\w.()-]*\.(?:txt|md|markdown|pdf|docx|html?)(?![\w/])", re.IGNORECASE)
PLACE_BEHIND = re.compile(r",?\s+(?:unnumbered\s+)?para(?:graph|\.)?\s*\d+(?:\.\d+)?(?:\s?\([a-z]{1,4}\))*", re.I)
_SIGNS = ">*_\\\u00ad\u200b"
BRACKETED = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or footnote of a draft."""

    text: str
    marks: tuple[tuple[str, int], ...]
    """Labels of the footnotes whose marks stand in it, each with its place."""
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
            return part.start, part.end
        return part.start + places[at], part.start + places[at + len(wanted) - 1] + 1


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
        return sys.stdin.buffer.read(LARGEST)
    path = Path(name)
    try:
        if not path.is_file():
            raise SourceError(f"{name} is not a file", hint="Name the draft, or write - for standard input.")
        if path.stat().st_size > LARGEST:
            raise SourceError(f"{name} is larger than {LARGEST // 1024**2} MB")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{name} cannot be opened ({error.strerror or error})") from error


def draft_of(data: bytes) -> Draft:
    """The draft in some bytes.

    Raises:
        SourceError: they are no document that can be read, or hold no text.
    """
    media_type, source = read_source(data)
    if not any(block.content for block in source.blocks):
        raise SourceError("the draft holds no text", hint="A scan must have its text recognised first.")
    return Draft(source.text, media_type, tuple(_cited(list(_parts(source)))))


def _parts(source: SourceText) -> Iterator[Part]:
    held: Part | None = None
    for block in source.blocks:
        part = _part(block)
        if held is not None and block.kind is BlockKind.TEXT and block.continues and held.note is None:
            held = _joined(held, part)
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _part(block: Block) -> Part:
    content: StyledText = clean(block.content)
    marks = tuple((mark.label, mark.offset) for mark in content.marks)
    note = block.label if block.kind is BlockKind.NOTE else None
    return Part(content.text, marks, block.start, block.end, note, block.quoted)


def _joined(first: Part, second: Part) -> Part:
    shift = len(first.text) + 1
    marks = (*first.marks, *((label, offset + shift) for label, offset in second.marks))
    return Part(f"{first.text} {second.text}", marks, first.start, second.end, first.note, first.quoted)


def _cited(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts with their citations, read from start to end as a reader does."""
    context = Context()
    for part in parts:
        context.paragraph()
        found = find_in_text(part.text, context)
        named = [c for c in found if c.kind is not CitationKind.PUBLICATION or c.target]
        more = [c for c in _typed(part.text) if not _overlaps(c, named)]
        # what a title in quotation marks is cited by may be a shortened symbol: “...” (2019/3, para. 25)
        found = [c for c in found if c in named or not _overlaps(c, more)]
        citations = tuple(sorted((*found, *more), key=lambda citation: citation.start))
        yield Part(part.text, part.marks, part.start, part.end, part.note, part.quoted, citations)


def _overlaps(citation: Citation, others: Iterable[Citation]) -> bool:
    return any(citation.start < other.end and citation.end > other.start for other in others)


def _typed(text: str) -> Iterable[Citation]:
    """References that only a collection can resolve: names of files, and shortened symbols with a place."""
    for match in FILE_NAME.finditer(text):
        behind = PLACE_BEHIND.match(text, match.end())
        end = behind.end() if behind else match.end()
        yield _as_typed(text, match.start(), end)
    for bracket in BRACKETED.finditer(text):
        for start, end, reference in find_references(bracket[1]):
            if reference.shortened and reference.pinpoint:
                yield _as_typed(text, bracket.start(1) + start, bracket.start(1) + end)


def _as_typed(text: str, start: int, end: int) -> Citation:
    return Citation(text[start:end], start, end, CitationKind.OTHER, text[start:end])
