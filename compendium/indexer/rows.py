"""What the store hands out of documents and paragraphs: rows, typed, each with the shapes of the corpus inside."""

from __future__ import annotations

from compendium.corpus.paragraph import Footnote, Paragraph
from compendium.frozen import dataclass

__all__ = ["DocumentRow", "Facts", "FootnoteRow", "ParagraphRow", "SourceFile"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What is known of a source file without reading it."""

    path: str
    """Absolute."""
    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since 1970."""
    extraction: int = 0
    """Version of the extraction that read it."""
    settings: str = ""
    """What the user said about it when it was read, in one line."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the collection, without its contents."""

    id: int
    file: SourceFile
    source: str
    sha256: str
    media_type: str
    symbol: str
    """Empty where the document is unidentified."""
    title: str
    """The masthead's title, or the name of the source."""
    kind: str
    date: str
    body: str
    subtitle: str
    language: str
    year: int | None
    meeting: int | None
    paragraphs: int
    """How many it has."""
    incomplete: int
    """How many findings say that text may be missing."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paragraph inherits from its document and from the compendiums held."""

    paper: str = ""
    """Symbol of the paper that it describes, in a compendium."""
    meeting: int | None = None
    year: int | None = None
    topics: tuple[str, ...] = ()
    """Names of stated topics, as printed."""
    key_topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """A paragraph of the collection and what it inherits."""

    id: int
    document: int
    """`DocumentRow.id`."""
    paragraph: Paragraph
    headings: tuple[str, ...]
    """Path of the headings above it, outermost first."""
    facts: Facts


@dataclass(frozen=True, slots=True)
class FootnoteRow:
    """A footnote and its document."""

    document: int
    place: int
    """Place among the document's footnotes, from 1."""
    footnote: Footnote
