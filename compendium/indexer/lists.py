"""The lists of a term: the documents that hold a word or phrase in one field, how often, and what that counts there.

Arrays are worked on in C-coded passes (`map` over methods of arrays and dictionaries): a loop in Python over each
posting is what makes an engine in Python slow.
"""

from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress, pairwise, repeat
from operator import add, mul

from compendium.indexer.apart import FEW
from compendium.indexer.documents import Documents
from compendium.indexer.heights import Heights

__all__ = ["TF_UNIT", "Lengths", "List", "Norms", "counted"]

TF_UNIT = 1 / 16
"""Steps in which the frequencies of documents are bounded."""

_SHARES = (0.0, 0.2, 0.4, 0.65, 1.0, 1.5, 2.5)
"""Shares of the average length from which fields are told apart by their lengths."""

_COUNTS = (1, 2, 3, 4, 6, 10, 20)
"""Occurrences from which documents are told apart by how many they have."""

_SHORT = 8192
"""Documents of which it is sooner worked out what each counts than what they count at most."""

_BYTE = 0xFF

_SELDOM = 16
"""Documents of a list, for each that is looked up in it, from which none but these are read."""


class Lengths:
    """How many words each document has in a field."""

    def __init__(self, words: array[int], average: float) -> None:
        """`average` is that of the documents in which it is not empty."""
        self.words = words
        self._average = average

    @cached_property
    def layers(self) -> Sequence[tuple[int, Documents]]:
        """All documents told apart by their lengths; each set with the least of them."""
        edges = sorted({min(max(1, int(self._average * share)), _BYTE) for share in _SHARES})
        low, high = _bytes(self.words)
        starts = pairwise([0, *edges[1:], _BYTE + 1])
        levels = low.translate(b"".join(bytes([at]) * (end - start) for at, (start, end) in enumerate(starts)))
        long = int(high.translate(b"0" + b"1" * _BYTE), 2)
        layers = [(least, _where(at, levels) & ~long) for at, least in enumerate(edges)]
        return [(least, Documents(bits)) for least, bits in (*layers, (_BYTE + 1, long))]


class Norms(dict[int, float]):
    """For a length of a field, what one occurrence there counts; worked out once for each length."""

    def __init__(self, weight: float, b: float, average: float) -> None:
        super().__init__()
        self.weight = weight
        self.b = b
        self.average = average

    def __missing__(self, length: int) -> float:
        self[length] = norm = self.weight / (1 - self.b + self.b * length / self.average)
        return norm


class List:
    """The documents that hold a word or phrase in one field, and what it counts in each."""

    def __init__(
        self,
        words: tuple[str, ...],
        documents: Documents,
        counts: Sequence[int] | None,
        norms: Norms,
        lengths: Lengths,
    ) -> None:
        """`counts` is how often it stands in each of the documents; None where always once."""
        self.words = words
        self.documents = documents
        self._ids = documents.numbers
        self._counts = counts
        self._norms = norms
        self._lengths = lengths

    def __len__(self) -> int:
        return len(self._ids)

    def add_to(self, total: dict[int, float], documents: Documents | None = None) -> None:
        """Add the normalised, weighted frequencies, of some documents or of all, to what they have."""
        ids: Sequence[int] = self._ids
        counts: Sequence[int] | None = self._counts
        if documents is None:
            self._add(total, ids, counts)
        elif len(documents.numbers) * _SELDOM < len(ids):
            wanted = documents.common(self.documents).numbers
            self._add(total, wanted, counts and [counts[bisect_left(ids, id_)] for id_ in wanted])
        else:
            flags = documents.flags(ids)
            self._add(total, list(compress(ids, flags)), counts and compress(counts, flags))

    def _add(self, total: dict[int, float], ids: Sequence[int], counts: Iterable[int] | None) -> None:
        """Add the frequencies in these documents, in one pass of C code."""
        normal: Iterable[float] = map(self._norms.__getitem__, map(self._lengths.words.__getitem__, ids))
        if counts is not None:
            normal = map(mul, counts, normal)
        if total:
            normal = map(add, map(total.get, ids, repeat(0.0)), normal)
        total.update(zip(ids, normal, strict=True))

    def heights(self) -> Heights:
        """What the word or phrase counts in each document at most, in `TF_UNIT`."""
        return Heights.of(
            (_units(most * self._norms[least]), bits)
            for most, documents in self._by_count()
            for least, as_long in self._lengths.layers
            if (bits := documents.bits & as_long.bits)
        )

    def _by_count(self) -> Iterator[tuple[int, Documents]]:
        """The documents told apart by how often it stands in them; each set with how often at most."""
        left, ids, counts = self.documents, self._ids, self._counts or ()
        for least in _COUNTS[1:] if counts else ():
            flags = bytes(map(least.__le__, counts))
            ids, counts = list(compress(ids, flags)), list(compress(counts, flags))
            more = Documents.of(ids)
            yield least - 1, left - more
            left = more
        yield max(counts, default=1), left


def counted(lists: Sequence[List]) -> Heights:
    """What the lists count in each document at most, added up, in `TF_UNIT`."""
    short = _SHORT if sum(map(len, lists)) <= _SHORT else FEW
    found: dict[int, float] = {}
    for entry in lists:
        if len(entry) <= short:
            entry.add_to(found)
    levels: dict[int, list[int]] = defaultdict(list)
    for id_ in sorted(found):
        units = _units(found[id_])
        step = 1 << max(0, units.bit_length() - 2)
        levels[-(-units // step) * step].append(id_)
    exact = Heights.of((units, Documents.of(ids).bits) for units, ids in levels.items())
    return sum((entry.heights() for entry in lists if len(entry) > short), exact)


def _units(tf: float) -> int:
    return math.ceil(tf / TF_UNIT)


def _bytes(numbers: array[int]) -> tuple[bytes, bytes]:
    """The lower and the higher byte of each number of two, the last number first."""
    data = numbers.tobytes()[::-1]
    return (data[1::2], data[::2]) if sys.byteorder == "little" else (data[::2], data[1::2])


def _where(number: int, numbers: bytes) -> int:
    """As bits, where this number stands in a row, the end of which comes first."""
    return int(numbers.translate(b"0" * number + b"1" + b"0" * (_BYTE - number)), 2)
