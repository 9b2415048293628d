"""Titles of publications in running text: set in italics or in quotation marks, and what follows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from compendium.corpus.citations.patterns import AFTER_TITLE, ENTITLED, NO_WORK
from compendium.corpus.citations.wording import ISBN, SALES
from compendium.corpus.symbols import symbol_pattern

__all__ = ["Tail", "Title", "title_at_italic", "title_at_quote", "title_tail"]

_NOUN = (  # words that only titles of publications hold
    r"(?:Handbook|Tool[Kk]it|Reports?|Guides?|Manual|Model\s+Law|Model\s+Legislative|Principles|Guidelines|Framework|Papers?|Study"
    r"|Review|Yearbook|Year\s+Book|Survey|Compendium|Digest|Assessment|Outlook|Commentar(?:y|ies)|Primer|Official\s+Records"
    r"|Treaty\s+Series|Issue\s+Brief|Bulletin|Journal|Curriculum|Travaux\s+Préparatoires|Compilation|Modules?|Good\s+Practices)"
)
_HAS_NOUN = re.compile(rf"(?<!\w){_NOUN}(?!\w)")
_OPENS_WITH_NOUN = re.compile(rf"{_NOUN}\s+(?:for|on|to|of|against)\b(?:\s+\S+){{2}}")
_ISSUER = re.compile(  # UNODC, “...”; See also Council of the Baltic Sea States, “...”
    r"(?:^|[.;]\s|\(|\bSee\s(?:also\s)?|\bsee\s(?:also\s)?|\band\s)(?:the\s)?[A-Z][\w’'().\-]*(?:,?\s(?:[A-Z][\w’'().\-]*|of|the|on|and|for|in|against|to|de))*,\s$"
)
_CLAUSE = re.compile(  # recommended that “guidelines for all States should be drawn up”: words, no title
    r"\b(?:that|should|to|States|parties|Governments|recommended|urged|encouraged|reiterated|recognized|stressed|emphasized|noted)"
    r"[\s,:]*$"
)
_PLACE_OR_YEAR = re.compile(r"(?:^|[\s,])(?:1[89]|20)\d\d$|^(?:1[89]|20)\d\d\b")
_UNITED_NATIONS = re.compile(r"United\s+Nations\s+publication")
_ADOPTED = re.compile(r"\bresolutions?\s+\S*\d|\bdecisions?\s+\d|\bannex\b")
_SALES_NUMBER = re.compile(SALES)
_ISBN_NUMBER = re.compile(ISBN)
_PAGES = re.compile(r",\s(?:pp?\.|vol\.|chap\.)\s")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Title:
    """What may be a publication's title, with its place, quotation marks included."""

    text: str
    start: int
    end: int
    certain: bool
    """Whether its own words or what stands before it show it to be one; else what follows must."""


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a title."""

    end: int
    number: str = ""
    """Sales number, or ISBN."""
    certain: bool = False
    """Whether it shows that the title is a publication's."""
    symbol_at: int | None = None
    """Where the symbol starts that stands in brackets behind the title."""
    adopted: bool = False
    """Whether a resolution stands there: the title is that of a text it adopted."""


def title_at_italic(text: str, start: int, end: int, known: Sequence[str]) -> Title | None:
    """The title set in italics from `start` to `end`; None where the italics are for something else.

    Args:
        text: The running text.
        start: Where the italics start.
        end: Where they end.
        known: Titles cited before: italics that break off early still set the whole of such a title.
    """
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = _trimmed(words)
    whole = next((t for t in known if t.startswith(words) and _same(text[start : start + len(t) + 4], t)), None)
    if whole is None and re.match(r"\s+(?:against|for|on|of|to)\s+[A-Z]", text[end:]) and _HAS_NOUN.search(words):
        # *Model Law* against Trafficking in Persons: the source's italics end too soon
        longer = re.match(r"(?:\s+(?:[A-Z][\w-]*|against|for|on|of|to|in|and|the))+", text[end:])
        if longer is not None:
            whole = _trimmed(re.sub(r"(?:\s+(?:against|for|on|of|to|in|and|the))+$", "", words + longer.group()))
    end = start + len(whole if whole is not None else words)
    title = whole if whole is not None else words
    count = len(title.split())
    if count < 2 or not title[0].isupper() or " v. " in title:
        return None
    return Title(" ".join(title.split()), start, end, _is_title(title))


def title_at_quote(text: str, start: int) -> Title | None:
    """The title in the quotation marks that open at `start`; None where they hold something else."""
    closing = "”" if text[start] == "“" else '"'
    if text[start] == '"' and (start + 1 >= len(text) or text[start + 1].isspace()):
        return None
    end = text.find(closing, start + 1, start + _LONGEST)
    if end < 0:
        return None
    words = _trimmed(text[start + 1 : end])
    if len(words.split()) < 2:
        return None
    before = text[max(0, start - 200) : start]
    certain = ENTITLED.search(before) or _ISSUER.search(before)
    if certain is None and NO_WORK.search(before) is None and _CLAUSE.search(before) is None:
        certain = _OPENS_WITH_NOUN.match(words)
    return Title(" ".join(words.split()), start, end + 1, certain is not None)


def title_tail(text: str, position: int) -> Tail:
    """What follows the title that ends at `position`: series, place and year, sales number, symbol."""
    match = AFTER_TITLE.match(text, position)
    if match is None:
        return Tail(position)
    paren = match["paren"] or ""
    if paren:
        symbol = _symbol_first().match(text, match.start("paren"))
        if symbol is not None:
            return Tail(position, symbol_at=symbol.start("symbol"))
    if _ADOPTED.search(paren):
        return Tail(position, adopted=True)
    number = _SALES_NUMBER.search(paren) or _ISBN_NUMBER.search(paren)
    if number is not None:
        found = number["sales"] if "sales" in number.re.groupindex else f"ISBN {re.sub(r'[^0-9X]', '', number['isbn'])}"
        return Tail(match.end(), found, certain=True)
    if match["series"] or match["press"] or _PLACE_OR_YEAR.search(paren) or _UNITED_NATIONS.search(paren):
        return Tail(match.end(), certain=True)
    return Tail(position, certain=_PAGES.match(text, position) is not None)


@cache
def _symbol_first() -> re.Pattern[str]:
    return re.compile(rf"(?:see\s+)?(?:documents?\s+)?(?P<symbol>{symbol_pattern()})")


def _is_title(words: str) -> bool:
    """Whether words in italics are a title by themselves: title case, and a word of publishing or some length."""
    long = [
        word for word in re.findall(r"[^\W\d_]{4,}", words) if word.lower() not in ("against", "with", "from", "into")
    ]
    capitals = sum(word[0].isupper() for word in long)
    if not long or capitals * 10 < len(long) * 6:
        return False
    return bool(_HAS_NOUN.search(words)) or capitals >= 5


def _trimmed(words: str) -> str:
    return words.strip().rstrip(",.;:").strip()


def _same(text: str, title: str) -> bool:
    return text[: len(title)] == title
