"""Sources read in processes of their own, several at a time, handed on in the order in which they were given."""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from compendium.corpus.document import Document
from compendium.corpus.files import read_open
from compendium.errors import SourceError
from compendium.indexer.confined import Allow, Confined, further_seconds
from compendium.indexer.sources import Source

__all__ = ["Readers"]

Known = TypeVar("Known")
Result = Document | SourceError
Worker = Confined[Source, Document]

_AHEAD = 4
"""Sources read ahead of the one whose turn it is, for each process."""


class Readers:
    """Processes that read sources, at most `jobs` at a time."""

    def __init__(self, jobs: int, room: Path) -> None:
        """Nothing is started before there is a source to read.

        Args:
            jobs: how many processes there may be.
            room: folder for their temporary files, made when it is needed and taken away at the end.
        """
        self._room = room
        self._jobs = max(1, jobs)
        self._idle: list[Worker] = []
        self._busy: dict[int, Worker] = {}

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in (*self._idle, *self._busy.values()):
            worker.kill()
        shutil.rmtree(self._room, ignore_errors=True)

    def read(self, tasks: Iterable[tuple[Source, Known | None]]) -> Iterator[tuple[Source, Known | Result]]:
        """Each source with its document, or the reason why it has none, in the order given.

        A task that comes with something known of its source is not read, and handed on in its turn.
        """
        coming = enumerate(tasks)
        waiting: deque[tuple[int, Source]] = deque()
        done: dict[int, Known | Result] = {}
        exhausted = False
        while True:
            while waiting and waiting[0][0] in done:
                number, source = waiting.popleft()
                yield source, done.pop(number)
            while not exhausted and len(self._busy) < self._jobs and len(waiting) < self._jobs * _AHEAD:
                task = next(coming, None)
                if task is None:
                    exhausted = True
                    break
                number, (source, known) = task
                waiting.append((number, source))
                if known is None:
                    self._start(number, source)
                else:
                    done[number] = known
            if not waiting:
                return
            if waiting[0][0] not in done:
                done.update(self._finished())

    def _start(self, number: int, source: Source) -> None:
        worker = self._idle.pop() if self._idle else self._worker()
        try:
            worker.send(source)
        except OSError:  # it died while it was idle
            worker.kill()
            worker = self._worker()
            worker.send(source)
        self._busy[number] = worker

    def _worker(self) -> Worker:
        self._room.mkdir(mode=0o700, exist_ok=True)
        return Confined(_read, self._room)

    def _finished(self) -> dict[int, Result]:
        """Wait until a source is read or has taken too long; what became of it."""
        deadline = min(worker.deadline for worker in self._busy.values())
        wait([worker.connection for worker in self._busy.values()], max(0.0, deadline - time.monotonic()))
        results: dict[int, Result] = {}
        for number, worker in list(self._busy.items()):
            result = worker.result()
            if result is not None:
                results[number] = result
                del self._busy[number]
                if worker.is_fit:
                    self._idle.append(worker)
                else:
                    worker.kill()
        return results


def _read(source: Source, allow: Allow) -> Document:
    """The document of a source.

    Raises:
        SourceError: there is none.
        OSError: it cannot be opened.
    """
    from compendium.corpus.extract import document_in

    data = read_open(source.open())
    allow(further_seconds(data))
    return document_in(data, source.path.name, source.settings)
