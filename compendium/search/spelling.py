"""The words of the collection nearest to one that it does not hold.

Distance is that of optimal string alignment: a letter added, left out, changed, or two neighbours swapped is one edit
(F. J. Damerau, "A technique for computer detection and correction of spelling errors", 1964).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from compendium.indexer.analysis import stem
from compendium.search.words import is_common

__all__ = ["MOST_EDITS", "Near", "nearest", "within"]

MOST_EDITS = 2
"""Edits by which a misspelt word may differ from the one that was meant."""
MOST = 3
"""Words that a misspelt one is taken for."""


class Near(NamedTuple):
    """A word of the collection, and how far it is from the one typed."""

    word: str
    edits: int
    paragraphs: int


def within(word: str, vocabulary: Iterable[tuple[str, int]], edits: int) -> list[Near]:
    """The words of the vocabulary at most so many edits away, the nearest first.

    >>> within("vicitm", [("victim", 3), ("victims", 5)], 1)
    [Near(word='victim', edits=1, paragraphs=3)]
    """
    held = dict(vocabulary)
    found = process.extract(word, list(held), scorer=OSA.distance, score_cutoff=edits, limit=None)
    return [Near(candidate, int(distance), held[candidate]) for candidate, distance, _ in found]


def nearest(word: str, vocabulary: Iterable[tuple[str, int]]) -> list[Near]:
    """The words that a misspelt one most likely was, the likeliest first; none for numbers and short words.

    A word may be one edit away, one of six letters or more two: `begging` is no misspelt `being`. First come the
    fewest edits, then the same first letter, then the more frequent word.
    """
    allowed = 0 if len(word) < 4 or not word.isalpha() else 1 if len(word) < 6 else MOST_EDITS
    if not allowed:
        return []
    near = within(word, vocabulary, allowed)
    found = [n for n in near if n.word.isalpha() and not is_common(n.word) and _is_slip(word, n)]
    if not found:
        return []
    fewest = min(near.edits for near in found)
    best = sorted(
        (near for near in found if near.edits == fewest),
        key=lambda near: (near.word[0] != word[0], -near.paragraphs, near.word),
    )
    first = best[0]
    kept = [near for near in best if (near.word[0] == word[0]) == (first.word[0] == word[0])]
    return [first, *(near for near in kept[1:MOST] if stem(near.word) != stem(first.word))]


def _is_slip(word: str, near: Near) -> bool:
    """Whether a word two edits away may be what was meant: slips leave the first letter and the consonants.

    So `trafiking` is `trafficking`, and `astronomy` not `autonomy`. Of long words one consonant may be wrong; names of
    seven letters may be two edits from a word (`Europol`, Europe).
    """
    if near.edits < 2:
        return True
    spared = 1 if len(word) >= 8 else 0
    return near.word[0] == word[0] and OSA.distance(_consonants(word), _consonants(near.word)) <= spared


def _consonants(word: str) -> str:
    """A word's consonants, doubled ones once, those of one sound alike."""
    sounds = word.replace("ck", "k").replace("ph", "f").translate(str.maketrans("cqz", "kks"))
    return re.sub(r"(.)\1", r"\1", re.sub("[aeiouyh]", "", re.sub(r"(.)\1+", r"\1", sounds)))
