"""The store gives back what it was given, and keeps words, topics and changes true."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.corpus.document import (
    Citation,
    CitationKind,
    Cited,
    Document,
    Finding,
    FindingKind,
    Footnote,
    IdentifiedBy,
    Masthead,
    Paper,
    Paragraph,
    Point,
    Recommendation,
    Section,
    Topic,
)
from compendium.corpus.styled import NoteMark, Span, Style, StyledText
from compendium.errors import CollectionError
from compendium.indexer.analysis import stem
from compendium.indexer.records import vocabulary_of
from compendium.indexer.rows import SourceFile
from compendium.indexer.store import Outcome, Store
from compendium.indexer.tree import Key

# Everything that text can be, NUL and scripts beyond the basic plane included; lone surrogates are no text.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers(-(2**63), 2**63 - 1)
maybe = st.one_of(st.none(), numbers)
labels = st.one_of(st.none(), texts)
strings = st.lists(texts, max_size=2).map(tuple)
styled = st.builds(
    StyledText,
    texts,
    st.lists(st.builds(Span, numbers, numbers, st.sampled_from(Style)), max_size=2).map(tuple),
    st.lists(st.builds(NoteMark, texts, numbers), max_size=2).map(tuple),
)
points: st.SearchStrategy[tuple[Point, ...]] = st.recursive(
    st.just(()), lambda inner: st.lists(st.builds(Point, texts, styled, inner), max_size=2).map(tuple), max_leaves=4
)
paragraphs = st.builds(
    Paragraph,
    *(numbers, labels, labels, styled, points, maybe, st.lists(numbers, max_size=2).map(tuple), numbers, numbers),
    st.booleans(),
)
sections = st.builds(Section, texts, texts, numbers, numbers, maybe, maybe, strings)
footnotes = st.builds(Footnote, texts, styled, maybe, maybe, maybe)
citations = st.builds(
    Citation, texts, numbers, numbers, st.sampled_from(CitationKind), texts, strings, texts, maybe, labels
)
recommendations = st.builds(
    Recommendation,
    *(texts, st.booleans(), maybe, maybe, numbers, numbers),
    *(st.lists(st.builds(Cited, texts, strings), max_size=2).map(tuple), texts, maybe, labels),
)
findings = st.builds(Finding, st.sampled_from(FindingKind), texts, maybe, st.booleans())
papers = st.builds(Paper, texts, maybe, maybe, texts, numbers, numbers)
topics = st.builds(Topic, texts, strings, numbers, numbers, st.lists(papers, max_size=2).map(tuple))


def several(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=3).map(tuple)


def numbered(document: Document) -> Document:
    """The document with sections and paragraphs counted from 1, as all documents have them, and no parent below."""
    return replace(
        document,
        sections=tuple(replace(s, order=i, parent=None) for i, s in enumerate(document.sections, 1)),
        paragraphs=tuple(replace(p, ordinal=i, section=None) for i, p in enumerate(document.paragraphs, 1)),
    )


documents = st.builds(
    Document,
    *(texts, texts, texts),
    st.builds(Masthead, *(texts,) * 5, maybe, *(texts,) * 7),
    st.one_of(st.none(), st.sampled_from(IdentifiedBy)),
    texts,
    *map(several, (sections, paragraphs, footnotes, citations, recommendations, topics, findings)),
    maybe,
    maybe,
).map(numbered)


@settings(max_examples=80, deadline=None)
@given(documents, documents)
def test_a_document_is_loaded_as_it_was_saved(first: Document, second: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "s.sqlite", write=True)
        store.add(first, SourceFile("/a", 1, 2))
        store.add(second, SourceFile("/b", 1, 2))
        assert [store.load(1), store.load(2)] == [first, second]
        store.add(second, SourceFile("/a", 1, 2))
        assert store.load(1) == second
        assert dict(store.vocabulary()) == vocabulary_of(second) + vocabulary_of(second)
        store.remove(1)
        store.remove(2)
        assert list(store.vocabulary()) == []
        assert all(store.count(table) == 0 for table in TABLES)
        store.close()


TABLES = ("documents", "sections", "paragraphs", "footnotes", "citations", "recommendations", "topics", "papers")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite", write=True)
    yield opened
    opened.close()


def paper(symbol: str = "CTOC/COP/WG.4/2014/3", *texts: str, year: int = 2014) -> Document:
    return Document(
        source=f"{symbol.replace('/', '_')}.txt",
        sha256=symbol,
        media_type="text/plain",
        masthead=Masthead(symbol=symbol, title="Fees that workers pay", kind="background paper"),
        sections=(Section("I. Fees", "I", 1, 1), Section("A. Law", "A", 2, 2, parent=1)),
        paragraphs=tuple(
            Paragraph(i, str(i), None, StyledText(text), section=min(i, 2)) for i, text in enumerate(texts, 1)
        ),
        year=year,
        meeting=5,
    )


def compendium(symbol: str = "CTOC/COP/WG.4/2014/3", topic: str = "Recruitment fees") -> Document:
    lines = ("An introduction.", f"On fees, see {symbol}.", "More on fees.")
    return replace(
        paper("", *lines, year=2021),
        source="compendium.txt",
        sha256="compendium",
        topics=(Topic(topic, ("debt bondage",), 2, 3, (Paper(symbol, 2014, 5, "fees", 3, 3),)),),
    )


FILE = SourceFile("/papers/a.txt", 10, 20)
OTHER = SourceFile("/papers/b.txt", 10, 20)


def test_an_equal_document_changes_nothing(store: Store) -> None:
    assert store.add(paper("A/1", "One."), FILE) is Outcome.ADDED
    stamp = store.stamp
    assert store.add(paper("A/1", "One."), FILE) is Outcome.UNCHANGED
    assert store.stamp == stamp


def test_a_changed_document_keeps_its_number_and_gets_new_paragraphs(store: Store) -> None:
    store.add(paper("A/1", "One.", "Two."), FILE)
    before = store.stamp.revision
    assert store.add(paper("A/1", "One.", "Other."), FILE) is Outcome.UPDATED
    assert [row.id for row in store.documents()] == [1]
    assert [row.id for row in store.paragraphs_of(1)] == [3, 4]
    assert store.changed_since(before) == [1]


def test_paragraph_numbers_are_never_used_again(store: Store) -> None:
    store.add(paper("A/1", "One."), FILE)
    store.remove(1)
    store.add(paper("A/1", "One."), FILE)
    assert [(row.document, row.id) for row in store.paragraphs_of(2)] == [(2, 2)]


def test_headings_come_outermost_first_however_they_are_asked_for(store: Store) -> None:
    store.add(paper("A/1", "One.", "Two."), FILE)
    paths = [("I. Fees",), ("I. Fees", "A. Law")]
    assert [row.headings for row in store.paragraphs_of(1)] == paths
    assert [row.headings for row in store.paragraphs_by_id([1, 2, 99]).values()] == paths


def test_a_paper_inherits_its_topic_whichever_comes_first(store: Store) -> None:
    store.add(paper("CTOC/COP/WG.4/2014/3", "One."), FILE)
    before = store.revision
    store.add(compendium(), OTHER)
    assert store.changed_since(before) == [1, 2]
    assert [row.facts.topics for row in store.paragraphs_of(1)] == [("Recruitment fees",)]
    records = list(store.records_of(1))
    assert records[0].keys[Key.TOPIC] == ("recruitment fees",)
    store.remove(2)
    assert [row.facts.topics for row in store.paragraphs_of(1)] == [()]


def test_a_paper_whose_topic_stays_is_not_touched(store: Store) -> None:
    store.add(paper("CTOC/COP/WG.4/2014/3", "One."), FILE)
    store.add(compendium(), OTHER)
    before = store.revision
    store.add(replace(compendium(), language="fr"), OTHER)
    assert store.changed_since(before) == [2]


def test_a_paragraph_of_a_compendium_bears_the_paper_that_it_describes(store: Store) -> None:
    store.add(compendium(), FILE)
    facts = [row.facts for row in store.paragraphs_of(1)]
    assert [(f.paper, f.year, f.meeting) for f in facts] == [
        ("", 2021, 5),
        ("", 2021, 5),
        ("CTOC/COP/WG.4/2014/3", 2014, 5),
    ]
    assert [f.topics for f in facts] == [(), ("Recruitment fees",), ("Recruitment fees",)]
    *_, last = store.records_of(1)
    assert last.keys[Key.SYMBOL] == ("CTOC/COP/WG.4/2014/3",)
    assert last.keys[Key.YEAR] == ("2014",)


def test_citations_are_found_from_their_target(store: Store) -> None:
    citation = Citation("A/1, para. 8", 4, 16, CitationKind.UN_DOCUMENT, "A/1", ("8",), ordinal=2)
    store.add(replace(paper("A/2", "See below.", "See A/1, para. 8."), citations=(citation,)), FILE)
    (row,) = store.citations_to("A/1")
    assert (row.document, row.paragraph, row.citation) == (1, 2, citation)
    assert list(store.records_of(1))[1].keys[Key.CITES] == ("A/1", "A/1#8")


def test_vocabulary_answers_by_word_stem_and_prefix(store: Store) -> None:
    store.add(paper("A/1", "The victim.", "Victims, victimized."), FILE)
    assert store.word_frequency("victim") == 1
    assert store.words_with_stem(stem("victim")) == [("victim", 1), ("victims", 1)]
    assert store.words_with_prefix("victim") == [("victim", 1), ("victimized", 1), ("victims", 1)]
    assert store.words_with_prefix("victim", 1) == [("victim", 1)]


def test_key_topics_of_a_compendium_are_in_the_vocabulary(store: Store) -> None:
    store.add(compendium(), FILE)
    assert store.word_frequency("bondage") == 2


def test_a_failure_leaves_the_store_as_it_was(store: Store) -> None:
    store.add(paper("A/1", "One."), FILE)
    stamp, words = store.stamp, Counter(dict(store.vocabulary()))
    with pytest.raises(UnicodeEncodeError):
        store.add(paper("A/1", "Two.", "A lone surrogate: \udc80."), FILE)
    assert (store.stamp, Counter(dict(store.vocabulary()))) == (stamp, words)
    assert store.load(1) == paper("A/1", "One.")


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    Store(path, write=True).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CollectionError, match="newer version"):
        Store(path, write=True)


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_text("Not a database, and longer than the hundred bytes of a header." * 3, encoding="utf-8")
    with pytest.raises(CollectionError, match="no collection of this program"):
        Store(path, write=False)
