"""The unit of indexing, ranking and citation: a paragraph with its points, and the footnotes whose marks it bears.

Offsets are half-open and count characters. A paragraph's *full text* is its lead-in followed by its points, each
on a line of its own with its label: what annotations of it count in.
"""

from __future__ import annotations

from collections.abc import Iterator

from compendium.corpus.styled import NoteMark, StyledText
from compendium.frozen import dataclass

__all__ = ["Footnote", "Paragraph", "Point"]


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
