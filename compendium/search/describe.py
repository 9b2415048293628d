"""From what the store hands out to the records that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from compendium.corpus.document import Paragraph, Point
from compendium.indexer.annotations import CitationRow, RecommendationRow, TopicRow
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, FootnoteRow, ParagraphRow
from compendium.search.records import (
    CitationRecord,
    DocumentRecord,
    FootnoteRecord,
    PaperRecord,
    ParagraphRecord,
    PointRecord,
    RecommendationRecord,
    SectionRecord,
    TopicRecord,
)

if TYPE_CHECKING:
    from compendium.indexer.store import Store

__all__ = [
    "citation_record",
    "document_record",
    "footnote_record",
    "paragraph_record",
    "point_records",
    "recommendation_record",
    "section_records",
    "topic_record",
]


def point_records(points: Iterable[Point]) -> list[PointRecord]:
    """Points, and the points below them."""
    return [{"label": p.label, "text": p.text, "points": point_records(p.points)} for p in points]


def paragraph_record(document: DocumentRow, row: ParagraphRow) -> ParagraphRecord:
    """A paragraph; its footnotes are those whose marks it bears."""
    paragraph = row.paragraph
    return {
        "document": document.symbol or None,
        "source": document.source,
        "paragraph": paragraph.number,
        "scope": paragraph.scope,
        "ordinal": paragraph.ordinal,
        "text": paragraph.text,
        "points": point_records(paragraph.points),
        "section": list(row.headings),
        "topics": list(row.facts.topics),
        "paper": row.facts.paper or None,
        "meeting": row.facts.meeting,
        "year": row.facts.year,
        "footnotes": [mark.label for mark in paragraph.marks],
        "pages": list(paragraph.pages),
        "language": document.language,
    }


def footnote_record(document: DocumentRow, row: FootnoteRow, numbers: dict[int, str | None]) -> FootnoteRecord:
    """A footnote; `numbers` gives the number of each paragraph by its ordinal."""
    note = row.footnote
    return {
        "document": document.symbol or None,
        "source": document.source,
        "footnote": note.label,
        "text": note.text,
        "paragraph": numbers.get(note.ordinal) if note.ordinal is not None else None,
        "offset": note.offset,
    }


def section_records(store: Lookups, document: DocumentRow) -> Iterator[SectionRecord]:
    """The headings of a document, in order."""
    for section in store.sections_of(document.id):
        yield {
            "document": document.symbol or None,
            "source": document.source,
            "heading": section.heading,
            "number": section.number or None,
            "level": section.level,
            "order": section.order,
        }


def citation_record(document: DocumentRow, row: CitationRow, numbers: dict[int, str | None]) -> CitationRecord:
    """A citation; its offsets count in the paragraph with its points, or in the footnote."""
    citation = row.citation
    return {
        "document": document.symbol or None,
        "source": document.source,
        "paragraph": numbers.get(citation.ordinal) if citation.ordinal is not None else None,
        "footnote": citation.footnote,
        "raw": citation.raw,
        "start": citation.start,
        "end": citation.end,
        "kind": citation.kind.value,
        "target": citation.target or None,
        "pinpoints": list(citation.pinpoints),
        "title": citation.title or None,
    }


def recommendation_record(
    document: DocumentRow, row: RecommendationRow, numbers: dict[int, str | None]
) -> RecommendationRecord:
    """A recommendation of the working group, as a paragraph or footnote recalls it."""
    held = row.recommendation
    return {
        "document": document.symbol or None,
        "source": document.source,
        "paragraph": numbers.get(held.ordinal) if held.ordinal is not None else None,
        "footnote": held.footnote,
        "text": held.text,
        "quoted": held.quoted,
        "meeting": held.meeting,
        "year": held.year,
        "cites": [{"target": cited.target, "pinpoints": list(cited.pinpoints)} for cited in held.cites],
        "addressee": held.addressee or None,
    }


def topic_record(document: DocumentRow, row: TopicRow, numbers: dict[int, str | None]) -> TopicRecord:
    """A topic of a compendium, with the papers described under it."""
    topic = row.topic
    papers: list[PaperRecord] = [
        {
            "symbol": paper.symbol,
            "year": paper.year,
            "meeting": paper.meeting,
            "subject": paper.subject,
            "paragraph": numbers.get(paper.first_ordinal),
        }
        for paper in topic.papers
    ]
    return {
        "topic": topic.name,
        "key_topics": list(topic.key_topics),
        "document": document.symbol or None,
        "source": document.source,
        "first_paragraph": numbers.get(topic.first_ordinal),
        "last_paragraph": numbers.get(topic.last_ordinal),
        "papers": papers,
    }


def document_record(store: Store, document: DocumentRow) -> DocumentRecord:
    """A document, with the number of its parts."""
    whole = store.load(document.id)
    topics = {name: None for row in store.paragraphs_of(document.id) for name in row.facts.topics}
    return {
        "document": document.symbol or None,
        "source": document.source,
        "title": document.title,
        "kind": document.kind,
        "date": document.date or None,
        "year": document.year,
        "meeting": document.meeting,
        "language": document.language,
        "identified_by": whole.identified_by.value if whole.identified_by else None,
        "topics": list(topics),
        "sections": len(whole.sections),
        "paragraphs": len(whole.paragraphs),
        "footnotes": len(whole.footnotes),
        "citations": len(whole.citations),
        "recommendations": len(whole.recommendations),
        "findings": [finding.message for finding in whole.findings],
    }


def numbers_of(paragraphs: Iterable[Paragraph]) -> dict[int, str | None]:
    """The printed number of each paragraph by its ordinal."""
    return {paragraph.ordinal: paragraph.number for paragraph in paragraphs}
