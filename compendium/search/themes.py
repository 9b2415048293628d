"""Topics as the compendiums held state them: their key topics, their papers, and what is held of those."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from compendium.indexer.lookups import Lookups
from compendium.indexer.records import folded_name
from compendium.indexer.rows import DocumentRow, ParagraphRow, TopicRow
from compendium.search.filters import names_like

__all__ = ["Theme", "themes"]


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic of a compendium, and what the collection holds on it."""

    row: TopicRow
    document: DocumentRow
    """The compendium that states it."""
    paragraphs: tuple[ParagraphRow, ...]
    """The compendium's own on it."""
    held: frozenset[str]
    """Symbols of its papers that are held."""
    most_cited: tuple[tuple[str, int], ...]
    """What its paragraphs in the documents held cite most, with the number of citations."""
    recommendations: int
    """How many its paragraphs recall."""


def themes(store: Lookups, name: str = "") -> list[Theme]:
    """The topics in the order of the compendiums; those that a name, or its beginning, names."""
    rows = store.topics()
    if name:
        wanted = folded_name(name)
        names = {folded_name(row.topic.name): row for row in rows}
        rows = [names[wanted]] if wanted in names else [names[like] for like in names_like(name, names)]
    documents = store.documents_by_id({row.document for row in rows})
    symbols = {row.symbol: row for row in store.documents() if row.symbol}
    return [_theme(store, row, documents[row.document], symbols, detailed=bool(name)) for row in rows]


def _theme(
    store: Lookups, row: TopicRow, document: DocumentRow, symbols: dict[str, DocumentRow], *, detailed: bool
) -> Theme:
    topic = row.topic
    held = frozenset(paper.symbol for paper in topic.papers if paper.symbol in symbols)
    paragraphs = tuple(store.paragraphs_between(row.document, topic.first_ordinal, topic.last_ordinal))
    if not detailed:
        return Theme(row, document, paragraphs, held, (), 0)
    cited: Counter[str] = Counter()
    recommendations = 0
    for id_ in [symbols[symbol].id for symbol in sorted(held)]:
        cited.update(c.citation.target for c in store.citations_of(id_) if c.citation.target)
        recommendations += len(store.recommendations_of(id_))
    most = sorted(cited.items(), key=lambda item: (-item[1], item[0]))[:5]
    return Theme(row, document, paragraphs, held, tuple(most), recommendations)
