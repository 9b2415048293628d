"""An index that is open for reading: the segments of a generation as one."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from compendium.indexer.documents import Documents
from compendium.indexer.generations import Generation, SegmentInfo
from compendium.indexer.lists import Lengths, Norms
from compendium.indexer.postings import Extent, Places, joined
from compendium.indexer.segment import Segment
from compendium.indexer.tree import WORD_FIELDS, Field, Key

__all__ = ["OpenIndex", "deleted_in"]

_KEPT = 1024
"""Words of which it is kept where they stand: a long question asks for some hundreds of words in each field."""


class OpenIndex:
    """The segments of a generation as one `Index`; documents are numbered through them in order."""

    def __init__(self, generation: Generation | None) -> None:
        self._infos = generation.manifest.segments if generation else ()
        self._segments: list[Segment] = []
        self._deleted = Documents()
        self._bases: list[int] = []
        self._end = 0
        if generation is not None:
            for info in self._infos:
                self._open(generation.folder, info)
        # What was read is kept: a question asks for the same word in several of its parts.
        self.places = lru_cache(maxsize=_KEPT)(self._places)
        self.holding = lru_cache(maxsize=_KEPT)(self._holding)
        self._extents = lru_cache(maxsize=_KEPT)(self._find)
        self.norms = lru_cache(maxsize=None)(self._norms)
        self.lengths = lru_cache(maxsize=None)(self._lengths)
        self.record_ids = lru_cache(maxsize=1)(self._record_ids)

    def _open(self, folder: Path, info: SegmentInfo) -> None:
        self._segments.append(Segment(folder, info.name, info.size))
        self._bases.append(self._end)
        self._deleted |= Documents.of([self._end + id_ for id_ in sorted(deleted_in(folder, info))])
        self._end += info.size

    def leave_out(self, changed: Mapping[int, Collection[int]]) -> None:
        """Find nothing any more in some documents, by their number, but in these paragraphs of them."""
        for segment, base in zip(self._segments, self._bases, strict=True):
            owners = enumerate(zip(segment.owners, segment.ids, strict=True), base)
            left_out = [at for at, (owner, id_) in owners if owner in changed and id_ not in changed[owner]]
            self._deleted |= Documents.of(left_out)
        self.places.cache_clear()
        self.holding.cache_clear()

    def size(self) -> int:
        """Number of documents."""
        return self._end - len(self._deleted)

    def documents(self) -> Documents:
        """All documents that are not deleted."""
        return Documents((1 << self._end) - 1) - self._deleted

    def _record_ids(self) -> Sequence[int]:
        return _chained("I", (segment.ids for segment in self._segments))

    def _lengths(self, field: Field) -> Lengths:
        return Lengths(_chained("H", (segment.lengths(field) for segment in self._segments)), self._average(field))

    def _norms(self, field: Field, weight: float, b: float) -> Norms:
        return Norms(weight, b, self._average(field))

    def _average(self, field: Field) -> float:
        totals = [info.totals[WORD_FIELDS.index(field)] for info in self._infos]
        documents = sum(total.documents for total in totals)
        return sum(total.words for total in totals) / documents if documents else 1.0

    def _places(self, field: Field, word: str) -> Places | None:
        found = [segment.postings(extent, base) for segment, extent, base in self._extents(field, word)]
        if not found:
            return None
        places = found[0] if len(found) == 1 else joined(found)
        if not self._deleted.isdisjoint(places.documents):
            places = places.without(self._deleted)
        return places if places.ids else None

    def _find(self, field: Field | Key, word: str) -> list[tuple[Segment, Extent, int]]:
        """Where in the segments the postings of a word or value lie."""
        held = zip(self._segments, self._bases, strict=True)
        found = ((segment, segment.extent(field, word.encode()), base) for segment, base in held)
        return [(segment, extent, base) for segment, extent, base in found if extent is not None]

    def spread(self, word: str, field: Field) -> int:
        """The bytes that the places of a word take."""
        return sum(extent.length for _, extent, _ in self._extents(field, word))

    def _holding(self, word: str, fields: tuple[Field, ...]) -> Documents:
        return Documents.union(places.documents for field in fields if (places := self.places(field, word)))

    def words_between(self, field: Field | Key, low: str, high: str) -> list[str]:
        """The words or values from `low` up to `high`, both included."""
        found: set[bytes] = set()
        last = high.encode()
        for segment in self._segments:
            found.update(takewhile(last.__ge__, segment.words(field, low.encode())))
        return [word.decode() for word in sorted(found)]

    def holders(self, key: Key, value: str) -> Documents:
        """The documents with a value under a key."""
        found: list[int] = []
        for segment, extent, base in self._find(key, value):
            found += segment.postings(extent, base).ids
        return Documents.of(found) - self._deleted


def _chained(code: str, parts: Iterable[array[int]]) -> array[int]:
    whole = array(code)
    for part in parts:
        whole.extend(part)
    return whole


def deleted_in(folder: Path, info: SegmentInfo) -> set[int]:
    """The numbers of the deleted documents of a segment."""
    if not info.deleted:
        return set()
    numbers = array("I")
    numbers.frombytes((folder / info.deleted).read_bytes())
    return set(numbers)
