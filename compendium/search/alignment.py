"""How a quotation lies on a source: word by word, over ellipses and square brackets, with what was changed.

The alignment is that of least cost between the whole quotation and any stretch of the source (V. I. Levenshtein's
distance, with the ends of the source free). An ellipsis passes over words of the source at no cost, square brackets
stand for some of them or for none; what is permitted costs next to nothing, so that it is preferred to a change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from compendium.search.items import Item, Kind
from compendium.search.wording import ELLIPSIS, Token, Wording, is_word

__all__ = ["Aligned", "Change", "align"]

Mend = Callable[[str, str], bool]
"""Whether a word of the source (first) is a clear slip that the second mends."""

FINAL = frozenset(".,;:!?" + ELLIPSIS)
LITTLE, MARK = 1e-3, 0.4
"""Costs of what is permitted, and of a punctuation mark; a word costs 1."""
ADDED, MISSING = 1.05, 0.98
"""Costs of a word that the source has not, and of one that it has besides; beside the 1 of a word that stands for
another, so that a word left out near the end shows as that and does not cut the source short."""
SKIP = 0.02
"""Cost of each word that square brackets replace: the fewest are preferred."""
BRACKETED = 30
"""Words of the source that one pair of square brackets may replace at most."""


NEGATIONS = frozenset("not no nor never neither without cannot none except unless".split())
"""Words that square brackets do not replace in silence."""


@dataclass(frozen=True, slots=True)
class Change:
    """A difference in words: what the source has and what the quotation has; either may be empty.

    Offsets count in the passage that was compared and in the quotation; what the quotation lacks is missing at a place.
    """

    source: str
    quote: str
    permitted: bool
    source_start: int
    source_end: int
    quote_start: int
    quote_end: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where a quotation lies in a source's text, and every difference that is not marked as such."""

    start: int
    end: int
    changes: tuple[Change, ...]
    matched: int
    """Words of the quotation that stand in the source, in order."""
    words: int
    """Words of the quotation, those in square brackets left out."""

    @property
    def altered(self) -> tuple[Change, ...]:
        """The changes that are not permitted."""
        return tuple(change for change in self.changes if not change.permitted)

    @property
    def likeness(self) -> float:
        """Share of the words that match, those that the source has besides counted too; from 0 to 1."""
        missing = sum(len(change.source.split()) for change in self.altered)
        return self.matched / max(self.words, self.matched + missing, 1)


def align(items: Sequence[Item], source: Wording, mends: Mend, quote: str) -> Aligned | None:
    """The best way in which a quotation lies on a source; None where it has no word in common with it.

    Args:
        items: the quotation.
        source: the wording of a paragraph, or of a part of it.
        mends: tells a slip from a change.
        quote: the quotation's text, in which the items' offsets count.
    """
    if not items or not source.tokens:
        return None
    table = _Table(items, source.tokens)
    steps = table.path()
    pairs = [(i, j) for i, j in steps if i is not None and j is not None and items[i].kind is Kind.TOKEN]
    if not any(is_word(items[i].norm) and table.same(i, j) for i, j in pairs):
        return None
    first = min(j for i, j in steps if j is not None)
    last = max(j for i, j in steps if j is not None)
    changes = tuple(_changes(table, steps, source, mends, quote))
    matched = sum(1 for i, j in pairs if is_word(items[i].norm) and table.same(i, j))
    words = sum(1 for item in items if item.kind is Kind.TOKEN and is_word(item.norm))
    return Aligned(source.tokens[first].start, source.tokens[last].end, changes, matched, words)


Step = tuple[int | None, int | None]
"""An item and a token that go together; None for one that has no partner."""


class _Table:
    """Costs of all beginnings of a quotation against all stretches of a source."""

    def __init__(self, items: Sequence[Item], source: Sequence[Token]) -> None:
        self.items = items
        self.source = source
        self.starts = _segment_starts(items)
        self.outer = _outer(items)
        self.deletion = [MISSING if is_word(token.norm) else MARK for token in source]
        self.unlike = {token.norm: 1.0 if is_word(token.norm) else 1.5 for token in source}
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
            return LITTLE if item.like.fullmatch(norm) or item.norm == norm else 1.0
        if i in self.starts and item.norm[1:] == norm[1:] and item.norm[:1].lower() == norm[:1].lower():
            return LITTLE
        if item.norm in "\"'" and norm in "\"'":
            return LITTLE
        if is_word(item.norm) != is_word(norm):
            return 1.5
        if not is_word(norm):
            return LITTLE if i == len(self.items) - 1 and norm in FINAL and item.norm in FINAL else MARK
        return 0.9 if item.norm[:3].lower() == norm[:3].lower() else 1.0

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
        costs, last = self._costs(i), row[0]
        for j, token in enumerate(self.source):
            best = above[j] + costs[token.norm]
            if above[j + 1] + insertion < best:
                best = above[j + 1] + insertion
            if last + deletion[j] < best:
                best = last + deletion[j]
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
                steps.append((None, j - 1))
                j -= 1
        return steps[::-1]


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


