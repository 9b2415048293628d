"""Resolutions and decisions by number, and the bodies that adopt them."""

from __future__ import annotations

import re

from compendium.corpus.citations import patterns
from compendium.corpus.citations.context import Target
from compendium.corpus.citations.draft import Draft
from compendium.corpus.citations.resolutions import canonical_resolution, number_form
from compendium.corpus.citations.tables import Body, body_named
from compendium.corpus.document import CitationKind

__all__ = ["body", "number", "resolutions", "short"]

_ITS = re.compile(r"\b(?:its|their)\s+(?:\w+\s+){0,2}$")
_BODY_GAP = re.compile(r"(?:['’]s?)?\s+(?:in\s+)?(?:its\s+)?(?:draft\s+)?")
_LONGEST_LIST = 40
_OF_BODY = re.compile(r",?\s+(?:(?:of|adopted\s+by)\s+)?the\s+")
_ROMAN_PART = re.compile(r"\d+\s?([A-Z](?:-[A-Z])?)\s?\(")


def body(draft: Draft, match: re.Match[str]) -> int:
    """A body by its full name."""
    found = body_named()[" ".join(match["body"].lower().split())]
    draft.context.body = found
    draft.context.called[found.short] = found
    draft.body_at = match.span()
    return match.end()


def short(draft: Draft, match: re.Match[str]) -> int:
    """`the Council`: the body that was named so last."""
    draft.context.body = draft.context.body_called(match["short"].split()[-1]) or draft.context.body
    draft.body_at = match.span()
    return match.end()


def resolutions(draft: Draft, match: re.Match[str]) -> int:
    """The numbers that follow `resolutions`, each with its own pinpoints."""
    first = patterns.RESOLUTION_NUMBER.match(draft.text, match.end())
    kind = CitationKind.DECISION if match["word"][0] in "Dd" else CitationKind.RESOLUTION
    if first is not None or match["word"].endswith("s"):
        draft.context.kind = kind
    if first is None:
        return match.end()
    candidates = _adopters(draft, match.start(), first.end())
    start = match.start()
    if draft.body_at is not None and _adjoins(draft, start):
        start = draft.body_at[0]
    number: re.Match[str] | None = first
    position = match.end()
    while number is not None:
        stop = _one(draft, number, kind, candidates, start)
        if stop is None:
            break
        position = stop
        join = patterns.LIST_JOIN.match(draft.text, position)
        number = patterns.RESOLUTION_NUMBER.match(draft.text, join.end()) if join else None
        if number is not None and number["number"].isdecimal():
            break
        start = number.start("number") if number else start
    return position


def _adopters(draft: Draft, start: int, after: int) -> list[Body | None]:
    """Bodies that may have adopted the resolution named here, the likeliest first."""
    context = draft.context
    named = _adjoins(draft, start)
    behind = None if named else _body_behind(draft, after)
    if behind is not None:
        return [behind]
    known = [*reversed(context.called.values())]
    if not named and context.body is None and _ITS.search(draft.text[max(0, start - 40) : start]):
        return [context.own_body, context.adopter, *known]
    return [context.body, context.adopter, context.own_body, *known]


def _body_behind(draft: Draft, position: int) -> Body | None:
    """The body named behind a list of numbers: `decisions 3/3 of 18 October 2006 and 4/4 of the Conference of ...`."""
    for _ in range(_LONGEST_LIST):
        dated = patterns.DATED.match(draft.text, position)
        position = dated.end() if dated is not None else position
        of = _OF_BODY.match(draft.text, position)
        named = patterns.scanner().match(draft.text, of.end()) if of is not None else None
        if named is not None and named["body"]:
            return body_named()[" ".join(named["body"].lower().split())]
        join = patterns.LIST_JOIN.match(draft.text, position)
        number = patterns.RESOLUTION_NUMBER.match(draft.text, join.end()) if join is not None else None
        if number is None:
            return None
        position = number.end()
    return None


def _adjoins(draft: Draft, start: int) -> bool:
    """Whether the body that was named last stands right before what starts here: `General Assembly resolution`."""
    if draft.body_at is None or start - draft.body_at[1] > 40:
        return False
    return _BODY_GAP.fullmatch(draft.text, draft.body_at[1], start) is not None


def _one(
    draft: Draft, number: re.Match[str], kind: CitationKind, candidates: list[Body | None], start: int
) -> int | None:
    """Cites one resolution; where it ends, or None where the number is none."""
    printed = number["number"]
    if printed.isdecimal():
        if printed not in draft.context.years:
            return None
        printed = f"{printed} ({draft.context.years[printed]})"
    target, body = canonical_resolution(printed, kind, candidates)
    if not target:
        return None
    if number_form(printed) == "bracket":
        draft.context.years[printed.split("(")[0].strip()] = printed[-5:-1]
    draft.context.adopter = body
    part = _ROMAN_PART.match(printed)
    end = number.end("number")
    dated = patterns.DATED.match(draft.text, end)
    titled = patterns.TITLED.match(draft.text, dated.end() if dated else end)
    if titled is not None:
        draft.no_work_at = titled.start("title")
    behind = titled or dated
    pins, stop = draft.tail(behind.end() if behind else end)
    pins = (f"sect. {part[1]}", *pins) if part else pins
    # The climate conference's and the health assembly's numbers are complete without a body.
    kind = CitationKind.RESOLUTION if number_form(printed) == "health" else kind
    draft.emit(Target(kind, target), start, stop if stop > end and pins else end, pins)
    if stop > end and pins:  # `45/248 B, section VI, of 21 December 1990, 55/231`: the list goes on after the date
        late = patterns.DATED.match(draft.text, stop)
        return late.end() if late else stop
    return dated.end() if dated else end


def number(draft: Draft, match: re.Match[str]) -> int:
    """A number without `resolution` before it: one where a resolution was named before and its shape is plain."""
    kind, form = draft.context.kind, number_form(match["number"])
    if kind is None:
        return match.end()
    listed = draft.context.adopter is not None and patterns.IN_LIST.match(draft.text, match.end())
    if not listed and form not in ("bracket", "roman"):
        return match.end()
    number = patterns.RESOLUTION_NUMBER.match(draft.text, match.start())
    if number is None or number.end() < match.end():
        return match.end()
    candidates = [draft.context.adopter, draft.context.own_body]
    return _one(draft, number, kind, candidates, match.start()) or match.end()
