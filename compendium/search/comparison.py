"""A quotation held against a passage: literal, with what is permitted, or near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from compendium.corpus.styled import NoteMark, StyledText
from compendium.search.alignment import Change, Mend, align
from compendium.search.items import Item, Kind, quoted_items
from compendium.search.passages import Passage
from compendium.search.wording import Wording, is_word

__all__ = ["Level", "Match", "Quoted", "best", "literal", "weighed"]

LIKE_ENOUGH = 0.5
"""Share of the words that must agree before a passage is taken for what was quoted, where it is the one cited."""
SHARED = 0.5
"""Share of a quotation's different words that a passage must hold before it is worth aligning."""


class Level(IntEnum):
    """How a quotation agrees with a passage, best first."""

    LITERAL = 0
    PERMITTED = 1
    NEAR = 2


@dataclass(frozen=True)
class Quoted:
    """What a draft quotes, ready to be compared."""

    text: str
    pieces: int = 1
    """Paragraphs over which it runs."""
    marks: tuple[NoteMark, ...] = ()
    """Footnotes' marks that it bears, with their places in its text."""

    @cached_property
    def wording(self) -> Wording:
        """Its tokens."""
        return Wording.with_marks(StyledText(self.text, marks=self.marks))

    @cached_property
    def items(self) -> list[Item]:
        """Its tokens, ellipses and brackets."""
        return quoted_items(self.wording)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its different words, in small letters."""
        return frozenset(i.norm.lower() for i in self.items if i.kind is Kind.TOKEN and is_word(i.norm))

    @cached_property
    def words(self) -> int:
        """How many words it has, those in brackets left out."""
        return sum(1 for item in self.items if item.kind is Kind.TOKEN and is_word(item.norm))

    @cached_property
    def segments(self) -> list[str]:
        """The texts between its ellipses, brackets and paragraph ends."""
        found: list[list[int]] = [[]]
        for item in self.items:
            if item.kind is Kind.TOKEN and item.like is None:
                if found[-1] and "\n" in self.text[found[-1][-1] : item.start]:
                    found.append([])
                found[-1] += [item.start, item.end]
            elif found[-1]:
                found.append([])
        return [self.text[places[0] : places[-1]] for places in found if places]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands in a passage, and what differs."""

    level: Level
    passage: Passage
    start: int
    end: int
    changes: tuple[Change, ...] = ()
    likeness: float = 1.0
    matched: int = 0

    @property
    def text(self) -> str:
        """The words of the source."""
        return self.passage.wording.text[self.start : self.end]

    @property
    def altered(self) -> tuple[Change, ...]:
        """The changes that are not permitted."""
        return tuple(change for change in self.changes if not change.permitted)

    def keeps_marks(self, quoted: Quoted) -> bool:
        """Whether a quotation that stands here literally bears a mark wherever the source has one between its words."""
        ours = {before for before, _ in quoted.wording.marks_within(0, len(quoted.text))}
        return {before for before, _ in self.passage.wording.marks_within(self.start, self.end)} <= ours

    @property
    def references(self) -> tuple[str, ...]:
        """Where they stand, to the letter."""
        return self.passage.references(self.start, self.end)


def literal(quoted: Quoted, passages: Iterable[Passage]) -> list[Match]:
    """The passages that hold a quotation word for word and mark for mark."""
    norms = quoted.wording.norms
    found = []
    for passage in passages:
        for start, end in passage.wording.find(norms, passage.start, passage.end) if norms else ():
            if passage.begins(start):
                found.append(Match(Level.LITERAL, passage, start, end, matched=quoted.words))
    return found


def weighed(quoted: Quoted, passages: Sequence[Passage], mends: Mend, most: int = 8) -> list[Match]:
    """How a quotation lies on each passage that shares enough of its words, at most so many, the likeliest first."""
    shares = [(_shared(quoted, passage), -n, passage) for n, passage in enumerate(passages)]
    likely = sorted((s for s in shares if s[0] >= SHARED), key=lambda s: s[:2], reverse=True)[:most]
    found = []
    for _, _, passage in likely:
        match = _aligned(quoted, passage, mends)
        if match is not None:
            found.append(match)
    return found


def best(matches: Iterable[Match]) -> Match | None:
    """The best of some matches: the best level, then the most alike, then the first."""
    return min(matches, key=lambda match: (match.level, -match.likeness), default=None)


def _shared(quoted: Quoted, passage: Passage) -> float:
    if not quoted.vocabulary:
        return 0.0
    joined = passage.wording.joined.lower()
    return sum(1 for word in quoted.vocabulary if f" {word} " in joined) / len(quoted.vocabulary)


def _aligned(quoted: Quoted, passage: Passage, mends: Mend) -> Match | None:
    whole = passage.start == 0 and passage.end >= len(passage.wording.text)
    wording = passage.wording if whole else passage.wording.cut(passage.start, passage.end)
    found = align(quoted.items, wording, mends, quoted.wording)
    if found is None:
        return None
    level = Level.NEAR if found.altered else Level.PERMITTED
    if level is Level.NEAR and found.likeness < LIKE_ENOUGH:
        return None
    start, end = found.start + passage.start, found.end + passage.start
    if not passage.begins(start):
        return None
    return Match(level, passage, start, end, found.changes, found.likeness, found.matched)
