"""Generations of the index: each in a folder of its own, made beside the one in use and put in its place at once.

    index/current          the name of the generation in use
    index/7/manifest.json  sizes and SHA-256 of its files, counts, versions, and the state of the store it shows
    index/7/...            files of its segments; those that an earlier generation wrote are shared by hard link

Nothing is changed in place. A power cut or a kill at any moment leaves either the old generation in use or the new
one, whole: files, folder and manifest are on disk before the pointer is swapped. A reader believes no byte that the
manifest does not vouch for.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from compendium.corpus.files import open_regular, read_open
from compendium.errors import CollectionError, SourceError
from compendium.frozen import dataclass
from compendium.indexer import durable
from compendium.indexer.checked import damaged, outdated, sha256
from compendium.indexer.segment import FieldTotal

__all__ = [
    "FORMAT",
    "FileSeal",
    "Generation",
    "Manifest",
    "SegmentInfo",
    "Stamp",
    "commit",
    "current",
    "new_folder",
    "open_generation",
    "share",
    "sweep",
]

FORMAT = 2
"""Version of the files of the index."""

_CHECKED_ALWAYS = (".sum", ".del", ".toc")
"""Files whose sums every opening checks; the sums of blocks, in the first, vouch for what is read of all others."""

_POINTER = re.compile(r"[1-9][0-9]{0,17}\n")
_FILE_NAME = re.compile(r"\w+(\.\w+)*\.[a-z]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A state of a store."""

    store: int
    """A number drawn when the store was made: an index from elsewhere has another."""
    revision: int


@dataclass(frozen=True, slots=True)
class FileSeal:
    """What a file must be."""

    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """A segment of a generation."""

    name: str
    size: int
    """Number of documents, deleted ones included."""
    deleted: str
    """Name of the file with the numbers of deleted documents; empty where there are none."""
    deleted_count: int
    totals: tuple[FieldTotal, ...]
    """For each field of words how much of it is held, deleted documents left out."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation consists of."""

    format: int
    analysis: int
    """Version of the analysis that made its words."""
    stamp: Stamp
    """The state of the store that it shows."""
    python: str
    segments: tuple[SegmentInfo, ...]
    files: Mapping[str, FileSeal]


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation that was found whole."""

    number: int
    folder: Path
    manifest: Manifest


def current(root: Path) -> int | None:
    """The number of the generation in use; None where there is no index yet.

    Raises:
        IndexDamagedError: the pointer is not one.
    """
    try:
        pointer = _bytes_of(root / "current").decode("ascii", "replace")
    except FileNotFoundError:
        return None
    except (OSError, SourceError) as error:
        raise damaged("its pointer cannot be read") from error
    if not _POINTER.fullmatch(pointer):
        raise damaged("its pointer is not a number")
    return int(pointer)


def open_generation(root: Path, *, check_all: bool = False) -> Generation | None:
    """The generation in use, after its files were checked against the manifest; None where there is no index yet.

    Args:
        root: folder of the index.
        check_all: check every byte now, not when it is first read.

    Raises:
        IndexDamagedError: something is not as it was written.
    """
    number = current(root)
    if number is None:
        return None
    folder = root / str(number)
    try:
        manifest = _read_manifest(folder / "manifest.json")
        for name, seal in manifest.files.items():
            status = (folder / name).stat()
            if status.st_size != seal.size or not stat.S_ISREG(status.st_mode):  # a pipe, too, has the size of nothing
                raise damaged(f"{name} has another size than it was written with")
            if (check_all or name.endswith(_CHECKED_ALWAYS)) and _sha256(folder / name) != seal.sha256:
                raise damaged(f"{name} is not as it was written")
    except OSError as error:
        raise damaged(f"a file cannot be read ({error.strerror})") from error
    except SourceError as error:
        raise damaged(f"a file is {error.message}") from error
    return Generation(number, folder, manifest)


def _read_manifest(path: Path) -> Manifest:
    """The manifest of a generation, its own sum checked.

    Raises:
        IndexDamagedError: it is not as it was written, or was written by another version.
    """
    head, _, body = _bytes_of(path).partition(b"\n")
    if head.decode("ascii", "replace") != sha256(body).hexdigest():
        raise damaged("its manifest is not as it was written")
    try:
        raw = json.loads(body)
        if raw["format"] != FORMAT:
            raise outdated()
        segments = tuple(
            SegmentInfo(**{**segment, "totals": tuple(FieldTotal(**total) for total in segment["totals"])})
            for segment in raw["segments"]
        )
        files = {name: FileSeal(**seal) for name, seal in raw["files"].items()}
        manifest = Manifest(raw["format"], raw["analysis"], Stamp(**raw["stamp"]), raw["python"], segments, files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged("its manifest cannot be read") from error
    if not all(_FILE_NAME.fullmatch(name) for name in files):
        raise damaged("its manifest names a file that is none of its own")
    return manifest


def _bytes_of(path: Path) -> bytes:
    """A file's bytes; of anything else none are waited for."""
    return read_open(open_regular(path))


def commit(
    root: Path,
    folder: Path,
    *,
    analysis: int,
    stamp: Stamp,
    segments: Iterable[SegmentInfo],
    known: Mapping[str, FileSeal],
) -> Generation:
    """Seal what was written in `folder`, and put it into use.

    Args:
        root: folder of the index.
        folder: the new generation's, named by its number.
        analysis: version of the analysis.
        stamp: state of the store that it shows.
        segments: its segments.
        known: seals of the files that it shares with the generation before.
    """
    files: dict[str, FileSeal] = {}
    for path in sorted(folder.iterdir()):
        if path.name in known:
            files[path.name] = known[path.name]
        else:
            durable.sync(path)
            files[path.name] = FileSeal(path.stat().st_size, _sha256(path))
    manifest = Manifest(FORMAT, analysis, stamp, ".".join(map(str, sys.version_info[:3])), tuple(segments), files)
    body = json.dumps(asdict(manifest), sort_keys=True).encode()
    durable.write(folder / "manifest.json", sha256(body).hexdigest().encode() + b"\n" + body)
    durable.sync(folder)
    for name in ("current", "current.new"):
        if (root / name).is_dir():
            durable.clear(root / name)  # nothing could be put in its place
    durable.replace(root / "current", f"{folder.name}\n".encode())
    return Generation(int(folder.name), folder, manifest)


def new_folder(root: Path) -> Path:
    """An empty folder for the generation after all that there are."""
    if not root.is_dir():
        if root.is_file() and not root.is_symlink():
            raise CollectionError(f"{root} is a file, where the index should be.", hint="Move it away.")
        durable.remove(root)  # a pipe, or a link to nothing
    durable.make_folder(root)
    numbers = [int(path.name) for path in root.iterdir() if path.name.isdecimal()]
    folder = root / str(max(numbers, default=0) + 1)
    folder.mkdir()
    return folder


def share(source: Path, target: Path) -> None:
    """Have a file in a second folder: by hard link, or as a copy where the file system has no such links."""
    try:
        os.link(source, target)
    except OSError:
        import shutil

        shutil.copyfile(source, target)
        durable.sync(target)


def sweep(root: Path, keep: int) -> None:
    """Take away all generations but one, and what a writer that died left behind; only under the writer's lock."""
    for path in root.iterdir():
        if path.name == "current.new" or (path.name.isdecimal() and int(path.name) != keep):
            with suppress(OSError):  # Windows keeps what a reader has open
                durable.clear(path)


def _sha256(path: Path) -> str:
    digest = sha256()
    with os.fdopen(open_regular(path, sys.maxsize), "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return str(digest.hexdigest())
