"""From the answer to a search to the records that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compendium.search.answer_records import (
    ErrorRecord,
    ExplanationRecord,
    GroupRecord,
    HitRecord,
    SearchedRecord,
    SearchRecord,
)
from compendium.search.describe import point_records
from compendium.search.records import VERSION

if TYPE_CHECKING:
    from compendium.errors import QueryError
    from compendium.search.answer import Found
    from compendium.search.explanation import Explanation, Searched
    from compendium.search.grouping import DocumentGroup
    from compendium.search.hits import Hit

__all__ = ["error_record", "hit_record", "search_record"]


def hit_record(hit: Hit) -> HitRecord:
    """A hit of a search."""
    paragraph, facts = hit.row.paragraph, hit.row.facts
    record: HitRecord = {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "document": hit.document.symbol or None,
        "source": hit.document.source,
        "paragraph": paragraph.number,
        "scope": paragraph.scope,
        "ordinal": paragraph.ordinal,
        "point": hit.point or None,
        "citation": hit.citation,
        "title": hit.document.title,
        "section": list(hit.row.headings),
        "topics": list(facts.topics),
        "meeting": facts.meeting,
        "year": facts.year,
        "kind": hit.document.kind,
        "language": hit.document.language,
        "text": paragraph.text,
        "points": point_records(paragraph.points),
        "snippet": {
            "text": hit.snippet.text,
            "marks": list(hit.snippet.marks),
            "field": hit.snippet.piece.field.value,
        },
        "pages": list(paragraph.pages),
    }
    if hit.inferred is not None:
        record["inferred_topics"] = list(hit.inferred)
    if hit.explanation is not None:
        record["explanation"] = _explanation_record(hit.explanation)
    return record


def search_record(found: Found) -> SearchRecord:
    """The answer to a search."""
    facets = found.facets
    record: SearchRecord = {
        "version": VERSION,
        "query": found.query,
        "interpreted": found.interpreted,
        "total": found.total,
        "suggestion": found.suggestion,
        "expansions": [{"word": e.word, "also": list(e.also)} for e in found.expansions],
        "notices": list(found.notices),
        "facets": {
            "topic": facets.topic,
            "meeting": facets.meeting,
            "year": facets.year,
            "kind": facets.kind,
            "document": facets.document,
        },
        "hits": [hit_record(hit) for hit in found.hits],
    }
    if not found.total:
        record["without"] = [{"left_out": list(one.left_out), "total": one.total} for one in found.without]
    if found.groups is not None:
        record["documents"] = found.documents
        record["groups"] = [_group_record(group) for group in found.groups]
    if found.searched is not None:
        record["searched"] = _searched_record(found.searched)
    return record


def _explanation_record(explanation: Explanation) -> ExplanationRecord:
    """What gave a score; what is rounded here adds up to it within a few millionths."""
    return {
        "score": round(explanation.score, 6),
        "contributions": [
            {
                "term": one.term,
                "found": one.found,
                "field": one.field.value,
                "times": one.times,
                "weight": round(one.weight, 6),
                "factor": round(one.factor, 6),
                "gave": round(one.gave, 6),
                "holders": one.holders,
            }
            for one in explanation.contributions
        ],
        "coordination": [
            {"held": one.held, "of": one.nodes, "factor": round(one.factor, 6)} for one in explanation.coordination
        ],
    }


def _searched_record(searched: Searched) -> SearchedRecord:
    """What a query was taken to mean."""
    return {
        "terms": [
            {"term": term.typed, "words": [{"word": word, "weight": round(weight, 6)} for word, weight in term.words]}
            for term in searched.terms
        ],
        "corrections": [{"typed": one.typed, "instead": list(one.instead)} for one in searched.corrections],
        "filters": list(searched.filters),
        "learnt": list(searched.learnt),
    }


def _group_record(group: DocumentGroup) -> GroupRecord:
    """A document of an answer, with the ranks of its hits."""
    document = group.document
    return {
        "document": document.symbol or None,
        "source": document.source,
        "title": document.title,
        "total": group.total,
        "ranks": [rank for rank, _ in group.best],
    }


def error_record(query: str, line: int, error: QueryError) -> ErrorRecord:
    """What is said of a query of a list that could not be answered."""
    return {
        "version": VERSION,
        "query": query,
        "line": line,
        "error": {"message": error.message, "hint": error.hint, "offset": error.offset, "mend": error.mend},
    }
