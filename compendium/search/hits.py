"""Hits: a paragraph that was found, what can be shown of it, and the passage that shows why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from compendium.corpus.paragraph import Point
from compendium.frozen import dataclass
from compendium.indexer import tree
from compendium.indexer.rows import DocumentRow, FootnoteRow, ParagraphRow
from compendium.search.cite import cite, point_path
from compendium.search.snippets import Piece, Snippet, around

if TYPE_CHECKING:  # most answers hold none
    from compendium.corpus.annotations import Citation
    from compendium.search.explanation import Explanation

__all__ = ["Hit", "passage_citing", "pieces"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that was found, and the passage that shows why."""

    rank: int
    score: float
    document: DocumentRow
    row: ParagraphRow
    snippet: Snippet
    inferred: tuple[str, ...] | None = None
    """Topics inferred for its document; None where they were not asked for."""
    explanation: Explanation | None = None
    """What gave the score, where that was asked for."""

    @property
    def point(self) -> str:
        """The point in which the passage lies (`f`, `d(ii)`), or nothing."""
        return self.snippet.piece.label if self.snippet.piece.field is tree.Field.POINTS else ""

    @property
    def citation(self) -> str:
        """Its citation in house style, down to the point."""
        return cite(self.document, self.row.paragraph, self.point)


def pieces(document: DocumentRow, row: ParagraphRow, notes: Iterable[FootnoteRow]) -> list[Piece]:
    """What can be shown of a paragraph, the foremost first."""
    shown = [Piece(tree.Field.TEXT, row.paragraph.text), *_point_pieces(row.paragraph.points, ())]
    shown += [Piece(tree.Field.FOOTNOTES, note.footnote.text, note.footnote.label) for note in notes]
    shown += [Piece(tree.Field.HEADINGS, heading) for heading in row.headings]
    shown.append(Piece(tree.Field.TITLE, document.title))
    shown += [Piece(tree.Field.KEY_TOPICS, name) for name in (*row.facts.topics, *row.facts.key_topics)]
    return [piece for piece in shown if piece.text] or shown[:1]


def _point_pieces(points: Iterable[Point], above: tuple[str, ...]) -> Iterable[Piece]:
    for point in points:
        path = (*above, point.label)
        yield Piece(tree.Field.POINTS, point.text, point_path(path))
        yield from _point_pieces(point.points, path)


def passage_citing(citation: Citation, row: ParagraphRow, shown: Sequence[Piece]) -> Snippet | None:
    """The passage around a citation that a paragraph or a footnote of it makes, among the pieces that can be shown."""
    if citation.footnote is not None:
        notes = (p for p in shown if p.field is tree.Field.FOOTNOTES and p.label == citation.footnote)
        return next((around(note, citation.start, citation.end) for note in notes), None)
    for path, start, end in row.paragraph.point_spans():
        if start <= citation.start < end:
            shift = start + len(f"({path[-1]}) ")
            point = next(p for p in shown if p.field is tree.Field.POINTS and p.label == point_path(path))
            return around(point, citation.start - shift, citation.end - shift)
    return around(shown[0], citation.start, citation.end)
