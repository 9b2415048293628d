"""Which files the user means: the files named, and those in the folders named, in one and the same order every time."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from compendium.corpus.identity import SETTINGS_FILE, SourceSettings, read_settings
from compendium.errors import SettingsError, SourceError
from compendium.indexer.rows import SourceFile

__all__ = ["EXTRACTION_VERSION", "Source", "find_sources", "source_name"]

EXTRACTION_VERSION = 1
"""Raised when the program reads more or better from the same bytes: sources are then read again."""

_SAID_NOTHING = SourceSettings()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or the reason why it will not be."""

    path: Path
    settings: SourceSettings = _SAID_NOTHING
    problem: SourceError | None = None

    def file(self) -> SourceFile:
        """What the store notes about the file.

        Raises:
            OSError: it is no longer there.
        """
        status = self.path.stat()
        said = ",".join(f"{name}={getattr(self.settings, name)!r}" for name in SourceSettings.__slots__)
        blank = self.settings == _SAID_NOTHING
        return SourceFile(
            source_name(os.path.abspath(self.path)),  # noqa: PTH100 - a link keeps the name under which it was given
            status.st_size,
            status.st_mtime_ns,
            EXTRACTION_VERSION,
            "" if blank else said,
        )


def source_name(name: str) -> str:
    """A file's name or path in characters that can be stored: bytes that are no text are written as `\\udc80`."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def find_sources(paths: Iterable[Path], *, symbol: str = "") -> list[Source]:
    """The files named and those in the folders named, each once, with what the user says of them.

    Hidden files and `compendium.toml` are left out of folders; so is what is no regular file, and a link that leads out
    of the folder.

    Args:
        paths: files and folders.
        symbol: the symbol of the only file there is.

    Raises:
        SettingsError: a `compendium.toml` makes no sense, or there is a symbol and more than one file.
    """
    settings: dict[Path, dict[str, SourceSettings]] = {}
    found: dict[str, Source] = {}
    for path in paths:
        for source in _sources(path):
            folder = source.path.parent
            if folder not in settings:
                settings[folder] = read_settings(folder)
            said = settings[folder].get(source.path.name, source.settings)
            found.setdefault(os.path.realpath(source.path), replace(source, settings=said))
    sources = list(found.values())
    if not symbol:
        return sources
    if len(sources) != 1:
        raise SettingsError(
            f"One symbol cannot belong to {len(sources)} files.",
            hint="Name one file with --symbol, or write the symbols into a compendium.toml beside the files.",
        )
    return [replace(sources[0], settings=replace(sources[0].settings, symbol=symbol))]


def _sources(path: Path) -> Iterator[Source]:
    """The file, or the files of the folder, folders and files in the order of their names."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Source(path, problem=_unreadable(error))
        return
    if stat.S_ISDIR(mode):
        yield from _in_folder(path, Path(os.path.realpath(path)))
    else:
        yield _checked(path, mode)


def _in_folder(folder: Path, root: Path) -> Iterator[Source]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield Source(folder, problem=_unreadable(error))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or entry.name == SETTINGS_FILE:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _in_folder(path, root)
        elif entry.is_symlink():
            yield from _linked(path, root)
        else:
            yield _checked(path, entry.stat(follow_symlinks=False).st_mode)


def _linked(path: Path, root: Path) -> Iterator[Source]:
    """A link in a folder: followed to a file inside the folder that was given, and nowhere else."""
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(root):
        yield Source(path, problem=SourceError("a link that leads out of the folder", hint="Name its target itself."))
    elif target.is_file():
        yield Source(path)
    elif not target.exists():
        yield Source(path, problem=SourceError("a link to nothing"))


def _checked(path: Path, mode: int) -> Source:
    return Source(path, problem=None if stat.S_ISREG(mode) else SourceError("not a regular file"))


def _unreadable(error: OSError) -> SourceError:
    reason = error.strerror or str(error)
    return SourceError(f"cannot be opened ({reason[:1].lower()}{reason[1:]})")
