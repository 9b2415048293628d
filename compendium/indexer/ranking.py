"""Documents that some part of a question keeps, those that more parts keep raised, told apart by which parts do."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, product
from math import prod
from operator import add
from typing import NamedTuple

from compendium.indexer.best import Best
from compendium.indexer.parts import Part
from compendium.indexer.terms import SLACK, Set

__all__ = ["Ranking"]

_MOST_CHOICES = 64
"""Choices of parts up to which documents are told apart by what keeps them."""

_FEW = 256
"""Documents that are sooner scored together than told apart."""


class Ranking:
    """Documents that some part keeps; one that more of them keep is raised."""

    def __init__(self, parts: Sequence[Part], coordination: float) -> None:
        self.parts = sorted(parts, key=lambda part: part.bound, reverse=True)
        self.bound = sum(part.bound for part in parts)
        self.documents: Set = frozenset().union(*(part.documents for part in parts))
        self._factors = [(held / len(parts)) ** coordination for held in range(len(parts) + 1)] if coordination else []

    def scores(self, documents: Set, least: float = -math.inf) -> dict[int, float]:
        """See `Part`. A document is left out as soon as what it has and all that other parts may give is too little."""
        if len(self.parts) == 1:
            return self.parts[0].scores(documents, least)
        total = dict.fromkeys(documents, 0.0)
        after = self.bound
        for part in self.parts:
            found = part.scores(part.documents & documents)
            total.update(zip(found, map(add, map(total.__getitem__, found), found.values()), strict=True))
            after -= part.bound
            if after > 0 and least > -math.inf:
                needed = least * (1 - SLACK) - after
                total = {id_: score for id_, score in total.items() if score >= needed}
                documents = set(total)
        if not self._factors:
            return total
        held = Counter(chain.from_iterable(part.documents & documents for part in self.parts))
        return {id_: score * self._factors[held[id_]] for id_, score in total.items()}

    def portions(self, documents: Set, best: Best, more: float = 0.0) -> Iterator[tuple[float, Set]]:
        """Documents that the same parts keep make a portion; of many parts, those with the same foremost one."""
        if len(documents) <= _FEW:
            yield self.bound, documents
            return
        small: set[int] = set()
        highest = self.bound
        for bound, portion in self._told_apart(documents, best, more):
            if small and len(small) + len(portion) > _FEW:
                yield highest, small
                small = set()
            if len(portion) > _FEW:
                yield bound, portion
            else:
                highest = highest if small else bound
                small |= portion
        if small:
            yield highest, small

    def _told_apart(self, documents: Set, best: Best, more: float) -> Iterator[tuple[float, Set]]:
        """The documents that all of a choice keep and none before it has, as long as they may be among the best."""
        left = set(documents)
        for choice in self.choices():
            if choice.bound + more < best.floor:
                return
            portion = left.intersection(*sorted((part.documents for part in choice.keeping), key=len))
            if portion:
                left -= portion
                yield choice.bound, portion
        if left:
            yield 0.0, left  # what holds nothing but words that tell little

    def choices(self) -> list[_Choice]:
        """What may keep a document of the parts that score, the highest bound first: after all that contain it.

        A part may itself be made of parts: what the thesaurus has for a word may be rare, and the word frequent, and
        few documents can score what both would give.
        """
        scoring = [part for part in self.parts if part.bound]
        idle = len(self.parts) - len(scoring)
        if 1 << len(scoring) > _MOST_CHOICES:
            return self._foremost(scoring, idle)
        ways = [[_Choice((part,), part.bound)] for part in scoring]
        for at, part in enumerate(scoring):
            finer = [*ways[:at], _ways(part), *ways[at + 1 :]]
            if prod(len(some) + 1 for some in finer) <= _MOST_CHOICES:
                ways = finer
        held = ([way for way in some if way] for some in product(*([None, *some] for some in ways)))
        choices = [
            _Choice(
                tuple(part for way in some for part in way.keeping),
                sum(way.bound for way in some) * self._factor(len(some) + idle),
            )
            for some in held
            if some
        ]
        return sorted(choices, key=lambda choice: (-choice.bound, -len(choice.keeping)))

    def _foremost(self, scoring: Sequence[Part], idle: int) -> list[_Choice]:
        """Of many parts, each with all that come after it."""
        choices: list[_Choice] = []
        for at, part in enumerate(scoring):
            after = sum(other.bound for other in scoring[at + 1 :])
            factor = self._factor(len(scoring) - at + idle)
            choices += [_Choice(way.keeping, (way.bound + after) * factor) for way in _ways(part)]
        return choices

    def _factor(self, held: int) -> float:
        return self._factors[held] if self._factors else 1.0


class _Choice(NamedTuple):
    """Some parts that keep a document, and what it scores at most."""

    keeping: tuple[Part, ...]
    bound: float


def _ways(part: Part) -> list[_Choice]:
    """The ways in which a part may keep a document."""
    if isinstance(part, Ranking) and all(inner.bound for inner in part.parts):
        return part.choices()
    return [_Choice((part,), part.bound)]
