"""What is safe and seemly on a terminal: text with nothing hidden in it, its width in columns, its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["columns", "escaped", "lines", "quoted", "typed", "visible"]

# Control characters other than newline and tab; bidirectional marks, embeddings and isolates; characters without
# width; separators of lines; lone surrogates, which file names may hold; tags.
_HIDDEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f"
)


def visible(text: str) -> str:
    r"""The text with every character that a terminal would obey rather than show written as its code.

    >>> visible("a\x1b[31m\u202eb")
    'a<U+001B>[31m<U+202E>b'
    """
    if text.isascii() and text.isprintable():
        return text
    return re.sub(f"[{_HIDDEN}]", lambda match: f"<U+{ord(match.group()):04X}>", text)


def escaped(json: str) -> str:
    r"""JSON with such characters written as its own escapes, so that it says the same.

    >>> escaped('"\u202e"') == '"' + chr(92) + 'u202e"'
    True
    """
    if json.isascii():
        return json.replace("\x7f", "\\u007f")
    return re.sub(f"[{_HIDDEN}]", _json_escape, json)


def _json_escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def typed(text: str) -> str:
    r"""What was typed, with bytes that are no text written as names of files are stored.

    >>> typed("a\udcff")
    'a\\udcff'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def quoted(text: str) -> str:
    r"""The text as one argument of a command that somebody may paste: nothing in it is obeyed by a shell.

    >>> print(quoted("2019/3, para. 4"), quoted("a$(id).md"))
    "2019/3, para. 4" 'a$(id).md'
    """
    if not any(mark in text for mark in '"$`\\!'):
        return f'"{text}"'
    import shlex  # hardly ever needed

    return shlex.quote(text)


def columns(text: str) -> int:
    """How many columns the text takes: two for wide characters, none for marks that combine.

    >>> columns("attaché"), columns("条约")
    (7, 4)
    """
    if text.isascii():
        return len(text)
    return sum(_width(c) for c in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def lines(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where the text breaks into lines of at most `width` columns: the start and end of each in the text.

    >>> text = "training of consular officers"
    >>> [text[start:end] for start, end in lines(text, 12)]
    ['training of', 'consular', 'officers']
    """
    start = end = used = 0
    for word in re.finditer(r"\S+", text):
        size = columns(word.group())
        gap = columns(text[end : word.start()]) if end > start else 0
        if end > start and ("\n" in text[end : word.start()] or used + gap + size > width):
            yield start, end
            start, end, used, gap = word.start(), word.start(), 0, 0
        elif end == start:
            start = word.start()
        while size > width:  # a word longer than a line, such as an address
            cut = _fitting(text, max(word.start(), end), width)
            yield start, cut
            start = end = cut
            size = columns(text[cut : word.end()])
        end = word.end()
        used += gap + size
    if end > start:
        yield start, end


def _fitting(text: str, start: int, width: int) -> int:
    """Where to cut text without spaces so that it fits."""
    used = 0
    for at in range(start, len(text)):
        used += _width(text[at])
        if used > width:
            return at
    return len(text)
