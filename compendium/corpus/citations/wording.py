"""Patterns, as text, that both running text and typed references are read with; nothing is compiled here."""

from __future__ import annotations

import re
from functools import cache

from compendium.corpus.citations.tables import bodies, texts, treaties

__all__ = ["DIRECTIVE", "ISBN", "SALES", "body_pattern", "names", "text_pattern", "treaty_pattern"]

# Sales No. E.06.V.11
SALES = r"Sales\s+Nos?\.?:?\s*(?P<sales>[A-Z](?:/[A-Z]){0,5}\.\d{2}\.[IVX]{1,5}\.(?:[A-Z]\.)?\d{1,3})"
# ISBN 978-92-1-130371-1
ISBN = r"ISBN(?:[-\s]?1[03])?:?\s*(?P<isbn>97[89][-–\s]?(?:\d[-–\s]?){9}\d|(?:\d[-–\s]?){9}[\dX])"

DIRECTIVE = (  # directive 2011/36/EU, Council framework decision 2002/629/JHA, regulation (EU) 2016/679
    r"(?:(?:Council|Commission|EU)\s+)?(?:[Dd]irective|[Rr]egulation|[Ff]ramework\s+[Dd]ecision)\s+(?:No\.?\s)?(?P<act>(?:\((?:EU|EC|EEC)\)\s?)?(?:No\.?\s)?\d{2,4}/\d{1,4}(?:/(?:EU|EC|EEC|JHA|CFSP|Euratom))?)"
    r"(?P<eu>,?\s+of\s+the\s+European\s+Parliament)?"
)


def names(choices: list[str]) -> str:
    """A pattern for any of the names, the longest first, with any white space between words."""
    ordered = sorted(set(choices), key=lambda name: (-len(name), name))
    return "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in ordered)


@cache
def treaty_pattern() -> str:
    """A pattern for a treaty by any of its names, with what it supplements."""
    listed = names([name for treaty in treaties() for name in treaty.names])
    return (
        rf"(?:(?P<treaty>{listed})(?![\w-])(?:,?\s+supplementing\s+the\s+(?:United\s+Nations\s+)?Convention\s+against\s+"
        rf"Transnational\s+Organized\s+Crime)?(?:,\s(?:19|20)\d\d(?!\w)|\s+of\s+(?:19|20)\d\d(?!\w))?(?:\s\(No\.\s?\d+\))?"
        rf"|(?:ILO|International\s+Labour\s+Organi[sz]ation)\s+Convention\s+(?:No\.\s?)?(?P<ilo>\d{{1,3}})(?!\w))"
    )


@cache
def text_pattern() -> str:
    """A pattern for a text without number that is cited by its principles or rules."""
    return rf"(?P<text>{names(list(texts()))})"


@cache
def body_pattern() -> str:
    """A pattern for a body that adopts resolutions, by its full name or an alias."""
    return names([name for body in bodies() for name in (body.name, *body.aliases)])
