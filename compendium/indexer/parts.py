"""What the nodes of a question come to in an index: documents, bounds, and scores for as many as are asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from operator import add
from typing import Protocol

from compendium.indexer.apart import Bounded, raised_by, summed
from compendium.indexer.best import Best
from compendium.indexer.documents import Documents, Layer

__all__ = ["Kept", "Part", "Rest", "Sum"]


class Part(Bounded, Protocol):
    """What a node comes to in an index."""

    def scores(self, documents: Documents, least: float = -math.inf) -> list[float]:
        """The score of each of these documents, all of which it keeps; for those that score less than `least`, maybe
        no more than that they do: minus infinity."""

    def portions(self, documents: Documents, best: Best, raises: Sequence[Layer]) -> Iterator[Layer]:
        """These documents, all of which it keeps, in portions, each with what none of it scores more than when raised.

        `raises` are documents that are raised by what is no part of it, each with by how much at most. Those that can
        score most come first; those may be left out that do not come among the best even so. Whoever asks takes account
        of the scores of a portion before asking for the next.
        """


class Kept:
    """Documents that are kept and score nothing."""

    bound = 0.0

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.layers = [(0.0, documents)]

    def scores(self, documents: Documents, least: float = -math.inf) -> list[float]:
        """See `Part`."""
        return [0.0] * len(documents)

    def portions(self, documents: Documents, best: Best, raises: Sequence[Layer]) -> Iterator[Layer]:
        """See `Part`."""
        yield raised_by(raises), documents


class Sum:
    """Documents that all parts keep."""

    def __init__(self, parts: Sequence[Part], everything: Documents) -> None:
        self._scoring = [part for part in parts if part.bound]
        self.bound = sum(part.bound for part in self._scoring)
        self.documents = everything
        for part in parts:
            self.documents &= part.documents
        self.layers = [(self.bound, self.documents)]

    def scores(self, documents: Documents, least: float = -math.inf) -> list[float]:
        """See `Part`."""
        if len(self._scoring) == 1:
            return self._scoring[0].scores(documents, least)
        total = [0.0] * len(documents)
        for part in self._scoring:
            total = list(map(add, total, part.scores(documents)))
        return total

    def portions(self, documents: Documents, best: Best, raises: Sequence[Layer]) -> Iterator[Layer]:
        """See `Part`."""
        if len(self._scoring) == 1:
            return self._scoring[0].portions(documents, best, raises)
        return summed(documents, self._scoring, raises, best)


class Rest:
    """Documents that a part keeps and another does not."""

    def __init__(self, part: Part, excluded: Documents) -> None:
        self._part = part
        self.bound = part.bound
        self.documents = part.documents - excluded

    @property
    def layers(self) -> Sequence[Layer]:
        """See `Part`."""
        return [(bound, documents & self.documents) for bound, documents in self._part.layers]

    def scores(self, documents: Documents, least: float = -math.inf) -> list[float]:
        """See `Part`."""
        return self._part.scores(documents, least)

    def portions(self, documents: Documents, best: Best, raises: Sequence[Layer]) -> Iterator[Layer]:
        """See `Part`."""
        return self._part.portions(documents, best, raises)
