"""Typed access to the table of editorial habits, `habits.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["Habits", "habits", "iso_date", "meeting_of", "ordinal_name", "ordinal_number", "year_of"]

SEARCHED = frozenset({"distribution", "original"})
"""Statements of the masthead that may share their line with others: `Distr.: General 12 July 2021`."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What the table holds, patterns compiled: whole lines unless the name says otherwise."""

    furniture: re.Pattern[str]
    job_number: re.Pattern[str]
    masthead: dict[str, re.Pattern[str]]
    body: re.Pattern[str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    """Kind and the pattern searched for it, in order of trial."""
    scope: re.Pattern[str]
    """At the start of a heading."""
    instruments: tuple[re.Pattern[str], ...]
    """At the start of a heading, the outer before the inner."""
    inner: re.Pattern[str]
    """At the start of a heading: an instrument that an annex may hold."""
    dangling: re.Pattern[str]
    """At the end of a text."""
    contents: re.Pattern[str]
    key_topics: re.Pattern[str]
    key_topics_inline: re.Pattern[str]
    """The label and, in the same block, the list `themes`."""
    endnotes: re.Pattern[str]
    closing: re.Pattern[str]
    opening: re.Pattern[str]
    enacting: re.Pattern[str]
    abbreviation: re.Pattern[str]
    """At the end of a text."""
    joiners: frozenset[str]
    months: dict[str, int]
    ordinals: tuple[str, ...]
    meetings: dict[str, dict[int, int]]
    """Body, in lower case, to the number of its meeting in a year."""


@cache
def habits() -> Habits:
    """The table, read once."""
    table = tomllib.loads(resources.files(__package__).joinpath("habits.toml").read_text(encoding="utf-8"))
    return _habits(table)


def _habits(table: dict[str, Any]) -> Habits:  # the one place that sees the table untyped
    furniture, segments = table["furniture"], table["segments"]
    abbreviations = "|".join(re.escape(a) for a in segments["abbreviations"])
    return Habits(
        furniture=_line("|".join([furniture["page"], furniture["barcode"], furniture["other"]])),
        job_number=_line(
            rf"(?P<job>{furniture['job_number']})(?:\s+{furniture['page']})?(?:\s+{furniture['barcode']})?"
        ),
        masthead={
            name: re.compile(pattern, re.IGNORECASE) if name in SEARCHED else _line(pattern)
            for name, pattern in table["masthead"].items()
            if name != "bodies"
        },
        body=_line("|".join(table["masthead"]["bodies"])),
        kinds=tuple((k["kind"], re.compile(k["pattern"], re.IGNORECASE)) for k in table["kinds"]),
        scope=re.compile(segments["scope"], re.IGNORECASE),
        instruments=tuple(re.compile(pattern) for pattern in segments["instruments"]),
        inner=re.compile(segments["inner"]),
        dangling=re.compile(rf"(?<!\w)(?:{segments['dangling']})$", re.IGNORECASE),
        contents=_line(segments["contents"]),
        key_topics=_line(rf"(?:{segments['key_topics']})\s*:?"),
        key_topics_inline=re.compile(
            # "Key topics: rescue; shipping" and, lines joined, "Key topics Rescue; shipping"
            rf"\s*(?:{segments['key_topics']})(?:\s*:|\s(?=\s*(?-i:[^\W\da-z])[^;.]*;))\s*"
            r"(?P<themes>\S[^;]*;.*\S|[^\n;]{1,60})\s*$",
            re.IGNORECASE | re.DOTALL,
        ),
        endnotes=_line(segments["endnotes"]),
        closing=_line(segments["closing"]),
        opening=_line(segments["opening"]),
        enacting=_line(segments["enacting"]),
        joiners=frozenset(segments["joiners"]),
        abbreviation=re.compile(rf"(?:^|[\s(])(?:{abbreviations})\.$", re.IGNORECASE),
        months={name: i for i, names in enumerate(table["dates"]["months"], 1) for name in names},
        ordinals=tuple(table["dates"]["ordinals"]),
        meetings={
            m["body"].casefold(): {int(year): number for year, number in m["years"].items()} for m in table["meetings"]
        },
    )


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{pattern})\s*$", re.IGNORECASE)


def iso_date(text: str) -> str:
    """The first date in a text, as ISO 8601, to the day or to the month; empty where there is none.

    >>> iso_date("Distr.: General 12 July 2021"), iso_date("Vienna, November 1997")
    ('2021-07-12', '1997-11')
    """
    for match in re.finditer(r"(?:(\d{1,2})\s+(?:de\s+)?)?([^\W\d_]+)\s*(?:\bde\s+)?((?:19|20)\d{2})\b", text):
        month = habits().months.get(match[2].casefold())
        if month:
            day = f"-{int(match[1]):02}" if match[1] and 1 <= int(match[1]) <= 31 else ""
            return f"{match[3]}-{month:02}{day}"
    return ""


def year_of(text: str) -> int | None:
    """The last year named in a text."""
    years = re.findall(r"\b(?:19|20)\d{2}\b", text)
    return int(years[-1]) if years else None


def ordinal_number(word: str) -> int | None:
    """The number of an ordinal: `ninth` and `9th` are 9; None for anything else."""
    if match := re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word):
        return int(match[1])
    names = habits().ordinals
    return names.index(word.casefold()) + 1 if word.casefold() in names else None


def ordinal_name(number: int) -> str:
    """A number as an ordinal, in words as far as documents use them.

    >>> ordinal_name(9), ordinal_name(21), ordinal_name(112)
    ('ninth', '21st', '112th')
    """
    names = habits().ordinals
    if 0 < number <= len(names):
        return names[number - 1]
    is_teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def meeting_of(body: str, year: int) -> int | None:
    """The number of a body's only meeting in a year, where the table knows it."""
    return habits().meetings.get(body.casefold(), {}).get(year)
