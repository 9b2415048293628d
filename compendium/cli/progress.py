"""A progress bar on standard error, for people who wait longer than a moment."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING

from compendium.cli.output import report_line
from compendium.search.terminal import visible

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

__all__ = ["Progress"]

PATIENCE = 2.0
"""Seconds before the bar is shown."""
NAME = 40
"""Characters of a name that are shown."""


class Progress:
    """Counts sources; after two seconds, on a terminal, a bar shows how far it is and which one is waited for."""

    def __init__(self, names: Sequence[str]) -> None:
        """Names of the sources, in the order in which they will be done."""
        self._names = names
        self._done = 0
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._lock = Lock()
        """The bar is shown by another thread: the first source may be the one that takes long."""
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def step(self, line: str) -> None:
        """One more source is done; the line about it, if any, stands above the bar, if there is one."""
        with self._lock:
            if line:
                report_line(line)
            self._done += 1
            if self._bar is not None and self._task is not None:
                self._bar.update(self._task, completed=self._done, description=self._waited_for())

    def _waited_for(self) -> str:
        """The source that is waited for, or what is done once all are read."""
        if self._done >= len(self._names):
            return "Writing the index"
        name = visible(self._names[self._done])
        return name if len(name) <= NAME else f"{name[: NAME // 2 - 1]}…{name[-NAME // 2 :]}"

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        with self._lock:
            self._bar = Bar(
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.description}", markup=False),
                console=Console(stderr=True),
                transient=True,
                # What goes to a file or a program must reach it as it is.
                redirect_stdout=sys.stdout.isatty(),
            )
            self._task = self._bar.add_task(self._waited_for(), total=len(self._names), completed=self._done)
            self._bar.start()

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._timer.is_alive():  # it is about to show the bar, which none would take away
            self._timer.join()
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
