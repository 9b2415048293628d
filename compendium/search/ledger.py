"""The ledger: what the working group recommended, each recommendation once, with every place that recalls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from compendium.corpus import ledger as merged
from compendium.corpus.document import Cited, Recommendation
from compendium.corpus.occasions import Occasion, meetings_of_sources, occasions, sources
from compendium.corpus.recalled import goes_on
from compendium.corpus.reference import house_style
from compendium.corpus.reiterated import Again, reiterated
from compendium.corpus.symbols import Symbol
from compendium.indexer import tree
from compendium.indexer.analysis import word_list
from compendium.indexer.annotations import RecommendationRow
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, FootnoteRow, ParagraphRow
from compendium.search.answer import Request, Searchable, planned
from compendium.search.cite import cite, cite_footnote, point_path
from compendium.search.filters import FilterBuilder, Filters
from compendium.search.holdings import Coverage, coverage
from compendium.search.marks import Marker
from compendium.search.printers.page import some_of
from compendium.search.telling import best, weights
from compendium.search.terminal import typed

__all__ = ["Entry", "Ledger", "Recall", "ledger"]

LISTED = 5
"""Recommendations that are named where only some of the words are in them."""

Found = dict[int, list[tuple[int, int]]]
"""For each thing sought that a text holds, where it does."""


@dataclass(frozen=True, slots=True)
class Recall:
    """A recommendation as one paragraph or footnote recalls or adopts it."""

    row: RecommendationRow
    document: DocumentRow
    paragraph: ParagraphRow | None
    citation: str
    """Of the place that recalls it."""

    @property
    def is_source(self) -> bool:
        """Whether the document is itself the report that the recommendation rests on."""
        return any(cited.target == self.document.symbol for cited in self.row.recommendation.cites)


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation and its mentions."""

    wording: Recall
    """The mention whose words are best: those of the report itself or a quotation, then the longest."""
    mentions: tuple[Recall, ...]
    meeting: int | None
    year: int | None
    occasions: tuple[Occasion, ...]
    """The meetings and years at which it was made, its own first."""
    cites: tuple[Cited, ...]
    addressee: str
    again: tuple[Again, ...] = ()
    """The years in which, as documents say, it was said again."""
    marks: tuple[tuple[int, int], ...] = ()
    """What was sought, in the wording's text."""
    rest: str = ""
    """What the sentence says of quoted words that are but its subject: `should be considered for future meetings`."""

    @property
    def source(self) -> str:
        """The places that it rests on, in house style; where none is named, the place that recalls it."""
        places = (", ".join(part for part in (c.target, house_style(*c.pinpoints)) if part) for c in self.cites)
        return "; ".join(places) or self.wording.citation


@dataclass(frozen=True, slots=True)
class Ledger:
    """Recommendations by year and meeting, what is held of their sources, and what the user should know."""

    entries: tuple[Entry, ...]
    sources: Coverage
    notices: tuple[str, ...] = ()


def ledger(
    collection: Searchable,
    query: str,
    filters: Filters,
    *,
    exact: bool = False,
    addressee: str = "",
    quoted: bool = False,
) -> Ledger:
    """The recommendations that hold the words of a query and that the filters keep, the earliest meeting first.

    Years and meetings are the recommendation's own, or those of any of its sources, and years also those in which, as
    a document says, it was said again; a document is one that recalls it or its source. Where not all hold all the
    words, those are given that hold nearly all that tell something among the recommendations.

    Raises:
        QueryError: the query cannot be understood.
    """
    narrowed = replace(filters, documents=(), years=None, meetings=None, recommendations=True)
    plan, node, notices = planned(collection, Request(query, narrowed, exact=exact))
    ids = set(collection.engine.search(plan.tree, 0, node).ids)
    kept = _Kept(filters, frozenset(word_list(addressee)), quoted, ids, _documents(collection.store, filters))
    marker = Marker(plan.sought)
    said = [(entry, _most(entry.mentions, marker)) for entry in _entries(collection.store)]
    found = [(entry, held) for entry, held in said if kept.keeps(entry)]
    if plan.sought:
        given, others = best([held for _, held in found], weights(held for _, held in said))
        if given and not any(len(found[at][1]) == len(plan.sought) for at in given):
            notices = (*notices, "no recommendation holds all the words; these hold those that tell the most")
        notices = (*notices, *_left_out(found[at][0] for at in others))
        found = [found[at] for at in given]
    entries = tuple(
        replace(entry, marks=_marks(entry, marker), rest=_rest(collection.store, entry.wording)) for entry, _ in found
    )
    sources = coverage(collection.store, (cited.target for entry in entries for cited in entry.cites))
    return Ledger(entries, sources, notices)


def _rest(store: Lookups, wording: Recall) -> str:
    """What the sentence goes on with after a quotation."""
    held, paragraph = wording.row.recommendation, wording.paragraph
    if not held.quoted or paragraph is None:
        return ""
    if held.footnote is None:
        return goes_on(paragraph.paragraph.full.text, held.end)
    notes = (row.footnote for row in store.footnotes_borne([paragraph])[paragraph.id])
    return next((goes_on(note.text, held.end) for note in notes if note.label == held.footnote), "")


