"""Facets: by what all the paragraphs found can be told apart, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from compendium.frozen import dataclass
from compendium.indexer.lookups import Lookups
from compendium.indexer.tallies import named, tally

__all__ = ["Facets", "facets"]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of all the paragraphs found bear each value, the most frequent first."""

    topic: dict[str, int]
    meeting: dict[str, int]
    year: dict[str, int]
    kind: dict[str, int]
    document: dict[str, int]


def facets(store: Lookups, ids: Sequence[int]) -> Facets:
    """The facets of these paragraphs."""
    if not ids:
        return Facets({}, {}, {}, {}, {})
    counts = tally(store, ids)
    documents = named(store, {count.document for count in counts})
    found: dict[str, Counter[str]] = {name: Counter() for name in Facets.__slots__}
    for count in counts:
        name, kind = documents[count.document]
        found["topic"].update(dict.fromkeys(count.topics, count.paragraphs))
        found["document"][name] += count.paragraphs
        for facet, value in (("kind", kind), ("meeting", count.meeting), ("year", count.year)):
            if value not in (None, ""):
                found[facet][str(value)] += count.paragraphs
    return Facets(**{name: dict(sorted(c.items(), key=lambda i: (-i[1], i[0]))) for name, c in found.items()})
