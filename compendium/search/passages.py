"""Stretches of the collection that may be quoted, and where in a paragraph its points lie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compendium.corpus.paragraph import Paragraph
from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.search.cite import cite, point_path
from compendium.search.wording import Wording

__all__ = ["Passage", "span_of"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the collection that may be quoted: of one paragraph, of a footnote, or of several paragraphs."""

    document: DocumentRow
    rows: tuple[ParagraphRow, ...]
    wording: Wording
    start: int
    """The stretch in the wording's text that counts, such as the point that is cited."""
    end: int
    note: str | None = None
    """Label of the footnote whose text it is."""

    def begins(self, start: int) -> bool:
        """Whether what starts at a character starts in the first of the paragraphs."""
        return len(self.rows) == 1 or start < len(self.rows[0].paragraph.full.text)

    def references(self, start: int, end: int) -> tuple[str, ...]:
        """The citations, to the letter, of what stands from one character to another."""
        offset, found = 0, []
        for row in self.rows:
            length = len(row.paragraph.full.text) if self.note is None else len(self.wording.text)
            if start < offset + length and end > offset:
                inside = max(start - offset, 0), min(end - offset, length)
                point = _point_at(row.paragraph, *inside) if self.note is None else ""
                found.append(cite(self.document, row.paragraph, point))
            offset += length + 1
        return tuple(f"{one}, footnote {self.note}" if self.note is not None else one for one in found)


def _point_at(paragraph: Paragraph, start: int, end: int) -> str:
    """The innermost point that holds what stands from one character to another of the full text."""
    best: tuple[str, ...] = ()
    for path, first, last in _branches(paragraph):
        if first <= start and end <= last and len(path) > len(best):
            best = path
    return point_path(best)


def _branches(paragraph: Paragraph) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Each point with the points below it."""
    spans = list(paragraph.point_spans())
    for path, start, end in spans:
        yield path, start, max([end, *(e for p, _, e in spans if p[: len(path)] == path)])


def span_of(paragraph: Paragraph, path: Sequence[str]) -> tuple[int, int] | None:
    """Where a point with what is below it lies in the full text; of no point all of it; None where there is none.

    A letter inside a sentence is no point of its own, but it is cited as one all the same.
    """
    text = paragraph.full.text
    if not path:
        return 0, len(text)
    for found, start, end in _branches(paragraph):
        if found == tuple(path):
            return start, end
    inline = list(re.finditer(r"(?<!\w)\((\w{1,5})\)\s", text))
    at = next((i for i, m in enumerate(inline) if m[1].lower() == path[-1].lower()), None)
    if at is None or len(inline) < 2:
        return None
    return inline[at].start(), inline[at + 1].start() if at + 1 < len(inline) else len(text)
