"""The answer to a search in each form, and what to say beside it."""

from __future__ import annotations

from collections.abc import Iterator

from compendium.search.answer import Found
from compendium.search.printers.hits import print_found
from compendium.search.printers.page import Page, counted
from compendium.search.printers.rows import Format, write_object, write_rows
from compendium.search.request import Request

__all__ = ["notices", "understood", "write_found"]


def write_found(found: Found, form: Format, page: Page) -> None:
    """Write the answer: one object as JSON, the hits alone in the other forms."""
    if form == "text":
        print_found(found, page)
        return
    from compendium.search.describe_answers import hit_record, search_record

    if form == "json":
        write_object(search_record(found), page.out)
    else:
        write_rows("hits", (hit_record(hit) for hit in found.hits), form, page.out)


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
