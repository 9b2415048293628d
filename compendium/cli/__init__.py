"""The command line: each command parses, calls and prints; what it does is elsewhere.

A command is imported only when it is run, so that looking something up starts fast.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from compendium.cli.paths import NamedPath

__all__ = ["program"]

COMMANDS = {
    "index": "index",
    "remove": "remove",
    "rebuild": "rebuild",
    "status": "status",
    "search": "search",
    "show": "show",
    "documents": "documents",
    "topics": "topics",
    "cites": "cites",
    "cited-by": "cited_by",
    "recommendations": "recommendations",
    "cite": "cite",
    "similar": "similar",
    "reuse": "reuse",
    "redline": "redline",
    "brief": "brief",
    "check": "check",
    "saved": "saved",
    "export": "export",
}
"""Each command and its module, in the order in which people meet them."""


def _use_home(ctx: click.Context, _: click.Parameter, home: Path | None) -> None:
    if home is not None:
        ctx.obj = home


HOME = click.Option(
    ["--home"],
    type=NamedPath(file_okay=False, path_type=Path),
    metavar="DIR",
    expose_value=False,
    callback=_use_home,
    help="Folder of the collection, as before the command.",
)
"""So that it may stand after a command too."""


class Program(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"compendium.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)  # noqa: S101 - each module has one
        if HOME not in command.params:
            command.params.append(HOME)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; one that is nearly right is suggested."""
        if args[:1] == ["help"]:  # `compendium help search`, as other programs have it
            args = [*[name for name in args[1:2] if name in COMMANDS], "--help"]
            if args == ["--help"]:
                click.echo(ctx.get_help())
                ctx.exit()
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from difflib import get_close_matches

            from compendium.search.terminal import quoted

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"To search: compendium search {quoted(args[0])}"
            raise click.UsageError(f"There is no command {args[0]!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader that has gone is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            from compendium.cli.output import reader_has_gone
            from compendium.errors import CompendiumError

            if reader_has_gone():
                ctx.exit(0)
            # A worker whose pipe broke is no reader that had enough: the answer would be missing and look complete.
            raise CompendiumError(
                "a process that worked on this ended before its time", hint="Try it once more, for index with --jobs 1."
            ) from error


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"compendium {version('ctoc-compendium')}")
        ctx.exit()


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Results go to standard output, all else to standard error. Exit code 0: found; 1: nothing found; 2: error.",
)
@click.option(
    "--home",
    type=NamedPath(file_okay=False, path_type=Path),
    envvar="COMPENDIUM_HOME",
    metavar="DIR",
    help="Folder of the collection. [default: $COMPENDIUM_HOME, else the user's data folder]",
)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version.")
@click.pass_context
def program(ctx: click.Context, home: Path | None) -> None:
    """Search the papers and reports of a working group: the paragraph, its citation, and who cites it.

    \b
    Start with:
      compendium search "training of consular officers"
      compendium index FOLDER
      compendium show "CTOC/COP/WG.4/2019/3, para. 25"
    """
    ctx.obj = home
