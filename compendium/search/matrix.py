"""The matrix of topics and meetings: where the group has spoken, how often, and where silence may mean "not held"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compendium.corpus.occasions import Occasion
from compendium.indexer.lookups import Lookups
from compendium.search.ledger import Entry, Recall

__all__ = ["UNASSIGNED", "Matrix", "matrix"]

UNASSIGNED = "(no topic)"


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many recommendations are recalled for each topic and meeting."""

    topics: tuple[str, ...]
    occasions: tuple[Occasion, ...]
    """By year; the year alone where the meeting is not said."""
    counts: dict[tuple[str, Occasion], int]
    held: dict[Occasion, bool]
    """Whether a report that the recommendations of the meeting rest on is held: else silence says nothing."""

    def count(self, topic: str, occasion: Occasion) -> int:
        """How many recommendations on a topic."""
        return self.counts.get((topic, occasion), 0)


def matrix(store: Lookups, entries: Sequence[Entry]) -> Matrix:
    """The matrix of these entries; a topic is that of the paragraphs that recall them, or of the papers these cite."""
    listed: dict[str, set[str]] = defaultdict(set)
    for paper in store.listed_papers():
        listed[paper.symbol].add(paper.topic)
    topics = list(dict.fromkeys(row.topic.name for row in store.topics()))
    symbols = {row.symbol: row for row in store.documents() if row.symbol}
    counts: dict[tuple[str, Occasion], int] = {}
    held: dict[Occasion, bool] = {}
    for entry in entries:
        named = {topic for recall in entry.mentions for topic in _topics(store, recall, listed)}
        sources = [symbols[cited.target] for cited in entry.cites if cited.target in symbols]
        for occasion in entry.occasions:
            own = any(row.year == occasion.year for row in sources)
            held[occasion] = held.get(occasion, False) or own
            for topic in sorted(named) or [UNASSIGNED]:
                counts[topic, occasion] = counts.get((topic, occasion), 0) + 1
    shown = sorted(held, key=lambda o: (o.year or 9999, o.meeting or 99))
    rows = topics + sorted({topic for topic, _ in counts} - set(topics))
    return Matrix(tuple(rows), tuple(shown), counts, held)


def _topics(store: Lookups, recall: Recall, listed: Mapping[str, set[str]]) -> set[str]:
    """The topics of a paragraph that recalls a recommendation; where it has none, of the papers that it cites."""
    if recall.paragraph is None:
        return set()
    if recall.paragraph.facts.topics:
        return set(recall.paragraph.facts.topics)
    cited = store.citations_of(recall.document.id)
    targets = {row.citation.target for row in cited if row.paragraph == recall.paragraph.id}
    return {topic for target in targets for topic in listed.get(target, ())}
