"""`compendium show`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import DOCUMENT, examples, format_option
from compendium.cli.output import note, stdout_page
from compendium.search.printers.opened import notices, opened_record, print_opened
from compendium.search.printers.rows import Format, write_object
from compendium.search.said_again import said_again
from compendium.search.show import show

__all__ = ["command"]


@click.command(
    short_help="Show a document's outline, or a paragraph.",
    epilog=examples(
        'show "CTOC/COP/WG.4/2019/3, para. 25"',
        "show 2019/3 para 25 --context 1",
        'show "2018/3 7 (l)"',
        "show a/res/71/167",
        "show report.pdf",
    ),
)
@click.argument("reference", nargs=-1, required=True, type=DOCUMENT, metavar="REF")
@click.option("--context", type=click.IntRange(0, 50), default=0, help="So many paragraphs before and after.")
@format_option("json")
@click.pass_obj
def command(home: Path | None, reference: tuple[str, ...], context: int, form: Format) -> int:
    """Show a document's outline, or a paragraph with its points, footnotes and neighbours.

    REF is written as people write it; a symbol may be shortened to its end. What is not held is said to be, with
    the places that cite it.
    """
    text = " ".join(reference)
    with opened(home) as collection:
        found = show(collection.store, text, context)
        again = said_again(collection, found)
        page = stdout_page()
        if form == "json":
            write_object(opened_record(collection.store, found, text, again), page.out)
        else:
            print_opened(found, page, again)
            for line in notices(collection.store, found):
                note(line)
    return 1 if found.missing else 0
