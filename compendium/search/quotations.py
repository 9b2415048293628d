"""Quotations in a draft: between quotation marks of any kind, over several paragraphs, or set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compendium.corpus.styled import NoteMark, StyledText
from compendium.search.draft import Part
from compendium.search.quotation_marks import CLOSING, DISTINCT, OPENERS, closing, next_opening

__all__ = ["FARTHEST", "Piece", "Quotation", "quotations"]

FARTHEST = 12
"""Paragraphs over which one quotation may run."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a quotation stands in one part: from `start` to `end` of its text, the marks left out."""

    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two quotation marks, or of a part that is set apart."""

    pieces: tuple[Piece, ...]
    text: str
    """Each piece on a line of its own."""
    block: bool = False
    """Whether it is set apart, without quotation marks."""
    marks: tuple[NoteMark, ...] = ()
    """Footnotes' marks that the draft sets in it, with their places in its text."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(DISTINCT.findall(self.text))


def quotations(parts: Sequence[Part]) -> list[Quotation]:
    """All quotations of a draft, in order; one inside another is part of it."""
    found: list[Quotation] = []
    taken: dict[int, int] = {}
    for at, part in enumerate(parts):
        if part.quoted and part.note is None:
            found += _set_apart(parts, at)
            continue
        for pieces in _marked(parts, at, taken.get(at, 0)):
            found.append(_quotation(parts, pieces))
            for piece in pieces[1:]:
                taken[piece.part] = max(taken.get(piece.part, 0), piece.end + 1)
    return [quotation for quotation in found if quotation.words]


def _quotation(parts: Sequence[Part], pieces: Sequence[Piece], *, block: bool = False) -> Quotation:
    words = (StyledText(parts[p.part].text, marks=parts[p.part].marks).cut(p.start, p.end) for p in pieces)
    whole = StyledText.join(words, "\n")
    return Quotation(tuple(pieces), whole.text, block, whole.marks)


def _set_apart(parts: Sequence[Part], at: int) -> Iterator[Quotation]:
    """The quotation that a part set apart is, without the citation in brackets at its end."""
    part = parts[at]
    start, end = 0, _without_citation(part)
    inner = part.text[start:end].rstrip(" \n—–-")
    stripped = inner.strip('“”"„«» ')
    if stripped[:1] in ("‘", "'") and closing(stripped, 0) == len(stripped) - 1:
        stripped = stripped[1:-1]
    if stripped:
        start = part.text.index(stripped)
        yield _quotation(parts, [Piece(at, start, start + len(stripped))], block=True)


def _without_citation(part: Part) -> int:
    """Where a part ends if the citations in brackets, or behind a dash, at its end are left out."""
    end = len(part.text)
    while citations := [c for c in part.citations if c.start < end]:
        tail = part.text[:end].rstrip(" .,;\n")
        opened = _opening_bracket(tail)
        if opened is not None and any(c.start > opened for c in citations):
            end = opened
        elif not DISTINCT.search(part.text[citations[-1].end : end]) and re.search(
            r"[—–-]\s*$", part.text[: citations[-1].start]
        ):
            end = citations[-1].start
        else:
            break
    return end


def _opening_bracket(text: str) -> int | None:
    """Where the bracket opens that closes at the very end of a text."""
    depth = 0
    for at in range(len(text) - 1, -1, -1) if text.endswith((")", "]")) else ():
        depth += (text[at] in ")]") - (text[at] in "([")
        if not depth:
            return at
    return None


def _marked(parts: Sequence[Part], at: int, first: int) -> Iterator[list[Piece]]:
    """The quotations that open in a part, after the place `first`."""
    text = parts[at].text
    position = first
    while (opening := next_opening(text, position)) is not None:
        mark = text[opening]
        end = closing(text, opening)
        if end is not None:
            yield [Piece(at, opening + 1, end)]
            position = end + 1
            continue
        pieces = _over_paragraphs(parts, at, opening) if mark in CLOSING or mark == '"' else None
        if pieces is not None:
            yield pieces
            return
        position = opening + 1


def _over_paragraphs(parts: Sequence[Part], at: int, opening: int) -> list[Piece] | None:
    """The quotation that opens here and closes in a later paragraph.

    House style opens the marks again at the head of each paragraph and closes them after the last alone.
    """
    mark = parts[at].text[opening]
    pieces = [Piece(at, opening + 1, len(parts[at].text))]
    following = [i for i in range(at + 1, len(parts)) if parts[i].note is None][:FARTHEST]
    for index in following:
        text = parts[index].text
        again = text.startswith(mark)
        if mark == '"' and not again:
            return None
        start = 1 if again else 0
        closed = closing(f"{mark}{text[start:]}", 0)
        if closed is not None and (again or not re.search(rf"[{re.escape(mark)}]", text[: closed + start - 1])):
            pieces.append(Piece(index, start, closed - 1 + start))
            return pieces
        if not again and any(c in text for c in OPENERS[:4]):
            return None
        pieces.append(Piece(index, start, len(text)))
    return None
