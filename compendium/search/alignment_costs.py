"""What it costs to lay a quotation on a source, word by word, and the cheapest way of doing so."""

from __future__ import annotations

import math
from collections.abc import Sequence

from compendium.search.items import Item, Kind
from compendium.search.wording import ELLIPSIS, Token, is_word

__all__ = ["LITTLE", "Step", "Table"]

FINAL = frozenset(".,;:!?" + ELLIPSIS)
LITTLE, MARK = 1e-3, 0.4
"""Costs of what is permitted, and of a punctuation mark."""
ADDED, OTHER, ALIKE, UNLIKE = 2.05, 2.0, 1.8, 3.0
"""Costs of a word that the source has not, of one that stands for another, for one that begins alike, for a mark."""
MISSING, FURTHER = 0.98, 0.2
"""Cost of a word that the source has besides, and the share of its own cost that each more in a row adds: to leave out
a passage is one change, however long it is. Were it dearer, the words at either end of a quotation that stand behind
the passage would be taken for added ones, since the source may begin and end anywhere at no cost."""
SKIP = 0.02
"""Cost of each word that square brackets replace: the fewest are preferred."""

Step = tuple[int | None, int | None]
"""An item and a token that go together; None for one that has no partner."""


class Table:
    """Costs of all beginnings of a quotation against all stretches of a source."""

    def __init__(self, items: Sequence[Item], source: Sequence[Token]) -> None:
        self.items = items
        self.source = source
        self.starts = _segment_starts(items)
        self.outer = _outer(items)
        self.deletion = [MISSING if is_word(token.norm) else MARK for token in source]
        self.unlike = {token.norm: OTHER if is_word(token.norm) else UNLIKE for token in source}
        """What it costs to put a word on each of the source's, if they have nothing in common."""
        self.alike: dict[str, list[str]] = {}
        for norm in self.unlike:
            self.alike.setdefault(norm[:3].lower(), []).append(norm)
        self.rows: list[list[float]] = [[0.0] * (len(source) + 1)]
        for i in range(len(items)):
            self.rows.append(self._row(i))

    def same(self, i: int, j: int) -> bool:
        """Whether an item and a token are equal, or differ as the beginning of a quotation may."""
        return self.cost(i, j) <= LITTLE

    def cost(self, i: int, j: int) -> float:
        """Of putting an item on a token."""
        return self._cost(i, self.source[j].norm)

    def _cost(self, i: int, norm: str) -> float:
        item = self.items[i]
        if item.norm == norm:
            return 0.0
        if item.like is not None:
            return LITTLE if item.like.fullmatch(norm) or item.norm == norm else OTHER
        if i in self.starts and item.norm[1:] == norm[1:] and item.norm[:1].lower() == norm[:1].lower():
            return LITTLE
        if item.norm in "\"'" and norm in "\"'":
            return LITTLE
        if is_word(item.norm) != is_word(norm):
            return UNLIKE
        if not is_word(norm):
            return LITTLE if i == len(self.items) - 1 and norm in FINAL and item.norm in FINAL else MARK
        return ALIKE if item.norm[:3].lower() == norm[:3].lower() else OTHER

    def insertion(self, i: int) -> float:
        """Of an item that the source has not."""
        item = self.items[i]
        if item.kind is not Kind.TOKEN:
            return 0.0
        if is_word(item.norm):
            return ADDED
        if item.norm in "\"'" and i in self.outer:
            return LITTLE  # what was cut out of a quotation in the source is closed in the draft
        beside_gap = i + 1 < len(self.items) and self.items[i + 1].kind is Kind.GAP
        return LITTLE if item.norm in FINAL and (i == len(self.items) - 1 or beside_gap) else MARK

    def _row(self, i: int) -> list[float]:
        above, deletion, item = self.rows[-1], self.deletion, self.items[i]
        insertion = self.insertion(i)
        row = [above[0] + insertion]
        if item.kind is not Kind.TOKEN:
            skip = 0.0 if item.kind is Kind.GAP else SKIP
            for j in range(len(self.source)):
                row.append(min(above[j + 1], row[j] + skip))
            return row
        costs, last, without = self._costs(i), row[0], math.inf
        for j, token in enumerate(self.source):
            best = above[j] + costs[token.norm]
            if above[j + 1] + insertion < best:
                best = above[j + 1] + insertion
            without += FURTHER * deletion[j]
            if last + deletion[j] < without:
                without = last + deletion[j]
            if without < best:
                best = without
            row.append(best)
            last = best
        return row

    def _costs(self, i: int) -> dict[str, float]:
        """The cost of putting an item on each token of the source."""
        item = self.items[i]
        if item.like is not None or not is_word(item.norm):
            return {norm: self._cost(i, norm) for norm in self.unlike}
        # Of all other words the cost is the same, and only those that begin alike need a look.
        costs = self.unlike.copy()
        for norm in self.alike.get(item.norm[:3].lower(), ()):
            costs[norm] = self._cost(i, norm)
        return costs

    def path(self) -> list[Step]:
        """The steps of the cheapest alignment, in order; what the ends of the source have besides is none."""
        rows, items = self.rows, self.items
        j = min(range(len(self.source) + 1), key=lambda k: (rows[-1][k], k))
        i = len(items)
        steps: list[Step] = []
        while i:
            here, item = rows[i][j], items[i - 1]
            if item.kind is not Kind.TOKEN:
                if abs(here - rows[i - 1][j]) < 1e-9:
                    i -= 1
                else:
                    steps.append((i - 1, j - 1))
                    j -= 1
            elif j and abs(here - rows[i - 1][j - 1] - self.cost(i - 1, j - 1)) < 1e-9:
                steps.append((i - 1, j - 1))
                i, j = i - 1, j - 1
            elif abs(here - rows[i - 1][j] - self.insertion(i - 1)) < 1e-9:
                steps.append((i - 1, None))
                i -= 1
            else:
                first = self._left_out_from(i, j)
                steps += [(None, k) for k in range(j - 1, first - 1, -1)]
                j = first
        return steps[::-1]

    def _left_out_from(self, i: int, j: int) -> int:
        """The first token of the passage, ending before another, that the quotation leaves out behind an item."""
        row, here, more = self.rows[i], self.rows[i][j], 0.0
        for first in range(j - 1, 0, -1):
            if abs(here - row[first] - self.deletion[first] - more) < 1e-9:
                return first
            more += FURTHER * self.deletion[first]
        return 0


def _segment_starts(items: Sequence[Item]) -> frozenset[int]:
    """The items at which a quotation begins anew: the first word, and the first after an ellipsis."""
    starts = set()
    fresh = True
    for i, item in enumerate(items):
        if item.kind is not Kind.TOKEN:
            fresh = True
        elif fresh and is_word(item.norm):
            starts.add(i)
            fresh = False
    return frozenset(starts)


def _outer(items: Sequence[Item]) -> frozenset[int]:
    """The items before the first word of a quotation and behind its last."""
    words = [i for i, item in enumerate(items) if item.kind is Kind.TOKEN and is_word(item.norm)]
    return frozenset(range(len(items))) - frozenset(range(words[0], words[-1] + 1)) if words else frozenset()
