"""Reading references as people type them.

`2015/6 para 26`, `a/res/71/167`, `SC resolution 2331`, `article 6 of the Trafficking in Persons Protocol`,
`Sales No. E.19.IV.2`. A shortened form stays one until it is held against what a collection holds and cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from compendium.corpus.citations.pinpoints import PINPOINT, pinpoints_of
from compendium.corpus.citations.resolutions import canonical_resolution, number_form
from compendium.corpus.citations.tables import Body, bodies, treaties, treaty_named
from compendium.corpus.citations.wording import DIRECTIVE, ISBN, SALES, names, treaty_pattern
from compendium.corpus.document import CitationKind
from compendium.corpus.reference import Reference, house_style
from compendium.corpus.symbols import Symbol, find_symbols, shortened_starts
from compendium.corpus.typed import as_printed

__all__ = ["Reference", "find_references", "house_style", "parse_reference"]


# What people type.

_NUMBER = (  # 71/167, S-23/3, 2388 (2017), 1514 (XV), 2331
    r"(?P<resolution>E?S-\d{1,2}/\d{1,3}|\d{1,4}/\d{1,4}(?:\s?[A-Z](?![\w]))?|\d{1,4}(?:\s?[A-Z])?\s?\((?:S-|ES-)?[IVXLC]+\)"
    r"|\d{1,4}\s?\((?:19|20)\d\d\)|\d{1,4}(?![\w/.]))"
)
_VOLUME = r"(?:\s?\((?:Vol|Sect|Prog|Part|Suppl?)\.?\s?(?:[IVXLC]+|\d{1,3})\))?"  # A/81/6 (Sect. 16)
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
_FILE = r"(?P<source>[^\s,;]+\.(?:txt|md|markdown|pdf|docx|html?))(?![\w.])"
_PARAGRAPH = re.compile(  # 8, 16.1, 8(f), annex II, para. 3(a)(i)
    r"(?:(?P<scope>.+), para\. )?(?P<number>\d+(?:\.\d+)?(?: (?:bis|ter|quater))?)(?P<path>(?:\(\w+\))*)"
)
_BARE_PLACE = r"(?P<bare>\d{1,4}(?:\.\d{1,3})?(?:\s?\([a-z]{1,4}\)){0,3}(?:\s?[-–]\s?\([a-z]{1,4}\))?)(?![\w/(])"


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
        rf"(?:(?:L|CRP|INF|WP)\.)?\d{{1,4}}{_VOLUME}(?:/(?:Add|Rev|Corr|Amend)\.\d{{1,2}})*)(?![\w/*]))",
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


_UNIT = re.compile(  # how the name of a place may begin: only then is it worth reading as one
    r"part|annex|append|topic|chap|sect|art|princ|guide|rule|recom|pream|operat|para|sub|draft|foot|pp?\.|vol", re.I
)


@cache
def _pinpoint() -> re.Pattern[str]:
    return re.compile(PINPOINT, re.I)


_LEAD = re.compile(r"\s*[,;:(]?\s*(?:at\s+)?", re.I)
_OF = re.compile(r"\s*,?\s*(?:(?:of|in|to|from)\s+)?(?:the\s+)?", re.I)
_BARE = re.compile(rf"\s*[,:#§]?\s*{_BARE_PLACE}", re.I)


def _place_behind(text: str, position: int) -> tuple[str, int, bool] | None:
    """The place that is named behind a target, where it ends, and whether it is a figure alone."""
    lead = _LEAD.match(text, position)
    if lead is not None and _UNIT.match(text, lead.end()):
        pin = _pinpoint().match(text, lead.end())
        if pin is not None:
            closed = "(" in lead.group() and text[pin.end() : pin.end() + 1] == ")"
            return pin.group(), pin.end() + closed, False
    bare = _BARE.match(text, position)
    return (bare["bare"], bare.end(), True) if bare is not None else None


def parse_reference(text: str) -> Reference | None:
    """The reference that the whole of `text` is; None where it is none, or more than one.

    >>> str(parse_reference("ctoc/cop/wg.4/2017/4 para 8(f)"))
    'CTOC/COP/WG.4/2017/4, para. 8 (f)'
    """
    bare = as_printed(text.strip().strip("“”\"'").rstrip(".,;").strip())
    if not bare:
        return None
    for start, end, reference in _at(bare, 0, whole=True):
        if start == 0 and end == len(bare):
            return reference
    source = re.compile(_FILE, re.I).match(bare)
    if source is not None:
        return _with_rest(Reference(source=source["source"]), bare[source.end() :])
    number = re.match(
        rf"(?P<session>\d{{2}}(?:\d\d)?/\d{{1,4}}{_VOLUME})(?![\w/(])"
        r"|(?P<council>\d{3,4})\s?(?P<year>\((?:19|20)\d\d\))",
        bare,
        re.I,
    )
    if number is not None:  # `64/293 para 4`, `2773 (2025) para 9`
        council = Symbol(f"S/RES/{number['council']}{number['year']}") if number["council"] else None
        return _with_rest(Reference(council, shortened=number["session"] or ""), bare[number.end() :])
    return _with_rest(Reference(), bare)


def find_references(query: str) -> list[tuple[int, int, Reference]]:
    """Each reference inside a query, with its place; ordinary words and numbers are left alone.

    >>> [(start, end, found.target) for start, end, found in find_references("consent GA res 71/167")]
    [(8, 21, 'A/RES/71/167')]
    >>> find_references("2019 report on section 3, 24/7")
    []
    """
    out: list[tuple[int, int, Reference]] = []
    if not re.search(r"\d|/\*|[A-Z]{3}|\w-", query):
        return out  # plain words: no pattern need be made ready
    position = 0
    for word in re.finditer(r"(?<![\w/.-])[\w(]", query):
        if word.start() < position:
            continue
        found = next(_at(query, word.start(), whole=False), None)
        if found is not None:
            out.append(found)
            position = found[1]
    return out


def _at(text: str, start: int, *, whole: bool) -> Iterator[tuple[int, int, Reference]]:
    """The reference that starts at `start`, as long as possible; `whole`: nothing else is expected beside it."""
    target = _target_at(text, start, whole=whole)
    if target is not None:
        end, reference = target
        behind = _place_behind(text, end)
        if behind is not None and _place_fits(text, behind, reference, whole=whole):
            placed = _placed(reference, behind[0])
            if placed is not None:
                yield start, behind[1], placed
                return
        if whole or not reference.treaty or text[start:end].upper() == reference.treaty:
            yield start, end, reference
        return
    pin = _pinpoint().match(text, start) if _UNIT.match(text, start) else None
    of = _OF.match(text, pin.end()) if pin is not None else None
    target = _target_at(text, of.end(), whole=whole) if of is not None else None
    if pin is not None and target is not None:
        placed = _placed(target[1], pin.group())
        if placed is not None:
            yield start, target[0], placed


def _place_fits(text: str, behind: tuple[str, int, bool], reference: Reference, *, whole: bool) -> bool:
    """Whether what follows a target is a place in it: a bare figure only where nothing says otherwise."""
    place, end, alone = behind
    if not alone:
        # `Trafficking in Persons Protocol article 6 of ...` goes on; `res 71/167 article 6 of the Protocol` does not
        after = re.compile(r"\s+(?:of|to)\s+(?:the\s+)?").match(text, end)
        return after is None or _target_at(text, after.end(), whole=whole) is None
    if reference.treaty or reference.number:
        return False
    return whole or "(" in place or not text[end:].strip(" .,;?!")


def _target_at(text: str, start: int, *, whole: bool) -> tuple[int, Reference] | None:
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


def _placed(reference: Reference, pin: str) -> Reference | None:
    """The reference with the place that `pin` names; None where it names none."""
    plain = re.sub(r"\([A-Z]{1,5}\)|\b(?![IVXLC]+\b)[A-Za-z]{3,}", lambda m: m.group().lower(), pin)
    if re.match(r"[\d(]", plain):
        plain = f"para. {plain}"
    pinpoints = pinpoints_of(plain, treaty=bool(reference.treaty))
    if not pinpoints:
        return None
    found = _PARAGRAPH.fullmatch(pinpoints[0])
    if found is None or reference.treaty or reference.number:
        return replace(reference, place=pinpoints[0], more=pinpoints[1:])
    return replace(
        reference,
        scope=found["scope"],
        paragraph=found["number"],
        path=tuple(re.findall(r"\w+", found["path"])),
        more=pinpoints[1:],
    )


def _with_rest(reference: Reference, rest: str) -> Reference | None:
    """The reference with the place that the whole of `rest` names."""
    if not rest.strip():
        return reference if reference.target else None
    behind = _place_behind(rest, 0)
    if behind is None or behind[1] != len(rest) or (behind[2] and not reference.target):
        return None
    return _placed(reference, behind[0])
