"""A document: its masthead, and in order what it contains. The one place to have all shapes of the corpus from.

What passes between the stages is blocks from a reader (`blocks`), a document of paragraphs from segmentation
(`paragraph`), and annotations on it (`annotations`). They lie apart because looking something up needs paragraphs
alone, and each shape that is imported takes time to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from compendium.corpus.annotations import Citation, CitationKind, Cited, Paper, Recommendation, Topic
from compendium.corpus.blocks import Block, BlockKind, Finding, FindingKind, Page, SourceText
from compendium.corpus.paragraph import Footnote, Paragraph, Point

__all__ = [
    "Block",
    "BlockKind",
    "Citation",
    "CitationKind",
    "Cited",
    "Document",
    "Finding",
    "FindingKind",
    "Footnote",
    "IdentifiedBy",
    "Masthead",
    "Page",
    "Paper",
    "Paragraph",
    "Point",
    "Recommendation",
    "Section",
    "SourceText",
    "Topic",
]


class IdentifiedBy(StrEnum):
    """How a document came by its symbol, the strongest first."""

    USER = "user"
    MASTHEAD = "masthead"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a document states about it; empty strings and None where it does not."""

    symbol: str = ""
    distribution: str = ""
    date: str = ""
    """ISO 8601 (`2019-06-26`, `1997-11`)."""
    original_language: str = ""
    body: str = ""
    """The body that the document is addressed to, as printed."""
    meeting: int | None = None
    """Number of the body's meeting: 9 for the ninth."""
    meeting_dates: str = ""
    """Place and dates of the meeting, as printed."""
    session: str = ""
    agenda_item: str = ""
    title: str = ""
    subtitle: str = ""
    """Such as "Background paper prepared by the Secretariat"."""
    kind: str = ""
    """A key of the table of kinds: `background paper`, `compendium`, `report`, `resolution`, `digest`, ..."""
    job_number: str = ""

    @property
    def year(self) -> int | None:
        """Year of the date, if there is one."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    """As printed, number included: `III. Background`."""
    number: str
    """`III`, `A`, `1`; empty where there is none."""
    level: int
    """1 for the outermost."""
    order: int
    """Place among the document's headings, from 1."""
    parent: int | None = None
    """`order` of the section above, or None."""
    page: int | None = None
    key_topics: tuple[str, ...] = ()
    """The themes of its "Key topics" line, which is neither a heading nor a paragraph."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a source contains."""

    source: str
    """File name of the source."""
    sha256: str
    """Of the source's bytes, in hexadecimal."""
    media_type: str
    masthead: Masthead
    identified_by: IdentifiedBy | None = None
    language: str = "en"
    """ISO 639-1."""
    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    citations: tuple[Citation, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    topics: tuple[Topic, ...] = ()
    findings: tuple[Finding, ...] = ()
    year: int | None = None
    meeting: int | None = None

    @property
    def symbol(self) -> str:
        """Its symbol, or an empty string where it is unidentified."""
        return self.masthead.symbol

    @property
    def title(self) -> str:
        """Its title, or the name of its source."""
        return self.masthead.title or self.source

    def headings(self, section: int | None) -> tuple[str, ...]:
        """The path of headings down to the section of that order, outermost first."""
        path: list[str] = []
        while section is not None:
            found = self.sections[section - 1]
            path.append(found.heading)
            section = found.parent
        return tuple(reversed(path))
