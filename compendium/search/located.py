"""What is held at a place that is no paragraph: a section, a scope of numbering, a footnote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compendium.corpus.document import Section
from compendium.corpus.reference import house_style
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, FootnoteRow, ParagraphRow
from compendium.search.cite import cite, cite_footnote
from compendium.search.resolve import NOTE, NUMBERED, Place, paragraphs_at
from compendium.search.sections import below, scope_key, sections_named

__all__ = ["Noted", "OutlineSection", "Part", "notes_at", "outlined", "parts_at"]


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A heading, and the paragraphs that stand right under it."""

    section: Section | None
    """None for what stands before the first heading."""
    first: ParagraphRow | None
    last: ParagraphRow | None


@dataclass(frozen=True, slots=True)
class Part:
    """A section, with all that stands under it."""

    document: DocumentRow
    name: str
    """As it was asked for, in house style: `sect. IV`."""
    sections: tuple[OutlineSection, ...]
    """It and those below it; their paragraphs are in `rows`."""
    rows: tuple[ParagraphRow, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """A footnote, and the paragraph that bears its mark."""

    document: DocumentRow
    note: FootnoteRow
    row: ParagraphRow | None

    @property
    def citation(self) -> str:
        """In house style."""
        label = self.note.footnote.label
        if self.row is None:
            return cite_footnote(self.document, label)
        return f"{cite(self.document, self.row.paragraph)}, footnote {label}"


def parts_at(store: Lookups, place: Place) -> Iterator[Part]:
    """The sections, and the scopes of numbering, that a place names."""
    if place.ordinal is None:
        for document in place.documents:
            yield from _parts(store, document, place)


def _parts(store: Lookups, document: DocumentRow, place: Place) -> Iterator[Part]:
    others = [pin for pin in place.pinpoints if NUMBERED.fullmatch(pin) is None and not NOTE.fullmatch(pin)]
    if not others:
        return
    sections, rows = store.sections_of(document.id), store.paragraphs_of(document.id)
    for pinpoint in others:
        for top in sections_named(sections, pinpoint):
            inside = below(sections, top)
            held = tuple(row for row in rows if row.paragraph.section in {section.order for section in inside})
            yield Part(document, house_style(pinpoint), outlined(inside, held), held)
            break
        else:
            held = tuple(row for row in rows if scope_key(row.paragraph.scope) == scope_key(pinpoint))
            inside = [s for s in sections if s.order in {row.paragraph.section for row in held}]
            if held:
                yield Part(document, house_style(pinpoint), outlined(inside, held), held)


def outlined(sections: Iterable[Section | None], rows: Iterable[ParagraphRow]) -> tuple[OutlineSection, ...]:
    """The sections, None for what stands before the first, each with those of the paragraphs that stand under it."""
    under: dict[int | None, list[ParagraphRow]] = {}
    for row in rows:
        under.setdefault(row.paragraph.section, []).append(row)
    held = [(section, under.get(section.order if section else None, [])) for section in sections]
    return tuple(OutlineSection(section, own[0] if own else None, own[-1] if own else None) for section, own in held)


def notes_at(store: Lookups, place: Place) -> Iterator[Noted]:
    """The footnotes that a place names: of a document, or of one of its paragraphs."""
    for document in place.documents:
        yield from _notes(store, document, place)


def _notes(store: Lookups, document: DocumentRow, place: Place) -> Iterator[Noted]:
    for pinpoint in place.pinpoints:
        named = NOTE.fullmatch(pinpoint)
        if named is None:
            continue
        borne = named["base"] or place.ordinal is not None
        base = replace(place, pinpoints=(named["base"],) if named["base"] else (), documents=(document,))
        bearing = {row.id: row for row, _ in paragraphs_at(store, base)}
        ordinals = {row.paragraph.ordinal: row for row in bearing.values()}
        for note in store.footnotes_of(document.id):
            if note.footnote.label.casefold() != named["label"].casefold():
                continue
            if borne:
                if note.footnote.ordinal in ordinals:
                    yield Noted(document, note, ordinals[note.footnote.ordinal])
            else:
                near = note.footnote.ordinal or -1
                yield Noted(document, note, next(iter(store.paragraphs_between(document.id, near, near)), None))
