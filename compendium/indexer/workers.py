"""Sources read in processes of their own, so that one that crashes, hangs or grows without end costs itself alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import TypeVar

from compendium.corpus.document import Document
from compendium.corpus.files import read_open
from compendium.errors import SourceError
from compendium.indexer.sources import Source

__all__ = ["MEMORY", "SECONDS", "Readers"]

SECONDS = 300
"""Time that reading one source may take, at most."""
SECONDS_AT_LEAST = 50
"""So that a short one that hangs is given up within a minute, all told."""
BYTES_OF_PAGE = 2000
"""Fewer than that no page has, whatever a PDF says; for each page it may take a second more."""
MEMORY = 800 << 20
"""Bytes of memory that a reading process may ask for; the interpreter and its libraries take some 100 MB beside."""

KEPT = frozenset({"HOME", "PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "PATHEXT"})
"""What LibreOffice needs of the environment. Of all else nothing reaches a reader: `CMAP_PATH` and
`XML_CATALOG_FILES`, for example, would have pdfminer and libxml2 read other files beside the source."""

Known = TypeVar("Known")
Result = Document | SourceError

_AHEAD = 4
"""Sources read ahead of the one whose turn it is, for each process."""


class Readers:
    """Processes that read sources, at most `jobs` at a time."""

    def __init__(self, jobs: int) -> None:
        """Nothing is started before there is a source to read."""
        self._jobs = max(1, jobs)
        self._idle: list[_Worker] = []
        self._busy: dict[int, _Worker] = {}

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in (*self._idle, *self._busy.values()):
            worker.kill()

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
        worker = self._idle.pop() if self._idle else _Worker()
        try:
            worker.send(source)
        except OSError:  # it died while it was idle
            worker.kill()
            worker = _Worker()
            worker.send(source)
        self._busy[number] = worker

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


class _Worker:
    """A process that reads one source at a time."""

    def __init__(self) -> None:
        # A fresh interpreter: a fork would inherit the collection's lock and keep it if we die.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with _interrupts_withheld():
            self._process.start()
        theirs.close()
        self.deadline = 0.0
        self.seconds = 0
        self.is_fit = True
        """Whether it can read another source."""

    def send(self, source: Source) -> None:
        """Have it read a source."""
        self._allow(SECONDS_AT_LEAST)
        self.connection.send(source)

    def _allow(self, seconds: int) -> None:
        self.seconds = seconds
        self.deadline = time.monotonic() + seconds

    def result(self) -> Result | None:
        """What became of the source; None while it is being read."""
        if self.connection.poll():
            try:
                message = self.connection.recv()
            except Exception:  # it died, or what it sent is not whole
                self.is_fit = False
                return SourceError(
                    "the reader broke down over it", hint="The file may be damaged: open it and save it anew."
                )
            if isinstance(message, int):
                self._allow(message)
                return None
            self.is_fit = not isinstance(message, tuple) or message[2]
            return message if isinstance(message, Document) else SourceError(message[0], hint=message[1])
        if time.monotonic() >= self.deadline:
            self.is_fit = False
            return SourceError(
                f"reading it took more than {self.seconds} seconds", hint="Split it, or save it anew in another format."
            )
        return None

    def kill(self) -> None:
        """End the process."""
        self.is_fit = False
        self._process.kill()
        self._process.join()
        self.connection.close()


@contextmanager
def _interrupts_withheld() -> Iterator[None]:
    """Interrupts wait until the end of this, and never reach the processes started here: we decide what they do."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # which lets them through again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection) -> None:
    """What a worker does: read what it is sent until nobody is left to send."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)  # the main process decides
    for name in set(os.environ) - KEPT:
        del os.environ[name]
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # what libraries say, and what a reader says as it breaks down, is nobody's concern
        os.dup2(nowhere, stream)
    _limit_memory()
    _end_with_parent()
    with suppress(EOFError, OSError):  # the main process has gone
        while True:
            source = connection.recv()
            _limit_time(SECONDS_AT_LEAST)
            connection.send(_read(source, connection))


def _read(source: Source, connection: Connection) -> Document | tuple[str, str, bool]:
    """The document; or the reason why there is none, what to do about it, and whether the process is fit for more.

    If it is long, the main process is told first how many seconds reading it may take.
    """
    from compendium.corpus.extract import document_in
    from compendium.corpus.readers import pages_in

    try:
        data = read_open(source.open())
        pages = min(pages_in(data), len(data) // BYTES_OF_PAGE)
        if pages:
            seconds = min(SECONDS, SECONDS_AT_LEAST + pages)
            _limit_time(seconds)
            connection.send(seconds)
        return document_in(data, source.path.name, source.settings)
    except SourceError as error:
        return error.message, error.hint, True
    except MemoryError:
        return "reading it takes too much memory", "Split it, or save it anew in another format.", False
    except RecursionError:
        return "it is nested too deeply to be read", "Save it anew in another format.", True
    except OSError as error:
        return f"cannot be opened ({error.strerror or error})", "", True
    except Exception as error:
        return f"it could not be read ({type(error).__name__}: {error})"[:300], "The file may be damaged.", True


if sys.platform == "win32":

    def _limit_memory() -> None:
        """Windows has no such limit for a process of one's own."""

    def _limit_time(seconds: int) -> None:
        """The main process keeps the time."""

    def _end_with_parent() -> None:
        """A worker that reads ends with its source, one that waits at once."""
else:
    import resource

    def _limit_memory() -> None:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))

    def _limit_time(seconds: int) -> None:
        """Have the system end this process if it works longer than that, should the main process be killed before."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + seconds + 2
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))

    def _end_with_parent() -> None:
        """Have Linux end this process when the main one ends, even if it is killed; elsewhere the time limit does."""
        if not sys.platform.startswith("linux"):
            return
        import ctypes

        set_parent_death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
