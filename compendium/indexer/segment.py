"""A segment of the index, read: Whoosh's files, and beside them the sums of their blocks.

<name>.trm         Whoosh's dictionary from field and word to the place of the postings
<name>.pst         Whoosh's postings
<name>.<what>.col  Whoosh's columns: for each paragraph its and its document's number in the store, its lengths by field
<name>.sum         our sums of the blocks of the others
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from compendium.frozen import dataclass
from compendium.indexer.checked import CheckedFile, damaged, read_sums, write_sums
from compendium.indexer.postings import Extent, Places, read_postings
from compendium.indexer.tree import WORD_FIELDS, Field
from compendium.indexer.whoosh_files import UNREADABLE, TermsReader

__all__ = [
    "DOCUMENT_COLUMN",
    "LONGEST",
    "PARAGRAPH_COLUMN",
    "FieldTotal",
    "Held",
    "Segment",
    "length_column",
    "seal_segment",
    "segment_files",
]

PARAGRAPH_COLUMN = "paragraph_id"
"""Column of the store's numbers of paragraphs."""
DOCUMENT_COLUMN = "document_id"
"""Column of the store's numbers of documents."""

LONGEST = 0xFFFF
"""Number of words from which fields count as equally long."""

_SUMS = ".sum"


def length_column(field: Field) -> str:
    """Name of the column with the number of words of a field."""
    return f"{field}_length"


def segment_files(folder: Path, name: str) -> list[Path]:
    """The files of a segment, its sums last."""
    files = sorted(path for path in folder.glob(f"{name}.*") if path.suffix not in (_SUMS, ".del"))
    return [*files, folder / f"{name}{_SUMS}"]


def seal_segment(folder: Path, name: str) -> None:
    """Write the sums of the files of a segment that Whoosh has written."""
    *contents, sums = segment_files(folder, name)
    write_sums(contents, sums)


@dataclass(frozen=True, slots=True)
class FieldTotal:
    """How much of a field some documents hold."""

    words: int
    documents: int
    """How many of them hold any."""


class Held(NamedTuple):
    """A segment of a folder."""

    name: str
    size: int
    """Number of documents, deleted ones included."""
    deleted: Collection[int]


class Segment:
    """A segment that is open for reading."""

    def __init__(self, folder: Path, name: str, size: int) -> None:
        """`size` is the number of documents, deleted ones included."""
        self.size = size
        *contents, sums = segment_files(folder, name)
        # All at once: a writer may take them away as soon as there is a newer generation.
        self._files = {
            path.name.removeprefix(f"{name}."): CheckedFile(path, seen)
            for path, seen in zip(contents, read_sums(contents, sums), strict=True)
        }
        try:
            self._terms = TermsReader(self._files["trm"])
            self._postings = self._files["pst"]
        except UNREADABLE as error:
            raise damaged("its dictionary cannot be read") from error

    @property
    def ids(self) -> array[int]:
        """The store's number of each paragraph."""
        return self._column("I", PARAGRAPH_COLUMN)

    @property
    def owners(self) -> array[int]:
        """The store's number of each paragraph's document."""
        return self._column("I", DOCUMENT_COLUMN)

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
        return self._column("H", length_column(field))

    def _column(self, code: str, name: str) -> array[int]:
        """A `whoosh.columns.NumericColumn`: numbers with the first byte foremost, zeros at the end left out."""
        values = array(code)
        try:
            file = self._files[f"{name}.col"]
            values.frombytes(file.get(0, len(file)))
        except UNREADABLE as error:
            raise damaged("a column of it cannot be read") from error
        if sys.byteorder == "little":
            values.byteswap()
        values.extend([0] * (self.size - len(values)))
        return values

    def extent(self, field: str, word: bytes) -> Extent | None:
        """Where a word's postings lie, or None.

        Raises:
            IndexDamagedError: the dictionary is not as Whoosh writes it.
        """
        try:
            return self._terms.get(field, word)
        except UNREADABLE as error:
            raise damaged("its dictionary cannot be read") from error

    def words(self, field: str, start: bytes = b"") -> Iterator[bytes]:
        """The words of a field in order from `start` on."""
        try:
            yield from self._terms.words_from(field, start)
        except UNREADABLE as error:
            raise damaged("its dictionary cannot be read") from error

    def postings(self, extent: Extent, base: int = 0) -> Places:
        """The postings that `extent` describes, the document numbers raised by `base`.

        Raises:
            IndexDamagedError: they are not as Whoosh writes them.
        """
        try:
            places = read_postings(self._postings.get(extent.start, extent.length), base)
            if not base <= places.ids[0] <= places.ids[-1] < base + self.size:
                raise ValueError("there are no such documents")
            return places
        except UNREADABLE as error:
            raise damaged("its postings cannot be read") from error
