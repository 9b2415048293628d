"""What readers give: blocks in reading order, the text they come from, and what is found damaged or missing in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from compendium.corpus.styled import StyledText

__all__ = ["Block", "BlockKind", "Finding", "FindingKind", "Page", "SourceText"]


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
