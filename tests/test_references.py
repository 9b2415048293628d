"""References as people type them: alone, and inside a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.corpus.reference import Reference, house_style
from compendium.corpus.references import find_references, parse_reference
from compendium.corpus.symbols import Symbol

TYPED = [
    # what is typed, the target, the place in canonical form, and house style
    ("CTOC/COP/WG.4/2019/3, para. 25", "CTOC/COP/WG.4/2019/3", "25", "CTOC/COP/WG.4/2019/3, para. 25"),
    ("2019/3 para 25", "2019/3", "25", "2019/3, para. 25"),
    ("2018/3 7 (l)", "2018/3", "7(l)", "2018/3, para. 7 (l)"),
    ("2015/6 para 26", "2015/6", "26", "2015/6, para. 26"),
    ("2011/8 PARA 50(D)", "2011/8", "50(d)", "2011/8, para. 50 (d)"),
    ("WG.4/2011/8 para 50 (d)", "WG.4/2011/8", "50(d)", "WG.4/2011/8, para. 50 (d)"),
    ("ctoc/cop/wg.4/2017/4 8(f)", "CTOC/COP/WG.4/2017/4", "8(f)", "CTOC/COP/WG.4/2017/4, para. 8 (f)"),
    ("para 8 (f) of CTOC/COP/WG.4/2017/4", "CTOC/COP/WG.4/2017/4", "8(f)", "CTOC/COP/WG.4/2017/4, para. 8 (f)"),
    ("CTOC/COP/WG.4/2019/3:25", "CTOC/COP/WG.4/2019/3", "25", "CTOC/COP/WG.4/2019/3, para. 25"),
    ("CTOC/COP/WG.4/2011/*", "CTOC/COP/WG.4/2011/*", "", "CTOC/COP/WG.4/2011/*"),
    ("a/res/71/167", "A/RES/71/167", "", "A/RES/71/167"),
    ("GA res 64/293", "A/RES/64/293", "", "A/RES/64/293"),
    ("A/RES/64/293, annex, para. 4", "A/RES/64/293", "annex, para. 4", "A/RES/64/293, annex, para. 4"),
    ("S/RES/2388 (2017) para 17", "S/RES/2388(2017)", "17", "S/RES/2388(2017), para. 17"),
    ("SC resolution 2331", "S/RES/2331(*", "", "Security Council resolution 2331"),
    ("hrc res 48/13", "A/HRC/RES/48/13", "", "A/HRC/RES/48/13"),
    ("ECOSOC resolution 2021/25", "E/RES/2021/25", "", "E/RES/2021/25"),
    (
        "article 6 of the Trafficking in Persons Protocol",
        "TIP-PROTOCOL",
        "art. 6",
        "Trafficking in Persons Protocol, art. 6",
    ),
    (
        "Organized Crime Convention art 29(2)",
        "UNTOC",
        "art. 29, para. 2",
        "Organized Crime Convention, art. 29, para. 2",
    ),
    ("Article 3(a) palermo protocol", "TIP-PROTOCOL", "art. 3(a)", "Trafficking in Persons Protocol, art. 3 (a)"),
    ("tip-protocol", "TIP-PROTOCOL", "", "Trafficking in Persons Protocol"),
    ("Sales No. E.19.IV.2", "E.19.IV.2", "", "Sales No. E.19.IV.2"),
    ("E.06.V.11 p. 4", "E.06.V.11", "p. 4", "Sales No. E.06.V.11, p. 4"),
    ("directive 2011/36/EU", "2011/36/EU", "", "directive 2011/36/EU"),
    ("2011/36/eu", "2011/36/EU", "", "directive 2011/36/EU"),
    ("(EU) 2024/1760", "(EU) 2024/1760", "", "directive (EU) 2024/1760"),
    ("report-2019.pdf para 25", "report-2019.pdf", "25", "report-2019.pdf, para. 25"),
    ("annex II, para. 3", "", "annex II, para. 3", "annex II, para. 3"),
    ("para. 25", "", "25", "para. 25"),
    ("71/167", "71/167", "", "71/167"),
    ("64/293 para 4", "64/293", "4", "64/293, para. 4"),
    ("64/293 annex para 12", "64/293", "annex, para. 12", "64/293, annex, para. 12"),
    ("2773 (2025) para 9", "S/RES/2773(2025)", "9", "S/RES/2773(2025), para. 9"),
    ("WG4/2019/3 para 25", "WG.4/2019/3", "25", "WG.4/2019/3, para. 25"),
    ("2019/3 ¶ 25", "2019/3", "25", "2019/3, para. 25"),
    ("2018/3 7 l", "2018/3", "7(l)", "2018/3, para. 7 (l)"),
    ("2018/3, para 7l", "2018/3", "7(l)", "2018/3, para. 7 (l)"),
    ("directive 2011/36", "2011/36", "", "2011/36"),
    ("2019/3 fn 3", "2019/3", "footnote 3", "2019/3, footnote 3"),
    ("2019/3 para 42 fn. 22", "2019/3", "42, footnote 22", "2019/3, para. 42, footnote 22"),
    ("2019-3 para 25", "2019/3", "25", "2019/3, para. 25"),
    ("paragraph 25 of document CTOC/COP/WG.4/2019/3", "CTOC/COP/WG.4/2019/3", "25", "CTOC/COP/WG.4/2019/3, para. 25"),
    ("https://docs.un.org/en/S/RES/2388%282017%29", "S/RES/2388(2017)", "", "S/RES/2388(2017)"),
    ("https://docs.un.org/en/A/RES/64/293 para 4", "A/RES/64/293", "4", "A/RES/64/293, para. 4"),
]


@pytest.mark.parametrize(("typed", "target", "pinpoint", "style"), TYPED, ids=[row[0] for row in TYPED])
def test_parse(typed: str, target: str, pinpoint: str, style: str) -> None:
    found = parse_reference(typed)
    assert found is not None
    assert (found.target, found.pinpoint, str(found)) == (target, pinpoint, style)
    assert parse_reference(style) == found


@pytest.mark.parametrize(
    "typed", ["", "trafficking", "25", "2019 report", "the Protocol", "para", "2019/3 and 2015/6", "see 2019/3"]
)
def test_parse_refuses(typed: str) -> None:
    assert parse_reference(typed) is None


def test_a_list_keeps_every_place() -> None:
    found = parse_reference("CTOC/COP/WG.4/2010/6, paras. 11, 18 and 54")
    assert found is not None
    assert (found.paragraph, found.more) == ("11", ("18", "54"))
    assert str(found) == "CTOC/COP/WG.4/2010/6, paras. 11, 18 and 54"


def test_scope_and_points() -> None:
    found = parse_reference("A/RES/64/293, annex II, para. 3 (a) (ii)")
    assert found is not None
    assert (found.scope, found.paragraph, found.path) == ("annex II", "3", ("a", "ii"))


def test_a_resolution_without_its_body_keeps_the_alternatives() -> None:
    found = parse_reference("res 48/13")
    assert found is not None
    assert found.document == Symbol("A/RES/48/13")
    assert found.means("A/HRC/RES/48/13")
    assert not found.means("A/RES/48/14")
    assert parse_reference(str(found)) == found


@pytest.mark.parametrize(
    ("typed", "target", "means"),
    [
        ("2011/8", "CTOC/COP/WG.4/2011/8", True),
        ("2011/8", "CTOC/COP/WG.4/2011/80", False),
        ("WG.4/2011/8", "CTOC/COP/WG.4/2011/8", True),
        ("SC resolution 2331", "S/RES/2331(2016)", True),
        ("A/69/269", "A/69/269/Add.1", False),
        ("s/res/2331", "S/RES/2331(2016)", True),
        ("A/RES/3314", "A/RES/3314(XXIX)", True),
        ("S/RES/233", "S/RES/2331(2016)", False),
        ("A/81/6", "A/81/6(Sect.16)", False),
    ],
)
def test_what_it_means(typed: str, target: str, means: bool) -> None:
    found = parse_reference(typed)
    assert found is not None
    assert found.means(target) is means


INSIDE = [
    ("consular training res 71/167", [("res 71/167", "A/RES/71/167")]),
    (
        "what does article 6 of the trafficking in persons protocol say",
        [("article 6 of the trafficking in persons protocol", "TIP-PROTOCOL")],
    ),
    ("victims 2015/6 para 26 consent", [("2015/6 para 26", "2015/6")]),
    ("SC resolution 2331 demand", [("SC resolution 2331", "S/RES/2331(*")]),
    ("A/69/269 protection", [("A/69/269", "A/69/269")]),
    ("CTOC/COP/WG.4/2019/3 25 victims", [("CTOC/COP/WG.4/2019/3", "CTOC/COP/WG.4/2019/3")]),
    ("a/res/71/167 and 2018/3 7 (l)", [("a/res/71/167", "A/RES/71/167"), ("2018/3 7 (l)", "2018/3")]),
    ("Sales No. E.19.IV.2 chapter 2", [("Sales No. E.19.IV.2 chapter 2", "E.19.IV.2")]),
]


@pytest.mark.parametrize(("query", "expected"), INSIDE, ids=[row[0] for row in INSIDE])
def test_find_in_a_query(query: str, expected: list[tuple[str, str]]) -> None:
    assert [(query[start:end], found.target) for start, end, found in find_references(query)] == expected


@pytest.mark.parametrize(
    "query",
    [
        "2019 report",
        "24/7",
        "section 3",
        "article 6",
        "para 25",
        "2014/15 budget",
        "2018/2019",
        "resolution of disputes",
        "resolution 2017 debate",
        "decision 5",
        "children under 18 (2017)",
        "number 1/2 and 3/14",
        "RTP/doc.16/06",
        "V.21-05275 3/14",
        "COVID-19/2020",
        "https://undocs.org/A/RES/70/1",
        "the Trafficking in Persons Protocol in practice",
        "men and/or women",
    ],
)
def test_ordinary_words_are_left_alone(query: str) -> None:
    assert find_references(query) == []


def test_house_style_of_lists() -> None:
    assert house_style("8(f)") == "para. 8 (f)"
    assert house_style("11", "18(a)", "54") == "paras. 11, 18 (a) and 54"
    assert house_style("annex II, para. 3", "5") == "annex II, para. 3 and para. 5"
    assert house_style("annex II, para. 3", "annex II, para. 5(a)") == "annex II, paras. 3 and 5 (a)"
    assert house_style("40", "41", "42", "60", "61") == "paras. 40–42, 60 and 61"
    assert house_style("art. 3", "art. 5") == "arts. 3 and 5"
    assert house_style("36, footnote 14", "37") == "para. 36, footnote 14 and para. 37"
    assert house_style() == ""


@given(
    st.sampled_from(["CTOC/COP/WG.4/2019/3", "A/RES/64/293", "S/RES/2388(2017)", "A/75/5(Vol.II)"]),
    st.none() | st.sampled_from(["annex", "annex II", "sect. IV"]),
    st.integers(1, 999).map(str) | st.sampled_from(["16.1", "6 bis"]),
    st.lists(st.sampled_from(["a", "d", "ii", "iv"]), max_size=2).map(tuple),
)
def test_round_trip(symbol: str, scope: str | None, paragraph: str, path: tuple[str, ...]) -> None:
    reference = Reference(document=Symbol(symbol), scope=scope, paragraph=paragraph, path=path)
    assert parse_reference(str(reference)) == reference
    assert (
        parse_reference(
            str(reference)
            .lower()
            .replace("vol.ii", "Vol. II")
            .replace("annex ii", "annex II")
            .replace("sect. iv", "sect. IV")
        )
        == reference
    )


@given(st.text(max_size=80) | st.text(alphabet="arespCTO/.2019 ()para§*,", max_size=60))
def test_any_query_is_read(query: str) -> None:
    last = 0
    for start, end, _ in find_references(query):
        assert last <= start < end <= len(query)
        last = end
    parse_reference(query)
