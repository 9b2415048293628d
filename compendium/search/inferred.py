"""Topics that no compendium states: the likeliest ones of a document, from the key topics that its paragraphs hold.

They are guesses, are labelled so, and are never mixed with stated topics unless asked for.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compendium.corpus.document import Topic
from compendium.indexer.analysis import word_list
from compendium.indexer.records import folded_name
from compendium.indexer.tallies import tally
from compendium.indexer.tree import All, Any, Has, Key, Node
from compendium.search.question import Question
from compendium.search.request import Request, Searchable
from compendium.search.words import is_common

__all__ = ["Inference", "infer"]

LEAST = 0.35
"""Share of a topic's key topics, weighted by rarity, that a document must speak of."""
NEAR_BEST = 0.8
"""Share of the best topic's score that a further topic needs."""
MOST = 3
"""Topics of one document."""
ENOUGH, SHARE = 4, 0.02
"""Paragraphs that speak of a key topic, and their share in a long document; more make it no likelier. A book of
thousands of paragraphs speaks of `awareness` four times without being about it."""


@dataclass(frozen=True, slots=True)
class Inference:
    """The topics inferred for the documents that no compendium speaks of."""

    topics: dict[int, tuple[str, ...]]
    """By document, the likeliest first."""
    nodes: dict[str, Node]
    """By topic's folded name: the paragraphs of these documents that speak of one of its key topics."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A key topic: what finds the paragraphs that speak of it, how rare they are, how many each document has."""

    node: Node
    rarity: float
    paragraphs: dict[int, int]


def infer(collection: Searchable) -> Inference:
    """The likeliest topics of each document without a stated one, as far as its words tell."""
    store = collection.store
    counts = tally(store, store.paragraph_ids())
    stated = {one.document for one in counts if one.topics}
    unstated = {one.document for one in counts} - stated
    topics = {folded_name(row.topic.name): row.topic for row in store.topics()}
    if not unstated or not topics:
        return Inference({}, {})
    lengths: dict[int, int] = defaultdict(int)
    for one in counts:
        lengths[one.document] += one.paragraphs
    total = sum(lengths.values())
    spoken = {folded: list(_spoken(collection, topic, total)) for folded, topic in topics.items()}
    chosen: dict[int, tuple[str, ...]] = {}
    for document in sorted(unstated):
        enough = max(ENOUGH, SHARE * lengths[document])
        best = _likeliest({folded: _score(keys, document, enough) for folded, keys in spoken.items()})
        if best:
            chosen[document] = tuple(best)
    nodes = {
        folded: _node(keys, [d for d, best in chosen.items() if folded in best]) for folded, keys in spoken.items()
    }
    names = {d: tuple(topics[folded].name for folded in best) for d, best in chosen.items()}
    return Inference(names, {folded: node for folded, node in nodes.items() if node is not None})


def _spoken(collection: Searchable, topic: Topic, total: int) -> Iterator[_Spoken]:
    """The key topics that the collection speaks of; the topic's own name is one."""
    for name in dict.fromkeys((topic.name, *topic.key_topics)):
        telling = [word for word in dict.fromkeys(word_list(name)) if not is_common(word)]
        if not telling:
            continue
        plan = Question(collection, Request(" ".join(f"+{word}" for word in telling), exact=True)).plan
        ids = () if plan.corrections or plan.absent else collection.engine.search(plan.tree, 0).ids
        paragraphs: dict[int, int] = defaultdict(int)
        for one in tally(collection.store, ids):
            paragraphs[one.document] += one.paragraphs
        yield _Spoken(plan.tree, math.log(1 + total / (1 + len(ids))), dict(paragraphs))


def _score(keys: Sequence[_Spoken], document: int, enough: float) -> float:
    """The share of the key topics that a document speaks of, the rarer the more; `enough` paragraphs for each."""
    whole = sum(key.rarity for key in keys)
    said = sum(key.rarity * min(key.paragraphs.get(document, 0) / enough, 1.0) for key in keys)
    return said / whole if whole else 0.0


def _likeliest(scores: dict[str, float]) -> list[str]:
    ranked = sorted(scores, key=lambda folded: (-scores[folded], folded))
    least = max(LEAST, NEAR_BEST * scores[ranked[0]])
    return [folded for folded in ranked[:MOST] if scores[folded] >= least]


def _node(keys: Sequence[_Spoken], documents: Sequence[int]) -> Node | None:
    spoken = [key.node for key in keys if key.paragraphs]
    if not documents or not spoken:
        return None
    return All((Any(tuple(Has(Key.DOCUMENT, str(id_)) for id_ in documents)), Any(tuple(spoken))))
