"""The ledger: each recommendation once, with every place that recalls it.

Two mentions are of the same recommendation if they rest on the same place of the same document, or on a place and a
point in it, and use nearly the same words. One paragraph of a report can hold several recommendations, so the place
alone is not enough; and one quotation may be cut short, or be broken by a page, so the words need not be equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from compendium.corpus.citations.pinpoints import covers
from compendium.corpus.document import Cited, Recommendation
from compendium.corpus.occasions import agreed

__all__ = ["Entry", "Mention", "ledger"]

SAME_QUOTED = 0.8
"""Share of the shorter wording's words that the longer one must have, where both are quoted."""
SAME_PARAPHRASED = 0.5
"""The same, where one of them is a paraphrase."""
_WORD = re.compile(r"[^\W_]+")
Place = TypeVar("Place")
"""How the caller names the place of a mention: a document, a row of the store."""


@dataclass(frozen=True, slots=True)
class Mention(Generic[Place]):
    """A place that recalls or adopts a recommendation."""

    place: Place
    recommendation: Recommendation


@dataclass(frozen=True, slots=True)
class Entry(Generic[Place]):
    """A recommendation, and its mentions in the order in which they were given."""

    mentions: tuple[Mention[Place], ...]

    @property
    def wording(self) -> Recommendation:
        """The mention whose words are best: quoted rather than paraphrased, then the longest."""
        return max((m.recommendation for m in self.mentions), key=lambda r: (r.quoted, len(r.text)))

    @property
    def meeting(self) -> int | None:
        """Number of the meeting, from the first mention that knows it."""
        return next((m.recommendation.meeting for m in self.mentions if m.recommendation.meeting), None)

    @property
    def year(self) -> int | None:
        """Year of the meeting, from the first mention that knows it."""
        return next((m.recommendation.year for m in self.mentions if m.recommendation.year), None)

    @property
    def addressee(self) -> str:
        """Whom it is made to, from the first mention that says so."""
        return next((m.recommendation.addressee for m in self.mentions if m.recommendation.addressee), "")

    @property
    def cites(self) -> tuple[Cited, ...]:
        """The sources of the mentions."""
        return tuple(dict.fromkeys(cited for m in self.mentions for cited in m.recommendation.cites))


def ledger(mentions: Iterable[Mention[Place]]) -> tuple[Entry[Place], ...]:
    """The entries that the mentions make, by year, then meeting, then source; those without either last."""
    entries: list[list[Mention[Place]]] = []
    places: dict[tuple[str, str], list[int]] = {}
    for mention in mentions:
        keys = [(target, _whole(pinpoint)) for target, pinpoint in _places(mention.recommendation)]
        near = dict.fromkeys(i for key in keys for i in places.get(key, ()))
        same = next((i for i in near if _same(entries[i], mention.recommendation)), len(entries))
        if same == len(entries):
            entries.append([])
        entries[same].append(mention)
        for key in keys:
            at = places.setdefault(key, [])
            if same not in at:
                at.append(same)
    found = [Entry(tuple(mentions)) for mentions in entries]
    years = agreed((entry.meeting, entry.year) for entry in found if entry.meeting and entry.year)
    return tuple(sorted(found, key=lambda entry: _order(entry, years)))


def _places(recommendation: Recommendation) -> list[tuple[str, str]]:
    """Each document and pinpoint that a recommendation rests on; a document alone where no place is given."""
    return [(c.target, pinpoint) for c in recommendation.cites for pinpoint in c.pinpoints or ("",)]


def _whole(pinpoint: str) -> str:
    """The paragraph that a point lies in: `50` for `50(d)`."""
    return pinpoint.partition("(")[0]


def _same(entry: list[Mention[Place]], recommendation: Recommendation) -> bool:
    return any(
        _in_one_place(mention.recommendation, recommendation) and _alike(mention.recommendation, recommendation)
        for mention in entry
    )


def _in_one_place(one: Recommendation, other: Recommendation) -> bool:
    """Whether a place that one rests on is, holds or lies in a place of the other: 13 (e) and 13, not 13 (f)."""
    return any(
        target == second and (covers(place, wanted) or covers(wanted, place))
        for target, place in _places(one)
        for second, wanted in _places(other)
    )


def _alike(one: Recommendation, other: Recommendation) -> bool:
    """Whether the words of one are nearly all among those of the other.

    The measure is the overlap coefficient of the two sets of words, which is 1 where one is cut out of the other.
    """
    first, second = (set(_WORD.findall(r.text.casefold())) for r in (one, other))
    shorter = min(len(first), len(second))
    least = SAME_QUOTED if one.quoted and other.quoted else SAME_PARAPHRASED
    return shorter > 0 and len(first & second) >= least * shorter


def _order(entry: Entry[Place], years: Mapping[int, int]) -> tuple[float, float, list[tuple[int | str, ...]]]:
    unknown = float("inf")
    places = [_natural(f"{target} {pinpoint}") for target, pinpoint in _places(entry.mentions[0].recommendation)]
    year = entry.year or (years.get(entry.meeting) if entry.meeting else None)
    return year or unknown, entry.meeting or unknown, places


def _natural(text: str) -> tuple[int | str, ...]:
    """A key that sorts `para. 9` before `para. 14`: numbers by value, all between them as text."""
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", text))
