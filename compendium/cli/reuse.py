"""`compendium reuse`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import DOCUMENT, examples, format_option
from compendium.cli.output import note, stdout_page
from compendium.search.printers.rows import Format

__all__ = ["command"]


@click.command(
    "reuse",
    short_help="Find where else the same words stand.",
    epilog=examples('reuse "2019/3 para 7"', "reuse CTOC/COP/WG.4/2019/3 --words 20 --format csv"),
)
@click.argument("reference", nargs=-1, required=True, type=DOCUMENT, metavar="REF")
@click.option("--words", type=click.IntRange(5, 1000), default=10, show_default=True, help="Words in a row, at least.")
@format_option("json", "jsonl", "csv")
@click.pass_obj
def command(home: Path | None, reference: tuple[str, ...], words: int, form: Format) -> int:
    """Find where else the words of a paragraph or document stand in a row, the longest run first.

    Capitals, punctuation and footnote marks make no difference.
    """
    from compendium.search.opening import rows_of
    from compendium.search.printers.comparisons import write_reused
    from compendium.search.reuse import reuse

    with opened(home) as collection:
        place, rows = rows_of(collection.store, " ".join(reference))
        found = reuse(collection, rows, shortest=words)
    write_reused(found, place.citation, form, stdout_page())
    if not found:
        note(f"no {words} words in a row of {place.citation} stand elsewhere in the collection")
    return 0 if found else 1
