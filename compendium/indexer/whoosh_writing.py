"""Segments written by Whoosh's `SegmentWriter`, from records and from other segments."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path

from compendium.indexer.merging import Item, Source, merged
from compendium.indexer.segment import (
    DOCUMENT_COLUMN,
    LONGEST,
    PARAGRAPH_COLUMN,
    Held,
    Segment,
    length_column,
    seal_segment,
)
from compendium.indexer.tree import WORD_FIELDS, IndexRecord
from compendium.indexer.whoosh_files import lightly
from compendium.indexer.whoosh_schema import schema

with lightly():
    from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter, W3Segment
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import StructFile
    from whoosh.index import TOC, FileIndex
    from whoosh.writing import SegmentWriter

__all__ = ["FolderWriter"]

_INDEX_NAME = "MAIN"
"""Whoosh's own name for an index that is given none."""

_BLOCK = 1024
"""Postings in a block. Whoosh's 128 make for smaller jumps, which nothing here makes, and for more work at each."""


class FolderWriter:
    """Writes the segments of a folder, and Whoosh's table of contents."""

    def __init__(self, folder: Path, held: Iterable[Held]) -> None:
        """A folder in which these segments are already."""
        self._folder = folder
        storage = FileStorage(str(folder))
        TOC(schema(), [_segment(one) for one in held], 0).write(storage, _INDEX_NAME)
        self._index = FileIndex(storage, schema(), _INDEX_NAME)

    def write(self, records: Iterable[IndexRecord], limit: int) -> Iterator[tuple[str, int]]:
        """Write records as segments of about so many words; the name and the number of documents of each."""
        writer = None
        for record in records:
            if writer is None:
                writer = _Writer(self._index, pool := _Pool())
            writer.add(record.id, record.document, _lengths(record), _fields(record))
            if pool.size >= limit:
                yield self._finish(writer, ())
                writer = None
        if writer is not None:
            yield self._finish(writer, ())

    def merge(self, parts: Sequence[Held]) -> tuple[str, int]:
        """Write one segment of what is left of some, and take these away; its name and its number of documents."""
        sources: list[Source] = []
        for part in parts:
            base = sources[-1].end if sources else 0
            sources.append(Source(Segment(self._folder, part.name, part.size), part.deleted, base))
        writer = _Writer(self._index, _Merger(sources))
        for source in sources:
            for paragraph, document, *lengths in source.documents():
                writer.add(paragraph, document, lengths, {})
        return self._finish(writer, [part.name for part in parts])

    def _finish(self, writer: _Writer, without: Collection[str]) -> tuple[str, int]:
        name, size = writer.finish(without)
        seal_segment(self._folder, name)
        return name, size


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    """Whoosh's writer of postings, whose pickles hold what loads soonest: strings for bytes, whole numbers."""

    def add_posting(self, id_: int, weight: float, value: str, length: int | None = None) -> None:
        """Take a posting, as Whoosh's does, but for the lengths, which have columns of their own."""
        if len(self._ids) >= self._blocklimit:
            self._write_block()
        self._ids.append(id_)
        self._weights.append(weight)
        self._maxweight: float = max(self._maxweight, weight)
        if value:
            self._values.append(value)

    def _mini_weights(self) -> tuple[int, ...] | None:
        return tuple(map(int, self._weights)) if any(map((1.0).__ne__, self._weights)) else None


class _Codec(W3Codec):  # type: ignore[misc]
    def postings_writer(self, dbfile: StructFile, byteids: bool = False) -> _PostingsWriter:
        """A writer as Whoosh asks for one."""
        return _PostingsWriter(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)


def _codec() -> W3Codec:
    codec = _Codec(blocklimit=_BLOCK)
    # Lengths have columns of their own; to have them in each block, Whoosh would look each up again.
    codec.length_stats = False
    return codec


def _segment(held: Held) -> W3Segment:
    """A segment as Whoosh's table of contents lists it."""
    index_name, _, id_ = held.name.partition("_")
    segment = W3Segment(_codec(), index_name, held.size, id_, set(held.deleted) or None)
    segment._fieldlengths = {}
    return segment


def _lengths(record: IndexRecord) -> list[int]:
    """Number of words of each field, gaps not counted."""
    words = (record.words.get(field, ()) for field in WORD_FIELDS)
    return [len(held) - held.count("") for held in words]


def _fields(record: IndexRecord) -> dict[str, Sequence[str]]:
    """Words and values under names that are plain strings: Whoosh pickles them."""
    words = {name.value: held for name, held in record.words.items()}
    return words | {name.value: held for name, held in record.keys.items()}


class _Writer:
    """Whoosh's writer of one segment, with a pool of postings of ours."""

    def __init__(self, index: FileIndex, pool: _Pool) -> None:
        # The collection has a lock of its own, so Whoosh need not take one.
        self._writer = SegmentWriter(index, codec=_codec(), compound=False, _lk=False)
        self._writer.pool = pool

    def add(self, paragraph: int, document: int, lengths: Iterable[int], fields: dict[str, Sequence[str]]) -> None:
        """Add the next document: its columns, and its words and values by field."""
        columns = {length_column(field): min(n, LONGEST) for field, n in zip(WORD_FIELDS, lengths, strict=True)}
        self._writer.add_document(**{PARAGRAPH_COLUMN: paragraph, DOCUMENT_COLUMN: document}, **columns, **fields)

    def finish(self, without: Collection[str]) -> tuple[str, int]:
        """Write the segment, and take others away; its name and its number of documents."""
        segment = self._writer.get_segment()
        self._writer.commit(mergetype=lambda _, held: [one for one in held if one.segment_id() not in without])
        return segment.segment_id(), segment.doc_count_all()


class _Places:
    """The documents that hold a word, with what Whoosh keeps for each."""

    __slots__ = ("ids", "values", "weights")

    def __init__(self) -> None:
        self.ids = array("I")
        self.weights = array("f")
        self.values: list[str] = []


class _Pool:
    """Holds postings, by word, until the segment is written, in place of a `whoosh.writing.PostingPool`.

    Whoosh's sorts each posting by itself, which takes three times the time. How much is held is bounded by the caller.
    """

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, _Places]] = defaultdict(lambda: defaultdict(_Places))
        self._known: dict[str, str] = {}
        """Values that are the same are kept once: most words stand once in a paragraph."""
        self.size = 0
        """Postings taken so far."""

    def add(self, item: Item) -> None:
        """Take a posting."""
        name, word, document, weight, value = item
        places = self._fields[name][word]
        places.ids.append(document)
        places.weights.append(weight)
        places.values.append(self._known.setdefault(value, value))
        self.size += 1

    def iter_postings(self) -> Iterator[Item]:
        """All postings in the order in which Whoosh writes them; they are let go on the way."""
        for name in sorted(self._fields):
            words = self._fields.pop(name)
            for word in sorted(words):
                places = words.pop(word)
                yield from zip(repeat(name), repeat(word), places.ids, places.weights, places.values)

    def cleanup(self) -> None:
        """Nothing was written that would have to be taken away."""


class _Merger(_Pool):
    """The postings of other segments."""

    def __init__(self, sources: Sequence[Source]) -> None:
        super().__init__()
        self._sources = sources

    def iter_postings(self) -> Iterator[Item]:
        """All postings in the order in which Whoosh writes them."""
        return merged(self._sources)
