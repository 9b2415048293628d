"""Cleaning: named pure steps on text, listed in one table and applied in order.

Cleaning takes out what the converter or the typesetter put in, and never touches a word: the sources' own
errors are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import cache

from compendium.corpus.document import Block, BlockKind
from compendium.corpus.habits import habits
from compendium.corpus.styled import StyledText

__all__ = ["STEPS", "cells", "clean", "is_furniture", "job_number", "join_halves", "joint"]


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def soft_hyphens(content: StyledText) -> StyledText:
    """Hyphenation points, which mark where a word may be broken, left out."""
    return content.sub(_pattern("\u00ad"), "")


def hyphens(content: StyledText) -> StyledText:
    """Hyphens that only forbid a line break (U+2011), and Unicode's own (U+2010), as the plain one."""
    return content.sub(_pattern("[\u2010\u2011]"), "-")


def ligatures(content: StyledText) -> StyledText:
    """Typesetters' ligatures (U+FB00 to U+FB06) as the letters that they stand for."""
    letters = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    return content.sub(_pattern("[ﬀ-ﬆ]"), lambda match: letters[match.group()])


def spaces(content: StyledText) -> StyledText:
    """Runs of spaces, of whatever width, as one plain space; none at the ends or around a line break."""
    return content.sub(_pattern(r"[^\S\n]*\n\s*"), "\n").sub(_pattern(r"[^\S\n]{2,}|[^\S\n ]"), " ").strip()


def lines(content: StyledText) -> StyledText:
    """Line breaks inside a paragraph as spaces."""
    return content.sub(_pattern(r"\s*\n\s*"), " ")


def cells(content: StyledText) -> StyledText:
    """The rows of a table: runs of spaces as one, but the tabs between the cells kept."""
    return content.sub(_pattern(r"[^\S\n\t]*\n[^\S\t]*"), "\n").sub(_pattern(r"[^\S\n\t]{2,}|[^\S\n\t ]"), " ")


STEPS: tuple[Callable[[StyledText], StyledText], ...] = (soft_hyphens, hyphens, ligatures, spaces)
"""The steps for every block, in order; `lines` follows where a block is prose."""


def clean(content: StyledText, *, table: bool = False) -> StyledText:
    """The text after all steps; in a table `cells` stands for `spaces`."""
    for step in STEPS:
        content = cells(content) if table and step is spaces else step(content)
    return content


def job_number(text: str) -> str:
    """The job number that a line of page furniture consists of, or an empty string.

    >>> job_number("V.21-05275 3/14"), job_number("V.21-05275 (E) 120721 130721"), job_number("in 21-05275 cases")
    ('V.21-05275', 'V.21-05275', '')
    """
    match = habits().job_number.match(text)
    return re.split(r"[\s*(]", match["job"])[0] if match else ""


def is_furniture(block: Block) -> bool:
    """Whether a block is of the page and not of the text: a page number, a job number, a bar code."""
    if block.kind in {BlockKind.NOTE, BlockKind.TABLE} or block.label:
        return False
    text = block.content.text.strip()
    return not text or bool(habits().furniture.match(text)) or bool(job_number(text))


def join_halves(first: StyledText, second: StyledText, words: frozenset[str]) -> StyledText:
    """Two halves of a text that a page break had cut, joined so that it leaves no trace.

    Args:
        first: what stood before the break.
        second: what stood after it.
        words: the document's words in lower case: a hyphen at the break is dropped if the joined word is among them
            and the hyphenated one is not.
    """
    dropped, space = joint(first.text, second.text, words)
    return first.cut(0, len(first.text) - dropped) + StyledText(space) + second


def joint(first: str, second: str, words: AbstractSet[str]) -> tuple[int, str]:
    """How two halves of a text are joined: characters to drop from the end of the first, and what stands between.

    >>> known = frozenset({"trafficking", "co-operation"})
    >>> joint("traffick-", "ing in", known), joint("co-", "operation", known), joint("short-", "and long-term", known)
    ((1, ''), (0, ''), (0, ' '))
    >>> joint("paras. 15–", "25", known)
    (0, '')
    """
    broken = _pattern(r"(\w+)-$").search(first)
    onward = _pattern(r"^(\w+)").match(second)
    if broken and onward:
        head, tail = broken[1].lower(), onward[1].lower()
        if tail in habits().joiners:
            return 0, " "
        return int(head + tail in words and f"{head}-{tail}" not in words), ""
    range_ = _pattern(r"\d[–—]$").search(first) and second[:1].isdecimal()
    return 0, "" if range_ or first.endswith("/") else " "
