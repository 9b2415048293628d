"""Numbers of all documents at once: what each scores at most, added up in a few passes over bitmaps.

Bit-sliced sums (after O'Neil and Quass, "Improved query performance with variant indexes", 1997): plane `i` holds the
bit `i` of each document's number, so that one operation on a plane does its part of the sum for all documents.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

__all__ = ["SLACK", "Crowd", "Heights", "above"]

SLACK = 1e-9
"""Share by which a bound is set apart from what it bounds: sums in another order differ in their last digits."""


class Heights:
    """A number from 0 on for each document."""

    __slots__ = ("_planes",)

    def __init__(self, planes: Sequence[int] = ()) -> None:
        """`planes` with the lowest bit first; without any, all numbers are 0."""
        self._planes = planes

    @staticmethod
    def of(layers: Iterable[tuple[int, int]]) -> Heights:
        """Each number for the documents, as bits, beside it; no document is in two layers."""
        planes: list[int] = []
        for number, bits in layers:
            planes += [0] * (number.bit_length() - len(planes))
            for at in range(number.bit_length()):
                if number >> at & 1:
                    planes[at] |= bits
        return Heights(planes)

    def __add__(self, other: Heights) -> Heights:
        planes: list[int] = []
        carry = 0
        for one, two in zip_longest(self._planes, other._planes, fillvalue=0):
            either = one ^ two
            planes.append(either ^ carry)
            carry = one & two | carry & either
        return Heights([*planes, carry] if carry else planes)

    def at_least(self, number: int, among: int) -> int:
        """Which of some documents have this number or more."""
        if number >> len(self._planes):
            return 0
        more, equal = 0, among
        for at in reversed(range(len(self._planes))):
            set_ = equal & self._planes[at]
            if number >> at & 1:
                equal = set_
            else:
                more |= set_
                equal ^= set_
        return more | equal


class Crowd(NamedTuple):
    """Documents, as bits, with what each scores at most, in units."""

    bits: int
    heights: Heights
    unit: float

    def above(self, score: float) -> int:
        """Those that may score so much."""
        return self.heights.at_least(math.ceil(score / self.unit * (1 - SLACK)), self.bits)


def above(crowds: Iterable[Crowd], score: float) -> int:
    """As bits, those of all crowds that may score so much."""
    bits = 0
    for crowd in crowds:
        bits |= crowd.above(score)
    return bits
