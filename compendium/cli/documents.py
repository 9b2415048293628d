"""`compendium documents`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import examples, format_option, links_option
from compendium.cli.output import note, stdout_page
from compendium.search.describe import document_record
from compendium.search.holdings import missing
from compendium.search.printers.page import counted
from compendium.search.printers.rows import Format, write_rows
from compendium.search.printers.tables import print_documents, print_missing

__all__ = ["command"]


@click.command(
    short_help="List what is held, or cited and not held.",
    epilog=examples("documents", "documents --missing", "documents --format csv"),
)
@click.option("--missing", "wanted", is_flag=True, help="What is cited and not held: a reading list.")
@format_option("json", "jsonl", "csv")
@links_option
@click.pass_obj
def command(home: Path | None, wanted: bool, form: Format, links: bool) -> int:
    """List the documents that are held, or those that are cited and not held."""
    page = stdout_page(links=links)
    with opened(home) as collection:
        store = collection.store
        documents = store.documents()
        lacking = missing(store) if wanted else []
        if form == "text":
            if wanted:
                print_missing(lacking, page)
            else:
                print_documents(documents, page, {row.id: store.findings_of(row.id) for row in documents})
        elif wanted:
            write_rows("missing", lacking, form, page.out)
        else:
            write_rows("documents", (document_record(store, row) for row in documents), form, page.out)
    note(
        f"{counted(len(lacking), 'work')} cited and not held, {sum(r['link'] is not None for r in lacking)} to fetch"
        if wanted
        else counted(len(documents), "document") + " held"
    )
    return 0 if (lacking if wanted else documents) else 1
