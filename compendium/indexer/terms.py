"""Terms of a question in an index: how often their words stand in each document, and what that scores."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from compendium.indexer.apart import FEW, summed
from compendium.indexer.best import Best
from compendium.indexer.documents import Documents, Layer
from compendium.indexer.heights import SLACK
from compendium.indexer.lists import TF_UNIT, List, counted

__all__ = ["Term"]

_LEVELS = (0.2, 0.3, 0.36, 0.42, 0.48, 0.54, 0.6, 0.68, 0.77)
"""Shares of the greatest score at which the documents of a term are told apart."""


class Term:
    """A term: words or phrases whose frequencies add, saturated once."""

    def __init__(self, lists: Sequence[List], weight: float, k1: float, size: int) -> None:
        """`size` is the number of all documents."""
        self.lists = lists
        self.documents = Documents.union(entry.documents for entry in lists)
        """Those that hold it."""
        self._held = len(self.documents)
        self.bound = weight * math.log(1 + (size - self._held + 0.5) / (self._held + 0.5))
        """No document scores more."""
        self._known: dict[int, float] = {}
        """Frequencies in documents that were asked for, maybe in others too, normalised and weighted."""
        self._unknown = self.documents
        """Those for which they were not worked out."""
        self._k1 = k1
        self._postings = sum(map(len, lists))

    def frequencies(self, documents: Documents) -> Mapping[int, float]:
        """How often it stands in those of these documents that hold it, and maybe in others; normalised, weighted."""
        missing = documents & self._unknown
        if not missing:
            return self._known
        asked = self._held - len(self._unknown) + len(missing)
        some = asked * len(self.lists) < 2 * self._postings
        found: dict[int, float] = {}
        for entry in self.lists:
            entry.add_to(found, missing if some else None)
        # Only when it is whole: of a question that is stopped, nothing may be left that the next one would trust.
        if some:
            self._known |= found
            self._unknown -= missing
        else:
            self._known, self._unknown = found, Documents()
        return self._known

    def scores(self, documents: Documents, least: float = -math.inf) -> list[float]:
        """See `Part`."""
        bound, k1 = self.bound, self._k1
        found = map(self.frequencies(documents).__getitem__, documents.numbers)
        return [bound * tf / (tf + k1) for tf in found]

    @cached_property
    def layers(self) -> Sequence[Layer]:
        """Its documents by what they score, those that score most first."""
        if self._held <= FEW:
            return [(self.bound, self.documents)]
        heights = counted(self.lists)
        layers: list[Layer] = []
        bound, left = self.bound, self.documents.bits
        for share in reversed(_LEVELS):
            most = self._k1 * share / (1 - share)
            above = heights.at_least(math.ceil(most / TF_UNIT), left)
            layers.append((bound, Documents(above)))
            bound, left = self.bound * share * (1 + SLACK), left ^ above
        return [layer for layer in (*layers, (bound, Documents(left))) if layer[1]]

    def portions(self, documents: Documents, best: Best, raises: Sequence[Layer]) -> Iterator[Layer]:
        """See `Part`."""
        if raises or len(documents) <= FEW:
            return summed(documents, [self], raises, best)
        return ((bound, portion) for bound, layer in self.layers if (portion := documents & layer))
