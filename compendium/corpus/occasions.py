"""Occasions: the meetings and years at which a recommendation was made, as far as its own words and its sources say."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from compendium.corpus.document import Recommendation

__all__ = ["Occasion", "agreed", "meetings_of_sources", "occasions", "sources", "year_in"]

Key = TypeVar("Key", bound=Hashable)
_SYMBOL_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/)|\(((?:19|20)\d\d)\)$")


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting's number and its year; None where they are not said."""

    meeting: int | None
    year: int | None


def occasions(recommendation: Recommendation, meetings: Mapping[str, int]) -> tuple[Occasion, ...]:
    """Every meeting and year at which something was recommended: its own, and those of each of its sources.

    "The Working Group has noted this on a number of occasions" rests on reports of several meetings.

    Args:
        recommendation: Its own meeting and year stand first.
        meetings: The meeting that a source reports on, where it is known.
    """
    own = Occasion(recommendation.meeting, recommendation.year)
    named = sources(recommendation)
    if len(named) < 2:
        return (own,)
    all_ = (own, *(Occasion(meetings.get(target), year_in(target)) for target in named))
    return tuple(dict.fromkeys(one for one in all_ if one.meeting or one.year)) or (own,)


def meetings_of_sources(recommendations: Iterable[Recommendation]) -> dict[str, int]:
    """The meeting that each source reports on, as far as the recommendations that rest on it alone agree."""
    return agreed((r.cites[0].target, r.meeting) for r in recommendations if r.meeting and len(sources(r)) == 1)


def sources(recommendation: Recommendation) -> tuple[str, ...]:
    """The documents that it rests on, in order."""
    return tuple(dict.fromkeys(cited.target for cited in recommendation.cites))


def year_in(target: str) -> int | None:
    """The year in a symbol.

    >>> year_in("CTOC/COP/WG.4/2015/6"), year_in("S/RES/2388(2017)"), year_in("A/69/269")
    (2015, 2017, None)
    """
    match = _SYMBOL_YEAR.search(target)
    return int(match[1] or match[2]) if match else None


def agreed(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """What each key stands for, where all pairs with it agree: two meetings fell in 2010."""
    found: dict[Key, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: values.pop() for key, values in found.items() if len(values) == 1}
