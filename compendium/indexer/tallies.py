"""Counts and orders over many paragraphs at once, made by the store without loading them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from compendium.indexer.lookups import Lookups
from compendium.indexer.packing import unpack_strings

# ruff: noqa: S608 (what is put into a statement is our own text, never a value)

__all__ = ["Order", "Tally", "by_document", "in_order", "named", "owners", "tally"]

Order = Literal["document", "newest", "oldest"]

_ORDERS: dict[Order, str] = {
    "document": "d.symbol = '', d.symbol, d.id, p.ordinal",
    "newest": "p.year IS NULL, p.year DESC, d.symbol, d.id, p.ordinal",
    "oldest": "p.year IS NULL, p.year, d.symbol, d.id, p.ordinal",
}


class Tally(NamedTuple):
    """How many paragraphs share a document, a meeting, a year and topics."""

    document: int
    meeting: int | None
    year: int | None
    topics: tuple[str, ...]
    paragraphs: int


def tally(store: Lookups, ids: Sequence[int]) -> list[Tally]:
    """The paragraphs of these numbers, counted by what they share."""
    rows = store.connection.execute(
        "SELECT document, meeting, year, topics, count(*) FROM paragraphs"
        " WHERE id IN (SELECT value FROM json_each(?)) GROUP BY document, meeting, year, topics",
        (json.dumps(list(ids)),),
    )
    return [Tally(document, meeting, year, unpack_strings(topics), n) for document, meeting, year, topics, n in rows]


def named(store: Lookups, documents: Iterable[int]) -> dict[int, tuple[str, str]]:
    """For each of these documents its symbol, or the name of its source, and its kind."""
    rows = store.connection.execute(
        "SELECT id, iif(symbol = '', source, symbol), kind FROM documents WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(documents)),),
    )
    return {id_: (name, kind) for id_, name, kind in rows}


def in_order(store: Lookups, ids: Sequence[int], order: Order, limit: int, skip: int = 0) -> list[int]:
    """At most `limit` of these paragraphs in an order of their documents, after the first `skip`."""
    rows = store.connection.execute(
        "SELECT p.id FROM json_each(?) AS j JOIN paragraphs AS p ON p.id = j.value"
        f" JOIN documents AS d ON d.id = p.document ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        (json.dumps(list(ids)), limit, skip),
    )
    return [id_ for (id_,) in rows]


def owners(store: Lookups, ids: Sequence[int]) -> dict[int, int]:
    """For each of these paragraphs its document."""
    rows = store.connection.execute(
        "SELECT id, document FROM paragraphs WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    return dict(rows.fetchall())


def by_document(store: Lookups, ids: Sequence[int]) -> dict[int, int]:
    """How many of these paragraphs each document has."""
    rows = store.connection.execute(
        "SELECT document, count(*) FROM paragraphs WHERE id IN (SELECT value FROM json_each(?)) GROUP BY document",
        (json.dumps(list(ids)),),
    )
    return dict(rows.fetchall())
