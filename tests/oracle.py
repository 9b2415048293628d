"""A brute-force engine over the same records: slow and obviously right, for the real one to agree with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations

from compendium.indexer.tree import (
    All,
    Any,
    Between,
    Close,
    Everything,
    Field,
    Group,
    Has,
    IndexRecord,
    Node,
    Phrase,
    Prefix,
    Ranked,
    Without,
    Word,
)
from compendium.indexer.weights import Weights

Leaf = Word | Prefix | Phrase


class Oracle:
    """Scores every record from the definition of BM25F."""

    def __init__(self, records: Iterable[IndexRecord], weights: Weights) -> None:
        self.records = {record.id: record for record in records}
        self.weights = weights

    def search(self, tree: Node, filters: Node | None = None) -> dict[int, float]:
        """The score of each record that `tree` and `filters` keep, by id."""
        return {
            id_: self.score(tree, record)
            for id_, record in self.records.items()
            if self.keeps(tree, record) and (filters is None or self.keeps(filters, record))
        }

    def keeps(self, node: Node, record: IndexRecord) -> bool:
        match node:
            case Word() | Prefix() | Phrase():
                return any(occurrences(node, record, field) for field in node.fields)
            case Group(members):
                return any(self.keeps(member, record) for member in members)
            case Has(key, value):
                return value in record.keys.get(key, ())
            case Between(key, low, high):
                return any(low <= value <= high for value in record.keys.get(key, ()))
            case Everything():
                return True
            case All(nodes):
                return all(self.keeps(n, record) for n in nodes)
            case Any(nodes):
                return any(self.keeps(n, record) for n in nodes)
            case Ranked(nodes, least):
                most = max(sum(self.keeps(n, other) for n in nodes) for other in self.records.values())
                return most >= least and any(self.keeps(n, record) for n in nodes)
            case Close(inner, _):
                return self.keeps(inner, record)
            case Without(inner, excluded):
                return self.keeps(inner, record) and not self.keeps(excluded, record)

    def score(self, node: Node, record: IndexRecord) -> float:
        if not self.keeps(node, record):
            return 0.0
        match node:
            case Word() | Prefix() | Phrase():
                return self.term(node, [(node, 1.0)], record)
            case Group(members):
                return self.term(node, [(member, member.weight) for member in members], record)
            case Has() | Between() | Everything():
                return 0.0
            case All(nodes) | Any(nodes):
                return sum(self.score(n, record) for n in nodes)
            case Ranked(nodes):
                held = sum(self.keeps(n, record) for n in nodes)
                share: float = (held / len(nodes)) ** self.weights.exponent(len(nodes))
                return share * sum(self.score(n, record) for n in nodes)
            case Close(inner, groups):
                return self.score(inner, record) + sum(self.closeness(group, record) for group in groups)
            case Without(inner, _):
                return self.score(inner, record)

    def closeness(self, group: Group, record: IndexRecord) -> float:
        frequency = self.frequency([(phrase, phrase.weight) for phrase in group.members], record)
        together = [All(tuple(Word(w, p.fields) for w in p.words)) for p in group.members if isinstance(p, Phrase)]
        holders = sum(any(self.keeps(node, other) for node in together) for other in self.records.values())
        return self.saturated(group.weight, holders, frequency)

    def term(self, node: Leaf | Group, members: Sequence[tuple[Leaf, float]], record: IndexRecord) -> float:
        holders = sum(self.keeps(node, other) for other in self.records.values())
        return self.saturated(node.weight, holders, self.frequency(members, record))

    def frequency(self, members: Sequence[tuple[Leaf, float]], record: IndexRecord) -> float:
        return sum(
            weight * self.weights.fields[field] * occurrences(member, record, field) / self.norm(field, record)
            for member, weight in members
            for field in member.fields
        )

    def saturated(self, weight: float, holders: int, frequency: float) -> float:
        idf = math.log(1 + (len(self.records) - holders + 0.5) / (holders + 0.5))
        return weight * idf * frequency / (frequency + self.weights.k1)

    def norm(self, field: Field, record: IndexRecord) -> float:
        lengths = [length for other in self.records.values() if (length := length_of(other, field))]
        if not lengths:
            return 1.0
        b = self.weights.b[field]
        return 1 - b + b * length_of(record, field) / (sum(lengths) / len(lengths))

    def matched_words(self, node: Node, record: IndexRecord) -> set[str]:
        """The words of the index by which the node keeps the record."""
        match node:
            case Word(word):
                return {word} if self.keeps(node, record) else set()
            case Prefix(prefix, fields):
                return {w for f in fields for w in record.words.get(f, ()) if w and w.startswith(prefix)}
            case Phrase(words):
                return set(words) if self.keeps(node, record) else set()
            case Group(nodes) | All(nodes) | Any(nodes) | Ranked(nodes):
                return {word for n in nodes for word in self.matched_words(n, record)}
            case Close(inner, _) | Without(inner, _):
                return self.matched_words(inner, record)
            case _:
                return set()


def length_of(record: IndexRecord, field: Field) -> int:
    return sum(1 for word in record.words.get(field, ()) if word)


def occurrences(node: Leaf, record: IndexRecord, field: Field) -> int:
    """How often a word or phrase stands in a field; for a phrase, at how many places it starts."""
    if field not in node.fields:
        return 0
    words = record.words.get(field, ())
    match node:
        case Word(word):
            return words.count(word) if isinstance(words, list) else list(words).count(word)
        case Prefix(prefix):
            return sum(1 for word in words if word and word.startswith(prefix))
        case Phrase(wanted, slop):
            return sum(_starts_at(start, words, wanted, slop) for start in range(len(words)))


def _starts_at(start: int, words: Sequence[str], wanted: Sequence[str], slop: int) -> bool:
    """Whether the phrase starts at this place: some way of choosing its other words further on fits."""
    if not wanted or words[start] != wanted[0]:
        return False
    reach = range(start + 1, min(len(words), start + len(wanted) + slop))
    return any(
        all(words[place] == word for place, word in zip(places, wanted[1:], strict=True))
        and "" not in words[start : (places or (start,))[-1]]
        for places in combinations(reach, len(wanted) - 1)
    )
