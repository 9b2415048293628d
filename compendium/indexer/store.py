"""The collection store: one SQLite file that holds every document whole, and from which the index is derived.

A document is replaced in one transaction, which also counts the revision, keeps the vocabulary and the derived facts
true, and notes which documents the index lacks. What is loaded is equal to what was saved.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.corpus.files import read_regular
from compendium.errors import CollectionError, SourceError
from compendium.indexer.analysis import ANALYSIS_VERSION, stem
from compendium.indexer.catalogue import derive_facts, documents_about, store_facts
from compendium.indexer.connecting import DAMAGED_HINT, ONE_STATE, connect, explained, migrate
from compendium.indexer.contents import (
    content_sum,
    insert_contents,
    insert_document,
    load_document,
    replace_document,
    update_file,
)
from compendium.indexer.durable import note
from compendium.indexer.generations import Stamp
from compendium.indexer.lookups import Lookups
from compendium.indexer.records import index_records, vocabulary_of
from compendium.indexer.rows import SourceFile
from compendium.indexer.tree import IndexRecord

if TYPE_CHECKING:
    from compendium.corpus.document import Document, Topic

__all__ = ["Outcome", "Store"]

LARGEST_CHECKED = 64 * 2**20
"""Bytes of a store that is looked into when it is opened, if it has changed behind our back; a larger one is by
`status --verify`."""
MOST_TOLD = 5
"""Problems told at once."""


class Outcome(StrEnum):
    """What adding a document did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Store(Lookups):
    """A store that is open, for reading or for writing."""

    def __init__(self, path: Path, *, write: bool) -> None:
        """Open the store; for writing, make or migrate it as needed.

        Raises:
            CollectionError: it cannot be opened, or was made by a newer version of the program.
        """
        self.path = path
        self._write = write
        self.before_keeping: Callable[[], None] = lambda: None
        """Called when a change is whole and not yet kept; what it raises undoes the change."""
        self._is_trusted = write and not path.exists()
        try:
            super().__init__(connect(path, write=write))
        except sqlite3.Error as error:
            raise explained(error, path) from error
        try:
            self._look_into()
        except sqlite3.Error as error:
            self.connection.close()
            raise explained(error, path) from error
        except BaseException:
            self.connection.close()
            raise

    def _look_into(self) -> None:
        self._is_trusted = self._is_trusted or self._is_sealed()
        if migrate(self.connection, self.path, write=self._write):
            self._set_counter("analysis", ANALYSIS_VERSION)
        if not self._write:
            self.check()

    def check(self) -> None:
        """Return if the store is as this program leaves it; one that was changed otherwise is looked into.

        Raises:
            CollectionError: it is damaged.
        """
        if self._is_trusted:
            return
        from compendium.indexer.health import store_problems  # as a rule the store is as it was left

        if problems := store_problems(self):
            raise CollectionError(" ".join(problems[:MOST_TOLD]), hint=DAMAGED_HINT)
        self._is_trusted = True

    def renew(self) -> None:
        """Read from the last revision on, where one was kept to."""
        if not self._write:
            for command in ("COMMIT", *ONE_STATE):
                self.connection.execute(command).fetchall()

    def close(self) -> None:
        """Close the file; the store cannot be used after that."""
        self.connection.close()
        if self._write and self._is_trusted:
            with suppress(OSError):
                note(self._seal, self._state())

    @property
    def _seal(self) -> Path:
        """A file that says in what state the last writer left the store, so that one changed since is looked into."""
        return self.path.with_suffix(".seal")

    def _state(self) -> bytes:
        status = self.path.stat()
        return b"%d %d\n" % (status.st_size, status.st_mtime_ns)

    def _is_sealed(self) -> bool:
        """Whether the file is as the last writer left it, or too large to be looked into each time."""
        if self.path.stat().st_size > LARGEST_CHECKED:
            return True
        try:
            return read_regular(self._seal) == self._state()
        except (OSError, SourceError):
            return False

    # Writing

    def add(self, document: Document, file: SourceFile) -> Outcome:
        """Add a document, or replace what the same path held before; what became of it.

        The document keeps its number when it is replaced; its paragraphs get new ones, never used before.
        """
        held = self.document_at(file.path)
        former = self.load(held.id) if held and self.is_sound(held.id) else None
        if held is not None and former == document:
            if held.file != file:
                update_file(self.connection, held.id, file)
            return Outcome.UNCHANGED
        with self._transaction() as revision:
            if held is None:
                id_ = insert_document(self.connection, document, file)
            else:
                id_ = held.id
                if former is not None:
                    self._forget_words(former)
                replace_document(self.connection, id_, document, file)
            insert_contents(self.connection, id_, document)
            self._keep_words(document)
            self._derive(id_, document, former, revision)
        if held is not None and former is None:  # what it held before was damaged: nobody knows which words to forget
            self.renew_vocabulary()
        return Outcome.ADDED if held is None else Outcome.UPDATED

    def remove(self, id_: int) -> None:
        """Take a document out."""
        document = self.load(id_)
        with self._transaction() as revision:
            self._forget_words(document)
            self.connection.execute("DELETE FROM documents WHERE id = ?", (id_,))
            self._note_change(id_, revision)
            self._derive_others(document.topics, id_, revision)

    def move(self, id_: int, file: SourceFile, source: str) -> None:
        """Note that the file of a document has another path or name now."""
        with self._transaction() as revision:
            update_file(self.connection, id_, file)
            self.connection.execute("UPDATE documents SET source = ? WHERE id = ?", (source, id_))
            self._note_change(id_, revision)

    @property
    def has_own_vocabulary(self) -> bool:
        """Whether the vocabulary was made by the analysis of this version of the program."""
        return self.counter("analysis") == ANALYSIS_VERSION

    def renew_vocabulary(self) -> None:
        """Make the vocabulary anew from all documents, as after a change of the analysis."""
        with self._transaction() as revision:
            self.connection.execute("DELETE FROM vocabulary")
            for row in self.documents():
                self._keep_words(self.load(row.id))
                self._note_change(row.id, revision)
            self._set_counter("analysis", ANALYSIS_VERSION)

    @contextmanager
    def _transaction(self) -> Iterator[int]:
        """One change of the store, which has the next revision."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            revision = self.revision + 1
            self._set_counter("revision", revision)
            yield revision
            for (id_,) in self.connection.execute(
                "SELECT id FROM documents JOIN changes ON id = document WHERE revision = ?", (revision,)
            ).fetchall():
                total = content_sum(self.connection, id_)
                self.connection.execute("UPDATE documents SET checksum = ? WHERE id = ?", (total, id_))
            self.before_keeping()
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # SQLite itself goes back when the disk is full
                self.connection.execute("ROLLBACK")
            raise

    @property
    def size(self) -> int:
        """Bytes of the store with all changes made, be they in its file or not yet."""
        (pages,) = self.connection.execute("PRAGMA page_count").fetchone()
        (of_page,) = self.connection.execute("PRAGMA page_size").fetchone()
        return int(pages * of_page)

    @property
    def is_changing(self) -> bool:
        """Whether a change is being made that is not kept yet."""
        return self._write and self.connection.in_transaction

    def _set_counter(self, name: str, value: int) -> None:
        self.connection.execute("INSERT OR REPLACE INTO counters VALUES (?, ?)", (name, value))

    def _note_change(self, document: int, revision: int) -> None:
        self.connection.execute("INSERT OR REPLACE INTO changes VALUES (?, ?)", (document, revision))

    def _derive(self, id_: int, document: Document, former: Document | None, revision: int) -> None:
        store_facts(self.connection, id_, derive_facts(self, document))
        self._note_change(id_, revision)
        self._derive_others((*document.topics, *(former.topics if former else ())), id_, revision)

    def _derive_others(self, topics: Iterable[Topic], compendium: int, revision: int) -> None:
        for id_ in documents_about(self.connection, topics):
            if id_ != compendium and store_facts(self.connection, id_, derive_facts(self, self.load(id_))):
                self._note_change(id_, revision)

    def _keep_words(self, document: Document) -> None:
        self.connection.executemany(
            "INSERT INTO vocabulary VALUES (?1, ?2, ?3) ON CONFLICT (word) DO UPDATE SET paragraphs = paragraphs + ?3",
            ((word, stem(word), count) for word, count in vocabulary_of(document).items()),
        )

    def _forget_words(self, document: Document) -> None:
        counts = vocabulary_of(document)
        self.connection.executemany(
            "UPDATE vocabulary SET paragraphs = paragraphs - ?2 WHERE word = ?1", counts.items()
        )
        self.connection.executemany(
            "DELETE FROM vocabulary WHERE word = ? AND paragraphs <= 0", ((word,) for word in counts)
        )

    def is_sound(self, id_: int) -> bool:
        """Whether all that is stored of a document is as it was written."""
        try:
            row = self.connection.execute("SELECT checksum FROM documents WHERE id = ?", (id_,)).fetchone()
            return row is not None and row[0] == content_sum(self.connection, id_)
        except (sqlite3.DatabaseError, UnicodeError):
            return False

    # Reading whole documents

    def load(self, id_: int) -> Document:
        """The document as it was saved.

        Raises:
            CollectionError: no document has this number.
        """
        return load_document(self, id_)

    def records_of(self, id_: int) -> Iterator[IndexRecord]:
        """What the engine holds of the document's paragraphs; nothing where it is not held."""
        rows = self.paragraphs_of(id_)
        if rows:
            yield from index_records(id_, self.load(id_), [row.id for row in rows], [row.facts for row in rows])

    def records(self) -> Iterator[IndexRecord]:
        """What the engine holds of the whole collection."""
        for row in self.documents():
            yield from self.records_of(row.id)

    @property
    def stamp(self) -> Stamp:
        """What the index must bear to be up to date."""
        return Stamp(self.counter("identity"), self.revision)

    def changed_since(self, revision: int) -> list[int]:
        """The documents that were added, changed or removed after this revision."""
        rows = self.connection.execute("SELECT document FROM changes WHERE revision > ? ORDER BY document", (revision,))
        return [id_ for (id_,) in rows]
