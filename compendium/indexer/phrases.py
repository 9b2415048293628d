"""Where phrases stand, read for some documents at a time: positions take long to read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import compress

from compendium.indexer.documents import Documents
from compendium.indexer.index import Index
from compendium.indexer.lists import Norms
from compendium.indexer.tree import Field, Phrase

__all__ = ["MAX_SLOP", "PhraseReader", "starts"]

MAX_SLOP = 900
"""Words that may stand among those of a phrase, at most."""


class PhraseReader:
    """Reads where the words of phrases stand in documents."""

    def __init__(self, index: Index, norms: Callable[[Field], Norms]) -> None:
        """`norms` are what an occurrence counts by a field's length."""
        self._index = index
        self._norms = norms
        # The phrases of a question share words.
        self._positions = lru_cache(maxsize=128)(self._read)
        self._held = lru_cache(maxsize=512)(self._find)

    def _read(self, field: Field, word: str, ids: tuple[int, ...]) -> dict[int, str]:
        """The positions of a word, in those of these documents that hold it."""
        places = self._index.places(field, word)
        if places is None:
            return {}
        held = compress(ids, places.documents.flags(ids))
        return {id_: places.positions[bisect_left(places.ids, id_)] for id_ in held}

    def holding(self, phrase: Phrase) -> Documents:
        """The documents that hold all words of the phrase in some of its fields, maybe each in another."""
        return self._held(frozenset(phrase.words), phrase.fields)[0]

    def _find(self, words: frozenset[str], fields: tuple[Field, ...]) -> tuple[Documents, tuple[Field, ...]]:
        """The documents that hold all words, and the fields in which all stand somewhere.

        The rarest words come first: where no document is left, the others need not be read.
        """
        spread = {word: [self._index.spread(word, name) for name in fields] for word in words}
        first, *others = sorted(words, key=lambda word: sum(spread[word]))
        documents = self._index.holding(first, fields)
        for word in others:
            documents = documents and documents & self._index.holding(word, fields)
        shared = map(all, zip(*spread.values(), strict=True))
        return documents, tuple(compress(fields, shared)) if documents else ()

    def frequencies(self, phrase: Phrase, ids: tuple[int, ...]) -> dict[int, float]:
        """How often the phrase stands in those of the documents that hold it, normalised and weighted as for words."""
        total: dict[int, float] = {}
        _, fields = self._held(frozenset(phrase.words), phrase.fields)
        slop = min(phrase.slop, MAX_SLOP)
        for field in fields if ids else ():
            first, *others = (self._positions(field, word, ids) for word in phrase.words)
            for id_ in first if all(others) else ():
                positions = [held.get(id_, "") for held in others]
                found = starts(slop, first[id_], *positions) if all(positions) else 0
                if found:
                    total[id_] = total.get(id_, 0.0) + found * self._norms(field)[self._index.lengths(field).words[id_]]
        return total


@lru_cache(maxsize=1 << 15)
def starts(slop: int, *positions: str) -> int:
    """At how many places a phrase starts, of whose words the encoded positions are given.

    Words that stand at the same places in many documents, most often once and side by side, are looked at once.
    """
    decoded = [list(map(ord, value)) for value in positions]
    return _loose_starts(decoded, slop) if slop else _exact_starts(decoded)


def _exact_starts(positions: Sequence[Sequence[int]]) -> int:
    """At how many places the words stand one after the other."""
    found = positions[0]
    for offset, places in enumerate(positions[1:], 1):
        held = places if len(places) < 16 else set(places)
        found = [start for start in found if start + offset in held]
        if not found:
            return 0
    return len(found)


def _loose_starts(positions: Sequence[Sequence[int]], slop: int) -> int:
    """At how many places the words start to stand in order, with at most `slop` other words among them.

    From each place of the first word, the nearest next place of each following one gives the shortest stretch.
    """
    found = 0
    for start in positions[0]:
        last = start
        for places in positions[1:]:
            following = bisect_left(places, last + 1)
            if following == len(places):
                return found
            last = places[following]
        if last - start < len(positions) + slop:
            found += 1
    return found
