"""The engine agrees with the oracle, whatever was added and deleted, and believes no damaged file."""

from __future__ import annotations

import os
import pickle
import struct
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partialmethod
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle

from compendium.errors import IndexDamagedError, QueryError
from compendium.indexer.documents import Documents
from compendium.indexer.generations import open_generation
from compendium.indexer.lists import List
from compendium.indexer.postings import PlainUnpickler, read_postings
from compendium.indexer.tree import (
    All,
    Any,
    Between,
    Close,
    Everything,
    Field,
    Group,
    Has,
    IndexRecord,
    Key,
    Node,
    Phrase,
    Prefix,
    Ranked,
    Without,
    Word,
)
from compendium.indexer.weights import Weights
from compendium.indexer.whoosh_engine import WhooshEngine

WEIGHTS = Weights()
VOCABULARY = ("art", "arts", "bar", "barge", "cell", "été", "国")
FIELDS = (Field.TEXT, Field.POINTS, Field.HEADINGS)

words = st.sampled_from(VOCABULARY)
texts = st.lists(st.one_of(words, words, words, st.just("")), max_size=12)
fields = st.sampled_from([FIELDS, (Field.TEXT,), (Field.TEXT, Field.POINTS), tuple(Field)])
weights = st.sampled_from([1.0, 0.5, 2.0])
keys = st.fixed_dictionaries(
    {},
    optional={
        Key.YEAR: st.lists(st.sampled_from(["2009", "2010", "2015"]), min_size=1, max_size=2),
        Key.TOPIC: st.lists(st.sampled_from(["organ removal", "fees, costs and charges"]), min_size=1, max_size=2),
    },
)
records = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, texts)),
        keys,
    ),
    max_size=12,
)
leaves = st.one_of(
    st.builds(Word, words, fields, weights),
    st.builds(Prefix, st.sampled_from(["a", "ar", "b", "bar", "c", "z"]), fields, weights),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(tuple), st.integers(0, 3), fields, weights),
)
terms = st.one_of(leaves, st.builds(Group, st.lists(leaves, min_size=1, max_size=3).map(tuple), weights))
filters = st.one_of(
    st.builds(Has, st.just(Key.TOPIC), st.sampled_from(["organ removal", "fees, costs and charges", "fees"])),
    st.builds(Between, st.just(Key.YEAR), st.sampled_from(["2009", "2010"]), st.sampled_from(["2009", "2012"])),
    st.just(Everything()),
)


phrases = st.builds(Phrase, st.lists(words, min_size=2, max_size=2).map(tuple), st.integers(0, 3), fields, weights)
groups = st.builds(Group, st.lists(phrases, min_size=1, max_size=3).map(tuple), weights)


def _combined(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        *(st.builds(All, several), st.builds(Any, several), st.builds(Ranked, several, st.integers(1, 3))),
        *(st.builds(Close, nodes, st.lists(groups, max_size=3).map(tuple)), st.builds(Without, nodes, nodes)),
    )


trees: st.SearchStrategy[Node] = st.recursive(st.one_of(terms, terms, filters), _combined, max_leaves=6)


def numbered(made: Sequence[tuple[int, dict[Field, list[str]], dict[Key, list[str]]]], start: int) -> list[IndexRecord]:
    return [IndexRecord(id_, document, held, given) for id_, (document, held, given) in enumerate(made, start)]


@settings(max_examples=100, deadline=None)
@given(records, st.sets(st.integers(1, 4)), records, trees, st.one_of(st.none(), filters), st.integers(0, 12))
def test_engine_agrees_with_oracle(
    first: list[tuple[int, dict[Field, list[str]], dict[Key, list[str]]]],
    deleted: set[int],
    second: list[tuple[int, dict[Field, list[str]], dict[Key, list[str]]]],
    tree: Node,
    kept: Node | None,
    limit: int,
) -> None:
    built, added = numbered(first, 1), numbered(second, len(first) + 1)
    living = [record for record in built if record.document not in deleted] + added
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder), WEIGHTS, flush=20)
        engine.build(built)
        engine.update(deleted, added)
        assert_agrees(WhooshEngine(Path(folder), WEIGHTS), Oracle(living, WEIGHTS), tree, kept, limit)


