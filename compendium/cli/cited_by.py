"""`compendium cited-by`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import DOCUMENT, copy_option, examples, format_option, links_option
from compendium.cli.output import note, stdout_page
from compendium.search.cite import cite
from compendium.search.graph import cited_by, citing_whole
from compendium.search.lacking import lacking
from compendium.search.located import notes_at
from compendium.search.printers.page import counted
from compendium.search.printers.rows import Format, write_rows
from compendium.search.printers.tables import mention_records, print_mentions
from compendium.search.resolve import resolve
from compendium.search.terminal import quoted

__all__ = ["command"]


@click.command(
    "cited-by",
    short_help="Show who cites a document or paragraph.",
    epilog=examples('cited-by "2011/8 para 50"', "cited-by a/res/64/293", 'cited-by "Model Law against Trafficking"'),
)
@click.argument("reference", nargs=-1, required=True, type=DOCUMENT, metavar="REF")
@format_option("json", "jsonl", "csv", "xlsx", "ris", "csl")
@copy_option
@links_option
@click.pass_obj
def command(home: Path | None, reference: tuple[str, ...], form: Format, copy: bool, links: bool) -> int:
    """Show who cites a document, a paragraph or a point of it.

    A citation of a point answers for its paragraph; one of the paragraph as a whole is shown apart for a point.
    A publication is named by its title, or the beginning of it, or by its sales number.
    """
    page = stdout_page(links=links)
    with opened(home) as collection:
        store = collection.store
        place = resolve(store, " ".join(reference))
        mentions = cited_by(store, place)
        whole = citing_whole(store, place)
        absent = list(lacking(store, place))
        bearers = dict.fromkeys(
            cite(noted.document, noted.row.paragraph) for noted in notes_at(store, place) if noted.row
        )
    if copy:
        from compendium.search.printers.notes import write_notes

        write_notes(dict.fromkeys(mention.citation for mention in mentions), page.out)
    elif form == "text":
        page.link(place.target)
        print_mentions(mentions, page, by=True)
    elif form in ("ris", "csl"):
        from compendium.search.printers.reference_lists import citing_works, write_works

        write_works(citing_works(mentions), form, page.out)
    else:
        head = {"reference": place.citation, "candidates": list(place.candidates)}
        write_rows("citations", mention_records(mentions), form, page.out, head)
    if place.reading:
        note(place.reading)
    if place.candidates:
        note(f"{place.citation} may be: " + ", ".join(place.candidates))
    else:
        state = "; ".join(absent) or f"{place.citation} is {'held' if place.documents else 'not held'}"
        note(f"{state}; {counted(len(mentions), 'citation')} in the documents held")
        if whole:
            note(f"{counted(whole, 'citation')} of the document name no place in it: cited-by {place.target}")
        for bearer in bearers:
            note(f"its mark stands in {bearer}; what cites that: cited-by {quoted(bearer)}")
    return 0 if mentions else 1
