"""What gave a document its score, asked of the engine's own parts one document at a time.

Nothing is worked out anew: the score of each term, the factor of coordination and what an occurrence counts are what
`matching` and `closeness` say of them. A term is saturated as a whole, so its score is shared out among its words and
fields by their frequencies, normalised and weighted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from compendium.indexer.documents import Documents
from compendium.indexer.matching import Evaluation
from compendium.indexer.parts import Part
from compendium.indexer.read_terms import Leaf, Terms
from compendium.indexer.shares import Coordination, Explained, Share, TermScore
from compendium.indexer.tree import (
    All,
    Any,
    Close,
    Field,
    Group,
    Node,
    Phrase,
    Prefix,
    Ranked,
    Without,
    Word,
)

__all__ = ["explain"]


def explain(terms: Terms, tree: Node, ids: Collection[int]) -> Mapping[int, Explained]:
    """For each of these records that the tree keeps, by its id, what gave its score."""
    wanted = frozenset(ids)
    work = _Explaining(terms)
    kept = work.part(tree).documents
    numbers = {record: number for number, record in enumerate(terms.index.record_ids()) if record in wanted}
    return {record: work.explained(tree, number) for record, number in numbers.items() if number in kept}


@dataclass(slots=True)
class _Account:
    """One document's terms and factors, as they are come by."""

    id: int
    terms: list[TermScore] = field(default_factory=list)
    coordination: list[Coordination] = field(default_factory=list)


class _Explaining:
    """One question put to an index, taken apart."""

    def __init__(self, terms: Terms) -> None:
        self.index = terms.index
        self.terms = terms
        self.evaluation = Evaluation(terms)
        # Each node is evaluated once for all documents.
        self.part = lru_cache(maxsize=None)(self.evaluation.part)
        self.closeness = lru_cache(maxsize=None)(self.evaluation.closeness)
        self.words = lru_cache(maxsize=None)(self._words)

    def explained(self, tree: Node, id_: int) -> Explained:
        """What gave a document, which the tree keeps, its score."""
        account = _Account(id_)
        self._visit(tree, 1.0, account)
        return Explained(_score(self.part(tree), id_), tuple(account.terms), tuple(account.coordination))

    def _visit(self, node: Node, factor: float, account: _Account) -> None:
        """Account for a node that keeps the document."""
        match node:
            case Word() | Prefix() | Phrase() | Group():
                account.terms.append(self._term(node, factor, account.id))
            case All(nodes) | Any(nodes):
                self._visit_all([n for n in nodes if account.id in self.part(n).documents], factor, account)
            case Ranked(nodes):
                held = [n for n in nodes if account.id in self.part(n).documents]
                raised = self._raised(node, held, account.id)
                if raised is not None:
                    account.coordination.append(Coordination(len(held), len(nodes), raised))
                self._visit_all(held, factor * (1.0 if raised is None else raised), account)
            case Close(inner, groups):
                self._visit(inner, factor, account)
                close = (self._close(group, factor, account.id) for group in groups)
                account.terms += [term for term in close if term.score]
            case Without(inner, _):
                self._visit(inner, factor, account)

    def _visit_all(self, nodes: Collection[Node], factor: float, account: _Account) -> None:
        for node in nodes:
            self._visit(node, factor, account)

    def _raised(self, node: Ranked, held: Collection[Node], id_: int) -> float | None:
        """What coordination multiplies the scores of the nodes that are held by; None where they score nothing."""
        total = sum(_score(self.part(n), id_) for n in held)
        return _score(self.part(node), id_) / total if total else None

    def _term(self, node: Leaf | Group, factor: float, id_: int) -> TermScore:
        part = self.part(node)
        score = _score(part, id_)
        return TermScore(node, len(part.documents), score, factor, self._shares(node, score * factor, id_))

    def _close(self, group: Group, factor: float, id_: int) -> TermScore:
        close = self.closeness(group)
        (score,) = close.scores((id_,))
        shares = self._shares(group, score * factor, id_) if score else ()
        return TermScore(group, len(close.documents), score, factor, shares, is_close=True)

    def _shares(self, node: Leaf | Group, gave: float, id_: int) -> tuple[Share, ...]:
        """What was given, shared out among words and fields."""
        found = list(self._frequencies(node, id_))
        total = sum(frequency for frequency, _ in found)
        return tuple(replace(share, gave=gave * frequency / total) for frequency, share in found)

    def _frequencies(self, node: Leaf | Group, id_: int) -> Iterator[tuple[float, Share]]:
        members = [(member, member.weight) for member in node.members] if isinstance(node, Group) else [(node, 1.0)]
        for member, weight in members:
            slop = member.slop if isinstance(member, Phrase) else 0
            for words in self.words(member):
                for name in member.fields:
                    counted = self.terms.phrases.frequencies(Phrase(words, slop, (name,)), (id_,)).get(id_)
                    if counted:
                        norm = self.terms.norm(name)[self.index.lengths(name).words[id_]]
                        worth = weight * self.terms.weights.fields[name] * node.weight
                        yield weight * counted, Share(words, name, round(counted / norm), worth, 0.0)

    def _words(self, member: Leaf) -> list[tuple[str, ...]]:
        """The words or phrases that a member stands for in the index."""
        match member:
            case Word(word):
                return [(word,)]
            case Phrase(words):
                return [words]
            case Prefix(prefix, fields):
                return [(word,) for word in sorted({w for name in fields for w in self._beginning(name, prefix)})]

    def _beginning(self, name: Field, prefix: str) -> list[str]:
        return self.index.words_between(name, prefix, prefix + chr(0x10FFFF))


def _score(part: Part, id_: int) -> float:
    (score,) = part.scores(Documents.of([id_]))
    return score
