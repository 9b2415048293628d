"""`compendium cite`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import DOCUMENT, examples
from compendium.cli.output import note, stdout_page

__all__ = ["command"]


@click.command(
    "cite",
    short_help="Write a reference in house style.",
    epilog=examples("cite 2019/3 25", 'cite "2019/3 para 25" --quote', "cite a/res/71/167 --link"),
)
@click.argument("reference", nargs=-1, required=True, type=DOCUMENT, metavar="REF")
@click.option("--quote", is_flag=True, help="Before it, the words of the place as a quotation.")
@click.option("--link", is_flag=True, help="Below it, the document's official address.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(home: Path | None, reference: tuple[str, ...], quote: bool, link: bool, form: str) -> int:
    """Write a reference in the house style of the United Nations, ready to paste.

    Exit code 0: the place is held; 1: it is not, and the reference is only put in style.
    """
    from compendium.search.desk_records import PastedRecord
    from compendium.search.printers.rows import write_object
    from compendium.search.records import VERSION
    from compendium.search.reference import as_quotation, paste

    page = stdout_page()
    with opened(home) as collection:
        found = paste(collection.store, " ".join(reference))
    for doubt in found.doubts:
        note(doubt)
    if form == "json":
        record: PastedRecord = {
            "version": VERSION,
            "citation": found.citation,
            "title": found.title or None,
            "text": "\n\n".join(found.texts) or None,
            "link": found.link or None,
            "held": found.held,
        }
        write_object(record, page.out)
    else:
        quoted = f"{as_quotation(*found.texts)} ({found.citation})" if quote and found.texts else found.citation
        page.title(quoted)
        if link and found.link:
            page.title(found.link)
    if found.reading:
        note(found.reading)
    if not found.held:
        state = "; ".join(found.absent) or f"{found.citation} is not held"
        note(f"{state}: its words cannot be checked")
    elif quote and not found.texts:
        note(f"{found.citation} is more than paragraphs, points or footnotes: its words are not quoted")
    return 0 if found.held else 1
