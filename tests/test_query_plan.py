"""From a query to what the engine is asked: forms, spellings, misspellings, and what is needed."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from compendium.indexer import tree
from compendium.indexer.analysis import stem
from compendium.search.expand import Expander
from compendium.search.mending import Correction
from compendium.search.parse import parse
from compendium.search.plan import BODY, Plan, Planner
from compendium.search.query import Filter, Range, Reference
from compendium.search.spelling import nearest, within
from compendium.search.thesaurus import Thesaurus
from compendium.search.words import is_common, spellings


@dataclass
class Vocabulary:
    """Words of an imagined collection, each in so many paragraphs."""

    words: dict[str, int] = field(default_factory=dict)

    def word_frequency(self, word: str) -> int:
        return self.words.get(word, 0)

    def words_with_stem(self, stem_: str) -> list[tuple[str, int]]:
        return self._sorted(word for word in self.words if stem(word) == stem_)

    def words_with_prefix(self, prefix: str, limit: int = -1) -> list[tuple[str, int]]:
        found = self._sorted(word for word in self.words if word.startswith(prefix))
        return found if limit < 0 else found[:limit]

    def vocabulary(self, shortest: int, longest: int) -> list[tuple[str, int]]:
        return sorted((word, count) for word, count in self.words.items() if shortest <= len(word) <= longest)

    def paragraphs_ever(self) -> int:
        return 100

    def _sorted(self, words: object) -> list[tuple[str, int]]:
        return sorted(((w, self.words[w]) for w in words), key=lambda i: (-i[1], i[0]))  # type: ignore[attr-defined]


HELD = Vocabulary(
    dict.fromkeys(
        "organize organized organ organs frontline front line lines officer officers trafficking trafficked labour "
        "centre coordination coordinator supply side the of who victim victims cooperation café".split(),
        3,
    )
    | {"coordination": 9}
)


def plan(text: str, vocabulary: Vocabulary = HELD) -> Plan:
    def filters(query: Filter | Range | Reference) -> tree.Node:
        return tree.Has(tree.Key.TOPIC, str(query))

    return Planner(Expander(vocabulary), filters).plan(parse(text))


def words(node: tree.Node) -> set[str]:
    """The words and phrases of a group, or of what it stands beside."""
    if isinstance(node, tree.Any):
        return set().union(*map(words, node.nodes))
    assert isinstance(node, tree.Group)
    return {
        m.prefix + "*" if isinstance(m, tree.Prefix) else m.word if isinstance(m, tree.Word) else " ".join(m.words)
        for m in node.members
    }


@pytest.mark.parametrize(
    ("typed", "stands_for"),
    [
        pytest.param("trafficked", {"trafficked", "trafficking"}, id="inflection"),
        pytest.param("organs", {"organs", "organ"}, id="organ is not organize"),
        pytest.param("organised", {"organize", "organized"}, id="British spelling"),
        pytest.param("labor", {"labour"}, id="American spelling"),
        pytest.param("center", {"centre"}, id="re and er"),
        pytest.param("frontline", {"frontline", "front line", "front lines"}, id="one word"),
        pytest.param("front-line", {"frontline", "front line", "front lines"}, id="hyphen"),
        pytest.param("co-operation", {"cooperation"}, id="needless hyphen"),
        pytest.param("officer*", {"officer*"}, id="prefix"),
        pytest.param("officrs~1", {"officers"}, id="fuzzy"),
        pytest.param('"Officers"', {"officers"}, id="quoted: no other form"),
        pytest.param('"front lines"', {"front lines"}, id="phrase: literal"),
    ],
)
def test_what_a_word_stands_for(typed: str, stands_for: set[str]) -> None:
    assert words(plan(typed).tree) == stands_for


def test_the_word_as_typed_weighs_most() -> None:
    group = Expander(HELD).word("officers")
    assert [(m.word, m.weight) for m in group.members if isinstance(m, tree.Word)] == [
        ("officers", 1.0),
        ("officer", 0.8),
    ]


def test_a_word_by_itself_comes_first_as_it_was_typed() -> None:
    made = plan("officers").tree
    assert isinstance(made, tree.Any)
    forms, typed = made.nodes
    assert words(forms) == {"officers", "officer"}
    assert words(typed) == {"officers"}
    assert isinstance(plan("trafficker", Vocabulary({"trafficker": 3})).tree, tree.Group)


def test_a_word_beside_one_that_is_left_out_is_sought_where_a_paragraph_says_it() -> None:
    made = plan("officers -police").tree
    assert isinstance(made, tree.Without)
    assert isinstance(made.node, tree.Any)
    assert {member.fields for group in made.node.nodes for member in group.members} == {BODY}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "read_as", "corrections"),
    [
        pytest.param("traficking", "trafficking", [("traficking", ("trafficking",))], id="a letter left out"),
        pytest.param("vicitms", "victims", [("vicitms", ("victims",))], id="two letters swapped"),
        pytest.param("coordinaton", "coordination", [("coordinaton", ("coordination", "coordinator"))], id="two near"),
        pytest.param("organ victmi", "organ victim", [("victmi", ("victim",))], id="one of two"),
        pytest.param("organz AND NOT victimz", "organ AND NOT victimz", [("organz", ("organ",))], id="not under NOT"),
        pytest.param("xyzzyq", "xyzzyq", [], id="nothing near"),
        pytest.param("1999", "1999", [], id="numbers are left alone"),
        pytest.param("trafficked", "trafficked", [], id="a word that is held is never changed"),
    ],
)
def test_misspellings(typed: str, read_as: str, corrections: list[tuple[str, tuple[str, ...]]]) -> None:
    made = plan(typed)
    assert str(made.query) == read_as
    assert [(c.typed, c.instead) for c in made.corrections] == corrections
    assert made.suggestion == (made.query if corrections else None)


def test_phrases_are_not_mended_but_a_mend_is_suggested() -> None:
    made = plan('"suply side"')
    assert str(made.query) == '"suply side"'
    assert made.absent == ("suply",)
    assert str(made.suggestion) == '"supply side"'


def test_what_is_nowhere_is_named() -> None:
    assert plan("organ xyzzyq zzz*").absent == ("xyzzyq", "zzz*")


@pytest.mark.parametrize("typed", ["ــ*", "ــ~1", '"ــ"', "ــ"])
def test_letters_that_make_no_word_find_nothing(typed: str) -> None:
    made = plan(typed, Vocabulary({"a": 1, "ab": 1}))
    assert (words(made.tree), len(made.absent)) == ({""}, 1)


def test_common_words_are_passed_over_among_others_and_literal_alone() -> None:
    assert plan("the victim of the").tree == plan("victim").tree
    assert str(plan("who of the").query) == '"who of the"'
    assert is_common("of the")


def test_a_plain_query_ranks_and_a_part_that_is_needed_keeps() -> None:
    made = plan('supply side "front line" topic:x -victim').tree
    assert isinstance(made, tree.Without)
    assert isinstance(made.node, tree.All)
    phrase, topic, rest = made.node.nodes
    assert words(phrase) == {"front line"}
    assert topic == tree.Has(tree.Key.TOPIC, "topic:x")
    assert isinstance(rest, tree.Any)
    assert tree.Everything() in rest.nodes


def test_filters_leave_the_words_needed() -> None:
    made = plan("topic:x supply side").tree
    assert isinstance(made, tree.All)
    assert tree.Everything() not in made.nodes


def test_excluded_words_are_not_marked() -> None:
    made = plan("supply -victim NOT organ")
    assert [words(sought.group) for sought in made.sought] == [{"supply"}]


def test_rare_words_tell_more() -> None:
    rare, frequent = plan("supply coordination", Vocabulary({"supply": 1, "coordination": 80})).sought
    assert rare.weight > frequent.weight


@pytest.mark.parametrize("word", ["raise", "four", "hour", "promise"])
def test_spellings_that_make_no_word_do_no_harm(word: str) -> None:
    assert words(plan(word, Vocabulary({word: 1, "for": 5})).tree) == {word}


def test_spellings_go_both_ways() -> None:
    assert "organisation" in spellings("organization")
    assert "organization" in spellings("organisation")
    assert "behaviour" in spellings("behavior")


def test_nearest_prefers_fewer_edits_then_the_first_letter_then_the_frequent() -> None:
    held = [("bat", 1), ("coat", 9), ("cats", 2), ("carts", 50), ("rats", 90)]
    assert [near.word for near in nearest("catz", held)][:1] == ["cats"]
    assert {near.word for near in within("catz", held, 1)} == {"cats"}
    assert nearest("cat", held) == []


def test_corrections_are_said_once() -> None:
    assert plan("victmi OR victmi").corrections == (Correction("victmi", ("victim",)),)


MANY = Vocabulary(
    dict.fromkeys(
        (
            "stigma problem expulsion punishment principles witnesses morocco aims again victimized consent counsel"
            " inspectors inspections oriented corruption"
        ).split(),
        2,
    )
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("stigmatised", {"stigma"}, id="a root in the other spelling, and its kin"),
        pytest.param("problematic", {"problem"}, id="-em, -emat"),
        pytest.param("expelling", {"expulsion"}, id="-pel, -puls"),
        pytest.param("revictimise", {"victimized again"}, id="re- and again"),
        pytest.param("unprincipled", {"principles"}, id="a prefix that is not held"),
        pytest.param("pun-ishing", {"punishment"}, id="a root across a hyphen"),
        pytest.param("re-victimised", {"victimized again"}, id="with a hyphen"),
        pytest.param("anti-corruption", {"corruption"}, id="a prefix with a hyphen"),
    ],
)
def test_what_derives_from_a_root(typed: str, found: set[str]) -> None:
    planner = Planner(Expander(MANY), lambda _: tree.Everything(), Thesaurus())
    made = planner.plan(parse(typed))
    assert found <= words(made.tree)
    assert not made.corrections
    assert not made.absent


def test_a_slip_is_not_the_two_words_that_its_letters_make() -> None:
    held = Vocabulary(dict.fromkeys(("cope", "ration", "cooperation", "supply", "side"), 3))
    made = plan("coperation", held)
    assert [(one.typed, one.instead) for one in made.corrections] == [("coperation", ("cooperation",))]
    assert plan("supplyside", held).corrections == ()


def test_the_words_as_they_are_held_come_first() -> None:
    """In the spelling of the collection, a compound as the words that it is there."""
    made = plan("organised labor front-lines").tree
    assert isinstance(made, tree.Close)
    assert made.phrases[-1].members == (tree.Phrase(("organized", "labour", "front", "lines")),)


def test_a_compound_that_is_not_held_is_its_words() -> None:
    made = plan("anti-witness-oriented", MANY)
    assert str(made.query) == "witness oriented"
    assert [words(sought.group) for sought in made.sought] == [{"witnesses"}, {"oriented"}]


@pytest.mark.parametrize(
    ("typed", "least"),
    [
        pytest.param("stigma problem", 1, id="all held"),
        pytest.param("zebra stigma problem", 2, id="one paragraph must hold both"),
        pytest.param("zebra stigma problem expulsion morocco witnesses", 1, id="a description"),
        pytest.param("zebra stigma", None, id="as many are held as are not"),
    ],
)
def test_what_is_an_answer_where_a_word_is_nowhere(typed: str, least: int | None) -> None:
    made = plan(typed, MANY).tree
    ranked = made.node if isinstance(made, tree.Close) else made
    assert (ranked.least if isinstance(ranked, tree.Ranked) else None) == least


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        pytest.param("arms", None, id="an English word, and no slip of aims"),
        pytest.param("morroco", "morocco", id="doubled letters in the wrong place"),
        pytest.param("witnes", "witness", id="only another form is held"),
        pytest.param("post-punishmnt", "punishment", id="what stands after a prefix"),
        pytest.param("concent", "consent", id="a rare English word, and a slip of a common one"),
        pytest.param("council", "counsel", id="a word that is taken for another"),
        pytest.param("inspecters", "inspectors", id="of two words of one root the one that was meant"),
        pytest.param("aims-punishmnt", "aims-punishment", id="the part of a compound that is misspelt"),
    ],
)
def test_what_is_a_misspelling(typed: str, instead: str | None) -> None:
    corrections = plan(typed, MANY).corrections
    assert [correction.instead[0] for correction in corrections] == ([instead] if instead else [])


def test_the_thesaurus_counts_for_its_share() -> None:
    """Much where what was typed is rare beside the words of the papers, little where it is their own."""

    def weight(typed: int, house: int) -> float:
        vocabulary = Vocabulary({"police": typed, "law": house, "enforcement": house})
        made = Planner(Expander(vocabulary), lambda _: tree.Everything(), Thesaurus()).plan(parse("police")).tree
        assert isinstance(made, tree.Any)
        own, related, _ = made.nodes
        assert words(own) == {"police"}
        assert isinstance(related, tree.Group)
        return related.weight

    assert weight(1, 9) == pytest.approx(0.9)
    assert weight(9, 1) == pytest.approx(0.1)


def test_a_turn_of_phrase_counts_in_full() -> None:
    vocabulary = Vocabulary({"go": 50, "home": 50, "repatriation": 5})
    made = Planner(Expander(vocabulary), lambda _: tree.Everything(), Thesaurus("go home => repatriation")).plan(
        parse("go home")
    )
    match made.tree:
        case tree.Close(tree.Ranked((tree.Any((_, tree.Group(weight=one))), tree.Any((_, tree.Group(weight=other)))))):
            assert (one, other) == (1.0, 1.0)
        case _:
            pytest.fail(str(made.tree))


def test_all_words_as_typed_raise_what_holds_them_so() -> None:
    made = plan("supply side of the officers").tree
    assert isinstance(made, tree.Close)
    assert made.phrases[-1].members == (tree.Phrase(("supply", "side", "of", "the", "officers")),)
    pair = plan("supply side").tree
    assert isinstance(pair, tree.Close)
    assert all(
        len(phrase.words) == 2 for group in pair.phrases for phrase in group.members if isinstance(phrase, tree.Phrase)
    )
