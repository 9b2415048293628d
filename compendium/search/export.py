"""Every record of the collection of one sort, document by document, as scripts read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from compendium.indexer.annotations import TopicRow
from compendium.indexer.rows import DocumentRow
from compendium.indexer.store import Store
from compendium.search.describe import (
    citation_record,
    document_record,
    footnote_record,
    numbers_of,
    paragraph_record,
    recommendation_record,
    section_records,
    topic_record,
)

__all__ = ["EXPORTS", "export"]

Record = Mapping[str, object]


def export(store: Store, sort: str) -> Iterator[Record]:
    """All records of a sort (a key of `EXPORTS`), in the order of documents and of places in them."""
    for document in store.documents():
        yield from EXPORTS[sort](store, document)


def _documents(store: Store, document: DocumentRow) -> Iterator[Record]:
    yield document_record(store, document)


def _paragraphs(store: Store, document: DocumentRow) -> Iterator[Record]:
    for row in store.paragraphs_of(document.id):
        yield paragraph_record(document, row)


def _footnotes(store: Store, document: DocumentRow) -> Iterator[Record]:
    numbers = _numbers(store, document)
    for row in store.footnotes_of(document.id):
        yield footnote_record(document, row, numbers)


def _citations(store: Store, document: DocumentRow) -> Iterator[Record]:
    numbers = _numbers(store, document)
    for row in store.citations_of(document.id):
        yield citation_record(document, row, numbers)


def _recommendations(store: Store, document: DocumentRow) -> Iterator[Record]:
    numbers = _numbers(store, document)
    for row in store.recommendations_of(document.id):
        yield recommendation_record(document, row, numbers)


def _topics(store: Store, document: DocumentRow) -> Iterator[Record]:
    numbers = _numbers(store, document)
    for topic in store.topics_of(document.id):
        yield topic_record(document, TopicRow(document.id, topic), numbers)


def _numbers(store: Store, document: DocumentRow) -> dict[int, str | None]:
    return numbers_of(row.paragraph for row in store.paragraphs_of(document.id))


EXPORTS: dict[str, Callable[[Store, DocumentRow], Iterator[Record]]] = {
    "documents": _documents,
    "sections": section_records,
    "paragraphs": _paragraphs,
    "footnotes": _footnotes,
    "citations": _citations,
    "recommendations": _recommendations,
    "topics": _topics,
}
