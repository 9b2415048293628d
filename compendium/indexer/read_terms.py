"""Terms read from an index: the lists of their words and phrases in each field."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import compress, repeat
from operator import and_

from compendium.indexer.documents import Documents
from compendium.indexer.index import Index
from compendium.indexer.lists import List, Norms
from compendium.indexer.phrases import MAX_SLOP, PhraseReader, starts
from compendium.indexer.postings import Places
from compendium.indexer.terms import Term
from compendium.indexer.tree import Field, Group, Phrase, Prefix, Word
from compendium.indexer.weights import Weights

__all__ = ["Leaf", "Terms"]

Leaf = Word | Prefix | Phrase

_KEPT = 64
"""Terms of the questions before that are kept with what was worked out for them: questions come back to a matter."""


class Terms:
    """The terms of one question after the other put to an index."""

    def __init__(self, index: Index, weights: Weights) -> None:
        self.index = index
        self.weights = weights
        self.term = lru_cache(maxsize=_KEPT)(self._term)
        self.phrases = PhraseReader(index, self.norm)
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
                    yield self._list((word,), name, places.documents, places.frequencies, weight)

    def _phrase_lists(
        self, words: tuple[str, ...], slop: int, fields: Sequence[Field], weight: float
    ) -> Iterator[List]:
        for name in fields:
            documents, counts = self._phrase(name, words, slop)
            if documents:
                yield self._list(words, name, documents, counts, weight)

    def _list(
        self,
        words: tuple[str, ...],
        name: Field,
        documents: Documents,
        counts: Sequence[int] | None,
        weight: float,
    ) -> List:
        return List(words, documents, counts, self.norm(name, weight), self.index.lengths(name))

    def norm(self, name: Field, weight: float = 1.0) -> Norms:
        """What one occurrence in a field, of a word of this weight, counts by the field's length."""
        return self.index.norms(name, weight * self.weights.fields[name], self.weights.b[name])

    def _phrase_starts(self, name: Field, words: tuple[str, ...], slop: int) -> tuple[Documents, list[int]]:
        """The documents with the phrase in a field, and at how many places it starts in each."""
        if not words or not all(self.index.spread(word, name) for word in words):
            return Documents(), []
        places = {word: place for word in words if (place := self.index.places(name, word)) is not None}
        if len(places) < len({*words}):
            return Documents(), []
        holding = reduce(and_, (place.documents for place in places.values()))
        positions = {word: _positions(place, holding) for word, place in places.items()}
        numbers = list(map(starts, repeat(slop), *(positions[word] for word in words)))
        return Documents.of(list(compress(holding.numbers, numbers))), list(filter(None, numbers))


def _positions(places: Places, wanted: Documents) -> list[str]:
    """The positions of a word in the wanted documents, all of which hold it."""
    if len(wanted) * 16 < len(places.ids):
        return [places.positions[bisect_left(places.ids, id_)] for id_ in wanted]
    return list(compress(places.positions, wanted.flags(places.ids)))
