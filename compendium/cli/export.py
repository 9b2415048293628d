"""`compendium export`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from compendium.cli.opening import opened
from compendium.cli.options import examples
from compendium.cli.output import stdout_page
from compendium.search.export import EXPORTS, export
from compendium.search.network import edges, write_graphml
from compendium.search.printers.rows import write_rows

__all__ = ["command"]


GRAPH = "graph"
ExportFormat = Literal["jsonl", "csv", "graphml"]


@click.command(
    short_help="Write all records of one sort.",
    epilog=examples(
        "export paragraphs > paragraphs.jsonl",
        "export citations --format csv > citations.csv",
        "export graph --format graphml > citations.graphml",
    ),
)
@click.argument("records", type=click.Choice([*EXPORTS, GRAPH]))
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "graphml"]), default="jsonl", show_default=True)
@click.pass_obj
def command(home: Path | None, records: str, form: ExportFormat) -> int:
    """Write every record of one sort, for scripts and spreadsheets.

    The graph has an edge for each citation, from the document that cites to what is cited. GraphML, which programs for
    networks open, is for citations and the graph, and the same for both.
    """
    if form == "graphml" and records not in {"citations", GRAPH}:
        raise click.UsageError(f"{records} are no graph; --format graphml is for `graph`")
    out = stdout_page().out
    with opened(home) as collection:
        if form == "graphml":
            count = write_graphml(collection.store, out)
        else:
            rows = edges(collection.store) if records == GRAPH else export(collection.store, records)
            count = write_rows(records, rows, form, out)
    return 0 if count else 1
