"""From the words of a page to its lines: baselines, raised marks, and the gaps that part one column from the next."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from compendium.corpus.readers.pdf.tags import Element, Tags
from compendium.corpus.readers.pdf.words import PageWords, Word

__all__ = ["Frame", "Line", "Piece", "Row", "build_rows", "cut_line", "merged"]

APART_EM = 0.45
"""A gap wider than this, in ems, parts columns where something else says so as well."""
CELL_EM = 1.4
"""A gap wider than this, in ems, may part two columns."""
WORD_EM = 0.17
SPACED_EM = 0.04
SAME_BASELINE_EM = 0.15
NEAR_BASELINE_EM = 0.35
HANGING_EM = 3.5
"""How far before its footnote, in ems, a raised figure may hang."""
SMALL = 0.82
"""A word set smaller than this share of its neighbours may be a mark."""


@dataclass(slots=True)
class Piece:
    """A word in a line, with the space before it."""

    word: Word
    space: bool
    raised: bool = False
    """Set small and above the line: a footnote's mark, an exponent, the `th` of a date."""


class Frame(NamedTuple):
    """The place of a cell in a table whose cells are told apart, by frames or by where columns start."""

    row: int
    """From the bottom of the page; below nought where there are no frames."""
    column: int
    """From 1."""
    columns: int


@dataclass(slots=True)
class Line:
    """Words on one baseline with no wide gap between them, in points."""

    page: int
    x0: float
    x1: float
    y: float
    size: float
    """Of most of its letters."""
    pieces: list[Piece]
    text: str
    """As read, marks included."""
    element: Element | None = None
    artifact: bool = False
    gap: float = 0.0
    """Of the wide gap after its first cell, where cells were merged; 0 where there was none."""
    head: int = 0
    """Number of pieces before that gap."""
    start: int = 0
    """Where it starts in the source's text."""
    frame: Frame | None = None
    """Its cell, where cells are told apart."""

    @property
    def end(self) -> int:
        """Where it ends in the source's text."""
        return self.start + len(self.text)

    def all_set(self, style: str) -> bool:
        """Whether every letter is bold (or italic); raised marks do not count."""
        words = [p.word for p in self.pieces if not p.raised and any(c.isalnum() for c in p.word.text)]
        return bool(words) and all(getattr(w, style) for w in words)


@dataclass(slots=True)
class Row:
    """The lines that share a baseline, from left to right."""

    cells: list[Line] = field(default_factory=list)

    @property
    def y(self) -> float:
        """Of its first line."""
        return self.cells[0].y

    @property
    def is_labelled(self) -> bool:
        """Whether a number, letter or bullet stands apart at its head."""
        return len(self.cells) > 1 and LABEL.fullmatch(self.cells[0].text) is not None


def build_rows(page: PageWords, tags: Tags) -> list[Row]:
    """The rows of a page from top to bottom, each split at its wide gaps."""
    words = _without_overprint(page.words)
    groups = _near_baselines(_raised_joined(_baselines(words)))
    return [row for group in groups if (row := _row(page.number, group, tags)).cells]


def _without_overprint(words: list[Word]) -> list[Word]:
    """Words drawn twice at one place are one word in bold."""
    seen: dict[tuple[str, int], list[int]] = {}
    out: list[Word] = []
    for word in words:
        for cell in (round(word.y / 3), round(word.y / 3) - 1, round(word.y / 3) + 1):
            twin = next(
                (
                    i
                    for i in seen.get((word.text, cell), ())
                    if abs(out[i].x0 - word.x0) < 0.25 * word.size and abs(out[i].y - word.y) < 0.2 * word.size
                ),
                None,
            )
            if twin is not None:
                out[twin] = out[twin]._replace(bold=True)
                break
        else:
            seen.setdefault((word.text, round(word.y / 3)), []).append(len(out))
            out.append(word)
    return out


