"""From files to a collection: each source is hashed, read in a worker where its content is new, and stored.

A report for each source comes as soon as its turn does, so that the caller can show progress. The index is the
caller's next step: `Collection.commit`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path

from compendium.corpus.document import Document, Finding, Paper
from compendium.corpus.identity import identify, listed_as
from compendium.errors import SourceError
from compendium.indexer.collection import Collection
from compendium.indexer.rows import DocumentRow
from compendium.indexer.sources import Source, source_name
from compendium.indexer.workers import Readers

__all__ = ["Report", "SourceOutcome", "gone", "ingest"]


class SourceOutcome(StrEnum):
    """What became of a source."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    """Its content was held under a path that no longer exists."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a source, and what a reader should know about it."""

    path: Path
    outcome: SourceOutcome
    document: DocumentRow | None = None
    """As it is held now; None where it was skipped."""
    reason: str = ""
    """Why it was skipped, or what it is the same as."""
    hint: str = ""
    findings: tuple[Finding, ...] = ()


def ingest(collection: Collection, sources: Iterable[Source], *, jobs: int = 1) -> Iterator[Report]:
    """Bring sources into the store, `jobs` of them read at a time; a report for each, in order.

    When all are read, documents that have no symbol are looked up in the catalogue of papers once more, since a
    compendium that came after them may list them.

    Args:
        collection: opened for writing.
        sources: as `find_sources` finds them.
        jobs: processes that read at the same time.
    """
    with Readers(jobs, collection.workroom) as readers:
        for source, result in readers.read(_tasks(collection, sources)):
            if isinstance(result, Report):
                yield result
            elif isinstance(result, SourceError):
                yield Report(source.path, SourceOutcome.SKIPPED, reason=result.message, hint=result.hint)
            else:
                yield _stored(collection, source, result)
    _name_anew(collection)


def gone(collection: Collection, folders: Iterable[Path], sources: Iterable[Source]) -> list[DocumentRow]:
    """The documents held whose sources were in one of these folders, or below it, and are no longer there.

    Args:
        collection: what is held.
        folders: those that were looked through; files among them are passed over.
        sources: what was found in them: a name that is no text is stored as another, under which no file is.
    """
    roots = [_stored_path(folder) for folder in folders if folder.is_dir()]
    there = {_stored_path(source.path) for source in sources}
    return [
        row
        for row in collection.store.documents()
        if (path := Path(row.file.path)) not in there
        and any(path.is_relative_to(root) for root in roots)
        and not path.exists()
    ]


def _stored_path(path: Path) -> Path:
    return Path(source_name(os.path.abspath(path)))  # noqa: PTH100 - a link keeps the name under which it was given


def _tasks(collection: Collection, sources: Iterable[Source]) -> Iterator[tuple[Source, Report | None]]:
    """Each source, with its report where it need not be read."""
    for source in sources:
        problem = source.problem
        if problem is None:
            try:
                with os.fdopen(source.open(), "rb") as file:
                    digest = hashlib.sha256()
                    while block := file.read(1 << 20):  # none where the system has none at present, as of its log
                        digest.update(block)
                    sha256 = digest.hexdigest()
                yield source, _held(collection, source, sha256)
                continue
            except SourceError as error:
                problem = error
            except OSError as error:
                problem = SourceError(f"cannot be opened ({error.strerror or error})")
        yield source, Report(source.path, SourceOutcome.SKIPPED, reason=problem.message, hint=problem.hint)


def _held(collection: Collection, source: Source, sha256: str) -> Report | None:
    """The report of a source whose content is held already; None where it is to be read."""
    store, file = collection.store, source.file()
    same = [
        row
        for row in store.documents_with_content(sha256)
        if (row.file.extraction, row.file.settings) == (file.extraction, file.settings) and store.is_sound(row.id)
    ]
    here = next((row for row in same if row.file.path == file.path), None)
    if here is not None:
        return _report(collection, source, SourceOutcome.UNCHANGED, here.id)
    elsewhere = next((row for row in same if Path(row.file.path).exists()), None)
    if elsewhere is not None:
        return _report(
            collection, source, SourceOutcome.UNCHANGED, elsewhere.id, reason=f"same content as {elsewhere.file.path}"
        )
    if same and store.document_at(file.path) is None:
        store.move(same[0].id, file, source_name(source.path.name))
        return _report(collection, source, SourceOutcome.MOVED, same[0].id, reason=f"was {same[0].file.path}")
    return None


def _stored(collection: Collection, source: Source, document: Document) -> Report:
    """Put a document that was read into the store; the report."""
    try:
        twin = _held(collection, source, document.sha256)
        file = source.file()
    except OSError as error:
        reason = f"it went away while it was read ({error.strerror})"
        return Report(source.path, SourceOutcome.SKIPPED, reason=reason)
    if twin is not None:
        return twin
    document = replace(document, source=source_name(document.source))
    if not document.symbol:
        document = _identified(collection, document)
    outcome = collection.add(document, file)
    row = collection.store.document_at(file.path)
    twins = collection.store.documents_with_symbol(row.symbol) if row and row.symbol else []
    others = [twin.source for twin in twins if row and twin.id != row.id]
    reason = f"same symbol as {', '.join(others)}, already held" if others else ""
    return _report(collection, source, SourceOutcome(outcome.value), row.id if row else 0, reason)


def _report(collection: Collection, source: Source, outcome: SourceOutcome, id_: int, reason: str = "") -> Report:
    row = collection.store.documents_by_id([id_]).get(id_)
    return Report(source.path, outcome, row, reason, findings=collection.store.findings_of(id_))


def _name_anew(collection: Collection) -> None:
    """Look documents without a symbol up in the catalogue as it is now.

    Their titles are looked up first: to load each of them would take the longer, the more are held.
    """
    held = _held_papers(collection)
    for row in collection.store.documents():
        if not row.symbol and any(
            listed_as(row.title, row.year, row.meeting, papers) for papers in (held, _built_in_papers(row.year))
        ):
            collection.add(_identified(collection, collection.store.load(row.id)), row.file)


def _identified(collection: Collection, document: Document) -> Document:
    """The document with the symbol that the compendiums held, or else the built-in digest, give it, if they do."""
    named = identify(document, _held_papers(collection))
    return named if named.symbol else identify(document, _built_in_papers(document.year))


def _held_papers(collection: Collection) -> tuple[Paper, ...]:
    """The papers that the compendiums held list."""
    return tuple(paper for row in collection.store.topics() for paper in row.topic.papers)


def _built_in_papers(year: int | None) -> tuple[Paper, ...]:
    """The papers of a year that the built-in digest lists; it is read only for documents that have one."""
    return () if year is None else tuple(paper for paper in _digest_papers() if paper.year == year)


@lru_cache(maxsize=1)
def _digest_papers() -> tuple[Paper, ...]:
    from compendium.corpus.extract import read_document

    with resources.as_file(resources.files("compendium.digest").joinpath("themes.md")) as path:
        return tuple(paper for topic in read_document(path).topics for paper in topic.papers)
