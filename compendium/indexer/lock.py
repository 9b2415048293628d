"""One writer at a time: a lock on a file of the collection, which the system gives back when a process ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType

from compendium.errors import CollectionError
from compendium.indexer.durable import make_folder

__all__ = ["WriterLock"]

_PAUSE = 0.1
"""Seconds between two tries."""


class WriterLock:
    """The right to write to a collection."""

    def __init__(self, path: Path, *, wait: bool = False) -> None:
        """Take the lock.

        Args:
            path: the file to lock.
            wait: wait until it is free.

        Raises:
            CollectionError: another process has it, or something else stands in its place.
        """
        make_folder(path.parent, 0o700)
        if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):  # whose file would be written over
            raise CollectionError(f"{path} is not a regular file.", hint="Move it away, and run the command again.")
        self._file = path.open("a+", encoding="utf-8")
        while not _try_lock(self._file.fileno()):
            if not wait:
                holder = self._holder()
                self._file.close()
                raise CollectionError(
                    f"Another process is writing to this collection{holder}.",
                    hint="Wait until it has finished, or run the command with --wait.",
                )
            time.sleep(_PAUSE)
        self._file.truncate(0)
        self._file.write(f"{os.getpid()} {Path(sys.argv[0]).name or 'python'}\n")
        self._file.flush()

    def _holder(self) -> str:
        self._file.seek(0)
        process, _, name = self._file.read(200).strip().partition(" ")
        return f": process {process} ({name})" if process.isdecimal() else ""

    def release(self) -> None:
        """Give it back."""
        self._file.close()

    def __enter__(self) -> WriterLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # a byte past the text, so that others can read the holder
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
