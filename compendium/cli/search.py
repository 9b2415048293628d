"""`compendium search`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import examples, filter_options, format_option, links_option, page_options
from compendium.cli.output import note, stdout_page
from compendium.search.answer import Request, Sort, search
from compendium.search.filters import Filters
from compendium.search.printers.answers import notices, write_found
from compendium.search.printers.rows import Format

__all__ = ["command"]


@click.command(
    short_help="Find paragraphs, best first.",
    epilog=examples(
        'search "supply side"',
        "search '\"Education for Justice\"'",
        "search --topic Demand --year 2013",
        "search 'consular AND (training OR guidance)' --format json",
        'search "2015/6 para 26"',
        "search -- victims -children",
    ),
)
@click.argument("query", nargs=-1)
@filter_options
@click.option(
    "--recommendations",
    is_flag=True,
    help="Only paragraphs that hold a recommendation of the group; --meeting and --year are then the recommendation's.",
)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "document", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="Order of the results.",
)
@click.option("--exact", is_flag=True, help="Search only the words typed, in their forms: nothing related to them.")
@click.option("--expand", is_flag=True, help="Search also the words that tell most of the first answers.")
@page_options
@format_option("json", "jsonl", "csv", "xlsx")
@links_option
@click.pass_obj
def command(
    home: Path | None,
    query: tuple[str, ...],
    filters: Filters,
    sort: Sort,
    exact: bool,
    expand: bool,
    limit: int,
    page: int,
    form: Format,
    links: bool,
) -> int:
    """Find paragraphs, best first, with the words marked and the citation ready to paste.

    Plain words are ranked; "exact phrase" is literal; AND, OR, NOT, + and -, brackets, prefix*, fuzzy~1 and
    fields (heading: footnote: title: topic: symbol: cites: kind: lang: recommendation: year: meeting:) narrow it.
    Without a query, the filters list what they keep.
    """
    request = Request(" ".join(query), filters, limit, page, sort, exact, expand, facets=form == "json")
    with opened(home) as collection:
        found = search(collection, request)
    write_found(found, form, stdout_page(links=links))
    for notice in notices(found, page, limit):
        note(notice)
    return 0 if found.total else 1
