"""A reference ready to paste: in house style, with its quotation and its link if asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compendium.corpus.references import in_words
from compendium.errors import NotAReferenceError
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import ParagraphRow
from compendium.search.cite import cite, labels
from compendium.search.lacking import doubts, lacking
from compendium.search.links import link_to
from compendium.search.located import notes_at, parts_at
from compendium.search.passages import span_of
from compendium.search.printers.page import some_of
from compendium.search.resolve import NUMBERED, Place, paragraphs_at, resolve

__all__ = ["Pasted", "as_quotation", "paste"]

LISTED = 5
"""Places that are named where a reference may be several."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A reference in house style."""

    citation: str
    title: str
    """Of the document, or an empty string where it is not held."""
    texts: tuple[str, ...]
    """The words of each paragraph, point or footnote named, verbatim; none where one of them is more, or not held."""
    link: str
    """Official address; empty for what has no symbol. Printed, never fetched."""
    held: bool
    """Whether the document is held and has the place."""
    absent: tuple[str, ...] = ()
    """What the document, which is held, has not of it, a sentence for each."""
    reading: str = ""
    """How a symbol without its year was read."""
    doubts: tuple[str, ...] = ()
    """Where it is held, what makes its text doubtful."""


def paste(store: Lookups, reference: str) -> Pasted:
    """A reference as one would paste it.

    Raises:
        NotAReferenceError: it cannot be read as one, or may be of more than one document.
    """
    place = resolve(store, reference)
    if place.candidates:
        raise NotAReferenceError(
            f"{place.citation} may be more than one document", hint="It may be: " + ", ".join(place.candidates)
        )
    title = next((document.title for document in place.documents if document.title != document.source), "")
    link, absent = link_to(place.target) or "", tuple(lacking(store, place))
    notes = {noted.citation: noted.note.footnote.text for noted in notes_at(store, place)}
    if len(notes) > 1 and len(place.pinpoints) == 1:
        raise _may_be(place, "footnote", list(notes))
    doubtful = tuple(doubts(store, place.documents[:1]))
    if notes and len(notes) == len(place.pinpoints):
        return Pasted("; ".join(notes), title, tuple(notes.values()), link, True, absent, place.reading, doubtful)
    held = bool(place.documents) and not absent
    named = [_standing(store, one) for one in _each(place)] if held else []
    texts = tuple(text for _, text in named if text is not None)
    placed = replace(place, pinpoints=tuple(pin for pin, _ in named)) if named and place.ordinal is None else place
    citation, named_as = placed.citation, in_words(place.target)
    if named_as != place.target:
        citation = named_as + citation.removeprefix(place.target)
    whole = texts if len(texts) == len(named) else ()
    return Pasted(citation, title, whole, link, held, absent, place.reading, doubtful if held else ())


def _each(place: Place) -> list[Place]:
    """Each paragraph, point or other place that it names by itself."""
    return [place] if place.ordinal is not None else [replace(place, pinpoints=(pin,)) for pin in place.pinpoints]


def _standing(store: Lookups, place: Place) -> tuple[str, str | None]:
    """A pinpoint with the scope in which it stands, and its words; of what is more than a paragraph none.

    Raises:
        NotAReferenceError: the paragraph stands in several scopes, and none is named.
    """
    pinpoint = place.pinpoints[0] if place.pinpoints else ""
    rows = paragraphs_at(store, place)
    for document in place.documents:  # twins have the same paragraphs: the first will do
        here = [(row, path, span) for row, path, span in _spans(rows) if row.document == document.id]
        citations = list(dict.fromkeys(cite(document, row.paragraph, "".join(path)) for row, path, _ in here))
        if len(citations) > 1:
            raise _may_be(place, "paragraph", citations)
        for row, _, (start, end) in here:
            scope = row.paragraph.scope
            match = NUMBERED.fullmatch(pinpoint)
            scoped = f"{scope}, para. {pinpoint}" if scope and match and not match["scope"] else pinpoint
            return scoped, row.paragraph.full.text[start:end]
    part = next(parts_at(store, place), None)
    if part is not None and len(part.rows) == 1:  # an article of one paragraph
        return pinpoint, part.rows[0].paragraph.full.text
    return pinpoint, None


def _spans(rows: Sequence[tuple[ParagraphRow, str]]) -> list[tuple[ParagraphRow, list[str], tuple[int, int]]]:
    """Those paragraphs that have the point asked for, with its path and where it lies."""
    parted = [(row, labels(point), span_of(row.paragraph, labels(point))) for row, point in rows]
    return [(row, path, span) for row, path, span in parted if span is not None]


def _may_be(place: Place, what: str, citations: Sequence[str]) -> NotAReferenceError:
    return NotAReferenceError(
        f"{place.citation} may be more than one {what}", hint=f"It may be: {some_of(citations, LISTED)}"
    )


def as_quotation(*texts: str) -> str:
    """Each text between quotation marks, the marks in it made single, as the Editorial Manual has it.

    >>> as_quotation('It said “yes” twice', 'And “no”')
    '“It said ‘yes’ twice”\\n“And ‘no’”'
    """
    inner = (text.replace("“", "‘").replace("”", "’").split("\n") for text in texts)
    return "\n".join("“" + "\n“".join(paragraphs) + "”" for paragraphs in inner)