def _baselines(words: list[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (-w.y, w.x0)):
        if groups and groups[-1][0].y - word.y <= SAME_BASELINE_EM * min(word.size, groups[-1][0].size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _raised_joined(groups: list[list[Word]]) -> list[list[Word]]:
    """Small words that stand by larger ones, a little above or below, moved into their line."""
    out = [list(g) for g in groups]
    for i, group in enumerate(out):
        for word in list(group):
            home = _home(word, out, i)
            if home is not None:
                group.remove(word)
                home.append(word)
    return [g for g in out if g]


def _home(word: Word, groups: list[list[Word]], own: int) -> list[Word] | None:
    """The line that a small word belongs to: the one of the larger word that it touches."""
    for other in (own + 1, own - 1, own + 2, own - 2):
        if not 0 <= other < len(groups) or not groups[other]:
            continue
        for big in groups[other]:
            rise = word.y - big.y
            if word.size >= SMALL * big.size or not -0.3 * big.size < rise < 0.65 * big.size:
                continue
            after, before = word.x0 - big.x1, big.x0 - word.x1
            reach = HANGING_EM if rise > 0.3 * big.size and word.text.isdigit() else 1.3
            if -0.3 * big.size < after < 0.5 * big.size or (-0.3 * big.size < before < reach * big.size and rise > 0):
                return groups[other]
    return None


def _near_baselines(groups: list[list[Word]]) -> list[list[Word]]:
    """Neighbouring lines that lie side by side at almost one height, made one row (a tilted scan, two columns)."""
    out: list[list[Word]] = []
    for group in groups:
        if out:
            above = out[-1]
            size = min(_size(above), _size(group))
            if _baseline(above) - _baseline(group) < NEAR_BASELINE_EM * size and not _overlap(above, group):
                above.extend(group)
                continue
        out.append(group)
    return out


def _overlap(first: list[Word], second: list[Word]) -> bool:
    return any(a.x0 < b.x1 - 1 and b.x0 < a.x1 - 1 for a in first for b in second)


def _size(words: list[Word]) -> float:
    counts: Counter[float] = Counter()
    for w in words:
        counts[round(w.size, 1)] += len(w.text)
    return counts.most_common(1)[0][0]


def _baseline(words: list[Word]) -> float:
    size = _size(words)
    main = [w.y for w in words if w.size >= SMALL * size] or [w.y for w in words]
    return sorted(main)[len(main) // 2]


def _row(page: int, words: list[Word], tags: Tags) -> Row:
    words.sort(key=lambda w: w.x0)
    size = _size(words)
    cells: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        gap = word.x0 - max(w.x1 for w in cells[-1][-3:])
        wide = gap > CELL_EM * max(min(size, before.size), min(size, word.size))
        if wide or (gap > 0 and before.mcid != word.mcid and _parts_cells(page, before, word, tags)):
            cells.append([word])
        else:
            cells[-1].append(word)
    return Row([line(page, c, tags) for c in cells])


def _parts_cells(page: int, before: Word, word: Word, tags: Tags) -> bool:
    """Whether the source says that two neighbours stand in different cells of a table."""
    left, right = tags.element(page, before.mcid), tags.element(page, word.mcid)
    if left is None or right is None:
        return False
    if left.cell != right.cell:
        return True
    return word.x0 - before.x1 > APART_EM * word.size and {left.own, right.own} == {"P"} and left.id != right.id


def line(page: int, words: list[Word], tags: Tags) -> Line:
    """A line of the given words, sorted from left to right."""
    size, y = _size(words), _baseline(words)
    pieces: list[Piece] = []
    for i, word in enumerate(words):
        gap = word.x0 - words[i - 1].x1 if i else 0.0
        limit = (SPACED_EM if word.spaced else WORD_EM) * max(word.size, words[i - 1].size if i else 0.0)
        raised = word.size < SMALL * size and word.y - y > 0.12 * size
        pieces.append(Piece(word, i > 0 and gap > limit, raised))
    element = _element(page, words, tags) if tags else None
    text = "".join((" " if p.space else "") + p.word.text for p in pieces)
    artifact = all(w.artifact for w in words)
    return Line(page, words[0].x0, max(w.x1 for w in words), y, size, pieces, text, element, artifact)


def cut_line(whole: Line, at: int) -> tuple[Line, Line]:
    """A line cut in two before one of its pieces."""
    parts = []
    second = [Piece(whole.pieces[at].word, False, whole.pieces[at].raised), *whole.pieces[at + 1 :]]
    for pieces in (whole.pieces[:at], second):
        text = "".join((" " if p.space else "") + p.word.text for p in pieces)
        words = [p.word for p in pieces]
        x0, x1 = words[0].x0, max(w.x1 for w in words)
        y, size = _baseline(words), _size(words)
        parts.append(Line(whole.page, x0, x1, y, size, pieces, text, whole.element, whole.artifact))
    return parts[0], parts[1]


def _element(page: int, words: list[Word], tags: Tags) -> Element | None:
    """The element that holds most words of a line, its label aside."""
    counts = Counter(w.mcid for w in words if w.mcid >= 0)
    found: Element | None = None
    for mcid, _ in counts.most_common():
        element = tags.element(page, mcid)
        if element is not None and "Lbl" not in element.roles[:2]:
            return element
        found = found or element
    return found


def merged(cells: list[Line]) -> Line:
    """One line of the cells of a row, which remembers the gap after the first."""
    if len(cells) == 1:
        return cells[0]
    first = cells[0]
    pieces = list(first.pieces)
    for cell in cells[1:]:
        pieces += [Piece(cell.pieces[0].word, True, cell.pieces[0].raised), *cell.pieces[1:]]
    main = max(cells, key=lambda c: len(c.text))
    return Line(
        first.page,
        first.x0,
        max(c.x1 for c in cells),
        main.y,
        main.size,
        pieces,
        " ".join(c.text for c in cells),
        main.element,
        all(c.artifact for c in cells),
        cells[1].x0 - first.x1,
        len(first.pieces),
    )


LABEL = re.compile(
    r"""(?x)
    \(?(?P<paren>[a-z]{1,2}|[ivxl]{1,6}|\d{1,3}|[A-Z])\)      # (a) a) (iv) (1)
    | (?P<stop>(?:1\d{3}|[1-9]\d{0,2})[A-Z]?(?:\.(?:\d{1,3}|[IVX]{1,4}))*  # 12. 16.1. 1001.
        |[a-z]|[ivxl]{1,6}|[IVXL]{1,6}|[A-Z])\.                          # a. II.
    | (?P<bare>(?:[1-9]\d{0,2}[A-Z]?(?:\.[IVX]{1,4})?|[A-Z])\.\d{1,3}(?:\.\d{1,3})?)  # 16.1 29A.1 3.I.1 A.1
    | (?P<bullet>[•\-–—·▪●○◦■➢o\x81\x95\uf000-\uf0ff]|\(cid:\d+\))
    """
)
"""What may stand at the head of a paragraph or heading."""
