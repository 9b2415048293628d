"""What is usual in a document: the size of its type, the pitch of its lines, its margins.

All else is judged against it, since a size or a margin means nothing by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from compendium.corpus.readers.pdf.columns import Column, Run
from compendium.corpus.readers.pdf.lines import Line, merged

__all__ = ["Measure", "Measures", "measure", "measure_all"]


@dataclass(frozen=True, slots=True)
class Measure:
    """The document's own constants, in points."""

    size: float = 10.0
    """Of the body's type."""
    pitch: float = 12.0
    """From one baseline of the body to the next."""
    left: float = 72.0
    """The body's left margin."""
    right: float = 540.0
    """The body's right margin."""
    justified: bool = False
    """Whether most lines of the body end exactly at the right margin."""
    pitches: dict[float, float] = field(default_factory=dict)
    """For each size of type its usual pitch."""

    def pitch_of(self, size: float) -> float:
        """The usual pitch of lines in type of that size."""
        found = self.pitches.get(round(size, 1))
        return found if found is not None else self.pitch * size / self.size


def measure(pages: Iterable[list[Line]]) -> Measure:
    """The constants of a document, from the lines of its pages in order."""
    letters: Counter[float] = Counter()
    steps: dict[float, Counter[float]] = {}
    lefts: Counter[float] = Counter()
    rights: Counter[float] = Counter()
    kept = [lines for lines in pages if lines]
    for lines in kept:
        for line in lines:
            letters[round(line.size, 1)] += len(line.text)
    if not letters:
        return Measure()
    size = letters.most_common(1)[0][0]
    for lines in kept:
        for above, below in pairwise(lines):
            step = above.y - below.y
            if abs(above.size - below.size) < 0.3 and 0.8 * below.size < step < 2.5 * below.size:
                steps.setdefault(round(below.size, 1), Counter())[round(step * 2) / 2] += len(below.text)
        for line in lines:
            if abs(line.size - size) < 0.06 * size:
                lefts[round(line.x0)] += len(line.text)
                rights[round(line.x1)] += len(line.text)
    pitches = {s: _mode(c) for s, c in steps.items() if sum(c.values()) > 200}
    right = _margin(rights)
    full = sum(n for x, n in rights.items() if abs(x - right) <= 1.5)
    return Measure(
        size=size,
        pitch=pitches.get(size, 1.2 * size),
        left=_mode(lefts),
        right=right,
        justified=full > 0.5 * sum(rights.values()),
        pitches=pitches,
    )


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document, and in each column of its odd and of its even pages."""

    usual: Measure
    places: dict[tuple[Column, int], Measure]
    """By column and side: 1 for odd pages, 0 for even ones, whose margins may be mirrored."""

    def of(self, column: Column, page: int) -> Measure:
        """What is usual in a column of a page."""
        return self.places.get((column, page % 2), self.usual)


def measure_all(pages: list[list[Run]]) -> Measures:
    """The constants of a document and of its columns, from the runs of its pages in order."""
    held = [[(run.column, [merged(row.cells) for row in run.rows]) for run in page] for page in pages]
    usual = measure([line for _, lines in page for line in lines] for page in held)
    places: dict[tuple[Column, int], Measure] = {}
    letters: Counter[Column] = Counter()
    for column in Column:
        for side in (0, 1):
            lines = [
                [line for where, part in page if where is column for line in part]
                for number, page in enumerate(held, start=1)
                if number % 2 == side
            ]
            if any(lines):
                here = measure(lines)
                places[column, side] = replace(usual, left=here.left, right=here.right, justified=here.justified)
                letters[column] += sum(len(line.text) for part in lines for line in part)
    if letters[Column.LEFT] + letters[Column.RIGHT] > letters[Column.FULL]:
        usual = _of_two_columns(usual, places)
    return Measures(usual, places)


def _of_two_columns(usual: Measure, places: dict[tuple[Column, int], Measure]) -> Measure:
    """The constants of a document set in two columns: what goes over both starts and ends where they do."""
    for side in (0, 1):
        left, right = places.get((Column.LEFT, side)), places.get((Column.RIGHT, side))
        if left and right:
            usual = replace(usual, left=left.left, right=right.right, justified=left.justified)
            places[Column.FULL, side] = usual
    return usual


def _mode(counts: Counter[float]) -> float:
    return max(counts, key=lambda v: (counts[v], -v)) if counts else 0.0


def _margin(rights: Counter[float]) -> float:
    """The right margin: where most lines of justified type end, or about as far as ragged lines reach."""
    usual = _mode(rights)
    near = sum(n for x, n in rights.items() if abs(x - usual) <= 1.5)
    return usual if near > 0.3 * sum(rights.values()) else _edge(rights)


def _edge(rights: Counter[float]) -> float:
    """The right margin: where lines end, the last two in a hundred letters aside (formulas, tables that jut out)."""
    total, seen = sum(rights.values()), 0
    for right in sorted(rights, reverse=True):
        seen += rights[right]
        if seen > 0.04 * total:
            return right
    return 0.0
