"""Pinpoints: the place in a cited document, such as `8(f)`, `art. 29, para. 2`, `annex II, para. 3`, `p. 57`.

A paragraph of a document is its number alone, with its letters; anything else names its unit in the house's short form.
Lists and ranges of paragraphs and articles are taken apart (`paras. 11-14` gives `11`, `12`, `13`, `14`), so that each
is found by who asks for it; a range of pages stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

__all__ = ["PINPOINT", "covers", "pinpoints_of"]

_LETTER = r"\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)"  # (f), (iv), (2)
_LETTERS = rf"(?:\s?{_LETTER})"
_NOT_A_NUMBER = r"(?![\w/]|[.,]\d|\s?\((?:19|20)\d\d\)|\s?\([IVXLC]+\)|\sper\scent)"  # no `2331 (2016)`, `55/67`, `2.5`
_INTEGER = r"\d{1,4}(?:\.\d{1,3}(?![\d/]))?(?:\s?(?:bis|ter|quater)\b)?"  # 8, 16.1, 6 bis
_FIGURE = rf"(?:{_INTEGER}(?:{_LETTERS}{{1,4}}|{_NOT_A_NUMBER})|{_LETTER}{_LETTERS}{{0,3}})"
_ARTICLE = rf"(?:{_FIGURE}|[IVXLC]{{1,7}}(?![\w]))"  # article 3 (a), article XII
_ROMAN = r"(?:[IVXLC]{1,7}(?![\w])|[A-Z](?![\w])|\d{1,4}(?![\w/]|\s?\())"  # annex II, sect. B, topic 4
_PAGE = r"(?:\d{1,4}(?![\w/])|[ivxlc]{1,8}(?!\w))"
_TO = r"\s?[-–—‑]\s?|\sto\s|\sthrough\s"
_AND = r"\s?,\s(?:and\s|or\s)?|\s(?:and|or|&)\s"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A kind of place: how papers name it, in house style, and how deep it lies."""

    name: str
    """As it opens a pinpoint; empty for a paragraph, whose number stands alone."""
    one: str
    """Pattern of the singular, short and long, in small letters."""
    many: str
    level: int


_NAMED = (  # values are roman numbers, capitals or figures: annex II, sect. B
    _Unit("vol.", r"[Vv]ol(?:ume|\.)", r"[Vv]ol(?:umes|s\.)", 0),
    _Unit("part", r"[Pp]art", r"[Pp]arts", 0),
    _Unit("annex", r"[Aa]nnex", r"[Aa]nnexe?s", 1),
    _Unit("appendix", r"[Aa]ppendix", r"[Aa]ppendices", 1),
    _Unit("topic", r"[Tt]opic", r"[Tt]opics", 1),
    _Unit("chap.", r"[Cc]hap(?:ter|\.)?", r"[Cc]hap(?:ters|s\.)", 2),
    _Unit("sect.", r"[Ss]ect(?:ion|\.)?", r"[Ss]ect(?:ions|s\.)", 3),
    _Unit("draft resolution", r"[Dd]raft\s+resolution", r"[Dd]raft\s+resolutions", 4),
    _Unit("draft decision", r"[Dd]raft\s+decision", r"[Dd]raft\s+decisions", 4),
    _Unit("footnote", r"footnote", r"footnotes", 7),
)
_NUMBERED = (  # values are figures with letters: para. 8 (f)
    _Unit("art.", r"[Aa]rt(?:icle|\.)?", r"[Aa]rt(?:icles|s\.)", 4),
    _Unit("principle", r"[Pp]rinciple", r"[Pp]rinciples", 4),
    _Unit("guideline", r"[Gg]uideline", r"[Gg]uidelines", 4),
    _Unit("rule", r"[Rr]ule", r"[Rr]ules", 4),
    _Unit("recommendation", r"[Rr]ecommendation", r"[Rr]ecommendations", 4),
    _Unit("preambular para.", r"[Pp]reambular\s+para(?:graph|\.)", r"[Pp]reambular\s+para(?:graphs|s\.)", 5),
    _Unit("", r"(?:[Oo]perative\s+)?[Pp]ara(?:graph|\.)?", r"(?:[Oo]perative\s+)?[Pp]ara(?:graphs|s\.?)", 5),
    _Unit("sub", r"[Ss]ub-?para(?:graph|\.)", r"[Ss]ub-?para(?:graphs|s\.)", 6),
)
_PAGED = (_Unit("p.", r"p\.", r"pp\.", 7),)
_UNITS = (*_NAMED, *_NUMBERED, *_PAGED)
_ANNEX = next(unit for unit in _UNITS if unit.name == "annex")
_PARA, _SUB, _PAGES = "", "sub", "p."


