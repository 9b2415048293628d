"""Questions that the store answers: typed rows by document, by paragraph, by citation, and the vocabulary."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from sys import maxsize
from typing import TYPE_CHECKING, TypeVar

from compendium.indexer.packing import unpack_strings
from compendium.indexer.rows import (
    DocumentRow,
    FootnoteRow,
    ParagraphRow,
    document_rows,
    footnote_rows,
    paragraph_rows,
)

if TYPE_CHECKING:
    from compendium.corpus.blocks import Finding
    from compendium.corpus.document import Section, Topic
    from compendium.indexer.annotations import CitationRow, ListedPaper, RecommendationRow, TopicRow

# ruff: noqa: S608 (what is put into a statement is our own text, never a value)

__all__ = ["Lookups"]

_BATCH = 400
"""Rows asked for in one statement: two values for each of them stay below the 999 that SQLite of old allows."""

_Value = TypeVar("_Value")


class Lookups:
    """Reads of the store; every list in the order of documents and of places in them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    # Documents

    def documents(self) -> list[DocumentRow]:
        """All documents held."""
        return self._documents("ORDER BY id")

    def documents_by_id(self, ids: Iterable[int]) -> dict[int, DocumentRow]:
        """The documents of these numbers; one that is not held is left out."""
        return {
            row.id: row for batch in _batches(ids) for row in self._documents(f"WHERE id IN ({_marks(batch)})", *batch)
        }

    def documents_with_symbol(self, symbol: str) -> list[DocumentRow]:
        """The documents with this canonical symbol: more than one where it is held in several forms."""
        return self._documents("WHERE symbol = ? ORDER BY id", symbol)

    def documents_from_source(self, source: str) -> list[DocumentRow]:
        """The documents whose file has this name."""
        return self._documents("WHERE source = ? ORDER BY id", source)

    def document_at(self, path: str) -> DocumentRow | None:
        """The document read from this path, if one was."""
        return next(iter(self._documents("WHERE path = ?", path)), None)

    def documents_with_content(self, sha256: str) -> list[DocumentRow]:
        """The documents whose source had these bytes."""
        return self._documents("WHERE sha256 = ? ORDER BY id", sha256)

    def _documents(self, where: str, *values: object) -> list[DocumentRow]:
        return document_rows(self.connection, where, values)

    # Paragraphs

    def paragraphs_by_id(self, ids: Iterable[int]) -> dict[int, ParagraphRow]:
        """The paragraphs of these numbers; one that is not held is left out."""
        return {
            row.id: row
            for batch in _batches(ids)
            for row in paragraph_rows(self.connection, f"WHERE id IN ({_marks(batch)})", batch)
        }

    def paragraphs_of(self, document: int) -> list[ParagraphRow]:
        """All paragraphs of a document."""
        return self._paragraphs(document, "ORDER BY ordinal")

    def paragraphs_between(self, document: int, first: int, last: int) -> list[ParagraphRow]:
        """The paragraphs of a document from one ordinal to another, both included."""
        return self._paragraphs(document, "AND ordinal BETWEEN ? AND ? ORDER BY ordinal", first, last)

    def paragraphs_numbered(self, document: int, number: str) -> list[ParagraphRow]:
        """The paragraphs that the document numbers so: one for each place where its numbering starts anew."""
        return self._paragraphs(document, "AND number = ? ORDER BY ordinal", number)

    def _paragraphs(self, document: int, rest: str, *values: object) -> list[ParagraphRow]:
        sections = self.sections_of(document)
        return paragraph_rows(self.connection, f"WHERE document = ? {rest}", (document, *values), sections)

    def sections_of(self, document: int) -> tuple[Section, ...]:
        """The headings of a document, in order."""
        from compendium.corpus.document import Section

        rows = self.connection.execute(
            "SELECT heading, number, level, place, parent, page, key_topics FROM sections WHERE document = ?"
            " ORDER BY place",
            (document,),
        )
        return tuple(
            Section(heading, number, level, place, parent, page, unpack_strings(key_topics))
            for heading, number, level, place, parent, page, key_topics in rows
        )

    def scopes_of(self, document: int) -> list[str]:
        """The scopes in which a document numbers its paragraphs, but for its own."""
        rows = self.connection.execute(
            "SELECT DISTINCT scope FROM paragraphs WHERE document = ? AND scope <> ''", (document,)
        )
        return [scope for (scope,) in rows]

    def meetings(self) -> list[int]:
        """The numbers of the meetings that paragraphs are of, in order."""
        rows = self.connection.execute("SELECT DISTINCT meeting FROM paragraphs WHERE meeting IS NOT NULL ORDER BY 1")
        return [meeting for (meeting,) in rows]

    def years(self) -> list[int]:
        """The years that paragraphs are of, in order."""
        rows = self.connection.execute("SELECT DISTINCT year FROM paragraphs WHERE year IS NOT NULL ORDER BY 1")
        return [year for (year,) in rows]

    def paragraphs_ever(self) -> int:
        """How many paragraphs were held so far, replaced ones included: to count those held means to read them all."""
        return int(self.connection.execute("SELECT ifnull(max(id), 0) FROM paragraphs").fetchone()[0])

    def paragraph_ids(self) -> list[int]:
        """The numbers of all paragraphs, in ascending order."""
        return [id_ for (id_,) in self.connection.execute("SELECT id FROM paragraphs ORDER BY id")]

    # Footnotes, citations, recommendations, topics, findings

    def footnotes_of(self, document: int) -> list[FootnoteRow]:
        """All footnotes of a document."""
        return self._footnotes("WHERE document = ? ORDER BY place", document)

    def footnotes_borne(self, paragraphs: Iterable[ParagraphRow]) -> dict[int, list[FootnoteRow]]:
        """For each paragraph, by its number, the footnotes whose marks it bears."""
        borne: dict[int, list[FootnoteRow]] = {}
        for batch in _batches(paragraphs):
            bearers: dict[tuple[int, int | None], int] = {
                (row.document, row.paragraph.ordinal): row.id for row in batch
            }
            borne.update((row.id, []) for row in batch)
            wanted = ",".join(["(?,?)"] * len(bearers))
            for row in self._footnotes(
                f"WHERE (document, ordinal) IN (VALUES {wanted}) ORDER BY document, ordinal, mark, place",
                *chain.from_iterable(bearers),
            ):
                borne[bearers[row.document, row.footnote.ordinal or 0]].append(row)
        return borne

    def _footnotes(self, where: str, *values: object) -> list[FootnoteRow]:
        return footnote_rows(self.connection, where, values)

    def citations_of(self, document: int) -> list[CitationRow]:
        """All citations that a document makes."""
        return self._citations("WHERE citations.document = ? ORDER BY place", document)

    def citations_to(self, target: str) -> list[CitationRow]:
        """All citations of a canonical target, with whatever pinpoints, in whatever document."""
        return self._citations("WHERE target = ? ORDER BY citations.document, place", target)

    def citations(self) -> list[CitationRow]:
        """All citations."""
        return self._citations("ORDER BY citations.document, place")

    def cited_targets(self) -> list[tuple[str, int]]:
        """Each target that is cited and the number of its citations."""
        rows = self.connection.execute(
            "SELECT target, count(*) FROM citations WHERE target <> '' GROUP BY target ORDER BY target"
        )
        return rows.fetchall()

    def _citations(self, where: str, *values: object) -> list[CitationRow]:
        from compendium.indexer.annotations import citation_rows  # looking words up needs no annotations

        return citation_rows(self.connection, where, values)

    def recommendations(self) -> list[RecommendationRow]:
        """All recommendations."""
        return self._recommendations("ORDER BY recommendations.document, place")

    def recommendations_of(self, document: int) -> list[RecommendationRow]:
        """The recommendations that a document quotes or paraphrases."""
        return self._recommendations("WHERE recommendations.document = ? ORDER BY place", document)

    def recommendations_in(self, paragraph: int) -> list[RecommendationRow]:
        """The recommendations that a paragraph, or a footnote whose mark it bears, holds."""
        return self._recommendations("WHERE paragraphs.id = ? ORDER BY place", paragraph)

    def _recommendations(self, where: str, *values: object) -> list[RecommendationRow]:
        from compendium.indexer.annotations import recommendation_rows

        return recommendation_rows(self.connection, where, values)

    def topics(self) -> list[TopicRow]:
        """The topics of all compendiums held."""
        from compendium.indexer.annotations import topic_rows

        return topic_rows(self.connection)

    def topics_of(self, document: int) -> tuple[Topic, ...]:
        """The topics that a document, if it is a compendium, sets out."""
        from compendium.indexer.annotations import topics_of

        return topics_of(self.connection, document)

    def listed_papers(self) -> list[ListedPaper]:
        """All papers that the compendiums held list, each under its topic."""
        from compendium.indexer.annotations import listed_papers

        return listed_papers(self.connection)

    def findings_of(self, document: int) -> tuple[Finding, ...]:
        """What the checks of completeness found about a document."""
        from compendium.corpus.blocks import Finding, FindingKind

        rows = self.connection.execute(
            "SELECT kind, message, page, incomplete FROM findings WHERE document = ? ORDER BY place", (document,)
        )
        return tuple(Finding(FindingKind(kind), message, page, bool(flag)) for kind, message, page, flag in rows)

    def doubts_of(self, document: int) -> tuple[str, ...]:
        """What makes all of a document's text doubtful: some of it may be missing, or its characters are guessed."""
        rows = self.connection.execute(
            "SELECT message FROM findings WHERE document = ? AND (incomplete OR kind = 'guessed')"
            " ORDER BY incomplete DESC, place",
            (document,),
        )
        return tuple(message for (message,) in rows)

    # Vocabulary

    def word_frequency(self, word: str) -> int:
        """How many paragraphs hold this folded word; 0 where none does."""
        row = self.connection.execute("SELECT paragraphs FROM vocabulary WHERE word = ?", (word,)).fetchone()
        return int(row[0]) if row else 0

    def words_with_stem(self, stem: str) -> list[tuple[str, int]]:
        """The words with this stem (`analysis.stem`), each with its number of paragraphs, the most frequent first."""
        return self.connection.execute(
            "SELECT word, paragraphs FROM vocabulary WHERE stem = ? ORDER BY paragraphs DESC, word", (stem,)
        ).fetchall()

    def words_with_prefix(self, prefix: str, limit: int = -1) -> list[tuple[str, int]]:
        """The words that start so, the most frequent first, at most `limit` (all: -1)."""
        return self.connection.execute(
            "SELECT word, paragraphs FROM vocabulary WHERE word >= ? AND word < ?"
            " ORDER BY paragraphs DESC, word LIMIT ?",
            (prefix, prefix + chr(0x10FFFF), limit),
        ).fetchall()

    def vocabulary(self, shortest: int = 0, longest: int = maxsize) -> Iterator[tuple[str, int]]:
        """All words of so many letters in order, each with its number of paragraphs."""
        return self.connection.execute(
            "SELECT word, paragraphs FROM vocabulary WHERE length(word) BETWEEN ? AND ? ORDER BY word",
            (shortest, longest),
        )

    # Counts

    def counter(self, name: str) -> int:
        """A counter of the store, such as its `revision`; 0 where it was never set."""
        row = self.connection.execute("SELECT value FROM counters WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    @property
    def revision(self) -> int:
        """Goes up by one with each change of the store."""
        return self.counter("revision")

    def count(self, table: str) -> int:
        """Number of rows of a table of the schema."""
        return int(self.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _batches(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    rest = list(values)
    for start in range(0, len(rest), _BATCH):
        yield rest[start : start + _BATCH]


def _marks(batch: Sequence[object]) -> str:
    return ",".join("?" * len(batch))
