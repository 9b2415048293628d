"""Several segments made one, without their deleted documents."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, groupby
from operator import itemgetter

from compendium.indexer.postings import Extent, Postings
from compendium.indexer.segment import Segment, SegmentFiles, SegmentOutput
from compendium.indexer.tree import WORD_FIELDS

__all__ = ["Part", "merge"]


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to be merged, and its documents that are deleted."""

    segment: Segment
    deleted: Collection[int]


def merge(parts: Sequence[Part], files: SegmentFiles) -> None:
    """Write one segment of what is left of the parts, in order."""
    sources: list[_Source] = []
    base = 0
    for part in parts:
        sources.append(_Source(part, base))
        base = sources[-1].end
    with SegmentOutput(files) as output:
        streams = [source.terms(order) for order, source in enumerate(sources)]
        for key, group in groupby(heapq.merge(*streams, key=itemgetter(0, 1)), key=itemgetter(0)):
            places = _joined([sources[order].read(extent) for _, order, extent in group])
            if places.ids:
                output.add(key, places)
        output.write_columns(
            _column("I", [source.kept(source.segment.ids) for source in sources]),
            _column("I", [source.kept(source.segment.owners) for source in sources]),
            [_column("H", [source.kept(source.segment.lengths(field)) for source in sources]) for field in WORD_FIELDS],
        )


class _Source:
    """A part, and the numbers that its documents have in the merged segment."""

    def __init__(self, part: Part, base: int) -> None:
        self.segment = part.segment
        self.base = base
        self.stays = bytes(id_ not in part.deleted for id_ in range(part.segment.size)) if part.deleted else b""
        """1 for each document that stays; empty where all do."""
        self.numbers = list(accumulate(self.stays, initial=base)) if self.stays else []
        self.end = self.numbers[-1] if self.stays else base + part.segment.size

    def terms(self, order: int) -> Iterator[tuple[bytes, int, Extent]]:
        """Keys in order, each with the place of its postings."""
        return ((key, order, extent) for key, extent in self.segment.terms())

    def kept(self, column: array[int]) -> Sequence[int]:
        """What stays of a column."""
        return list(compress(column, self.stays)) if self.stays else column

    def read(self, extent: Extent) -> Postings:
        """What stays of the postings, with the new numbers."""
        places = self.segment.read(extent)
        if not self.stays:
            return Postings([id_ + self.base for id_ in places.ids], places.frequencies, places.positions)
        stays = [self.stays[id_] for id_ in places.ids]
        positions: list[int] = []
        if places.positions:
            for stay, count, end in zip(stays, places.frequencies, accumulate(places.frequencies), strict=True):
                if stay:
                    positions.extend(places.positions[end - count : end])
        ids = [self.numbers[id_] for id_ in compress(places.ids, stays)]
        return Postings(ids, list(compress(places.frequencies, stays)), positions)


def _joined(parts: Sequence[Postings]) -> Postings:
    if len(parts) == 1:
        return parts[0]
    return Postings(
        [id_ for part in parts for id_ in part.ids],
        [count for part in parts for count in part.frequencies],
        [position for part in parts for position in part.positions],
    )


def _column(code: str, parts: Sequence[Sequence[int]]) -> array[int]:
    joined = array(code)
    for part in parts:
        joined.extend(part)
    return joined
