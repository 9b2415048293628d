"""Why a paragraph was found: what the query was taken to mean, and what each word of it gave to the score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from compendium.indexer import shares, tree
from compendium.search.filters import Filters
from compendium.search.marks import Sought
from compendium.search.mending import Correction
from compendium.search.plan import Plan

__all__ = ["Contribution", "Explanation", "Searched", "SearchedTerm", "explanation", "searched"]

TOGETHER = "close together"
"""In place of what was typed, for words that score once more because they stand close together."""

Members = Sequence[tree.Word | tree.Prefix | tree.Phrase]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a word gave by standing in one field of a paragraph."""

    term: str
    """As typed, mended where it was misspelt."""
    found: str
    """As it stands in the paragraph, folded."""
    field: tree.Field
    times: int
    weight: float
    """Of one time, for the word beside others and for the field."""
    factor: float
    """By which the share of the query's words that the paragraph holds multiplies it."""
    gave: float
    """With the factor in it."""
    holders: int
    """Paragraphs of the collection that hold the term: the fewer, the more it gives."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score as the sum of what each contribution gave; nothing gives to one that only filters or references keep."""

    score: float
    contributions: tuple[Contribution, ...]
    coordination: tuple[shares.Coordination, ...]


@dataclass(frozen=True, slots=True)
class SearchedTerm:
    """A part of the query, and all that stands for it, each with its weight."""

    typed: str
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """What a query was taken to mean."""

    terms: tuple[SearchedTerm, ...]
    corrections: tuple[Correction, ...]
    filters: tuple[str, ...]
    """As typed on the command line."""
    learnt: tuple[str, ...]
    """Words that the first answers added."""


def searched(plan: Plan, filters: Filters, learnt: Sequence[tree.Group]) -> Searched:
    """What was searched: the plan's own terms, and what the first answers added to it."""
    return Searched(
        tuple(SearchedTerm(one.typed, _words(one.group.members)) for one in plan.sought),
        plan.corrections,
        tuple(option for option, _ in filters.options()),
        tuple(_text(group.members[0]) for group in learnt),
    )


def explanation(told: shares.Explained | None, sought: Sequence[Sought]) -> Explanation:
    """What the engine told of a paragraph, in terms of what was typed; empty where it told nothing."""
    if told is None:
        return Explanation(0.0, (), ())
    contributions = (
        Contribution(
            TOGETHER if term.is_close else _typed(term.node, sought) or _label(term.node),
            " ".join(share.words),
            share.field,
            share.times,
            share.weight,
            term.factor,
            share.gave,
            term.holders,
        )
        for term in told.terms
        for share in term.shares
    )
    return Explanation(told.score, tuple(_together(contributions)), told.coordination)


def _together(contributions: Iterable[Contribution]) -> Iterable[Contribution]:
    """The contributions, those of the same words at the same places as one: what stands for a turn of phrase is asked
    for by each of its words."""
    known: dict[Contribution, float] = {}
    for one in contributions:
        same = replace(one, gave=0.0)
        known[same] = known.get(same, 0.0) + one.gave
    return (replace(one, gave=gave) for one, gave in known.items())


def _typed(node: tree.Word | tree.Prefix | tree.Phrase | tree.Group, sought: Sequence[Sought]) -> str:
    """What was typed of which a node is all, or all that the thesaurus has for it; empty for what was learnt."""
    members = node.members if isinstance(node, tree.Group) else (node,)
    words = {_text(member) for member in members}
    return next((one.typed for one in sought if words <= {_text(member) for member in one.group.members}), "")


def _words(members: Members) -> tuple[tuple[str, float], ...]:
    return tuple((_text(member), member.weight) for member in members)


def _label(node: tree.Word | tree.Prefix | tree.Phrase | tree.Group) -> str:
    return _text(node.members[0] if isinstance(node, tree.Group) else node)


def _text(member: tree.Word | tree.Prefix | tree.Phrase) -> str:
    match member:
        case tree.Word(word):
            return word
        case tree.Prefix(prefix):
            return f"{prefix}*"
        case tree.Phrase(words):
            return " ".join(words)
