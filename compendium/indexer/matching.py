"""Which documents a tree of nodes keeps, and what they score: BM25F over the postings of the open segments.

Each node is evaluated whole, term at a time, with C-coded passes over arrays. A term scores, after Zaragoza, Craswell,
Taylor, Saria and Robertson, "Microsoft Cambridge at TREC-13" (2004), its weighted frequency over all fields, each
normalised by its own length, saturated once:

    tf(d)    = sum over fields f of  weight(f) * frequency(f, d) / (1 - B(f) + B(f) * length(f, d) / average(f))
    score(d) = idf * tf(d) / (tf(d) + K1),   idf = ln(1 + (N - n + 0.5) / (n + 0.5))

where n of all N documents hold the term in a searched field (Lucene's idf) and `average` is over the documents in
which the field is not empty.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, compress, repeat
from types import MappingProxyType
from typing import Protocol

from compendium.indexer.closeness import Closeness, PhraseReader, starts
from compendium.indexer.parts import Kept, List, Norms, Part, Raised, Ranking, Rest, Set, Sum, Term, places_of
from compendium.indexer.postings import Places
from compendium.indexer.tree import (
    All,
    Answer,
    Any,
    Between,
    Close,
    Everything,
    Field,
    Group,
    Has,
    Key,
    Match,
    Node,
    Phrase,
    Prefix,
    Ranked,
    Without,
    Word,
)

Leaf = Word | Prefix | Phrase

__all__ = ["MAX_SLOP", "Evaluation", "Index", "Weights", "find"]

MAX_SLOP = 900
"""Words that may stand among those of a phrase, at most."""

_FIELD_WEIGHTS = {
    Field.TEXT: 1.0,
    Field.POINTS: 0.9,
    Field.HEADINGS: 0.6,
    Field.FOOTNOTES: 0.5,
    Field.TITLE: 1.0,
    Field.KEY_TOPICS: 0.22,
}
_FIELD_B = {
    Field.TEXT: 0.5,
    Field.POINTS: 0.5,
    Field.HEADINGS: 0.5,
    Field.FOOTNOTES: 0.6,
    Field.TITLE: 0.5,
    Field.KEY_TOPICS: 0.5,
}


@dataclass(frozen=True, slots=True)
class Weights:
    """What ranking weighs, set by measurement on judged queries."""

    fields: Mapping[Field, float] = field(default_factory=lambda: MappingProxyType(_FIELD_WEIGHTS))
    b: Mapping[Field, float] = field(default_factory=lambda: MappingProxyType(_FIELD_B))
    """How much a field's length counts, from 0 to 1."""
    k1: float = 1.8
    coordination: float = 0.6
    """Exponent of the share of a `Ranked` node's parts that a document holds, where it has two; the more parts, the
    less (`exponent`): a long description is not meant to be held whole. 0 leaves scores as they are."""

    def exponent(self, parts: int) -> float:
        """The exponent for a node of so many parts."""
        return 2 * self.coordination / parts


class Index(Protocol):
    """What matching reads."""

    def size(self) -> int:
        """Number of documents."""

    def documents(self) -> Collection[int]:
        """Their numbers."""

    def record_ids(self) -> Sequence[int]:
        """For each document number the id of its record."""

    def average(self, field: Field) -> float:
        """Average number of words, over the documents in which the field is not empty."""

    def lengths(self, field: Field) -> Sequence[int]:
        """For each document number the number of words in a field."""

    def places(self, field: Field, word: str) -> Places | None:
        """Where a word stands, or None where it does not."""

    def words_between(self, field: Field | Key, low: str, high: str) -> list[str]:
        """The words or values of a field from `low` up to `high`, both included."""

    def holders(self, key: Key, value: str) -> Sequence[int]:
        """The documents with a value under a key, ascending."""


def find(index: Index, tree: Node, limit: int, filters: Node | None, weights: Weights) -> Answer:
    """The best `limit` matches among the documents that `filters` keeps, ties by id, and the ids of all."""
    work = Evaluation(index, weights)
    part = work.part(tree)
    documents = part.documents
    if filters is not None:
        documents = documents & Evaluation(index, weights).part(filters).documents
    record_ids = index.record_ids()
    best = _best(part, documents, limit, record_ids)
    terms = work.words_matched([id_ for _, _, id_ in best])
    matches = tuple(Match(record, -score, terms[id_]) for score, record, id_ in best)
    return Answer(matches, sorted(map(record_ids.__getitem__, documents)))


def _best(part: Part, documents: Set, limit: int, record_ids: Sequence[int]) -> list[tuple[float, int, int]]:
    """The best of the documents as score (negative), id and document number, in order.

    A part hands its documents over in portions that can score less and less: when the next portion cannot reach the
    worst of the best so far, it and all after it need not be scored (after the MaxScore of Turtle and Flood, 1995).
    """
    best: list[tuple[float, int, int]] = []
    if limit <= 0:
        return best
    for bound, portion in part.portions(documents, limit):
        if len(best) == limit and bound < -best[-1][0]:
            break
        scores = part.scores(portion)
        floor = -best[-1][0] if len(best) == limit else -math.inf
        if limit < len(scores):
            floor = max(floor, heapq.nlargest(limit, scores.values())[-1])
        best += [(-score, record_ids[id_], id_) for id_, score in scores.items() if score >= floor]
        best.sort()
        del best[limit:]
    return best


