"""The collection that a command works on: the user's, or for a new user the built-in digest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compendium.cli.output import note
from compendium.errors import CollectionError, IndexDamagedError
from compendium.indexer.collection import Collection

__all__ = ["existing_home", "home_of", "opened"]


def home_of(home: Path | None) -> Path:
    """The folder of the collection."""
    if home is not None:
        return home
    from platformdirs import user_data_path

    return user_data_path("compendium", appauthor=False)


@contextmanager
def opened(home: Path | None, *, quiet: bool = False) -> Iterator[Collection]:
    """The collection, for reading; the built-in digest where there is none."""
    folder = home_of(home)
    if Collection.exists(folder):
        with Collection.open(folder, write=False) as collection:
            if not quiet:
                _warn(collection)
            yield collection
        return
    from compendium.search.builtin import open_digest

    with open_digest() as collection:
        if not quiet:
            note("no collection yet: answering from the built-in digest (make one: compendium index FOLDER)")
        yield collection


def _warn(collection: Collection) -> None:
    """Say why answers may lack something."""
    if not collection.store.count("documents"):
        note("the collection holds no documents yet: compendium index FOLDER")
        return
    try:
        if not collection.is_current:
            note("the index is behind the collection: compendium rebuild brings it up to date")
    except IndexDamagedError as error:  # what needs no index is answered all the same
        note(f"{error.message} {error.hint}")


def existing_home(home: Path | None) -> Path:
    """The folder of a collection that there is.

    Raises:
        CollectionError: there is none.
    """
    folder = home_of(home)
    if not Collection.exists(folder):
        raise CollectionError(f"There is no collection in {folder}.", hint="Make one: compendium index FOLDER")
    return folder
