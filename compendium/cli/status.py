"""`compendium status`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from compendium.cli.opening import existing_home
from compendium.cli.options import examples, format_option
from compendium.cli.output import stdout_page
from compendium.indexer.collection import Collection
from compendium.indexer.health import problems_of, status_of
from compendium.search.printers.reports import status_lines, status_record
from compendium.search.printers.rows import Format, write_object

__all__ = ["command"]


@click.command(short_help="Show what is held, and its health.", epilog=examples("status", "status --format json"))
@click.option("--verify", is_flag=True, help="Check everything that is held, however long it takes.")
@format_option("json")
@click.pass_obj
def command(home: Path | None, verify: bool, form: Format) -> int:
    """Show what is held, how large it is, and whether the index is sound and up to date.

    Exit code 2 if anything is wrong.
    """
    with Collection.open(existing_home(home), write=False) as collection:
        status = status_of(collection)
        documents = collection.store.documents()
        problems = problems_of(collection) if verify else [status.problem] if status.problem else []
    languages, kinds = Counter(row.language for row in documents), Counter(row.kind for row in documents)
    page = stdout_page()
    if form == "json":
        write_object(status_record(status, languages, kinds, problems), page.out)
    else:
        rows = status_lines(status, languages, kinds)
        verdict = [("problem", problem) for problem in problems] or ([("verified", "all is well")] if verify else [])
        page.table([*rows, *verdict])
    return 2 if problems else 0
