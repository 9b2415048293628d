"""A document's contents in the tables of the store: written, replaced, and loaded back equal to what was saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from compendium.errors import CollectionError
from compendium.indexer.checked import sha256
from compendium.indexer.lookups import Lookups
from compendium.indexer.packing import pack_cited, pack_points, pack_strings, pack_style
from compendium.indexer.rows import SourceFile

# ruff: noqa: S608 (what is put into a statement is our own text, never a value)

if TYPE_CHECKING:
    from compendium.corpus.document import Document

__all__ = ["content_sum", "insert_contents", "insert_document", "load_document", "replace_document", "update_file"]

_FILE = ("path", "size", "modified", "extraction", "settings")
_HEAD = ("source", "sha256", "media_type", "identified_by", "language", "year", "meeting")
_MASTHEAD = {
    "symbol": "symbol",
    "distribution": "distribution",
    "date": "date",
    "original_language": "original_language",
    "body": "body",
    "meeting": "masthead_meeting",
    "meeting_dates": "meeting_dates",
    "session": "session",
    "agenda_item": "agenda_item",
    "title": "title",
    "subtitle": "subtitle",
    "kind": "kind",
    "job_number": "job_number",
}
"""Field of `Masthead` and column; a document's own `meeting` takes the plain name."""

_COLUMNS = (*_FILE, *_HEAD, *_MASTHEAD.values())
_CONTENTS = ("sections", "paragraphs", "footnotes", "citations", "recommendations", "topics", "papers", "findings")


def insert_document(connection: sqlite3.Connection, document: Document, file: SourceFile) -> int:
    """Write the row of a new document; its number."""
    sql = f"INSERT INTO documents ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) RETURNING id"
    return int(connection.execute(sql, _values(document, file)).fetchone()[0])


def replace_document(connection: sqlite3.Connection, id_: int, document: Document, file: SourceFile) -> None:
    """Write a document's row anew and take its former contents out."""
    for table in _CONTENTS:
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (id_,))
    sql = f"UPDATE documents SET {', '.join(f'{column} = ?' for column in _COLUMNS)} WHERE id = ?"
    connection.execute(sql, (*_values(document, file), id_))


def content_sum(connection: sqlite3.Connection, id_: int) -> str:
    """The SHA-256 of all that is stored of a document's contents, in hexadecimal."""
    digest = sha256()
    head = f"SELECT {', '.join((*_HEAD, *_MASTHEAD.values()))} FROM documents WHERE id = ?"
    digest.update(repr(connection.execute(head, (id_,)).fetchone()).encode("utf-8", "backslashreplace"))
    for table in _CONTENTS:
        order = "topic, place" if table == "papers" else "ordinal" if table == "paragraphs" else "place"
        rows = connection.execute(f"SELECT * FROM {table} WHERE document = ? ORDER BY {order}", (id_,)).fetchall()
        digest.update(repr(rows).encode("utf-8", "backslashreplace"))
    return str(digest.hexdigest())


def update_file(connection: sqlite3.Connection, id_: int, file: SourceFile) -> None:
    """Write what is known of a document's file."""
    sql = f"UPDATE documents SET {', '.join(f'{column} = ?' for column in _FILE)} WHERE id = ?"
    connection.execute(sql, (*_file_values(file), id_))


def _file_values(file: SourceFile) -> tuple[object, ...]:
    return tuple(getattr(file, name) for name in _FILE)


def _values(document: Document, file: SourceFile) -> tuple[object, ...]:
    head = tuple(getattr(document, name) for name in _HEAD)
    return (*_file_values(file), *head, *(getattr(document.masthead, name) for name in _MASTHEAD))


def insert_contents(connection: sqlite3.Connection, id_: int, document: Document) -> None:
    """Write everything that a document holds."""
    _insert(
        connection,
        "sections",
        (
            (id_, s.order, s.heading, s.number, s.level, s.parent, s.page, pack_strings(s.key_topics))
            for s in document.sections
        ),
    )
    connection.executemany(
        "INSERT INTO paragraphs (document, ordinal, number, scope, text, style, points, section, pages, start, stop,"
        " is_table) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(id_, p.ordinal, p.number, p.scope, p.text, pack_style(p.content), pack_points(p.points), p.section),
                *(pack_strings(p.pages), p.start, p.end, int(p.is_table)),
            )
            for p in document.paragraphs
        ),
    )
    _insert(
        connection,
        "footnotes",
        (
            (id_, i, f.label, f.text, pack_style(f.content), f.ordinal, f.offset, f.page)
            for i, f in enumerate(document.footnotes, 1)
        ),
    )
    _insert_annotations(connection, id_, document)
    _insert_topics(connection, id_, document)
    _insert(
        connection,
        "findings",
        ((id_, i, f.kind, f.message, f.page, int(f.incomplete)) for i, f in enumerate(document.findings, 1)),
    )


def _insert_annotations(connection: sqlite3.Connection, id_: int, document: Document) -> None:
    _insert(
        connection,
        "citations",
        (
            (id_, i, c.raw, c.start, c.end, c.kind, c.target, pack_strings(c.pinpoints), c.title, c.ordinal, c.footnote)
            for i, c in enumerate(document.citations, 1)
        ),
    )
    _insert(
        connection,
        "recommendations",
        (
            (
                *(id_, i, r.text, int(r.quoted), r.meeting, r.year, r.start, r.end),
                *(pack_cited(r.cites), r.addressee, r.ordinal, r.footnote),
            )
            for i, r in enumerate(document.recommendations, 1)
        ),
    )


def _insert_topics(connection: sqlite3.Connection, id_: int, document: Document) -> None:
    for place, topic in enumerate(document.topics, 1):
        row = (id_, place, topic.name, pack_strings(topic.key_topics), topic.first_ordinal, topic.last_ordinal)
        _insert(connection, "topics", [row])
        _insert(
            connection,
            "papers",
            (
                (id_, place, i, p.symbol, p.year, p.meeting, p.subject, p.first_ordinal, p.last_ordinal)
                for i, p in enumerate(topic.papers, 1)
            ),
        )


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Insert rows that fill every column of a table."""
    columns = len(connection.execute(f"SELECT * FROM {table} LIMIT 0").description)
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)


def load_document(store: Lookups, id_: int) -> Document:
    """The document as it was saved.

    Raises:
        CollectionError: no document has this number.
    """
    from compendium.corpus.document import Document, IdentifiedBy, Masthead  # looking words up loads no document

    columns = (*_HEAD, *_MASTHEAD.values())
    row = store.connection.execute(f"SELECT {', '.join(columns)} FROM documents WHERE id = ?", (id_,)).fetchone()
    if row is None:
        raise CollectionError(f"The collection holds no document number {id_}.")
    source, sha256, media_type, identified_by, language, year, meeting, *masthead = row
    return Document(
        source,
        sha256,
        media_type,
        Masthead(**dict(zip(_MASTHEAD, masthead, strict=True))),
        IdentifiedBy(identified_by) if identified_by else None,
        language,
        store.sections_of(id_),
        tuple(row.paragraph for row in store.paragraphs_of(id_)),
        tuple(row.footnote for row in store.footnotes_of(id_)),
        tuple(row.citation for row in store.citations_of(id_)),
        tuple(row.recommendation for row in store.recommendations_of(id_)),
        store.topics_of(id_),
        store.findings_of(id_),
        year,
        meeting,
    )
