"""What the nodes of a question come to in an index: documents, bounds, and scores for as many as are asked for."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from compendium.indexer.best import Best
from compendium.indexer.terms import Set

__all__ = ["Kept", "Part", "Rest", "Sum"]


class Part(Protocol):
    """What a node comes to in an index."""

    documents: Set
    """The documents that it keeps."""
    bound: float
    """No document scores more."""

    def scores(self, documents: Set, least: float = -math.inf) -> dict[int, float]:
        """The scores of some of the documents that it keeps; those that score less than that may be left out."""

    def portions(self, documents: Set, best: Best, more: float = 0.0) -> Iterator[tuple[float, Set]]:
        """These documents, all of which it keeps, in portions, each with what none of it scores more than.

        Those that can score most come first; those may be left out that do not come among the best, though they score
        so much more. Whoever asks takes account of the scores of a portion before asking for the next.
        """


class Kept:
    """Documents that are kept and score nothing."""

    bound = 0.0

    def __init__(self, documents: Set) -> None:
        self.documents = documents

    def scores(self, documents: Set, least: float = -math.inf) -> dict[int, float]:
        """See `Part`."""
        return dict.fromkeys(documents, 0.0)

    def portions(self, documents: Set, best: Best, more: float = 0.0) -> Iterator[tuple[float, Set]]:
        """See `Part`."""
        yield 0.0, documents


class Sum:
    """Documents that all parts keep."""

    def __init__(self, parts: Sequence[Part], everything: Collection[int]) -> None:
        self._scoring = [part for part in parts if part.bound]
        self.bound = sum(part.bound for part in self._scoring)
        documents = sorted((part.documents for part in parts), key=len)
        self.documents = documents[0].intersection(*documents[1:]) if parts else frozenset(everything)

    def scores(self, documents: Set, least: float = -math.inf) -> dict[int, float]:
        """See `Part`."""
        if len(self._scoring) == 1:
            return self._scoring[0].scores(documents, least)
        parts = [part.scores(documents) for part in self._scoring]
        return {id_: sum(part[id_] for part in parts) for id_ in documents}

    def portions(self, documents: Set, best: Best, more: float = 0.0) -> Iterator[tuple[float, Set]]:
        """See `Part`."""
        if len(self._scoring) == 1:
            return self._scoring[0].portions(documents, best, more)
        return iter([(self.bound, documents)])


class Rest:
    """Documents that a part keeps and another does not."""

    def __init__(self, part: Part, excluded: Set) -> None:
        self._part = part
        self.bound = part.bound
        self.documents = part.documents - excluded

    def scores(self, documents: Set, least: float = -math.inf) -> dict[int, float]:
        """See `Part`."""
        return self._part.scores(documents, least)

    def portions(self, documents: Set, best: Best, more: float = 0.0) -> Iterator[tuple[float, Set]]:
        """See `Part`."""
        return self._part.portions(documents, best, more)
