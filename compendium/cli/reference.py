"""The help of every command as one page: `python -m compendium.cli.reference > docs/cli.md`."""

from __future__ import annotations

import os

import click

from compendium.cli import COMMANDS, program

__all__ = ["reference"]

WIDTH = 80


def reference() -> str:
    """The page, in Markdown."""
    os.environ.pop("COMPENDIUM_HOME", None)
    pages = [_page(program, "compendium")]
    with click.Context(program, info_name="compendium", **program.context_settings) as context:
        for name in COMMANDS:
            command = program.get_command(context, name)
            if command is not None:
                pages += _pages(command, name, context)
    head = "# Commands\n\nMade from the program's own help by `python -m compendium.cli.reference > docs/cli.md`.\n"
    return "\n".join([head, *pages])


def _pages(command: click.Command, name: str, above: click.Context) -> list[str]:
    """A command, and the commands below it."""
    pages = [_page(command, name, above)]
    if isinstance(command, click.Group):
        with click.Context(command, info_name=name, parent=above) as context:
            pages += [_page(below, inner, context) for inner, below in command.commands.items()]
    return pages


def _page(command: click.Command, name: str, above: click.Context | None = None) -> str:
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    with click.Context(command, info_name=name, parent=above, **settings) as context:
        title = context.command_path
        text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {title}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
