"""The answer to a search in each form, and what to say beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compendium.search.answer import Found
from compendium.search.facets import Facets
from compendium.search.printers.hits import print_found
from compendium.search.printers.page import Page, counted
from compendium.search.printers.rows import Format, write_object, write_rows
from compendium.search.request import Request

__all__ = ["notices", "understood", "write_found"]

MOST_VALUES = 12
"""Values of a facet that are shown to people."""


def write_found(found: Found, form: Format, page: Page, *, facets: bool = False) -> None:
    """Write the answer: one object as JSON, the hits alone in the other forms; as text, `facets` too if wanted."""
    if form == "text":
        print_found(found, page)
        if facets and found.total:
            _print_facets(found.facets, page)
        return
    from compendium.search.describe_answers import hit_record, search_record

    if form == "json":
        write_object(search_record(found), page.out)
    else:
        write_rows("hits", (hit_record(hit) for hit in found.hits), form, page.out)


def _print_facets(facets: Facets, page: Page) -> None:
    """How the paragraphs found are spread, the most frequent values first."""
    page.blank()
    page.title("Paragraphs found, by")
    named = [(name, getattr(facets, name)) for name in Facets.__slots__]
    page.table([(name, _values(values)) for name, values in named if values], 2)


def _values(values: Mapping[str, int]) -> str:
    shown = [f"{value} ({number:,})" for value, number in list(values.items())[:MOST_VALUES]]
    more = len(values) - len(shown)
    return ", ".join([*shown, f"and {more:,} more"] if more else shown)


def notices(found: Found, request: Request) -> Iterator[str]:
    """What a person should know beside the hits: how the query was read, what was searched instead, what is left."""
    yield from understood(found)
    if found.total:
        yield _shown(found, request)


def understood(found: Found) -> Iterator[str]:
    """How the query was read, what was searched instead, and whether anything was found."""
    if not found.is_as_typed:
        yield f"read as: {found.interpreted}"
    yield from found.notices
    if not found.total:
        yield "nothing found"


def _shown(found: Found, request: Request) -> str:
    """How much was found, which part of it is shown, and how to see more."""
    kept = counted(found.total, "paragraph")
    total, shown = found.total, len(found.hits)
    if found.groups is not None:
        kept += f" in {counted(found.documents, 'document')}"
        total, shown = found.documents, len(found.groups)
    if not shown:
        return f"{kept} found, on {counted(-(-total // request.limit), 'page')}"
    if shown == total:
        return f"{kept} found"
    first, last = request.skipped + 1, request.skipped + shown
    more = f"; next: --page {request.page + 1}" if last < total else ""
    what = "documents " if found.groups is not None else ""
    return f"{kept} found, {what}{first} to {last} shown{more}"
