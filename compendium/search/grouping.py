"""Hits gathered by document, the document of the best hit first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from compendium.indexer import tree
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow
from compendium.indexer.tallies import by_document, owners
from compendium.search.filters import of_documents
from compendium.search.request import EVERY

__all__ = ["BEST", "DocumentGroup", "Find", "Gathering"]

BEST = 3
"""Paragraphs of a document that are shown."""
DEPTH = 20
"""Paragraphs that are looked at for each document that is wanted, before those of documents seen are left out."""

Find = Callable[[int, tree.Node], tree.Answer]
"""The best of what is asked for, so many of them, among the paragraphs that a node keeps."""


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """A document, and where it stands in the answer."""

    document: DocumentRow
    total: int
    """How many of its paragraphs were found."""
    best: tuple[tuple[int, int], ...]
    """The rank, counted through all documents from 1, and the number of its best paragraphs."""


class Gathering:
    """The paragraphs that were found, by document."""

    def __init__(self, store: Lookups, found: Sequence[int]) -> None:
        """`found`: the numbers of all of them."""
        self.store = store
        self.totals = by_document(store, found)
        self.scores: dict[int, float] = {}
        """Of the paragraphs that an engine has found."""
        self._held: dict[int, list[int]] = {}
        """The documents in order, each with those of its paragraphs that were come by, the best first."""

    def in_order(self, ranked: Iterable[int]) -> None:
        """Take the paragraphs in an order that is known."""
        numbers = list(ranked)
        owner = owners(self.store, numbers)
        for id_ in numbers:
            if id_ in owner:
                self._held.setdefault(owner[id_], []).append(id_)

    def by_best(self, find: Find, wanted: int) -> None:
        """Take the paragraphs by what an engine finds, until so many documents are come by.

        A document seen is left out of the next search, so that one of a thousand paragraphs keeps no other away.
        """
        while len(self._held) < min(wanted, len(self.totals)):
            found = find(DEPTH * wanted, tree.Without(tree.Everything(), of_documents(self._held)))
            if not found.matches:
                return
            self.scores |= {match.id: match.score for match in found.matches}
            self.in_order(match.id for match in found.matches)

    def page(self, find: Find | None, skip: int, limit: int) -> Iterator[DocumentGroup]:
        """The documents of a page; what is lacking of their best paragraphs is looked up."""
        shown = list(self._held)[skip : skip + limit]
        if find is not None:
            self._complete(find, shown)
        rank = 1 + sum(min(BEST, self.totals[id_]) for id_ in list(self._held)[:skip])
        documents = self.store.documents_by_id(shown)
        for id_ in shown:
            best = self._held[id_][:BEST]
            yield DocumentGroup(documents[id_], self.totals[id_], tuple(enumerate(best, rank)))
            rank += len(best)

    def _complete(self, find: Find, shown: Iterable[int]) -> None:
        lacking = [id_ for id_ in shown if len(self._held[id_]) < min(BEST, self.totals[id_])]
        if not lacking:
            return
        matches = find(EVERY, of_documents(lacking)).matches
        self.scores |= {match.id: match.score for match in matches}
        owner = owners(self.store, [match.id for match in matches])
        for match in matches:
            if match.id in owner and match.id not in (held := self._held[owner[match.id]]):
                held.append(match.id)
