"""Sets of documents, each kept as the bits of one number: bitmaps, which are combined in a few microseconds.

Bit `n` of the number stands for document `n`. A look-up combines large sets dozens of times, and looks at the numbers
of the documents in few of them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, count, repeat

__all__ = ["Documents", "Layer"]

_ONE = re.compile("1")
_FLAGS = bytes.maketrans(b"01", b"\0\1")

_SPARSE = 64
"""So many times as many bits as documents, and each bit is better set or looked up by itself than all are at once."""

_FEW = 256
"""Documents up to which their numbers are sooner looked up in a set than among the bits."""


class Documents:
    """A set of documents by their numbers."""

    __slots__ = ("_members", "_numbers", "_octets", "bits")

    def __init__(self, bits: int = 0, numbers: Sequence[int] | None = None) -> None:
        """`numbers` are those of the bits, ascending, where they are known."""
        self.bits = bits
        self._numbers = numbers
        self._octets = b""
        self._members: frozenset[int] | None = None

    @staticmethod
    def of(numbers: Sequence[int]) -> Documents:
        """The documents with these numbers, which are ascending."""
        end = numbers[-1] + 1 if numbers else 0
        if len(numbers) * _SPARSE < end:
            octets = bytearray(end + 7 >> 3)
            for number in numbers:
                octets[number >> 3] |= 1 << (number & 7)
            return Documents(int.from_bytes(octets, "little"), numbers)
        digits = bytearray(b"0" * (end or 1))
        deque(map(digits.__setitem__, numbers, repeat(ord("1"))), maxlen=0)
        digits.reverse()
        return Documents(int(digits, 2), numbers)

    @staticmethod
    def union(sets: Iterable[Documents]) -> Documents:
        """Those that are in some of the sets."""
        held = [one for one in sets if one.bits]
        if len(held) == 1:
            return held[0]  # whose numbers may be known
        bits = 0
        for one in held:
            bits |= one.bits
        known = [one._numbers for one in held if one._numbers is not None]
        if len(known) == len(held) and sum(map(len, known)) * _SPARSE < bits.bit_length():
            return Documents(bits, sorted(set(chain.from_iterable(known))))
        return Documents(bits)

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers, ascending."""
        if self._numbers is None:
            number = self.bits.bit_count()
            if number * _SPARSE < self.bits.bit_length():
                self._numbers = list(_sparse(self.bits))
                return self._numbers
            digits = bin(self.bits)[:1:-1]  # the lowest first, without "0b"
            if number * 4 < len(digits):
                self._numbers = [found.start() for found in _ONE.finditer(digits)]
            else:
                self._numbers = list(compress(range(len(digits)), digits.encode().translate(_FLAGS)))
        return self._numbers

    def flags(self, numbers: Sequence[int]) -> bytes:
        """For each of these numbers, which are ascending, 1 where it is in the set, else 0."""
        if self._numbers is not None and len(self._numbers) <= _FEW:
            if self._members is None:
                self._members = frozenset(self._numbers)
            return bytes(map(self._members.__contains__, numbers))
        end = numbers[-1] + 1 if numbers else 0
        if len(numbers) * _SPARSE < self.bits.bit_length():
            octets = self._octets
            if len(octets) * 8 < end:
                octets = self._octets = self.bits.to_bytes((max(end, self.bits.bit_length()) + 7) >> 3, "little")
            return bytes([octets[number >> 3] >> (number & 7) & 1 for number in numbers])
        flags = bin(self.bits)[:1:-1].encode().translate(_FLAGS).ljust(end, b"\0")
        return bytes(map(flags.__getitem__, numbers))

    def common(self, other: Documents) -> Documents:
        """Those that another set holds, too, whose numbers are then known: for few, where these numbers are known."""
        return Documents(self.bits & other.bits, list(compress(self.numbers, other.flags(self.numbers))))

    def __and__(self, other: Documents) -> Documents:
        return Documents(self.bits & other.bits)

    def __or__(self, other: Documents) -> Documents:
        return Documents(self.bits | other.bits)

    def __sub__(self, other: Documents) -> Documents:
        return Documents(self.bits & ~other.bits)

    def __len__(self) -> int:
        return self.bits.bit_count() if self._numbers is None else len(self._numbers)

    def __bool__(self) -> bool:
        return self.bits != 0

    def __contains__(self, number: int) -> bool:
        return bool(self.bits >> number & 1)

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    def isdisjoint(self, other: Documents) -> bool:
        """Whether no document is in both."""
        return not self.bits & other.bits


def _sparse(bits: int) -> Iterator[int]:
    """The places of few bits among many, found by the words of 64 that have any."""
    octets = bits.to_bytes((bits.bit_length() // 64 + 1) * 8, "little")
    for at in compress(count(0, 8), memoryview(octets).cast("Q")):
        word = int.from_bytes(octets[at : at + 8], "little")
        while word:
            lowest = word & -word
            yield at * 8 + lowest.bit_length() - 1
            word ^= lowest


Layer = tuple[float, Documents]
"""What documents score at most, and the documents."""
