"""Sections by the names that people give them: `sect. IV`, `art. 1`, `chap. II, sect. B`, `annex II`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compendium.corpus.document import Section

__all__ = ["below", "scope_key", "sections_named"]

_WORDS = {
    "art.": "article",
    "chap.": "chapter",
    "sect.": "section",
    "vol.": "volume",
}
"""Units as pinpoints shorten them, and as headings spell them."""
_UNIT = re.compile(r"(?P<unit>[a-z][a-z ]*\.?)\s?(?P<number>[\w.]*)(?P<letters>(?:\(\w+\))*)", re.IGNORECASE)
_NUMBER_ALONE = ("section", "chapter", "part", "topic")
"""Units whose headings may bear their number alone: `IV. Recommendations`."""


def sections_named(sections: Sequence[Section], pinpoint: str) -> list[Section]:
    """The sections that a pinpoint names, outer units narrowing inner ones; none where it names none."""
    found: list[Section] = []
    for component in pinpoint.split(", "):
        unit = _UNIT.fullmatch(component)
        if unit is None:
            return []
        word = _WORDS.get(unit["unit"].strip().lower(), unit["unit"].strip().lower())
        inside = {section.order for outer in found for section in below(sections, outer)}
        found = [s for s in sections if _is(s, word, unit["number"]) and (not inside or s.order in inside)]
        if not found:
            return []
    return found


def below(sections: Sequence[Section], top: Section) -> list[Section]:
    """A section and all that stand under it, in order."""
    orders = {top.order}
    found = [top]
    for section in sections:
        if section.parent in orders and section.order not in orders:
            orders.add(section.order)
            found.append(section)
    return found


def scope_key(scope: str | None) -> str:
    """A scope of numbering as it is compared: `Article 2` and `art. 2` are one.

    >>> scope_key("Article 2") == scope_key("art. 2"), scope_key("annex II") == scope_key("annex I")
    (True, False)
    """
    key = " ".join((scope or "").split()).casefold()
    for short, word in _WORDS.items():
        key = re.sub(rf"\b{word}\b", short, key)
    return key


def _is(section: Section, word: str, number: str) -> bool:
    if not number:
        return re.match(rf"{word}\b(?!\s+[IVXLC\d]+\b)", section.heading, re.IGNORECASE) is not None
    if word in _NUMBER_ALONE and section.number.casefold() == number.casefold():
        return True
    return re.match(rf"{word}\s+{re.escape(number)}(?!\w)", section.heading, re.IGNORECASE) is not None
