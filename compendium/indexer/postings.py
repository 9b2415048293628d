"""The list of places of one word in one field: as numbers, and as the bytes in which a segment keeps it.

Document numbers are kept as differences in the smallest width that fits, frequencies only where one of them is not 1,
positions in a file of their own, so that a question without phrases never reads them. All arrays are little-endian
and are decoded whole by C code: a loop in Python over each posting is what makes an engine in Python slow.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

__all__ = ["GAP", "Extent", "Packed", "Postings", "pack_postings"]

GAP = 1000
"""Positions between the words on the two sides of a gap: more than any slop, so that no phrase crosses it."""

_EXTENT = struct.Struct("<IIQQBBB")
_WIDTHS = {1: "B", 2: "H", 4: "I"}


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a segment keeps the postings of a word, and in which widths."""

    documents: int
    """How many documents hold the word."""
    occurrences: int
    start: int
    """Offset in the file of postings."""
    positions: int
    """Offset in the file of positions."""
    id_width: int
    """Bytes for each difference of document numbers."""
    frequency_width: int
    """Bytes for each frequency; 0 where all are 1."""
    position_width: int
    """Bytes for each position; 0 where none are kept."""

    def to_bytes(self) -> bytes:
        """Its form in the dictionary of terms."""
        return _EXTENT.pack(
            *(self.documents, self.occurrences, self.start, self.positions),
            *(self.id_width, self.frequency_width, self.position_width),
        )

    @staticmethod
    def from_bytes(data: bytes) -> Extent:
        """The extent that `to_bytes` wrote."""
        return Extent(*_EXTENT.unpack(data))

    @property
    def length(self) -> int:
        """Bytes in the file of postings."""
        return self.documents * (self.id_width + self.frequency_width)

    @property
    def positions_length(self) -> int:
        """Bytes in the file of positions."""
        return self.occurrences * self.position_width

    def decode_ids(self, data: bytes, base: int = 0) -> list[int]:
        """Document numbers, ascending, each raised by `base`."""
        differences = _array(data[: self.documents * self.id_width], self.id_width)
        if base and differences:
            differences = array("I", differences)
            differences[0] += base
        return list(accumulate(differences))

    def decode_frequencies(self, data: bytes) -> Sequence[int] | None:
        """How often each document holds the word; None where each holds it once."""
        if not self.frequency_width:
            return None
        return _array(data[self.documents * self.id_width :], self.frequency_width)

    def decode_positions(self, data: bytes) -> Sequence[int]:
        """The positions in all documents, one after the other."""
        return _array(data, self.position_width) if self.position_width else ()


@dataclass(frozen=True, slots=True)
class Postings:
    """A word's places in one field of a segment, or of an index."""

    ids: Sequence[int]
    """Document numbers, ascending."""
    frequencies: Sequence[int]
    """Occurrences in each of them."""
    positions: Sequence[int]
    """Positions in all of them, one document after the other; empty where none are kept."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The bytes of postings, before it is known where they will lie."""

    postings: bytes
    positions: bytes
    extent: Extent


def pack_postings(places: Postings, start: int, positions_start: int) -> Packed:
    """The bytes of `places`, to be written at `start` and `positions_start` of the two files."""
    ids = places.ids
    differences = [ids[0], *(after - before for before, after in pairwise(ids))]
    id_bytes, id_width = _bytes(differences)
    occurrences = sum(places.frequencies)
    frequency_bytes, frequency_width = _bytes(places.frequencies) if occurrences > len(ids) else (b"", 0)
    position_bytes, position_width = _bytes(places.positions) if places.positions else (b"", 0)
    data = id_bytes + frequency_bytes
    return Packed(
        data,
        position_bytes,
        Extent(
            *(len(ids), occurrences, start, positions_start),
            *(id_width, frequency_width, position_width),
        ),
    )


def _bytes(numbers: Sequence[int]) -> tuple[bytes, int]:
    """Numbers in the smallest width that fits all, and that width."""
    largest = max(numbers)
    width = 1 if largest < 1 << 8 else 2 if largest < 1 << 16 else 4
    packed = array(_WIDTHS[width], numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes(), width


def _array(data: bytes, width: int) -> array[int]:
    numbers = array(_WIDTHS[width])
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
