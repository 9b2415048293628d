"""What passes between the stages: blocks from a reader, a document from segmentation, annotations on it.

Offsets are half-open and count characters. A paragraph's *full text* is its lead-in followed by its points, each
on a line of its own with its label; annotations that lie in the body count from the start of the full text,
so one that lies in the lead-in counts from the start of `text` as well. Annotations that lie in a footnote
count from the start of that footnote's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from compendium.corpus.styled import NoteMark, StyledText

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


class BlockKind(StrEnum):
    """What a reader takes a block for; segmentation has the last word."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    """A list item: its bullet is left out, a printed number or letter is not."""
    NOTE = "note"
    """A footnote, its label in `Block.label`."""
    TABLE = "table"
    """Rows as lines, cells separated by tabs."""
    RULE = "rule"
    """A line across the page, without text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that the source sets apart, and what its form says."""

    kind: BlockKind
    content: StyledText
    start: int
    """Where it starts in `SourceText.text`."""
    end: int
    page: int | None = None
    """Page number, 1-based; None where the source has no pages."""
    level: int = 0
    """Depth of a heading as the source marks it, 1-based; 0 where it does not say."""
    label: str = ""
    """A number or letter that stands outside the text: a footnote's, an automatic or hanging number
    (`12`, `16.1`, `a`, without full stop or brackets)."""
    continues: bool | None = None
    """True where the layout shows that it carries on the block before, False where it shows that it does not,
    None where the layout does not tell."""
    quoted: bool = False
    """Whether it is set apart as a quotation, which then bears no quotation marks."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of one page, for the checks of completeness."""

    number: int
    """1-based."""
    characters: int
    """Characters that the page's text layer yields."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader makes of a source file: its text as read, and the blocks in reading order."""

    text: str
    """The text that `Block.start` and `Block.end` count in."""
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    """Empty where the format has no pages."""
    title: str = ""
    """The title that the format itself declares (an HTML `title`), if any."""
    warnings: tuple[str, ...] = ()
    """What the reader had to guess, such as an undeclared encoding."""
    findings: tuple[Finding, ...] = ()
    """What the reader knows to be damaged."""


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
class Point:
    """A separate lettered sub-paragraph."""

    label: str
    """Without brackets: `a`, `ii`."""
    content: StyledText
    points: tuple[Point, ...] = ()

    @property
    def text(self) -> str:
        """The point's own words, without its label and its own points."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit of indexing, ranking and citation."""

    ordinal: int
    """Place among all paragraphs of the document, from 1."""
    number: str | None
    """As printed, without the full stop: `25`, `16.1`; None where the document gives it none."""
    scope: str | None
    """Where numbering started anew (`annex II`), or None for the document's own."""
    content: StyledText
    """The lead-in, without the separate points."""
    points: tuple[Point, ...] = ()
    section: int | None = None
    """`Section.order` of the section it stands in."""
    pages: tuple[int, ...] = ()
    start: int = 0
    """Where its first block starts in the source's text."""
    end: int = 0
    is_table: bool = False

    @property
    def text(self) -> str:
        """The lead-in's words."""
        return self.content.text

    @property
    def full(self) -> StyledText:
        """Lead-in and points, each on a line of its own: what annotations count in."""
        return StyledText.join([self.content, *(line for _, line in point_lines(self.points))], "\n")

    @property
    def marks(self) -> tuple[NoteMark, ...]:
        """The footnote marks of lead-in and points, in order, with offsets into the full text."""
        return self.full.marks

    def point_spans(self) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """For each point its path of labels (`('d',)`, `('d', 'ii')`) and where its line lies in the full text."""
        offset = len(self.content.text)
        for path, line in point_lines(self.points):
            yield path, offset + 1, offset + 1 + len(line.text)
            offset += 1 + len(line.text)


def point_lines(points: tuple[Point, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], StyledText]]:
    """Each point, outer before inner, as its path of labels and its line `(a) words`."""
    for point in points:
        path = (*above, point.label)
        yield path, StyledText(f"({point.label}) ") + point.content
        yield from point_lines(point.points, path)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, and the place of its mark."""

    label: str
    """`5`, or `*`."""
    content: StyledText
    ordinal: int | None = None
    """`Paragraph.ordinal` of the paragraph that bears its mark; None for a heading's, a masthead's or a lost mark."""
    offset: int | None = None
    """Where the mark stood in that paragraph's full text."""
    page: int | None = None

    @property
    def text(self) -> str:
        """The footnote's words, without its label."""
        return self.content.text


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


class FindingKind(StrEnum):
    """What a check of completeness found."""

    MISSING_PARAGRAPH = "missing_paragraph"
    REPEATED_PARAGRAPH = "repeated_paragraph"
    MISSING_FOOTNOTE = "missing_footnote"
    MISSING_MARK = "missing_mark"
    EMPTY_PAGE = "empty_page"
    SPARSE_PAGE = "sparse_page"
    UNREADABLE_CHARACTERS = "unreadable_characters"
    NOISY_TEXT = "noisy_text"
    DAMAGED = "damaged"
    """Parts of the file could not be decoded."""
    REPAIRED = "repaired"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a document that a reader should know before relying on it."""

    kind: FindingKind
    message: str
    """A sentence for people: `paragraph 31 is missing between 30 and 32 (page 9)`."""
    page: int | None = None
    incomplete: bool = True
    """Whether text may be missing, as against merely worth knowing."""


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
