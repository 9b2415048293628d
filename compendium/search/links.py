"""Official addresses of documents: printed for people to open, never fetched."""

from __future__ import annotations

from compendium.corpus.symbols import Symbol
from compendium.errors import NotAReferenceError

__all__ = ["link_to"]


def link_to(target: str) -> str | None:
    """The official address of a document, percent-encoded; None for what has no symbol.

    >>> link_to("S/RES/2388(2017)"), link_to("E.06.V.11")
    ('https://docs.un.org/en/S/RES/2388%282017%29', None)
    """
    try:
        return Symbol.parse(target).link
    except NotAReferenceError:
        return None
