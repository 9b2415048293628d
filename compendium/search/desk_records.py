"""The records of the desk: checks, comparisons, chains, references, key by key, as scripts may rely on them."""

from __future__ import annotations

from typing import TypedDict

from compendium.search.records import EntryRecord

__all__ = [
    "CellRecord",
    "ChainRecord",
    "ChangeRecord",
    "FindingRecord",
    "LinkRecord",
    "PastedRecord",
    "RedlineRecord",
    "ReusedRecord",
    "RunRecord",
    "SimilarRecord",
]


class ChangeRecord(TypedDict):
    """A difference between a source and what a draft quotes; either side may be empty."""

    source: str
    quote: str
    permitted: bool


class FindingRecord(TypedDict):
    """A quotation of a draft, or a citation alone, held against the collection; offsets count in the draft's text."""

    quote: str | None
    citation: str | None
    start: int
    end: int
    outcome: str
    references: list[str]
    wording: str | None
    changes: list[ChangeRecord]


class RunRecord(TypedDict):
    """A stretch of a redline: `same`, `left_out` or `added`."""

    kind: str
    text: str


class RedlineRecord(TypedDict):
    """What leads from one wording to another."""

    version: int
    first: str
    second: str
    likeness: float
    runs: list[RunRecord]


class SimilarRecord(TypedDict):
    """A paragraph that is like the one asked for; `likeness` is the share of words that both have, in order."""

    document: str | None
    source: str
    paragraph: str | None
    citation: str
    score: float
    likeness: float
    words: list[str]
    text: str


class ReusedRecord(TypedDict):
    """A run of words of a paragraph (from `start` to `end` of its full text) that stands elsewhere too."""

    paragraph: str | None
    ordinal: int
    start: int
    end: int
    words: int
    text: str
    document: str
    references: list[str]


class PastedRecord(TypedDict):
    """A reference in house style, and the words of the place where it is held."""

    version: int
    citation: str
    title: str | None
    text: str | None
    link: str | None
    held: bool


class LinkRecord(TypedDict):
    """A place or year at which a recommendation was said again: `stated`, `verbatim` or `reworded`."""

    evidence: str
    score: float
    year: int | None
    meeting: int | None
    citation: str | None
    held: bool | None
    basis: str
    text: str | None


class ChainRecord(EntryRecord):
    """A recommendation that was said more than once."""

    chain: list[LinkRecord]


class CellRecord(TypedDict):
    """How many recommendations of a meeting are recalled on a topic."""

    topic: str
    meeting: int | None
    year: int | None
    recommendations: int
    report_held: bool
