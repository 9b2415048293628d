"""`compendium export`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import examples
from compendium.cli.output import stdout_page
from compendium.search.export import EXPORTS, export
from compendium.search.printers.rows import Format, write_rows

__all__ = ["command"]


@click.command(
    short_help="Write all records of one sort.",
    epilog=examples("export paragraphs > paragraphs.jsonl", "export citations --format csv > citations.csv"),
)
@click.argument("records", type=click.Choice(list(EXPORTS)))
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.pass_obj
def command(home: Path | None, records: str, form: Format) -> int:
    """Write every record of one sort, for scripts and spreadsheets."""
    with opened(home) as collection:
        count = write_rows(records, export(collection.store, records), form, stdout_page().out)
    return 0 if count else 1
