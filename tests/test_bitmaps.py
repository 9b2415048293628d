"""Sets of documents as bitmaps are sets, and what they may score at most, added up over bitmaps, is a sum."""

from __future__ import annotations

import itertools
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.indexer.documents import Documents
from compendium.indexer.heights import Heights
from compendium.indexer.lists import Lengths
from compendium.indexer.matching import Evaluation
from compendium.indexer.tree import Any, Field, Group, IndexRecord, Node, Phrase, Ranked, Word
from compendium.indexer.whoosh_engine import WhooshEngine

sets = st.one_of(st.sets(st.integers(0, 300)), st.sets(st.integers(0, 20_000), max_size=40))


def documents(numbers: set[int]) -> Documents:
    return Documents.of(sorted(numbers))


@given(sets, sets)
def test_documents_are_a_set(one: set[int], two: set[int]) -> None:
    first, second = documents(one), documents(two)
    for made, expected in (
        (first & second, one & two),
        (first | second, one | two),
        (first - second, one - two),
        (first.common(second), one & two),
        (Documents.union([first, second]), one | two),
    ):
        assert list(made.numbers) == list(made) == sorted(expected)
        assert list(Documents(made.bits).numbers) == sorted(expected)
        assert (len(made), bool(made)) == (len(expected), bool(expected))
    assert first.isdisjoint(second) == one.isdisjoint(two)
    asked = sorted(one | two)
    assert first.flags(asked) == bytes(number in one for number in asked)
    assert all((number in first) == (number in one) for number in asked)


@given(st.lists(st.dictionaries(st.integers(0, 40), st.integers(0, 60)), max_size=5), st.integers(0, 200))
def test_heights_add_up(parts: list[dict[int, int]], least: int) -> None:
    total = dict.fromkeys(range(41), 0)
    heights = Heights()
    for part in parts:
        layers = {number: {id_ for id_, held in part.items() if held == number} for number in part.values()}
        heights += Heights.of((number, documents(held).bits) for number, held in layers.items())
        for id_, number in part.items():
            total[id_] += number
    among = documents({id_ for id_ in total if id_ % 3})
    found = Documents(heights.at_least(least, among.bits))
    assert list(found) == [id_ for id_, number in total.items() if number >= least and id_ in among]


@given(st.lists(st.integers(0, 0xFFFF), min_size=1), st.floats(1, 500))
def test_every_document_is_in_one_layer_of_lengths_and_no_shorter_than_it(words: list[int], average: float) -> None:
    layers = Lengths(array("H", words), average).layers
    assert sorted(itertools.chain.from_iterable(held for _, held in layers)) == list(range(len(words)))
    for least, held in layers:
        assert all(words[id_] >= least or least == 1 for id_ in held)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    made = WhooshEngine(tmp_path_factory.mktemp("layers"))
    made.build(
        IndexRecord(id_, 1, {Field.TEXT: ["a"] * (id_ % 23) + ["b"] * (id_ % 7) + ["c"] * (id_ * 31 % 400)}, {})
        for id_ in range(1, 3000)
    )
    return made


@pytest.mark.parametrize(
    "node",
    [
        Word("a"),
        Group((Word("a"), Word("b", weight=0.5), Phrase(("a", "b"), weight=0.6))),
        Ranked((Word("a"), Any((Word("b"), Group((Word("c"),), 0.4))))),
    ],
    ids=["word", "group", "ranked"],
)
def test_no_document_scores_more_than_its_layer(engine: WhooshEngine, node: Node) -> None:
    part = Evaluation(engine._terms()).part(node)
    assert len(part.layers) > 2
    assert (
        sum(len(held) for _, held in part.layers)
        == len(part.documents)
        == len(Documents.union(h for _, h in part.layers))
    )
    for bound, held in part.layers:
        assert max(part.scores(held)) <= bound
