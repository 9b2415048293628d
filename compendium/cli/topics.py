"""`compendium topics`."""

from __future__ import annotations

from pathlib import Path

import click

from compendium.cli.opening import opened
from compendium.cli.options import TOPIC, examples, format_option, links_option
from compendium.cli.output import note, stdout_page
from compendium.search.naming import nearest_topics
from compendium.search.printers.rows import Format, write_rows
from compendium.search.printers.tables import print_theme, print_themes, theme_records
from compendium.search.themes import themes

__all__ = ["command"]


@click.command(
    short_help="List topics, or show one with its papers.",
    epilog=examples("topics", 'topics "Organ removal"', "topics --format json"),
)
@click.argument("topic", nargs=-1, type=TOPIC)
@click.option("--inferred", is_flag=True, help="Also name the documents for which a topic is inferred.")
@format_option("json", "jsonl", "csv")
@links_option
@click.pass_obj
def command(home: Path | None, topic: tuple[str, ...], inferred: bool, form: Format, links: bool) -> int:
    """List the topics that the compendiums held state, or show one.

    Of one topic: its key topics and papers, what its paragraphs cite most, which recommendations they recall, and how
    much of all that is held.
    """
    name = " ".join(topic)
    page = stdout_page(links=links)
    with opened(home) as collection:
        found = themes(collection, name, inferred=inferred)
        near = [] if found or not name else nearest_topics(collection.store, name)
    if form != "text":
        write_rows("topics", theme_records(found), form, page.out)
    elif name:
        for theme in found:
            print_theme(theme, page)
    else:
        print_themes(found, page)
    if not found:
        meant = f"did you mean {' or '.join(near)}?" if near else "`compendium topics` lists them"
        note(f"there is no topic {name!r}; {meant}" if name else "no compendium is held")
    return 0 if found else 1
