"""The engine behind the door: a Whoosh index in generations that replace one another whole."""

from __future__ import annotations

import os
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.errors import IndexDamagedError
from compendium.indexer.analysis import ANALYSIS_VERSION
from compendium.indexer.generations import (
    FileSeal,
    Generation,
    SegmentInfo,
    Stamp,
    commit,
    current,
    new_folder,
    open_generation,
    share,
    sweep,
)
from compendium.indexer.matching import find
from compendium.indexer.opened import OpenIndex, deleted_in
from compendium.indexer.read_terms import Terms
from compendium.indexer.segment import Held, Segment, segment_files
from compendium.indexer.tree import Answer, IndexRecord, Node
from compendium.indexer.weights import Weights

if TYPE_CHECKING:
    from compendium.indexer.shares import Explained
    from compendium.indexer.whoosh_writing import FolderWriter

__all__ = ["WhooshEngine"]

_FLUSH = 6_000_000
"""Words and values that a segment may hold while it is in memory (some 250 MB)."""

_MERGE_FACTOR = 4
"""A segment is merged with the next older one unless that is so many times larger: few segments, and each document is
written again only a few times."""

_SMALL = 1000
"""Documents up to which all segments count as equally small."""

_LARGE = 50_000
"""Documents from which a segment is left as it is, unless most of it is deleted: to write it again takes long."""


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
        self._reader: OpenIndex | None = None
        self._read: Terms | None = None

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
        self._renew(None, (), records, stamp)

    def update(self, deleted: Iterable[int], added: Iterable[IndexRecord], *, stamp: Stamp = _UNSTAMPED) -> None:
        """Take out the paragraphs of some documents, by their number, and add others."""
        self._renew(self.generation, set(deleted), added, stamp)

    def _renew(
        self, former: Generation | None, deleted: Collection[int], added: Iterable[IndexRecord], stamp: Stamp
    ) -> None:
        """Put a generation into use that follows from another."""
        from compendium.indexer.whoosh_writing import FolderWriter  # a look-up needs it not

        folder = new_folder(self.root)
        shared = [_shared(former, folder, info, deleted) for info in former.manifest.segments] if former else []
        kept = [info for info in shared if info.deleted_count < info.size]
        writer = FolderWriter(folder, [_held(folder, info) for info in kept])
        written = [_described(folder, *made) for made in writer.write(added, self._flush)]
        segments = _few(writer, folder, [*kept, *written])
        _remove_strangers(folder, segments)
        self._put_into_use(folder, segments, stamp, _sealed(former))

    def _put_into_use(
        self, folder: Path, segments: list[SegmentInfo], stamp: Stamp, known: Mapping[str, FileSeal]
    ) -> None:
        self._generation = commit(
            self.root, folder, analysis=ANALYSIS_VERSION, stamp=stamp, segments=segments, known=known
        )
        self._reader = None
        sweep(self.root, self._generation.number)

    # Reading

    def hold(self) -> None:
        """Open the files of the generation in use, so that a writer may take them away.

        Raises:
            IndexDamagedError: they are not as they were written.
        """
        while True:
            number = current(self.root)
            try:
                self._generation = open_generation(self.root)
                self._reader = OpenIndex(self._generation)
                return
            except (IndexDamagedError, FileNotFoundError):
                self._generation = None
                if number == current(self.root):
                    raise
                # A writer has put another into use meanwhile, and swept this one.

    def leave_out(self, changed: Mapping[int, Collection[int]]) -> None:
        """Find nothing any more in some documents, by their number, but in these paragraphs of them."""
        self._open().leave_out(changed)
        self._read = None

    def search(self, tree: Node, limit: int, filters: Node | None = None) -> Answer:
        """The best `limit` matches of `tree` among the documents that `filters` keeps."""
        return find(self._terms(), tree, limit, filters)

    def explain(self, tree: Node, ids: Collection[int]) -> Mapping[int, Explained]:
        """What gave their scores to these documents, by id; those that `tree` does not keep are left out."""
        from compendium.indexer.explaining import explain  # a look-up has no use for it

        return explain(self._terms(), tree, ids)

    def verify(self) -> list[int] | None:
        """The ids of all records of the generation in use, ascending, after every byte was checked; None without one.

        Raises:
            IndexDamagedError: something is not as it was written.
        """
        generation = open_generation(self.root, check_all=True)
        if generation is None:
            return None
        reader = OpenIndex(generation)
        record_ids = reader.record_ids()
        return sorted(record_ids[id_] for id_ in reader.documents())

    def _terms(self) -> Terms:
        reader = self._open()
        if self._read is None or self._read.index is not reader or self._read.weights is not self.weights:
            self._read = Terms(reader, self.weights)
        return self._read

    def _open(self) -> OpenIndex:
        if self._reader is None:
            self._reader = OpenIndex(self.generation)
        return self._reader


# Segments of a generation that is being made


def _shared(former: Generation, folder: Path, info: SegmentInfo, documents: Collection[int]) -> SegmentInfo:
    """A segment of the generation before, in the new one, with the paragraphs of these documents deleted."""
    for path in segment_files(former.folder, info.name):
        share(path, folder / path.name)
    if documents:
        segment = Segment(folder, info.name, info.size)
        deleted = deleted_in(former.folder, info)
        deleted |= {id_ for id_, owner in enumerate(segment.owners) if owner in documents}
        if len(deleted) > info.deleted_count:
            name = f"{info.name}.{os.urandom(8).hex()}.del"
            (folder / name).write_bytes(array("I", sorted(deleted)).tobytes())
            return SegmentInfo(info.name, info.size, name, len(deleted), segment.totals(deleted))
    if info.deleted:
        share(former.folder / info.deleted, folder / info.deleted)
    return info


def _sealed(former: Generation | None) -> dict[str, FileSeal]:
    """The seals of the files that may be shared; Whoosh's table of contents is written for each generation."""
    return {name: seal for name, seal in former.manifest.files.items() if not name.endswith(".toc")} if former else {}


def _few(writer: FolderWriter, folder: Path, segments: list[SegmentInfo]) -> list[SegmentInfo]:
    """The segments, merged where the newer ones are not much smaller than an older one, or one is mostly deleted."""
    start = len(segments)
    total = 0
    for info in reversed(segments):
        weight = max(info.size - info.deleted_count, _SMALL)
        if weight >= _LARGE or (total and weight > _MERGE_FACTOR * total):
            break
        start -= 1
        total += weight
    older, newer = segments[:start], segments[start:]
    few = [_merged(writer, folder, [info]) if _is_wasteful(info) else info for info in older]
    if len(newer) > 1 or any(map(_is_wasteful, newer)):
        return [*few, _merged(writer, folder, newer)]
    return [*few, *newer]


def _is_wasteful(info: SegmentInfo) -> bool:
    return 2 * info.deleted_count > info.size


def _merged(writer: FolderWriter, folder: Path, segments: Sequence[SegmentInfo]) -> SegmentInfo:
    return _described(folder, *writer.merge([_held(folder, info) for info in segments]))


def _described(folder: Path, name: str, size: int) -> SegmentInfo:
    return SegmentInfo(name, size, "", 0, Segment(folder, name, size).totals())


def _held(folder: Path, info: SegmentInfo) -> Held:
    return Held(info.name, info.size, deleted_in(folder, info))


def _remove_strangers(folder: Path, segments: Iterable[SegmentInfo]) -> None:
    """Take away the files of segments that have no document left, which Whoosh leaves where they are."""
    names = {info.name for info in segments}
    for path in folder.iterdir():
        if path.suffix != ".toc" and path.name.partition(".")[0] not in names:
            path.unlink()
