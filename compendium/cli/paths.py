"""Names of files and folders as users type them."""

from __future__ import annotations

import os
from typing import Any

import click

__all__ = ["NamedPath"]


class NamedPath(click.Path):
    """A path that is named: nothing at all, as a variable that is not set gives it, is not the current folder."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path that was typed."""
        if not os.fspath(value):
            self.fail("a name is empty; write . for the current folder.", param, ctx)
        return super().convert(value, param, ctx)
