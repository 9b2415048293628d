"""Files and folders that are on the disk, and not only in the system's memory, when the call returns."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["clear", "make_folder", "note", "remove", "replace", "sync", "write"]


def sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk now."""
    if sys.platform == "win32" and path.is_dir():
        return  # Windows opens no folder, and keeps names without being asked
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write(path: Path, data: bytes) -> None:
    """Write a file's bytes; its name is the folder's, and is not synced."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def note(path: Path, data: bytes) -> None:
    """Write a file that may be lost, and is not synced; what else stands under its name is taken away, not followed."""
    if path.is_symlink() or not path.is_file():
        remove(path)
    path.write_bytes(data)


def remove(path: Path) -> None:
    """Take away what stands under a name: a link is not followed, no pipe waited for, and no folder emptied.

    Raises:
        OSError: it is a folder with something in it, which may be somebody's.
    """
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def clear(path: Path) -> None:
    """Take away what stands under a name of our own, a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        from shutil import rmtree

        rmtree(path)
    else:
        remove(path)


def replace(path: Path, data: bytes) -> None:
    """Put a file in the place of another, whole or not at all: a cut of the power at any moment leaves one of them.

    All names that its folder has got are on the disk before that of the new file is.
    """
    beside = path.with_suffix(".new")
    remove(beside)
    write(beside, data)
    if path.is_dir():  # which nothing could be put in the place of
        remove(path)
    sync(path.parent)
    os.replace(beside, path)  # noqa: PTH105 - on Windows, too, over a file that is there
    sync(path.parent)


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Make a folder, and those above it, where there are none."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode, exist_ok=True)
    sync(path.parent)
