"""The collection, and the one way into it: a store, which is the record, and an index derived from it.

    with Collection.open(home, write=True) as collection:
        collection.add(document, file)
        collection.commit()

Readers take no lock and keep the generation of the index that they opened.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from compendium.errors import CollectionError, IndexDamagedError
from compendium.indexer.analysis import ANALYSIS_VERSION
from compendium.indexer.checked import damaged, outdated
from compendium.indexer.connecting import explained
from compendium.indexer.durable import clear, remove
from compendium.indexer.generations import current, sweep
from compendium.indexer.lock import WriterLock
from compendium.indexer.room import make_sure_of_room, no_room
from compendium.indexer.rows import SourceFile
from compendium.indexer.store import Outcome, Store
from compendium.indexer.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from compendium.corpus.document import Document

__all__ = ["Collection"]

STORE_NAME = "collection.sqlite"


class Collection:
    """A collection that is open."""

    def __init__(self, home: Path, store: Store, index: WhooshEngine, lock: WriterLock | None) -> None:
        """Use `open` instead."""
        self.home = home
        self.store = store
        self.index = index
        """As it lies there; to ask it, take the `engine`."""
        self._lock = lock

    @classmethod
    def exists(cls, home: Path) -> bool:
        """Whether there is a collection in this folder, whole or not."""
        return os.path.lexists(home / STORE_NAME) or (home / "index").is_dir()

    @classmethod
    def open(cls, home: Path, *, write: bool, wait: bool = False) -> Collection:
        """Open a collection; for writing, make it where there is none.

        Args:
            home: its folder.
            write: take the writer's lock.
            wait: wait for another writer to finish.

        Raises:
            CollectionError: there is none, it cannot be opened, or another process writes to it.
        """
        path = home / STORE_NAME
        index = WhooshEngine(home / "index")
        _refuse_what_others_can_change(home)
        if not write:
            if not cls.exists(home):
                raise CollectionError(
                    f"There is no collection in {home}.", hint="Run `compendium index PATH...` to make one."
                )
            # The index first: it may be behind the store, and is never ahead of it.
            with suppress(IndexDamagedError):  # which is said where it is asked
                index.hold()
            return cls(home, Store(path, write=False), index, None)
        try:
            lock = WriterLock(home / "lock", wait=wait)
        except OSError as error:
            raise CollectionError(
                f"The folder {home} cannot be written to: {error.strerror}.", hint="Name another with --home."
            ) from error
        try:
            collection = cls(home, Store(path, write=True), index, lock)
        except BaseException:
            lock.release()
            raise
        try:
            collection._begin()
        except BaseException:
            collection.close()
            raise
        return collection

    def _begin(self) -> None:
        """Take away what was left over; give a new store an index of nothing: where there is none later, it is lost."""
        self._sweep()
        self.store.before_keeping = partial(make_sure_of_room, self.home, self.store)
        with suppress(IndexDamagedError):
            if not self.store.revision and self.index.generation is None:
                self.rebuild()

    def close(self) -> None:
        """Close the files and give back the lock. What was not committed to the index is at the next commit."""
        self.store.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Collection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise explained(error, self.store.path) from error
        is_writer = self._lock is not None  # what a reader cannot write is its output
        if is_writer and isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise no_room(self.home, is_stored=True) from error

    # Writing

    @property
    def workroom(self) -> Path:
        """A folder for temporary files, which is swept by the next writer."""
        return self.home / ".compendium-work"

    def add(self, document: Document, file: SourceFile | None = None) -> Outcome:
        """Add a document to the store, or replace what the same file gave before; what became of it.

        Raises:
            CollectionError: there would be no room for its index; nothing is changed.
        """
        return self.store.add(document, file or SourceFile(document.source, 0, 0))

    def remove(self, document: int) -> None:
        """Take a document, by its number, out of the store.

        Raises:
            CollectionError: there would be no room for an index without it; nothing is changed.
        """
        self.store.remove(document)

    def commit(self) -> bool:
        """Bring the index up to date with the store; whether there was anything to do.

        Raises:
            CollectionError: there is no room for it, or the store is damaged.
        """
        self.store.check()
        self._renew_vocabulary()
        target = self.store.stamp
        try:
            shown = self.index.stamp
        except IndexDamagedError:
            shown = None
        if shown == target:
            if (number := current(self.home / "index")) is not None:
                sweep(self.home / "index", number)  # what a rebuild that was killed left behind
            return False
        if shown is None or shown.store != target.store or shown.revision > target.revision:
            self.rebuild()
            return True
        changed = self.store.changed_since(shown.revision)
        if len(changed) > self.store.count("documents") // 2:
            self.rebuild()
        else:
            make_sure_of_room(self.home, self.store)
            added = (record for id_ in changed for record in self.store.records_of(id_))
            self.index.update(changed, added, stamp=target)
        return True

    def _sweep(self) -> None:
        """Take away temporary files, and what was to replace a file and never did, unless its writer is still at it."""
        with suppress(OSError):
            clear(self.workroom)
        unfinished = self.home / "saved.new"
        if os.path.lexists(unfinished):
            with suppress(CollectionError, OSError), WriterLock(unfinished.with_suffix(".lock")):
                remove(unfinished)

    def rebuild(self) -> None:
        """Derive the index anew from the store, and the vocabulary too where another version made it.

        Raises:
            CollectionError: there is no room for it, or the store is damaged.
        """
        self.store.check()
        self._renew_vocabulary()
        make_sure_of_room(self.home, self.store)
        self.index.build(self.store.records(), stamp=self.store.stamp)

    def _renew_vocabulary(self) -> None:
        if not self.store.has_own_vocabulary:
            self.store.renew_vocabulary()

    # Asking

    @cached_property
    def engine(self) -> WhooshEngine:
        """The index, to ask. Of documents that have changed since it was made it finds only what still stands.

        Raises:
            IndexDamagedError: it is not as it was written, is not there, or shows no state that this store has had.
        """
        generation = self.index.generation
        if generation is None:
            if self.store.count("paragraphs"):
                raise damaged("it is not there")
            return self.index
        shown, stamp = generation.manifest.stamp, self.store.stamp
        if generation.manifest.analysis != ANALYSIS_VERSION:
            raise outdated()
        if shown.store != stamp.store or shown.revision > stamp.revision:
            raise damaged("it is not one of this store")
        if changed := self.store.changed_since(shown.revision):
            self.index.leave_out({id_: {row.id for row in self.store.paragraphs_of(id_)} for id_ in changed})
        return self.index

    def follow(self) -> None:
        """Show the collection as it is now, where another process has put a new index into use since it was opened."""
        shown = self.index.generation
        if current(self.home / "index") != (shown.number if shown else None):
            self.index = WhooshEngine(self.home / "index")
            self.index.hold()
            self.store.renew()
            self.__dict__.pop("engine", None)

    @property
    def is_current(self) -> bool:
        """Whether the index shows the store as it is now.

        Raises:
            IndexDamagedError: the index is not as it was written.
        """
        return self.index.stamp == self.store.stamp


def _refuse_what_others_can_change(home: Path) -> None:
    """Raise CollectionError if another user could have put something into the folder."""
    if not hasattr(os, "geteuid"):
        return
    try:
        status = home.stat()
    except OSError:
        return  # there is none, or it cannot be opened: which is said where it is needed
    if status.st_uid not in (os.geteuid(), 0):
        raise CollectionError(
            f"The folder {home} belongs to another user, who could change what it holds.",
            hint="Copy it to a folder of your own and name that with --home.",
        )
    if status.st_mode & stat.S_IWOTH:
        raise CollectionError(
            f"The folder {home} can be written to by everybody, who could change what it holds.",
            hint=f"Take that right away: chmod o-w {home}",
        )
