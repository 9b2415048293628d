"""The built-in digest as a collection: what reading commands answer from before there is a collection.

It is read by the same pipeline as any other source, once, and kept in the user's cache under a name made of its
contents and of the versions that read it; where nothing can be kept, it is made for the one command.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from compendium.errors import CollectionError
from compendium.indexer.analysis import ANALYSIS_VERSION
from compendium.indexer.collection import Collection
from compendium.indexer.sources import EXTRACTION_VERSION

__all__ = ["digest_folder", "digest_sources", "open_digest"]


@contextmanager
def open_digest() -> Iterator[Collection]:
    """The digest, for reading."""
    with digest_folder() as folder:
        home = _cache() / _name(folder)
        collection = _sound(home)
        if collection is None:
            with suppress(OSError, CollectionError):
                _keep(folder, home)
            collection = _sound(home)
        if collection is not None:
            with collection:
                yield collection
            return
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="compendium-") as temporary:
            _make(folder, Path(temporary))
            with Collection.open(Path(temporary), write=False) as collection:
                yield collection


@contextmanager
def digest_folder() -> Iterator[Path]:
    """The folder of the digest's sources."""
    from importlib import resources

    with resources.as_file(resources.files("compendium.digest")) as folder:
        yield folder


def digest_sources(folder: Path) -> list[Path]:
    """The files of the digest, in order."""
    return sorted(folder.glob("*.md"))


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("compendium", appauthor=False)


def _name(folder: Path) -> str:
    digest = hashlib.sha256(f"{EXTRACTION_VERSION} {ANALYSIS_VERSION}".encode())
    for path in [*digest_sources(folder), folder / "compendium.toml"]:
        digest.update(path.read_bytes())
    return f"digest-{digest.hexdigest()[:16]}"


def _sound(home: Path) -> Collection | None:
    """The digest kept there, if it is whole."""
    if not Collection.exists(home):
        return None
    try:
        collection = Collection.open(home, write=False)
        if collection.is_current:
            return collection
        collection.close()
    except CollectionError:
        pass
    return None


def _keep(folder: Path, home: Path) -> None:
    """Make the digest's collection beside its place, and move it there whole."""
    from shutil import rmtree
    from tempfile import mkdtemp

    home.parent.mkdir(parents=True, exist_ok=True)
    rmtree(home, ignore_errors=True)
    beside = Path(mkdtemp(prefix="new-", dir=home.parent))
    try:
        _make(folder, beside)
        os.replace(beside, home)  # noqa: PTH105 - Path.replace says the same; another process may have been faster
    finally:
        rmtree(beside, ignore_errors=True)


def _make(folder: Path, home: Path) -> None:
    """Read the digest's sources into a new collection."""
    from compendium.corpus.extract import read_document
    from compendium.corpus.identity import SourceSettings, read_settings

    settings = read_settings(folder)
    with Collection.open(home, write=True) as collection:
        for path in digest_sources(folder):
            collection.add(read_document(path, settings.get(path.name, SourceSettings())))
        collection.commit()
