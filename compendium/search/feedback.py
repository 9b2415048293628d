"""More words for a query from its own first answers: pseudo-relevance feedback by the Bo1 model.

A word of the first paragraphs is worth the more, the more often it stands there than it would by chance (Bose-Einstein
statistics; G. Amati, "Probability models for information retrieval based on divergence from randomness", 2003, ch. 6):

    w(t) = f(t) * log2((1 + P) / P) + log2(1 + P),   P = n(t) / N

where f(t) is its frequency in those paragraphs and n(t) of all N paragraphs hold it (the store counts paragraphs, not
occurrences). It helps a long description and can lead a short question astray, so it is done only where it is asked
for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from compendium.indexer import tree
from compendium.indexer.analysis import stem, word_list
from compendium.indexer.lookups import Lookups
from compendium.search.printers.page import some_of
from compendium.search.words import is_common

__all__ = ["FIRST", "in_words", "learnt"]

FIRST = 10
"""Paragraphs that are learnt from."""
MOST_TERMS = 40
"""Words that are added, with all their forms."""
WEIGHT = 0.4
"""Weight of the best of them, beside that of a word of the query."""
NAMED = 6
"""Of these, so many, the best, are named."""
SHORTEST = 3
"""Letters of a word that is learnt."""


def learnt(store: Lookups, ids: Iterable[int]) -> tuple[tree.Group, ...]:
    """What the paragraphs of these numbers add to the query that found them, the words that tell most first."""
    counts: Counter[str] = Counter()
    for word in _words(store, ids):
        if len(word) >= SHORTEST and word.isalpha() and not is_common(word):
            counts[stem(word)] += 1
    total = store.count("paragraphs")
    worth = {base: _bo1(count, _holders(store, base), total) for base, count in counts.items() if count > 1}
    best = sorted(worth, key=lambda base: (-worth[base], base))[:MOST_TERMS]
    return tuple(
        tree.Group(
            tuple(tree.Word(word) for word, _ in store.words_with_stem(base)), WEIGHT * worth[base] / worth[best[0]]
        )
        for base in best
    )


def in_words(found: Sequence[tree.Group], query: str) -> Iterator[str]:
    """A sentence that names the first of the words that were added, those of the query left out."""
    typed = set(map(stem, word_list(query)))
    added = [word.word for group in found for word in group.members[:1] if isinstance(word, tree.Word)]
    new = [word for word in added if stem(word) not in typed]
    if new:
        yield f"also searched, from the first answers: {some_of(new, NAMED, ', ')}"


def _words(store: Lookups, ids: Iterable[int]) -> Iterator[str]:
    rows = store.paragraphs_by_id(ids)
    documents = store.documents_by_id({row.document for row in rows.values()})
    for row in rows.values():
        yield from word_list(row.paragraph.full.text)
        yield from word_list(documents[row.document].title)


def _holders(store: Lookups, base: str) -> int:
    return sum(count for _, count in store.words_with_stem(base))


def _bo1(frequency: int, holders: int, total: int) -> float:
    chance = max(holders, 1) / total
    return frequency * math.log2((1 + chance) / chance) + math.log2(1 + chance)