def _left_out(entries: Iterable[Entry]) -> Iterator[str]:
    """A line that names the recommendations which hold only some of the words."""
    named = list(dict.fromkeys(entry.source for entry in entries))
    if named:
        yield f"left out, since only some of the words are in it: {some_of(named, LISTED)}"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the filters keep that the index does not know of."""

    filters: Filters
    addressee: frozenset[str]
    """Words that the addressee must hold."""
    quoted: bool
    paragraphs: set[int]
    """Those that the query and the other filters keep."""
    documents: set[int]
    """Those that the filters name."""

    def keeps(self, entry: Entry) -> bool:
        """Whether some mention of the entry is kept, and the entry's meeting, year and addressee are asked for."""
        return (
            (not self.quoted or entry.wording.row.recommendation.quoted)
            and self.addressee <= set(word_list(entry.addressee))
            and (any(map(self._at, entry.occasions)) or self._again(entry))
            and any(recall.row.paragraph in self.paragraphs for recall in entry.mentions)
            and (not self.filters.documents or self._in(entry))
        )

    def _at(self, occasion: Occasion) -> bool:
        years, meetings = self.filters.years, self.filters.meetings
        return (years is None or years.holds(occasion.year)) and (meetings is None or meetings.holds(occasion.meeting))

    def _again(self, entry: Entry) -> bool:
        """Whether it was said again in a year asked for; at which meeting is not said."""
        years = self.filters.years
        return years is not None and not self.filters.meetings and any(years.holds(one.year) for one in entry.again)

    def _in(self, entry: Entry) -> bool:
        """Whether a document that the filters name recalls the recommendation or is its source."""
        return any(recall.document.id in self.documents for recall in entry.mentions) or any(
            Symbol(cited.target).matches(typed(value)) for cited in entry.cites for value in self.filters.documents
        )


def _documents(store: Lookups, filters: Filters) -> set[int]:
    """The documents held that the filters name."""
    return {row.id for value in filters.documents for row in FilterBuilder(store).documents(value)}


def _entries(store: Lookups) -> list[Entry]:
    """All recommendations of the collection, each once."""
    rows = store.recommendations()
    documents = store.documents_by_id({row.document for row in rows})
    paragraphs = store.paragraphs_by_id({row.paragraph for row in rows if row.paragraph is not None})
    meetings = meetings_of_sources(row.recommendation for row in rows)
    meetings |= {row.symbol: row.meeting for row in documents.values() if row.symbol and row.meeting}
    notes = store.footnotes_borne(paragraphs.values())
    recalls = [_recall(row, documents[row.document], paragraphs.get(row.paragraph or 0)) for row in rows]
    return [
        _entry(entry, meetings, notes)
        for entry in merged.ledger(merged.Mention(r, _dated(r.row.recommendation, meetings)) for r in recalls)
    ]


def _dated(recommendation: Recommendation, meetings: dict[str, int]) -> Recommendation:
    """It with the meeting of its source, where it does not say it: a report need not number its meeting itself."""
    named = sources(recommendation)
    if recommendation.meeting or len(named) != 1:
        return recommendation
    return replace(recommendation, meeting=meetings.get(named[0]))


def _entry(entry: merged.Entry[Recall], meetings: dict[str, int], notes: Mapping[int, list[FootnoteRow]]) -> Entry:
    recalls = tuple(mention.place for mention in entry.mentions)
    best = max(recalls, key=lambda r: (r.is_source, r.row.recommendation.quoted, len(r.row.recommendation.text)))
    whole = replace(entry.wording, meeting=entry.meeting, year=entry.year, cites=entry.cites)
    again = reiterated(entry.cites, _texts(recalls, notes))
    made = occasions(whole, meetings)
    return Entry(best, recalls, entry.meeting, entry.year, made, entry.cites, entry.addressee, again)


def _texts(recalls: Iterable[Recall], notes: Mapping[int, list[FootnoteRow]]) -> Iterator[tuple[str, str]]:
    """The paragraphs that recall a recommendation, and their footnotes, each with its citation."""
    for recall in recalls:
        if recall.paragraph is not None:
            whole = cite(recall.document, recall.paragraph.paragraph)
            yield whole, recall.paragraph.paragraph.full.text
            for note in notes.get(recall.paragraph.id, ()):
                yield f"{whole}, footnote {note.footnote.label}", note.footnote.text


def _recall(row: RecommendationRow, document: DocumentRow, paragraph: ParagraphRow | None) -> Recall:
    return Recall(row, document, paragraph, _citation(row, document, paragraph))


def _citation(row: RecommendationRow, document: DocumentRow, paragraph: ParagraphRow | None) -> str:
    held = row.recommendation
    if paragraph is None:
        return cite_footnote(document, held.footnote or "")
    if held.footnote is not None:
        return f"{cite(document, paragraph.paragraph)}, footnote {held.footnote}"
    inside = [path for path, start, end in paragraph.paragraph.point_spans() if start <= held.start < end]
    return cite(document, paragraph.paragraph, point_path(inside[-1]) if inside else "")


def _most(recalls: Iterable[Recall], marker: Marker) -> Found:
    """What is sought, as the mention that holds the most of it does."""
    return max((_found(recall.row.recommendation.text, marker) for recall in recalls), key=len)


def _marks(entry: Entry, marker: Marker) -> tuple[tuple[int, int], ...]:
    held = _found(entry.wording.row.recommendation.text, marker)
    return tuple(sorted({span for spans in held.values() for span in spans}))


def _found(text: str, marker: Marker) -> Found:
    held: Found = {}
    for mark in marker.marks(text, tree.Field.TEXT):
        held.setdefault(mark.sought, []).append((mark.start, mark.end))
    return held
