"""Saved searches: a query and its filters under a name, and what they found when they were last run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from compendium.corpus.files import open_regular, read_open
from compendium.errors import CollectionError, SettingsError, SourceError
from compendium.indexer import durable
from compendium.indexer.lock import WriterLock
from compendium.search.answer import Found, Request, Searchable, search
from compendium.search.filters import Filters
from compendium.search.hits import Hit
from compendium.search.query import Range

__all__ = ["Saved", "SavedSearches", "run_saved"]

FILE = "saved.json"
MOST = 1000
"""Paragraphs, the best, that a saved search looks at."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A search under a name."""

    name: str
    query: str
    filters: Filters = field(default_factory=Filters)
    seen: frozenset[str] = frozenset()
    """Marks of the paragraphs that it found when it was last run."""
    has_run: bool = False


class SavedSearches:
    """The saved searches of a collection, in a file beside it."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    def all(self) -> list[Saved]:
        """All of them, by name.

        Raises:
            CollectionError: the file cannot be read as what it should be.
        """
        try:
            held = json.loads(read_open(open_regular(self.path)))
            return [_unpacked(name, held["searches"][name]) for name in sorted(held["searches"])]
        except FileNotFoundError:
            return []
        except (SourceError, OSError) as error:
            raise self._unreadable(str(error)) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._unreadable("that is not what `saved` writes") from error

    def _unreadable(self, reason: str) -> CollectionError:
        hint = "Move the file away to start anew."
        return CollectionError(f"The saved searches in {self.path} cannot be read: {reason}.", hint=hint)

    def named(self, name: str) -> Saved:
        """The search of this name.

        Raises:
            SettingsError: there is none.
        """
        for saved in self.all():
            if saved.name == name:
                return saved
        raise SettingsError(f"there is no saved search {name!r}", hint="See them: compendium saved list")

    def keep(self, saved: Saved) -> None:
        """Add a search, or replace the one of its name."""
        with self._turn():
            self._write([*(other for other in self.all() if other.name != saved.name), saved])

    def remove(self, name: str) -> None:
        """Take a search out.

        Raises:
            SettingsError: there is none of this name.
        """
        with self._turn():
            self.named(name)
            self._write([other for other in self.all() if other.name != name])

    def _turn(self) -> WriterLock:
        """The right to change the file, so that of two processes neither undoes what the other keeps."""
        return WriterLock(self.path.with_suffix(".lock"), wait=True)

    def _write(self, searches: Sequence[Saved]) -> None:
        held = {"version": 1, "searches": {saved.name: _packed(saved) for saved in searches}}
        text = json.dumps(held, ensure_ascii=False, indent=1)
        try:
            durable.replace(self.path, f"{text}\n".encode())
        except OSError as error:
            raise CollectionError(f"{self.path} cannot be written: {error.strerror or error}.") from error


def run_saved(collection: Searchable, saved: Saved, *, new: bool) -> tuple[Found, Saved]:
    """What a saved search finds, or only what it did not find when it was last run; and the search as it is then.

    A paragraph counts as new where its document, its place or its words are.
    """
    found = search(collection, Request(saved.query, saved.filters, limit=MOST))
    marks = {_mark(hit): hit for hit in found.hits}
    if new:
        fresh = tuple(hit for mark, hit in marks.items() if mark not in saved.seen)
        found = replace(found, hits=fresh, total=len(fresh))
    return found, replace(saved, seen=frozenset(marks), has_run=True)


def _mark(hit: Hit) -> str:
    """What a paragraph is known by, whatever number the store gives it."""
    return hashlib.sha256(f"{hit.citation}\n{hit.row.paragraph.full.text}".encode()).hexdigest()[:20]


def _packed(saved: Saved) -> dict[str, object]:
    filters = saved.filters
    return {
        "query": saved.query,
        "topics": filters.topics,
        "documents": filters.documents,
        "kinds": filters.kinds,
        "languages": filters.languages,
        "years": [filters.years.low, filters.years.high] if filters.years else None,
        "meetings": [filters.meetings.low, filters.meetings.high] if filters.meetings else None,
        "recommendations": filters.recommendations,
        "inferred": filters.inferred,
        "has_run": saved.has_run,
        "seen": sorted(saved.seen),
    }


def _unpacked(name: str, held: dict[str, Any]) -> Saved:
    """A search as it was packed; whatever else stands there is an error that `all` explains."""
    filters = Filters(
        topics=_texts(held["topics"]),
        documents=_texts(held["documents"]),
        kinds=_texts(held["kinds"]),
        languages=_texts(held["languages"]),
        years=_range("year", held["years"]),
        meetings=_range("meeting", held["meetings"]),
        recommendations=bool(held["recommendations"]),
        inferred=bool(held["inferred"]),
    )
    (query,) = _texts([held["query"]])
    return Saved(name, query, filters, frozenset(_texts(held["seen"])), bool(held["has_run"]))


def _texts(held: list[Any]) -> tuple[str, ...]:
    if not isinstance(held, list) or not all(isinstance(text, str) for text in held):
        raise TypeError("a list of texts is needed")
    return tuple(held)


def _range(field: str, held: Any) -> Range | None:
    if not held:
        return None
    low, high = held
    if not all(number is None or isinstance(number, int) for number in (low, high)):
        raise TypeError("two numbers are needed")
    return Range(field, low, high)
