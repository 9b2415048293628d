"""The store's file: how SQLite opens it, which version made it, and what goes wrong with it, with the next step."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from compendium.errors import CollectionError
from compendium.indexer.durable import make_folder

__all__ = ["DAMAGED_HINT", "ONE_STATE", "address_of", "connect", "explained", "migrate"]

DAMAGED_HINT = "Index the files named again. If none is, move the store away and index all: `compendium index PATH...`."
ONE_STATE = ("BEGIN", "SELECT count(*) FROM sqlite_master")
"""Has all that is read from then on be of one revision, whatever is written meanwhile."""
APPLICATION = 1129598787
"""What marks a file as ours; see `schema.sql`."""
_MIGRATIONS = ("schema.sql",)
"""Scripts in order; the first makes an empty store, each other takes it from one schema version to the next."""


def explained(error: sqlite3.Error, path: Path) -> CollectionError:
    """What went wrong with the store, and what to do."""
    reason = str(error)
    if "is not a database" in reason:
        return CollectionError(
            f"{path} is no collection of this program.",
            hint="Move it away and index again, or name another with --home.",
        )
    if "full" in reason:
        return CollectionError(
            "The disk is full. What was held before is as it was.", hint="Make room and run the command again."
        )
    if "malformed" in reason or "corrupt" in reason:
        return CollectionError(f"The collection's store {path} is damaged: {reason}.", hint=DAMAGED_HINT)
    if "readonly" in reason or "unable to open" in reason or "I/O" in reason:
        return CollectionError(
            f"The collection's store {path} cannot be used: {reason}.",
            hint="Check that its folder is there and may be read and written.",
        )
    return CollectionError(f"The collection's store {path} cannot be used: {reason}.", hint=DAMAGED_HINT)


def address_of(path: Path, *, write: bool) -> str:
    """Under which address SQLite opens the store.

    Readers of a store that keeps a log (WAL) write a file beside it to coordinate. Where the folder is not theirs to
    write in, as on a shared drive, and no log is left, nobody writes: the file is taken as it lies.
    """
    address = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}"
    if write or os.access(path.parent, os.W_OK):
        return address
    log = path.with_name(f"{path.name}-wal")
    return address if log.exists() and log.stat().st_size else f"{address}&immutable=1"


def _refuse_what_is_no_file(path: Path, *, write: bool) -> None:
    """Raise CollectionError where SQLite would wait for a pipe, or follow a link to nothing."""
    for ending in ("", "-wal", "-shm", "-journal"):
        beside = path.with_name(path.name + ending)
        if os.path.lexists(beside) and not beside.is_file():
            raise CollectionError(f"{beside} is not a regular file.", hint=f"Move it away. {DAMAGED_HINT}")
    if not write and not path.exists():
        raise CollectionError(f"The collection's store {path} is not there.", hint=DAMAGED_HINT)


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection in which transactions begin only where we say so; a reader's is in one, and keeps to one state."""
    if write:
        make_folder(path.parent)
    _refuse_what_is_no_file(path, write=write)
    address = address_of(path, write=write)
    if write:
        return _opened(address, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
    try:
        return _opened(address, *ONE_STATE)
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith("SQLITE_IOERR_SHM"):
            raise
        # The file in which readers and writers coordinate cannot grow: the disk is full. SQLite then has it in memory,
        # if it is told to leave the file alone, as for one that may only be read (sqlite.org/wal.html#readonly).
        return _opened(f"{address}&readonly_shm=1", *ONE_STATE)


def _opened(address: str, *commands: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        for command in ("PRAGMA foreign_keys = ON", *commands):
            connection.execute(command).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(connection: sqlite3.Connection, path: Path, *, write: bool) -> bool:
    """Bring the tables of a store up to this version of the program; whether there were none.

    Raises:
        CollectionError: it is another program's, a newer version made it, or an older one did and it is only read.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    (maker,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if maker != APPLICATION and (version or tables or maker):
        raise CollectionError(
            f"{path} is no collection of this program.",
            hint="Move it away and index again, or name another folder with --home.",
        )
    if version > len(_MIGRATIONS):
        raise CollectionError(
            f"The collection {path} was made by a newer version of this program.",
            hint="Update the program, or name another folder with --home.",
        )
    if version < len(_MIGRATIONS) and not write:
        raise CollectionError(
            f"The collection {path} was made by an older version of this program.",
            hint="Run `compendium rebuild`, which brings it up to date.",
        )
    for number, name in enumerate(_MIGRATIONS[version:], start=version + 1):
        script = Path(__file__).with_name(name).read_text("utf-8")
        connection.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; COMMIT;")
    return not version
