"""What a collection must still be, whatever interrupted the command that was changing it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from compendium.corpus.document import Document
from compendium.errors import CompendiumError
from compendium.indexer.collection import Collection
from compendium.indexer.generations import current
from compendium.indexer.health import problems_of
from compendium.search.answer import Request, search
from compendium.search.saved import SavedSearches

__all__ = ["Held", "faults", "left_over", "of"]

TOP = frozenset({"collection.sqlite", "collection.seal", "collection.sqlite-wal", "collection.sqlite-shm", "index",
                 "lock", "saved.json", "saved.lock"})  # fmt: skip
"""All that ever lies in the folder of a collection that no user has added a thesaurus to."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a collection holds and answers."""

    documents: dict[str, Document]
    """By name of the source."""
    hits: frozenset[tuple[str, int]]
    """Source and ordinal of the paragraphs that a search finds."""
    saved: tuple[str, ...]


def of(home: Path, query: str) -> Held:
    """What a collection holds, and finds for a query."""
    with Collection.open(home, write=False) as collection:
        store = collection.store
        documents = {row.source: store.load(row.id) for row in store.documents()}
        found = search(collection, Request(query, limit=1000)).hits
        hits = frozenset((hit.document.source, hit.row.paragraph.ordinal) for hit in found)
    return Held(documents, hits, tuple(saved.name for saved in SavedSearches(home).all()))


def faults(home: Path, query: str, old: Held | None, new: Held, said: str) -> list[str]:
    """What is wrong with a collection that a command was changing when it was cut off; empty where nothing is.

    Args:
        home: the collection, in which the next command is run, too.
        query: what `old` and `new` were asked.
        old: what it held before; None where there was none.
        new: what it would hold after.
        said: what the command had reported.
    """
    added = set(re.findall(r"^(?:added|updated): \S*?([^/\s]+)(?: - |$)", said, re.MULTILINE))
    gone = set(re.findall(r"^removed: (?:\S*/)?(\S+)", said, re.MULTILINE))
    if not Collection.exists(home):
        return ["it is gone"] if old or added else []
    before = old or Held({}, frozenset(), ())
    found: list[str] = []
    try:
        now = of(home, query)
    except CompendiumError as error:
        return [f"it cannot be read: {error.message}"] if old or added else []
    found += [f"{name} is lost" for name in added - set(now.documents)]
    found += [f"{name} is lost" for name in (set(before.documents) & set(new.documents)) - set(now.documents)]
    found += [f"{name} is there again" for name in gone & set(now.documents)]
    for name, document in now.documents.items():
        if document not in (before.documents.get(name), new.documents.get(name)):
            found.append(f"{name} is altered")
    # An index that is behind finds nothing in what has changed since.
    here = [
        {hit for hit in state.hits if now.documents.get(hit[0]) == state.documents[hit[0]]} for state in (before, new)
    ]
    if now.hits not in here:
        found.append(
            f"another answer: {[(len(hits - now.hits), len(now.hits - hits)) for hits in here]} lacking and more"
        )
    found += [] if now.saved in (before.saved, new.saved) else ["saved searches are altered"]
    return found + _after_the_next(home)


def _after_the_next(home: Path) -> list[str]:
    """What is wrong after the next command that writes."""
    with Collection.open(home, write=True) as collection:
        collection.commit()
        return problems_of(collection) + [f"{name} is left over" for name in left_over(home)]


def left_over(home: Path) -> list[str]:
    """Files that no sound collection has."""
    found = sorted(path.name for path in home.iterdir() if path.name not in TOP)
    index = home / "index"
    if index.is_dir():
        used = {"current", str(current(index))}
        found += sorted(f"index/{path.name}" for path in index.iterdir() if path.name not in used)
    return found
