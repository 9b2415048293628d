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
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import mul
from types import MappingProxyType
from typing import Protocol

from compendium.indexer.tree import (
    All,
    Answer,
    Any,
    Between,
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

__all__ = ["MAX_SLOP", "Index", "Places", "Weights", "find"]

MAX_SLOP = 900
"""Words that may stand among those of a phrase, at most."""

_FIELD_WEIGHTS = {
    Field.TEXT: 1.0,
    Field.POINTS: 0.9,
    Field.HEADINGS: 0.6,
    Field.FOOTNOTES: 0.5,
    Field.TITLE: 0.2,
    Field.KEY_TOPICS: 0.3,
}
_FIELD_B = {
    Field.TEXT: 0.6,
    Field.POINTS: 0.6,
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
    k1: float = 1.2
    coordination: float = 0.3
    """Exponent of the share of a `Ranked` node's parts that a document holds: 0 leaves scores as they are."""


@dataclass(frozen=True, slots=True)
class Places:
    """A word's documents in one field."""

    ids: Sequence[int]
    """Ascending."""
    frequencies: Sequence[int] | None
    """Occurrences in each; None where all are 1."""
    positions: Callable[[], Sequence[int]]
    """Reads the positions in all documents, one after the other."""


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
    work = _Evaluation(index, weights)
    scores = work.scores(tree)
    if filters is not None:
        kept = _Evaluation(index, weights).kept(filters)
        scores = {id_: score for id_, score in scores.items() if id_ in kept}
    record_ids = index.record_ids()
    best = _best(scores, limit, record_ids)
    terms = work.terms_of([id_ for _, _, id_ in best])
    matches = tuple(Match(record, -score, terms[id_]) for score, record, id_ in best)
    return Answer(matches, sorted(map(record_ids.__getitem__, scores)))


def _best(scores: dict[int, float], limit: int, record_ids: Sequence[int]) -> list[tuple[float, int, int]]:
    """The best as score (negative), id and document number, in order."""
    if limit <= 0:
        return []
    floor = -math.inf
    if limit < len(scores):
        floor = heapq.nlargest(limit, scores.values())[-1]
    ranked = sorted((-score, record_ids[id_], id_) for id_, score in scores.items() if score >= floor)
    return ranked[:limit]


class _Evaluation:
    """One question put to an index."""

    def __init__(self, index: Index, weights: Weights) -> None:
        self.index = index
        self.weights = weights
        self._matched: list[tuple[frozenset[str], Sequence[int]]] = []
        """Words of the index, and the documents in which they matched together."""
        self._norms: dict[Field, _Norms] = {}

    # Nodes

    def kept(self, node: Node) -> Collection[int]:
        """The documents that a node keeps, for filters."""
        match node:
            case Has(key, value):
                return set(self.index.holders(key, value))
            case Between(key, low, high):
                values = self.index.words_between(key, low, high)
                return {id_ for value in values for id_ in self.index.holders(key, value)}
            case Everything():
                return self.index.documents()
            case All(nodes):
                return set.intersection(*(set(self.kept(n)) for n in nodes)) if nodes else self.index.documents()
            case Any(nodes) | Ranked(nodes):
                return {id_ for n in nodes for id_ in self.kept(n)}
            case Without(inner, excluded):
                return set(self.kept(inner)).difference(self.kept(excluded))
            case _:
                return self._frequencies(node).keys()

    def scores(self, node: Node) -> dict[int, float]:
        """The documents that a node keeps, each with its score."""
        match node:
            case Word() | Prefix() | Phrase() | Group():
                return self._saturated(self._frequencies(node), node.weight)
            case All(nodes):
                return self._all([self.scores(n) for n in nodes])
            case Any(nodes):
                return self._sum([self.scores(n) for n in nodes])
            case Ranked(nodes):
                return self._ranked([self.scores(n) for n in nodes])
            case Without(inner, excluded):
                dropped = _Evaluation(self.index, self.weights).kept(excluded)
                return {id_: score for id_, score in self.scores(inner).items() if id_ not in dropped}
            case _:
                return dict.fromkeys(self.kept(node), 0.0)

    def _all(self, parts: list[dict[int, float]]) -> dict[int, float]:
        if not parts:
            return dict.fromkeys(self.index.documents(), 0.0)
        smallest = min(parts, key=len)
        common = [id_ for id_ in smallest if all(id_ in part for part in parts)]
        return {id_: sum(part[id_] for part in parts) for id_ in common}

    def _sum(self, parts: list[dict[int, float]]) -> dict[int, float]:
        total: dict[int, float] = {}
        for part in parts:
            _add(total, part)
        return total

    def _ranked(self, parts: list[dict[int, float]]) -> dict[int, float]:
        total = self._sum(parts)
        if len(parts) < 2 or not self.weights.coordination:
            return total
        factors = [(count / len(parts)) ** self.weights.coordination for count in range(len(parts) + 1)]
        held: dict[int, int] = {}
        for part in parts:
            for id_ in part:
                held[id_] = held.get(id_, 0) + 1
        return {id_: score * factors[held[id_]] for id_, score in total.items()}

    def _saturated(self, frequencies: dict[int, float], weight: float) -> dict[int, float]:
        """Scores of a term from its weighted frequencies."""
        count, k1 = len(frequencies), self.weights.k1
        idf = math.log(1 + (self.index.size() - count + 0.5) / (count + 0.5))
        top = weight * idf
        return {id_: top * tf / (tf + k1) for id_, tf in frequencies.items()}

    # Terms: the sum of normalised frequencies over words and fields

    def _frequencies(self, node: Node) -> dict[int, float]:
        total: dict[int, float] = {}
        members = node.members if isinstance(node, Group) else (node,)
        for member in members:
            weight = member.weight if isinstance(node, Group) and isinstance(member, Word | Prefix | Phrase) else 1.0
            match member:
                case Word(word, fields):
                    self._add_words([word], fields, weight, total)
                case Prefix(prefix, fields):
                    words = {w for f in fields for w in self.index.words_between(f, prefix, prefix + chr(0x10FFFF))}
                    self._add_words(sorted(words), fields, weight, total)
                case Phrase(words, slop, fields):
                    self._add_phrase(words, min(slop, MAX_SLOP), fields, weight, total)
        return total

    def _add_words(self, words: Iterable[str], fields: Sequence[Field], weight: float, total: dict[int, float]) -> None:
        for word in words:
            for name in fields:
                places = self.index.places(name, word)
                if places is not None:
                    self._matched.append((frozenset((word,)), places.ids))
                    self._add_places(name, places.ids, places.frequencies, weight, total)

    def _add_places(
        self, name: Field, ids: Sequence[int], counts: Sequence[int] | None, weight: float, total: dict[int, float]
    ) -> None:
        if name not in self._norms:
            self._norms[name] = _Norms(self.weights.fields[name], self.weights.b[name], self.index.average(name))
        lengths = self.index.lengths(name)
        normal: Iterable[float] = map(self._norms[name].__getitem__, map(lengths.__getitem__, ids))
        if counts is not None:
            normal = map(mul, counts, normal)
        if weight != 1.0:
            normal = [weight * frequency for frequency in normal]
        _add(total, zip(ids, normal, strict=True))

    # Phrases

    def _add_phrase(
        self, words: Sequence[str], slop: int, fields: Sequence[Field], weight: float, total: dict[int, float]
    ) -> None:
        for name in fields:
            found = self._phrase(name, words, slop)
            if found:
                ids = sorted(found)
                self._matched.append((frozenset(words), ids))
                self._add_places(name, ids, [found[id_] for id_ in ids], weight, total)

    def _phrase(self, name: Field, words: Sequence[str], slop: int) -> dict[int, int]:
        """The documents with the phrase in a field, and at how many places it starts there."""
        places = {word: self.index.places(name, word) for word in words}
        held = [place for place in places.values() if place is not None]
        if len(held) < len(places) or not words:
            return {}
        held.sort(key=lambda place: len(place.ids))
        common = set(held[0].ids)
        for place in held[1:]:
            common.intersection_update(place.ids)
        if not common:
            return {}
        positions = {word: _positions(place, common) for word, place in places.items() if place is not None}
        count = _exact_starts if slop == 0 else _loose_starts
        starts = {id_: count([positions[word][id_] for word in words], slop) for id_ in common}
        return {id_: number for id_, number in starts.items() if number}

    # Which words matched

    def terms_of(self, ids: Sequence[int]) -> dict[int, frozenset[str]]:
        """For each of these documents the words of the index that matched in it."""
        terms: dict[int, set[str]] = {id_: set() for id_ in ids}
        wanted = set(ids)
        for words, holders in self._matched:
            if len(ids) * 16 < len(holders):
                hits = [id_ for id_ in ids if _holds(holders, id_)]
            else:
                hits = list(wanted.intersection(holders))
            for id_ in hits:
                terms[id_] |= words
        return {id_: frozenset(found) for id_, found in terms.items()}


class _Norms(dict[int, float]):
    """For a length of a field, what one occurrence there counts; worked out once for each length."""

    def __init__(self, weight: float, b: float, average: float) -> None:
        super().__init__()
        self.weight = weight
        self.b = b
        self.average = average

    def __missing__(self, length: int) -> float:
        self[length] = norm = self.weight / (1 - self.b + self.b * length / self.average)
        return norm


def _add(total: dict[int, float], part: Mapping[int, float] | Iterable[tuple[int, float]]) -> None:
    """Add scores to a total, in place."""
    if not total:
        total.update(part)
        return
    get = total.get
    for id_, value in part.items() if isinstance(part, Mapping) else part:
        total[id_] = get(id_, 0.0) + value


def _holds(ids: Sequence[int], id_: int) -> bool:
    place = bisect_left(ids, id_)
    return place < len(ids) and ids[place] == id_


def _positions(places: Places, wanted: Collection[int]) -> dict[int, Sequence[int]]:
    """The positions of a word in each of the wanted documents, all of which hold it."""
    ids, all_positions = places.ids, places.positions()
    counts = places.frequencies
    if len(wanted) * 8 < len(ids):
        chosen: Iterable[tuple[int, int]] = ((id_, bisect_left(ids, id_)) for id_ in wanted)
    else:
        chosen = ((id_, place) for place, id_ in enumerate(ids) if id_ in wanted)
    if counts is None:
        return {id_: all_positions[place : place + 1] for id_, place in chosen}
    ends = list(accumulate(counts))
    return {id_: all_positions[ends[place] - counts[place] : ends[place]] for id_, place in chosen}


def _exact_starts(positions: Sequence[Sequence[int]], _: int) -> int:
    """At how many places the words stand one after the other."""
    starts = set(positions[0])
    for offset, places in enumerate(positions[1:], 1):
        starts.intersection_update([place - offset for place in places])
    return len(starts)


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
