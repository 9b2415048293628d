"""`compendium recommendations`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import examples, filter_options, format_option, links_option
from compendium.cli.output import note, stdout_page
from compendium.search.filters import Filters
from compendium.search.ledger import ledger
from compendium.search.printers.ledgers import write_ledger
from compendium.search.printers.page import counted
from compendium.search.printers.rows import Format

__all__ = ["command"]


@click.command(
    short_help="List what the group recommended, by meeting.",
    epilog=examples(
        "recommendations",
        "recommendations training --meeting 4",
        "recommendations --document 2015/6",
        "recommendations --year 2010..2015 --quoted --format csv",
        'recommendations --addressee "States parties"',
    ),
)
@click.argument("query", nargs=-1)
@filter_options
@click.option("--addressee", default="", help="Only those addressed to this.")
@click.option("--quoted", is_flag=True, help="Only those whose words are quoted.")
@format_option("json", "jsonl", "csv")
@links_option
@click.pass_obj
def command(
    home: Path | None, query: tuple[str, ...], filters: Filters, addressee: str, quoted: bool, form: Format, links: bool
) -> int:
    """List what the working group recommended, by meeting, as the documents held recall or adopt it.

    Each recommendation stands once, with every place that recalls it. Years and meetings are those of the
    recommendation or of any report that it rests on, not of the document that recalls it; a document is one that
    recalls it, or its source.
    """
    with opened(home) as collection:
        found = ledger(collection, " ".join(query), filters, addressee=addressee, quoted=quoted)
        write_ledger(found, form, stdout_page(links=links))
    for notice in found.notices:
        note(notice)
    many = counted(len(found.entries), "recommendation")
    note(f"{many}; {found.sources.said('report')}" if found.entries else "nothing found")
    return 0 if found.entries else 1
