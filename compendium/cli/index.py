"""`compendium index`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from compendium.cli.opening import home_of
from compendium.cli.options import examples, format_option
from compendium.cli.output import note
from compendium.cli.paths import NamedPath
from compendium.corpus.identity import given_symbol
from compendium.indexer.collection import Collection
from compendium.indexer.ingest import SourceOutcome, gone, ingest
from compendium.indexer.sources import Source, find_sources
from compendium.search.builtin import digest_folder, digest_sources
from compendium.search.printers.ingested import Tally, gone_text, report_text, source_record, summary
from compendium.search.printers.rows import Format, write_rows
from compendium.search.records import SourceRecord

__all__ = ["command"]

DONE, SOME_SKIPPED, NOTHING_DONE = 0, 1, 2


@click.command(
    short_help="Add or update files and folders.",
    epilog=examples(
        "index papers/",
        "index report.pdf --symbol CTOC/COP/WG.4/2019/3",
        "index papers/ reports/ --jobs 4",
    ),
)
@click.argument("paths", nargs=-1, type=NamedPath(path_type=Path), metavar="PATH...")
@click.option("--symbol", default="", help="Symbol of the document, where the file does not say it; for one file.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Files read at the same time. [default: one for each core]")
@click.option("--digest", is_flag=True, help="Add the built-in digest too.")
@format_option("json", "jsonl", "csv")
@click.option("--wait", is_flag=True, help="Wait for another process that is writing to the collection.")
@click.pass_obj
def command(
    home: Path | None,
    paths: tuple[Path, ...],
    symbol: str,
    jobs: int | None,
    digest: bool,
    form: Format,
    wait: bool,
) -> int:
    """Add or update files and folders; what has not changed is not read again.

    One line for each source says what became of it. Exit code 0: all were read; 1: some were skipped, each named
    with its reason; 2: nothing was done.
    """
    if not paths and not digest:
        raise click.UsageError("Name a file or a folder, or give --digest.")
    if symbol and not symbol.strip():
        raise click.UsageError("--symbol is empty: leave it out, or name the document.")
    from compendium.cli.progress import Progress

    tally = Tally()
    records: list[SourceRecord] = []
    with digest_folder() as folder:
        sources = find_sources([*paths, *(digest_sources(folder) if digest else [])], symbol=given_symbol(symbol))
        with Collection.open(home_of(home), write=True, wait=wait) as collection, Progress(_names(sources)) as progress:
            try:
                for report in ingest(collection, sources, jobs=jobs or os.cpu_count() or 1):
                    tally.add(report)
                    records.append(source_record(report))
                    progress.step(report_text(report) if form == "text" else "")
            finally:
                collection.commit()  # after an interrupt too: what was read can be searched
            lost = [row.symbol or row.source for row in gone(collection, paths, sources)]
    if form != "text":
        write_rows("sources", records, form, sys.stdout, head={**tally.record(), "gone": lost})
    note(summary(tally))
    if lost:
        note(gone_text(lost))
    skipped = tally.outcomes[SourceOutcome.SKIPPED]
    if not sources or skipped == len(sources):
        return NOTHING_DONE
    return SOME_SKIPPED if skipped else DONE


def _names(sources: Sequence[Source]) -> list[str]:
    return [source.path.name for source in sources]
