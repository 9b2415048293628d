"""Which files the user means: the files named, and those in the folders named, in one and the same order every time."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from compendium.corpus.files import open_regular
from compendium.corpus.identity import SETTINGS_FILE, SourceSettings, read_settings
from compendium.errors import SettingsError, SourceError
from compendium.indexer.rows import SourceFile

__all__ = ["EXTRACTION_VERSION", "Source", "find_sources", "source_name"]

EXTRACTION_VERSION = 4
"""Raised when the program reads more or better from the same bytes: sources are then read again."""

_SAID_NOTHING = SourceSettings()
_DEEPEST = 100
"""Folders within folders."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or the reason why it will not be."""

    path: Path
    settings: SourceSettings = _SAID_NOTHING
    problem: SourceError | None = None
    root: Path | None = None
    """The folder that it must lie in, with all links resolved; None for a file that the user named."""

    def open(self) -> int:
        """A descriptor to read it from, after it was made sure that it is a regular file where it should be.

        Raises:
            SourceError: it is not, or not any more.
            OSError: it cannot be opened.
        """
        descriptor = open_regular(self.path)
        try:
            real = Path(os.path.realpath(self.path))
            if self.root is not None and not (
                real.is_relative_to(self.root) and os.path.samestat(os.fstat(descriptor), real.lstat())
            ):
                raise SourceError("a link that leads out of the folder", hint="Name its target itself.")
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

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
    """A file's name or path in characters that can be stored and shown on one line.

    Bytes that are no text are written as `\\udc80`, line ends and other controls as `\\x0a`.
    """
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(f"\\x{ord(c):02x}" if unicodedata.category(c) == "Cc" else c for c in text)


def find_sources(paths: Iterable[Path], *, symbol: str = "") -> list[Source]:
    """The files named and those in the folders named, each once, with what the user says of them.

    Hidden files and `compendium.toml` are left out of folders; so is what is no regular file, and a link that leads out
    of the folder. A `compendium.toml` that makes no sense is a source that has its problem, and its neighbours are read
    as if it were not there.

    Args:
        paths: files and folders.
        symbol: the symbol of the only file there is.

    Raises:
        SettingsError: there is a symbol and more than one file.
    """
    settings: dict[Path, dict[str, SourceSettings]] = {}
    senseless: list[Source] = []
    found: dict[str, Source] = {}
    for path in paths:
        for source in _sources(path):
            folder = source.path.parent
            if folder not in settings:
                try:
                    settings[folder] = read_settings(folder)
                except SourceError as error:
                    settings[folder] = {}
                    senseless.append(Source(folder / SETTINGS_FILE, problem=error))
            said = settings[folder].get(source.path.name, source.settings)
            real = os.path.realpath(source.path)
            if real not in found or found[real].path.is_symlink():  # a file goes by its own name, not by a link's
                found[real] = replace(source, settings=said)
    sources = list(found.values())
    if not symbol:
        return senseless + sources
    if len(sources) != 1:
        raise SettingsError(
            f"One symbol cannot belong to {len(sources)} files.",
            hint="Name one file with --symbol, or write the symbols into a compendium.toml beside the files.",
        )
    return [*senseless, replace(sources[0], settings=replace(sources[0].settings, symbol=symbol))]


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


def _in_folder(folder: Path, root: Path, depth: int = 0) -> Iterator[Source]:
    if depth > _DEEPEST:
        yield Source(folder, problem=SourceError(f"more than {_DEEPEST} folders deep", hint="Name it itself."))
        return
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
            yield from _in_folder(path, root, depth + 1)
        elif entry.is_symlink():
            yield from _linked(path, root)
        else:
            yield replace(_listed(path), root=root)


def _linked(path: Path, root: Path) -> Iterator[Source]:
    """A link in a folder: followed to a file inside the folder that was given, and nowhere else."""
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(root):
        yield Source(path, problem=SourceError("a link that leads out of the folder", hint="Name its target itself."))
    elif target.is_file():
        yield Source(path, root=root)
    elif not target.exists():
        yield Source(path, problem=SourceError("a link to nothing"))


def _listed(path: Path) -> Source:
    try:
        return _checked(path, path.lstat().st_mode)
    except OSError as error:  # gone since the folder was listed
        return Source(path, problem=_unreadable(error))


def _checked(path: Path, mode: int) -> Source:
    return Source(path, problem=None if stat.S_ISREG(mode) else SourceError("not a regular file"))


def _unreadable(error: OSError) -> SourceError:
    reason = error.strerror or str(error)
    return SourceError(f"cannot be opened ({reason[:1].lower()}{reason[1:]})")
