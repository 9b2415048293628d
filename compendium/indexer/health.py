"""The health of a collection: what is held, in what state, and all that is wrong with it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.errors import IndexDamagedError
from compendium.indexer.sources import EXTRACTION_VERSION

if TYPE_CHECKING:
    from compendium.indexer.collection import Collection
    from compendium.indexer.store import Store

__all__ = ["Status", "outdated", "problems_of", "status_of", "store_problems"]


@dataclass(frozen=True, slots=True)
class Status:
    """What is held, and in what state."""

    home: Path
    documents: int
    paragraphs: int
    revision: int
    store_size: int
    """Bytes."""
    index_size: int
    """Bytes."""
    segments: int
    indexed: int
    """Paragraphs in the index."""
    is_current: bool
    """Whether the index shows the store as it is now."""
    problem: str
    """What is wrong with the index; empty where nothing is."""
    outdated: int
    """Documents read by an earlier version of the program, which may have read less of them."""


def status_of(collection: Collection) -> Status:
    """What is held, and in what state; a damaged index is a `problem`, not an error."""
    problem = ""
    segments = indexed = size = 0
    is_current = False
    try:
        is_current = collection.is_current
        if (generation := collection.index.generation) is None:
            problem = "there is no index"
        else:
            manifest = generation.manifest
            segments = len(manifest.segments)
            indexed = sum(info.size - info.deleted_count for info in manifest.segments)
            size = sum(seal.size for seal in manifest.files.values())
    except IndexDamagedError as error:
        problem = error.message
    store = collection.store
    return Status(
        collection.home,
        store.count("documents"),
        store.count("paragraphs"),
        store.revision,
        store.path.stat().st_size,
        size,
        segments,
        indexed,
        is_current,
        problem,
        outdated(store),
    )


def outdated(store: Store) -> int:
    """Documents read by an earlier version of the program: indexed again, their files are read anew."""
    # What was added without a file has version 0.
    return sum(0 < row.file.extraction < EXTRACTION_VERSION for row in store.documents())


def problems_of(collection: Collection) -> list[str]:
    """Everything that is wrong with the collection, a sentence for each; empty where it is sound.

    Reads all of it: the store's own check, its references, every document, every byte of the index, and whether
    the index holds just the paragraphs that the store does.
    """
    problems = store_problems(collection.store)
    try:
        indexed = collection.index.verify()
    except IndexDamagedError as error:
        return [*problems, error.message]
    if indexed is None:
        return [*problems, "There is no index."]
    if not collection.is_current:
        return [*problems, "The index does not show the last changes of the store."]
    if indexed != collection.store.paragraph_ids():
        problems.append("The index does not hold the same paragraphs as the store.")
    return problems


def store_problems(store: Store) -> list[str]:
    """What is wrong with the store, a sentence for each: damaged pages, lost references, unreadable documents."""
    try:
        problems = [
            f"The store is damaged: {line}."
            for (line,) in store.connection.execute("PRAGMA integrity_check(3)")
            if line != "ok"
        ]
        for table, *_ in store.connection.execute("PRAGMA foreign_key_check"):
            problems.append(f"The store is damaged: a row of its {table} belongs to no document.")
        documents = store.connection.execute("SELECT id, path FROM documents ORDER BY id").fetchall()
    except (sqlite3.DatabaseError, UnicodeError) as error:
        return [f"The store is damaged: {error}."]
    return [
        *problems,
        *(f"{path} is not as it was stored: index it again." for id_, path in documents if not store.is_sound(id_)),
    ]
