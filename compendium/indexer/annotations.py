"""What the store hands out of annotations: citations, recommendations and topics, each with where it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from compendium.corpus.annotations import Citation, CitationKind, Paper, Recommendation, Topic
from compendium.indexer.packing import unpack_cited, unpack_strings

__all__ = [
    "CitationRow",
    "ListedPaper",
    "RecommendationRow",
    "TopicRow",
    "citation_rows",
    "listed_papers",
    "recommendation_rows",
    "topic_rows",
    "topics_of",
]

_CITATION = """
    SELECT citations.document, paragraphs.id, raw, citations.start, citations.stop, kind, target, pinpoints, title,
           citations.ordinal, footnote
    FROM citations LEFT JOIN paragraphs USING (document, ordinal) """

_RECOMMENDATION = """
    SELECT recommendations.document, paragraphs.id, recommendations.text, quoted, recommendations.meeting,
           recommendations.year, recommendations.start, recommendations.stop, cites, addressee,
           recommendations.ordinal, footnote
    FROM recommendations LEFT JOIN paragraphs USING (document, ordinal) """


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A citation and where it stands."""

    document: int
    paragraph: int | None
    """`ParagraphRow.id` of the citing paragraph."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation and where it stands."""

    document: int
    paragraph: int | None
    """`ParagraphRow.id` of the paragraph that holds it."""
    recommendation: Recommendation


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic of a compendium that is held."""

    document: int
    topic: Topic


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper that a held compendium lists, with the topic under which it does."""

    document: int
    """The compendium's `DocumentRow.id`."""
    symbol: str
    year: int | None
    meeting: int | None
    subject: str
    topic: str
    key_topics: tuple[str, ...]


def citation_rows(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> list[CitationRow]:
    """The citations that a condition keeps, in its order."""
    return [
        CitationRow(
            document, id_, Citation(raw, start, stop, CitationKind(kind), target, unpack_strings(pinpoints), *rest)
        )
        for document, id_, raw, start, stop, kind, target, pinpoints, *rest in connection.execute(
            _CITATION + where, values
        )
    ]


def recommendation_rows(
    connection: sqlite3.Connection, where: str, values: Sequence[object]
) -> list[RecommendationRow]:
    """The recommendations that a condition keeps, in its order."""
    return [
        RecommendationRow(
            document, id_, Recommendation(text, bool(quoted), meeting, year, start, stop, unpack_cited(cites), *rest)
        )
        for document, id_, text, quoted, meeting, year, start, stop, cites, *rest in connection.execute(
            _RECOMMENDATION + where, values
        )
    ]


def topic_rows(connection: sqlite3.Connection) -> list[TopicRow]:
    """The topics of all compendiums."""
    holders = connection.execute("SELECT DISTINCT document FROM topics ORDER BY document").fetchall()
    return [TopicRow(document, topic) for (document,) in holders for topic in topics_of(connection, document)]


def topics_of(connection: sqlite3.Connection, document: int) -> tuple[Topic, ...]:
    """The topics that a document, if it is a compendium, sets out."""
    papers: dict[int, list[Paper]] = {}
    for place, *paper in connection.execute(
        "SELECT topic, symbol, year, meeting, subject, first, last FROM papers"
        " WHERE document = ? ORDER BY topic, place",
        (document,),
    ):
        papers.setdefault(place, []).append(Paper(*paper))
    rows = connection.execute(
        "SELECT place, name, key_topics, first, last FROM topics WHERE document = ? ORDER BY place", (document,)
    )
    return tuple(
        Topic(name, unpack_strings(keys), first, last, tuple(papers.get(place, ())))
        for place, name, keys, first, last in rows
    )


def listed_papers(connection: sqlite3.Connection) -> list[ListedPaper]:
    """All papers that the compendiums list, each under its topic."""
    rows = connection.execute(
        "SELECT papers.document, symbol, year, meeting, subject, name, key_topics FROM papers"
        " JOIN topics ON topics.document = papers.document AND topics.place = papers.topic"
        " ORDER BY papers.document, papers.topic, papers.place"
    )
    return [
        ListedPaper(document, symbol, year, meeting, subject, topic, unpack_strings(keys))
        for document, symbol, year, meeting, subject, topic, keys in rows
    ]
