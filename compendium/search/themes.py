"""Topics as the compendiums held state them: their key topics, their papers, and what is held of those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from compendium.indexer.annotations import TopicRow
from compendium.indexer.lookups import Lookups
from compendium.indexer.records import folded_name
from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.indexer.tallies import tally
from compendium.search.answer import Searchable
from compendium.search.cite import document_name
from compendium.search.filters import Filters, names_like
from compendium.search.holdings import Coverage, coverage
from compendium.search.ledger import Ledger, ledger
from compendium.search.links import link_to
from compendium.search.works import Works

__all__ = ["Cited", "Theme", "themes"]

MOST = 5
"""Documents that are shown as most cited."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the paragraphs on a topic cite."""

    name: str
    citations: int
    held: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic of a compendium, and what the collection holds on it."""

    row: TopicRow
    document: DocumentRow
    """The compendium that states it."""
    paragraphs: tuple[ParagraphRow, ...]
    """The compendium's own on it."""
    total: int
    """Paragraphs of all documents held whose stated topic it is."""
    held: frozenset[str]
    """Symbols of its papers that are held."""
    papers: Coverage
    inferred: tuple[str, ...] = ()
    """Documents for which it is inferred, where that was asked for."""
    most_cited: tuple[Cited, ...] = ()
    """What its paragraphs cite most; of one topic alone."""
    sources: Coverage | None = None
    """How much of all that they cite is held; of one topic alone."""
    recommendations: Ledger | None = None
    """Those that its paragraphs recall or adopt; of one topic alone."""


def themes(collection: Searchable, name: str = "", *, inferred: bool = False) -> list[Theme]:
    """The topics in the order of the compendiums; those that a name, or its beginning, names, in detail."""
    store = collection.store
    rows = store.topics()
    if name:
        wanted = folded_name(name)
        names = {folded_name(row.topic.name): row for row in rows}
        rows = [names[wanted]] if wanted in names else [names[like] for like in names_like(name, names)]
    documents = store.documents()
    by_id = {row.id: row for row in documents}
    symbols = {row.symbol for row in documents if row.symbol}
    totals: Counter[str] = Counter()
    for one in tally(store, store.paragraph_ids()):
        totals.update(dict.fromkeys(one.topics, one.paragraphs))
    guesses = _guesses(collection, by_id) if inferred else {}
    found = [_theme(store, row, by_id[row.document], symbols, totals, guesses) for row in rows]
    return [_detailed(collection, theme) for theme in found] if name else found


def _guesses(collection: Searchable, documents: Mapping[int, DocumentRow]) -> dict[str, tuple[str, ...]]:
    """For each topic the documents for which it is inferred."""
    from compendium.search.inferred import infer

    found: dict[str, tuple[str, ...]] = {}
    for id_, topics in infer(collection).topics.items():
        for topic in topics:
            found[topic] = (*found.get(topic, ()), document_name(documents[id_]))
    return found


def _theme(
    store: Lookups,
    row: TopicRow,
    document: DocumentRow,
    symbols: set[str],
    totals: Mapping[str, int],
    guesses: Mapping[str, tuple[str, ...]],
) -> Theme:
    topic = row.topic
    listed = {paper.symbol for paper in topic.papers if paper.symbol}
    paragraphs = tuple(store.paragraphs_between(row.document, topic.first_ordinal, topic.last_ordinal))
    return Theme(
        row,
        document,
        paragraphs,
        totals.get(topic.name, 0),
        frozenset(listed & symbols),
        Coverage(len(listed & symbols), len(topic.papers)),
        guesses.get(topic.name, ()),
    )


def _detailed(collection: Searchable, theme: Theme) -> Theme:
    """The topic with what its paragraphs cite and recommend."""
    store, name = collection.store, theme.row.topic.name
    rows = store.citations()
    works = Works(row.citation for row in rows)
    on_topic = {
        row.id
        for row in store.paragraphs_by_id({r.paragraph for r in rows if r.paragraph is not None}).values()
        if name in row.facts.topics
    }
    listed = {paper.symbol for paper in theme.row.topic.papers}
    cited: Counter[str] = Counter()
    for row in rows:
        work = works.of(row.citation).name
        if link_to(work) is None:
            continue
        # that a compendium names its papers is no citation that tells something
        if row.paragraph in on_topic and not (row.document == theme.document.id and work in listed):
            cited[work] += 1
    held = {row.symbol for row in store.documents()}
    most = sorted(cited.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return Theme(
        theme.row,
        theme.document,
        theme.paragraphs,
        theme.total,
        theme.held,
        theme.papers,
        theme.inferred,
        tuple(Cited(work, count, work in held) for work, count in most),
        coverage(store, cited),
        ledger(collection, "", Filters(topics=(name,))),
    )