def _listed(units: tuple[_Unit, ...], spaces: str, value: str, further: str = "") -> str:
    """Such a place, or a list of places where the unit stands in the plural: `paras. 11, 18 and 54`."""
    many = "|".join(unit.many for unit in units)
    one = "|".join(unit.one for unit in units)
    whole = f"{value}{further}"
    return (
        rf"(?:(?:{many}){spaces}{whole}(?:(?:{_AND}|{_TO}){value}{further}){{0,40}}"
        rf"|(?:{one}){spaces}{whole}(?:\s?[-–—‑]\s?{value})?)"
    )


_GROUP = "|".join(
    (
        _listed(_NUMBERED, r"\s{0,2}", _ARTICLE, rf"(?:(?:{_AND}|{_TO}){_LETTER}){{0,12}}"),
        _listed(_NAMED, r"\s", _ROMAN),
        _listed(_PAGED, r"\s{0,2}", _PAGE),
        r"[Aa]nnex(?:es)?(?!\w)",
    )
)
_JOIN = r"(?:\s?,\s(?:and\s)?|\s(?:and|or)\s|\sof\s(?:the\s)?|\s)"
PINPOINT = rf"(?:{_GROUP})(?:{_JOIN}(?:{_GROUP})){{0,8}}"
"""Pattern, without groups, of one or more places that stand together, in running text."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One unit with its values, as they follow each other in a pinpoint."""

    unit: _Unit
    values: tuple[str, ...]
    join: str
    """What stood before it: `,`, `and`, `of` or nothing."""


@cache
def _group_pattern() -> re.Pattern[str]:
    return re.compile(_GROUP)


@cache
def _head_pattern() -> re.Pattern[str]:
    """The unit that opens a place; the longest name first, as `draft` and `preambular` open longer ones."""
    return re.compile("|".join(rf"(?P<u{i}>(?:{unit.many}|{unit.one})(?![a-z]))" for i, unit in enumerate(_UNITS)))


LONGEST = 1000
"""Paragraphs that a range may have to be taken apart."""
_ROMAN_LABELS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
"""Labels of points below lettered ones."""
_SPLIT = re.compile(rf"(?P<to>{_TO})|(?P<and>{_AND})")
_PIECE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?(?:\s?(?:bis|ter|quater))?|[A-Za-z]+(?!\)))?\s?(?P<letters>(?:\s?\(\w+\))*)"
)


def pinpoints_of(text: str, *, treaty: bool = False) -> tuple[str, ...]:
    """The pinpoints that `text`, which `PINPOINT` matched, names, in canonical form.

    Args:
        text: Such as `paras. 11, 18 and 54`.
        treaty: Whether it is a treaty's, so that bracketed figures after an article are its paragraphs (`art. 29 (2)`)
            and a paragraph without an article is named as one.

    >>> pinpoints_of("article 6, paragraph 3 (a)", treaty=True)
    ('art. 6, para. 3(a)',)
    >>> pinpoints_of("paras. 11-13 and annex II, para. 3")
    ('11', '12', '13', 'annex II, para. 3')
    """
    out: list[str] = []
    stack: list[tuple[int, str]] = []  # level and whole path of what the next part may stand under
    for part in _in_order(list(_parts(text, treaty=treaty))):
        deeper = bool(stack) and part.unit.level > stack[-1][0]
        if part.join == "and" and deeper:
            stack.clear()
        while stack and stack[-1][0] >= part.unit.level:
            stack.pop()
        above = stack[-1][1] if stack else ""
        if above and out and out[-1] == above:
            out.pop()
        paths = [_joined(above, part.unit, value, treaty=treaty) for value in part.values]
        out += paths
        if paths:
            stack.append((part.unit.level, paths[-1]))
    return tuple(dict.fromkeys(out))


def _parts(text: str, *, treaty: bool) -> Iterator[_Part]:
    """Each unit with its values."""
    last = 0
    for match in _group_pattern().finditer(text):
        between = text[last : match.start()]
        join = "of" if "of" in between else "and" if re.search(r"\b(?:and|or)\b", between) else ","
        last = match.end()
        head = _head_pattern().match(match.group())
        if head is None:
            continue
        unit = next(unit for i, unit in enumerate(_UNITS) if head[f"u{i}"] is not None)
        rest = match.group()[head.end() :].strip()
        if not rest:
            yield _Part(_ANNEX, ("",), join)
            continue
        if unit.name == _PAGES:
            yield _Part(unit, _pages(match.group(), rest), join)
        else:
            yield _Part(unit, tuple(_values(rest, articles=treaty and unit.name == "art.")), join)