class Evaluation:
    """One question put to an index."""

    def __init__(self, index: Index, weights: Weights) -> None:
        self.index = index
        self.weights = weights
        self._matched: list[tuple[frozenset[str], Sequence[int]]] = []
        """Words of the index, and the documents in which they matched together."""
        self._norms: dict[Field, Norms] = {}
        self.phrases = PhraseReader(index.places, self.norm, index.lengths)
        self._phrase = lru_cache(maxsize=None)(self._phrase_starts)  # related words share the phrases found for them

    def part(self, node: Node) -> Part:
        """What a node comes to."""
        match node:
            case Word() | Prefix() | Phrase():
                return self._term(node, [(node, 1.0)])
            case Group(members):
                return self._term(node, [(member, member.weight) for member in members])
            case Has(key, value):
                return Kept(frozenset(self.index.holders(key, value)))
            case Between(key, low, high):
                values = self.index.words_between(key, low, high)
                return Kept(frozenset().union(*(self.index.holders(key, value) for value in values)))
            case Everything():
                return Kept(frozenset(self.index.documents()))
            case All(nodes):
                return Sum([self.part(n) for n in nodes], everything=self.index.documents())
            case Any(nodes):
                return Ranking([self.part(n) for n in nodes], 0.0)
            case Ranked(nodes, least):
                return self._ranking([self.part(n) for n in nodes], least)
            case Close(inner, groups):
                return Raised(self.part(inner), [self.closeness(group) for group in groups])
            case Without(inner, excluded):
                return Rest(self.part(inner), Evaluation(self.index, self.weights).part(excluded).documents)

    def _ranking(self, parts: Sequence[Part], least: int) -> Part:
        ranking = Ranking(parts, self.weights.exponent(len(parts)) if parts else 0.0)
        if least < 2:
            return ranking
        held = Counter(chain.from_iterable(part.documents for part in parts))
        return ranking if max(held.values(), default=0) >= least else Kept(frozenset())

    # Terms: the sum of normalised frequencies over words and fields

    def _term(self, node: Leaf | Group, members: Iterable[tuple[Leaf, float]]) -> Part:
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
        documents = frozenset().union(*(entry.ids for entry in lists))
        idf = math.log(1 + (self.index.size() - len(documents) + 0.5) / (len(documents) + 0.5))
        return Term(documents, node.weight * idf, self.weights.k1, lists)

    def _word_lists(self, words: Iterable[str], fields: Sequence[Field], weight: float) -> Iterator[List]:
        for word in words:
            for name in fields:
                places = self.index.places(name, word)
                if places is not None:
                    self._matched.append((frozenset((word,)), places.ids))
                    yield self._list(name, places.ids, places.frequencies, weight)

    def _phrase_lists(
        self, words: tuple[str, ...], slop: int, fields: Sequence[Field], weight: float
    ) -> Iterator[List]:
        for name in fields:
            found = self._phrase(name, words, slop)
            if found:
                ids = sorted(found)
                self._matched.append((frozenset(words), ids))
                yield self._list(name, ids, [found[id_] for id_ in ids], weight)

    def _list(self, name: Field, ids: Sequence[int], counts: Sequence[float] | None, weight: float) -> List:
        return List(ids, counts, weight, self.norm(name), self.index.lengths(name))

    def norm(self, name: Field) -> Norms:
        """What one occurrence in a field counts, by the field's length."""
        if name not in self._norms:
            self._norms[name] = Norms(self.weights.fields[name], self.weights.b[name], self.index.average(name))
        return self._norms[name]

    def closeness(self, group: Group) -> Closeness:
        """What a group of phrases of a `Close` node comes to."""
        phrases = [
            replace(member, slop=min(member.slop, MAX_SLOP)) for member in group.members if isinstance(member, Phrase)
        ]
        return Closeness(phrases, group.weight, self.weights.k1, self.index.size(), self.phrases)

    def _phrase_starts(self, name: Field, words: tuple[str, ...], slop: int) -> Mapping[int, int]:
        """The documents with the phrase in a field, and at how many places it starts there."""
        places = {word: self.index.places(name, word) for word in words}
        held = sorted((place for place in places.values() if place is not None), key=lambda place: len(place.ids))
        if len(held) < len(places) or not words:
            return {}
        common = list(held[0].ids)
        for place in held[1:]:
            common = _common(common, place.ids)
        if not common:
            return {}
        positions = {word: _positions(place, common) for word, place in places.items() if place is not None}
        numbers = map(starts, repeat(slop), *(positions[word] for word in words))
        return {id_: number for id_, number in zip(common, numbers, strict=True) if number}

    def words_matched(self, ids: Sequence[int]) -> dict[int, frozenset[str]]:
        """For each of these documents the words of the index that matched in it."""
        words: dict[int, set[str]] = {id_: set() for id_ in ids}
        for together, holders in self._matched:
            for id_ in _common(ids, holders):
                words[id_] |= together
        return {id_: frozenset(found) for id_, found in words.items()}


def _common(wanted: Sequence[int], ids: Sequence[int]) -> list[int]:
    """The wanted numbers that stand in an ascending list."""
    if len(wanted) * 16 < len(ids):
        return [id_ for id_, _ in places_of(wanted, ids)]
    held = set(ids)
    return [id_ for id_ in wanted if id_ in held]


def _positions(places: Places, wanted: Sequence[int]) -> list[bytes]:
    """The encoded positions of a word in the wanted documents, ascending, all of which hold it."""
    if len(wanted) * 16 < len(places.ids):
        return [places.positions[place] for _, place in places_of(wanted, places.ids)]
    return list(compress(places.positions, map(set(wanted).__contains__, places.ids)))
