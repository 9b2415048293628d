"""Sentences of official prose: full stops end abbreviations too, and quotations hold sentences of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compendium.corpus.habits import habits

__all__ = ["FILL", "brackets", "mask", "quotations", "sentences"]

# “...” with inner ones, «...», "..."; converters mix the straight mark with the curved one: "States may ... persons”
_QUOTATION = re.compile(r"“[^“”\n]*+(?:“[^“”\n]*+”[^“”\n]*+)*+”|«[^«»\n]*+»|(?:(?<!\w)\"|“)[^“”\"\n]++[\"”]")
_BRACKETS = re.compile(r"\((?:[^()\n]++|\([^()\n]*+\))*+\)|\[[^\[\]\n]*+\]")
# A full stop, what closes after it, then white space and what may open a sentence; or the end of a line.
_END = re.compile(r"[.!?][”»\"’)\]]*(?=\s+[“«\"(\[]?[A-Z0-9])|\n")
FILL = "\x1a"
"""Stands for each masked character."""


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """The places of quotations between double quotation marks, the marks included.

    >>> [(3, 12)] == list(quotations('as “it says” here'))
    True
    """
    for match in _QUOTATION.finditer(text):
        yield match.span()


def brackets(text: str) -> Iterator[tuple[int, int]]:
    """The places of round and square brackets, the signs included; those in quotations are left out."""
    for match in _BRACKETS.finditer(_filled(_QUOTATION, text)):
        yield match.span()


def mask(text: str) -> str:
    """The text, at its length, with quotations and brackets filled in: only the writer's own clause is seen."""
    return _filled(_BRACKETS, _filled(_QUOTATION, text))


def _filled(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: FILL * len(match.group()), text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The places of the sentences, without white space around them; every line ends one.

    A full stop inside a quotation or inside brackets ends none, and one after an abbreviation neither.

    >>> text = "See para. 4. It recommended “A. B” (art. 2). Then more"
    >>> [text[a:b] for a, b in sentences(text)]
    ['See para. 4.', 'It recommended “A. B” (art. 2).', 'Then more']
    """
    masked = mask(text)
    start = 0
    for match in _END.finditer(masked):
        if match.group() != "\n" and habits().abbreviation.search(
            masked, max(start, match.start() - 12), match.start() + 1
        ):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
