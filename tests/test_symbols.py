"""Document symbols: forms that are read, forms that only look like one, order, shortened forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.corpus.symbols import Symbol, find_symbols
from compendium.errors import NotAReferenceError

FORMS = [
    # what people and papers write, and the canonical form
    ("ctoc/cop/wg.4/2011/8", "CTOC/COP/WG.4/2011/8"),  # small letters
    ("CTOC/COP/ WG.4/\n2011/8", "CTOC/COP/WG.4/2011/8"),  # a narrow column broke the line
    ("CTOC/COP/WG. 4/2011/8", "CTOC/COP/WG.4/2011/8"),  # a space after the stop
    ("[A/69/269](#)", "A/69/269"),  # a Markdown link
    ("https://undocs.org/en/S/RES/2182(2014)", "S/RES/2182(2014)"),  # its official address
    ("A/C.3/74/L.1*", "A/C.3/74/L.1"),  # reissued
    ("S/RES/2388 (2017)", "S/RES/2388(2017)"),
    ("A/RES/836(IX)", "A/RES/836(IX)"),
    ("ICCD/COP(8)/CST/8", "ICCD/COP(8)/CST/8"),
    ("A/RES/S-23/3", "A/RES/S-23/3"),
    ("A/RES/ES–11/1", "A/RES/ES-11/1"),  # a dash for the hyphen
    ("A/S-30/L.1", "A/S-30/L.1"),
    ("a/75/5 (vol. ii)", "A/75/5(Vol.II)"),
    ("A/69/6 (Prog. 7)", "A/69/6(Prog.7)"),
    ("A/75/3 (Part I)", "A/75/3(PartI)"),
    ("A/C.3/74/L.1/REV.1/ADD.2", "A/C.3/74/L.1/Rev.1/Add.2"),
    ("E/CONF.105/165", "E/CONF.105/165"),
    ("S/AC.37/2003/(1455)/26", "S/AC.37/2003/(1455)/26"),
    ("HSP/HA.1/Res.3", "HSP/HA.1/Res.3"),
    ("FCCC/CP/2015/10/Add.1", "FCCC/CP/2015/10/Add.1"),
    ("A/HRC/46/INF", "A/HRC/46/INF"),
    ("E/RES/2021/25", "E/RES/2021/25"),
    ("A/4973", "A/4973"),  # of the early years
]


@pytest.mark.parametrize(("text", "canonical"), FORMS, ids=[canonical for _, canonical in FORMS])
def test_parse_gives_the_canonical_form(text: str, canonical: str) -> None:
    assert str(Symbol.parse(text)) == canonical
    assert Symbol.parse(canonical) == Symbol(canonical)


@pytest.mark.parametrize(
    "text",
    [
        "2011/36/EU",
        "RTP/doc.16/06",
        "V.21-05275 3/14",
        "3/14",
        "24/7",
        "12/07/2021",
        "and/or",
        "A/B",
        "s/he",
        "km/h 20",
        "Trafficking",
        "",
        "A/79/943-S/2025/369",  # two symbols are not one
        "A/69/269, para. 3",
    ],
)
def test_parse_refuses_what_is_no_symbol(text: str) -> None:
    with pytest.raises(NotAReferenceError) as caught:
        Symbol.parse(text)
    assert caught.value.hint


FOUND = [
    ("(CTOC/COP/WG.4/2010/6, para. 20)", ["CTOC/COP/WG.4/2010/6"]),
    ("See A/79/943-S/2025/369.", ["A/79/943", "S/2025/369"]),
    ("A/69/162–S/2014/542", ["A/69/162", "S/2014/542"]),
    ("in S/PRST/ 2014/23 and A/78/744/\nAdd.7", ["S/PRST/2014/23", "A/78/744/Add.7"]),
    ("under directive 2011/36/EU or RTP/doc.16/06 rev.1", []),
    ("V.21-05275 3/14 on 12/07/2021, 24/7, 1/2 of men and/or women", []),
    ("at https://undocs.org/A/RES/70/1 or www.example.org/A/12/3", []),
    ("A/HRC/RES/48/13: the text", ["A/HRC/RES/48/13"]),
    ("document CTOC/COP/2018/13. The Conference", ["CTOC/COP/2018/13"]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text[:30] for text, _ in FOUND])
def test_find_in_running_text(text: str, expected: list[str]) -> None:
    found = list(find_symbols(text))
    assert [str(symbol) for _, _, symbol in found] == expected
    for start, end, symbol in found:
        assert Symbol.parse(text[start:end]) == symbol


def test_what_people_type_may_be_small() -> None:
    assert not list(find_symbols("a/res/71/167"))
    assert [str(symbol) for *_, symbol in find_symbols("a/res/71/167", typed=True)] == ["A/RES/71/167"]


def test_order_is_a_readers() -> None:
    ordered = [
        "A/RES/9/1",
        "A/RES/64/293",
        "CTOC/COP/WG.4/2011/8",
        "CTOC/COP/WG.4/2011/8/Add.1",
        "CTOC/COP/WG.4/2011/10",
    ]
    assert [str(symbol) for symbol in sorted(map(Symbol, reversed(ordered)))] == ordered


def test_link_is_percent_encoded() -> None:
    assert Symbol("S/RES/2388(2017)").link == "https://docs.un.org/en/S/RES/2388%282017%29"


@pytest.mark.parametrize(
    ("shortened", "fits"),
    [
        ("2011/8", True),
        ("wg.4/2011/8", True),
        ("CTOC/COP/WG.4/2011/*", True),
        ("2011/*", True),
        ("11/8", False),  # a component is whole or not there
        ("2011/80", False),
        ("CTOC/COP/WG.5/*", False),
        ("", False),
    ],
)
def test_shortened_forms(shortened: str, fits: bool) -> None:
    assert Symbol("CTOC/COP/WG.4/2011/8").matches(shortened) is fits


components = st.one_of(
    st.integers(1, 9999).map(str),
    st.sampled_from(["COP", "RES", "HRC", "DEC", "PRST"]),
    st.builds("{}.{}".format, st.sampled_from(["WG", "C", "CN", "L", "CRP", "SR"]), st.integers(1, 99)),
    st.integers(1, 40).map("S-{}".format),
)


@given(
    st.sampled_from(["A", "E", "S", "CTOC", "FCCC"]),
    st.lists(components, max_size=5),
    st.integers(1, 9999),
    st.sampled_from(["", "/Add.1", "/Rev.2/Corr.1"]),
)
def test_round_trip_and_boundaries(root: str, middle: list[str], number: int, part: str) -> None:
    canonical = "/".join([root, *middle, str(number)]) + part
    symbol = Symbol.parse(canonical)
    assert str(symbol) == canonical
    assert Symbol.parse(canonical.lower()) == symbol
    assert [(canonical, found) for *_, found in find_symbols(f"see ({canonical}), which")] == [(canonical, symbol)]


@given(st.text(alphabet="ACEST/.0123456789() -–\nRevdx*", max_size=60))
def test_whatever_is_found_parses_to_itself(text: str) -> None:
    last = 0
    for start, end, symbol in find_symbols(text):
        assert last <= start < end <= len(text)
        last = end
        assert Symbol.parse(str(symbol)) == symbol
