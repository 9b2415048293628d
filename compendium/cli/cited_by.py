"""`compendium cited-by`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import DOCUMENT, examples, format_option
from compendium.cli.output import note, stdout_page
from compendium.search.graph import cited_by
from compendium.search.printers.page import counted
from compendium.search.printers.rows import Format, write_rows
from compendium.search.printers.tables import mention_records, print_mentions
from compendium.search.resolve import resolve

__all__ = ["command"]


@click.command(
    "cited-by",
    short_help="Show who cites a document or paragraph.",
    epilog=examples('cited-by "2011/8 para 50"', "cited-by a/res/64/293"),
)
@click.argument("reference", nargs=-1, required=True, type=DOCUMENT, metavar="REF")
@format_option("json", "jsonl", "csv")
@click.pass_obj
def command(home: Path | None, reference: tuple[str, ...], form: Format) -> int:
    """Show who cites a document, a paragraph or a point of it.

    A citation of a point answers for its paragraph; one of the paragraph as a whole is shown apart for a point.
    """
    page = stdout_page()
    with opened(home) as collection:
        store = collection.store
        place = resolve(store, " ".join(reference))
        mentions = cited_by(store, place)
    if form == "text":
        print_mentions(mentions, page, by=True)
    else:
        head = {"reference": place.citation, "candidates": list(place.candidates)}
        write_rows("citations", mention_records(mentions), form, page.out, head)
    if place.candidates:
        note(f"{place.citation} may be: " + ", ".join(place.candidates))
    else:
        state = "held" if place.documents else "not held"
        note(f"{place.citation} is {state}; {counted(len(mentions), 'citation')} in the documents held")
    return 0 if mentions else 1
