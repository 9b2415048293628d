"""A reference ready to paste: in house style, with its quotation and its link if asked."""

from __future__ import annotations

from dataclasses import dataclass

from compendium.corpus.references import parse_reference
from compendium.errors import NotAReferenceError
from compendium.indexer.lookups import Lookups
from compendium.search.lacking import lacking
from compendium.search.links import link_to
from compendium.search.located import notes_at
from compendium.search.opening import named
from compendium.search.resolve import Place, paragraphs_at, resolve

__all__ = ["Pasted", "as_quotation", "paste"]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A reference in house style."""

    citation: str
    title: str
    """Of the document, or an empty string where it is not held."""
    text: str
    """The words of the place, verbatim; of what is more than a paragraph or footnote, or not held, an empty one."""
    link: str
    """Official address; empty for what has no symbol. Printed, never fetched."""
    held: bool
    """Whether the document is held and has the place."""
    absent: tuple[str, ...] = ()
    """What the document, which is held, has not of it, a sentence for each."""


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
        raise NotAReferenceError(
            f"{place.citation} may be more than one footnote", hint="It may be: " + "; ".join(notes)
        )
    for citation, text in notes.items():
        return Pasted(citation, title, text, link, held=True, absent=absent)
    held = bool(place.documents) and not absent
    text = _words(store, place, reference) if held else ""
    return Pasted(_in_words(place), title, text, link, held, absent)


def _in_words(place: Place) -> str:
    """A place in house style, treaties and numbers of publications and acts by name: `Organized Crime Convention`."""
    target = parse_reference(place.target)
    if target is None or not (target.treaty or target.number):
        return place.citation
    return f"{target}{place.citation.removeprefix(place.target)}"


def _words(store: Lookups, place: Place, reference: str) -> str:
    """The words of a paragraph or a point; nothing of what is more than that."""
    try:
        return named(store, reference).text if paragraphs_at(store, place) else ""
    except NotAReferenceError:
        return ""


def as_quotation(text: str) -> str:
    """A text between quotation marks, the marks in it made single, as the Editorial Manual has it.

    >>> as_quotation('It said “yes” twice')
    '“It said ‘yes’ twice”'
    """
    inner = text.replace("“", "‘").replace("”", "’")
    paragraphs = inner.split("\n")
    return "“" + "\n“".join(paragraphs) + "”"
