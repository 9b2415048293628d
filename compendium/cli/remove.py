"""`compendium remove`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import existing_home
from compendium.cli.options import DOCUMENT, examples
from compendium.cli.output import report_line
from compendium.errors import NotAReferenceError
from compendium.indexer.collection import Collection
from compendium.indexer.rows import DocumentRow
from compendium.search.cite import document_name
from compendium.search.naming import documents_named, may_be

__all__ = ["command"]


@click.command(
    short_help="Take documents out of the collection.",
    epilog=examples("remove CTOC/COP/WG.4/2019/3", "remove report.pdf"),
)
@click.argument("documents", nargs=-1, required=True, type=DOCUMENT, metavar="DOCUMENT...")
@click.option("--wait", is_flag=True, help="Wait for another process that is writing to the collection.")
@click.pass_obj
def command(home: Path | None, documents: tuple[str, ...], wait: bool) -> int:
    """Take documents out of the collection, each named by its full symbol or its file's name.

    If one of them names nothing that is held, nothing is taken out.
    """
    with Collection.open(existing_home(home), write=True, wait=wait) as collection:
        rows = {row.id: row for name in documents for row in _named(collection, name)}
        for row in rows.values():
            collection.remove(row.id)
            report_line(f"removed: {document_name(row)} ({row.source})")
        collection.commit()
    return 0


def _named(collection: Collection, name: str) -> list[DocumentRow]:
    """The documents that a full symbol or a file's name names.

    Raises:
        NotAReferenceError: it names none; what it may be is said, and left alone.
    """
    rows = documents_named(collection.store, name)
    if rows:
        return rows
    like = may_be(collection.store, name)
    raise NotAReferenceError(
        f"“{name}” is neither the full symbol nor the file name of a document that is held; nothing was removed",
        hint=f"It may be: {', '.join(like)}" if like else "See what is held: compendium documents",
    )
