"""Marks inside a line of Markdown, or of text with traces of it: escapes, emphasis, links, superscripts, entities.

The converters that made such files write more than one dialect: escapes doubled (`Framework\\\\_for`), brackets
inside link texts, emphasis that opens and never closes. A Markdown library would reject or rewrite what it does
not know; here whatever is not understood stays as it is, because losing a character is worse than showing a sign.
"""

from __future__ import annotations

import html
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache

from compendium.corpus.styled import NoteMark, Span, Style, StyledText

__all__ = ["parse_inline"]

PUNCTUATION = r"!-/:-@\[-`{-~"
DEPTH = 8
"""Links inside link texts are followed no deeper than this."""


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?P<escape>\\+(?=[{PUNCTUATION}])(?P<escaped>[{PUNCTUATION}]))   # \_  and doubled: \\_
      | <sup>\s*(?P<sup>[^<>]{{0,12}}?)\s*</sup>                         # <sup>5</sup>
      | \[\^(?P<ref>[^\]\s]{{1,12}})\]                                   # [^5]
      | (?P<break><br\s*/?>)
      | <(?P<auto>(?:https?://|mailto:|www\.)[^<>\s]+)>                  # <http://icat.network>
      | </?(?:b|i|u|em|strong|sub|span|font|small|a|p|div|center)(?:\s[^<>]*)?>
      | (?P<image>!(?=\[))
      | (?P<open>\[)
      | (?P<star>\*{{1,3}})
      | (?P<low>_{{1,3}})(?!_)
      | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)
        """,
        re.VERBOSE,
    )


@dataclass(slots=True)
class _Run:
    """What has been read so far."""

    notes: AbstractSet[str]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)
    opened: list[tuple[str, int, int]] = field(default_factory=list)
    """Emphasis not yet closed: its sign, the piece that holds it, the offset after it."""

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def last(self) -> str:
        return next((p[-1] for p in reversed(self.pieces) if p), "")


def parse_inline(raw: str, notes: AbstractSet[str] = frozenset()) -> StyledText:
    """The plain text of a line, its emphasis as spans, its footnote marks taken out and their places kept.

    Args:
        raw: the line as the source has it.
        notes: labels of the document's footnotes; a superscript or an asterisk that is none of them is text.

    >>> parse_inline("the *Toolkit*<sup>5</sup> \\\\_x", {"5"}).text
    'the Toolkit _x'
    """
    run = _Run(notes)
    _read(raw, run, 0)
    for sign, piece, _ in run.opened:  # never closed: it is text after all
        _restore(run, piece, sign)
    return StyledText("".join(run.pieces), tuple(sorted(run.spans, key=lambda s: (s.start, s.end))), tuple(run.marks))


def _read(raw: str, run: _Run, depth: int) -> None:
    position = 0
    while match := _token().search(raw, position):
        run.add(raw[position : match.start()])
        position = _take(match, raw, run, depth)
    run.add(raw[position:])


def _take(match: re.Match[str], raw: str, run: _Run, depth: int) -> int:
    """Reads one token; returns where to go on."""
    kind, found = match.lastgroup, match.group()
    if kind in {"escape", "escaped"}:
        return _escape(match, run)
    if kind == "sup":
        label = match["sup"]
        _mark(run, label) if label in run.notes else run.add(label)
    elif kind == "ref":
        _mark(run, match["ref"]) if match["ref"] in run.notes else run.add(found)
    elif kind == "break":
        run.add("\n")
    elif kind == "auto":
        run.add(match["auto"])
    elif kind == "open":
        return _link(match.start(), raw, run, depth)
    elif kind in {"star", "low"}:
        _emphasis(match, raw, run)
    elif kind == "entity":
        run.add(html.unescape(found))
    return match.end()


def _escape(match: re.Match[str], run: _Run) -> int:
    sign = match["escaped"]
    before = run.last()
    # An escaped asterisk after a word is a footnote mark, where the document has an asterisk note.
    starred = re.match(r"(?:\\+\*)+", match.string[match.start() :]) if sign == "*" else None
    if starred:
        label = "*" * starred.group().count("*")
        if label in run.notes and before and not before.isspace():
            _mark(run, label)
            return match.start() + starred.end()
    run.add(sign)
    return match.end()


def _mark(run: _Run, label: str) -> None:
    run.marks.append(NoteMark(label, run.length))


def _link(start: int, raw: str, run: _Run, depth: int) -> int:
    """Reads `[text](target)` as its text, a link; anything else that opens so is text."""
    close = _closing(raw, start, "[]")
    if close is None or raw[close + 1 : close + 2] != "(" or depth >= DEPTH:
        run.add("[")
        return start + 1
    end = _closing(raw, close + 1, "()")
    if end is None:
        run.add("[")
        return start + 1
    if not (start and raw[start - 1] == "!"):  # a picture's description is not the document's text
        before = run.length
        _read(raw[start + 1 : close], run, depth + 1)
        run.spans.append(Span(before, run.length, Style.LINK))
    return end + 1


def _closing(raw: str, start: int, pair: str) -> int | None:
    """Where the bracket that opens at `start` closes, escapes left aside; None if it does not within 1,000."""
    depth, position = 0, start
    while position < min(len(raw), start + 1000):
        char = raw[position]
        if char == "\\":
            position += 1
        elif char == pair[0]:
            depth += 1
        elif char == pair[1]:
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return None


def _emphasis(match: re.Match[str], raw: str, run: _Run) -> None:
    sign = match.group()
    before = raw[match.start() - 1 : match.start()]
    after = raw[match.end() : match.end() + 1]
    opens = bool(after) and not after.isspace()
    closes = bool(before) and not before.isspace()
    if sign[0] == "_":  # an underscore inside a word is a letter of a file name
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    if closes and _close(run, sign):
        return
    if sign in run.notes and closes and not opens:
        _mark(run, sign)
        return
    if opens:
        run.add("")
        run.pieces.append("")
        run.opened.append((sign, len(run.pieces) - 1, run.length))
        return
    run.add(sign)


def _close(run: _Run, sign: str) -> bool:
    """Closes the emphasis that `sign` ends, in one or in two steps (`***` ends `*` and `**`)."""
    for i in range(len(run.opened) - 1, -1, -1):
        opened, _, start = run.opened[i]
        if opened == sign:
            for inner, piece, _ in run.opened[i + 1 :]:
                _restore(run, piece, inner)
            del run.opened[i:]
            _style(run, sign, start)
            return True
    if len(sign) == 3 and len(run.opened) >= 2 and {o[0] for o in run.opened[-2:]} == {sign[0], sign[0] * 2}:
        for opened, _, start in (run.opened.pop(), run.opened.pop()):
            _style(run, opened, start)
        return True
    return False


def _style(run: _Run, sign: str, start: int) -> None:
    if start < run.length:
        styles = {1: (Style.ITALIC,), 2: (Style.BOLD,), 3: (Style.BOLD, Style.ITALIC)}[len(sign)]
        run.spans.extend(Span(start, run.length, style) for style in styles)


def _restore(run: _Run, piece: int, sign: str) -> None:
    """Puts back a sign that turned out to be text, and moves what stands after it."""
    at = sum(len(p) for p in run.pieces[:piece])
    run.pieces[piece] = sign
    grow = len(sign)
    run.length += grow
    run.spans = [Span(s.start + grow * (s.start >= at), s.end + grow * (s.end > at), s.style) for s in run.spans]
    run.marks = [NoteMark(m.label, m.offset + grow * (m.offset >= at)) for m in run.marks]
    run.opened = [(o, p, start + grow * (p > piece)) for o, p, start in run.opened]
