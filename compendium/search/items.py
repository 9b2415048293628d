"""A quotation as items: its words and marks, and what ellipses and square brackets stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from compendium.search.wording import ELLIPSIS, Token, Wording, is_word

__all__ = ["Item", "Kind", "quoted_items"]

OPEN, CLOSE = "[", "]"


class Kind(Enum):
    """What an item of a quotation is."""

    TOKEN = "token"  # noqa: S105 - a kind of item
    GAP = "gap"
    BRACKET = "bracket"


@dataclass(frozen=True, slots=True)
class Item:
    """A word or mark of a quotation, an ellipsis, or what stands in square brackets."""

    kind: Kind
    norm: str
    start: int
    end: int
    like: re.Pattern[str] | None = None
    """For a word that is partly in brackets (`[T]raining`, `recommend[s]`): what it may stand for."""


def quoted_items(wording: Wording) -> list[Item]:
    """A quotation as items: ellipses, also in brackets, and what square brackets mark told from words.

    >>> [item.kind.value for item in quoted_items(Wording.of("[T]hey [the States] may ... act"))]
    ['token', 'bracket', 'token', 'gap', 'token']
    """
    items: list[Item] = []
    found = wording.tokens
    at = 0
    while at < len(found):
        item, at = _item(wording.text, found, at)
        items.append(item)
    while items and items[0].kind is Kind.GAP:
        items.pop(0)
    while items and items[-1].kind is Kind.GAP:
        items.pop()
    return items


def _item(text: str, found: Sequence[Token], at: int) -> tuple[Item, int]:
    token = found[at]
    if token.norm == ELLIPSIS:
        return Item(Kind.GAP, token.norm, token.start, token.end), at + 1
    inner = found[at + 1].norm if at + 1 < len(found) else ""
    if token.norm in "([" and inner == ELLIPSIS and at + 2 < len(found) and found[at + 2].norm in ")]":
        return Item(Kind.GAP, ELLIPSIS, token.start, found[at + 2].end), at + 3
    partly = _partly(text, found, at)
    if partly is not None:
        return partly
    if token.norm == OPEN:
        close = next((i for i in range(at + 1, min(at + 60, len(found))) if found[i].norm == CLOSE), None)
        if close is not None:
            return Item(Kind.BRACKET, text[token.end : found[close].start], token.start, found[close].end), close + 1
    return Item(Kind.TOKEN, token.norm, token.start, token.end), at + 1


def _partly(text: str, found: Sequence[Token], at: int) -> tuple[Item, int] | None:
    """A word with a part of it in brackets, all without a blank: `[T]raining`, `victim[s]`."""
    end = at
    while end + 1 < len(found) and found[end + 1].start == found[end].end and end - at < 8:
        nxt = found[end + 1].norm
        if not (is_word(nxt) or nxt in (OPEN, CLOSE)):
            break
        end += 1
    run = [token.norm for token in found[at : end + 1]]
    if OPEN not in run or CLOSE not in run or not any(map(is_word, run)):
        return None
    while run and run[-1] == OPEN:
        run.pop()
        end -= 1
    outside = re.sub(r"\[[^\]]*\]", "", "".join(run))
    if not outside or run.count(OPEN) != run.count(CLOSE):
        return None
    parts = re.split(r"\[[^\]]*\]", "".join(run))
    like = re.compile(r"\w*".join(map(re.escape, parts)) + (r"\w*" if run[-1] != CLOSE else ""), re.IGNORECASE)
    return Item(Kind.TOKEN, "".join(run).replace(OPEN, "").replace(CLOSE, ""), found[at].start, found[end].end, like), (
        end + 1
    )
