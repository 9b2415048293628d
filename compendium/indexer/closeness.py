"""What phrases add to the scores of documents, worked out for some documents at a time: positions take long to read."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import repeat
from operator import add, mul

from compendium.indexer.postings import Places
from compendium.indexer.terms import SLACK, Norms, Set, Term, places_of
from compendium.indexer.tree import Field, Phrase

__all__ = ["Closeness", "Counted", "PhraseReader", "starts"]

Counted = Callable[[str, tuple[Field, ...]], tuple[Term, float] | None]
"""A term in which a word counts in these fields at least, and by which weight; None where there is none."""


class PhraseReader:
    """Reads where the words of phrases stand in documents."""

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
        # The phrases of a question share words.
        self._encoded = lru_cache(maxsize=128)(self._positions)

    def _positions(self, field: Field, word: str, ids: tuple[int, ...]) -> dict[int, str]:
        """The encoded positions of a word, in those of these documents that hold it."""
        places = self._places(field, word)
        return {id_: places.positions[at] for id_, at in places_of(ids, places.ids)} if places else {}

    def fields(self, phrase: Phrase) -> tuple[Field, ...]:
        """The fields in which all words of the phrase stand somewhere."""
        return tuple(field for field in phrase.fields if all(self._places(field, word) for word in phrase.words))

    def frequencies(self, phrase: Phrase, ids: tuple[int, ...]) -> dict[int, float]:
        """How often the phrase stands in those of the documents that hold it, normalised and weighted as for words."""
        total: dict[int, float] = {}
        for field in phrase.fields:
            first, *others = (self._encoded(field, word, ids) for word in phrase.words)
            for id_ in first if all(others) else ():
                positions = [held.get(id_, "") for held in others]
                found = starts(phrase.slop, first[id_], *positions) if all(positions) else 0
                if found:
                    total[id_] = total.get(id_, 0.0) + found * self._norms(field)[self._lengths(field)[id_]]
        return total


class Closeness:
    """Phrases that count as one term, as rare as the documents that hold the words of one, wherever they stand."""

    def __init__(
        self,
        phrases: Sequence[Phrase],
        weight: float,
        k1: float,
        size: int,
        reader: PhraseReader,
        holders: Callable[[str, tuple[Field, ...]], Set],
        counted: Counted,
    ) -> None:
        """`size` is the number of all documents, `holders` are those that hold a word in one of some fields."""
        self._k1 = k1
        self._reader = reader
        self._phrases = [replace(phrase, fields=reader.fields(phrase)) for phrase in phrases]
        """Each, in the fields that can hold it."""
        held: dict[tuple[frozenset[str], tuple[Field, ...]], Set] = {}
        for phrase in phrases:
            key = frozenset(phrase.words), phrase.fields
            if key not in held:
                first, *others = (holders(word, phrase.fields) for word in key[0])
                held[key] = first.intersection(*others)
        self.documents: Set = frozenset().union(*held.values())
        """Those that hold the words of a phrase; all others score nothing."""
        number = len(self.documents)
        self.bound = weight * math.log(1 + (size - number + 0.5) / (number + 0.5))
        """No document scores more."""
        self._most = _most(phrases, counted)

    def bounds(self, ids: Sequence[int]) -> Iterable[float]:
        """For each of these documents, which the terms of the words have scored, what it adds at most."""
        bound, k1 = self.bound, self._k1
        holding = map(self.documents.__contains__, ids)
        if self._most is None:
            return map(mul, holding, repeat(bound))
        most: Iterable[float] = repeat(0.0, len(ids))
        for share, terms in self._most:
            found = (map(term.known.get, ids, repeat(0.0)) for term in terms)
            least = map(min, *found) if len(terms) > 1 else next(found)
            most = map(add, most, map(mul, repeat(share), least))
        return [is_held and bound * tf / (tf + k1) for is_held, tf in zip(holding, most, strict=True)]

    def scores(self, ids: tuple[int, ...]) -> list[float]:
        """What it adds to the score of each of these documents."""
        total: dict[int, float] = {}
        for phrase in self._phrases:
            for id_, tf in self._reader.frequencies(phrase, ids).items():
                total[id_] = total.get(id_, 0.0) + phrase.weight * tf
        return [self.bound * (tf := total.get(id_, 0.0)) / (tf + self._k1) for id_ in ids]


def _most(phrases: Sequence[Phrase], counted: Counted) -> list[tuple[float, tuple[Term, ...]]] | None:
    """Terms, and by how much the least frequency among them may count for the phrases, all of which add up.

    A phrase that leaves room for others starts at most as often as its first word stands, another one at most as
    often as each of its words. None where that is not known of a word.
    """
    loose: dict[Term, dict[str, float]] = {}
    most: list[tuple[float, tuple[Term, ...]]] = []
    for phrase in phrases:
        found = [counted(word, phrase.fields) for word in (phrase.words[:1] if phrase.slop else phrase.words)]
        known = [entry for entry in found if entry is not None]
        if len(known) < len(found):
            return None
        if phrase.slop:
            ((term, weight),) = known
            shares = loose.setdefault(term, {})
            shares[phrase.words[0]] = shares.get(phrase.words[0], 0.0) + phrase.weight / weight
        else:
            share = phrase.weight / min(weight for _, weight in known)
            most.append((share, tuple(term for term, _ in known)))
    most += [(max(shares.values()), (term,)) for term, shares in loose.items()]
    return [(share * (1 + SLACK), terms) for share, terms in most]


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
