"""`compendium rebuild`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import existing_home
from compendium.cli.options import examples
from compendium.cli.output import note
from compendium.indexer.collection import Collection
from compendium.indexer.health import outdated
from compendium.search.printers.reports import outdated_text

__all__ = ["command"]


@click.command(short_help="Derive the index anew from the store.", epilog=examples("rebuild"))
@click.option("--wait", is_flag=True, help="Wait for another process that is writing to the collection.")
@click.pass_obj
def command(home: Path | None, wait: bool) -> int:
    """Derive the index anew from the store; the sources are not needed."""
    with Collection.open(existing_home(home), write=True, wait=wait) as collection:
        collection.rebuild()
        note(f"rebuilt the index of {collection.store.count('paragraphs'):,} paragraphs")
        if earlier := outdated(collection.store):
            note(outdated_text(earlier))
    return 0
