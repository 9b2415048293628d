"""Quotation marks of any kind: where one opens in a text, and where the one stands that closes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["CLOSING", "DISTINCT", "OPENERS", "closing", "enclosed", "next_opening"]

CLOSING = {"“": "”", "„": "“”", "«": "»"}
"""Opening marks that only open, and what closes each."""
OPENERS = "“„«\"'‘"
FEWEST_IN_SINGLES = 3
"""Words that single marks must hold: fewer, and they are as likely apostrophes."""
DISTINCT = re.compile(r"[^\W_]+")
"""A word."""


def enclosed(text: str) -> Iterator[tuple[int, int]]:
    """The quotations of a text that close in it, without their marks; one inside another is part of it."""
    position = 0
    unclosed: set[str] = set()  # marks that nothing closes from here on: to look again for each would take for ever
    while (opening := next_opening(text, position)) is not None:
        end = None if text[opening] in unclosed else closing(text, opening)
        if end is None:
            unclosed.add(text[opening])
        else:
            yield opening + 1, end
        position = opening + 1 if end is None else end + 1


def next_opening(text: str, position: int) -> int | None:
    """Where the next quotation opens from a place on; None where none does."""
    for at in range(position, len(text)):
        mark = text[at]
        if mark not in OPENERS:
            continue
        if mark in CLOSING:
            return at
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        opens = not before or before.isspace() or before in "([{—–-/"
        if not opens or not after.strip():
            continue
        if mark == '"':
            return at
        end = closing(text, at)
        if end is not None and len(DISTINCT.findall(text[at + 1 : end])) >= FEWEST_IN_SINGLES:
            return at
    return None


def closing(text: str, opening: int) -> int | None:
    """Where the mark stands that closes what was opened; None where none does in this text."""
    mark = text[opening]
    if mark == "“":
        return _closing_nested(text, opening)
    if mark in CLOSING:
        found = [at for close in CLOSING[mark] if (at := text.find(close, opening + 1)) >= 0]
        return min(found, default=None)
    if mark == '"':
        for at in range(opening + 1, len(text)):
            if text[at] in '"”' and not text[at - 1].isspace():
                return at
        return None
    close = "’" if mark == "‘" else "'"
    for at in range(opening + 1, len(text)):
        if text[at] == close and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum():
            goes_on = re.match(r" \w", text[at + 1 : at + 3]) is not None
            possessive = text[at - 1] == "s" and close in text[at + 1 :] and goes_on
            if not possessive:
                return at
    return None


def _closing_nested(text: str, opening: int) -> int | None:
    depth = 0
    close = None
    for at in range(opening, len(text)):
        if text[at] == "“":
            depth += 1
        elif text[at] == "”" or (text[at] == '"' and depth and not text[at - 1].isspace() and "”" not in text[at:]):
            depth -= 1
            close = at
            if depth <= 0:
                return at
    # More were opened than closed: what a stray mark opened ends where the last one closes.
    return close
