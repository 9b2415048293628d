"""What follows from the compendiums held: topics of paragraphs, papers they describe, meetings and years.

A compendium states the topic of each paper that it lists. A paragraph of the compendium inherits the topic under
which it stands and, where it describes a paper, that paper's symbol, meeting and year; a paragraph of a paper inherits
the topics that any compendium held states for the paper's symbol. This is the one place that knows so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from compendium.indexer.lookups import Lookups
from compendium.indexer.packing import pack_strings
from compendium.indexer.rows import Facts

if TYPE_CHECKING:
    from compendium.corpus.document import Document, Paragraph, Topic

__all__ = ["derive_facts", "documents_about", "store_facts"]


def derive_facts(store: Lookups, document: Document) -> list[Facts]:
    """The facts of each paragraph of a document, in order, from the document and the compendiums now held."""
    if document.topics:
        return [_facts_in_compendium(document, paragraph) for paragraph in document.paragraphs]
    stated = [paper for paper in store.listed_papers() if paper.symbol == document.symbol and document.symbol]
    topics = tuple(dict.fromkeys(paper.topic for paper in stated))
    key_topics = tuple(dict.fromkeys(key for paper in stated for key in paper.key_topics))
    facts = Facts("", document.meeting, document.year, topics, key_topics)
    return [facts] * len(document.paragraphs)


def _facts_in_compendium(document: Document, paragraph: Paragraph) -> Facts:
    topic = next((t for t in document.topics if t.first_ordinal <= paragraph.ordinal <= t.last_ordinal), None)
    if topic is None:
        return Facts("", document.meeting, document.year)
    paper = next((p for p in topic.papers if p.first_ordinal <= paragraph.ordinal <= p.last_ordinal), None)
    if paper is None:
        return Facts("", document.meeting, document.year, (topic.name,), topic.key_topics)
    return Facts(paper.symbol, paper.meeting, paper.year, (topic.name,), topic.key_topics)


def store_facts(connection: sqlite3.Connection, document: int, facts: Iterable[Facts]) -> bool:
    """Write the facts of a document's paragraphs; whether any of them differs from what was written before."""
    rows = [
        (f.paper, f.meeting, f.year, pack_strings(f.topics), pack_strings(f.key_topics), document, ordinal)
        for ordinal, f in enumerate(facts, start=1)
    ]
    before = connection.total_changes
    connection.executemany(
        "UPDATE paragraphs SET paper = ?1, meeting = ?2, year = ?3, topics = ?4, key_topics = ?5"
        " WHERE document = ?6 AND ordinal = ?7"
        " AND (paper, meeting, year, topics, key_topics) IS NOT (?1, ?2, ?3, ?4, ?5)",
        rows,
    )
    return connection.total_changes > before


def documents_about(connection: sqlite3.Connection, topics: Iterable[Topic]) -> list[int]:
    """The documents held whose symbols these topics of a compendium list."""
    symbols = sorted({paper.symbol for topic in topics for paper in topic.papers if paper.symbol})
    found = {
        int(id_)
        for symbol in symbols
        for (id_,) in connection.execute("SELECT id FROM documents WHERE symbol = ?", (symbol,))
    }
    return sorted(found)
