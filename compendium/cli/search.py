"""`compendium search`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from compendium.cli.opening import opened
from compendium.cli.options import (
    copy_option,
    exact_option,
    examples,
    filter_options,
    format_option,
    links_option,
    page_options,
)
from compendium.cli.output import note, stdout_page
from compendium.search.answer import search
from compendium.search.filters import Filters
from compendium.search.printers.answers import notices, understood, write_found
from compendium.search.printers.rows import Format
from compendium.search.request import EVERY, Request, Sort

if TYPE_CHECKING:
    from compendium.indexer.collection import Collection
    from compendium.search.batch import Answered

__all__ = ["command"]

STANDARD_INPUT: Final = ("-",)
CONTRADICTORY: Final = (
    ("count", ("limit", "page", "group", "explain", "facets")),
    ("all_", ("limit", "page")),
    ("copy", ("count", "explain", "facets", "group", "links")),
)
"""An option, and those that make no sense beside it."""


@click.command(
    short_help="Find paragraphs, best first.",
    epilog=examples(
        'search "supply side"',
        "search '\"Education for Justice\"'",
        "search --topic Demand --year 2013",
        "search 'consular AND (training OR guidance)' --format json",
        'search "2015/6 para 26"',
        "search -- victims -children",
        "search consular training --explain",
        "search consular training --copy",
        "search - --format jsonl < queries.txt",
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
@click.option(
    "--group", type=click.Choice(["document"]), help="Gather the results by document; pages are of documents."
)
@exact_option
@click.option("--expand", is_flag=True, help="Search also the words that tell most of the first answers.")
@click.option("--explain", is_flag=True, help="Show what was searched, and what each word gave to each result.")
@click.option("--facets", is_flag=True, help="Show by which topics, meetings, years, kinds and documents to narrow it.")
@click.option("--count", is_flag=True, help="Print only how many paragraphs are found.")
@click.option("--all", "all_", is_flag=True, help="All results, on one page.")
@page_options
@format_option("json", "jsonl", "csv", "xlsx")
@copy_option
@links_option
@click.pass_context
def command(
    ctx: click.Context,
    query: tuple[str, ...],
    filters: Filters,
    sort: Sort,
    group: str | None,
    exact: bool,
    expand: bool,
    explain: bool,
    facets: bool,
    count: bool,
    all_: bool,
    limit: int,
    page: int,
    form: Format,
    copy: bool,
    links: bool,
) -> int:
    """Find paragraphs, best first, with the words marked and the citation ready to paste.

    Plain words are ranked; "exact phrase" is literal; AND, OR, NOT, + and -, brackets, prefix*, fuzzy~1 and
    fields (heading: footnote: title: topic: symbol: cites: kind: lang: recommendation: year: meeting:) narrow it.
    Without a query, the filters list what they keep. `-` in place of a query reads queries from standard input, one
    a line.
    """
    _refuse_contradictions(ctx)
    request = Request(
        " ".join(query),
        filters,
        0 if count else EVERY if all_ else limit,
        page,
        sort,
        exact,
        expand,
        facets=facets or form == "json" or (form == "jsonl" and query == STANDARD_INPUT),
        explain=explain,
        group=group is not None,
    )
    if query == STANDARD_INPUT and copy:
        raise click.UsageError("--copy answers one query: leave it out, or name the query.", ctx)
    if query == STANDARD_INPUT:
        return _answer_lines(ctx.obj, request, form, count=count, links=links)
    with opened(ctx.obj) as collection:
        found = search(collection, request)
    if count:
        stdout_page().text(str(found.total))
    elif copy:
        from compendium.search.printers.notes import write_notes

        write_notes((hit.citation for hit in found.hits), stdout_page().out)
    else:
        write_found(found, form, stdout_page(links=links), facets=request.facets)
    for notice in understood(found) if count else notices(found, request):
        note(notice)
    return 0 if found.total else 1


def _refuse_contradictions(ctx: click.Context) -> None:
    """Raise UsageError where options make no sense together."""
    given = {
        name: parameter.opts[0]
        for parameter in ctx.command.params
        if (name := parameter.name) and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
    }
    for option, others in CONTRADICTORY:
        beside = [given[other] for other in others if other in given] if option in given else []
        if beside:
            raise click.UsageError(f"{given[option]} and {beside[0]} make no sense together: leave one out.", ctx)
    if "count" in given and ctx.params["form"] != "text":
        raise click.UsageError("--count prints a number: leave out --format.", ctx)
    if "facets" in given and ctx.params["form"] in {"jsonl", "csv", "xlsx"}:
        raise click.UsageError("--facets has no place among rows: take --format text or json.", ctx)


def _answer_lines(home: Path | None, request: Request, form: Format, *, count: bool, links: bool) -> int:
    """Answer the queries on standard input; 2 if one could not be answered, 1 if none found anything."""
    from compendium.search.printers.batches import BatchWriter

    writer = BatchWriter(request, form, stdout_page(links=links), note)
    with opened(home) as collection:
        writer.write(_answers(collection, request), count=count)
    if not writer.asked:
        note("there is no query on standard input")
    return 2 if writer.failed else 0 if writer.found else 1


def _answers(collection: Collection, request: Request) -> Iterator[Answered]:
    """The answer to each line, from the collection as it is when the line comes."""
    from compendium.cli.output import standard_input
    from compendium.search.batch import answered, lines

    for line in lines(standard_input()):
        collection.follow()
        yield answered(collection, line, request)
