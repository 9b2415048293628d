"""Printed numbers and letters: how paragraphs, points and headings are told apart by them and follow one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from compendium.corpus.document import Block
from compendium.corpus.styled import StyledText

__all__ = [
    "LETTERED",
    "Numbered",
    "follows",
    "heading_number",
    "key_of",
    "label_follows",
    "lettered",
    "numbered",
    "roman",
]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number or letter at the head of a block, and what follows it."""

    number: str
    """As printed, without full stop or brackets."""
    content: StyledText


PRINTED = (
    r"(?:\d{1,3}[A-Z]?\.[IVX]{1,4}|\d{1,3}[A-Z]|[IVX]{1,4}|[A-Z])(?:\.\d{1,3}){1,2}"
    r"|1?\d{1,3}(?:[A-Z]|(?:\.\d{1,3}){0,3}(?:\s?(?:bis|ter|quater))?)"
)
"""A paragraph's number as printed: a section's mixed one (`3.I.1`, `29A.1`, `A.1`), or `12`, `16.1`, `12 bis`."""
SUFFIXES = ("bis", "ter", "quater", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""What makes a number one that was put in after another: `12 bis`, `12A`."""
LETTERED, ROMAN, LETTER = 1_000_000, 2_000_000, 3_000_000
"""Where the parts of a number that are no figures lie among the integers: 29A, then I, II, then A, B."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        # 12. Text     16.1 Text     16.1. Text     12 bis. Text     29A.1 Text     3.I.1 Text     A.1 Text
        "paragraph": re.compile(
            rf"(?P<number>{PRINTED})(?:\.\s+|\.(?=[A-Z“\"])|(?<=\w\.\d)\s+|(?<=\.\d\d)\s+|(?<=\.\d\d\d)\s+)(?=\S)"
        ),
        "label": re.compile(rf"(?:{PRINTED})$"),
        # (a) Text     (ii) Text     (1) Text     a) Text
        "point": re.compile(r"\(?(?P<letter>[a-z]{1,2}|[ivxl]{1,6}|[A-Z]|\d{1,2})\)\s*(?=\S)"),
        "letter": re.compile(r"(?:[a-z]{1,2}|[ivxl]{1,6}|[A-Z])$"),
        # III. Background     A. Mandate     1. International Framework     3.2.1 Methods
        "heading": re.compile(
            r"(?P<number>[IVXLC]{1,7}|[A-Z]|\d{1,2}(?:\.\d{1,3}){0,4}|\([a-z]{1,3}\))(?:\.|(?<=\))|(?<=\d\.\d)|\s+[–—-])?\s+(?=\S)"
        ),
    }


def numbered(block: Block) -> Numbered | None:
    """The paragraph number at the head of a block, standing apart or typed."""
    patterns = _patterns()
    if block.label:
        return Numbered(block.label, block.content) if patterns["label"].match(block.label) else None
    match = patterns["paragraph"].match(block.content.text)
    if match is None:
        return None
    return Numbered(re.sub(r"\s+", " ", match["number"]), block.content.cut(match.end()))


def lettered(block: Block) -> Numbered | None:
    """The point's letter at the head of a block, standing apart or typed."""
    patterns = _patterns()
    if block.label:
        return Numbered(block.label, block.content) if patterns["letter"].match(block.label) else None
    match = patterns["point"].match(block.content.text)
    return Numbered(match["letter"], block.content.cut(match.end())) if match else None


def heading_number(text: str) -> str:
    """The number that a heading bears: `III`, `A`, `1`, `3.2`; empty where there is none.

    >>> heading_number("III. Background"), heading_number("A day in March")
    ('III', '')
    """
    match = _patterns()["heading"].match(text)
    if match is None or (match["number"].isalnum() and "." not in match.group()):
        return ""
    return match["number"].strip("()")


def key_of(number: str) -> tuple[int, ...]:
    """A paragraph number as a sequence of integers; `12 bis` sorts behind 12.

    >>> key_of("16.1"), key_of("12 bis"), key_of("3.II.1")
    ((16, 1), (12, 0, 1), (3, 2000002, 1))
    """
    match = re.fullmatch(r"([\d.]+?)\s?(bis|ter|quater|[A-Z])", number)
    parts = tuple(map(_part, filter(None, (match[1] if match else number).split("."))))
    return (*parts, 0, SUFFIXES.index(match[2]) + 1) if match else parts


def _part(part: str) -> int:
    """The place of one part of a number among its like: 16, 29A, II, B."""
    if part.isdecimal():
        return int(part)
    if part[0].isdecimal():
        return LETTERED + int(part[:-1]) * 100 + ord(part[-1])
    # A lone C, D, L or M is a letter: few documents have a hundred chapters.
    value = roman(part) if len(part) > 1 or part in "IVX" else None
    return LETTER + ord(part[0]) if value is None else ROMAN + value


def follows(number: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a paragraph number comes directly after another: 13 after 12, 90.1 or 91 after 90, 91 after 90.7.

    Where the chapter is a part of the number the next chapter's first comes after the last: 3.II.1 after 3.I.108.

    >>> follows((91,), (90, 7)), follows((16, 2), (16, 1)), follows((14,), (12,)), follows((2, 1), (1, 9))
    (True, True, False, True)
    """
    if number == (*last, 1) or (len(last) > 2 and last[-2] == 0 and follows(number, last[:-2])):
        return True
    if len(number) > 2 and number[-2] == 0:
        return number[:-2] == last or (number[:-1] == last[:-1] and number[-1] == last[-1] + 1)
    depth = len(number)
    if 1 < depth == len(last) and number[-1] == 1 and number[:-2] == last[:-2] and number[-2] == last[-2] + 1:
        return True
    return depth <= len(last) and number[:-1] == last[: depth - 1] and number[-1] == last[depth - 1] + 1


def roman(text: str) -> int | None:
    """The value of a roman numeral in either case, None where it is none.

    >>> roman("xiv"), roman("IIII"), roman("b")
    (14, None, None)
    """
    upper = text.upper()
    if not re.fullmatch(r"(?=[CLXVI])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", upper):
        return None
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in upper]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _letters(label: str) -> int | None:
    """Place of a letter in its list: a is 1, z 26, aa 27."""
    low = label.lower()
    if re.fullmatch(r"([a-z])\1?", low):
        return ord(low[0]) - 96 + 26 * (len(low) - 1)
    return None


def label_follows(label: str, last: str | None) -> bool:
    """Whether a point's label comes directly after another, or, with None, can open a list."""
    places = (_letters, roman, _digits)
    if last is None:
        return any(place(label) == 1 for place in places)
    return any(
        (here := place(label)) is not None and (before := place(last)) is not None and here == before + 1
        for place in places
    )


def _digits(label: str) -> int | None:
    return int(label) if label.isdecimal() else None