def _changes(table: _Table, steps: Sequence[Step], source: Wording, mends: Mend, quote: str) -> Iterator[Change]:
    """The differences, neighbours as one, but what is permitted apart from what is not."""
    behind = 0
    for key, group in groupby(steps, key=lambda step: (_differs(table, step), _costs_little(table, step))):
        found = list(group)
        if key[0]:
            yield _change(table, found, source, mends, quote, behind)
        behind = max([behind, *(table.items[i].end for i, _ in found if i is not None)])
    yield from _beyond_brackets(table, steps, source)


def _differs(table: _Table, step: Step) -> bool:
    i, j = step
    if i is not None and table.items[i].kind is not Kind.TOKEN:
        return False
    return i is None or j is None or table.items[i].norm != table.source[j].norm


def _change(table: _Table, group: Sequence[Step], source: Wording, mends: Mend, quote: str, behind: int) -> Change:
    theirs = [table.source[j] for _, j in group if j is not None]
    ours = [table.items[i] for i, _ in group if i is not None]
    permitted = all(_costs_little(table, step) for step in group) or _slip(
        [t.norm for t in theirs], [item.norm for item in ours], mends, _beside(table, group)
    )
    a, b = (theirs[0].start, theirs[-1].end) if theirs else (0, 0)
    c, d = (ours[0].start, ours[-1].end) if ours else (behind, behind)
    permitted = permitted or (not ours and _left_out(source.text, theirs))
    return Change(source.text[a:b], quote[c:d], permitted, a, b, c, d)


def _costs_little(table: _Table, step: Step) -> bool:
    i, j = step
    if i is None:
        return False
    return (table.insertion(i) if j is None else table.cost(i, j)) <= LITTLE


def _beside(table: _Table, group: Sequence[Step]) -> frozenset[str]:
    """The tokens of the source on either side of what differs, in small letters."""
    places = [j for _, j in group if j is not None]
    beside = [places[0] - 1, places[-1] + 1] if places else []
    return frozenset(table.source[j].norm.lower() for j in beside if 0 <= j < len(table.source))


def _slip(theirs: list[str], ours: list[str], mends: Mend, beside: frozenset[str]) -> bool:
    """Whether the source has a clear slip here: a word twice, words run together or torn apart, a misspelling."""
    if theirs and not ours:
        return len(theirs) == 1 and theirs[0].lower() in beside and theirs[0].isalpha()
    if "".join(theirs) == "".join(ours):
        return True
    if len(theirs) != 1 or len(ours) != 1:
        return False
    mark = re.fullmatch(r"(?P<word>[^\W\d]{2,})\d{1,3}", theirs[0])  # a footnote's mark that stuck to its word
    return (mark is not None and mark["word"] == ours[0]) or mends(theirs[0], ours[0])


def _left_out(text: str, theirs: Sequence[Token]) -> bool:
    """Whether what the quotation leaves out is a footnote's mark: `agreed.12`, `agreed [12]`."""
    start, end = theirs[0].start, theirs[-1].end
    if re.fullmatch(r"\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3}", text[start:end]):
        return True
    before = text[max(start - 2, 0) : start]
    return re.fullmatch(r"\d{1,3}", text[start:end]) is not None and re.fullmatch(r"[^\W\d][.,;:]", before) is not None


def _beyond_brackets(table: _Table, steps: Sequence[Step], source: Wording) -> Iterator[Change]:
    """What square brackets cannot stand for: a long passage, or a "not" that they do not repeat."""
    passed: dict[int, list[Token]] = {}
    for i, j in steps:
        if i is not None and j is not None and table.items[i].kind is Kind.BRACKET:
            passed.setdefault(i, []).append(table.source[j])
    for i, found in passed.items():
        item, a, b = table.items[i], found[0].start, found[-1].end
        denied = {token.norm.lower() for token in found} & NEGATIONS - set(item.norm.lower().split())
        if len(found) > BRACKETED or denied:
            yield Change(source.text[a:b], f"[{item.norm}]", False, a, b, item.start, item.end)
