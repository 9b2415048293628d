"""A score taken apart adds up to what the engine gave, each piece as the oracle has it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from oracle import Oracle
from test_engine import WEIGHTS, numbered, records, trees

from compendium.indexer.shares import Explained
from compendium.indexer.tree import Close, Field, Group, IndexRecord, Key, Node, Phrase, Ranked, Word
from compendium.indexer.whoosh_engine import WhooshEngine

Made = list[tuple[int, dict[Field, list[str]], dict[Key, list[str]]]]


def assert_adds_up(explained: Explained, score: float) -> None:
    assert explained.score == pytest.approx(score)
    assert sum(term.score * term.factor for term in explained.terms) == pytest.approx(score)
    for term in explained.terms:
        assert sum(share.gave for share in term.shares) == pytest.approx(term.score * term.factor)


@settings(max_examples=40, deadline=None)
@given(records, records, trees)
def test_explanations_add_up_to_the_scores_of_engine_and_oracle(first: Made, second: Made, tree: Node) -> None:
    everything = numbered([*first, *second], 1)
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder), WEIGHTS, flush=20)
        engine.build(everything[: len(first)])
        engine.update([], everything[len(first) :])
        answer = engine.search(tree, len(everything))
        explained = engine.explain(tree, [record.id for record in everything])
    oracle = Oracle(everything, WEIGHTS)
    assert sorted(explained) == list(answer.ids)
    for match in answer.matches:
        told, record = explained[match.id], oracle.records[match.id]
        assert_adds_up(told, match.score)
        for one in told.coordination:
            assert one.factor == pytest.approx((one.held / one.nodes) ** WEIGHTS.exponent(one.nodes))
        for term in told.terms:
            score = oracle.closeness if term.is_close else oracle.score
            assert term.score == pytest.approx(score(term.node, record))  # type: ignore[arg-type]


def test_each_share_says_how_often_and_where() -> None:
    fields = (Field.TEXT, Field.TITLE)
    held = [
        IndexRecord(7, 1, {Field.TEXT: ["art", "bar", "art"], Field.TITLE: ["arts"]}, {}),
        IndexRecord(8, 1, {Field.TEXT: ["cell"]}, {}),
    ]
    art = Group((Word("art", fields), Word("arts", fields, 0.5)))
    near = Group((Phrase(("art", "bar"), 2, fields),), 0.2)
    tree = Close(Ranked((art, Word("bar", fields), Word("cell", fields))), (near,))
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder), WEIGHTS)
        engine.build(held)
        told = engine.explain(tree, [7, 9])
    assert list(told) == [7]
    shares = [(s.words, s.field, s.times, s.weight) for term in told[7].terms for s in term.shares]
    assert shares == [
        (("art",), Field.TEXT, 2, 1.0),
        (("arts",), Field.TITLE, 1, 0.5),
        (("bar",), Field.TEXT, 1, 1.0),
        (("art", "bar"), Field.TEXT, 1, 0.2),
    ]
    assert [(one.held, one.nodes) for one in told[7].coordination] == [(2, 3)]
    assert [term.is_close for term in told[7].terms] == [False, False, True]
