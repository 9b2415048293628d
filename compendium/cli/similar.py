"""`compendium similar`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import DOCUMENT, examples, format_option
from compendium.cli.output import note, stdout_page
from compendium.search.printers.rows import Format

__all__ = ["command"]


@click.command(
    "similar",
    short_help="Find paragraphs like one.",
    epilog=examples('similar "2019/3 para 25"', "similar 2018/3 7 (l)"),
)
@click.argument("reference", nargs=-1, required=True, type=DOCUMENT, metavar="REF")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Results.")
@format_option("json", "jsonl", "csv")
@click.pass_obj
def command(home: Path | None, reference: tuple[str, ...], limit: int, form: Format) -> int:
    """Find the paragraphs that share the most of the telling words of one."""
    from compendium.search.opening import named
    from compendium.search.printers.comparisons import write_similar
    from compendium.search.printers.page import counted
    from compendium.search.similar import similar

    with opened(home) as collection:
        place = named(collection.store, " ".join(reference))
        found = similar(collection, place.row, place.text, limit)
    write_similar(found, place.citation, form, stdout_page())
    if found:
        note(f"{counted(len(found), 'paragraph')}, those that share most of its telling words first")
    else:
        note(f"nothing is like {place.citation}")
    return 0 if found else 1
