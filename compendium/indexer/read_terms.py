"""Terms read from an index: the lists of their words and phrases in each field."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, repeat
from typing import Protocol

from compendium.indexer.closeness import starts
from compendium.indexer.postings import Places
from compendium.indexer.terms import List, Norms, Set, Term, common, places_of
from compendium.indexer.tree import Field, Group, Key, Phrase, Prefix, Word
from compendium.indexer.weights import Weights

__all__ = ["MAX_SLOP", "Index", "Leaf", "Terms"]

Leaf = Word | Prefix | Phrase

MAX_SLOP = 900
"""Words that may stand among those of a phrase, at most."""

_KEPT = 16
"""Terms of the questions before that are kept with what was worked out for them: questions come back to a matter."""


class Index(Protocol):
    """What matching reads."""

    def size(self) -> int:
        """Number of documents."""

    def documents(self) -> Collection[int]:
        """Their numbers."""

    def record_ids(self) -> Sequence[int]:
        """For each document number the id of its record."""

    def norms(self, field: Field, weight: float, b: float) -> Norms:
        """What an occurrence counts in a field of this weight and B, by the field's length."""

    def lengths(self, field: Field) -> Sequence[int]:
        """For each document number the number of words in a field."""

    def places(self, field: Field, word: str) -> Places | None:
        """Where a word stands, or None where it does not."""

    def holding(self, word: str, fields: tuple[Field, ...]) -> Set:
        """The documents that hold a word in one of the fields."""

    def words_between(self, field: Field | Key, low: str, high: str) -> list[str]:
        """The words or values of a field from `low` up to `high`, both included."""

    def holders(self, key: Key, value: str) -> Sequence[int]:
        """The documents with a value under a key, ascending."""


class Terms:
    """The terms of one question after the other put to an index."""

    def __init__(self, index: Index, weights: Weights) -> None:
        self.index = index
        self.weights = weights
        self.term = lru_cache(maxsize=_KEPT)(self._term)
        self._phrase = lru_cache(maxsize=_KEPT)(self._phrase_starts)  # related words share the phrases found for them

    def _term(self, node: Leaf | Group) -> Term:
        """What a word, prefix or phrase, or a group of them, comes to."""
        members = [(one, one.weight) for one in node.members] if isinstance(node, Group) else [(node, 1.0)]
        lists: list[List] = []
        for member, weight in members:
            match member:
                case Word(word, fields):
                    lists += self._word_lists([word], fields, weight)
                case Prefix(prefix, fields):
                    found = {w for f in fields for w in self.index.words_between(f, prefix, prefix + chr(0x10FFFF))}
                    lists += self._word_lists(sorted(found), fields, weight)
                case Phrase(words, slop, fields):
                    lists += self._phrase_lists(words, min(slop, MAX_SLOP), fields, weight)
        return Term(lists, node.weight, self.weights.k1, self.index.size())

    def _word_lists(self, words: Iterable[str], fields: Sequence[Field], weight: float) -> Iterator[List]:
        for word in words:
            for name in fields:
                places = self.index.places(name, word)
                if places is not None:
                    yield self._list((word,), name, places.ids, places.frequencies, weight)

    def _phrase_lists(
        self, words: tuple[str, ...], slop: int, fields: Sequence[Field], weight: float
    ) -> Iterator[List]:
        for name in fields:
            found = self._phrase(name, words, slop)
            if found:
                ids = sorted(found)
                yield self._list(words, name, ids, [found[id_] for id_ in ids], weight)

    def _list(
        self,
        words: tuple[str, ...],
        name: Field,
        ids: Sequence[int],
        counts: Sequence[float] | None,
        weight: float,
    ) -> List:
        return List(words, ids, counts, weight, self.norm(name), self.index.lengths(name))

    def norm(self, name: Field) -> Norms:
        """What one occurrence in a field counts, by the field's length."""
        return self.index.norms(name, self.weights.fields[name], self.weights.b[name])

    def _phrase_starts(self, name: Field, words: tuple[str, ...], slop: int) -> Mapping[int, int]:
        """The documents with the phrase in a field, and at how many places it starts there."""
        places = {word: self.index.places(name, word) for word in words}
        held = sorted((place for place in places.values() if place is not None), key=lambda place: len(place.ids))
        if len(held) < len(places) or not words:
            return {}
        holding: Sequence[int] = held[0].ids
        for place in held[1:]:
            holding = common(holding, place.ids)
        if not holding:
            return {}
        positions = {word: _positions(place, holding) for word, place in places.items() if place is not None}
        numbers = map(starts, repeat(slop), *(positions[word] for word in words))
        return {id_: number for id_, number in zip(holding, numbers, strict=True) if number}


def _positions(places: Places, wanted: Sequence[int]) -> list[str]:
    """The encoded positions of a word in the wanted documents, ascending, all of which hold it."""
    if len(wanted) * 16 < len(places.ids):
        return [places.positions[place] for _, place in places_of(wanted, places.ids)]
    return list(compress(places.positions, map(set(wanted).__contains__, places.ids)))
