"""Automatic numbers: what Word prints before a paragraph, computed from the lists of `numbering.xml`.

Rules: ECMA-376, part 1, 17.9 (numbering). Lists made from one abstract list count together; a list that overrides
a level's start begins there anew when it is first used; a level begins anew after any outer level has counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from compendium.corpus.readers.counting import LARGEST_ROMAN, roman
from compendium.corpus.readers.docx.ooxml import flag, number, val, w

__all__ = ["Number", "Numbering", "printed"]

PLACE = re.compile(r"%([1-9])")
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
CHICAGO = "*†‡§"
ARABIC = {"arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"}
CHINESE = "〇一二三四五六七八九十"
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Number:
    """What a list prints before one of its paragraphs."""

    text: str
    """As printed: `12.`, `(a)`, `Article 5`; empty for a bullet."""
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    restart: int | None
    style: str | None
    legal: bool


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    """Levels whose start the list overrides, until it is first used there."""


class Numbering:
    """The lists of one document, counting as its paragraphs go by."""

    def __init__(self, root: etree._Element | None, list_of_style: Callable[[str], str | None]) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root, list_of_style)

    def _read(self, root: etree._Element, list_of_style: Callable[[str], str | None]) -> None:
        abstracts = {a.get(w("abstractNumId"), ""): a for a in root.iterchildren(w("abstractNum"))}
        nums = {n.get(w("numId"), ""): n for n in root.iterchildren(w("num"))}
        for key, num in nums.items():
            abstract = val(num, "abstractNumId") or ""
            definition = abstracts.get(abstract)
            # A list may only point to a style, which names the list that has the levels.
            link = val(definition, "numStyleLink")
            if link is not None:
                linked = nums.get(list_of_style(link) or "")
                abstract = val(linked, "abstractNumId") or abstract
                definition = abstracts.get(abstract)
            if definition is not None:
                levels = dict(_levels(definition))
                starts = {}
                for override in num.iterchildren(w("lvlOverride")):
                    levels |= dict(_levels(override))
                    at, start = number(override.get(w("ilvl"))), number(val(override, "startOverride"))
                    if at is not None and start is not None:
                        starts[at] = start
                self._lists[key] = _List(abstract, levels, starts)

    def level_of_style(self, list_id: str, style: str | None) -> int:
        """The level of a list that is tied to a paragraph style; the outermost where none is."""
        found = self._lists.get(list_id)
        tied = (at for at, level in found.levels.items() if level.style == style) if found and style else iter(())
        return next(tied, 0)

    def next(self, list_id: str, at: int) -> Number | None:
        """The number of the next paragraph at a level of a list; None where the list prints nothing."""
        found = self._lists.get(list_id)
        level = found.levels.get(at) if found else None
        if found is None or level is None:
            return None
        counts = self._counts.setdefault(found.abstract, {})
        if at in found.starts:
            counts[at] = found.starts.pop(at)
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        for inner in [n for n in counts if n > at and self._begins_anew(found, n, at)]:
            del counts[inner]
        if level.format == "bullet":
            return Number("", bullet=True)
        text = PLACE.sub(lambda m: self._count(found, counts, int(m[1]) - 1, level), level.text).strip()
        return Number(text) if text else None

    def _begins_anew(self, found: _List, inner: int, outer: int) -> bool:
        level = found.levels.get(inner)
        restart = None if level is None else level.restart
        # 17.9.11: 0 means never, n that only the n-th level (counted from 1) or one further out does it.
        return True if restart is None else outer < restart

    def _count(self, found: _List, counts: dict[int, int], at: int, shown_in: _Level) -> str:
        level = found.levels.get(at)
        if level is None:
            return ""
        value = counts.get(at, level.start)
        return printed(value, "decimal" if shown_in.legal else level.format)


def _levels(parent: etree._Element) -> list[tuple[int, _Level]]:
    found = []
    for element in parent.iterchildren(w("lvl")):
        at = number(element.get(w("ilvl")))
        if at is None or not 0 <= at < LEVELS:
            continue
        start = number(val(element, "start"), 1)
        level = _Level(
            start=1 if start is None else start,
            format=val(element, "numFmt") or "decimal",
            text=val(element, "lvlText") or "",
            restart=number(val(element, "lvlRestart")),
            style=val(element, "pStyle"),
            legal=bool(flag(element, "isLgl")),
        )
        found.append((at, level))
    return found


def printed(value: int, style: str) -> str:
    """A count as a list or a footnote prints it.

    >>> [printed(28, style) for style in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['28', 'bb', 'XXVIII', '28']
    """
    if style in {"none", "bullet"}:
        return ""
    if style == "decimalZero":
        return f"{value:02d}"
    if style == "ordinal":
        return f"{value}{_ordinal_suffix(value)}"
    if style in {"chineseCounting", "chineseCountingThousand", "japaneseCounting"} and 0 < value < 100:
        return _chinese(value)
    # Letters and Roman numerals have no zero, and a damaged file may ask for a million of them.
    if 0 < value <= LARGEST_ROMAN:
        if style in {"lowerRoman", "upperRoman"}:
            return roman(value).upper() if style == "upperRoman" else roman(value)
        alphabets = {"Letter": "abcdefghijklmnopqrstuvwxyz", "russian": CYRILLIC, "chicago": CHICAGO} | ARABIC
        alphabet = next((letters for name, letters in alphabets.items() if name in style), "")
        if alphabet and (value - 1) // len(alphabet) < 30:
            times, index = divmod(value - 1, len(alphabet))
            letters = alphabet[index] * (times + 1)
            return letters.upper() if style in {"upperLetter", "russianUpper"} else letters
    return str(value)


def _chinese(value: int) -> str:
    """A number below 100 as counted: 十 for 10, 十二 for 12, 三十 for 30."""
    tens, ones = divmod(value, 10)
    head = "" if not tens else CHINESE[10] if tens == 1 else CHINESE[tens] + CHINESE[10]
    return head + (CHINESE[ones] if ones or not tens else "")


def _ordinal_suffix(value: int) -> str:
    return "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
