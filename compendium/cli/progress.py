"""A progress bar on standard error, for people who wait longer than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

__all__ = ["Progress"]

PATIENCE = 2.0
"""Seconds before the bar is shown."""


class Progress:
    """Counts sources; after two seconds, on a terminal, a bar shows how far it is."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.since = time.monotonic()
        self.bar: Bar | None = None
        self.task: TaskID | None = None

    def line(self, text: str, write: Callable[[str], None]) -> None:
        """Report one source, above the bar if there is one."""
        self.done += 1
        if self.bar is None and sys.stderr.isatty() and time.monotonic() - self.since > PATIENCE:
            self._show()
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=self.done)
        write(text)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress as Bar

        self.bar = Bar(console=Console(stderr=True), transient=True, redirect_stdout=True)
        self.task = self.bar.add_task("Indexing", total=self.total)
        self.bar.start()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()
