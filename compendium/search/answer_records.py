"""The records of an answer to a search, key by key, as scripts may rely on them: hits, facets, what explains them."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from compendium.search.records import PointRecord, SnippetRecord

__all__ = [
    "ContributionRecord",
    "CoordinationRecord",
    "CorrectionRecord",
    "ErrorRecord",
    "ExpansionRecord",
    "ExplanationRecord",
    "FacetsRecord",
    "FaultRecord",
    "GroupRecord",
    "HitRecord",
    "SearchRecord",
    "SearchedRecord",
    "TermRecord",
    "WithoutRecord",
    "WordRecord",
]


class ContributionRecord(TypedDict):
    """What a word or phrase gave to a score by standing in one field; `factor` is in `gave` already."""

    term: str
    """As typed, mended where it was misspelt; `close together` for words that score once more by their nearness."""
    found: str
    """As it stands in the paragraph: small letters, no accents."""
    field: str
    times: int
    weight: float
    factor: float
    gave: float
    holders: int
    """Paragraphs of the collection that hold the term."""


class CoordinationRecord(TypedDict):
    """So many of the query's words are held, which multiplies what they give."""

    held: int
    of: int
    factor: float


class ExplanationRecord(TypedDict):
    """A score, which is the sum of what the contributions `gave`."""

    score: float
    contributions: list[ContributionRecord]
    coordination: list[CoordinationRecord]


class WordRecord(TypedDict):
    """A word or phrase that was searched; `*` ends one that stands for all that begin so."""

    word: str
    weight: float


class TermRecord(TypedDict):
    """A part of the query, and all that stands for it."""

    term: str
    words: list[WordRecord]


class CorrectionRecord(TypedDict):
    """A word that is held nowhere, and the words that were searched instead."""

    typed: str
    instead: list[str]


class SearchedRecord(TypedDict):
    """What a query was taken to mean, with the filters as typed and the words that the first answers added."""

    terms: list[TermRecord]
    corrections: list[CorrectionRecord]
    filters: list[str]
    learnt: list[str]


class GroupRecord(TypedDict):
    """A document with how many of its paragraphs were found, and the ranks of those among the hits."""

    document: str | None
    source: str
    title: str
    total: int
    ranks: list[int]


class WithoutRecord(TypedDict):
    """How many paragraphs would have been found without something that was asked for, as it was typed."""

    left_out: list[str]
    total: int


class HitRecord(TypedDict):
    """A paragraph that was found."""

    rank: int
    score: float
    document: str | None
    source: str
    paragraph: str | None
    scope: str | None
    ordinal: int
    point: str | None
    citation: str
    title: str
    section: list[str]
    topics: list[str]
    meeting: int | None
    year: int | None
    kind: str
    language: str
    text: str
    points: list[PointRecord]
    snippet: SnippetRecord
    pages: list[int]
    """Of the source, from 1; empty where it has none."""
    inferred_topics: NotRequired[list[str]]
    """Only where they were asked for."""
    explanation: NotRequired[ExplanationRecord]
    """Only where it was asked for."""


class FacetsRecord(TypedDict):
    """How many of all the paragraphs found bear each value, the most frequent first."""

    topic: dict[str, int]
    meeting: dict[str, int]
    year: dict[str, int]
    kind: dict[str, int]
    document: dict[str, int]


class ExpansionRecord(TypedDict):
    """A word of the query, and the other words that were searched with it."""

    word: str
    also: list[str]


class SearchRecord(TypedDict):
    """The answer to a search."""

    version: int
    query: str
    interpreted: str
    total: int
    suggestion: str | None
    expansions: list[ExpansionRecord]
    notices: list[str]
    facets: FacetsRecord
    hits: list[HitRecord]
    without: NotRequired[list[WithoutRecord]]
    """Only where nothing was found."""
    documents: NotRequired[int]
    """How many in all, and those of the page: only where the hits are gathered by document."""
    groups: NotRequired[list[GroupRecord]]
    searched: NotRequired[SearchedRecord]
    """Only where an explanation was asked for."""
    line: NotRequired[int]
    """From 1; only where it answers a line of a list of queries."""


class FaultRecord(TypedDict):
    """What is wrong with a query, where, counted from 0, and a query that would do."""

    message: str
    hint: str
    offset: int | None
    mend: str | None


class ErrorRecord(TypedDict):
    """In place of the answer to a query of a list, with the number of its line, from 1."""

    version: int
    query: str
    line: int
    error: FaultRecord
