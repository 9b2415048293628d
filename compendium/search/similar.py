"""Paragraphs like one: those that share the most of its telling words."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from compendium.indexer import tree
from compendium.indexer.analysis import stem, word_list
from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.search.answer import Searchable
from compendium.search.cite import cite
from compendium.search.redline import likeness
from compendium.search.words import is_common

__all__ = ["Similar", "similar"]

TELLING = 25
"""Words of a paragraph that are looked up: those that stand in it often, and in few others."""
SHORTEST = 2
"""Letters of a telling word: one alone is left of `e.g.`."""
FIELDS = (tree.Field.TEXT, tree.Field.POINTS)


@dataclass(frozen=True, slots=True)
class Similar:
    """A paragraph that is like another."""

    document: DocumentRow
    row: ParagraphRow
    score: float
    """Of the search for the other's words; comparable within one answer."""
    likeness: float
    """Share of words and marks that both have, in order; 1 for the same text."""
    words: tuple[str, ...]
    """Telling words that both have, each in one form, those that tell most first."""

    @property
    def citation(self) -> str:
        """In house style."""
        return cite(self.document, self.row.paragraph)


def similar(collection: Searchable, row: ParagraphRow, text: str, limit: int = 10) -> list[Similar]:
    """The paragraphs most like a text of a paragraph, the best first; that paragraph itself is left out."""
    telling = _telling(collection, text)
    if not telling:
        return []
    nodes = tuple(tree.Word(word, FIELDS, weight) for word, weight in telling)
    found = [m for m in collection.engine.search(tree.Ranked(nodes), limit + 1).matches if m.id != row.id][:limit]
    rows = collection.store.paragraphs_by_id(match.id for match in found)
    documents = collection.store.documents_by_id({held.document for held in rows.values()})
    out = []
    for match in found:
        other = rows[match.id]
        full = other.paragraph.full.text
        held = {stem(word) for word in word_list(full)}
        shared: dict[str, str] = {}
        for word, _ in telling:
            if stem(word) in held:
                shared.setdefault(stem(word), word)
        words = tuple(shared.values())
        out.append(Similar(documents[other.document], other, match.score, likeness(text, full), words))
    return out


def _telling(collection: Searchable, text: str) -> list[tuple[str, float]]:
    """The most telling words of a text, each with its weight, the weightiest first."""
    prose = re.sub(r"\S*[/\d]\S*", " ", text)  # symbols and numbers say whom a paragraph cites, not what it is about
    counts = Counter(word for word in word_list(prose) if len(word) >= SHORTEST and not is_common(word))
    paragraphs = max(collection.store.count("paragraphs"), 1)
    weights = {}
    for word, count in counts.items():
        frequency = collection.store.word_frequency(word)
        if frequency > 1 or count > 1:
            weights[word] = (1 + math.log(count)) * math.log(1 + paragraphs / max(frequency, 1))
    top = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TELLING]
    most = max((weight for _, weight in top), default=1.0)
    return [(word, round(weight / most, 4)) for word, weight in top]
