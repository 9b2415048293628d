"""What a reference names, laid open: a document's outline, or a paragraph with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compendium.corpus.document import Finding
from compendium.indexer.annotations import CitationRow
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, FootnoteRow, ParagraphRow
from compendium.search.cite import cite, labels, point_path
from compendium.search.lacking import has_point, lacking
from compendium.search.located import Noted, OutlineSection, Part, notes_at, outlined, parts_at
from compendium.search.resolve import Place, citations_of, paragraphs_at, resolve

__all__ = ["Missing", "Opened", "Outline", "Passage", "rows_at", "show"]


@dataclass(frozen=True, slots=True)
class Outline:
    """A document by its headings."""

    document: DocumentRow
    sections: tuple[OutlineSection, ...]
    topics: tuple[str, ...]
    citing: int
    """How often the documents held cite it."""
    findings: tuple[Finding, ...] = ()
    """What the checks found about it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, the footnotes whose marks it bears, and its neighbours."""

    document: DocumentRow
    row: ParagraphRow
    points: tuple[str, ...]
    """The points that were asked for (`d(ii)`); none where the whole paragraph was."""
    footnotes: tuple[FootnoteRow, ...]
    before: tuple[ParagraphRow, ...]
    after: tuple[ParagraphRow, ...]
    citing: int
    """How often the documents held cite it or a point of it."""
    twins: tuple[DocumentRow, ...] = ()
    """The same document from other files, with the same words here."""

    @property
    def citation(self) -> str:
        """In house style, down to the first of the points."""
        return cite(self.document, self.row.paragraph, self.points[0] if self.points else "")


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing that can be shown: not held, no such paragraph, or more than one candidate."""

    place: Place
    citations: tuple[CitationRow, ...]
    """Those of it in the documents held."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a reference names."""

    place: Place
    outlines: tuple[Outline, ...] = ()
    passages: tuple[Passage, ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[Noted, ...] = ()
    lacking: tuple[str, ...] = ()
    """What a document that is held has not, a sentence for each."""
    missing: Missing | None = None
    """Set where nothing can be shown."""


def show(store: Lookups, reference: str, context: int = 0) -> Opened:
    """What a reference names, with so many neighbours on either side of each paragraph.

    Raises:
        NotAReferenceError: it cannot be read as a reference.
    """
    place = resolve(store, reference)
    if place.documents and not place.pinpoints and place.ordinal is None:
        return Opened(place, outlines=tuple(_outline(store, document, place) for document in place.documents))
    passages = tuple(_passages(store, place, context))
    found = Opened(
        place,
        passages=passages,
        parts=tuple(parts_at(store, place)),
        notes=tuple(notes_at(store, place)),
        lacking=tuple(lacking(store, place)),
    )
    if found.passages or found.parts or found.notes:
        return found
    return replace(found, missing=Missing(place, tuple(citations_of(store, place))))


def rows_at(store: Lookups, place: Place) -> list[ParagraphRow]:
    """The paragraphs held at a place: those that it names, those of a section, those that bear a footnote."""
    rows = [row for row, _ in paragraphs_at(store, place)]
    rows += [row for part in parts_at(store, place) for row in part.rows]
    rows += [note.row for note in notes_at(store, place) if note.row is not None]
    return list(dict.fromkeys(rows))


def _outline(store: Lookups, document: DocumentRow, place: Place) -> Outline:
    rows = store.paragraphs_of(document.id)
    before = [None] if any(row.paragraph.section is None for row in rows) else []
    sections = outlined([*before, *store.sections_of(document.id)], rows)
    topics = tuple(dict.fromkeys(name for row in rows for name in row.facts.topics))
    citing = len(store.citations_to(place.target))
    return Outline(document, sections, topics, citing, store.findings_of(document.id))


def _passages(store: Lookups, place: Place, context: int) -> Iterator[Passage]:
    """The paragraphs of a place, each once, with the points asked for; of twins with the same words the first."""
    asked: dict[int, tuple[ParagraphRow, list[str]]] = {}
    for row, point in paragraphs_at(store, place):
        if has_point(row.paragraph, labels(point)):
            asked.setdefault(row.id, (row, []))[1].append(point)
    documents = {document.id: document for document in place.documents}
    shown: dict[tuple[object, ...], Passage] = {}
    for row, points in asked.values():
        passage = _passage(store, place, row, tuple(points) if all(points) else (), context)
        key = (row.paragraph.number, row.paragraph.scope, row.paragraph.full.text, passage.points)
        first = shown.get(key)
        if first is None or first.document.id == row.document:
            shown[(*key, row.id) if first else key] = passage
        else:
            shown[key] = replace(first, twins=(*first.twins, documents[row.document]))
    yield from shown.values()


def _passage(store: Lookups, place: Place, row: ParagraphRow, points: tuple[str, ...], context: int) -> Passage:
    document = next(document for document in place.documents if document.id == row.document)
    ordinal = row.paragraph.ordinal
    near = store.paragraphs_between(row.document, ordinal - context, ordinal + context) if context else []
    return Passage(
        document,
        row,
        tuple(point_path(tuple(labels(point))) for point in points),
        tuple(store.footnotes_borne([row]).get(row.id, ())),
        tuple(other for other in near if other.paragraph.ordinal < ordinal),
        tuple(other for other in near if other.paragraph.ordinal > ordinal),
        len(citations_of(store, place)),
    )
