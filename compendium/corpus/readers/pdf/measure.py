"""What is usual in a document: the size of its type, the pitch of its lines, its margins.

All else is judged against it, since a size or a margin means nothing by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from compendium.corpus.readers.pdf.lines import Line

__all__ = ["Measure", "by_side", "measure"]


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


def by_side(usual: Measure, pages: list[list[Line]]) -> tuple[Measure, Measure]:
    """The constants of even pages and of odd pages, whose margins may be mirrored."""
    even, odd = (measure([lines for i, lines in enumerate(pages, start=1) if i % 2 == side]) for side in (0, 1))
    return (
        replace(usual, left=even.left or usual.left, right=even.right or usual.right),
        replace(usual, left=odd.left or usual.left, right=odd.right or usual.right),
    )


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