def _in_order(parts: list[_Part]) -> list[_Part]:
    """Outer before inner: `paragraph 2 of article 29` as `article 29, paragraph 2`."""
    out: list[_Part] = []
    for part in parts:
        if part.join == "of" and out and part.unit.level < out[-1].unit.level:
            inner = out.pop()
            out += [_Part(part.unit, part.values, inner.join), _Part(inner.unit, inner.values, ",")]
        else:
            out.append(part)
    return out


def _pages(whole: str, rest: str) -> tuple[str, ...]:
    """Pages: a single one or a range as printed, a list one by one."""
    pages = re.split(_AND, rest)
    return (re.sub(r"\s+", " ", whole).strip(),) if len(pages) == 1 else tuple(f"p. {page.strip()}" for page in pages)


def _values(rest: str, *, articles: bool) -> Iterator[str]:
    """The values of a list, ranges taken apart: `8 (f) and (g)` gives `8(f)`, `8(g)`."""
    number, letters, join = "", "", ""
    position = 0
    while position < len(rest):
        split = _SPLIT.search(rest, position)
        piece = _PIECE.match(rest[position : split.start() if split else len(rest)].strip())
        previous = (number, letters)
        if piece is not None and piece.group():
            given = re.sub(r"\s", "", piece["letters"] or "")
            if piece["number"]:
                number = piece["number"]
            elif given and previous[1]:  # `8 (f) and (g)`: the letter stands in the same paragraph
                given = "".join(re.findall(r"\(\w+\)", previous[1])[:-1]) + given if "(" in previous[1][1:] else given
            letters = given
            if join == "to":
                yield from _between(previous, (number, letters), articles=articles)
            yield _shown(number, letters, articles=articles)
        join = "to" if split and split["to"] else "and"
        position = split.end() if split else len(rest)


def _between(first: tuple[str, str], last: tuple[str, str], *, articles: bool) -> Iterator[str]:
    """What lies between the ends of a range, both ends left out."""
    begin, end = (re.findall(r"\w+", letters) for _, letters in (first, last))
    if first[0] == last[0] and begin and begin[:-1] == end[:-1]:
        above = "".join(f"({label})" for label in begin[:-1])
        for label in _labels_between(begin[-1], end[-1]):
            yield _shown(first[0], f"{above}({label})", articles=articles)
    elif first[0].isdecimal() and last[0].isdecimal() and not first[1] and int(last[0]) - int(first[0]) <= LONGEST:
        for number in range(int(first[0]) + 1, int(last[0])):
            yield str(number)


def _labels_between(first: str, last: str) -> Sequence[str]:
    """The labels between two of one row: roman where both are small roman numbers, else letters."""
    if first in _ROMAN_LABELS and last in _ROMAN_LABELS:
        return _ROMAN_LABELS[_ROMAN_LABELS.index(first) + 1 : _ROMAN_LABELS.index(last)]
    if len(first) == len(last) == 1:
        return [chr(code) for code in range(ord(first) + 1, ord(last))]
    return ()


def _shown(number: str, letters: str, *, articles: bool) -> str:
    """A number with its letters; a treaty's `29(2)(a)` as `29, para. 2(a)`."""
    found = re.match(r"\((\d+)\)", letters) if articles else None
    return f"{number}, para. {found[1]}{letters[found.end() :]}" if found else f"{number}{letters}"


def _joined(above: str, unit: _Unit, value: str, *, treaty: bool) -> str:
    """The whole path of a place under what stands above it."""
    lettered = value.startswith("(")
    if unit.name == _SUB or (unit.name == _PARA and lettered):
        return f"{above}{value}" if above else value
    if unit.name == _PARA:
        own = f"para. {value}" if above or treaty else value
        return f"{above}, {own}" if above else own
    own = value if unit.name == _PAGES else f"{unit.name} {value}".strip()
    return f"{above}, {own}" if above else own


def covers(wider: str, pinpoint: str) -> bool:
    """Whether `pinpoint` lies at or under `wider`.

    >>> covers("50", "50(d)"), covers("50(d)", "50"), covers("5", "50"), covers("art. 29", "art. 29, para. 2")
    (True, False, False, True)
    """
    return not wider or pinpoint == wider or pinpoint.startswith((f"{wider}(", f"{wider},"))
