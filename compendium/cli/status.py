"""`compendium status`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from compendium.cli.opening import existing_home
from compendium.cli.options import examples, format_option
from compendium.cli.output import stdout_page
from compendium.indexer.collection import Collection
from compendium.search.printers.reports import status_lines
from compendium.search.printers.rows import Format, write_object
from compendium.search.records import VERSION

__all__ = ["command"]


@click.command(short_help="Show what is held, and its health.", epilog=examples("status", "status --format json"))
@format_option("json")
@click.pass_obj
def command(home: Path | None, form: Format) -> int:
    """Show what is held, how large it is, and whether the index is sound and up to date."""
    with Collection.open(existing_home(home), write=False) as collection:
        status = collection.status()
        documents = collection.store.documents()
    rows = status_lines(status, Counter(row.language for row in documents), Counter(row.kind for row in documents))
    page = stdout_page()
    if form == "json":
        write_object({"version": VERSION, **dict(rows), "healthy": status.is_current and not status.problem}, page.out)
    else:
        page.table(rows)
    return 0 if not status.problem else 2
