"""Text that remembers its type and its footnote marks.

Readers see more than characters: italics, bold, superscript marks. The text that users quote must
hold none of that, and the stages that follow need it: a title in italics is a publication, a bold line
is a heading, a mark says which footnote a paragraph bears. So the text is plain, and what was seen is
kept beside it as half-open spans of character offsets. Every operation keeps the offsets true.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from itertools import accumulate

from compendium.frozen import dataclass

__all__ = ["NoteMark", "Span", "Style", "StyledText"]


class Style(StrEnum):
    """How a run of characters is set."""

    BOLD = "bold"
    ITALIC = "italic"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A styled run: characters `start` to `end`, half-open."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote's mark, which stood before the character at `offset` and is not part of the text."""

    label: str
    offset: int


@dataclass(frozen=True, slots=True)
class StyledText:
    """Plain text, its styled runs and the places of its footnote marks."""

    text: str
    spans: tuple[Span, ...] = ()
    marks: tuple[NoteMark, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: StyledText) -> StyledText:
        shift = len(self.text)
        return StyledText(
            self.text + other.text,
            _merged((*self.spans, *(replace(s, start=s.start + shift, end=s.end + shift) for s in other.spans))),
            (*self.marks, *(replace(m, offset=m.offset + shift) for m in other.marks)),
        )

    def cut(self, start: int, end: int | None = None) -> StyledText:
        """The part from `start` to `end`; a mark at the very end belongs to it, one at its start too."""
        stop = len(self.text) if end is None else end
        return StyledText(
            self.text[start:stop],
            tuple(
                Span(max(s.start, start) - start, min(s.end, stop) - start, s.style)
                for s in self.spans
                if start < stop and s.start < stop and s.end > start
            ),
            tuple(NoteMark(m.label, m.offset - start) for m in self.marks if start <= m.offset <= stop),
        )

    def strip(self) -> StyledText:
        """The text without white space at either end; marks that stood there move to the new ends."""
        left = len(self.text) - len(self.text.lstrip())
        right = len(self.text.rstrip())
        if left >= right:
            return StyledText("", (), tuple(NoteMark(m.label, 0) for m in self.marks))
        inner = self.cut(left, right)
        marks = tuple(NoteMark(m.label, min(max(m.offset, left), right) - left) for m in self.marks)
        return replace(inner, marks=marks)

    def sub(self, pattern: re.Pattern[str], repl: str | Callable[[re.Match[str]], str]) -> StyledText:
        """The text with every match of `pattern` replaced; spans and marks move with it.

        A mark inside a replaced match goes to the end of its replacement.

        >>> italic = StyledText("see  Toolkit", (Span(5, 12, Style.ITALIC),))
        >>> italic.sub(re.compile(r" +"), " ").spans
        (Span(start=4, end=11, style=<Style.ITALIC: 'italic'>),)
        """
        pieces: list[str] = []
        edits: list[tuple[int, int, int]] = []  # start and end of a match, length of what replaces it
        last = 0
        for match in pattern.finditer(self.text):
            new = match.expand(repl) if isinstance(repl, str) else repl(match)
            if new == match.group():
                continue
            pieces += [self.text[last : match.start()], new]
            edits.append((match.start(), match.end(), len(new)))
            last = match.end()
        if not edits:
            return self
        moved = _Shift(edits)
        spans = (Span(moved.start(s.start), moved.end(s.end), s.style) for s in self.spans)
        return StyledText(
            "".join([*pieces, self.text[last:]]),
            tuple(s for s in spans if s.start < s.end),
            tuple(NoteMark(m.label, moved.end(m.offset)) for m in self.marks),
        )

    def wholly(self, style: Style) -> bool:
        """Whether every letter and digit is set in `style`."""
        covered = [s for s in self.spans if s.style is style]
        return bool(self.text.strip()) and all(
            any(s.start <= i < s.end for s in covered) for i, c in enumerate(self.text) if c.isalnum()
        )

    @staticmethod
    def join(parts: Iterable[StyledText], separator: str = " ") -> StyledText:
        """One text of all parts, with `separator` between them, in time linear in their length."""
        pieces: list[str] = []
        spans: list[Span] = []
        marks: list[NoteMark] = []
        shift = 0
        for i, part in enumerate(parts):
            shift += len(separator) if i else 0
            pieces.append(part.text)
            spans += (replace(s, start=s.start + shift, end=s.end + shift) for s in part.spans)
            marks += (replace(m, offset=m.offset + shift) for m in part.marks)
            shift += len(part.text)
        return StyledText(separator.join(pieces), _merged(spans), tuple(marks))


class _Shift:
    """Moves offsets over a list of edits, in order, none overlapping."""

    def __init__(self, edits: list[tuple[int, int, int]]) -> None:
        self._edits = edits
        self._ends = [end for _, end, _ in edits]
        self._deltas = list(accumulate((length - (end - start) for start, end, length in edits), initial=0))
        """How far an offset has moved after so many edits."""

    def start(self, offset: int) -> int:
        """Where a span that starts at `offset` starts after the edits."""
        return self._move(offset, inside_to_end=False)

    def end(self, offset: int) -> int:
        """Where a span that ends at `offset`, or a mark there, stands after the edits."""
        return self._move(offset, inside_to_end=True)

    def _move(self, offset: int, *, inside_to_end: bool) -> int:
        passed = bisect_right(self._ends, offset)
        delta = self._deltas[passed]
        if passed < len(self._edits):
            start, _, length = self._edits[passed]
            if offset > start:
                return start + delta + (length if inside_to_end else 0)
        return offset + delta


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans, in order, with touching runs of one style made one."""
    out: list[Span] = []
    last: dict[Style, int] = {}
    """Where in `out` the last span of a style is: a table has thousands, so only that one is looked at."""
    for span in spans:
        at = last.get(span.style)
        if at is not None and out[at].start <= span.start <= out[at].end:
            out[at] = replace(out[at], end=max(out[at].end, span.end))
        else:
            last[span.style] = len(out)
            out.append(span)
    return tuple(out)
