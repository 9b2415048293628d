"""The query language: what is understood, and what is said where it is not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compendium.errors import QueryError
from compendium.search.parse import parse
from compendium.search.query import (
    And,
    Filter,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Plain,
    Prefix,
    Query,
    Range,
    Reference,
    Required,
    Word,
)

A, B, C = Word("alpha"), Word("beta"), Word("gamma")

UNDERSTOOD = [
    ("word", "alpha", A),
    ("words", "alpha beta", Plain((A, B))),
    ("phrase", '"alpha beta"', Phrase("alpha beta")),
    ("phrase among words", 'alpha "beta gamma"', Plain((A, Phrase("beta gamma")))),
    ("curly quotes", "“alpha beta”", Phrase("alpha beta")),
    ("loose phrase", '"alpha beta"~5', Phrase("alpha beta", 5)),
    ("and", "alpha AND beta", And((A, B))),
    ("or", "alpha OR beta OR gamma", Or((A, B, C))),
    ("and binds before or", "alpha OR beta AND gamma", Or((A, And((B, C))))),
    ("side by side in a Boolean query", "alpha beta AND gamma", And((A, B, C))),
    ("small letters are no operators", "alpha and beta", Plain((A, Word("and"), B))),
    ("not", "alpha NOT beta", Plain((A, Not(B)))),
    ("and not", "alpha AND NOT beta", And((A, Not(B)))),
    ("not twice", "NOT NOT alpha", A),
    ("minus", "alpha -beta", Plain((A, Not(B)))),
    ("minus a phrase", 'alpha -"beta gamma"', Plain((A, Not(Phrase("beta gamma"))))),
    ("plus", "+alpha beta", Plain((Required(A), B))),
    ("a dash between words", "alpha - beta -- gamma — alpha", Plain((A, B, C, A))),
    ("hyphen", "front-line officers", Plain((Word("front-line"), Word("officers")))),
    ("brackets", "alpha AND (beta OR gamma)", And((A, Or((B, C))))),
    ("needless brackets", "((alpha))", A),
    ("prefix", "alph*", Prefix("alph")),
    ("fuzzy", "alpha~", Fuzzy("alpha", 1)),
    ("fuzzier", "alpha~2", Fuzzy("alpha", 2)),
    ("field", "heading:alpha", Word("alpha", "heading")),
    ("field with capital and space", "Heading: alpha", Word("alpha", "heading")),
    ("field with a phrase", 'title:"alpha beta"', Phrase("alpha beta", 0, "title")),
    ("field with brackets", "footnote:(alpha OR bet*)", Or((Word("alpha", "footnote"), Prefix("bet", "footnote")))),
    ("filter", 'topic:"alpha beta"', Filter("topic", "alpha beta")),
    ("language by its other name", "language:fr", Filter("lang", "fr")),
    ("symbol with a star", "symbol:A/RES/71/*", Filter("symbol", "A/RES/71/*")),
    ("range", "year:2010..2015", Range("year", 2010, 2015)),
    ("range with a dash", "year:2010–2015", Range("year", 2010, 2015)),
    ("open ranges", "year:2010.. meeting:..4", Plain((Range("year", 2010, None), Range("meeting", None, 4)))),
    ("one year", "year:2013", Range("year", 2013, 2013)),
    ("a pasted sentence", "Note: the victim(s), alpha; [and] beta?", None),
    ("a pasted address", "https://example.org/alpha", Plain((Word("https"), Word("example.org"), A))),
    ("words with a stroke", "alpha/beta", Plain((A, B))),
    ("point of a list", "(a) alpha", Plain((Word("a"), A))),
    ("weight of another language", "alpha^0", A),
    ("apostrophe", "Côte d’Ivoire", Plain((Word("Côte"), Word("d'Ivoire")))),
    ("single quotes", "'alpha beta'", Plain((A, B))),
]


@pytest.mark.parametrize(("typed", "meant"), [pytest.param(t, m, id=name) for name, t, m in UNDERSTOOD])
def test_understood(typed: str, meant: Query | None) -> None:
    query = parse(typed)
    if meant is not None:
        assert query == meant
    assert parse(str(query)) == query


def test_a_pasted_sentence_is_its_words() -> None:
    query = parse("Note: the victim(s), alpha; [and] beta?")
    assert str(query) == "Note the victim alpha and beta"


def test_references_stand_anywhere_but_in_quotes() -> None:
    typed = 'alpha 2015/6 para 26 "2015/6"'
    query = parse(typed, [(6, 20), (22, 28)])
    assert query == Plain((A, Reference("2015/6 para 26"), Phrase("2015/6")))
    assert parse(str(query)) == query


def test_a_reference_can_be_the_value_of_a_field() -> None:
    assert parse("cites:2015/6 para 26", [(6, 20)]) == Filter("cites", "2015/6 para 26")


FAULTS = [
    ("open bracket", "alpha (beta", 7, "alpha (beta)"),
    ("closing bracket", "alpha) beta", 6, "alpha beta"),
    ("quote", 'alpha "beta', 7, 'alpha "beta"'),
    ("leading star", "*alpha", 1, "alpha"),
    ("inner star", "al*pha", 3, "al*"),
    ("short prefix", "a*", 1, "a"),
    ("field", "foo:alpha", 1, "foo alpha"),
    ("and at the end", "alpha AND", 7, "alpha"),
    ("or at the start", "OR alpha", 1, "alpha"),
    ("operators in a row", "alpha AND OR beta", 7, "alpha OR beta"),
    ("lone not", "alpha NOT", 7, "alpha"),
    ("nothing in brackets", "alpha ()", 8, "alpha"),
    ("too many edits", "alpha~3", 1, "alpha~2"),
    ("no number after tilde", '"alpha beta"~', 13, '"alpha beta"~5'),
    ("year in words", "year:last", 6, "year:2010..2015"),
    ("backwards", "year:2015..2010", 6, "year:2010..2015"),
    ("field without a value", "heading: AND alpha", 1, "alpha"),
    ("bracket at the end", "alpha (", 7, "alpha"),
    ("two faults", "foo:(alpha AND", 1, "foo (alpha)"),
]


@pytest.mark.parametrize(("typed", "at", "mend"), [pytest.param(t, a, m, id=name) for name, t, a, m in FAULTS])
def test_fault_is_placed_and_mended(typed: str, at: int, mend: str) -> None:
    with pytest.raises(QueryError, match=f"at character {at}:") as caught:
        parse(typed)
    assert caught.value.hint == f"Try: {mend}"


@pytest.mark.parametrize("typed", ["", "   ", "?!", '""', "(" * 400 + "x" + ")" * 400, "x " * 1100, "y" * 11_000])
def test_nothing_or_too_much(typed: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert caught.value.hint


words = st.text("abcdefghijklmnopqrstuvwxyzéß", min_size=2, max_size=8)
fields = st.sampled_from(["", "heading", "footnote", "title"])
leaf = st.one_of(
    st.builds(Word, words, fields),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=4).map(" ".join), st.integers(0, 9), fields),
    st.builds(Prefix, words, fields),
    st.builds(Fuzzy, words, st.integers(1, 2), fields),
    st.builds(Filter, st.sampled_from(["topic", "kind", "cites"]), st.one_of(words, st.just("A/RES/71/167, para. 3"))),
    st.builds(Range, st.just("year"), st.integers(1000, 1999), st.one_of(st.none(), st.integers(2000, 2099))),
    st.builds(Reference, st.just("2015/6 para 26")),
)


def negated(node: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    return node.filter(lambda n: not isinstance(n, (Not, Required))).map(Not)


def several(node: st.SearchStrategy[Query]) -> st.SearchStrategy[tuple[Query, ...]]:
    return st.lists(st.one_of(node, negated(node)), min_size=2, max_size=4).map(tuple)


boolean = st.recursive(leaf, lambda node: st.one_of(several(node).map(And), several(node).map(Or)), max_leaves=12)
must = st.builds(Required, st.one_of(st.builds(Word, words), st.builds(Prefix, words)))
plain = st.recursive(st.one_of(leaf, must), lambda node: several(node).map(Plain), max_leaves=12)


@given(st.one_of(boolean, plain))
def test_canonical_query_means_the_same(query: Query) -> None:
    if isinstance(query, Required):
        return
    assert parse(str(query)) == query


PIECES = ["ab", "(", ")", "AND", "OR", "NOT", "-", '"', "a*", "*ab", "~", "~9", "year:", "year:x", "foo:", "reference:"]


@given(st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from(["", " "]))
def test_every_mend_can_be_understood(pieces: list[str], between: str) -> None:
    mend = None
    try:
        parse(between.join(pieces))
    except QueryError as error:
        mend = error.mend
    assert mend is None or parse(mend)


@given(st.text(st.sampled_from("ab \"~*:()+-ANDORNOT'“”.,2/\x00\x1bé^year:"), max_size=40))
@example("OR^")
@example("NOT.")
def test_anything_typed_is_understood_or_explained(typed: str) -> None:
    query: Query | None = None
    fault: QueryError | None = None
    try:
        query = parse(typed)
    except QueryError as error:
        fault = error
    if fault:
        assert fault.message.startswith("could not understand the query")
        assert fault.hint
        assert fault.mend is None or parse(fault.mend)
    else:
        assert query
        assert parse(str(query)) == query
