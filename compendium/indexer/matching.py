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

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import compress
from typing import overload

from compendium.indexer.best import Best
from compendium.indexer.closeness import Closeness
from compendium.indexer.documents import Documents
from compendium.indexer.parts import Kept, Part, Rest, Sum
from compendium.indexer.raised import Raised
from compendium.indexer.ranking import Ranking
from compendium.indexer.read_terms import Leaf, Terms
from compendium.indexer.terms import Term
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
    Match,
    Node,
    Phrase,
    Prefix,
    Ranked,
    Without,
    Word,
)

__all__ = ["Evaluation", "find"]


def find(terms: Terms, tree: Node, limit: int, filters: Node | None) -> Answer:
    """The best `limit` matches among the documents that `filters` keeps, ties by id, and the ids of all."""
    work = Evaluation(terms)
    part = work.part(tree)
    documents = part.documents
    if filters is not None:
        documents = documents & Evaluation(terms).part(filters).documents
    record_ids = terms.index.record_ids()
    best = Best(limit, record_ids)
    for bound, portion in part.portions(documents, best, ()) if limit > 0 else ():
        if bound >= best.floor:
            best.heed(portion, part.scores(portion, best.floor))
    words = work.words_matched([id_ for _, _, id_ in best.found])
    matches = tuple(Match(record, -score, words[id_]) for score, record, id_ in best.found)
    return Answer(matches, _Ids(documents, record_ids))


class _Ids(Sequence[int]):
    """The ids of the records of documents, ascending: put in order when first looked at, since most are but counted."""

    def __init__(self, documents: Documents, record_ids: Sequence[int]) -> None:
        self._documents = documents
        self._record_ids = record_ids

    @cached_property
    def _ordered(self) -> list[int]:
        return sorted(map(self._record_ids.__getitem__, self._documents.numbers))

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ordered)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        return self._ordered[place]


class Evaluation:
    """One question put to an index."""

    def __init__(self, terms: Terms) -> None:
        self.index = terms.index
        self._terms = terms
        self._used: list[Term] = []
        self._counted: dict[str, list[tuple[tuple[Field, ...], Term, float]]] = {}
        """For a word the terms in which it counts, in which fields and by which weight."""

    def part(self, node: Node) -> Part:
        """What a node comes to."""
        match node:
            case Word() | Prefix() | Phrase() | Group():
                return self._term(node)
            case Has(key, value):
                return Kept(self.index.holders(key, value))
            case Between(key, low, high):
                values = self.index.words_between(key, low, high)
                return Kept(Documents.union(self.index.holders(key, value) for value in values))
            case Everything():
                return Kept(self.index.documents())
            case All(nodes):
                return Sum([self.part(n) for n in nodes], everything=self.index.documents())
            case Any(nodes):
                return Ranking([self.part(n) for n in nodes], 0.0)
            case Ranked(nodes, least):
                return self._ranking([self.part(n) for n in nodes], least)
            case Close(inner, groups):
                return Raised(self.part(inner), [self.closeness(group) for group in groups])
            case Without(inner, excluded):
                return Rest(self.part(inner), Evaluation(self._terms).part(excluded).documents)

    def _ranking(self, parts: Sequence[Part], least: int) -> Part:
        coordination = self._terms.weights.exponent(len(parts)) if parts else 0.0
        return Ranking(parts, coordination) if least < 2 or _meet(parts, least) else Kept(Documents())

    def _term(self, node: Leaf | Group) -> Term:
        term = self._terms.term(node)
        self._used.append(term)
        for member in node.members if isinstance(node, Group) else (node,):
            weight = member.weight if isinstance(node, Group) else 1.0
            if isinstance(member, Word) and weight > 0 and term.bound > 0:
                self._counted.setdefault(member.word, []).append((member.fields, term, weight))
        return term

    def closeness(self, group: Group) -> Closeness:
        """What a group of phrases of a `Close` node comes to."""
        return Closeness(
            [member for member in group.members if isinstance(member, Phrase)],
            group.weight,
            self._terms.weights.k1,
            self.index.size(),
            self._terms.phrases,
            self._counting,
        )

    def _counting(self, word: str, fields: tuple[Field, ...]) -> tuple[Term, float] | None:
        """A term in which a word counts in these fields at least, and by which weight; None where there is none."""
        terms = self._counted.get(word, ())
        return next(((term, weight) for among, term, weight in terms if {*among}.issuperset(fields)), None)

    def words_matched(self, ids: Sequence[int]) -> dict[int, frozenset[str]]:
        """For each of these documents the words of the index that matched in it."""
        words: dict[int, set[str]] = {id_: set() for id_ in sorted(ids)}
        ids = tuple(words)
        for entry in (entry for term in self._used for entry in term.lists):
            for id_ in compress(ids, entry.documents.flags(ids)):
                words[id_].update(entry.words)
        return {id_: frozenset(found) for id_, found in words.items()}


def _meet(parts: Sequence[Part], least: int) -> bool:
    """Whether a document is kept by at least so many of the parts."""
    by_number = [Documents()] * least
    for part in parts:
        for at in reversed(range(least)):
            by_number[at] |= part.documents & by_number[at - 1] if at else part.documents
    return bool(by_number[-1])
