"""`compendium recommendations`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import copy_option, exact_option, examples, filter_options, format_option, links_option
from compendium.cli.output import note, stdout_page
from compendium.indexer.collection import Collection
from compendium.search.filters import Filters
from compendium.search.ledger import Ledger, ledger
from compendium.search.printers.ledgers import write_ledger
from compendium.search.printers.page import counted
from compendium.search.printers.rows import Format

__all__ = ["command"]

EVERYTHING = Filters(recommendations=True)


@click.command(
    short_help="List what the group recommended, by meeting.",
    epilog=examples(
        "recommendations",
        "recommendations training --meeting 4",
        "recommendations --document 2015/6",
        "recommendations --year 2010..2015 --quoted --format csv",
        'recommendations --addressee "States parties"',
        "recommendations training --chains",
        "recommendations --matrix",
    ),
)
@click.argument("query", nargs=-1)
@filter_options
@exact_option
@click.option("--addressee", default="", help="Only those addressed to this.")
@click.option("--quoted", is_flag=True, help="Only those whose words are quoted.")
@click.option("--chains", is_flag=True, help="Only those said more than once: where, and by what evidence.")
@click.option("--matrix", is_flag=True, help="Instead, how many there are on each topic from each meeting.")
@format_option("json", "jsonl", "csv", "xlsx")
@copy_option
@links_option
@click.pass_obj
def command(
    home: Path | None,
    query: tuple[str, ...],
    filters: Filters,
    exact: bool,
    addressee: str,
    quoted: bool,
    chains: bool,
    matrix: bool,
    form: Format,
    copy: bool,
    links: bool,
) -> int:
    """List what the working group recommended, by meeting, as the documents held recall or adopt it.

    Each recommendation stands once, with every place that recalls it. Years and meetings are those of the
    recommendation or of any report that it rests on, or years in which a document says that it was said again, not
    of the document that recalls it; a document is one that recalls it, or its source.
    """
    with opened(home) as collection:
        found = ledger(collection, " ".join(query), filters, exact=exact, addressee=addressee, quoted=quoted)
        if not found.entries:
            from compendium.search.unrecommended import Wanted, why_none

            wanted = Wanted(" ".join(query), filters, exact, addressee, quoted)
            found = replace(found, notices=(*found.notices, *why_none(collection, wanted)))
        if chains or matrix:
            return _beyond(collection, found, form, chains=chains)
        if copy:
            from compendium.search.printers.notes import source_note, write_notes

            write_notes(map(source_note, found.entries), stdout_page().out)
        else:
            write_ledger(found, form, stdout_page(links=links))
    for notice in found.notices:
        note(notice)
    many = counted(len(found.entries), "recommendation")
    note(f"{many}; {found.sources.said('report')}" if found.entries else "nothing found")
    return 0 if found.entries else 1


def _beyond(collection: Collection, found: Ledger, form: Format, *, chains: bool) -> int:
    """The chains of these recommendations, or the matrix of topics and meetings."""
    from compendium.search.chains import chains as chains_of
    from compendium.search.matrix import matrix as matrix_of
    from compendium.search.printers.chains import write_chains, write_matrix

    for notice in found.notices:
        note(notice)
    if not chains:
        write_matrix(matrix_of(collection.store, found.entries), form, stdout_page())
        return 0 if found.entries else 1
    linked = chains_of(collection, found.entries, ledger(collection, "", EVERYTHING).entries)
    write_chains(linked, found, form, stdout_page())
    note(f"{len(linked)} of {counted(len(found.entries), 'recommendation')} said more than once")
    return 0 if linked else 1
