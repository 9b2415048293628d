"""`compendium saved`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import existing_home, opened
from compendium.cli.options import examples, filter_options, format_option
from compendium.cli.output import note, stdout_page
from compendium.search.filters import Filters
from compendium.search.printers.rows import Format

__all__ = ["command"]

NONE = 'no search is saved yet; keep one: compendium saved add NAME "QUERY"'


@click.group(
    "saved",
    short_help="Keep searches, and see what is new.",
    epilog=examples('saved add officers "consular officers" --year 2015..', "saved run --new", "saved list"),
)
def command() -> None:
    """Keep searches under names, and see what each finds that it did not find when it was last run."""


@command.command("add", short_help="Keep a search.", epilog=examples('saved add officers "consular officers"'))
@click.argument("name")
@click.argument("query", nargs=-1)
@filter_options
@click.pass_obj
def add(home: Path | None, name: str, query: tuple[str, ...], filters: Filters) -> int:
    """Keep a search under NAME; one that has this name already is replaced."""
    from compendium.search.answer import Request, search
    from compendium.search.saved import Saved, SavedSearches

    if not name.strip():
        raise click.UsageError("A saved search needs a name.")
    folder = existing_home(home)
    with opened(home) as collection:
        total = search(collection, Request(" ".join(query), filters, limit=1)).total
    searches = SavedSearches(folder)
    replaced = any(saved.name == name for saved in searches.all())
    searches.keep(Saved(name, " ".join(query), filters))
    note(f"{name} is {'replaced' if replaced else 'kept'}; it finds {total:,} at present, all new until it is run")
    return 0


@command.command("run", short_help="Run one, or all.", epilog=examples("saved run officers", "saved run --new"))
@click.argument("name", required=False)
@click.option("--new", is_flag=True, help="Only what was not found when it was last run.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Results of each.")
@format_option("json")
@click.pass_obj
def run(home: Path | None, name: str | None, new: bool, limit: int, form: Format) -> int:
    """Run a saved search, or all of them. Exit code 0: something is found, with --new something new; 1: nothing."""
    from dataclasses import replace

    from compendium.search.describe_answers import search_record
    from compendium.search.printers.hits import print_found
    from compendium.search.printers.rows import write_object
    from compendium.search.records import VERSION
    from compendium.search.saved import SavedSearches, run_saved

    searches = SavedSearches(existing_home(home))
    wanted = [searches.named(name)] if name else searches.all()
    page, total, records = stdout_page(), 0, []
    with opened(home) as collection:
        for saved in wanted:
            found, after = run_saved(collection, saved, new=new)
            searches.keep(after)
            total += found.total
            shown = replace(found, hits=found.hits[:limit])
            what = "new" if new else "found"
            if form == "json":
                records.append({"name": saved.name, **search_record(shown)})
            else:
                page.title(f"{saved.name}: {found.total:,} {what}")
                if shown.hits:
                    print_found(shown, page)
    if form == "json":
        write_object({"version": VERSION, "searches": records}, page.out)
    if not wanted:
        note(NONE)
    return 0 if total else 1


@command.command("list", short_help="List them.")
@click.pass_obj
def list_(home: Path | None) -> int:
    """List the saved searches."""
    from compendium.search.saved import SavedSearches

    searches = SavedSearches(existing_home(home)).all()
    page = stdout_page()
    for saved in searches:
        state = f"found {len(saved.seen):,} when last run" if saved.has_run else "not run yet"
        page.title(saved.name)
        inferred = ["--inferred"] if saved.filters.inferred else []
        asked = [saved.query, *(option for option, _ in saved.filters.options()), *inferred]
        page.text("; ".join(part for part in (" ".join(filter(None, asked)), state) if part), 2)
    if not searches:
        note(NONE)
    return 0 if searches else 1


@command.command("remove", short_help="Take one out.")
@click.argument("name")
@click.pass_obj
def remove(home: Path | None, name: str) -> int:
    """Take a saved search out."""
    from compendium.search.saved import SavedSearches

    SavedSearches(existing_home(home)).remove(name)
    note(f"{name} is removed")
    return 0
