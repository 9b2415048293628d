"""Documents that some part of a question keeps, those that more parts keep raised, told apart by which parts do."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import compress
from operator import add, mul

from compendium.indexer.apart import FEW, UNITS, added_up, raised, told_apart
from compendium.indexer.best import Best
from compendium.indexer.documents import Documents, Layer
from compendium.indexer.heights import SLACK, Crowd, Heights, above
from compendium.indexer.parts import Part

__all__ = ["Ranking"]

_LEVELS = 24
"""Levels of what they score by which the documents of a part are told apart."""


class Ranking:
    """Documents that some part keeps; one that more of them keep is raised."""

    def __init__(self, parts: Sequence[Part], coordination: float) -> None:
        self.parts = sorted(parts, key=lambda part: part.bound, reverse=True)
        self.bound = sum(part.bound for part in parts)
        self.documents = Documents.union(part.documents for part in parts)
        self._factors = [(held / len(parts)) ** coordination for held in range(len(parts) + 1)] if coordination else []

    def scores(self, documents: Documents, least: float = -math.inf) -> list[float]:
        """See `Part`. A document is left out as soon as what it has and all that other parts may give is too little."""
        if len(self.parts) == 1:
            return self.parts[0].scores(documents, least)
        left = documents
        total, held = [0.0] * len(left), [0] * len(left)
        after = self.bound
        for part in self.parts:
            flags = part.documents.flags(left.numbers)
            total = list(map(add, total, _scores(part, left, flags)))
            held = list(map(add, held, flags))
            after -= part.bound
            if least > -math.inf and after > 0 and len(total) > FEW:
                stays = list(map((least * (1 - SLACK) - after).__le__, total))
                left = Documents.of(list(compress(left.numbers, stays)))
                total, held = list(compress(total, stays)), list(compress(held, stays))
        if self._factors:
            total = list(map(mul, total, map(self._factors.__getitem__, held)))
        if len(total) == len(documents.numbers):
            return total
        found = dict(zip(left.numbers, total, strict=True))
        return [found.get(id_, -math.inf) for id_ in documents.numbers]

    def portions(self, documents: Documents, best: Best, raises: Sequence[Layer]) -> Iterator[Layer]:
        """See `Part`."""
        return told_apart(documents, self.bound, raises, best, partial(self._crowds, documents, raises))

    @cached_property
    def layers(self) -> Sequence[Layer]:
        """See `Part`."""
        if not self.bound:
            return [(0.0, self.documents)]
        crowds = self._crowds(self.documents, (), self.bound / UNITS, finely=True)
        layers: list[Layer] = []
        done = 0
        for level in range(_LEVELS, 0, -1):
            bits = above(crowds, self.bound * (level - 1) / _LEVELS) & ~done
            layers.append((self.bound * level / _LEVELS * (1 + SLACK), Documents(bits)))
            done |= bits
        return [layer for layer in layers if layer[1]]

    def _crowds(self, documents: Documents, raises: Sequence[Layer], unit: float, finely: bool) -> list[Crowd]:
        """The documents, those together that are kept by as many parts."""
        heights = added_up(self._scoring(), unit, finely=finely)
        if not self._factors:
            return [Crowd(documents.bits, raised(heights, raises, unit), unit)]
        held = sum((Heights.of([(1, part.documents.bits)]) for part in self.parts), Heights())
        crowds: list[Crowd] = []
        left = documents.bits
        for number in range(len(self.parts), 0, -1):
            bits = held.at_least(number, left)
            left ^= bits
            if bits:
                of_crowd = unit * self._factors[number]
                crowds.append(Crowd(bits, raised(heights, raises, of_crowd), of_crowd))
        return crowds

    def _scoring(self) -> Iterator[Part]:
        """The parts that score, taken apart where they are but added up."""
        for part in self.parts:
            if isinstance(part, Ranking) and not part._factors:
                yield from part._scoring()
            elif part.bound:
                yield part


def _scores(part: Part, documents: Documents, flags: bytes) -> Sequence[float]:
    """What a part gives to documents, of which it keeps those with a flag."""
    held = flags.count(1)
    if held == len(flags):
        return part.scores(documents)
    if not held:
        return [0.0] * len(flags)
    numbers = list(compress(documents.numbers, flags))
    found = iter(part.scores(Documents(documents.bits & part.documents.bits, numbers)))
    return [next(found) if flag else 0.0 for flag in flags]
