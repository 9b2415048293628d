"""Terms of a question in an index: how often their words stand in each document, and what that scores.

Arrays are worked on in C-coded passes (`map` over methods of arrays and dictionaries): a loop in Python over each
posting is what makes an engine in Python slow.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import add, mul

from compendium.indexer.best import Best

__all__ = ["SLACK", "List", "Norms", "Set", "Term", "common", "places_of"]

Set = frozenset[int] | set[int]

SLACK = 1e-9
"""Share by which a bound is set apart from what it bounds: sums in another order differ in their last digits."""

_MANY = 256
"""Documents from which those that cannot be among the best are left out before they are scored."""

_SELDOM = 16
"""Documents of a list, for each that is looked up in it, from which none but these are read."""


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
        ids: Sequence[int],
        counts: Sequence[float] | None,
        weight: float,
        norms: Norms,
        lengths: Sequence[int],
    ) -> None:
        self.words = words
        self.ids = ids
        self._counts = counts
        self._weight = weight
        self._norms = norms
        self._lengths = lengths
        self._held: dict[int, float] | None = None
        """The count in each document, once many were asked for."""

    def add_to(self, total: dict[int, float], documents: Set | None = None) -> None:
        """Add the normalised, weighted frequencies, of some documents or of all, to what they have."""
        if documents is None:
            self._add(total, self.ids, self._counts)
        elif self._held is None and len(documents) * _SELDOM < len(self.ids):
            ids, places = zip(*found, strict=True) if (found := list(places_of(documents, self.ids))) else ((), ())
            self._add(total, ids, self._counts and map(self._counts.__getitem__, places))
        else:
            if self._held is None:
                self._held = dict(zip(self.ids, self._counts or repeat(1.0), strict=False))
            ids = tuple(filter(self._held.__contains__, documents))
            self._add(total, ids, self._counts and map(self._held.__getitem__, ids))

    def _add(self, total: dict[int, float], ids: Sequence[int], counts: Iterable[float] | None) -> None:
        """Add the frequencies in these documents, in one pass of C code."""
        normal: Iterable[float] = map(self._norms.__getitem__, map(self._lengths.__getitem__, ids))
        if counts is not None:
            normal = map(mul, counts, normal)
        if self._weight != 1.0:
            normal = map(mul, repeat(self._weight), normal)
        if total:
            normal = map(add, map(total.get, ids, repeat(0.0)), normal)
        total.update(zip(ids, normal, strict=True))


class Term:
    """A term: words or phrases whose frequencies add, saturated once."""

    def __init__(self, lists: Sequence[List], weight: float, k1: float, size: int) -> None:
        """`size` is the number of all documents."""
        self.lists = lists
        self.documents: Set = frozenset().union(*(entry.ids for entry in lists))
        """Those that hold it."""
        held = len(self.documents)
        self.bound = weight * math.log(1 + (size - held + 0.5) / (held + 0.5))
        """No document scores more."""
        self.known: dict[int, float] = {}
        """Frequencies in documents that were asked for, maybe in others too, normalised and weighted."""
        self._k1 = k1

    def _frequencies(self, documents: Set) -> Mapping[int, float]:
        """How often it stands in some of its documents; what is `known` then."""
        missing = documents - self.known.keys() if self.known else documents
        if len(missing) * 2 < len(self.documents):
            some: dict[int, float] = {}
            for entry in self.lists if missing else ():
                entry.add_to(some, missing)
            self.known |= some
        else:
            self.known = {}
            for entry in self.lists:
                entry.add_to(self.known)
        return self.known

    def scores(self, documents: Set, least: float = -math.inf) -> dict[int, float]:
        """See `Part`."""
        bound, k1 = self.bound, self._k1
        found = self._frequencies(documents)
        return {id_: bound * (tf := found[id_]) / (tf + k1) for id_ in documents}

    def portions(self, documents: Set, best: Best, more: float = 0.0) -> Iterator[tuple[float, Set]]:
        """See `Part`."""
        if not more and len(documents) > _MANY:
            found = self._frequencies(documents)
            if len(documents) < len(found):
                found = {id_: found[id_] for id_ in documents}
            floor = best.least(found.values()) * (1 - SLACK)
            documents = {id_ for id_, tf in found.items() if tf >= floor}
        yield self.bound, documents


def places_of(wanted: Iterable[int], ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The wanted numbers that stand in an ascending list, each with its place there."""
    end = len(ids)
    for id_ in wanted:
        place = bisect_left(ids, id_)
        if place < end and ids[place] == id_:
            yield id_, place


def common(wanted: Sequence[int], ids: Sequence[int]) -> list[int]:
    """The wanted numbers that stand in an ascending list."""
    if len(wanted) * 16 < len(ids):
        return [id_ for id_, _ in places_of(wanted, ids)]
    held = set(ids)
    return [id_ for id_ in wanted if id_ in held]
