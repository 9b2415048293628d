"""`compendium brief`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import exact_option, examples, filter_options, force_option
from compendium.cli.output import note
from compendium.cli.paths import NamedPath
from compendium.search.filters import Filters
from compendium.search.printers.page import counted

__all__ = ["command"]


@click.command(
    "brief",
    short_help="Write what was said on a subject.",
    epilog=examples(
        'brief "consular officers" -o brief.docx',
        "brief --topic Demand --since 2013 -o demand.html",
        'brief "consular officers" --since-brief last-year.docx -o brief.docx',
    ),
)
@click.argument("query", nargs=-1)
@filter_options
@exact_option
@click.option("--since", type=click.IntRange(1900, 2999), metavar="YEAR", help="Only this year and later.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="Paragraphs of the papers.")
@click.option(
    "--since-brief",
    "earlier",
    type=NamedPath(exists=True, dir_okay=False, path_type=Path),
    metavar="OLD",
    help="An earlier brief: mark what it did not have.",
)
@click.option(
    "-o",
    "--output",
    type=NamedPath(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to: a .docx, .md or .html file. [default: Markdown, to standard output]",
)
@force_option
@click.pass_obj
def command(
    home: Path | None,
    query: tuple[str, ...],
    filters: Filters,
    exact: bool,
    since: int | None,
    limit: int,
    earlier: Path | None,
    output: Path | None,
    force: bool,
) -> int:
    """Write a brief: what the group has recommended on a subject, meeting by meeting, and what the papers say.

    Quotations are verbatim, each with its source; what is not held is named. The same collection gives the same file,
    byte for byte. Exit code 1: nothing was found, and the brief says so.
    """
    from compendium.search.brief import Asked, brief_on, write_brief
    from compendium.search.brief.markdown import as_markdown
    from compendium.search.brief.reading import read_brief

    known = read_brief(earlier) if earlier else ""
    with opened(home) as collection:
        brief = brief_on(collection, Asked(" ".join(query), filters.since(since), limit, known, exact))
    if output is None:
        click.echo(as_markdown(brief), nl=False)
    else:
        write_brief(brief, output, force=force)
        paragraphs = counted(brief.paragraphs, "paragraph")
        note(f"{output}: {counted(brief.recommendations, 'recommendation')}, {paragraphs} of the papers")
    return 0 if brief.recommendations or brief.paragraphs else 1
