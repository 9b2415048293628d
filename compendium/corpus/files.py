"""Files opened without trusting what their names lead to."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from compendium.errors import SourceError

__all__ = ["LARGEST", "open_regular", "read_open", "read_regular"]

LARGEST = 200 * 1024 * 1024
"""Bytes that a source may have."""


def open_regular(path: Path, largest: int = LARGEST) -> int:
    """A descriptor of a regular file of bearable size, to read from.

    What the path names is looked at after it was opened, so that nothing can be put in its place in between, and a
    pipe that nobody writes to does not keep us waiting.

    Raises:
        SourceError: it is no regular file, or has more bytes than `largest`.
        OSError: it cannot be opened.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise SourceError("not a regular file")
        if status.st_size > largest:
            size = f"{largest // 1024**2} MB" if largest >= 1024**2 else f"{largest // 1024} KB"
            raise SourceError(f"larger than {size}", hint="Split it, or take out its pictures.")
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_open(descriptor: int, largest: int = LARGEST) -> bytes:
    """What can be read from a descriptor, which is closed; no more than `largest` bytes, even if the file grows."""
    with os.fdopen(descriptor, "rb") as file:
        return file.read(largest) or b""  # None where the system has nothing at present, as of its log


def read_regular(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a regular file.

    Raises:
        SourceError: it is none, is too large, or cannot be opened.
    """
    try:
        return read_open(open_regular(path, largest), largest)
    except OSError as error:
        raise SourceError(f"cannot be opened ({error.strerror or error})") from error
