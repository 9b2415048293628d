"""The records of what is held, key by key, as scripts may rely on them in JSON, JSON Lines and CSV."""

from __future__ import annotations

from typing import Final, TypedDict

__all__ = [
    "VERSION",
    "CitationRecord",
    "CitedRecord",
    "CountRecord",
    "DocumentRecord",
    "EdgeRecord",
    "EntryRecord",
    "FootnoteRecord",
    "MentionRecord",
    "MissingRecord",
    "MostCitedRecord",
    "PaperRecord",
    "ParagraphRecord",
    "PointRecord",
    "RecallRecord",
    "RecommendationRecord",
    "SectionRecord",
    "SnippetRecord",
    "SourceRecord",
    "ThemeRecord",
    "TopicRecord",
]

VERSION: Final = 1
"""Version of all these shapes."""


class PointRecord(TypedDict):
    """A lettered point, and the points below it."""

    label: str
    text: str
    points: list[PointRecord]


class SnippetRecord(TypedDict):
    """The best passage of a hit; marks are offsets into its text."""

    text: str
    marks: list[tuple[int, int]]
    field: str


class ParagraphRecord(TypedDict):
    """A paragraph of a document."""

    document: str | None
    source: str
    paragraph: str | None
    scope: str | None
    ordinal: int
    text: str
    points: list[PointRecord]
    section: list[str]
    topics: list[str]
    paper: str | None
    meeting: int | None
    year: int | None
    footnotes: list[str]
    pages: list[int]
    language: str


class FootnoteRecord(TypedDict):
    """A footnote, with the paragraph that bears its mark and the mark's place there."""

    document: str | None
    source: str
    footnote: str
    text: str
    paragraph: str | None
    offset: int | None


class SectionRecord(TypedDict):
    """A heading, as printed."""

    document: str | None
    source: str
    heading: str
    number: str | None
    level: int
    order: int


class CitationRecord(TypedDict):
    """A mention of a document, resolution, treaty article or publication."""

    document: str | None
    source: str
    paragraph: str | None
    footnote: str | None
    raw: str
    start: int
    end: int
    kind: str
    target: str | None
    pinpoints: list[str]
    title: str | None


class MentionRecord(CitationRecord):
    """A citation, with the citation of the place where it stands, and the passage."""

    citation: str
    passage: SnippetRecord
    relation: str
    """`exact`, `within` what was asked for, or of something `wider`."""
    held: bool
    """Whether what is cited is held, down to its paragraph and point."""
    link: str | None


EdgeRecord = TypedDict(
    "EdgeRecord",
    {
        "from": str,
        "source": str,
        "paragraph": str | None,
        "footnote": str | None,
        "to": str,
        "pinpoints": list[str],
        "kind": str,
        "held": bool,
        "link": str | None,
    },
)
"""A citation as an edge of the graph: `from` a document `to` a work, both by name; `held` down to the point."""


class CitedRecord(TypedDict):
    """What a recommendation rests on."""

    target: str
    pinpoints: list[str]


class RecommendationRecord(TypedDict):
    """A recommendation of the working group, as a paragraph or footnote recalls it."""

    document: str | None
    source: str
    paragraph: str | None
    footnote: str | None
    text: str
    quoted: bool
    meeting: int | None
    year: int | None
    cites: list[CitedRecord]
    addressee: str | None


class RecallRecord(TypedDict):
    """A place that recalls or adopts a recommendation, with the words that it uses."""

    document: str | None
    source: str
    paragraph: str | None
    footnote: str | None
    citation: str
    text: str
    quoted: bool


class EntryRecord(RecommendationRecord):
    """A recommendation of the ledger, in its best wording, with its mentions."""

    reiterated: list[int]
    """The years in which, as a document says, it was said again."""
    mentions: list[RecallRecord]


class PaperRecord(TypedDict):
    """A paper that a compendium describes under a topic."""

    symbol: str
    year: int | None
    meeting: int | None
    subject: str
    paragraph: str | None


class TopicRecord(TypedDict):
    """A topic of a compendium."""

    topic: str
    key_topics: list[str]
    document: str | None
    source: str
    first_paragraph: str | None
    last_paragraph: str | None
    papers: list[PaperRecord]


class CountRecord(TypedDict):
    """How many of the documents that an answer rests on are held."""

    held: int
    cited: int


class MostCitedRecord(TypedDict):
    """A work, and how often the paragraphs on a topic cite it."""

    target: str
    citations: int
    held: bool


class ThemeRecord(TopicRecord):
    """A topic, and what the collection holds on it; null where only one topic's details tell."""

    paragraphs: int
    held: list[str]
    inferred: list[str]
    most_cited: list[MostCitedRecord]
    sources: CountRecord | None
    recommendations: int | None


class DocumentRecord(TypedDict):
    """A document of the collection."""

    document: str | None
    source: str
    title: str
    kind: str
    date: str | None
    year: int | None
    meeting: int | None
    language: str
    identified_by: str | None
    topics: list[str]
    sections: int
    paragraphs: int
    footnotes: int
    citations: int
    recommendations: int
    findings: list[str]


class SourceRecord(TypedDict):
    """What became of a source that was to be indexed."""

    source: str
    path: str
    outcome: str
    """`added`, `updated`, `unchanged`, `moved` or `skipped`."""
    document: str | None
    paragraphs: int | None
    reason: str | None
    """Why it was skipped, or what it is the same as."""
    hint: str | None
    incomplete: list[str]
    """What may be missing of it."""
    notes: list[str]
    """What else a reader should know."""


class MissingRecord(TypedDict):
    """What is cited and not held."""

    target: str
    """Canonical; of a publication without number, its title."""
    title: str | None
    kind: str
    group: str
    """`group` for documents of the groups whose papers are held, `united nations`, `other`."""
    citations: int
    pinpoints: list[str]
    cited_by: list[str]
    link: str | None