def assert_agrees(engine: WhooshEngine, oracle: Oracle, tree: Node, kept: Node | None, limit: int) -> None:
    expected = oracle.search(tree, kept)
    answer = engine.search(tree, limit, kept)
    assert list(answer.ids) == sorted(expected)
    assert len(answer.matches) == min(limit, len(expected))
    assert [m.score for m in answer.matches] == pytest.approx(sorted(expected.values(), reverse=True)[:limit])
    for match in answer.matches:
        assert match.score == pytest.approx(expected[match.id])
        assert match.terms == oracle.matched_words(tree, oracle.records[match.id])
    assert all((-before.score, before.id) < (-after.score, after.id) for before, after in pairwise(answer.matches))


def test_what_closeness_adds_is_bounded_by_what_stands_there_not_by_what_was_scored(tmp_path: Path) -> None:
    texts = ["front line art", "front art art art line zinc", "line front zinc", "art", "line art frontline"]
    records = [IndexRecord(id_, 1, {Field.TEXT: text.split()}, {}) for id_, text in enumerate(texts, 1)]
    engine = WhooshEngine(tmp_path, WEIGHTS)
    engine.build(records)
    line = Group((Word("line"),))
    parts = (Without(line, Word("zinc")), Word("front"), Group((Word("line"), Word("frontline", weight=0.8))))
    near = Group((Phrase(("line", "front"), 4),), 0.4)
    assert_agrees(engine, Oracle(records, WEIGHTS), Close(Ranked(parts), (near,)), None, 9)


