"""What the nodes of a question come to in an index: documents, bounds, and scores for as many as are asked for.

Arrays are worked on in C-coded passes (`map` over methods of arrays and dictionaries): a loop in Python over each
posting is what makes an engine in Python slow.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush, nlargest
from itertools import chain, combinations, compress, repeat
from operator import add, mul
from typing import NamedTuple, Protocol

__all__ = ["Kept", "List", "Norms", "Part", "Raised", "Ranking", "Rest", "Set", "Sum", "Term", "places_of"]

Set = frozenset[int] | set[int]

_MOST_PARTS = 6
"""Parts of a `Ranked` or `Any` node up to which documents are told apart by the parts that keep them."""


_FEW = 256
"""Documents that are sooner scored together than told apart."""


class Part(Protocol):
    """What a node comes to in an index."""

    documents: Set
    """The documents that it keeps."""
    bound: float
    """No document scores more."""

    def scores(self, documents: Set) -> dict[int, float]:
        """The scores of some of the documents that it keeps."""

    def portions(self, documents: Set, limit: int) -> Iterator[tuple[float, Set]]:
        """These documents, all of which it keeps, in portions that it bounds by less and less.

        Those may be left out that score less than `limit` others.
        """


class Kept:
    """Documents that are kept and score nothing."""

    bound = 0.0

    def __init__(self, documents: Set) -> None:
        self.documents = documents

    def scores(self, documents: Set) -> dict[int, float]:
        """See `Part`."""
        return dict.fromkeys(documents, 0.0)

    def portions(self, documents: Set, limit: int) -> Iterator[tuple[float, Set]]:
        """See `Part`."""
        yield 0.0, documents


class List:
    """The documents that hold a word or phrase in one field, and what it counts in each."""

    def __init__(
        self, ids: Sequence[int], counts: Sequence[float] | None, weight: float, norms: Norms, lengths: Sequence[int]
    ) -> None:
        self.ids = ids
        self._counts = counts
        self._weight = weight
        self._norms = norms
        self._lengths = lengths

    def add_to(self, total: dict[int, float], documents: Set | None = None) -> None:
        """Add the normalised, weighted frequencies, of some documents or of all, to what they have."""
        if documents is None:
            self._add(total, self.ids, self._counts)
        elif len(documents) * 16 < len(self.ids):
            for id_, place in places_of(documents, self.ids):
                count = 1 if self._counts is None else self._counts[place]
                total[id_] = total.get(id_, 0.0) + self._weight * (count * self._norms[self._lengths[id_]])
        else:
            wanted = list(map(documents.__contains__, self.ids))
            counts = None if self._counts is None else compress(self._counts, wanted)
            self._add(total, list(compress(self.ids, wanted)), counts)

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

    def __init__(self, documents: Set, bound: float, k1: float, lists: Sequence[List]) -> None:
        self.documents = documents
        self.bound = bound
        self._k1 = k1
        self._lists = lists
        self._all: dict[int, float] = {}
        """Frequencies in all documents, once they were asked for."""

    def scores(self, documents: Set) -> dict[int, float]:
        """See `Part`."""
        bound, k1 = self.bound, self._k1
        if not self._all and len(documents) * 2 < len(self.documents):
            some: dict[int, float] = {}
            for entry in self._lists:
                entry.add_to(some, documents)
            return {id_: bound * tf / (tf + k1) for id_, tf in some.items()}
        if not self._all:
            for entry in self._lists:
                entry.add_to(self._all)
        frequencies = map(self._all.__getitem__, documents)
        return {id_: bound * tf / (tf + k1) for id_, tf in zip(documents, frequencies, strict=True)}

    def portions(self, documents: Set, limit: int) -> Iterator[tuple[float, Set]]:
        """See `Part`."""
        yield self.bound, documents


class Sum:
    """Documents that all parts keep."""

    def __init__(self, parts: Sequence[Part], everything: Collection[int]) -> None:
        self._scoring = [part for part in parts if part.bound]
        self.bound = sum(part.bound for part in self._scoring)
        documents = sorted((part.documents for part in parts), key=len)
        self.documents = documents[0].intersection(*documents[1:]) if parts else frozenset(everything)

    def scores(self, documents: Set) -> dict[int, float]:
        """See `Part`."""
        parts = [part.scores(documents) for part in self._scoring]
        return {id_: sum(part[id_] for part in parts) for id_ in documents}

    def portions(self, documents: Set, limit: int) -> Iterator[tuple[float, Set]]:
        """See `Part`."""
        if len(self._scoring) == 1:
            return self._scoring[0].portions(documents, limit)
        return iter([(self.bound, documents)])


class Ranking:
    """Documents that some part keeps; one that more of them keep is raised."""

    def __init__(self, parts: Sequence[Part], coordination: float) -> None:
        self._parts = sorted(parts, key=lambda part: part.bound, reverse=True)
        self.bound = sum(part.bound for part in parts)
        self.documents: Set = frozenset().union(*(part.documents for part in parts))
        self._factors = [(held / len(parts)) ** coordination for held in range(len(parts) + 1)] if coordination else []

    def scores(self, documents: Set) -> dict[int, float]:
        """See `Part`."""
        if len(self._parts) == 1:
            return self._parts[0].scores(documents)
        total = dict.fromkeys(documents, 0.0)
        for part in self._parts:
            found = part.scores(part.documents & documents)
            total.update(zip(found, map(add, map(total.__getitem__, found), found.values()), strict=True))
        if not self._factors:
            return total
        held = Counter(chain.from_iterable(part.documents & documents for part in self._parts))
        return {id_: score * self._factors[held[id_]] for id_, score in total.items()}

    def portions(self, documents: Set, limit: int) -> Iterator[tuple[float, Set]]:
        """Documents that the same parts keep make a portion; of many parts, those with the same foremost one."""
        scoring = [part for part in self._parts if part.bound]
        if len(scoring) < 2:
            return iter([(self.bound, documents)])
        return _gathered(self._told_apart(documents, self._choices(scoring)))

    def _choices(self, scoring: Sequence[Part]) -> list[_Choice]:
        """Of the parts that score, those that come first by their bound; one comes after all that contain it."""
        pairs: list[tuple[Sequence[Part], Sequence[Part]]]
        if len(scoring) > _MOST_PARTS:
            pairs = [((part,), scoring[at + 1 :]) for at, part in enumerate(scoring)]
        else:
            pairs = [(some, ()) for size in range(1, len(scoring) + 1) for some in combinations(scoring, size)]
        idle = len(self._parts) - len(scoring)
        choices = [
            _Choice(keeping, sum(part.bound for part in others), self._factor(len(keeping) + len(others) + idle))
            for keeping, others in pairs
        ]
        return sorted(choices, key=lambda choice: (-choice.bound, -len(choice.keeping)))

    def _told_apart(self, documents: Set, choices: Sequence[_Choice]) -> Iterator[tuple[float, Set]]:
        """The documents that all parts of a choice keep and no choice before it has."""
        left = set(documents)
        waiting: list[tuple[float, int, Set]] = []
        for choice in choices:
            while waiting and -waiting[0][0] >= choice.bound:
                bound, _, portion = heappop(waiting)
                yield -bound, portion
            portion = left.intersection(*(part.documents for part in choice.keeping))
            if portion:
                left -= portion
                for bound, some in _split(portion, choice.keeping):
                    # Bounds may be equal, and sets are in no order.
                    heappush(waiting, (-(bound + choice.more) * choice.factor, min(some), some))
        for bound, _, portion in sorted(waiting):
            yield -bound, portion
        if left:
            yield 0.0, left  # what holds nothing but words that tell little

    @cached_property
    def layers(self) -> Sequence[tuple[float, Set]]:
        """All its documents, in portions."""
        return list(self.portions(self.documents, 0))

    def _factor(self, held: int) -> float:
        return self._factors[held] if self._factors else 1.0


class _Choice(NamedTuple):
    """Some parts of a `Ranking` that keep a document, and what it may score."""

    keeping: Sequence[Part]
    more: float
    """What other parts may give besides."""
    factor: float
    """By which coordination multiplies all."""

    @property
    def bound(self) -> float:
        return (sum(part.bound for part in self.keeping) + self.more) * self.factor


def _split(portion: Set, choice: Sequence[Part]) -> list[tuple[float, Set]]:
    """A portion that some parts keep, told apart by what keeps its documents within each part, and what that may score.

    What the thesaurus has for a word may be rare, and the word frequent: few documents can score what both would give.
    """
    pieces = [(0.0, portion)]
    for part in choice:
        layers = part.layers if isinstance(part, Ranking) and len(portion) > _FEW else [(part.bound, portion)]
        pieces = [(b + bound, some) for b, piece in pieces for bound, kept in layers if (some := piece & kept)]
    return pieces


def _gathered(portions: Iterator[tuple[float, Set]]) -> Iterator[tuple[float, Set]]:
    """The same portions, but small ones that follow one another as one."""
    small: set[int] = set()
    highest = 0.0
    for bound, portion in portions:
        if small and len(portion) > _FEW:
            yield highest, small
            small = set()
        if len(portion) > _FEW:
            yield bound, portion
        else:
            highest = highest if small else bound
            small |= portion
    if small:
        yield highest, small


class Rest:
    """Documents that a part keeps and another does not."""

    def __init__(self, part: Part, excluded: Set) -> None:
        self._part = part
        self.bound = part.bound
        self.documents = part.documents - excluded

    def scores(self, documents: Set) -> dict[int, float]:
        """See `Part`."""
        return self._part.scores(documents)

    def portions(self, documents: Set, limit: int) -> Iterator[tuple[float, Set]]:
        """See `Part`."""
        return self._part.portions(documents, limit)


class Raising(Protocol):
    """What adds to the scores of some documents."""

    @property
    def documents(self) -> Set:
        """The documents that it may raise."""

    @property
    def bound(self) -> float:
        """It adds no more."""

    def score(self, id_: int) -> float:
        """What it adds to the score of a document."""


class Raised:
    """Documents that a part keeps, some of which score more, for what takes long to work out.

    So it is worked out only as long as a document may still come among the best: by the least that could be said of
    each, its score by the part and all that it might be raised by, the foremost come first.
    """

    def __init__(self, part: Part, raising: Sequence[Raising]) -> None:
        self.documents = part.documents
        self._part = part
        self._raising = raising
        self._most = sum(one.bound for one in raising)
        self.bound = part.bound + self._most
        self._known: dict[int, float] = {}
        """Scores by the part alone."""

    def scores(self, documents: Set) -> dict[int, float]:
        """See `Part`."""
        if missing := documents - self._known.keys():
            self._known |= self._part.scores(missing)
        known, raising = self._known, self._raising
        return {id_: known[id_] + sum(one.score(id_) for one in raising) for id_ in documents}

    def portions(self, documents: Set, limit: int) -> Iterator[tuple[float, Set]]:
        """See `Part`."""
        waiting: list[tuple[float, int]] = []
        floor = -math.inf
        for bound, portion in self._part.portions(documents, limit):
            yield from _foremost(waiting, bound + self._most)
            yield bound + self._most, frozenset()  # whoever asks may have enough now
            if bound + sum(one.bound for one in self._raising if not portion.isdisjoint(one.documents)) < floor:
                continue
            scores = self._part.scores(portion)
            if 0 < limit < len(scores):
                floor = max(floor, nlargest(limit, scores.values())[-1])
            for id_, score in scores.items():
                if score + self._most >= floor:
                    highest = sum([one.bound for one in self._raising if id_ in one.documents], score)
                    if highest >= floor:
                        self._known[id_] = score
                        waiting.append((-highest, id_))
            heapify(waiting)
        yield from _foremost(waiting, -math.inf)


def _foremost(waiting: list[tuple[float, int]], floor: float) -> Iterator[tuple[float, Set]]:
    """Take from a heap of scores (negative) and documents those that score at least so much, some at a time."""
    size = 32
    while waiting and -waiting[0][0] >= floor:
        bound = -waiting[0][0]
        taken: set[int] = set()
        while waiting and -waiting[0][0] >= floor and len(taken) < size:
            taken.add(heappop(waiting)[1])
        yield bound, taken
        size *= 2


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


def places_of(wanted: Iterable[int], ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The wanted numbers that stand in an ascending list, each with its place there."""
    end = len(ids)
    for id_ in wanted:
        place = bisect_left(ids, id_)
        if place < end and ids[place] == id_:
            yield id_, place
