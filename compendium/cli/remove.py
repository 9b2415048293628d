"""`compendium remove`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import existing_home
from compendium.cli.options import DOCUMENT, examples
from compendium.cli.output import note, report_line
from compendium.indexer.collection import Collection
from compendium.search.cite import document_name
from compendium.search.filters import FilterBuilder

__all__ = ["command"]


@click.command(
    short_help="Take documents out of the collection.",
    epilog=examples("remove CTOC/COP/WG.4/2019/3", "remove report.pdf"),
)
@click.argument("documents", nargs=-1, required=True, type=DOCUMENT, metavar="DOCUMENT...")
@click.option("--wait", is_flag=True, help="Wait for another process that is writing to the collection.")
@click.pass_obj
def command(home: Path | None, documents: tuple[str, ...], wait: bool) -> int:
    """Take documents, named by symbol or file name, out of the collection."""
    removed = 0
    with Collection.open(existing_home(home), write=True, wait=wait) as collection:
        for name in documents:
            rows = FilterBuilder(collection.store).documents(name)
            if not rows:
                note(f"{name} is not held; `compendium documents` lists what is")
            for row in rows:
                collection.remove(row.id)
                removed += 1
                report_line(f"removed: {document_name(row)} ({row.source})")
        collection.commit()
    return 0 if removed else 1