def test_a_question_that_is_stopped_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The terms of a question are kept for the next one; time may run out at any place."""
    names = [f"w{number}" for number in range(20)]
    texts = [[names[id_ * 7 % 20], *["b"] * (id_ % 50 == 0)] for id_ in range(900)]
    WhooshEngine(tmp_path).build(IndexRecord(id_, 1, {Field.TEXT: text}, {}) for id_, text in enumerate(texts, 1))
    term = Group(tuple(map(Word, names)))
    asked: list[tuple[Node, int]] = [(All((term, Word("b"))), 900), (term, 5), (term, 900)]
    expected = [WhooshEngine(tmp_path).search(tree, limit) for tree, limit in asked]
    whole = List.add_to
    for stop in range(1, 20, 3):
        calls = iter(range(1, 100))

        def stopped(
            self: List, total: dict[int, float], documents: Documents | None = None, *, calls: Iterator[int], stop: int
        ) -> None:
            whole(self, total, documents)
            if next(calls) == stop:
                raise QueryError("it takes too long")

        engine = WhooshEngine(tmp_path)
        monkeypatch.setattr(List, "add_to", partialmethod(stopped, calls=calls, stop=stop))
        with pytest.raises(QueryError):
            engine.search(term, 900)
        monkeypatch.undo()
        found = [engine.search(tree, limit) for tree, limit in asked]
        assert [answer.matches for answer in found] == [answer.matches for answer in expected]


def test_what_is_left_out_after_a_question_is_found_no_more(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, WEIGHTS)
    engine.build(simple_records(1, 12))
    assert 6 in list(engine.search(Word("art"), 20).ids)
    engine.leave_out({2: {7}})
    left = [id_ for id_ in range(1, 13) if id_ // 3 != 2 or id_ == 7]
    assert list(engine.search(Everything(), 20).ids) == left
    assert 6 not in list(engine.search(Word("art"), 20).ids)


def simple_records(start: int, count: int) -> list[IndexRecord]:
    return [
        IndexRecord(
            id_,
            id_ // 3,
            {Field.TEXT: [VOCABULARY[(id_ + place) % 5] for place in range(id_ % 9 + 1)]},
            {Key.DOCUMENT: [str(id_ // 3)]},
        )
        for id_ in range(start, start + count)
    ]


def test_many_small_additions_leave_few_segments(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    everything = simple_records(1, 60)
    engine.build(everything[:12])
    for start in range(12, 60, 3):
        engine.update([], everything[start : start + 3])
    generation = open_generation(tmp_path)
    assert generation is not None
    assert len(generation.manifest.segments) == 1
    assert_agrees(engine, Oracle(everything, WEIGHTS), Word("art"), None, 60)


def test_only_the_generation_in_use_is_kept(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.build(simple_records(1, 9))
    engine.update([1], simple_records(10, 3))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2", "current"]


def test_a_reader_keeps_its_generation(tmp_path: Path) -> None:
    writer, reader = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    writer.build(simple_records(1, 9))
    before = reader.search(Everything(), 9).matches
    writer.update([1], [])
    assert reader.search(Everything(), 9).matches == before
    assert len(WhooshEngine(tmp_path).search(Everything(), 9).ids) == 6


def test_an_empty_index_answers(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    assert engine.search(Word("art"), 5).matches == ()
    engine.build([])
    assert not WhooshEngine(tmp_path).search(Any((Word("art"), Prefix("a"))), 5).ids


def index_with_every_file(folder: Path) -> Path:
    """An index of two segments, one of which has deletions; the folder of its generation."""
    engine = WhooshEngine(folder)
    engine.build(simple_records(1, 5000))
    engine.update([900], simple_records(5001, 10))
    generation = open_generation(folder)
    assert generation is not None
    suffixes = {path.suffix for path in generation.folder.iterdir()}
    assert suffixes == {".trm", ".pst", ".col", ".sum", ".del", ".toc", ".json"}
    return generation.folder


def test_a_flipped_byte_is_noticed_or_never_read(tmp_path: Path) -> None:
    folder = index_with_every_file(tmp_path)
    sound = answers(tmp_path)
    noticed: dict[str, int] = defaultdict(int)
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        if not data:
            continue  # a column of nothing but zeros
        for place in {0, len(data) // 3, len(data) // 2, len(data) - 1}:
            path.write_bytes(data[:place] + bytes([data[place] ^ 0x40]) + data[place + 1 :])
            with pytest.raises(IndexDamagedError):
                open_generation(tmp_path, check_all=True)
            try:
                assert answers(tmp_path) == sound
            except IndexDamagedError:
                noticed[path.suffix] += 1
        path.write_bytes(data)
    assert set(noticed) == {".trm", ".pst", ".col", ".sum", ".del", ".toc", ".json"}


def answers(folder: Path) -> list[object]:
    engine = WhooshEngine(folder)
    nodes = (Word("art"), Phrase(("art", "arts")), Prefix("b"), Has(Key.DOCUMENT, "7"), Everything())
    return [(found.matches, list(found.ids)) for found in (engine.search(node, 5) for node in nodes)]


@pytest.mark.parametrize("pointer", [b"", b"7", b"-1\n", b"../2\n", b"0\n", b"99999999999999999999\n", b"\xff\n"])
def test_a_bad_pointer_is_noticed(tmp_path: Path, pointer: bytes) -> None:
    WhooshEngine(tmp_path).build(simple_records(1, 3))
    (tmp_path / "current").write_bytes(pointer)
    with pytest.raises(IndexDamagedError):
        WhooshEngine(tmp_path).search(Word("art"), 5)


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    folder = index_with_every_file(tmp_path)
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        path.unlink()
        with pytest.raises(IndexDamagedError):
            answers(tmp_path)
        path.write_bytes(data)


def test_whoosh_itself_opens_the_index_and_finds_the_same(tmp_path: Path) -> None:
    from whoosh import query
    from whoosh.index import open_dir

    engine = WhooshEngine(tmp_path)
    engine.build(simple_records(1, 3000))
    engine.update([900], simple_records(3001, 10))
    generation = open_generation(tmp_path)
    assert generation is not None
    asked: dict[object, Node] = {
        query.Term("text", "art"): Word("art"),
        query.Prefix("text", "ar"): Prefix("ar"),
        query.Phrase("text", ["cell", "été"]): Phrase(("cell", "été")),
        query.Term("document", "7"): Has(Key.DOCUMENT, "7"),
    }
    with open_dir(str(generation.folder)).searcher() as searcher:
        numbers = searcher.reader().column_reader("paragraph_id")
        for theirs, ours in asked.items():
            found = sorted(numbers[id_] for id_ in searcher.docs_for_query(theirs))
            assert found == list(engine.search(ours, 0).ids)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(((3, 0), None, ("\x01", "\x02")), id="twice the same document"),
        pytest.param(((3, -2), None, ("\x01", "\x02")), id="a document before the last"),
        pytest.param(((3, 1), (1,), ("\x01", "\x02")), id="a count that is missing"),
        pytest.param(((3, 1), None, ("\x01",)), id="positions that are missing"),
    ],
)
def test_postings_that_nobody_wrote_are_refused(block: tuple[object, ...]) -> None:
    inner = pickle.dumps((2, 4, 1, 0, 1, 1), 2) + pickle.dumps(block, 2)
    with pytest.raises(ValueError, match="documents"):
        read_postings(b"W3Bl" + struct.pack("!i", -len(inner)) + inner)


def test_a_pickle_that_would_run_is_not_run() -> None:
    with pytest.raises(pickle.UnpicklingError, match="has no place in an index"):
        PlainUnpickler(pickle.dumps(os.getcwd, 2)).load()
