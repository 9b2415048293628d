"""What a document's paragraphs say of other texts: citations, recommendations of the group, topics and their papers.

Annotations that lie in the body count from the start of a paragraph's full text, so one that lies in the lead-in
counts from the start of `text` as well. Annotations that lie in a footnote count from the start of its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Citation", "CitationKind", "Cited", "Paper", "Recommendation", "Topic"]


class CitationKind(StrEnum):
    """What a citation cites."""

    UN_DOCUMENT = "un_document"
    RESOLUTION = "resolution"
    DECISION = "decision"
    TREATY_ARTICLE = "treaty_article"
    PUBLICATION = "publication"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of another document, resolution, treaty article or publication."""

    raw: str
    """What was matched: the text from `start` to `end`."""
    start: int
    end: int
    kind: CitationKind
    target: str
    """Canonical: `CTOC/COP/WG.4/2011/8`, `A/RES/64/293`, `TIP-PROTOCOL`, `E.06.V.11`; empty for a titled
    publication without a number."""
    pinpoints: tuple[str, ...] = ()
    """`8(f)`, `11`, `art. 29, para. 2`."""
    title: str = ""
    ordinal: int | None = None
    """The citing paragraph; None in a footnote that no paragraph bears."""
    footnote: str | None = None
    """Label of the citing footnote, where the citation stands in one."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a recommendation rests on: a document and places in it."""

    target: str
    pinpoints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A quotation or paraphrase of what the working group recommended."""

    text: str
    quoted: bool
    meeting: int | None
    year: int | None
    start: int
    end: int
    cites: tuple[Cited, ...] = ()
    addressee: str = ""
    ordinal: int | None = None
    footnote: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A background paper as a thematic compendium describes it."""

    symbol: str
    year: int | None
    meeting: int | None
    subject: str
    first_ordinal: int
    """The paragraph that names it."""
    last_ordinal: int
    """The last paragraph that describes it."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme of a thematic compendium."""

    name: str
    key_topics: tuple[str, ...]
    first_ordinal: int
    last_ordinal: int
    papers: tuple[Paper, ...]
