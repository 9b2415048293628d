"""Occasions: the meeting at which a group recommended something, and its year, as far as the paper says them."""

from __future__ import annotations

from dataclasses import replace

from compendium.corpus.document import Recommendation
from compendium.corpus.habits import meeting_of, ordinal_number
from compendium.corpus.occasions import Occasion, agreed, meetings_of_sources, sources, year_in
from compendium.corpus.recommendations.phrases import phrases

__all__ = ["Occasion", "completed", "inherited", "occasion"]


def occasion(clause: str, present: int | None) -> Occasion:
    """What a clause says about the meeting, the last mention counting.

    Args:
        clause: The group's own clause, quotations and brackets masked.
        present: The number of the meeting that the paper was written for, which makes "its last meeting" one less.
    """
    meetings, years = list(phrases().meeting.finditer(clause)), list(phrases().year.finditer(clause))
    meeting = None
    if meetings:
        said = meetings[-1]
        meeting = ordinal_number(said["ordinal"]) if said["ordinal"] else present and present - 1
    year = int(years[-1]["year"] or years[-1]["its"]) if years else None
    return Occasion(meeting or None, year)


def inherited(recommendation: Recommendation, before: Recommendation | None) -> Recommendation:
    """The recommendation with meeting and year of the one before it, if it says neither and cites the same document.

    "The Working Group also recommended that ..." speaks of the meeting that the sentence before names.
    """
    if before is None or recommendation.meeting or recommendation.year:
        return recommendation
    if recommendation.cites and before.cites and recommendation.cites[0].target != before.cites[0].target:
        return recommendation
    return replace(recommendation, meeting=before.meeting, year=before.year)


def completed(recommendations: list[Recommendation], body: str) -> list[Recommendation]:
    """The recommendations with meeting and year filled in from what is said elsewhere about the same source.

    The year is that of the source's symbol; the meeting is the one that the same document names for the same source, or
    the one that the table of meetings knows. Sources of several years leave both open.

    Args:
        recommendations: All that one document recalls.
        body: The group as the masthead names it, for the table of meetings.
    """
    filled = [replace(r, year=r.year or _year(r)) for r in recommendations]
    by_source = meetings_of_sources(filled)
    years = agreed((r.meeting, r.year) for r in filled if r.meeting and r.year)
    out = []
    for r in filled:
        meeting = r.meeting
        if meeting is None and len(sources(r)) == 1:
            meeting = by_source.get(r.cites[0].target)
        if meeting is None and r.year:
            meeting = meeting_of(body, r.year)
        out.append(replace(r, meeting=meeting, year=r.year or (years.get(meeting) if meeting else None)))
    return out


def _year(recommendation: Recommendation) -> int | None:
    """The year in the symbols of the sources, if they agree."""
    years = {year for target in sources(recommendation) if (year := year_in(target))}
    return years.pop() if len(years) == 1 else None
