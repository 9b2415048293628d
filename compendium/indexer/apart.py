"""Documents told apart by what they may score at most: no more of them are scored than may be among the best."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol

from compendium.indexer.best import Best
from compendium.indexer.documents import Documents, Layer
from compendium.indexer.heights import SLACK, Crowd, Heights, above

__all__ = ["FEW", "UNITS", "Bounded", "added_up", "raised", "raised_by", "summed", "told_apart"]

FEW = 256
"""Documents that are sooner scored together than told apart."""

_MANY = 1024
"""Documents that are sooner told apart finely than scored."""

UNITS = 500
"""In so many units the highest score is told from none."""

_HALVINGS = 8
"""Attempts at finding a score that some number of documents may reach."""


class Bounded(Protocol):
    """What gives some documents a score, or a part of it."""

    documents: Documents
    """Those that it keeps."""
    bound: float
    """No document scores more."""

    @property
    def layers(self) -> Sequence[Layer]:
        """The documents that it keeps, told apart by what they score at most; no document is in two layers."""


def raised_by(raises: Sequence[Layer]) -> float:
    """By how much documents are raised at most."""
    return sum(bound for bound, _ in raises)


def added_up(parts: Iterable[Bounded], unit: float, *, finely: bool) -> Heights:
    """What documents score at most by all parts, in units: finely by what is known of each, or by what keeps it."""
    layers = (part.layers if finely else [(part.bound, part.documents)] for part in parts)
    return sum((_heights(some, unit) for some in layers), Heights())


def raised(heights: Heights, raises: Iterable[Layer], unit: float) -> Heights:
    """What documents score at most when they are raised, too, in units."""
    return sum((_heights([layer], unit) for layer in raises), heights)


def _heights(layers: Iterable[Layer], unit: float) -> Heights:
    return Heights.of((math.ceil(bound / unit), documents.bits) for bound, documents in layers)


Telling = Callable[[bool], Sequence[Crowd]]
"""Tells documents apart: roughly, by which parts keep them alone, which takes next to no time, or finely."""


def _highest_first(telling: Telling, highest: float, best: Best) -> Iterator[Layer]:
    """The documents in portions, some hundreds at first and then more at a time, as long as they may be among the best.

    None scores more than `highest`; each portion comes with what none of it scores more than.
    """
    crowds, is_fine = telling(False), False
    done, size = 0, FEW
    while left := above(crowds, max(best.floor, 0.0)) & ~done:
        number = left.bit_count()
        lowest, portion = 0.0, left
        if number > size:
            lowest, portion = _foremost(crowds, done, size, max(best.floor, 0.0), highest)
        if not is_fine and (portion.bit_count() > size or (done and number > _MANY)):
            crowds, is_fine = telling(True), True
            continue
        yield highest, Documents(portion)
        if portion == left:
            return
        done |= portion
        highest = lowest
        size *= 2


def told_apart(
    documents: Documents,
    bound: float,
    raises: Sequence[Layer],
    best: Best,
    crowds: Callable[[float, bool], list[Crowd]],
) -> Iterator[Layer]:
    """Documents that score no more than `bound`, and what raises them, in portions, those that may score most first.

    `crowds` tells them apart in units of some score, roughly or finely.
    """
    highest = (bound + raised_by(raises)) * (1 + SLACK)
    if not highest or len(documents) <= FEW:
        return iter([(highest, documents)])
    return _highest_first(partial(crowds, highest / UNITS), highest, best)


def summed(documents: Documents, parts: Sequence[Bounded], raises: Sequence[Layer], best: Best) -> Iterator[Layer]:
    """Documents that score the sum of what the parts give them, in portions."""

    def crowds(unit: float, finely: bool) -> list[Crowd]:
        return [Crowd(documents.bits, raised(added_up(parts, unit, finely=finely), raises, unit), unit)]

    return told_apart(documents, sum(part.bound for part in parts), raises, best, crowds)


def _foremost(crowds: Sequence[Crowd], done: int, size: int, low: float, high: float) -> tuple[float, int]:
    """Of the documents not done yet that may score from `low` to `high`, those that may score most, some `size`.

    Returns what they may score at least.
    """
    most = few = 0
    at = high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        portion = above(crowds, middle) & ~done
        number = portion.bit_count()
        if number > size:
            low, most = middle, portion
        else:
            high = middle
            at, few = middle, portion
            if number * 2 > size:
                break
    return (at, few) if few else (low, most or above(crowds, low) & ~done)
