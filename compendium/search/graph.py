"""Who cites what: the citations that a document, paragraph or point makes, and those that it receives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from compendium.corpus.citations import covers
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import CitationRow, DocumentRow, FootnoteRow, ParagraphRow
from compendium.indexer.tree import Field
from compendium.search.cite import cite, cite_footnote, labels, point_path
from compendium.search.resolve import Place, citations_to, paragraphs_at
from compendium.search.snippets import Piece, Snippet, around

__all__ = ["Mention", "cited_by", "cites", "held_of"]

Relation = Literal["exact", "within", "wider"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation, where it stands, and the passage in which it does."""

    row: CitationRow
    document: DocumentRow
    paragraph: ParagraphRow | None
    citation: str
    """Of the place where it stands, down to the point."""
    passage: Snippet
    relation: Relation = "exact"


def cites(store: Lookups, place: Place) -> list[Mention]:
    """The citations that a document, or a paragraph or point in it, makes, in order."""
    rows: list[CitationRow] = []
    here = paragraphs_at(store, place)
    for document in place.documents:
        made = store.citations_of(document.id)
        if not place.pinpoints and place.ordinal is None:
            rows += made
        for paragraph, point in here:
            rows += [row for row in made if row.paragraph == paragraph.id and _in_point(row, paragraph, point)]
    return _mentions(store, rows, ["exact"] * len(rows))


def cited_by(store: Lookups, place: Place) -> list[Mention]:
    """The citations of a target, or of a place in it: of the very place, of points in it, and of what holds it."""
    rows: list[CitationRow] = []
    relations: list[Relation] = []
    for row in citations_to(store, place):
        relation = _relation(row.citation.pinpoints, place.pinpoints)
        if relation:
            rows.append(row)
            relations.append(relation)
    return _mentions(store, rows, relations)


def held_of(store: Lookups, mentions: Iterable[Mention]) -> tuple[int, int]:
    """How many of the documents that these citations name are held, and how many they name."""
    targets = {mention.row.citation.target for mention in mentions if mention.row.citation.target}
    return len(targets & {row.symbol for row in store.documents()}), len(targets)


def _relation(pinpoints: Sequence[str], wanted: Sequence[str]) -> Relation | None:
    if not wanted or set(pinpoints) & set(wanted):
        return "exact"
    if any(covers(place, pin) for place in wanted for pin in pinpoints):
        return "within"
    return "wider" if any(covers(pin, place) for place in wanted for pin in pinpoints) else None


def _in_point(row: CitationRow, paragraph: ParagraphRow, point: str) -> bool:
    """Whether a citation stands in a point; a footnote of the paragraph counts where no point is asked for."""
    if not point or row.citation.footnote is not None:
        return not point
    wanted = tuple(labels(point))
    return any(
        path[: len(wanted)] == wanted and start <= row.citation.start < end
        for path, start, end in paragraph.paragraph.point_spans()
    )


def _mentions(store: Lookups, rows: Sequence[CitationRow], relations: Sequence[Relation]) -> list[Mention]:
    documents = store.documents_by_id({row.document for row in rows})
    paragraphs = store.paragraphs_by_id({row.paragraph for row in rows if row.paragraph is not None})
    notes: dict[tuple[int, str, int | None], FootnoteRow] = {}
    for id_ in documents:
        for held in store.footnotes_of(id_):
            notes[id_, held.footnote.label, held.footnote.ordinal] = held
    mentions = []
    for row, relation in zip(rows, relations, strict=True):
        document = documents[row.document]
        paragraph = paragraphs.get(row.paragraph) if row.paragraph is not None else None
        note = notes.get((row.document, row.citation.footnote or "", row.citation.ordinal))
        citation, piece = _where(row, document, paragraph, note)
        passage = around(piece, row.citation.start, row.citation.end)
        mentions.append(Mention(row, document, paragraph, citation, passage, relation))
    return mentions


def _where(
    row: CitationRow, document: DocumentRow, paragraph: ParagraphRow | None, note: FootnoteRow | None
) -> tuple[str, Piece]:
    """The citation of the place where a citation stands, and the text in which its offsets count."""
    if row.citation.footnote is not None and note is not None:
        where = f"{cite(document, paragraph.paragraph)}, " if paragraph else ""
        citation = f"{where}footnote {note.footnote.label}" if where else cite_footnote(document, note.footnote.label)
        return citation, Piece(Field.FOOTNOTES, note.footnote.text, note.footnote.label)
    if paragraph is None:
        return document.symbol or document.source, Piece(Field.TEXT, row.citation.raw)
    inside = [path for path, start, end in paragraph.paragraph.point_spans() if start <= row.citation.start < end]
    point = point_path(inside[-1]) if inside else ""
    return cite(document, paragraph.paragraph, point), Piece(Field.TEXT, paragraph.paragraph.full.text)
