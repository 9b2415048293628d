"""What the store hands out of documents and paragraphs: rows, typed, each with the shapes of the corpus inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from compendium.corpus.paragraph import Footnote, Paragraph
from compendium.frozen import dataclass
from compendium.indexer.packing import unpack_numbers, unpack_points, unpack_strings, unpack_styled

if TYPE_CHECKING:
    import sqlite3

    from compendium.corpus.document import Section

# ruff: noqa: S608 (what is put into a statement is our own text, never a value)

__all__ = [
    "DocumentRow",
    "Facts",
    "FootnoteRow",
    "ParagraphRow",
    "SourceFile",
    "document_rows",
    "footnote_rows",
    "paragraph_rows",
]

# Ordinals count from 1: the last one is found at once, where to count the paragraphs means to pass over all of them.
_DOCUMENT = """
    SELECT id, path, size, modified, extraction, settings, source, sha256, media_type, symbol,
           iif(title = '', source, title), kind, date, body, subtitle, language, year, meeting,
           (SELECT ifnull(max(ordinal), 0) FROM paragraphs WHERE document = documents.id),
           (SELECT count(*) FROM findings WHERE document = documents.id AND incomplete)
    FROM documents """

_PARAGRAPH = """
    SELECT id, document, ordinal, number, scope, text, style, points, section, pages, start, stop, is_table,
           paper, meeting, year, topics, key_topics
    FROM paragraphs """

_FOOTNOTE = "SELECT document, place, label, text, style, ordinal, mark, page FROM footnotes "

_Place = tuple[int, int | None]
"""A section, by its document and its order; None for what stands above the first."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What is known of a source file without reading it."""

    path: str
    """Absolute."""
    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since 1970."""
    extraction: int = 0
    """Version of the extraction that read it."""
    settings: str = ""
    """What the user said about it when it was read, in one line."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the collection, without its contents."""

    id: int
    file: SourceFile
    source: str
    sha256: str
    media_type: str
    symbol: str
    """Empty where the document is unidentified."""
    title: str
    """The masthead's title, or the name of the source."""
    kind: str
    date: str
    body: str
    subtitle: str
    language: str
    year: int | None
    meeting: int | None
    paragraphs: int
    """How many it has."""
    incomplete: int
    """How many findings say that text may be missing."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paragraph inherits from its document and from the compendiums held."""

    paper: str = ""
    """Symbol of the paper that it describes, in a compendium."""
    meeting: int | None = None
    year: int | None = None
    topics: tuple[str, ...] = ()
    """Names of stated topics, as printed."""
    key_topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """A paragraph of the collection and what it inherits."""

    id: int
    document: int
    """`DocumentRow.id`."""
    paragraph: Paragraph
    headings: tuple[str, ...]
    """Path of the headings above it, outermost first."""
    facts: Facts


@dataclass(frozen=True, slots=True)
class FootnoteRow:
    """A footnote and its document."""

    document: int
    place: int
    """Place among the document's footnotes, from 1."""
    footnote: Footnote


def document_rows(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> list[DocumentRow]:
    """The documents that a condition keeps, in its order."""
    rows = connection.execute(_DOCUMENT + where, values)
    return [DocumentRow(row[0], SourceFile(*row[1:6]), *row[6:]) for row in rows]


def paragraph_rows(
    connection: sqlite3.Connection, where: str, values: Sequence[object], sections: Sequence[Section] | None = None
) -> list[ParagraphRow]:
    """The paragraphs that a condition keeps, in its order.

    Args:
        connection: to the store.
        where: the condition and the order, in SQL.
        values: what the condition's marks stand for.
        sections: all sections of the document, if the paragraphs are of one; else the headings are looked up.
    """
    rows = connection.execute(_PARAGRAPH + where, values).fetchall()
    if sections is None:
        paths = _paths_to(connection, {(row[1], row[8]) for row in rows})
    else:
        paths = _paths_down(rows[0][1], sections) if rows else {}
    return [_paragraph(*row, headings=paths.get((row[1], row[8]), ())) for row in rows]


def footnote_rows(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> list[FootnoteRow]:
    """The footnotes that a condition keeps, in its order."""
    return [
        FootnoteRow(document, place, Footnote(label, unpack_styled(text, style), *rest))
        for document, place, label, text, style, *rest in connection.execute(_FOOTNOTE + where, values)
    ]


def _paths_to(connection: sqlite3.Connection, places: Iterable[_Place]) -> dict[_Place, tuple[str, ...]]:
    """For sections the headings down to them, outermost first."""
    wanted = [number for document, order in places if order is not None for number in (document, order)]
    if not wanted:
        return {}
    rows = connection.execute(
        # From what is wanted to the sections: SQLite would else read all of them, and look each up in it.
        f"WITH RECURSIVE wanted (document, place) AS (VALUES {','.join(['(?,?)'] * (len(wanted) // 2))}),"
        " above (document, leaf, heading, parent, height) AS ("
        " SELECT s.document, s.place, s.heading, s.parent, 0 FROM wanted CROSS JOIN sections AS s"
        " ON s.document = wanted.document AND s.place = wanted.place"
        " UNION ALL SELECT s.document, leaf, s.heading, s.parent, height + 1 FROM above, sections AS s"
        " WHERE s.document = above.document AND s.place = above.parent AND height < 99)"
        " SELECT document, leaf, heading FROM above ORDER BY height DESC",
        wanted,
    )
    paths: dict[_Place, tuple[str, ...]] = {}
    for document, leaf, heading in rows:
        paths[document, leaf] = (*paths.get((document, leaf), ()), heading)
    return paths


def _paths_down(document: int, sections: Iterable[Section]) -> dict[_Place, tuple[str, ...]]:
    """For each section of a document the headings down to it, outermost first."""
    paths: dict[_Place, tuple[str, ...]] = {}
    for section in sections:  # a section stands after the one above it
        paths[document, section.order] = (*paths.get((document, section.parent), ()), section.heading)
    return paths


def _paragraph(
    id_: int,
    document: int,
    ordinal: int,
    number: str | None,
    scope: str | None,
    text: str,
    style: str,
    points: str,
    section: int | None,
    pages: str,
    start: int,
    stop: int,
    is_table: int,
    paper: str,
    meeting: int | None,
    year: int | None,
    topics: str,
    key_topics: str,
    *,
    headings: tuple[str, ...],
) -> ParagraphRow:
    paragraph = Paragraph(
        ordinal,
        number,
        scope,
        unpack_styled(text, style),
        unpack_points(points),
        section,
        unpack_numbers(pages),
        start,
        stop,
        bool(is_table),
    )
    facts = Facts(paper, meeting, year, unpack_strings(topics), unpack_strings(key_topics))
    return ParagraphRow(id_, document, paragraph, headings, facts)
