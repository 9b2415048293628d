"""The text that a reference names, to be compared with another: a paragraph, a point, or a whole document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compendium.errors import NotAReferenceError
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.search.cite import cite, document_name, labels
from compendium.search.passages import span_of
from compendium.search.resolve import Place, paragraphs_at, resolve

__all__ = ["Named", "named", "rows_of"]


@dataclass(frozen=True, slots=True)
class Named:
    """A text of the collection and its citation."""

    document: DocumentRow
    row: ParagraphRow
    citation: str
    text: str


def named(store: Lookups, reference: str) -> Named:
    """The paragraph or point that a reference names.

    Raises:
        NotAReferenceError: it names none that is held, or more than one, or more than one document.
    """
    place = resolve(store, reference)
    _must_be_held(place)
    if len(place.pinpoints) > 1:
        raise NotAReferenceError(
            f"{place.citation} is more than one paragraph",
            hint=f'Name one: "{replace(place, pinpoints=place.pinpoints[:1]).citation}".',
        )
    for row, point in paragraphs_at(store, place):
        document = next(held for held in place.documents if held.id == row.document)
        span = span_of(row.paragraph, labels(point))
        if span is not None:
            text = row.paragraph.full.text[span[0] : span[1]]
            return Named(document, row, cite(document, row.paragraph, point.strip("()") if point else ""), text)
    if place.pinpoints or place.ordinal is not None:
        raise NotAReferenceError(f"{place.citation} is not in the document that is held")
    raise NotAReferenceError(
        f"{place.citation} is a whole document",
        hint=f'Name a paragraph: "{document_name(place.documents[0])}, para. 1".',
    )


def rows_of(store: Lookups, reference: str) -> tuple[Place, list[ParagraphRow]]:
    """What a reference names, and its paragraphs: of a document all of them.

    Raises:
        NotAReferenceError: it names nothing that is held, or more than one document.
    """
    place = resolve(store, reference)
    _must_be_held(place)
    if place.pinpoints or place.ordinal is not None:
        rows = [row for row, _ in paragraphs_at(store, place)]
        if not rows:
            raise NotAReferenceError(f"{place.citation} is not in the document that is held")
        return place, list(dict.fromkeys(rows))
    return place, [row for document in place.documents for row in store.paragraphs_of(document.id)]


def _must_be_held(place: Place) -> None:
    if place.candidates:
        raise NotAReferenceError(
            f"{place.citation} may be more than one document", hint="It may be: " + ", ".join(place.candidates)
        )
    if not place.documents:
        raise NotAReferenceError(f"{place.citation} is not held", hint="See what is: compendium documents")
