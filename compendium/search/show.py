"""What a reference names, laid open: a document's outline, or a paragraph with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from compendium.corpus.document import Section
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import CitationRow, DocumentRow, FootnoteRow, ParagraphRow
from compendium.search.cite import cite
from compendium.search.resolve import Place, citations_of, paragraphs_at, resolve

__all__ = ["Missing", "Opened", "Outline", "OutlineSection", "Passage", "show"]


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A heading, and the paragraphs that stand right under it."""

    section: Section | None
    """None for what stands before the first heading."""
    first: ParagraphRow | None
    last: ParagraphRow | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A document by its headings."""

    document: DocumentRow
    sections: tuple[OutlineSection, ...]
    topics: tuple[str, ...]
    citing: int
    """How often the documents held cite it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, the footnotes whose marks it bears, and its neighbours."""

    document: DocumentRow
    row: ParagraphRow
    point: str
    """The point that was asked for (`d(ii)`), or nothing."""
    footnotes: tuple[FootnoteRow, ...]
    before: tuple[ParagraphRow, ...]
    after: tuple[ParagraphRow, ...]
    citing: int
    """How often the documents held cite it or a point of it."""

    @property
    def citation(self) -> str:
        """In house style, down to the point."""
        return cite(self.document, self.row.paragraph, self.point)


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
    missing: Missing | None = None


def show(store: Lookups, reference: str, context: int = 0) -> Opened:
    """What a reference names, with so many neighbours on either side of each paragraph.

    Raises:
        NotAReferenceError: it cannot be read as a reference.
    """
    place = resolve(store, reference)
    if place.documents and not place.pinpoints and place.ordinal is None:
        return Opened(place, outlines=tuple(_outline(store, document, place) for document in place.documents))
    passages = tuple(_passage(store, place, row, point, context) for row, point in paragraphs_at(store, place))
    if passages:
        return Opened(place, passages=passages)
    return Opened(place, missing=Missing(place, tuple(citations_of(store, place))))


def _outline(store: Lookups, document: DocumentRow, place: Place) -> Outline:
    rows = store.paragraphs_of(document.id)
    under: dict[int | None, list[ParagraphRow]] = {}
    for row in rows:
        under.setdefault(row.paragraph.section, []).append(row)
    sections = [OutlineSection(None, under[None][0], under[None][-1])] if None in under else []
    for section in store.sections_of(document.id):
        held = under.get(section.order, [])
        sections.append(OutlineSection(section, held[0] if held else None, held[-1] if held else None))
    topics = tuple(dict.fromkeys(name for row in rows for name in row.facts.topics))
    return Outline(document, tuple(sections), topics, len(store.citations_to(place.target)))


def _passage(store: Lookups, place: Place, row: ParagraphRow, point: str, context: int) -> Passage:
    document = next(document for document in place.documents if document.id == row.document)
    ordinal = row.paragraph.ordinal
    near = store.paragraphs_between(row.document, ordinal - context, ordinal + context) if context else []
    return Passage(
        document,
        row,
        point,
        tuple(store.footnotes_borne([row]).get(row.id, ())),
        tuple(other for other in near if other.paragraph.ordinal < ordinal),
        tuple(other for other in near if other.paragraph.ordinal > ordinal),
        len(citations_of(store, place)),
    )
