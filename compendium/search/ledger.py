"""The ledger: what the working group recommended, as the documents held recall it, by meeting."""

from __future__ import annotations

from dataclasses import dataclass

from compendium.indexer import tree
from compendium.indexer.analysis import word_list, words
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, ParagraphRow, RecommendationRow
from compendium.search.answer import Request, Searchable, planned
from compendium.search.cite import cite, cite_footnote, point_path
from compendium.search.filters import Filters
from compendium.search.marks import Sought, marks

__all__ = ["Entry", "Ledger", "ledger"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation as one paragraph or footnote recalls it."""

    row: RecommendationRow
    document: DocumentRow
    paragraph: ParagraphRow | None
    citation: str
    """Of the place that recalls it."""
    marks: tuple[tuple[int, int], ...] = ()
    """What was sought, in its text."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Recommendations by meeting and year, and what the user should know."""

    entries: tuple[Entry, ...]
    notices: tuple[str, ...] = ()


def ledger(
    collection: Searchable, query: str, filters: Filters, *, addressee: str = "", quoted: bool = False
) -> Ledger:
    """The recommendations that hold the words of a query and that the filters keep, the earliest meeting first.

    Years and meetings are the recommendation's own. Where none holds all the words, those that hold some are given.

    Raises:
        QueryError: the query cannot be understood.
    """
    narrowed = Filters(
        filters.topics, filters.documents, filters.kinds, filters.languages, filters.years, filters.meetings, True
    )
    plan, node, notices = planned(collection, Request(query, narrowed))
    ids = set(collection.engine.search(plan.tree, 0, node).ids)
    rows = [row for row in collection.store.recommendations() if row.paragraph in ids]
    rows = [row for row in rows if _kept(row, filters, addressee, quoted)]
    found = [(row, _found(row.recommendation.text, plan.sought)) for row in rows]
    if plan.sought:
        most = max((len(held) for _, held in found), default=0)
        found = [(row, held) for row, held in found if most and len(held) == most]
        if 0 < most < len(plan.sought):
            notices = (*notices, "no recommendation holds all the words; these hold the most")
    entries = _entries(collection.store, [(row, held) for row, held in found])
    return Ledger(tuple(sorted(entries, key=_by_meeting)), notices)


def _kept(row: RecommendationRow, filters: Filters, addressee: str, quoted: bool) -> bool:
    held = row.recommendation
    wanted = word_list(addressee)
    return (
        (not quoted or held.quoted)
        and set(wanted) <= set(word_list(held.addressee))
        and (filters.years is None or filters.years.holds(held.year))
        and (filters.meetings is None or filters.meetings.holds(held.meeting))
    )


def _found(text: str, sought: tuple[Sought, ...]) -> dict[int, list[tuple[int, int]]]:
    """For each thing sought that the text holds, where it does."""
    held: dict[int, list[tuple[int, int]]] = {}
    tokens = list(words(text))
    for mark in marks(tokens, tree.Field.TEXT, sought):
        held.setdefault(mark.sought, []).append((mark.start, mark.end))
    return held


def _entries(store: Lookups, found: list[tuple[RecommendationRow, dict[int, list[tuple[int, int]]]]]) -> list[Entry]:
    documents = store.documents_by_id({row.document for row, _ in found})
    paragraphs = store.paragraphs_by_id({row.paragraph for row, _ in found if row.paragraph is not None})
    return [
        Entry(
            row,
            documents[row.document],
            (paragraph := paragraphs.get(row.paragraph or 0)),
            _citation(row, documents[row.document], paragraph),
            tuple(sorted({span for spans in held.values() for span in spans})),
        )
        for row, held in found
    ]


def _citation(row: RecommendationRow, document: DocumentRow, paragraph: ParagraphRow | None) -> str:
    held = row.recommendation
    if paragraph is None:
        return cite_footnote(document, held.footnote or "")
    if held.footnote is not None:
        return f"{cite(document, paragraph.paragraph)}, footnote {held.footnote}"
    inside = [path for path, start, end in paragraph.paragraph.point_spans() if start <= held.start < end]
    return cite(document, paragraph.paragraph, point_path(inside[-1]) if inside else "")


def _by_meeting(entry: Entry) -> tuple[int, int, int, int]:
    held = entry.row.recommendation
    return held.year or 9999, held.meeting or 9999, entry.row.document, entry.row.paragraph or 0
