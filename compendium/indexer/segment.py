"""A segment of the index: the postings of some documents in files that are written once and never changed.

<name>.trm   Whoosh's dictionary from field and word to the place of the postings
<name>.pst   document numbers and frequencies
<name>.pos   positions
<name>.doc   for each document the store's number of its paragraph and document, and its lengths by field
<name>.sum   sums of the blocks of the others
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType

from compendium.indexer.checked import CheckedFile, read_sums, write_sums
from compendium.indexer.postings import GAP, Extent, Postings, pack_postings
from compendium.indexer.tree import WORD_FIELDS, Field, IndexRecord, Key
from compendium.indexer.whoosh_files import TermsReader, TermsWriter

__all__ = ["SUFFIXES", "FieldTotal", "Segment", "SegmentFiles", "SegmentOutput", "SegmentWriter"]

CONTENTS = (".trm", ".pst", ".pos", ".doc")
SUFFIXES = (*CONTENTS, ".sum")

_CODES: dict[Field | Key, bytes] = {field: bytes([code]) for code, field in enumerate((*WORD_FIELDS, *Key))}
_POSITION_BITS = 28


def field_code(field: Field | Key) -> bytes:
    """What stands before a word in the dictionary of terms."""
    return _CODES[field]


@dataclass(frozen=True, slots=True)
class SegmentFiles:
    """A segment on disk."""

    folder: Path
    name: str

    def path(self, suffix: str) -> Path:
        """The file with one of `SUFFIXES`."""
        return self.folder / f"{self.name}{suffix}"

    def contents(self) -> list[Path]:
        """The files that hold something, as against its sums."""
        return [self.path(suffix) for suffix in CONTENTS]


@dataclass(frozen=True, slots=True)
class FieldTotal:
    """How much of a field some documents hold."""

    words: int
    documents: int
    """How many of them hold any."""


class Segment:
    """A segment that is open for reading."""

    def __init__(self, files: SegmentFiles) -> None:
        self.files = files
        paths = files.contents()
        sums = read_sums(paths, files.path(".sum"))
        terms, self._postings, self._positions, self._docs = map(CheckedFile, paths, sums)
        self._terms = TermsReader(terms)
        self.size = len(self._docs) // (8 + 2 * len(WORD_FIELDS))
        """Number of documents, deleted ones included."""

    @property
    def ids(self) -> array[int]:
        """The store's number of each paragraph."""
        return self._column("I", 0)

    @property
    def owners(self) -> array[int]:
        """The store's number of each paragraph's document."""
        return self._column("I", 4 * self.size)

    def totals(self, deleted: Collection[int] = ()) -> tuple[FieldTotal, ...]:
        """For each field how much the documents that are not deleted hold."""
        totals: list[FieldTotal] = []
        for field in WORD_FIELDS:
            lengths = self.lengths(field)
            gone = [lengths[id_] for id_ in deleted]
            filled = self.size - lengths.count(0) - (len(gone) - gone.count(0))
            totals.append(FieldTotal(sum(lengths) - sum(gone), filled))
        return tuple(totals)

    def lengths(self, field: Field) -> array[int]:
        """Number of words of each paragraph in a field."""
        return self._column("H", (8 + 2 * WORD_FIELDS.index(field)) * self.size)

    def _column(self, code: str, start: int) -> array[int]:
        values = array(code)
        values.frombytes(self._docs.get(start, values.itemsize * self.size))
        if sys.byteorder == "big":
            values.byteswap()
        return values

    def extent(self, field: Field | Key, word: str) -> Extent | None:
        """Where a word's postings lie, or None."""
        value = self._terms.get(_CODES[field] + word.encode())
        return None if value is None else Extent.from_bytes(value)

    def extents_from(self, field: Field | Key, start: str) -> Iterator[tuple[str, Extent]]:
        """The words of a field in order from `start` on, each with the place of its postings."""
        code = _CODES[field]
        for key, value in self._terms.items_from(code + start.encode()):
            if key[:1] != code:
                return
            yield key[1:].decode(), Extent.from_bytes(value)

    def terms(self) -> Iterator[tuple[bytes, Extent]]:
        """All keys of the dictionary in order, each with the place of its postings."""
        for key, value in self._terms.items_from(b""):
            yield key, Extent.from_bytes(value)

    def postings(self, extent: Extent) -> bytes:
        """The bytes of document numbers and frequencies that `extent` describes."""
        return self._postings.get(extent.start, extent.length)

    def positions(self, extent: Extent) -> Sequence[int]:
        """The positions that `extent` describes."""
        return extent.decode_positions(self._positions.get(extent.positions, extent.positions_length))

    def read(self, extent: Extent) -> Postings:
        """The whole postings that `extent` describes."""
        data = self.postings(extent)
        frequencies = extent.decode_frequencies(data) or (1,) * extent.documents
        return Postings(extent.decode_ids(data), frequencies, self.positions(extent))


