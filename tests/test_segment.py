"""Segmentation on small invented papers, one difficulty each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.corpus.document import Block, BlockKind
from compendium.corpus.numbering import follows, key_of, label_follows, roman
from compendium.corpus.readers.text import read
from compendium.corpus.segment import Segments, segment
from compendium.corpus.styled import NoteMark, Span, Style, StyledText


def of(text: str) -> Segments:
    return segment(read(text.encode()).blocks, plain_headings=True)


def outline(parts: Segments) -> list[tuple[str | None, str | None, str]]:
    return [(p.number, p.scope, p.full.text) for p in parts.paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1. The first half\n\nV.19-01234 2/9\n\n- of a sentence.\n\n2. Next.",
            [("1", None, "The first half of a sentence."), ("2", None, "Next.")],
            id="job number and bullet between the halves",
        ),
        pytest.param(
            "1. It goes on<sup>1</sup> with the\n\n---\n\n<sup>1</sup> A note.\n\n"
            "Embassy of a State in Vienna and with its many other offices.",
            [("1", None, "It goes on with the Embassy of a State in Vienna and with its many other offices.")],
            id="footnote between, the second half with a capital",
        ),
        pytest.param(
            "1. Said before (para.\n\n14. of the report) and again.\n\n2. Next.",
            [("1", None, "Said before (para. 14. of the report) and again."), ("2", None, "Next.")],
            id="an abbreviation ends no sentence",
        ),
        pytest.param(
            "1. The lead-in:\n\n(a) One;\n\n(b) Two:\n\n(i) Inner;\n\n(ii) Inner too;\n\n(c) Three.\n\n2. Next.",
            [
                ("1", None, "The lead-in:\n(a) One;\n(b) Two:\n(i) Inner;\n(ii) Inner too;\n(c) Three."),
                ("2", None, "Next."),
            ],
            id="points within points",
        ),
        pytest.param(
            "1. Measures are (a) one and (b) two.\n\n2. Next.",
            [("1", None, "Measures are (a) one and (b) two."), ("2", None, "Next.")],
            id="inline letters are text",
        ),
        pytest.param(
            "1. One.\n\n2. Two.\n\nAnnex II\n\n1. Anew.\n\n2. Again.",
            [("1", None, "One."), ("2", None, "Two."), ("1", "annex II", "Anew."), ("2", "annex II", "Again.")],
            id="numbering starts anew in an annex",
        ),
        pytest.param(
            "7. Seven.\n\nSection heading\n\n1. Toolkit for all\n\n8. Eight.",
            [("7", None, "Seven."), ("8", None, "Eight.")],
            id="a numbered heading is no paragraph 1",
        ),
        pytest.param(
            "16.1 One.\n\n16.2 Two.",
            [("16.1", None, "One."), ("16.2", None, "Two.")],
            id="numbers with a chapter",
        ),
        pytest.param(
            "11. Eleven said that in\n\n2011. However, nothing came.\n\n12. Twelve.",
            [("11", None, "Eleven said that in 2011. However, nothing came."), ("12", None, "Twelve.")],
            id="a year is no paragraph number",
        ),
        pytest.param(
            "1.\n\nText of the first.\n\n2.\n\nText of the second.",
            [("1", None, "Text of the first."), ("2", None, "Text of the second.")],
            id="hanging numbers on lines of their own",
        ),
        pytest.param(
            "1. One is of the for-\n\nmer kind; the former.\n\n2. Two is of the well-\n\nknown kind.",
            [("1", None, "One is of the former kind; the former."), ("2", None, "Two is of the well-known kind.")],
            id="a hyphen at the break",
        ),
        pytest.param(
            "7. The States said:\n\n1. To do this;\n\n2. To do that.\n\n8. Eight.",
            [("7", None, "The States said:\n(1) To do this;\n(2) To do that."), ("8", None, "Eight.")],
            id="a numbered list inside a paragraph",
        ),
        pytest.param(
            "29A.1 One.\n\n29A.2 Two.",
            [("29A.1", None, "One."), ("29A.2", None, "Two.")],
            id="numbers of a lettered section",
        ),
        pytest.param(
            "I. Office\n\n3.I.1 One.\n\n3.I.2 Two.\n\nII. Other\n\n3.II.1 Three.",
            [("3.I.1", None, "One."), ("3.I.2", None, "Two."), ("3.II.1", None, "Three.")],
            id="numbers of parts with roman numerals",
        ),
        pytest.param(
            "1. One.\n\n2. Two.\n\n2A. Put in later.\n\n3. Three.",
            [("1", None, "One."), ("2", None, "Two."), ("2A", None, "Put in later."), ("3", None, "Three.")],
            id="a number put in after another",
        ),
        pytest.param(
            "Decision 1/CP.1\n\n1. Agrees.\n\nAnnex\n\nArticle 1\n\n1. Inner.\n\nArticle 2\n\n1. Again.\n\n"
            "Decision 2/CP.1\n\n1. Also agrees.\n\nAnnex\n\n1. Annexed.",
            [
                ("1", "Decision 1/CP.1", "Agrees."),
                ("1", "annex, article 1", "Inner."),
                ("1", "annex, article 2", "Again."),
                ("1", "Decision 2/CP.1", "Also agrees."),
                ("1", "annex", "Annexed."),
            ],
            id="scopes of articles in an annex, and of the annex of the next decision",
        ),
        pytest.param(
            "1. One.\n\n2. Two.\n\nDraft resolution A\n\nLamps\n\nThe General Assembly,\n\nDraft resolution B\n\n"
            "Of boats\n\nI\n\nIntroduction\n\n1. Asks for boats.\n\n2. Asks again.",
            [
                ("1", None, "One."),
                ("2", None, "Two."),
                (None, "Draft resolution A", "The General Assembly,"),
                ("1", "Draft resolution B", "Asks for boats."),
                ("2", "Draft resolution B", "Asks again."),
            ],
            id="draft resolutions, whose own parts do not count",
        ),
        pytest.param(
            "1. One.\n\n9th plenary meeting\n\n3 July 2010",
            [("1", None, "One."), (None, None, "9th plenary meeting 3 July 2010")],
            id="the closing lines of a resolution are one",
        ),
        pytest.param(
            "1. One.\n\n3. Three.",
            [("1", None, "One."), ("3", None, "Three.")],
            id="a missing number does not stop the sequence",
        ),
    ],
)
def test_paragraphs(text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    assert outline(of(text)) == expected


def test_an_italic_heading_between_points_is_in_no_path() -> None:
    parts = of(
        "II. Issues\n\n2. The lead-in:\n\n*Actors*\n\n(a) Who?\n\n*Prevention*\n\n(b) How?\n\nIII. More\n\n3. Text."
    )
    assert [(s.heading, s.level, s.parent) for s in parts.sections] == [
        ("II. Issues", 1, None),
        ("Actors", 2, 1),
        ("Prevention", 2, 1),
        ("III. More", 1, None),
    ]
    assert [p.section for p in parts.paragraphs] == [1, 4]


def test_levels_come_from_numbers_not_from_hash_marks() -> None:
    parts = of(
        "## I. One\n\n1. T.\n\n#### II. Two\n\n2. T.\n\n# A. Inner\n\n3. T.\n\n"
        "## Plain\n\n4. T.\n\n### III. Three\n\n5. T."
    )
    assert [(s.heading, s.level) for s in parts.sections] == [
        ("I. One", 1),
        ("II. Two", 1),
        ("A. Inner", 2),
        ("Plain", 3),
        ("III. Three", 1),
    ]


def test_key_topics_belong_to_their_section() -> None:
    parts = of("Demand\n\nKey topics\n\nSupply and demand; training.\n\n1. Text.")
    assert parts.sections[0].key_topics == ("Supply and demand", "training")
    assert outline(parts) == [("1", None, "Text.")]


def test_each_footnote_is_placed_where_its_mark_stood() -> None:
    parts = of("1. One<sup>1</sup> and two.<sup>2</sup>\n\n<sup>1</sup> First.\n\n<sup>2</sup> Second.")
    assert [(n.label, n.ordinal, n.offset) for n in parts.footnotes] == [("1", 1, 3), ("2", 1, 12)]
    assert parts.paragraphs[0].text == "One and two."


WORD = st.sampled_from("state victim officer report border training".split())
SENTENCE = st.lists(WORD, min_size=3, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")


@given(st.lists(SENTENCE, min_size=1, max_size=12))
def test_a_numbered_sequence_comes_out_as_it_went_in(sentences: list[str]) -> None:
    text = "\n\n".join(f"{i}. {s}" for i, s in enumerate(sentences, 1))
    assert outline(of(text)) == [(str(i), None, s) for i, s in enumerate(sentences, 1)]


LINE = st.one_of(
    SENTENCE,
    SENTENCE.map(lambda s: f"3. {s}"),
    SENTENCE.map(lambda s: f"(a) {s}"),
    st.just("Some Heading"),
    SENTENCE.map(lambda s: s.rstrip(".").lower()),
)


@given(st.lists(LINE, max_size=15))
def test_no_word_is_lost_whatever_the_order(lines: list[str]) -> None:
    parts = of("\n\n".join(lines))
    held = " ".join([*(p.full.text for p in parts.paragraphs), *(s.heading for s in parts.sections)])
    for word in set(" ".join(lines).lower().replace(".", " ").split()) - {"3", "(a)"}:
        count = " ".join(lines).lower().replace(".", " ").split().count(word)
        assert held.lower().replace(".", " ").replace("\n", " ").split().count(word) == count


@pytest.mark.parametrize(
    ("number", "last", "expected"),
    [("13", "12", True), ("14", "12", False), ("16.2", "16.1", True), ("90.1", "90", True), ("91", "90.7", True),
     ("12 bis", "12", True), ("13", "12 bis", True), ("1", "12", False), ("29A.2", "29A.1", True),
     ("3.II.1", "3.I.108", True), ("3.II.2", "3.I.1", False), ("2.1", "1.9", True), ("B.1", "A.4", True),
     ("12B", "12A", True), ("13", "12A", True), ("C.1", "A.4", False)],
)  # fmt: skip
def test_which_number_follows_which(number: str, last: str, expected: bool) -> None:
    assert follows(key_of(number), key_of(last)) is expected


@given(st.integers(1, 399))
def test_roman_numerals(value: int) -> None:
    digits = [("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)]
    rest, text = value, ""
    for sign, worth in digits:
        text += sign * (rest // worth)
        rest %= worth
    assert roman(text) == roman(text.lower()) == value


@pytest.mark.parametrize(("label", "last"), [("b", "a"), ("aa", "z"), ("ii", "i"), ("i", "h"), ("2", "1"), ("a", None)])
def test_labels_that_follow(label: str, last: str | None) -> None:
    assert label_follows(label, last)


def test_levels_of_styles_and_pages_are_believed_before_numbers() -> None:
    """A bold line lies below the marked heading above it, whatever it begins with."""
    heads = [(1, "Scope"), (2, "Aims"), (2, "1.5 Terms"), (1, "Means")]
    blocks = [Block(BlockKind.HEADING, StyledText(text), 0, 0, level=level) for level, text in heads]
    bold = "2.5 per cent and more"
    blocks.insert(2, Block(BlockKind.TEXT, StyledText(bold, (Span(0, len(bold), Style.BOLD),)), 0, 0))
    sections = segment([*blocks, Block(BlockKind.TEXT, StyledText("Words."), 0, 0)], plain_headings=False).sections
    assert [(s.heading, s.level) for s in sections] == [
        ("Scope", 1), ("Aims", 2), (bold, 3), ("1.5 Terms", 2), ("Means", 1),
    ]  # fmt: skip


def test_the_note_of_a_table_is_no_half_sentence() -> None:
    parts = of("1. As shown below, in per cent\n\n(Percentage of posts)\n\na Figures as at 30 June.")
    assert [p.text for p in parts.paragraphs][-1] == "a Figures as at 30 June."


def blocks_of(*texts: str) -> list[Block]:
    """A block for each text: `#` makes a heading, `*` bold or italic type."""
    out = []
    for text in texts:
        kind = BlockKind.HEADING if text.startswith("#") else BlockKind.TEXT
        plain = text.lstrip("#* ")
        spans = (Span(0, len(plain), Style.ITALIC),) if text.startswith("*") else ()
        out.append(Block(kind, StyledText(plain, spans), 0, 0))
    return out


def numbers_of(*texts: str) -> list[tuple[str | None, str | None]]:
    parts = segment(blocks_of(*texts), plain_headings=False)
    return [(p.number, p.scope) for p in parts.paragraphs if p.number]


def test_one_number_missed_costs_one_paragraph_though_an_annex_bears_it_again() -> None:
    body = [f"{n}. The gate of orchard {n} stays open." for n in (1, 2, 4, 5, 6)]
    annex = [f"{n}. A rule for orchard {n}." for n in range(1, 7)]
    found = numbers_of(*body, "# Annex", *annex)
    assert found == [(str(n), None) for n in (1, 2, 4, 5, 6)] + [(str(n), "annex") for n in range(1, 7)]


def test_the_opening_words_of_a_resolution_let_its_paragraphs_start_anew() -> None:
    found = numbers_of(
        "1. One.", "2. Two.", "# 9/1", "The Human Rights Council,", "Recalling its hopes,", "1. Decides to stay;",
        "2. Decides to go.", "3. Ends.",
    )  # fmt: skip
    assert [n for n, _ in found] == ["1", "2", "1", "2", "3"]
    assert found[1][1] != found[2][1]


def test_a_second_annex_without_a_name_starts_anew_after_its_heading() -> None:
    rules = [f"{n}. A rule for orchard {n}." for n in range(1, 5)]
    found = numbers_of(*rules[:3], "# Scope", *rules)
    assert [n for n, _ in found] == ["1", "2", "3", "1", "2", "3", "4"]


def test_recommendations_in_bold_are_points_of_their_paragraph() -> None:
    parts = segment(
        blocks_of(
            "56. The following recommendations were made:",
            "# 1. To open the gates to all who come (Norland)",
            "# 2. To count the baskets at dusk (Sudland)",
            "57. The answers follow later.",
        ),
        plain_headings=False,
    )
    assert [(p.number, [x.label for x in p.points]) for p in parts.paragraphs] == [("56", ["1", "2"]), ("57", [])]
    assert not parts.sections


def test_recommendations_listed_below_are_points_where_the_paragraphs_go_on_after_them() -> None:
    long = "To open the gates of every orchard to all who come with a basket (Norland)"
    parts = segment(
        blocks_of(
            "56. The recommendations listed below were made.", f"1. {long};", f"2. {long};", "57. The answers follow."
        ),
        plain_headings=False,
    )
    assert [(p.number, len(p.points)) for p in parts.paragraphs] == [("56", 2), ("57", 0)]


def test_words_that_lead_to_points_head_no_section() -> None:
    parts = segment(
        [
            *blocks_of("# Decision 4/XY.1", "Recalling its hopes,"),
            Block(BlockKind.TEXT, StyledText("Welcomes:", (Span(0, 9, Style.ITALIC),)), 0, 0, label="1"),
            *blocks_of("(a) The first;", "(b) The second."),
        ],
        plain_headings=False,
    )
    assert [(p.number, p.scope) for p in parts.paragraphs if p.number] == [("1", "Decision 4/XY.1")]


def test_paragraphs_are_counted_beyond_a_thousand() -> None:
    assert [n for n, _ in numbers_of(*(f"{n}. Said by speaker {n}." for n in range(1, 1012)))][-1] == "1011"


def test_a_year_at_the_head_of_a_half_sentence_is_no_number() -> None:
    parts = segment(blocks_of("1. It was said in", "1998. The year was wet."), plain_headings=False)
    assert [p.text for p in parts.paragraphs] == ["It was said in 1998. The year was wet."]


def test_a_list_that_is_longer_than_the_paragraphs_are_many_takes_none_of_their_numbers() -> None:
    recommendations = [f"{n}. To open gate {n} (Norland);" for n in range(1, 6)]
    parts = segment(
        blocks_of("1. One.", "2. These are the recommendations:", *recommendations, "3. Three.", "4. Four."),
        plain_headings=False,
    )
    assert [(p.number, len(p.points)) for p in parts.paragraphs] == [("1", 0), ("2", 5), ("3", 0), ("4", 0)]


def test_a_footnote_goes_to_the_mark_on_its_page_where_labels_come_anew() -> None:
    def marked(text: str, page: int) -> Block:
        return Block(BlockKind.TEXT, StyledText(text, (), (NoteMark("1", len(text)),)), 0, 0, page)

    def note(text: str, page: int) -> Block:
        return Block(BlockKind.NOTE, StyledText(text), 0, 0, page, label="1")

    heading = Block(BlockKind.HEADING, StyledText("Of gates", (), (NoteMark("1", 8),)), 0, 0, 1)
    first, second = marked("1. One.", 2), marked("2. Two.", 3)
    parts = segment(
        [heading, note("Of the heading.", 1), first, note("Of one.", 2), second, note("Of two.", 3)],
        plain_headings=False,
    )
    assert [(n.text, n.ordinal) for n in parts.footnotes] == [("Of the heading.", None), ("Of one.", 1), ("Of two.", 2)]


def test_a_hyphen_that_hangs_at_a_page_break_keeps_its_space() -> None:
    parts = of("1. The fees are due to fruit-\n\nV.19-01234 2/9\n\nand ladder-lending villages.\n\n2. Next.")
    assert parts.paragraphs[0].text == "The fees are due to fruit- and ladder-lending villages."
