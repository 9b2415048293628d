"""`compendium cites`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import DOCUMENT, examples, format_option, links_option
from compendium.cli.output import note, stdout_page
from compendium.search.graph import cites
from compendium.search.holdings import coverage
from compendium.search.lacking import lacking
from compendium.search.printers.page import counted
from compendium.search.printers.rows import Format, write_rows
from compendium.search.printers.tables import mention_records, print_mentions
from compendium.search.resolve import resolve

__all__ = ["command"]


@click.command(
    "cites",
    short_help="Show what a document or paragraph cites.",
    epilog=examples('cites "2019/3 para 25"', "cites CTOC/COP/WG.4/2019/3 --format csv"),
)
@click.argument("reference", nargs=-1, required=True, type=DOCUMENT, metavar="REF")
@format_option("json", "jsonl", "csv", "xlsx", "ris", "csl")
@links_option
@click.pass_obj
def command(home: Path | None, reference: tuple[str, ...], form: Format, links: bool) -> int:
    """Show what a document, or a section, paragraph, point or footnote of it, cites.

    Footnotes of a paragraph count as part of it.
    """
    page = stdout_page(links=links)
    with opened(home) as collection:
        store = collection.store
        place = resolve(store, " ".join(reference))
        mentions = cites(store, place)
        absent = list(lacking(store, place))
        held = coverage(store, (mention.row.citation.target for mention in mentions))
        if form in ("ris", "csl"):
            from compendium.search.printers.reference_lists import cited_works, write_works

            write_works(cited_works(store, mentions), form, page.out)
    if form == "text":
        print_mentions(mentions, page, by=False)
    elif form not in ("ris", "csl"):
        head = {
            "reference": place.citation,
            "candidates": list(place.candidates),
            "sources": {"held": held.held, "cited": held.cited},
        }
        write_rows("citations", mention_records(mentions), form, page.out, head)
    if place.reading:
        note(place.reading)
    if place.candidates:
        note(f"{place.citation} may be: " + ", ".join(place.candidates))
    elif not place.documents:
        note(f"{place.citation} is not held")
    elif absent and not mentions:
        note("; ".join(absent))
    else:
        documents = f"of United Nations documents among them, {held.held:,} of {held.cited:,} held"
        note(f"{counted(len(mentions), 'citation')}; {documents}")
    return 0 if mentions else 1
