"""Whether one text repeats another: the same words, or most of the telling ones with others put in.

The measure is the share of weight that two texts have in common, each word weighing the more the rarer it is (inverse
document frequency, K. Spärck Jones 1972), in whatever form it stands. A text that only adds, leaves out or rearranges
words still repeats; one that puts other telling words in the place of most does not, however alike its formula, nor one
that names another country or body in the same place. The limits were set on two samples of judged pairs of paragraphs
from resolutions of successive years, and measured on a third (`tests/data/repeated.toml`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from compendium.indexer.analysis import fold, stem, word_list

__all__ = ["Compared", "Evidence", "compare"]

Evidence = Literal["verbatim", "reworded", "new"]
Frequency = Callable[[str], int]
"""In how many paragraphs a folded word stands."""

COMMON, WITHIN, LEAST = 0.68, 0.8, 0.3
"""Shares of weight: common to both of all that both have; or common of the shorter's, where it lies in the longer, and
then so much in the same order of all that both have."""
RUN, IN_RUN = 12, 0.6
"""Or words in a row that both have, and the share of the shorter's weight that is common in the same order then."""
REPLACED, NAMES = 0.28, 0.05
"""Weight that is replaced, at most, for each that is common; and share of the shorter's that names replace."""
SPAN = 8
"""Words up to which a name stands in the place of another."""
FEWEST = 6
"""Words that must be common."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Compared:
    """What two texts have in common, as shares of the weight of their words."""

    evidence: Evidence
    common: float
    """Of all that both have."""
    within: float
    """Of what the shorter has."""
    replaced: float
    """Words of the shorter in whose place the other has different ones."""


class _Word(NamedTuple):
    stem: str
    weight: float
    name: bool
    """Whether it has a capital inside a sentence."""


@dataclass(slots=True)
class _Tally:
    """What an alignment adds up to."""

    in_order: float = 0.0
    replaced: float = 0.0
    names: float = 0.0
    count: int = 0
    run: int = 0


def compare(first: str, second: str, frequency: Frequency, paragraphs: int) -> Compared:
    """Whether the second text repeats the first.

    Args:
        first: a text.
        second: another.
        frequency: of words in the collection.
        paragraphs: how many the collection has.
    """
    if word_list(first) == word_list(second):
        return Compared("verbatim", 1.0, 1.0, 0.0)
    ours, theirs = list(_words(first, frequency, paragraphs)), list(_words(second, frequency, paragraphs))
    tally = _tally(ours, theirs)
    both, shorter = _weight(ours) + _weight(theirs), min(_weight(ours), _weight(theirs))
    if not shorter or tally.count < FEWEST:
        return Compared("new", 0.0, 0.0, 1.0)
    shared = _shared(ours, theirs)
    common, within, replaced = 2 * shared / both, shared / shorter, tally.replaced / shorter
    like = (
        common >= COMMON
        or (within >= WITHIN and 2 * tally.in_order / both >= LEAST)
        or (tally.run >= RUN and tally.in_order / shorter >= IN_RUN)
    )
    same = replaced <= REPLACED * common and tally.names / shorter <= NAMES
    return Compared("reworded" if like and same else "new", common, within, replaced)


def _shared(ours: Sequence[_Word], theirs: Sequence[_Word]) -> float:
    """The weight of the words that both have, in whatever order."""
    weights = {word.stem: word.weight for word in (*ours, *theirs)}
    both = Counter(word.stem for word in ours) & Counter(word.stem for word in theirs)
    return sum(weights[word] * count for word, count in both.items())


def _words(text: str, frequency: Frequency, paragraphs: int) -> Iterator[_Word]:
    begins = True
    last = 0
    for match in WORD.finditer(text):
        begins = begins or re.search(r"[.;:]\s*$", text[last : match.start()]) is not None
        word = fold(match.group())
        weight = math.log(1 + paragraphs / max(frequency(word), 1))
        yield _Word(stem(word), weight, match.group()[0].isupper() and not begins)
        begins, last = False, match.end()


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
            length = code.src_end - code.src_start
            tally.in_order += _weight(ours[code.src_start : code.src_end])
            tally.count, tally.run = tally.count + length, max(tally.run, length)
            _replace(tally, left_out, added)
            left_out, added = [], []
    _replace(tally, left_out, added)
    return tally


def _replace(tally: _Tally, left_out: Sequence[_Word], added: Sequence[_Word]) -> None:
    """Count what stands in one place in the one text and in the other."""
    tally.replaced += min(_weight(left_out), _weight(added))
    if max(len(left_out), len(added)) <= SPAN:
        names = [[word for word in words if word.name] for words in (left_out, added)]
        tally.names += min(map(_weight, names))
