"""Documents that a part keeps, raised by what takes long to work out, which is done for no more of them than needed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop
from itertools import compress
from operator import add, neg, sub
from typing import Protocol

from compendium.indexer.apart import raised_by
from compendium.indexer.best import Best
from compendium.indexer.documents import Documents, Layer
from compendium.indexer.heights import SLACK
from compendium.indexer.parts import Part

__all__ = ["Raised"]

_SOME, _MANY = 32, 256
"""Documents that are worked out together, at first and at most: of more, many are in vain, and fewer take longer."""


class Raising(Protocol):
    """What adds to the scores of some documents."""

    @property
    def documents(self) -> Documents:
        """The documents that it may raise."""

    @property
    def bound(self) -> float:
        """It adds no more."""

    def bounds(self, documents: Documents) -> list[float]:
        """For each of these documents what it adds at most, which takes less time than to work out what it adds."""

    def scores(self, ids: tuple[int, ...]) -> list[float]:
        """What it adds to the score of each of these documents."""


class Raised:
    """Documents that a part keeps, some of which score more, for what takes long to work out.

    So it is worked out only as long as a document may still come among the best: by the least that could be said of
    each, its score by the part and all that it might be raised by, the foremost come first.
    """

    def __init__(self, part: Part, raising: Sequence[Raising]) -> None:
        self.documents = part.documents
        self._part = part
        self._raising = sorted(raising, key=lambda one: one.bound, reverse=True)
        self.bound = part.bound + sum(one.bound for one in raising)
        self._known: dict[int, float] = {}
        """Scores by the part alone, while portions are asked for."""

    @property
    def layers(self) -> Sequence[Layer]:
        """See `Part`."""
        return [(self.bound, self.documents)]

    def scores(self, documents: Documents, least: float = -math.inf) -> list[float]:
        """See `Part`. A document is left out as soon as what it has and all that it may be raised by is too little."""
        ids = documents.numbers
        total = self._unraised(documents)
        bounds = [one.bounds(documents) for one in self._raising]
        after = [sum(column) for column in zip(*bounds, strict=True)]
        for one, most in zip(self._raising, bounds, strict=True):
            total = [
                score if score + more >= least * (1 - SLACK) else -math.inf
                for score, more in zip(total, after, strict=True)
            ]
            wanted = tuple(compress(ids, (score > -math.inf and may for score, may in zip(total, most, strict=True))))
            gave = dict(zip(wanted, one.scores(wanted), strict=True))
            total = [score + gave.get(id_, 0.0) for id_, score in zip(ids, total, strict=True)]
            after = list(map(sub, after, most))
        return total

    def _unraised(self, documents: Documents) -> list[float]:
        """The scores of documents by the part alone."""
        unknown = [id_ for id_ in documents.numbers if id_ not in self._known]
        if unknown:
            self._known |= zip(unknown, self._part.scores(Documents.of(unknown)), strict=True)
        return list(map(self._known.__getitem__, documents.numbers))

    def portions(self, documents: Documents, best: Best, raises: Sequence[Layer]) -> Iterator[Layer]:
        """See `Part`. What takes long is worked out last, but for some: the others must then score as much as these."""
        waiting: list[tuple[float, int]] = []
        beside = raised_by(raises)
        inner = [*raises, *((one.bound, one.documents) for one in self._raising)]
        for at, (_, portion) in enumerate(self._part.portions(documents, best, inner), 1):
            waiting += self._estimated(portion, best.floor * (1 - SLACK) - beside)
            if waiting and (at & (at - 1) == 0 or best.floor == -math.inf):
                heapify(waiting)
                yield beside - waiting[0][0], _foremost(waiting, _SOME)
        heapify(waiting)
        size = _SOME
        while waiting and beside - waiting[0][0] >= best.floor:
            yield beside - waiting[0][0], _foremost(waiting, size)
            size = min(2 * size, _MANY)

    def _estimated(self, documents: Documents, least: float) -> Iterator[tuple[float, int]]:
        """Of these documents those that may score so much, each with how much (negative)."""
        rest = sum(one.bound for one in self._raising)
        documents, highest = _reaching(documents, self._part.scores(documents, least - rest), least - rest)
        self._known |= zip(documents.numbers, highest, strict=True)
        for one in self._raising:
            rest -= one.bound
            highest = list(map(add, highest, one.bounds(documents)))
            documents, highest = _reaching(documents, highest, least - rest)
        return zip(map(neg, highest), documents.numbers, strict=True)


def _reaching(documents: Documents, scores: list[float], least: float) -> tuple[Documents, list[float]]:
    """The documents that score so much, and what they score."""
    stays = [score > -math.inf and score >= least for score in scores]
    if all(stays):
        return documents, scores
    return Documents.of(list(compress(documents.numbers, stays))), list(compress(scores, stays))


def _foremost(waiting: list[tuple[float, int]], number: int) -> Documents:
    """So many documents that may score most, taken away from those that wait."""
    return Documents.of(sorted(heappop(waiting)[1] for _ in range(min(number, len(waiting)))))
