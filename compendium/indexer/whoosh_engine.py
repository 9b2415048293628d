"""The engine behind the door: segments with Whoosh's term dictionary, in generations that replace one another whole."""

from __future__ import annotations

import os
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, repeat
from pathlib import Path

from compendium.indexer.analysis import ANALYSIS_VERSION
from compendium.indexer.generations import (
    FileSeal,
    Generation,
    SegmentInfo,
    Stamp,
    commit,
    new_folder,
    open_generation,
    share,
    sweep,
)
from compendium.indexer.matching import Places, Weights, find
from compendium.indexer.postings import Extent
from compendium.indexer.segment import SUFFIXES, Segment, SegmentFiles, SegmentWriter
from compendium.indexer.tree import WORD_FIELDS, Answer, Field, IndexRecord, Key, Node

__all__ = ["WhooshEngine"]

_FLUSH = 3_000_000
"""Words that a segment may hold while it is in memory (some 150 MB)."""

_MERGE_FACTOR = 4
"""A segment is merged with the next older one unless that is so many times larger: few segments, and each document is
written again only a few times."""

_SMALL = 1000
"""Documents up to which all segments count as equally small."""


_UNSTAMPED = Stamp(0, 0)
"""For an index that belongs to no store."""


class WhooshEngine:
    """An index in a folder; see `compendium.indexer.tree.Engine`.

    Whoever calls `build` or `update` holds the collection's lock.
    """

    def __init__(self, root: Path, weights: Weights | None = None, *, flush: int = _FLUSH) -> None:
        """An engine over the generation in use, if there is one; nothing is read before it is asked for."""
        self.root = root
        self.weights = weights or Weights()
        self._flush = flush
        self._generation: Generation | None = None
        self._reader: _Reader | None = None

    @property
    def generation(self) -> Generation | None:
        """The generation in use, checked when it is first asked for.

        Raises:
            IndexDamagedError: it is not as it was written.
        """
        if self._generation is None:
            self._generation = open_generation(self.root)
        return self._generation

    @property
    def stamp(self) -> Stamp | None:
        """State of the store that the index shows; None without an index or after a change of analysis."""
        generation = self.generation
        if generation is None or generation.manifest.analysis != ANALYSIS_VERSION:
            return None
        return generation.manifest.stamp

    # Writing

    def build(self, records: Iterable[IndexRecord], *, stamp: Stamp = _UNSTAMPED) -> None:
        """Make the index anew from all records."""
        folder = new_folder(self.root)
        segments = self._write(folder, records)
        if len(segments) > 1:
            segments = [self._merged(folder, segments)]
        self._put_into_use(folder, segments, stamp, {})

    def update(self, deleted: Iterable[int], added: Iterable[IndexRecord], *, stamp: Stamp = _UNSTAMPED) -> None:
        """Take out the paragraphs of some documents, by their number, and add others."""
        former = self.generation
        if former is None:
            self.build(added, stamp=stamp)
            return
        folder = new_folder(self.root)
        kept = [self._shared(former, folder, info, set(deleted)) for info in former.manifest.segments]
        segments = [info for info in kept if info.deleted_count < info.size] + self._write(folder, added)
        segments = self._few(folder, segments)
        self._put_into_use(folder, segments, stamp, former.manifest.files)

    def _write(self, folder: Path, records: Iterable[IndexRecord]) -> list[SegmentInfo]:
        """Write records as segments, each as large as memory allows."""
        segments: list[SegmentInfo] = []
        writer = None
        for record in records:
            if writer is None:
                files = SegmentFiles(folder, _new_name())
                writer = SegmentWriter(files)
            writer.add(record)
            if writer.occurrences >= self._flush:
                segments.append(_finish(writer, files))
                writer = None
        if writer is not None:
            segments.append(_finish(writer, files))
        return segments

    def _shared(self, former: Generation, folder: Path, info: SegmentInfo, documents: Collection[int]) -> SegmentInfo:
        """A segment of the generation before, in the new one, with the paragraphs of these documents deleted."""
        old, new = SegmentFiles(former.folder, info.name), SegmentFiles(folder, info.name)
        for suffix in SUFFIXES:
            share(old.path(suffix), new.path(suffix))
        deleted = _read_deleted(former.folder, info)
        segment = Segment(new)
        if documents:
            deleted |= {id_ for id_, owner in enumerate(segment.owners) if owner in documents}
        if len(deleted) == info.deleted_count:
            if info.deleted:
                share(former.folder / info.deleted, folder / info.deleted)
            return info
        name = f"{_new_name()}.del"
        (folder / name).write_bytes(array("I", sorted(deleted)).tobytes())
        return SegmentInfo(info.name, info.size, name, len(deleted), segment.totals(deleted))

    def _few(self, folder: Path, segments: list[SegmentInfo]) -> list[SegmentInfo]:
        """The segments, merged where the newer ones are not much smaller than an older one."""
        weights = [max(info.size - info.deleted_count, _SMALL) for info in segments]
        start = len(segments)
        total = 0
        for place in reversed(range(len(segments))):
            if total and weights[place] <= _MERGE_FACTOR * total:
                start = place
            total += weights[place]
        wasteful = [i for i, info in enumerate(segments[:start]) if 2 * info.deleted_count > info.size]
        if wasteful:
            start = wasteful[0]
        if len(segments) - start < 2 and not wasteful:
            return segments
        return [*segments[:start], self._merged(folder, segments[start:])]

    def _merged(self, folder: Path, segments: Sequence[SegmentInfo]) -> SegmentInfo:
        from compendium.indexer.merging import Part, merge  # a look-up needs it not

        files = SegmentFiles(folder, _new_name())
        parts = [Part(Segment(SegmentFiles(folder, info.name)), _read_deleted(folder, info)) for info in segments]
        merge(parts, files)
        for info in segments:
            for name in (*(f"{info.name}{suffix}" for suffix in SUFFIXES), *([info.deleted] if info.deleted else [])):
                (folder / name).unlink()
        return _described(files)

    def _put_into_use(
        self, folder: Path, segments: list[SegmentInfo], stamp: Stamp, known: Mapping[str, FileSeal]
    ) -> None:
        self._generation = commit(
            self.root, folder, analysis=ANALYSIS_VERSION, stamp=stamp, segments=segments, known=known
        )
        self._reader = None
        sweep(self.root, self._generation.number)

    # Reading

    def search(self, tree: Node, limit: int, filters: Node | None = None) -> Answer:
        """The best `limit` matches of `tree` among the documents that `filters` keeps."""
        return find(self._open(), tree, limit, filters, self.weights)

    def verify(self) -> list[int] | None:
        """The ids of all records of the generation in use, ascending, after every byte was checked; None without one.

        Raises:
            IndexDamagedError: something is not as it was written.
        """
        generation = open_generation(self.root, check_all=True)
        if generation is None:
            return None
        reader = _Reader(generation)
        record_ids = reader.record_ids()
        return sorted(record_ids[id_] for id_ in reader.documents())

    def _open(self) -> _Reader:
        if self._reader is None:
            self._reader = _Reader(self.generation)
        return self._reader


