"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from compendium.search.filters import Filters
from compendium.search.parse import EXAMPLES, read_range
from compendium.search.query import Range

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = [
    "DOCUMENT",
    "TOPIC",
    "copy_option",
    "exact_option",
    "examples",
    "filter_options",
    "force_option",
    "format_option",
    "links_option",
    "page_options",
]

Command = TypeVar("Command", bound=Callable[..., object])


class NumberRange(click.ParamType[Range]):
    """`2013`, `2010..2015`, `2010..` or `..2015`."""

    def __init__(self, field: str) -> None:
        self.field = field
        self.name = "range"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Range:
        """The range that was typed."""
        if isinstance(value, Range):
            return value
        span = read_range(self.field, str(value))
        if span is None:
            self.fail(f"{value!r} is not a number or a range such as {EXAMPLES[self.field]}.", param, ctx)
        if span.low is not None and span.high is not None and span.low > span.high:
            self.fail(f"the range runs backwards; write {span.high}..{span.low}.", param, ctx)
        return span


class Held(click.ParamType[str]):
    """A name that the collection holds, completed by the shell."""

    def __init__(self, name: str, names: Callable[[Path | None], list[str]]) -> None:
        self.name = name
        self.names = names

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that hold what was typed so far."""
        from click.shell_completion import CompletionItem

        wanted = incomplete.casefold()
        try:
            names = self.names(ctx.find_root().params.get("home"))
        except Exception:  # completion must never print an error into what is being typed
            return []
        return [CompletionItem(name) for name in names if wanted in name.casefold()]


def _symbols(home: Path | None) -> list[str]:
    from compendium.cli.opening import opened

    with opened(home, quiet=True) as collection:
        cited = [target for target, _ in collection.store.cited_targets()]
        held = [document.symbol or document.source for document in collection.store.documents()]
    return sorted({*held, *cited})


def _topics(home: Path | None) -> list[str]:
    from compendium.cli.opening import opened

    with opened(home, quiet=True) as collection:
        return sorted({row.topic.name for row in collection.store.topics()})


DOCUMENT = Held("document", _symbols)
TOPIC = Held("topic", _topics)


def filter_options(command: Command) -> Command:
    """Options that narrow an answer; the command gets them as one `filters`."""

    @functools.wraps(command)
    def with_filters(
        *args: object,
        topic: tuple[str, ...],
        document: tuple[str, ...],
        year: Range | None,
        meeting: Range | None,
        kind: tuple[str, ...],
        language: tuple[str, ...],
        inferred: bool,
        recommendations: bool = False,
        **kwargs: object,
    ) -> object:
        filters = Filters(topic, document, kind, language, year, meeting, recommendations, inferred)
        return command(*args, filters=filters, **kwargs)

    options = [
        click.option("--topic", multiple=True, type=TOPIC, help="Only this topic of a compendium."),
        click.option("--inferred", is_flag=True, help="With --topic: also documents for which the topic is inferred."),
        click.option("--document", multiple=True, type=DOCUMENT, help="Only this document: its symbol or file name."),
        click.option("--year", type=NumberRange("year"), metavar="YEARS", help="Only these years: 2013, 2010..2015."),
        click.option("--meeting", type=NumberRange("meeting"), metavar="NUMBERS", help="Only these meetings: 4, 3..5."),
        click.option("--kind", multiple=True, help="Only this kind of document: report, background paper."),
        click.option("--language", multiple=True, help="Only this language: en, fr, Spanish."),
    ]
    decorated: Callable[..., object] = with_filters
    for option in reversed(options):
        decorated = option(decorated)
    return decorated  # type: ignore[return-value]


def exact_option(command: Command) -> Command:
    """Whether the thesaurus is left alone."""
    words = "Search only the words typed, in their forms: nothing related to them."
    return click.option("--exact", is_flag=True, help=words)(command)


def format_option(*forms: str) -> Callable[[Command], Command]:
    """In which form results are written, text being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", *forms]),
        default="text",
        show_default=True,
        help="How to write the results.",
    )


def copy_option(command: Command) -> Command:
    """Whether only text notes are printed, which are a form of their own."""

    @functools.wraps(command)
    def with_copy(*args: object, copy: bool, form: str, **kwargs: object) -> object:
        if copy and form != "text":
            raise click.UsageError("--copy is a form of its own: leave --format out, or --copy.")
        return command(*args, copy=copy, form=form, **kwargs)

    option = click.option("--copy", is_flag=True, help="Print text notes ready to paste, one a line, and nothing else.")
    return option(with_copy)  # type: ignore[return-value]


def force_option(command: Command) -> Command:
    """Whether a file that is there already is written over."""
    return click.option("--force", is_flag=True, help="Replace a file of that name.")(command)


def links_option(command: Command) -> Command:
    """Whether official addresses are printed."""
    return click.option("--links", is_flag=True, help="Print the official address of each document.")(command)


def page_options(command: Command) -> Command:
    """How much of a long answer is shown."""
    limit = click.option(
        "--limit", type=click.IntRange(1, 10000), default=10, show_default=True, help="Results a page."
    )
    page = click.option("--page", type=click.IntRange(1, 100000), default=1, help="Which page, from 1.")
    return limit(page(command))


def examples(*lines: str) -> str:
    """An epilogue of examples, one a line."""
    return "\n".join(["\b", "Examples:", *(f"  compendium {line}" for line in lines)])
