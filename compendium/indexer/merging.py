"""The postings of several segments as those of one, without their deleted documents."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, compress, groupby, repeat
from operator import itemgetter

from compendium.indexer.segment import Segment
from compendium.indexer.tree import WORD_FIELDS, Key

__all__ = ["Item", "Source", "merged"]

Item = tuple[str, bytes, int, float, str]
"""A posting as Whoosh's writers take it: field, word, document, weight, value."""


class Source:
    """A segment to be merged, and the numbers that its documents have in the merged one."""

    def __init__(self, segment: Segment, deleted: Collection[int], base: int) -> None:
        """`base` is the number of documents before it."""
        self.segment = segment
        self._base = base
        self._stays = bytes(id_ not in deleted for id_ in range(segment.size)) if deleted else b""
        """1 for each document that stays; empty where all do."""
        self._numbers = list(accumulate(self._stays, initial=base)) if deleted else []
        self.end = self._numbers[-1] if deleted else base + segment.size

    def documents(self) -> Iterator[tuple[int, ...]]:
        """For each document that stays its number in the store, that of its document, and its lengths."""
        segment = self.segment
        columns = (segment.ids, segment.owners, *(segment.lengths(field) for field in WORD_FIELDS))
        documents = zip(*columns, strict=True)
        return compress(documents, self._stays) if self._stays else documents

    def items(self, name: str, word: bytes) -> Iterator[Item]:
        """What stays of the postings of a word, with the new numbers."""
        extent = self.segment.extent(name, word)
        if extent is None:
            return iter(())
        places = self.segment.postings(extent, 0 if self._stays else self._base)
        items = zip(
            repeat(name),
            repeat(word),
            map(self._numbers.__getitem__, places.ids) if self._stays else places.ids,
            places.frequencies or repeat(1),
            places.positions or repeat(""),
        )
        return compress(items, map(self._stays.__getitem__, places.ids)) if self._stays else items


def merged(sources: Sequence[Source]) -> Iterator[Item]:
    """All postings in the order in which Whoosh writes them: by field, word and document."""
    for name in sorted(name.value for name in (*WORD_FIELDS, *Key)):
        streams = [zip(source.segment.words(name), repeat(order)) for order, source in enumerate(sources)]
        for word, group in groupby(heapq.merge(*streams), key=itemgetter(0)):
            for _, order in group:
                yield from sources[order].items(name, word)
