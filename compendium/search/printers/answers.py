"""The answer to a search in each form, and what to say beside it."""

from __future__ import annotations

from collections.abc import Iterator

from compendium.search.answer import Found
from compendium.search.printers.hits import print_found
from compendium.search.printers.page import Page, counted
from compendium.search.printers.rows import Format, write_object, write_rows

__all__ = ["notices", "write_found"]


def write_found(found: Found, form: Format, page: Page) -> None:
    """Write the answer: one object as JSON, the hits alone in the other forms."""
    if form == "text":
        print_found(found, page)
        return
    from compendium.search.describe import hit_record, search_record

    if form == "json":
        write_object(search_record(found), page.out)
    else:
        write_rows("hits", (hit_record(hit) for hit in found.hits), form, page.out)


def notices(found: Found, number: int, limit: int) -> Iterator[str]:
    """What a person should know beside the hits: how the query was read, what was searched instead, what is left."""
    if not found.is_as_typed:
        yield f"read as: {found.interpreted}"
    yield from found.notices
    if not found.total:
        yield "nothing found"
        return
    first = (number - 1) * limit + 1
    last = first + len(found.hits) - 1
    kept = counted(found.total, "paragraph")
    if not found.hits:
        yield f"{kept} found, on {counted(-(-found.total // limit), 'page')}"
    elif len(found.hits) < found.total:
        more = f"; next: --page {number + 1}" if last < found.total else ""
        yield f"{kept} found, {first} to {last} shown{more}"
    else:
        yield f"{kept} found"