class SegmentWriter:
    """Takes records and writes a segment of them."""

    def __init__(self, files: SegmentFiles) -> None:
        self._files = files
        self._ids = array("I")
        self._owners = array("I")
        self._lengths = {field: array("H") for field in WORD_FIELDS}
        # For each word the places where it stands, document number and position in one number.
        self._words: dict[bytes, dict[str, array[int]]] = defaultdict(lambda: defaultdict(_places))
        self.occurrences = 0
        """Words taken so far, by which the caller bounds memory."""

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, record: IndexRecord) -> None:
        """Take a record as the next document."""
        base = len(self._ids) << _POSITION_BITS
        self._ids.append(record.id)
        self._owners.append(record.document)
        for field, lengths in self._lengths.items():
            words = record.words.get(field, ())
            lengths.append(min(self._add_words(field, base, words), 0xFFFF) if words else 0)
        for key, values in record.keys.items():
            table = self._words[_CODES[key]]
            for value in set(values):
                table[value].append(base)

    def _add_words(self, field: Field, base: int, words: Sequence[str]) -> int:
        """Take the words of one field; how many they are, gaps not counted."""
        table = self._words[_CODES[field]]
        count = len(words)
        if "" not in words:
            for place, word in enumerate(words, base):
                table[word].append(place)
        else:
            place = base
            for word in words:
                if word:
                    table[word].append(place)
                    place += 1
                else:
                    place += GAP
                    count -= 1
        self.occurrences += count
        return count

    def write(self) -> None:
        """Write the files of the segment."""
        with SegmentOutput(self._files) as output:
            for code in sorted(self._words):
                table = self._words.pop(code)
                keep_positions = code < _CODES[Key.DOCUMENT]
                for word in sorted(table):
                    output.add(code + word.encode(), _postings(table.pop(word), keep_positions=keep_positions))
            output.write_columns(self._ids, self._owners, self._lengths.values())


def _places() -> array[int]:
    return array("Q")


def _postings(places: array[int], *, keep_positions: bool) -> Postings:
    ids: list[int] = []
    frequencies: list[int] = []
    for id_, group in groupby(places, key=_document):
        ids.append(id_)
        frequencies.append(sum(1 for _ in group))
    mask = (1 << _POSITION_BITS) - 1
    return Postings(ids, frequencies, [place & mask for place in places] if keep_positions else ())


def _document(place: int) -> int:
    return place >> _POSITION_BITS


class SegmentOutput:
    """The files of a segment while they are written."""

    def __init__(self, files: SegmentFiles) -> None:
        self._files = files
        self._terms = TermsWriter(files.path(".trm"))
        self._postings = files.path(".pst").open("wb")
        self._positions = files.path(".pos").open("wb")
        self._docs = files.path(".doc").open("wb")

    def __enter__(self) -> SegmentOutput:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._terms.close()
        self._postings.close()
        self._positions.close()
        self._docs.close()
        if error is None:
            write_sums(self._files.contents(), self._files.path(".sum"))

    def add(self, key: bytes, places: Postings) -> None:
        """Write the postings of a key greater than all before it."""
        packed = pack_postings(places, self._postings.tell(), self._positions.tell())
        self._postings.write(packed.postings)
        self._positions.write(packed.positions)
        self._terms.add(key, packed.extent.to_bytes())

    def write_columns(self, ids: array[int], owners: array[int], lengths: Iterable[array[int]]) -> None:
        """Write what is kept for each document."""
        for column in (ids, owners, *lengths):
            if sys.byteorder == "big":
                column.byteswap()
            self._docs.write(column.tobytes())
