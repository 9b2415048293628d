"""The list of places of one word in one field, as Whoosh keeps it in its postings file, read in bulk.

Whoosh's own matcher hands out one posting at a time, and a loop in Python over each posting is what makes an engine in
Python slow. Its blocks hold tuples of numbers, which are decoded here whole, by C code. See
`whoosh.codec.whoosh3.W3PostingsWriter` for the form of a block:

    "W3Bl", then for each block: its length (negative for the last), a pickle of (number of postings, last document,
    greatest weight, compression, shortest and longest field), and a pickle, compressed or not, of (differences of
    document numbers, weights or one weight or None for 1, values)

A pickle can run code that is planted in it: these are read by an unpickler that knows nothing but strings and numbers.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from collections.abc import Sequence
from functools import cached_property
from io import BufferedReader, BytesIO
from itertools import accumulate, chain, compress, repeat
from typing import NamedTuple, NoReturn

from compendium.indexer.documents import Documents

__all__ = [
    "GAP",
    "LAST_POSITION",
    "Extent",
    "Places",
    "PlainUnpickler",
    "joined",
    "read_postings",
]

GAP = 1000
"""Positions between the words on the two sides of a gap: more than any slop, so that no phrase crosses it."""

LAST_POSITION = 0x10FFFF
"""The greatest position that can be kept; words further on all stand there."""

_MAGIC = b"W3Bl"
_LENGTH = struct.Struct("!i")
_INFO = struct.Struct("!BfIBBfIIqi")
"""A `whoosh.codec.whoosh3.W3TermInfo`: flags, weight, documents, lengths, weight, documents, then offset and length."""


class PlainUnpickler(pickle.Unpickler):
    """Reads pickles of strings, numbers, tuples and dictionaries, and nothing that could run."""

    def __init__(self, data: bytes, start: int = 0) -> None:
        """The pickle that starts there in some bytes."""
        # From what has no buffer to look ahead in, each number is read by itself, which takes six times as long.
        self._stream = BufferedReader(BytesIO(data))
        self._stream.seek(start)
        super().__init__(self._stream)

    @property
    def end(self) -> int:
        """Where in the bytes what was loaded ends."""
        return self._stream.tell()

    def find_class(self, module: str, name: str) -> NoReturn:
        """Find nothing.

        Raises:
            pickle.UnpicklingError: always.
        """
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")


class Extent(NamedTuple):
    """Where the postings of a word lie in the postings file."""

    start: int
    length: int

    @staticmethod
    def from_bytes(data: bytes) -> Extent:
        """The extent in what Whoosh's dictionary of terms holds of a word."""
        *_, start, length = _INFO.unpack(data)
        return Extent(start, length)


class Places:
    """A word's places in one field of a segment, or of an index."""

    def __init__(self, ids: list[int], frequencies: Sequence[int] | None, positions: Sequence[str]) -> None:
        """See what each is named."""
        self.ids = ids
        """Document numbers, ascending."""
        self.frequencies = frequencies
        """Occurrences in each of them; None where all are 1."""
        self.positions = positions
        """For each of them the positions, ascending, as characters with these numbers; empty where none are kept."""

    @cached_property
    def documents(self) -> Documents:
        """The documents."""
        return Documents.of(self.ids)

    def without(self, deleted: Documents) -> Places:
        """The places in all other documents."""
        stays = bytes(map((1).__sub__, deleted.flags(self.ids)))
        frequencies = None if self.frequencies is None else list(compress(self.frequencies, stays))
        return Places(list(compress(self.ids, stays)), frequencies, list(compress(self.positions, stays)))


def joined(parts: Sequence[Places]) -> Places:
    """The places in several segments, one after the other."""
    all_once = all(part.frequencies is None for part in parts)
    counts = chain.from_iterable(part.frequencies or repeat(1, len(part.ids)) for part in parts)
    return Places(
        list(chain.from_iterable(part.ids for part in parts)),
        None if all_once else list(counts),
        list(chain.from_iterable(part.positions for part in parts)),
    )


def read_postings(data: bytes, base: int = 0) -> Places:
    """The postings in these bytes of the postings file, the document numbers raised by `base`.

    Raises:
        ValueError, pickle.UnpicklingError: they are none.
    """
    if data[:4] != _MAGIC:
        raise ValueError("no postings begin here")
    ids: list[int] = []
    weights: list[int] = []
    positions: list[str] = []
    place = len(_MAGIC)
    is_last = False
    while not is_last:
        (length,) = _LENGTH.unpack_from(data, place)
        is_last = length < 0
        info = PlainUnpickler(data, place + _LENGTH.size)
        count, _, _, compression, _, _ = info.load()
        place += _LENGTH.size + abs(length)
        block = data[info.end : place]
        differences, block_weights, values = PlainUnpickler(zlib.decompress(block) if compression else block).load()
        if min(differences[1:], default=1) < 1:
            raise ValueError("the documents do not ascend")
        ids.extend(accumulate((differences[0] + base, *differences[1:])) if base else accumulate(differences))
        if block_weights is not None or weights:
            weights.extend(repeat(1, len(ids) - count - len(weights)))
            weights.extend(block_weights or repeat(1, count))
        if values is not None:
            positions.extend(values)
    if not len(ids) == len(weights or ids) == len(positions or ids):
        raise ValueError("the documents have not as many counts or positions")
    return Places(ids, weights or None, positions)
