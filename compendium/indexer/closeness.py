"""What phrases add to the scores of documents."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import compress, repeat
from operator import add, mul

from compendium.indexer.documents import Documents
from compendium.indexer.heights import SLACK
from compendium.indexer.phrases import PhraseReader
from compendium.indexer.terms import Term
from compendium.indexer.tree import Field, Phrase

__all__ = ["Closeness", "Counted"]

Counted = Callable[[str, tuple[Field, ...]], tuple[Term, float] | None]
"""A term in which a word counts in these fields at least, and by which weight; None where there is none."""


class Closeness:
    """Phrases that count as one term, as rare as the documents that hold the words of one, wherever they stand."""

    def __init__(
        self,
        phrases: Sequence[Phrase],
        weight: float,
        k1: float,
        size: int,
        reader: PhraseReader,
        counted: Counted,
    ) -> None:
        """`size` is the number of all documents."""
        self._k1 = k1
        self._reader = reader
        self._phrases: dict[object, list[Phrase]] = defaultdict(list)
        """Those of the same words together."""
        for phrase in phrases:
            self._phrases[frozenset(phrase.words), phrase.fields].append(phrase)
        self.documents = Documents.union(reader.holding(same[0]) for same in self._phrases.values())
        """Those that hold the words of a phrase; all others score nothing."""
        number = len(self.documents)
        self.bound = weight * math.log(1 + (size - number + 0.5) / (number + 0.5))
        """No document scores more."""
        self._most = _most(phrases, counted)

    def bounds(self, documents: Documents) -> list[float]:
        """For each of these documents what it adds at most."""
        bound, k1 = self.bound, self._k1
        ids = documents.numbers
        holding = self.documents.flags(ids)
        if self._most is None or 1 not in holding:
            return [bound * is_held for is_held in holding]
        most: Iterable[float] = repeat(0.0, len(ids))
        for share, terms in self._most:
            found = (map(term.frequencies(documents).get, ids, repeat(0.0)) for term in terms)
            least = map(min, *found) if len(terms) > 1 else next(found)
            most = map(add, most, map(mul, repeat(share), least))
        return [is_held and bound * tf / (tf + k1) for is_held, tf in zip(holding, most, strict=True)]

    def scores(self, ids: tuple[int, ...]) -> list[float]:
        """What it adds to the score of each of these documents."""
        total: dict[int, float] = {}
        for phrases in self._phrases.values():
            some = tuple(compress(ids, self._reader.holding(phrases[0]).flags(ids)))
            for phrase in phrases if some else ():
                for id_, tf in self._reader.frequencies(phrase, some).items():
                    total[id_] = total.get(id_, 0.0) + phrase.weight * tf
        return [self.bound * (tf := total.get(id_, 0.0)) / (tf + self._k1) for id_ in ids]


def _most(phrases: Sequence[Phrase], counted: Counted) -> list[tuple[float, tuple[Term, ...]]] | None:
    """Terms, and by how much the least frequency among them may count for the phrases, all of which add up.

    A phrase that leaves room for others starts at most as often as its first word stands, another one at most as
    often as each of its words. None where that is not known of a word.
    """
    loose: dict[Term, dict[str, float]] = {}
    most: list[tuple[float, tuple[Term, ...]]] = []
    for phrase in phrases:
        found = [counted(word, phrase.fields) for word in (phrase.words[:1] if phrase.slop else phrase.words)]
        known = [entry for entry in found if entry is not None]
        if len(known) < len(found):
            return None
        if phrase.slop:
            ((term, weight),) = known
            shares = loose.setdefault(term, {})
            shares[phrase.words[0]] = shares.get(phrase.words[0], 0.0) + phrase.weight / weight
        else:
            share = phrase.weight / min(weight for _, weight in known)
            most.append((share, tuple(term for term, _ in known)))
    most += [(max(shares.values()), (term,)) for term, shares in loose.items()]
    return [(share * (1 + SLACK), terms) for share, terms in most]
