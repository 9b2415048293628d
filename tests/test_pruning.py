"""What the engine leaves out unscored: the best few are the first of all, where there is enough to leave out."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from compendium.indexer.tree import (
    WORD_FIELDS,
    All,
    Any,
    Close,
    Everything,
    Field,
    Group,
    IndexRecord,
    Node,
    Phrase,
    Ranked,
    Without,
    Word,
)
from compendium.indexer.whoosh_engine import WhooshEngine

RECORDS = 3000
"""So many that each threshold below which all is scored is passed."""
WORDS = [f"w{number}" for number in range(40)]


def some_words(chance: random.Random, number: int) -> list[str]:
    """Words of which the first are in most records and the last in few."""
    return [WORDS[min(int(chance.paretovariate(0.7)) - 1, len(WORDS) - 1)] for _ in range(number)]


def record(chance: random.Random, id_: int) -> IndexRecord:
    held = {Field.TEXT: some_words(chance, chance.choice([3, 3, 8, 20]))}
    for name in (Field.HEADINGS, Field.TITLE):
        if chance.random() < 0.3:
            held[name] = some_words(chance, 3)
    return IndexRecord(id_, 1 + id_ % 9, held, {})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chance = random.Random(7)
    made = tmp_path_factory.mktemp("pruned")
    WhooshEngine(made).build(record(chance, id_) for id_ in range(1, RECORDS + 1))
    return made


class Asking:
    """Makes trees at random of the shapes that questions have: simpler ones leave nothing out."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.some = self.chance.choice

    def word(self) -> Word:
        return Word(self.some(WORDS[:30]), self.some([WORD_FIELDS, (Field.TEXT,)]), self.some([1.0, 0.8, 0.5]))

    def phrase(self, slops: tuple[int, ...] = (0, 0, 2)) -> Phrase:
        pair = (self.some(WORDS[:12]), self.some(WORDS[:12]))
        return Phrase(pair, self.some(slops), WORD_FIELDS, self.some([1.0, 0.64]))

    def group(self) -> Group:
        members = [self.word() if self.chance.random() < 0.8 else self.phrase() for _ in range(self.some([1, 1, 2, 3]))]
        return Group(tuple(members), self.some([1.0, 1.0, 0.3]))

    def part(self) -> Node:
        if self.chance.random() < 0.6:
            return self.group()
        if self.chance.random() < 0.8:
            return Any(tuple(self.group() for _ in range(self.some([2, 3]))))
        return Everything() if self.chance.random() < 0.5 else Without(self.group(), self.word())

    def close(self) -> Close:
        ranked = Ranked(tuple(self.part() for _ in range(self.some([1, 2, 2, 3, 4, 6, 8]))), self.some([1, 1, 2]))
        near = (tuple(self.phrase((0, 4, 4)) for _ in range(self.some([1, 2, 4]))) for _ in range(self.some([1, 2, 3])))
        return Close(ranked, tuple(Group(phrases, 0.4) for phrases in near))

    def tree(self) -> Node:
        close, kind = self.close(), self.chance.random()
        if kind < 0.6:
            return close
        if kind < 0.7:
            return All((Any((close, Everything())), Group((self.word(),))))
        return Without(close, self.word()) if kind < 0.8 else self.part()


@pytest.mark.parametrize("seed", range(12))
def test_the_best_few_are_the_first_of_all(folder: Path, seed: int) -> None:
    asking = Asking(seed)
    engine = WhooshEngine(folder)  # which remembers the terms of what it was asked before
    for _ in range(40):
        tree, limit = asking.tree(), asking.some([1, 3, 10, 20])
        kept = asking.some([None, None, Group((asking.word(),))])
        every = WhooshEngine(folder).search(tree, RECORDS, kept)
        best = engine.search(tree, limit, kept)
        assert list(best.ids) == list(every.ids)
        assert [match.id for match in best.matches] == [match.id for match in every.matches[:limit]]
        assert [m.score for m in best.matches] == pytest.approx([m.score for m in every.matches[:limit]])
