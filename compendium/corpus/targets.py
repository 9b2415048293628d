"""What a typed reference refers to, the place in it left aside: a document, a resolution, a treaty, a publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from compendium.corpus.citations.resolutions import canonical_resolution, number_form
from compendium.corpus.citations.tables import Body, bodies, treaties, treaty_named
from compendium.corpus.citations.wording import DIRECTIVE, ISBN, SALES, names, treaty_pattern
from compendium.corpus.document import CitationKind
from compendium.corpus.reference import Reference
from compendium.corpus.symbols import Symbol, find_symbols, shortened_starts

__all__ = ["VOLUME", "target_at"]

_NUMBER = (  # 71/167, S-23/3, 2388 (2017), 1514 (XV), 2331
    r"(?P<resolution>E?S-\d{1,2}/\d{1,3}|\d{1,4}/\d{1,4}(?:\s?[A-Z](?![\w]))?|\d{1,4}(?:\s?[A-Z])?\s?\((?:S-|ES-)?[IVXLC]+\)"
    r"|\d{1,4}\s?\((?:19|20)\d\d\)|\d{1,4}(?![\w/.]))"
)
VOLUME = r"(?:\s?\((?:Vol|Sect|Prog|Part|Suppl?)\.?\s?(?:[IVXLC]+|\d{1,3})\))?"
"""The part of a document that its symbol may end with: `A/81/6 (Sect. 16)`."""
_BARE_ACT = (  # 2011/36/EU, (EU) 2024/1760
    r"(?P<bare_act>\d{2,4}/\d{1,4}/(?:EU|EC|EEC|JHA|CFSP|Euratom)(?![\w/])"
    r"|\((?:EU|EC|EEC)\)\s?(?:No\.?\s)?\d{2,4}/\d{1,4}(?![\w/]))"
)
_SHORT_NAMES = {  # how people call a body; papers do not
    "ga": "General Assembly",
    "unga": "General Assembly",
    "assembly": "General Assembly",
    "sc": "Security Council",
    "unsc": "Security Council",
    "hrc": "Human Rights Council",
    "ecosoc": "Economic and Social Council",
    "cop": "Conference of the Parties",
    "ctoc": "Conference of the Parties",
    "cosp": "Conference of the States Parties",
    "cnd": "Commission on Narcotic Drugs",
    "ccpcj": "Commission on Crime Prevention and Criminal Justice",
    "csw": "Commission on the Status of Women",
}


@cache
def _bodies() -> dict[str, Body]:
    """Bodies by every name that people may type, in small letters."""
    full = {name.lower(): body for body in bodies() for name in (body.name, *body.aliases)}
    return full | {short: full[name.lower()] for short, name in _SHORT_NAMES.items()}


@cache
def _target() -> re.Pattern[str]:
    """What a reference may refer to, but for symbols and treaties."""
    body = rf"(?P<body>{names(list(_bodies()))})"
    starts = "|".join(shortened_starts())
    return re.compile(
        rf"(?:{SALES}|(?P<bare_sales>[A-Z]\.\d\d\.[IVX]{{1,5}}\.(?:[A-Z]\.)?\d{{1,3}})(?![\w.]\w)|{ISBN}|{DIRECTIVE}|{_BARE_ACT}"
        rf"|(?:{body}\s+)?(?:the\s+)?(?P<word>res(?:olutions?|\.)?|dec(?:isions?|\.)?|unscr)\s*(?:no\.?\s*)?{_NUMBER}"
        rf"|(?P<prefix>[A-Z][\w.()-]{{0,20}}/(?:[\w.()-]{{1,20}}/){{0,8}}\*|(?:19|20)\d\d/\*)"
        rf"|(?P<short>(?:(?:(?:{starts})(?:\.\d{{1,3}})?/){{1,3}}(?:\d{{2,4}}/)?|(?:19|20)\d\d/)"
        rf"(?:(?:L|CRP|INF|WP)\.)?\d{{1,4}}{VOLUME}(?:/(?:Add|Rev|Corr|Amend)\.\d{{1,2}})*)(?![\w/*]))",
        re.I,
    )


@cache
def _treaty() -> re.Pattern[str]:
    """A treaty by its short key or any of its names."""
    keys = names([treaty.key for treaty in treaties()])
    return re.compile(rf"(?P<key>{keys})(?![\w-])|(?:the\s+)?(?:(?:19|20)\d\d\s+)?{treaty_pattern()}", re.I)


@cache
def _treaty_words() -> frozenset[str]:
    """First words of the names and keys of treaties, in small letters."""
    listed = [name for treaty in treaties() for name in (treaty.key, *treaty.names)]
    return frozenset(re.split(r"[\s-]", name)[0].lower() for name in listed) | {"the", "ilo", "international"}


def target_at(text: str, start: int, *, whole: bool) -> tuple[int, Reference] | None:
    """What a reference starting here refers to, and where its name ends."""
    match = _target().match(text, start)
    if match is not None and match["prefix"]:
        return match.end(), Reference(shortened=match["prefix"].upper())
    symbol = next(find_symbols(text[start : start + 120], typed=True), None)
    if symbol is not None and symbol[0] == 0:
        stars = re.compile(r"\*{1,2}(?!\w)").match(text, start + symbol[1])
        return (stars.end() if stars else start + symbol[1]), Reference(document=symbol[2])
    if match is None:
        return _treaty_at(text, start)
    if match["resolution"]:
        found = _resolution(match, whole=whole)
        return (match.end(), found) if found is not None else None
    if match["short"]:
        return None if _is_span(match["short"]) and not whole else (match.end(), Reference(shortened=match["short"]))
    return match.end(), _numbered(match)


def _treaty_at(text: str, start: int) -> tuple[int, Reference] | None:
    """The treaty whose key or name starts here."""
    word = re.compile(r"\w+").match(text, start)
    if word is None or not (word.group().isdecimal() or word.group().lower() in _treaty_words()):
        return None
    match = _treaty().match(text, start)
    if match is None:
        return None
    if match["key"]:
        return match.end(), Reference(treaty=match["key"].upper())
    if match["ilo"]:
        return match.end(), Reference(treaty=f"ILO-C{int(match['ilo']):03}")
    return match.end(), Reference(treaty=treaty_named()[" ".join(match["treaty"].lower().split())].key)


def _is_span(short: str) -> bool:
    """Whether a shortened form looks like two years: `2014/15`, `2018/2019`."""
    years = re.fullmatch(r"(\d{4})/(\d{2}|\d{4})", short)
    return years is not None and (int(years[1]) + 1) % 100 == int(years[2]) % 100


def _numbered(match: re.Match[str]) -> Reference:
    """A publication by number, or an act of the European Union."""
    if act := match["act"] or match["bare_act"]:
        number = " ".join(act.upper().split())
        # `directive 2011/36` lacks its ending: it is any act of this number that is held or cited
        return Reference(shortened=number) if re.fullmatch(r"\d{2,4}/\d{1,4}", number) else Reference(number=number)
    if match["isbn"]:
        return Reference(number="ISBN " + re.sub(r"[^\dXx]", "", match["isbn"]).upper())
    return Reference(number=(match["sales"] or match["bare_sales"]).upper())


def _resolution(match: re.Match[str], *, whole: bool) -> Reference | None:
    """A resolution or decision by number; of the Security Council without its year, a shortened form."""
    printed = match["resolution"].upper()
    body = _bodies().get(" ".join((match["body"] or "").lower().split()))
    kind = CitationKind.DECISION if match["word"].lower().startswith("dec") else CitationKind.RESOLUTION
    if printed.isdecimal():
        council = kind is CitationKind.RESOLUTION and (body is None or body.name == "Security Council")
        year = body is None and re.fullmatch(r"19[4-9]\d|20[0-3]\d", printed)  # `resolution 2017` may mean the year
        plain = whole or (len(printed) > 2 and not year)
        return Reference(shortened=f"S/RES/{printed}(*") if council and plain else None
    if not number_form(printed):
        return None
    first, adopter = canonical_resolution(printed, kind, [body] if body is not None else bodies())
    if not first:
        return None
    others = () if body is not None else tuple(_of_others(printed, kind, adopter))
    return Reference(document=Symbol(first), alternatives=others)


def _of_others(number: str, kind: CitationKind, adopter: Body | None) -> Iterator[Symbol]:
    """Symbols that the number of a resolution may stand for besides that of its likeliest adopter."""
    for other in bodies():
        found, body = canonical_resolution(number, kind, [other])
        if body is other and other is not adopter and (kind is CitationKind.RESOLUTION or other.decision):
            yield Symbol(found)
