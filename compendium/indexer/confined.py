"""A process of its own for what may crash, hang or grow without end: it costs itself alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Generic, TypeVar, cast

from compendium.errors import SourceError

__all__ = ["MEMORY", "SECONDS", "Allow", "Confined", "confined", "further_seconds"]

SECONDS = 300
"""Time that reading one file may take, at most, by the clock: on a machine that is busy with other things, too."""
SECONDS_AT_LEAST = 25
"""Time that the processor may work on a short one: one that hangs is given up within a minute by the clock, too, even
where as many others are read at once as there are processors, and each again after repair."""
BYTES_OF_PAGE = 2000
"""Fewer than that no page has, whatever a PDF says; for each page it may take a second more."""
MEMORY = 800 << 20
"""Bytes of memory that a reading process may ask for; the interpreter and its libraries take some 100 MB beside."""

KEPT = frozenset({"HOME", "PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "PATHEXT"})
"""What LibreOffice needs of the environment. Of all else nothing reaches a reader: `CMAP_PATH` and
`XML_CATALOG_FILES`, for example, would have pdfminer and libxml2 read other files beside the source."""

Given = TypeVar("Given")
Result = TypeVar("Result")

Allow = Callable[[int], None]
"""Tells the main process how many seconds the work may take beside those that all work has."""


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no result, what to do about it, and whether the process is fit for more."""

    message: str
    hint: str = ""
    is_fit: bool = True


def further_seconds(data: bytes) -> int:
    """How much longer reading a file of these bytes may take than that of a short one."""
    from compendium.corpus.readers import pages_in

    return min(SECONDS - SECONDS_AT_LEAST, pages_in(data), len(data) // BYTES_OF_PAGE)


def confined(work: Callable[[Given, Allow], Result], given: Given) -> Result:
    """What `work` makes of `given`, in a process of its own.

    Raises:
        SourceError: it fails, or takes too long or too much memory.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="compendium-") as room:
        process = Confined(work, Path(room))
        try:
            with suppress(OSError):  # it has ended, which is told in its turn
                process.send(given)
            while (result := process.result()) is None:
                wait([process.connection], max(0.0, process.deadline - time.monotonic()))
        finally:
            process.kill()
    if isinstance(result, SourceError):
        raise result
    return result


class Confined(Generic[Given, Result]):
    """A process that does one thing at a time within limits."""

    def __init__(self, work: Callable[[Given, Allow], Result], room: Path) -> None:
        """Start it.

        Args:
            work: a function of a module, which gets what is given, and may raise `SourceError`.
            room: folder for its temporary files.
        """
        # A fresh interpreter: a fork would inherit the collection's lock and keep it if we die.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work, str(room), SECONDS_AT_LEAST), daemon=True)
        with _interrupts_withheld():
            self._process.start()
        theirs.close()
        self._start = self.deadline = 0.0
        self.seconds = 0
        self.is_fit = True
        """Whether it can do more."""

    def send(self, given: Given) -> None:
        """Have it work on this.

        Raises:
            OSError: it has ended.
        """
        self._start = time.monotonic()
        self._allow(0)
        self.connection.send(given)

    def _allow(self, further: int) -> None:
        self.seconds = SECONDS_AT_LEAST + further
        self.deadline = self._start + (SECONDS if _HAS_LIMIT else self.seconds)

    def result(self) -> Result | SourceError | None:
        """What became of it; None while it is being worked on."""
        if self.connection.poll():
            try:
                message = self.connection.recv()
            except Exception:  # it died, or what it sent is not whole
                return self._broken_down()
            if isinstance(message, int):
                self._allow(message)
                return None
            if isinstance(message, _Failure):
                self.is_fit = message.is_fit
                return SourceError(message.message, hint=message.hint)
            return cast("Result", message)
        if time.monotonic() >= self.deadline:
            return self._too_long(SECONDS if _HAS_LIMIT else self.seconds)
        return None

    def _broken_down(self) -> SourceError:
        """Why the process has ended."""
        self.is_fit = False
        self._process.join()
        if _HAS_LIMIT and self._process.exitcode == -signal.SIGXCPU:
            return self._too_long(self.seconds)
        return SourceError("the reader broke down over it", hint="The file may be damaged: open it and save it anew.")

    def _too_long(self, seconds: int) -> SourceError:
        self.is_fit = False
        return SourceError(
            f"reading it took more than {seconds} seconds", hint="Split it, or save it anew in another format."
        )

    def kill(self) -> None:
        """End the process."""
        self.is_fit = False
        self._process.kill()
        self._process.join()
        self.connection.close()


@contextmanager
def _interrupts_withheld() -> Iterator[None]:
    """Interrupts wait until the end of this, and never reach the processes started here: we decide what they do.

    A process that is begun and not told what it is for would say so on our standard error.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # which lets them through again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, work: Callable[[Given, Allow], Result], room: str, seconds: int) -> None:
    """What the process does: work on what it is sent until nobody is left to send."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)  # the main process decides
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    for name in set(os.environ) - KEPT:
        del os.environ[name]
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), room))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # what libraries say, and what a reader says as it breaks down, is nobody's concern
        os.dup2(nowhere, stream)
    _limit_memory()
    _end_with_parent()
    with suppress(EOFError, OSError):  # the main process has gone
        while True:
            given = connection.recv()
            _limit_time(seconds)
            connection.send(_done(connection, work, given, seconds))


def _done(
    connection: Connection, work: Callable[[Given, Allow], Result], given: Given, seconds: int
) -> Result | _Failure:
    def allow(further: int) -> None:
        _limit_time(seconds + further)
        connection.send(further)

    try:
        return work(given, allow)
    except SourceError as error:
        return _Failure(error.message, error.hint)
    except MemoryError:
        return _Failure("reading it takes too much memory", "Split it, or save it anew in another format.", False)
    except RecursionError:
        return _Failure("it is nested too deeply to be read", "Save it anew in another format.")
    except OSError as error:
        return _Failure(f"cannot be opened ({error.strerror or error})")
    except Exception as error:
        return _Failure(f"it could not be read ({type(error).__name__}: {error})"[:300], "The file may be damaged.")


_HAS_LIMIT = sys.platform != "win32"
"""Whether the system itself counts how long the processor works for a process; else the clock must do."""

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
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what the system keeps of a process that it ends

    def _limit_time(seconds: int) -> None:
        """Have the system end this process if the processor works for it longer than that from now on."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + seconds + 1
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
