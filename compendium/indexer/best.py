"""The best of an answer, as they are found, and what the rest would have to score to be among them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from heapq import nlargest

from compendium.indexer.documents import Documents

__all__ = ["Best"]


class Best:
    """The best documents so far.

    What cannot reach their `floor` need not be scored (after the MaxScore of Turtle and Flood, 1995).
    """

    def __init__(self, limit: int, record_ids: Sequence[int]) -> None:
        """So many are wanted, ties in the order of `record_ids`."""
        self._limit = limit
        self._record_ids = record_ids
        self.found: list[tuple[float, int, int]] = []
        """Score (negative), id of the record and number of the document, in order."""
        self.floor = -math.inf
        """Documents that score less are not among them."""

    def heed(self, documents: Documents, scores: Sequence[float]) -> None:
        """Take account of documents that were not scored before, each with its score."""
        scored = zip(documents.numbers, scores, strict=True)
        self.floor = max(self.floor, self.least(scores))
        self.found += [(-score, self._record_ids[id_], id_) for id_, score in scored if score >= self.floor]
        self.found.sort()
        del self.found[self._limit :]
        if len(self.found) == self._limit:
            self.floor = max(self.floor, -self.found[-1][0])

    def least(self, values: Iterable[float]) -> float:
        """The last of the values that so many as are wanted have; less than any where there are fewer."""
        best = nlargest(self._limit, values)
        return best[-1] if len(best) == self._limit else -math.inf
