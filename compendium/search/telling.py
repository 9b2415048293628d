"""Which recommendations to give where not all of them hold all the words: those that hold the words that tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

__all__ = ["best", "weights"]

KEPT = 0.75
"""Share of the weight of the best that a recommendation must have to be given beside it."""
NAMED = 0.25
"""The same, to be named as left out."""


def weights(held: Iterable[Collection[int]]) -> dict[int, float]:
    """How much each thing sought tells: the more, the fewer of all recommendations hold it.

    The inverse document frequency of BM25 (S. Robertson and H. Zaragoza 2009), among the recommendations and not in the
    collection: "victims" is rare in reports on crime, and tells nothing where nearly all recommendations hold it.

    >>> tells = weights([{0}, {0}, {0, 1}])
    >>> tells[1] > 5 * tells[0] > 0
    True
    """
    all_ = [set(one) for one in held]
    frequency = Counter(number for one in all_ for number in one)
    return {number: math.log1p((len(all_) - df + 0.5) / (df + 0.5)) for number, df in frequency.items()}


def best(held: Sequence[Collection[int]], tells: Mapping[int, float]) -> tuple[list[int], list[int]]:
    """The places of those that hold nearly as much that tells as the best, and of those that hold part of it.

    >>> best([{0, 1}, {1}, {0}, set()], {0: 0.2, 1: 2.0})
    ([0, 1], [])
    """
    scores = [sum(tells[number] for number in one) for one in held]
    most = max(scores, default=0.0)
    if not most:
        return [], []
    kept = [at for at, score in enumerate(scores) if score >= KEPT * most]
    named = [at for at, score in enumerate(scores) if NAMED * most <= score < KEPT * most]
    return kept, sorted(named, key=lambda at: -scores[at])
