"""Hits gathered by document, the document of the best hit first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow
from compendium.indexer.tallies import owners

__all__ = ["BEST", "DocumentGroup", "gathered"]

BEST = 3
"""Paragraphs of a document that are shown."""


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """A document, and where it stands in the answer."""

    document: DocumentRow
    total: int
    """How many of its paragraphs were found."""
    best: tuple[tuple[int, int], ...]
    """The rank, from 1, and the number of its best paragraphs."""


def gathered(store: Lookups, ranked: Sequence[int]) -> list[DocumentGroup]:
    """The documents of these paragraphs, which are in order, by their best one."""
    owner = owners(store, ranked)
    places: dict[int, list[tuple[int, int]]] = {}
    for rank, id_ in enumerate(ranked, 1):
        if id_ in owner:
            places.setdefault(owner[id_], []).append((rank, id_))
    documents = store.documents_by_id(places)
    return [DocumentGroup(documents[id_], len(held), tuple(held[:BEST])) for id_, held in places.items()]
