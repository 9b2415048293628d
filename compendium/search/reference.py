"""A reference ready to paste: in house style, with its quotation and its link if asked."""

from __future__ import annotations

from dataclasses import dataclass

from compendium.errors import NotAReferenceError
from compendium.indexer.lookups import Lookups
from compendium.search.links import link_to
from compendium.search.opening import named
from compendium.search.resolve import Place, resolve

__all__ = ["Pasted", "as_quotation", "paste"]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A reference in house style."""

    citation: str
    title: str
    """Of the document, or an empty string where it is not held."""
    text: str
    """The words of the place, verbatim; of a whole document or of what is not held an empty string."""
    link: str
    """Official address; empty for what has no symbol. Printed, never fetched."""
    held: bool
    """Whether the document is held and has the place."""


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
    text, held = _words(store, place, reference)
    return Pasted(place.citation, title, text, link_to(place.target) or "", held)


def _words(store: Lookups, place: Place, reference: str) -> tuple[str, bool]:
    if not place.documents:
        return "", False
    if not place.pinpoints and place.ordinal is None:
        return "", True
    try:
        return named(store, reference).text, True
    except NotAReferenceError:
        return "", False


def as_quotation(text: str) -> str:
    """A text between quotation marks, the marks in it made single, as the Editorial Manual has it.

    >>> as_quotation('It said “yes” twice')
    '“It said ‘yes’ twice”'
    """
    inner = text.replace("“", "‘").replace("”", "’")
    paragraphs = inner.split("\n")
    return "“" + "\n“".join(paragraphs) + "”"
