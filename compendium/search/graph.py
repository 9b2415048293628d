"""Who cites what: the citations that a document, paragraph or point makes, and those that it receives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from compendium.corpus.citations import covers
from compendium.corpus.document import Citation
from compendium.indexer.annotations import CitationRow
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, FootnoteRow, ParagraphRow
from compendium.indexer.tree import Field
from compendium.search.cite import cite, cite_footnote, labels, point_path
from compendium.search.located import notes_at, parts_at
from compendium.search.resolve import NUMBERED, Place, citations_to, paragraphs_at
from compendium.search.snippets import Piece, Snippet, around

__all__ = ["Holdings", "Mention", "cited_by", "cites", "citing_whole"]

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
    held: bool
    """Whether what it cites is held, down to the paragraph and point."""
    relation: Relation = "exact"


def cites(store: Lookups, place: Place) -> list[Mention]:
    """The citations that a document, or a section, paragraph, point or footnote in it, makes, in order."""
    rows: list[CitationRow] = []
    here = paragraphs_at(store, place) + [(row, "") for part in parts_at(store, place) for row in part.rows]
    notes = {(at.document.id, at.note.footnote.ordinal, at.note.footnote.label) for at in notes_at(store, place)}
    for document in place.documents:
        made = store.citations_of(document.id)
        if not place.pinpoints and place.ordinal is None:
            rows += made
        for paragraph, point in here:
            rows += [row for row in made if row.paragraph == paragraph.id and _in_point(row, paragraph, point)]
        rows += [row for row in made if (row.document, row.citation.ordinal, row.citation.footnote) in notes]
    rows = list(dict.fromkeys(rows))
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


def citing_whole(store: Lookups, place: Place) -> int:
    """How many citations name the document of a place, and no place in it."""
    return sum(not row.citation.pinpoints for row in citations_to(store, place)) if place.pinpoints else 0


class Holdings:
    """What is held of the places that citations name."""

    def __init__(self, store: Lookups) -> None:
        self.store = store
        self.documents: dict[str, list[DocumentRow]] = defaultdict(list)
        for row in store.documents():
            self.documents[row.symbol].append(row)

    def holds(self, citation: Citation) -> bool:
        """Whether a document is held, and all the paragraphs and points in it that a citation names."""
        documents = self.documents.get(citation.target, []) if citation.target else []
        return any(all(self._has(document, pin) for pin in citation.pinpoints) for document in documents)

    def _has(self, document: DocumentRow, pinpoint: str) -> bool:
        """Whether a document has such a place; what is no paragraph (`chap. VI`, `p. 57`) is taken to be there."""
        if NUMBERED.fullmatch(pinpoint) is None:
            return True
        for row, point in paragraphs_at(self.store, Place(document.symbol, (pinpoint,), (document,))):
            wanted = tuple(labels(point))
            if not wanted or any(path == wanted for path, _, _ in row.paragraph.point_spans()):
                return True
        return False


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
    held_places = Holdings(store)
    mentions = []
    for row, relation in zip(rows, relations, strict=True):
        document = documents[row.document]
        paragraph = paragraphs.get(row.paragraph) if row.paragraph is not None else None
        note = notes.get((row.document, row.citation.footnote or "", row.citation.ordinal))
        citation, piece = _where(row, document, paragraph, note)
        passage = around(piece, row.citation.start, row.citation.end)
        is_held = held_places.holds(row.citation)
        mentions.append(Mention(row, document, paragraph, citation, passage, is_held, relation))
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
