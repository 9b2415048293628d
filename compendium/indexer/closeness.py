"""What phrases add to the score of a document, worked out for one document at a time: positions take long to read."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from compendium.indexer.parts import Norms, Set
from compendium.indexer.postings import Places, decode_positions
from compendium.indexer.tree import Field, Phrase

__all__ = ["Closeness", "PhraseReader", "starts"]


class PhraseReader:
    """Reads where the words of phrases stand in single documents."""

    def __init__(
        self,
        places: Callable[[Field, str], Places | None],
        norms: Callable[[Field], Norms],
        lengths: Callable[[Field], Sequence[int]],
    ) -> None:
        """Args: where a word stands in a field; what an occurrence counts by a field's length; its lengths."""
        self._places = places
        self._norms = norms
        self._lengths = lengths
        # The phrases of a question share words, and are asked for one document after the other.
        self._encoded = lru_cache(maxsize=1024)(self._positions)
        self.holders = lru_cache(maxsize=None)(self._holders)

    def _positions(self, field: Field, word: str, id_: int) -> bytes:
        places = self._places(field, word)
        if places is None:
            return b""
        at = bisect_left(places.ids, id_)
        return places.positions[at] if at < len(places.ids) and places.ids[at] == id_ else b""

    def _holders(self, word: str, fields: tuple[Field, ...]) -> Set:
        """The documents that hold a word in one of the fields."""
        return frozenset().union(*(places.ids for field in fields if (places := self._places(field, word))))

    def fields(self, phrase: Phrase) -> tuple[Field, ...]:
        """The fields in which all words of the phrase stand somewhere."""
        return tuple(field for field in phrase.fields if all(self._places(field, word) for word in phrase.words))

    def frequency(self, phrase: Phrase, id_: int) -> float:
        """How often the phrase stands in the document, normalised and weighted as the frequency of a word is."""
        total = 0.0
        for field in phrase.fields:
            positions: list[bytes] = []
            for word in phrase.words:
                positions.append(self._encoded(field, word, id_))
                if not positions[-1]:
                    break
            else:
                found = starts(phrase.slop, *positions)
                if found:
                    total += found * self._norms(field)[self._lengths(field)[id_]]
        return total


class Closeness:
    """Phrases that count as one term, as rare as the documents that hold the words of one, wherever they stand."""

    def __init__(self, phrases: Sequence[Phrase], weight: float, k1: float, size: int, reader: PhraseReader) -> None:
        """`size` is the number of all documents."""
        self._k1 = k1
        self._reader = reader
        holders: dict[tuple[frozenset[str], tuple[Field, ...]], Set] = {}
        for phrase in phrases:
            key = frozenset(phrase.words), phrase.fields
            if key not in holders:
                first, *others = (reader.holders(word, phrase.fields) for word in key[0])
                holders[key] = first.intersection(*others)
        self._phrases = [
            (replace(phrase, fields=reader.fields(phrase)), holders[frozenset(phrase.words), phrase.fields])
            for phrase in phrases
        ]
        """Each, in the fields that can hold it, with the documents that hold its words."""
        self.documents: Set = frozenset().union(*holders.values())
        """Those that hold the words of a phrase; all others score nothing."""
        held = len(self.documents)
        self.bound = weight * math.log(1 + (size - held + 0.5) / (held + 0.5))
        """No document scores more."""

    def score(self, id_: int) -> float:
        """What it adds to the score of a document."""
        if id_ not in self.documents:
            return 0.0
        frequency = sum(
            phrase.weight * self._reader.frequency(phrase, id_) for phrase, held in self._phrases if id_ in held
        )
        return self.bound * frequency / (frequency + self._k1)


@lru_cache(maxsize=1 << 15)
def starts(slop: int, *positions: bytes) -> int:
    """At how many places a phrase starts, of whose words the encoded positions are given.

    Words that stand at the same places in many documents, most often once and side by side, are looked at once.
    """
    decoded = [decode_positions(value) for value in positions]
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