class _Reader:
    """The segments of a generation as one index; documents are numbered through them in order."""

    def __init__(self, generation: Generation | None) -> None:
        self._infos = generation.manifest.segments if generation else ()
        self._segments: list[Segment] = []
        self._deleted: set[int] = set()
        self._bases: list[int] = []
        self._end = 0
        if generation is not None:
            for info in self._infos:
                self._open(generation.folder, info)
        # What was read is kept: a question asks for the same word in several of its parts.
        self.places = lru_cache(maxsize=256)(self._places)
        self.lengths = lru_cache(maxsize=None)(self._lengths)
        self.record_ids = lru_cache(maxsize=1)(self._record_ids)

    def _open(self, folder: Path, info: SegmentInfo) -> None:
        self._segments.append(Segment(SegmentFiles(folder, info.name)))
        self._bases.append(self._end)
        self._deleted.update(self._end + id_ for id_ in _read_deleted(folder, info))
        self._end += info.size

    def size(self) -> int:
        return self._end - len(self._deleted)

    def documents(self) -> Collection[int]:
        return set(range(self._end)) - self._deleted if self._deleted else range(self._end)

    def _record_ids(self) -> Sequence[int]:
        return _chained("I", (segment.ids for segment in self._segments))

    def _lengths(self, field: Field) -> Sequence[int]:
        return _chained("H", (segment.lengths(field) for segment in self._segments))

    def average(self, field: Field) -> float:
        totals = [info.totals[WORD_FIELDS.index(field)] for info in self._infos]
        documents = sum(total.documents for total in totals)
        return sum(total.words for total in totals) / documents if documents else 1.0

    def _places(self, field: Field, word: str) -> Places | None:
        found = [
            (segment, base, extent)
            for segment, base in zip(self._segments, self._bases, strict=True)
            if (extent := segment.extent(field, word)) is not None
        ]
        if not found:
            return None
        ids: list[int] = []
        frequencies: list[int] = []
        for segment, base, extent in found:
            data = segment.postings(extent)
            ids += extent.decode_ids(data, base)
            counts = extent.decode_frequencies(data)
            if counts is not None or frequencies or len(found) > 1:
                frequencies.extend(counts if counts is not None else repeat(1, extent.documents))
        if not self._deleted.isdisjoint(ids):
            return self._living(ids, frequencies, found)
        return Places(ids, frequencies or None, lambda: _positions(found))

    def _living(
        self, ids: list[int], frequencies: list[int], found: list[tuple[Segment, int, Extent]]
    ) -> Places | None:
        """Postings without those of deleted documents."""
        deleted = self._deleted
        counts = frequencies or [1] * len(ids)
        living = [place for place, id_ in enumerate(ids) if id_ not in deleted]
        if not living:
            return None

        def positions() -> Sequence[int]:
            everything = _positions(found)
            kept: list[int] = []
            start = 0
            for id_, count in zip(ids, counts, strict=True):
                if id_ not in deleted:
                    kept.extend(everything[start : start + count])
                start += count
            return kept

        return Places([ids[place] for place in living], [counts[place] for place in living], positions)

    def words_between(self, field: Field | Key, low: str, high: str) -> list[str]:
        found: set[str] = set()
        for segment in self._segments:
            for word, _ in segment.extents_from(field, low):
                if word > high:
                    break
                found.add(word)
        return sorted(found)

    def holders(self, key: Key, value: str) -> Sequence[int]:
        found: list[int] = []
        for segment, base in zip(self._segments, self._bases, strict=True):
            extent = segment.extent(key, value)
            if extent is not None:
                found += extent.decode_ids(segment.postings(extent), base)
        return [id_ for id_ in found if id_ not in self._deleted] if self._deleted else found


def _positions(found: Iterable[tuple[Segment, int, Extent]]) -> Sequence[int]:
    parts = [segment.positions(extent) for segment, _, extent in found]
    return parts[0] if len(parts) == 1 else list(chain.from_iterable(parts))


def _chained(code: str, parts: Iterable[array[int]]) -> array[int]:
    whole = array(code)
    for part in parts:
        whole.extend(part)
    return whole


def _finish(writer: SegmentWriter, files: SegmentFiles) -> SegmentInfo:
    writer.write()
    return _described(files)


def _described(files: SegmentFiles) -> SegmentInfo:
    segment = Segment(files)
    return SegmentInfo(files.name, segment.size, "", 0, segment.totals())


def _read_deleted(folder: Path, info: SegmentInfo) -> set[int]:
    if not info.deleted:
        return set()
    numbers = array("I")
    numbers.frombytes((folder / info.deleted).read_bytes())
    return set(numbers)


def _new_name() -> str:
    return os.urandom(8).hex()
