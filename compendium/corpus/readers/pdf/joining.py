"""Lines made one text: the hyphens at their ends judged, footnote marks taken out, bold and italics kept beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from compendium.corpus.habits import habits
from compendium.corpus.readers.pdf.lines import Line, Piece
from compendium.corpus.readers.pdf.profile import profile
from compendium.corpus.styled import NoteMark, Span, Style, StyledText

__all__ = ["Vocabulary", "join_lines", "join_pieces"]

WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
LAST = re.compile(r"([^\W\d_]+)[-‐]$")
FIRST = re.compile(r"[^\W\d_]+")
MARKS = re.compile(r"\d{1,3}(?:[,–-]\d{1,3})*[,.;]?|(?:\d{1,3}|[a-z])/|[a-z]|\*{1,4}|[†‡§]+")
ORDINAL = re.compile(r"st|nd|rd|th|er|re|e|o|a|º|ª|bis|ter")
UNITS = re.compile(r"(?:.*\d)?(?:m|km|cm|mm|CO|ft|R)")


@dataclass(slots=True)
class Vocabulary:
    """The words of a document, as evidence for what a hyphen at a line's end stands for."""

    words: Counter[str] = field(default_factory=Counter)
    drops: bool = False
    """Whether the document breaks words at line ends, as few do that are made with Word."""

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Vocabulary:
        """The vocabulary of these lines, in order; words at a hyphenated line end do not count."""
        words: Counter[str] = Counter()
        breaks: list[tuple[str, str]] = []
        left = ""
        for line in lines:
            text = line.text
            first = FIRST.match(text)
            if left and first:
                breaks.append((left, first.group().casefold()))
                text = text[first.end() :]
            last = LAST.search(text)
            left = last.group(1).casefold() if last else ""
            if last:
                text = text[: last.start()]
            words.update(w.casefold() for w in WORD.findall(text))
        fragment = profile().fragment
        broken = sum(1 for a, b in breaks if words[a + b] or (fragment.fullmatch(b) and not words[b]))
        whole = sum(1 for a, b in breaks if words[f"{a}-{b}"] or (words[a] and words[b] and not words[a + b]))
        return cls(words, broken > whole)

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether `left-` at a line's end and `right` at the next line's head are written with a hyphen."""
        if not right or not right[0].isalpha() or right[0].isupper():
            return True
        before = re.search(r"[^\W_]+$", left)
        first = FIRST.match(right)
        if before is None or first is None or any(c.isdigit() for c in before.group()):
            return True
        a, b = before.group().casefold(), first.group().casefold()
        joined, apart = self.words[a + b], self.words[f"{a}-{b}"]
        if joined != apart:
            return apart > joined
        habits = profile()
        if a in habits.prefixes or b in habits.suffixes:
            return True
        if habits.fragment.fullmatch(b):
            return False
        return not self.drops or bool(self.words[a] and self.words[b])


@dataclass(slots=True)
class _Builder:
    stars: frozenset[str] = frozenset()
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)

    def add(self, text: str, *, bold: bool, italic: bool) -> None:
        for on, style in ((bold, Style.BOLD), (italic, Style.ITALIC)):
            if not on or not text.strip():
                continue
            last = next((i for i in range(len(self.spans) - 1, -1, -1) if self.spans[i].style is style), None)
            if last is not None and self.length - self.spans[last].end <= 1 and self._blank(self.spans[last].end):
                self.spans[last] = Span(self.spans[last].start, self.length + len(text), style)
            else:
                self.spans.append(Span(self.length, self.length + len(text), style))
        self.parts.append(text)
        self.length += len(text)

    def _blank(self, start: int) -> bool:
        return start == self.length or self.parts[-1] in (" ", "\n")

    def space(self, text: str = " ") -> None:
        if self.length and not self.parts[-1].endswith((" ", "\n")):
            self.parts.append(text)
            self.length += 1

    def last_word(self) -> str:
        """What stands after the last space; a hyphen may be of another font and so a part of its own."""
        found = ""
        for part in reversed(self.parts):
            if part in (" ", "\n"):
                break
            found = part + found
        return found

    def drop_last(self) -> None:
        """Take the last character away."""
        self.parts[-1] = self.parts[-1][:-1]
        self.length -= 1
        self.spans = [Span(s.start, min(s.end, self.length), s.style) for s in self.spans if s.start < self.length]

    def done(self) -> StyledText:
        return StyledText("".join(self.parts), tuple(self.spans), tuple(self.marks)).strip()


def join_lines(
    lines: list[Line],
    words: Vocabulary,
    *,
    skip: int = 0,
    breaks: frozenset[int] = frozenset(),
    stars: frozenset[str] = frozenset(),
) -> StyledText:
    """The text of consecutive lines, without the first `skip` pieces; line ends in `breaks` are kept.

    A sign in `stars`, such as `*`, is a footnote's mark even where it is not raised.
    """
    out = _Builder(stars)
    for i, line in enumerate(lines):
        pieces = line.pieces[skip:] if i == 0 else line.pieces
        if i:
            _cross(out, pieces, words, "\n" if i in breaks else " ")
        _add_pieces(out, pieces)
    return out.done()


def join_pieces(pieces: list[Piece]) -> StyledText:
    """The text of the words of one line."""
    out = _Builder()
    _add_pieces(out, pieces)
    return out.done()


def _add_pieces(out: _Builder, pieces: list[Piece]) -> None:
    for i, piece in enumerate(pieces):
        text = piece.word.text
        if piece.raised and (labels := _note_labels(piece, pieces[i - 1] if i else None)) and (i or out.parts):
            out.marks += [NoteMark(label, out.length) for label in labels]
            continue
        if piece.space or (i and not out.marks and len(out.parts) == 1 and pieces[i - 1].raised):
            out.space()  # the second: a table's note, `a Figures for 2024`, whose letter stands close
        bare = text.rstrip("*†‡§")
        if text[len(bare) :] in out.stars:
            if bare:
                out.add(bare, bold=piece.word.bold, italic=piece.word.italic)
            out.marks.append(NoteMark(text[len(bare) :], out.length))
            continue
        out.add(text, bold=piece.word.bold, italic=piece.word.italic)


def _note_labels(piece: Piece, before: Piece | None) -> list[str]:
    """The labels that a raised word names; none where it is part of the text (`m²`, `21st`)."""
    text = piece.word.text
    if not MARKS.fullmatch(text) or (
        ORDINAL.fullmatch(text) and before is not None and before.word.text[-1:].isdigit()
    ):
        return []
    if text in ("2", "3") and before is not None and not piece.space and UNITS.fullmatch(before.word.text):
        return []
    return [label for label in re.split(r"[,.;/]", text) if label]


def _cross(out: _Builder, pieces: list[Piece], words: Vocabulary, separator: str) -> None:
    """Go to the next line: a space, or what a hyphen at the end of the line calls for."""
    if not out.parts or not pieces:
        return
    end, start = out.last_word(), pieces[0].word.text
    if separator == "\n":
        out.space(separator)
        return
    if end.endswith("\u00ad"):
        out.drop_last()
    elif end.endswith(("-", "‐")) and len(end) > 1 and end[-2].isalnum():
        if start.casefold() in habits().joiners:  # "troop-" and, on the next line, "and police-contributing"
            out.space()
        elif not words.keeps_hyphen(end[:-1], start):
            out.drop_last()
    elif end.endswith("–") and end[-2:-1].isdecimal() and start[:1].isdecimal():
        pass  # a range: "1,500–" and "2,500"
    elif not (end.endswith(("/", "—")) and len(end) > 1) and not _within_address(end, start):
        out.space()


def _within_address(end: str, start: str) -> bool:
    """Whether a web address goes on over the end of a line."""
    return "://" in end and end.endswith(("_", "=", "?", "&", ".", "%")) and start[:1].islower()
