"""Whether one text repeats another: the same recommendation or statement, with or without changes of wording.

The measure weighs words, the more the rarer they are (inverse document frequency, K. Spärck Jones 1972), in whatever
form they stand. What both texts have in the same order speaks for a repetition, and most of all that one begins with
what the other says: recommendations that are taken up again keep their core, and grow behind it. Other telling words in
the place of these speak against it, other names most of all, however alike the formula. Figures, dates and sessions
change from year to year: they count half, and not against a repetition. The weights were set on five samples of judged
pairs of paragraphs, and measured on a sixth (`tests/data/repeated.toml`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from compendium.corpus.habits import habits, ordinal_number
from compendium.indexer.analysis import fold, stem, word_list

__all__ = ["Compared", "Evidence", "compare"]

Evidence = Literal["verbatim", "reworded", "new"]
Frequency = Callable[[str], int]
"""In how many paragraphs a folded word stands."""

WITHIN, OPENING, REPLACED, NAMES, ENOUGH = 0.5, 0.5, 1.5, 2.0, 1.0
"""Weights of what speaks for and against a repetition, beside the 1 of what both have in order; and their sum that is
enough."""
FIRST = 10
"""Words with which a text begins: its core."""
SPAN = 8
"""Words up to which a name stands in the place of another."""
FEWEST = 6
"""Words that must be common."""
CHANGING = 0.5
"""Share of its weight that a figure, a month or an ordinal has."""
WORD = re.compile(r"\w+")
TENS = re.compile(r"(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ieth)")


@dataclass(frozen=True, slots=True)
class Compared:
    """What two texts have in common, as shares of the weight of their words."""

    evidence: Evidence
    in_order: float
    """Common to both in the same order, of all that both have."""
    within: float
    """The same, of what the shorter has."""
    opening: float
    """Of the first words of the one, so much stands in the other; the larger share of the two."""
    replaced: float
    """Words of the shorter in whose place the other has different ones."""
    names: float
    """Names among these, in whose place the other has other names."""

    @property
    def likeness(self) -> float:
        """How much speaks for a repetition."""
        shared = self.in_order + WITHIN * self.within + OPENING * self.opening
        return shared - REPLACED * self.replaced - NAMES * self.names


class _Word(NamedTuple):
    stem: str
    weight: float
    name: bool
    """Whether it has a capital inside a sentence."""
    changes: bool
    """Whether it is a figure, a month or an ordinal."""


@dataclass(slots=True)
class _Tally:
    """What an alignment adds up to."""

    in_order: float = 0.0
    replaced: float = 0.0
    names: float = 0.0
    count: int = 0
    openings: tuple[float, float] = (0.0, 0.0)


def compare(first: str, second: str, frequency: Frequency, paragraphs: int) -> Compared:
    """Whether the second text repeats the first.

    Args:
        first: a text.
        second: another.
        frequency: of words in the collection.
        paragraphs: how many the collection has.
    """
    if word_list(first) == word_list(second):
        return Compared("verbatim", 1.0, 1.0, 1.0, 0.0, 0.0)
    ours, theirs = list(_words(first, frequency, paragraphs)), list(_words(second, frequency, paragraphs))
    tally = _tally(ours, theirs)
    both, shorter = _weight(ours) + _weight(theirs), min(_weight(ours), _weight(theirs))
    if tally.count < FEWEST:
        return Compared("new", 0.0, 0.0, 0.0, 1.0, 0.0)
    beginnings = [max(_weight(words[:FIRST]), 1e-9) for words in (ours, theirs)]
    opening = max(found / whole for found, whole in zip(tally.openings, beginnings, strict=True))
    found = Compared(
        "reworded",
        2 * tally.in_order / both,
        tally.in_order / shorter,
        opening,
        tally.replaced / shorter,
        tally.names / shorter,
    )
    return found if found.likeness >= ENOUGH else replace(found, evidence="new")


def _words(text: str, frequency: Frequency, paragraphs: int) -> Iterator[_Word]:
    begins = True
    last = 0
    for match in WORD.finditer(text):
        begins = begins or re.search(r"[.;:]\s*$", text[last : match.start()]) is not None
        word = fold(match.group())
        if not word:
            continue
        weight, changes = math.log(1 + paragraphs / max(frequency(word), 1)), _changes(word)
        name = match.group()[0].isupper() and not begins
        yield _Word(stem(word), weight * CHANGING if changes else weight, name, changes)
        begins, last = False, match.end()


def _changes(word: str) -> bool:
    """Whether a word is a figure, a month or an ordinal."""
    return (
        word[0].isdigit()
        or word in habits().months
        or ordinal_number(word) is not None
        or TENS.fullmatch(word) is not None
    )


def _weight(words: Sequence[_Word]) -> float:
    return sum(word.weight for word in words)


def _tally(ours: Sequence[_Word], theirs: Sequence[_Word]) -> _Tally:
    from rapidfuzz.distance import Indel

    tally = _Tally()
    left_out: list[_Word] = []
    added: list[_Word] = []
    for code in Indel.opcodes([word.stem for word in ours], [word.stem for word in theirs]):
        if code.tag == "delete":
            left_out += ours[code.src_start : code.src_end]
        elif code.tag == "insert":
            added += theirs[code.dest_start : code.dest_end]
        else:
            tally.in_order += _weight(ours[code.src_start : code.src_end])
            tally.count += code.src_end - code.src_start
            here = _weight(ours[code.src_start : min(code.src_end, FIRST)])
            there = _weight(theirs[code.dest_start : min(code.dest_end, FIRST)])
            tally.openings = tally.openings[0] + here, tally.openings[1] + there
            _replace(tally, left_out, added)
            left_out, added = [], []
    _replace(tally, left_out, added)
    return tally


def _replace(tally: _Tally, left_out: Sequence[_Word], added: Sequence[_Word]) -> None:
    """Count what stands in one place in the one text and in the other, figures and dates aside."""
    left_out, added = ([word for word in words if not word.changes] for words in (left_out, added))
    tally.replaced += min(_weight(left_out), _weight(added))
    if max(len(left_out), len(added)) <= SPAN:
        names = [[word for word in words if word.name] for words in (left_out, added)]
        tally.names += min(map(_weight, names))
