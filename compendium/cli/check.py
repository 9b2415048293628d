"""`compendium check`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from compendium.cli.opening import opened
from compendium.cli.options import examples, force_option
from compendium.cli.output import note, stdout_page
from compendium.cli.paths import NamedPath
from compendium.search.printers.checks import summary, write_findings, write_lines

__all__ = ["command"]


@click.command(
    "check",
    short_help="Check a draft's quotations and citations.",
    epilog=examples(
        "check draft.docx",
        "check draft.docx --comments draft-checked.docx",
        "check draft.md --format lines",
        "check - --format json < draft.txt",
    ),
)
@click.argument("file", metavar="FILE")
@click.option("--all", "everything", is_flag=True, help="Show what is in order too.")
@click.option(
    "--comments",
    type=NamedPath(dir_okay=False, path_type=Path),
    metavar="COPY.docx",
    help="Of a Word draft, write a copy with a comment at each finding.",
)
@force_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv", "lines"]),
    default="text",
    show_default=True,
    help="How to write the results; lines are file:line:column, for editors.",
)
@click.pass_obj
def command(
    home: Path | None,
    file: str,
    everything: bool,
    comments: Path | None,
    force: bool,
    form: Literal["text", "json", "jsonl", "csv", "lines"],
) -> int:
    """Check every quotation and every citation in a draft against the collection.

    The draft is text, Markdown, HTML, DOCX or PDF; - reads it from standard input. Outcomes: exact, permitted,
    exists; altered, wrong_paragraph, wrong_symbol, no_such_paragraph, no_source, not_found, not_held, ambiguous.
    Exit code 0: all is in order; 1: something is not.
    """
    from compendium.search.check import check
    from compendium.search.draft import read_draft, source_bytes

    if comments is not None and comments.exists() and file != "-" and comments.samefile(file):
        raise click.UsageError(f"{file} is the draft itself: name another file for the copy with comments.")
    data = source_bytes(file)
    draft = read_draft(data)
    with opened(home) as collection:
        checked = check(collection, draft)
    if comments is not None:
        from compendium.search.commented import write_commented

        note(f"{write_commented(checked, data, comments, force=force)} comments in {comments}")
    if form == "lines":
        write_lines(checked, file, stdout_page())
    else:
        write_findings(checked, file, form, stdout_page(), everything=everything)
    note(summary(checked))
    return 0 if checked.in_order else 1
