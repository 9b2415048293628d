"""Whether one text repeats another: the same words, or most of the telling ones with others put in.

The measure is the share of weight that two texts have in common, in order, each word weighing the more the rarer it is
(inverse document frequency, K. Spärck Jones 1972). A text that only adds or leaves out words still repeats; one that
puts other telling words in the place of most does not, however alike its formula. The limits were set on 110 judged
pairs of paragraphs from resolutions of successive years (`tests/data/repeated.toml`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from compendium.indexer.analysis import word_list

__all__ = ["Compared", "Evidence", "compare"]

Evidence = Literal["verbatim", "reworded", "new"]
Frequency = Callable[[str], int]
"""In how many paragraphs a folded word stands."""

COMMON, WITHIN, REPLACED = 0.55, 0.65, 0.15
"""Shares of weight: common to both of all that both have, or common of the shorter's; and replaced, at most."""
LEAST = 0.25
"""Share that must be common of all that both have, where the shorter text lies in the longer."""
FEWEST = 6
"""Words that must be common."""


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


def compare(first: str, second: str, frequency: Frequency, paragraphs: int) -> Compared:
    """Whether the second text repeats the first.

    Args:
        first: a text.
        second: another.
        frequency: of words in the collection.
        paragraphs: how many the collection has.
    """
    from rapidfuzz.distance import Indel

    ours, theirs = word_list(first), word_list(second)
    if ours == theirs:
        return Compared("verbatim", 1.0, 1.0, 0.0)
    weights = {word: math.log(1 + paragraphs / max(frequency(word), 1)) for word in {*ours, *theirs}}

    def weight(words: Sequence[str]) -> float:
        return sum(weights[word] for word in words)

    common = replaced = left_out = added = 0.0
    count = 0
    for code in Indel.opcodes(ours, theirs):
        if code.tag == "equal":
            common += weight(ours[code.src_start : code.src_end])
            count += code.src_end - code.src_start
            replaced += min(left_out, added)
            left_out = added = 0.0
        elif code.tag == "delete":
            left_out += weight(ours[code.src_start : code.src_end])
        else:
            added += weight(theirs[code.dest_start : code.dest_end])
    replaced += min(left_out, added)
    both, shorter = weight(ours) + weight(theirs), min(weight(ours), weight(theirs))
    if not shorter or count < FEWEST:
        return Compared("new", 0.0, 0.0, 1.0)
    shares = 2 * common / both, common / shorter, replaced / shorter
    like = shares[0] >= COMMON or (shares[1] >= WITHIN and shares[0] >= LEAST)
    return Compared("reworded" if like and shares[2] <= REPLACED else "new", *shares)
