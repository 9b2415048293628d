"""Recommendations of a group: recalled in papers, adopted in reports, merged in the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.corpus.citations import find_citations
from compendium.corpus.document import (
    Cited,
    Document,
    Footnote,
    Masthead,
    Paragraph,
    Point,
    Recommendation,
    Section,
)
from compendium.corpus.extract import read_document
from compendium.corpus.ledger import Mention, ledger
from compendium.corpus.occasions import Occasion, meetings_of_sources, occasions
from compendium.corpus.recalled import goes_on, refers_back
from compendium.corpus.recommendations import find_recommendations
from compendium.corpus.styled import NoteMark, StyledText

GROUP = "Working Group on the Smuggling of Migrants"
BACKGROUND = "corpus/000_5afab09b1758ec5d.txt"
THEMATIC = "corpus/004_4a185ebc38df41a0.txt"


def marked(text: str) -> StyledText:
    """Text in which `[^7]` stands for the mark of footnote 7."""
    marks: list[NoteMark] = []
    plain = ""
    for piece in re.split(r"(\[\^\w+\])", text):
        if piece.startswith("[^"):
            marks.append(NoteMark(piece[2:-1], len(plain)))
        else:
            plain += piece
    return StyledText(plain, (), tuple(marks))


def paper(*texts: str, notes: dict[str, str] | None = None, points: tuple[str, ...] = (), meeting: int = 6) -> Document:
    """A paper of the group on the smuggling of migrants; `points` are those of its last paragraph."""
    paragraphs = [Paragraph(i, str(i), None, marked(text)) for i, text in enumerate(texts, 1)]
    lettered = tuple(Point("abcdefgh"[i], StyledText(text)) for i, text in enumerate(points))
    paragraphs[-1] = replace(paragraphs[-1], points=lettered)
    bearers = {mark.label: (p.ordinal, mark.offset) for p in paragraphs for mark in p.marks}
    footnotes = tuple(
        Footnote(label, StyledText(text), *bearers.get(label, (None, None))) for label, text in (notes or {}).items()
    )
    document = Document(
        "x.txt",
        "",
        "text/plain",
        Masthead(body=GROUP),
        paragraphs=tuple(paragraphs),
        footnotes=footnotes,
        meeting=meeting,
    )
    return replace(document, citations=find_citations(document))


@dataclass(frozen=True, slots=True)
class Found:
    """What a test expects of a recommendation."""

    text: str
    meeting: int | None = None
    year: int | None = None
    cites: str = ""
    addressee: str = ""
    quoted: bool = False
    footnote: str | None = None


def found(document: Document) -> list[Found]:
    return [
        Found(r.text, r.meeting, r.year, cited(r), r.addressee, r.quoted, r.footnote)
        for r in find_recommendations(document)
    ]


def cited(recommendation: Recommendation) -> str:
    return "; ".join(
        f"{c.target.removeprefix('CTOC/COP/WG.7/')} {', '.join(c.pinpoints)}" for c in recommendation.cites
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "At its third meeting, in 2015, the Working Group recommended that States “share lists of passengers” "
            "(CTOC/COP/WG.7/2015/6, para. 12 (c)).",
            Found("share lists of passengers", 3, 2015, "2015/6 12(c)", "States", quoted=True),
            id="quoted",
        ),
        pytest.param(
            'The Working Group recommended, at its 3rd meeting, that "with regard to boats, Member States should keep '
            "records” (CTOC/COP/WG.7/2015/6, para.12).",
            Found(
                "with regard to boats, Member States should keep records", 3, 2015, "2015/6 12", "Member States", True
            ),
            id="quotation-marks-of-two-kinds",
        ),
        pytest.param(
            "At its fifth meeting, in 2018, the Working Group recommended giving guards the means to help "
            "(CTOC/COP/WG.7/2018/3, para. 7).",
            Found("giving guards the means to help", 5, 2018, "2018/3 7"),
            id="paraphrase-without-that",
        ),
        pytest.param(
            "The Working Group has stressed boats (CTOC/COP/WG.7/2012/6, para. 1) and, at its last meeting, "
            "recommended that Governments inform families (CTOC/COP/WG.7/2018/3, para. 7 (b)).",
            Found("Governments inform families", 5, 2018, "2018/3 7(b)", "Governments"),
            id="second-verb-and-last-meeting",
        ),
        pytest.param(
            "This was confirmed by the Working Group at its fifth meeting, in 2018, at which it recommended better pay "
            "for guards (CTOC/COP/WG.7/2018/3, para. 9).",
            Found("better pay for guards", 5, 2018, "2018/3 9"),
            id="pronoun",
        ),
        pytest.param(
            "When the Working Group first met, in 2012, it recognized the need to “list what boats carry at night” "
            "(CTOC/COP/WG.7/2012/6, para. 3).",
            Found("list what boats carry at night", 1, 2012, "2012/6 3", quoted=True),
            id="first-met",
        ),
        pytest.param(
            "As recommended by the Working Group at its fifth meeting, States should keep joint records "
            "(CTOC/COP/WG.7/2018/3, para. 8).",
            Found("States should keep joint records", 5, 2018, "2018/3 8", "States"),
            id="passive-before",
        ),
        pytest.param(
            "States should keep joint records, as the Working Group recommended in 2018 "
            "(CTOC/COP/WG.7/2018/3, para. 8).",
            Found("States should keep joint records", None, 2018, "2018/3 8", "States"),
            id="words-before-the-verb",
        ),
        pytest.param(
            "In its report on its fourth meeting (CTOC/COP/WG.7/2017/4, para. 9), the Working Group urged States to "
            "set up hotlines.",
            Found("States to set up hotlines", 4, 2017, "2017/4 9", "States"),
            id="source-before",
        ),
        pytest.param(
            "Guidance comes from earlier recommendations of the Working Group encouraging States to count the dead "
            "is given.",
            Found("States to count the dead", None, None, "", "States"),
            id="noun",
        ),
        pytest.param(
            "The Working Group has noted the importance of good maps on several occasions (see CTOC/COP/WG.7/2013/5, "
            "para. 2; and CTOC/COP/WG.7/2015/6, para. 3).",
            Found("the importance of good maps", None, None, "2013/5 2; 2015/6 3"),
            id="noted-with-sources",
        ),
        pytest.param(
            "The Working Group recommended that States use “safe houses” wherever families with children are found.",
            Found("States use “safe houses” wherever families with children are found", addressee="States"),
            id="a-term-in-quotation-marks-is-no-quotation",
        ),
        pytest.param(
            "The Working Group recommended that States train guards at its fifth meeting, in 2018.",
            Found("States train guards", 5, 2018, "", "States"),
            id="meeting-after-the-words",
        ),
    ],
)
def test_one_sentence(text: str, expected: Found) -> None:
    assert found(paper(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The Inter-Agency Coordination Group recommends that States should adopt new policies on boats.",
        "The General Assembly urged Governments to train guards. It also called upon Governments to pay them.",
        "The Handbook, prepared for the Working Group, recommends that embassies adopt rules.",
        "The Working Group may wish to recommend that States train guards.",
        "The Conference requested the Working Group to recommend measures to States.",
        "The Working Group was informed that the Secretariat had recommended that States train guards.",
        "The Working Group noted that speakers had recommended that States close gaps (CTOC/COP/WG.7/2013/5, para. 2).",
        "The Working Group on Trafficking in Persons recommended that States train consular staff.",
        "The Chair of the Working Group recommended that the meeting be closed.",
        "Previous recommendations of the Working Group are recalled.",
        "The Working Group has consistently emphasized the importance of training guards.",
        "The Working Group met in 2015. The Secretariat recommended that States train guards.",
        "Training on how these two processes meet is recommended.",
    ],
)
def test_what_is_no_recommendation_of_the_group(text: str) -> None:
    assert found(paper(text)) == []


def test_the_next_sentence_speaks_of_the_same_meeting() -> None:
    document = paper(
        "At its third meeting, in 2015, the Working Group recommended that States “share lists of passengers” "
        "(CTOC/COP/WG.7/2015/6, para. 8 (f)). The Working Group also recommended that States “help the crew” "
        "(para. 8 (d)). "
        "It further recommended that States parties train guards."
    )
    assert found(document) == [
        Found("share lists of passengers", 3, 2015, "2015/6 8(f)", "States", quoted=True),
        Found("help the crew", 3, 2015, "2015/6 8(d)", "States", quoted=True),
        Found("States parties train guards", 3, 2015, "", "States parties"),
    ]


def test_the_source_may_stand_in_a_footnote() -> None:
    document = paper(
        "The Working Group has also recognized that, as seas are wide, States should share boats.[^4]",
        notes={"4": "See CTOC/COP/WG.7/2016/6, para. 8."},
    )
    assert found(document) == [Found("as seas are wide, States should share boats", None, 2016, "2016/6 8", "States")]


def test_a_recommendation_may_stand_in_a_footnote() -> None:
    document = paper(
        "Crews need rest.[^6] Much more is to be said.",
        notes={
            "6": "See the Working Group’s previous recommendation that “hours at sea, above all at night” should be "
            "counted (CTOC/COP/WG.7/2015/6, para. 50 (d)).",
        },
    )
    (only,) = found(document)
    assert only == Found("hours at sea, above all at night", None, 2015, "2015/6 50(d)", quoted=True, footnote="6")


def test_a_footnote_that_only_notes_is_none() -> None:
    note = "The Working Group has reiterated the importance of crews. See CTOC/COP/WG.7/2015/6, para. 5."
    assert found(paper("Crews matter.[^3]", notes={"3": note})) == []


def test_a_footnote_that_names_several_reports_is_one() -> None:
    note = (
        "The Working Group has repeatedly reiterated the importance of crews. See, for example, "
        "CTOC/COP/WG.7/2013/5, paras. 5 and 6; and CTOC/COP/WG.7/2015/6, para. 7 (e)."
    )
    expected = Found("the importance of crews", None, None, "2013/5 5, 6; 2015/6 7(e)", footnote="3")
    assert found(paper("Crews matter.[^3]", notes={"3": note})) == [expected]


def test_the_meeting_is_known_from_elsewhere_in_the_paper() -> None:
    document = paper(
        "At its third meeting, the Working Group recommended that States train guards (CTOC/COP/WG.7/2015/6, para. 1).",
        "The Working Group recommended that States pay them well (CTOC/COP/WG.7/2015/6, para. 2).",
    )
    assert [(r.meeting, r.year) for r in found(document)] == [(3, 2015), (3, 2015)]


def test_points_with_sources_are_recommendations_of_their_own() -> None:
    document = paper(
        "At its first meeting, in 2012, the Working Group recommended that States parties:",
        points=(
            "Train guards in first aid (CTOC/COP/WG.7/2012/6, para. 2);",
            "Count all boats (CTOC/COP/WG.7/2012/6, para. 3).",
        ),
    )
    assert found(document) == [
        Found("Train guards in first aid", 1, 2012, "2012/6 2", "States parties"),
        Found("Count all boats", 1, 2012, "2012/6 3", "States parties"),
    ]


def report(*paragraphs: Paragraph, title: str = f"Report on the meeting of the {GROUP} held in Vienna") -> Document:
    """A report of the group; its first section is an introduction, its second holds the recommendations."""
    sections = (
        Section("I. Introduction", "I", 1, 1),
        Section("II. Recommendations", "II", 1, 2),
        Section("A. Boats", "A", 2, 3, parent=2),
    )
    masthead = Masthead(symbol="CTOC/COP/WG.7/2015/6", body=GROUP, title=title, kind="report")
    document = Document(
        "r.txt", "", "text/plain", masthead, sections=sections, paragraphs=paragraphs, year=2015, meeting=3
    )
    return replace(document, citations=find_citations(document))


def lettered(*texts: str) -> tuple[Point, ...]:
    return tuple(Point("abcdefgh"[i], StyledText(text)) for i, text in enumerate(texts))


def test_a_report_adopts_each_paragraph_under_recommendations() -> None:
    document = report(
        Paragraph(1, "1", None, StyledText("The meeting opened at noon."), section=1),
        Paragraph(2, "2", None, StyledText("The Working Group adopted the recommendations below."), section=2),
        Paragraph(3, "3", None, StyledText("States parties should count boats."), section=3),
        Paragraph(4, "4", None, StyledText("States should consider:"), lettered("Maps;", "Charts."), section=3),
    )
    assert found(document) == [
        Found("States parties should count boats.", 3, 2015, "2015/6 3", "States parties", quoted=True),
        Found("States should consider:\n(a) Maps;\n(b) Charts.", 3, 2015, "2015/6 4", "States", quoted=True),
    ]


def test_a_report_adopts_each_point_of_a_bare_list() -> None:
    lead = "The Working Group recommended that States:"
    points = lettered("Count all boats;", "Pay guards well.")
    document = report(Paragraph(1, "8", None, StyledText(lead), points, section=2))
    assert found(document) == [
        Found("Count all boats;", 3, 2015, "2015/6 8(a)", "States", quoted=True),
        Found("Pay guards well.", 3, 2015, "2015/6 8(b)", "States", quoted=True),
    ]


def test_the_wishes_of_single_states_are_not_the_groups() -> None:
    disclaimer = (
        "All recommendations reflect the position of States and should not be construed as endorsed by the group."
    )
    document = report(
        Paragraph(1, "1", None, StyledText("Ratify all treaties (Ruritania)."), section=2),
        Paragraph(2, "2", None, StyledText(disclaimer), section=2),
    )
    assert found(document) == []


@given(
    st.text(alphabet=' .,;:()“”"\n’abtTWG0159[]', max_size=80),
    st.text(alphabet=' .,;:()“”"\n’abtTWG0159[]', max_size=80),
)
def test_offsets_hold_whatever_surrounds_the_words(before: str, after: str) -> None:
    core = "The Working Group recommended that States train guards (CTOC/COP/WG.7/2015/6, para. 1)."
    document = paper(f"{before} {core} {after}")
    text = document.paragraphs[0].full.text
    for recommendation in find_recommendations(document):
        assert text[recommendation.start : recommendation.end] == recommendation.text
        assert recommendation.text.strip()


# Paragraph, footnote, meeting, year, source, quoted, addressee, first word, last word.
RECALLED = [
    ("5", None, 2, 2010, "2010/6 20", True, "States parties", "with", "judges"),
    ("6", None, 4, 2011, "2011/8 43", True, "States parties", "States", "destination"),
    ("7", None, 6, 2015, "2015/6 14", True, "States", "States", "persons"),
    ("8", None, 7, 2017, "2017/4 8(f)", True, "States", "consider", "persons"),
    ("8", None, 7, 2017, "2017/4 8(d)", True, "States", "ensure", "in"),
    ("9", None, 8, 2018, "2018/3 7(m)", False, "", "strengthening", "persons"),
    (
        "11",
        "3",
        None,
        None,
        "2010/6 11, 18, 54; 2011/8 28, 42; 2013/5 5; 2015/6 21; 2018/3 7(e)",
        False,
        "",
        "the",
        "trafficking",
    ),
    ("13", None, None, 2016, "2016/6 8", False, "States", "in", "problems"),
    ("18", "6", 4, 2011, "2011/8 50(d)", True, "", "different", "personnel"),
    ("25", None, 1, 2009, "2009/2 13(e)", True, "", "develop", "victims"),
    ("25", None, 4, 2011, "2011/8 26", True, "States parties", "States", "trafficking"),
    ("33", None, 8, 2018, "2018/3 7(b)", False, "States parties", "States", "compensation"),
    ("37", None, 1, 2009, "2009/2 12", False, "States parties", "States", "acts"),
    ("42", None, None, None, "2018/3 7(l); 2015/6 26; 2017/4 8(c)", False, "", "the", "approach"),
    ("61", None, 6, 2015, "2015/6 14", True, "States", "States", "persons"),
]


def test_what_the_background_paper_recalls(shared: Callable[[str], Path]) -> None:
    document = read_document(shared(BACKGROUND))
    assert [
        (
            document.paragraphs[(r.ordinal or 0) - 1].number, r.footnote, r.meeting, r.year,
            cited(r).replace("CTOC/COP/WG.4/", ""), r.quoted, r.addressee,
            *(re.findall(r"\w+", r.text)[i] for i in (0, -1)),
        )
        for r in document.recommendations
    ] == RECALLED  # fmt: skip


def test_what_the_thematic_compendium_recalls(shared: Callable[[str], Path]) -> None:
    document = read_document(shared(THEMATIC))
    assert [(r.ordinal, r.meeting, r.addressee, r.quoted) for r in document.recommendations] == [
        (45, None, "States", False)
    ]


def recalled(text: str, pinpoint: str = "14", *, quoted: bool = True, meeting: int | None = 6) -> Recommendation:
    cites = (Cited("CTOC/COP/WG.7/2015/6", (pinpoint,)),)
    return Recommendation(text, quoted, meeting, 2015, 0, len(text), cites)


def test_mentions_of_one_recommendation_are_one_entry() -> None:
    texts = [
        "States may train guards, and may pay for a net-\nwork of boats",
        "States may train guards, and may pay for a",
    ]
    (entry,) = ledger(Mention(place, recalled(text)) for place, text in enumerate(texts))
    assert [mention.place for mention in entry.mentions] == [0, 1]
    assert (entry.wording.text, entry.meeting, entry.year) == (texts[0], 6, 2015)


def test_a_paraphrase_joins_the_quotation() -> None:
    mentions = [
        Mention("paraphrase", recalled("States train their guards and pay for boats", quoted=False, meeting=None)),
        Mention("quotation", recalled("States should consider to train guards and to pay for a network of boats")),
    ]
    (entry,) = ledger(mentions)
    assert entry.wording.quoted
    assert entry.meeting == 6


def test_a_point_and_its_paragraph_are_one_place() -> None:
    words = "States may train guards, and may pay for boats"
    paragraph, point, sibling = (recalled(words, pinpoint) for pinpoint in ("13", "13(e)", "13(f)"))
    assert len(ledger([Mention(1, point), Mention(2, paragraph)])) == 1
    assert len(ledger([Mention(1, point), Mention(2, sibling)])) == 2


def test_occasions_are_those_of_every_source() -> None:
    places = (Cited("CTOC/COP/WG.7/2015/6", ("26",)), Cited("CTOC/COP/WG.7/2018/3", ("7(l)",)))
    several = Recommendation("the importance of maps", False, None, None, 0, 22, places)
    assert occasions(several, {"CTOC/COP/WG.7/2018/3": 8}) == (Occasion(None, 2015), Occasion(8, 2018))
    assert occasions(recalled("Crews may sleep"), {}) == (Occasion(6, 2015),)


def test_the_meeting_of_a_source_is_known_where_all_agree() -> None:
    said = [recalled("Crews may sleep", meeting=6), recalled("Ships may sail", meeting=6)]
    assert meetings_of_sources(said) == {"CTOC/COP/WG.7/2015/6": 6}
    assert meetings_of_sources([*said, recalled("Ports may close", meeting=7)]) == {}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(recalled("Ships must carry maps of every port"), id="other-words-in-the-same-place"),
        pytest.param(recalled("States may train guards", "15"), id="same-words-in-another-place"),
        pytest.param(replace(recalled("States may train guards"), cites=()), id="no-source"),
    ],
)
def test_what_is_not_the_same_recommendation(other: Recommendation) -> None:
    assert len(ledger([Mention(1, recalled("States may train guards")), Mention(2, other)])) == 2


def test_entries_stand_in_order_of_meeting_and_place() -> None:
    later = replace(recalled("States may count boats"), meeting=7, year=2017)
    unknown = replace(recalled("States may rest"), meeting=None, year=None, cites=())
    mentions = [unknown, later, recalled("States may train guards", "14"), recalled("Crews may sleep", "9")]
    order = [entry.wording.text for entry in ledger(Mention(None, r) for r in mentions)]
    assert order == ["Crews may sleep", "States may train guards", "States may count boats", "States may rest"]


def test_one_recommendation_recalled_twice_in_the_background_paper(shared: Callable[[str], Path]) -> None:
    document = read_document(shared(BACKGROUND))
    entries = ledger(Mention(r.ordinal, r) for r in document.recommendations)
    twice = [entry for entry in entries if len(entry.mentions) > 1]
    assert [[m.place for m in entry.mentions] for entry in twice] == [[7, 61]]
    assert twice[0].cites == (Cited("CTOC/COP/WG.4/2015/6", ("14",)),)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("the importance of such an approach", "such an approach"),
        ("such measures should be taken", "such measures"),
        ("apply this approach", "this approach"),
        ("assist those who were harmed", ""),
        ("assist such victims as ask for it", ""),
        ("give effect to this Convention", ""),
        ("meet again this year", ""),
    ],
)
def test_words_that_mean_what_was_said_before(words: str, what: str) -> None:
    assert refers_back(words) == what


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("said that “oil” should be looked at, e.g. by keepers. Then it rose.", "should be looked at, e.g. by keepers"),
        ("said that “oil” should be seen beside para. 3 of it (A/1).", "should be seen beside para. 3 of it"),
        ("said that “oil” should be weighed with “wicks” too.", ""),
        ("said that “oil” is dear.", ""),
    ],
)
def test_what_a_sentence_says_of_quoted_words(text: str, rest: str) -> None:
    assert goes_on(text, text.index("”")) == rest
