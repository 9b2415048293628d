"""Documents that a part keeps, raised by what takes long to work out, which is done for no more of them than needed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, nlargest
from operator import add
from typing import Protocol

from compendium.indexer.best import Best
from compendium.indexer.parts import Part
from compendium.indexer.terms import Set

__all__ = ["Raised"]

_SOME, _MANY = 32, 256
"""Documents that are worked out together, at first and at most: of more, many are in vain, and fewer take longer."""


class Raising(Protocol):
    """What adds to the scores of some documents."""

    @property
    def documents(self) -> Set:
        """The documents that it may raise."""

    @property
    def bound(self) -> float:
        """It adds no more."""

    def bounds(self, ids: Sequence[int]) -> Iterable[float]:
        """For each of these documents what it adds at most, which takes less time than to work out what it adds."""

    def scores(self, ids: tuple[int, ...]) -> Sequence[float]:
        """What it adds to the score of each of these documents."""


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
        self._raised: dict[int, float] = {}
        """Scores."""

    def scores(self, documents: Set, least: float = -math.inf) -> dict[int, float]:
        """See `Part`."""
        if missing := tuple(sorted(documents - self._raised.keys())):
            if unknown := set(missing) - self._known.keys():
                self._known |= self._part.scores(unknown)
            raises = [one.scores(missing) for one in self._raising]
            for at, id_ in enumerate(missing):
                self._raised[id_] = self._known[id_] + sum(more[at] for more in raises)
        return {id_: self._raised[id_] for id_ in documents}

    def portions(self, documents: Set, best: Best, more: float = 0.0) -> Iterator[tuple[float, Set]]:
        """See `Part`. What takes long is worked out last, but for some: the others must then score as much as these."""
        waiting: list[tuple[float, int]] = []
        for bound, portion in self._part.portions(documents, best, self._most + more):
            raised = sum(one.bound for one in self._raising if not portion.isdisjoint(one.documents))
            if bound + raised + more < best.floor:
                continue
            scores = self._part.scores(portion, best.floor - raised - more)
            self._known |= scores
            if not waiting:
                some = nlargest(_SOME, scores, key=scores.__getitem__)
                yield bound + raised, set(some)
                for id_ in some:
                    del scores[id_]
            waiting += self._hopeful(scores, raised, best.floor - more)
        heapify(waiting)
        size = _SOME
        while waiting and more - waiting[0][0] >= best.floor:
            bound = -waiting[0][0]
            yield bound, {heappop(waiting)[1] for _ in range(min(size, len(waiting)))}
            size = min(2 * size, _MANY)

    def _hopeful(self, scores: Mapping[int, float], raised: float, least: float) -> Iterator[tuple[float, int]]:
        """Of documents with these scores by the part, those that may score so much, each with how much (negative)."""
        near = [id_ for id_, score in scores.items() if score + raised >= least]
        highest: Iterable[float] = map(scores.__getitem__, near)
        for one in self._raising:
            highest = map(add, highest, one.bounds(near))
        return ((-most, id_) for most, id_ in zip(highest, near, strict=True) if most >= least)
