"""The best passage of a paragraph for a query: whole words, whole sentences where they fit, exact marks.

A passage is worth the things sought that it holds, each counted once by its weight, and a little more where they
stand together; among equals the one that begins a sentence wins, then the earlier. Nothing depends on
anything but the text and the query, so the same question always shows the same words.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compendium.frozen import dataclass
from compendium.indexer.tree import Field
from compendium.search.marks import Mark, Marker, Sought

__all__ = ["LENGTH", "Piece", "Snippet", "around", "snippet"]

LENGTH = 240
"""Characters that a passage has at most, unless a little more completes it."""
SPARE = 40
"""Characters that may be added to complete a text."""
CONTEXT = 80
"""Characters before a match where no sentence begins nearer."""
TOGETHER = 20
"""Characters between two matches that count as standing together."""

OWN = (Field.TEXT, Field.POINTS, Field.FOOTNOTES)
"""The paragraph's own words: a heading or title above it is shown only where these hold no match."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph that can be shown: its lead-in, a point, a footnote, a heading above it."""

    field: Field
    text: str
    label: str = ""
    """Label of the footnote, path of the point (`f`, `d(ii)`)."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage and the spans to mark in it."""

    piece: Piece
    text: str
    marks: tuple[tuple[int, int], ...]
    start: int = 0
    """Where it starts in the piece's text."""

    @property
    def end(self) -> int:
        """Where it ends in the piece's text."""
        return self.start + len(self.text)


class _Passage(NamedTuple):
    """A candidate: part of a piece, with what it is worth."""

    piece: Piece
    start: int
    end: int
    marks: tuple[Mark, ...]
    worth: float


def snippet(pieces: Sequence[Piece], marker: Marker) -> Snippet:
    """The best passage of these pieces, the foremost piece being preferred among equals.

    Where nothing matches, it is the beginning of the first piece, without marks.
    """
    own = [piece for piece in pieces if piece.field in OWN]
    above = [piece for piece in pieces if piece.field not in OWN]
    best = _best(own, marker) or _best(above, marker)
    if best is None:
        text = pieces[0].text
        best = _Passage(pieces[0], 0, _end(text, 0, _sentences(text)), (), 0.0)
    text = best.piece.text[best.start : best.end]
    return Snippet(best.piece, text, _merged(best.marks, best.start), best.start)


def around(piece: Piece, start: int, end: int) -> Snippet:
    """The passage that leads to a span of a piece, which is marked; of a long span the beginning."""
    text = piece.text
    end = min(end, start + LENGTH)
    sentences = _sentences(text)
    near = [at for at in sentences if end - LENGTH <= at <= start]
    first = near[0] if near else _clause(text, max(end - LENGTH, 0), start)
    last = min((at for at in [*sentences, len(text)] if at >= end), default=end)
    last = last if last - end <= SPARE else end
    shown = text[first:last].rstrip()
    return Snippet(piece, shown, ((start - first, min(end - first, len(shown))),), first)


def _best(pieces: Sequence[Piece], marker: Marker) -> _Passage | None:
    """The passage worth most, the first among equals; None where nothing matches."""
    best: _Passage | None = None
    for piece in pieces:
        found = marker.marks(piece.text, piece.field)
        if found:
            passage = max(_passages(piece, found, marker.sought), key=lambda p: p.worth)
            best = passage if best is None or passage.worth > best.worth else best
    return best


def _passages(piece: Piece, found: list[Mark], sought: Sequence[Sought]) -> Iterator[_Passage]:
    """Passages that begin with a sentence, or a little before a match, earliest first, until one holds all matches."""
    text = piece.text
    if len(text) <= LENGTH + SPARE:
        yield _Passage(piece, 0, len(text.rstrip()), tuple(found), _worth(found, sought))
        return
    sentences = _sentences(text)
    places = [mark.start for mark in found]
    for start in _starts(text, found, sentences):
        end = _end(text, start, sentences)
        near = found[bisect_left(places, start) : bisect_left(places, end)]
        inside = tuple([mark for mark in near if mark.end <= end])
        worth = _worth(inside, sought) - (0.0 if start in sentences else 0.01)
        yield _Passage(piece, start, end, inside, worth)
        if len(inside) == len(found) and start in sentences:
            return  # none that begins later is worth more


def _worth(inside: Sequence[Mark], sought: Sequence[Sought]) -> float:
    held = {mark.sought for mark in inside}
    weight = sum([sought[n].weight for n in held])
    pairs = itertools.pairwise(inside) if len(held) > 1 else ()
    together = {(a.sought, b.sought) for a, b in pairs if a.sought != b.sought and b.start - a.end <= TOGETHER}
    return weight + 0.1 * len(together) + 0.02 * min(len(inside), 5)


def _starts(text: str, found: Sequence[Mark], sentences: Sequence[int]) -> list[int]:
    """Where a passage may begin: at a sentence that holds a match or leads to one, else some words before a match."""
    starts = set()
    for mark in found:
        sentence = sentences[bisect_right(sentences, mark.start) - 1]
        starts.add(sentence)
        if mark.end - sentence > LENGTH - CONTEXT:
            starts.add(_clause(text, max(sentence, mark.start - CONTEXT), mark.start))
    return sorted(starts)


def _clause(text: str, earliest: int, mark: int) -> int:
    """The beginning of a clause between these two places, else of a word."""
    clause = re.compile(r"[,;:–—] +").search(text, earliest, mark)
    if clause:
        return clause.end()
    space = text.find(" ", max(earliest - 1, 0), mark)
    return mark if space < 0 else space + 1


def _end(text: str, start: int, sentences: Sequence[int]) -> int:
    """Where the passage ends that begins so: with the last sentence that fits, or else with a word."""
    if len(text) - start <= LENGTH + SPARE:
        return len(text.rstrip())
    limit = start + LENGTH
    ends = [at for at in sentences if start + LENGTH // 2 < at <= limit + 1]
    if ends:
        return len(text[: ends[-1]].rstrip())
    space = text.rfind(" ", start, limit + 1)
    return len(text[: space if space > start else limit].rstrip())


_SENTENCE = re.compile(r"[.?!;:][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])")
_SHORTENED = frozenset(
    "para paras art arts no nos vol vols p pp e.g i.e cf mr ms mrs dr st add corr rev ed eds".split()
)
_LONGEST = 10
"""Characters of the longest of these with what is set around it."""


def _sentences(text: str) -> list[int]:
    """Where sentences begin."""
    starts = [0]
    for match in _SENTENCE.finditer(text):
        *_, before = re.split(r"\s", text[max(starts[-1], match.start() - _LONGEST) : match.start()])
        if before.lower().strip("(“\"'") not in _SHORTENED:
            starts.append(match.end())
    return starts


def _merged(found: Sequence[Mark], shift: int) -> tuple[tuple[int, int], ...]:
    """The spans to mark, none overlapping, counted from `shift`."""
    spans: list[tuple[int, int]] = []
    for mark in found:
        start, end = mark.start - shift, mark.end - shift
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)
