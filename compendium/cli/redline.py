"""`compendium redline`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import DOCUMENT, examples
from compendium.cli.output import note, stdout_page

__all__ = ["command"]


@click.command(
    "redline",
    short_help="Show what differs between two paragraphs.",
    epilog=examples(
        'redline "2019/3 para 7" "2019/3 para 61"', 'redline "2018/3 7 (l)" "2019/3 para 25" --format html'
    ),
)
@click.argument("first", type=DOCUMENT, metavar="REF")
@click.argument("second", type=DOCUMENT, metavar="REF")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    default="text",
    show_default=True,
    help="How to write the result.",
)
@click.pass_obj
def command(home: Path | None, first: str, second: str, form: str) -> int:
    """Show word by word what differs between two paragraphs or points: [-left out-] {+added+}.

    Exit code 0: they have words in common; 1: none.
    """
    from compendium.search.opening import named
    from compendium.search.printers.comparisons import write_redline
    from compendium.search.redline import redline

    with opened(home) as collection:
        one, other = named(collection.store, first), named(collection.store, second)
    runs = redline(one.text, other.text)
    write_redline(one, other, runs, form, stdout_page())
    alike = any(run.kind == "same" for run in runs)
    if not alike:
        note("they have no words in common")
    return 0 if alike else 1
