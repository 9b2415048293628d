"""Topics: themes with their key topics, and the papers described under each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compendium.corpus.document import Document, Masthead, Paper, Paragraph, Section
from compendium.corpus.extract import read_document
from compendium.corpus.styled import StyledText
from compendium.corpus.topics import find_topics

THEMATIC = "corpus/004_4a185ebc38df41a0.txt"


def section(order: int, heading: str, *key_topics: str, parent: int | None = None, number: str = "") -> Section:
    return Section(heading, number, 1 if parent is None else 2, order, parent, key_topics=key_topics)


def paragraph(ordinal: int, text: str, section: int, number: str | None = "") -> Paragraph:
    return Paragraph(ordinal, str(ordinal) if number == "" else number, None, StyledText(text), section=section)


def compendium(sections: list[Section], *texts: tuple[int, str]) -> Document:
    paragraphs = tuple(paragraph(i, text, where) for i, (where, text) in enumerate(texts, 1))
    return Document("x.md", "", "text/plain", Masthead(), sections=tuple(sections), paragraphs=paragraphs)


SHIPS = (
    "The second meeting (2013) had before it a note by the Secretariat on duties of captains "
    "(CTOC/COP/WG.7/2013/3; earlier compendium, para. 4)."
)
BOATS = "For the third meeting, in 2015, the Secretariat wrote a paper on rescue at sea (CTOC/COP/WG.7/2015/2)."


def test_a_theme_with_two_papers() -> None:
    document = compendium(
        [section(1, "I. Introduction"), section(2, "Rescue", "boats", "distress calls"), section(3, "Annex")],
        (1, "Nothing of this belongs to a theme."),
        (2, BOATS),
        (2, "It tells who must answer a call."),
        (2, SHIPS),
        (2, "Captains must help."),
        (3, "Nor does this."),
    )  # fmt: skip
    (topic,) = find_topics(document)
    assert (topic.name, topic.key_topics) == ("Rescue", ("boats", "distress calls"))
    assert (topic.first_ordinal, topic.last_ordinal) == (2, 5)
    assert topic.papers == (
        Paper("CTOC/COP/WG.7/2015/2", 2015, 3, "rescue at sea", 2, 3),
        Paper("CTOC/COP/WG.7/2013/3", 2013, 2, "duties of captains", 4, 5),
    )


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param(BOATS, "rescue at sea", id="paper-on"),
        pytest.param(
            "In 2015, for the third meeting of the Group, a paper was drafted to inform the discussion on drones, with "
            "a focus on cost (CTOC/COP/WG.7/2015/2).",
            "drones, with a focus on cost",
            id="a-later-on-belongs-to-the-subject",
        ),
        pytest.param(
            "A background paper entitled “Ships” (CTOC/COP/WG.7/2015/2) was before the third meeting, in 2015.",
            "Ships",
            id="title-in-quotation-marks",
        ),
        pytest.param(
            "CTOC/COP/WG.7/2015/2, issued for the 3rd meeting (2015), is a paper on false passports. It is short.",
            "false passports",
            id="symbol-first",
        ),
    ],
)
def test_subjects(text: str, subject: str) -> None:
    (topic,) = find_topics(compendium([section(1, "Sea", "boats")], (1, text)))
    assert [(p.symbol, p.year, p.meeting, p.subject) for p in topic.papers] == [
        ("CTOC/COP/WG.7/2015/2", 2015, 3, subject)
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The paper also cites CTOC/COP/WG.7/2011/5, para. 3.", id="a-citation-without-meeting"),
        pytest.param("For the third meeting, in 2015, a paper on rescue was planned.", id="no-symbol"),
        pytest.param(
            "At its third meeting, in 2015, the Group asked for maps (CTOC/COP/WG.7/2015/6, para. 2).", id="no-paper"
        ),
    ],
)
def test_paragraphs_that_open_no_paper(text: str) -> None:
    (topic,) = find_topics(compendium([section(1, "Sea", "boats")], (1, text)))
    assert topic.papers == ()


def test_a_number_before_a_theme_is_not_its_name() -> None:
    (topic,) = find_topics(compendium([section(1, "A. Sea", "boats", number="A")], (1, BOATS)))
    assert topic.name == "Sea"


def test_paragraphs_under_a_heading_inside_a_theme_belong_to_it() -> None:
    document = compendium(
        [section(1, "Sea", "boats"), section(2, "Details", parent=1), section(3, "Land", "trucks")],
        (1, BOATS), (2, "More."), (3, "Else."),
    )  # fmt: skip
    assert [(t.name, t.first_ordinal, t.last_ordinal) for t in find_topics(document)] == [("Sea", 1, 2), ("Land", 3, 3)]


def test_unnumbered_text_under_a_theme_does_not_stretch_it() -> None:
    document = Document(
        "x.md", "", "text/plain", Masthead(), sections=(section(1, "Sea", "boats"),),
        paragraphs=(paragraph(1, "A motto", 1, None), paragraph(2, BOATS, 1), paragraph(3, "A table", 1, None)),
    )  # fmt: skip
    (topic,) = find_topics(document)
    assert (topic.first_ordinal, topic.last_ordinal) == (2, 2)


def test_other_documents_have_no_topics() -> None:
    assert find_topics(compendium([section(1, "Sea")], (1, BOATS))) == ()


# Name, number of key topics, first and last paragraph; for each paper its number in the series, meeting, paragraphs.
THEMES = [
    ("Case management", 5, 4, 7, [("2010/5", 2, 4, 7)]),
    ("Consular and diplomatic officers", 9, 8, 11, [("2019/3", 9, 8, 11)]),
    ("Crime prevention", 7, 12, 16, [("2019/2", 9, 12, 16)]),
    ("Criminal justice responses", 4, 17, 21, [("2020/3", 10, 17, 21)]),
    ("Demand", 15, 22, 33, [("2013/3", 5, 22, 25), ("2011/5", 4, 26, 28), ("2010/3", 2, 29, 33)]),
    ("Identification", 3, 34, 37, [("2011/4", 4, 34, 37)]),
    ("International cooperation", 8, 38, 46, [("2018/2", 8, 38, 46)]),
    ("National coordination and cooperation", 5, 47, 50, [("2015/3", 6, 47, 50)]),
    ("Non-punishment", 11, 51, 56, [("2020/2", 10, 51, 53), ("2010/4", 2, 54, 56)]),
    ("Organ removal", 5, 57, 61, [("2011/2", 4, 57, 61)]),
    ("Protection and assistance", 8, 62, 66, [("2017/2", 7, 62, 66)]),
    ("Recruitment agencies and recruitment fees", 4, 67, 70, [("2015/2", 6, 67, 70)]),
    (
        "Interpretation and implementation of the Trafficking in Persons Protocol and the Organized Crime Convention",
        14, 71, 89,
        [
            ("2015/4", 6, 71, 75), ("2013/4", 5, 76, 79), ("2013/2", 5, 80, 83), ("2011/3", 4, 84, 86),
            ("2010/2", 2, 87, 89),
        ],
    ),
]  # fmt: skip


def test_the_themes_of_the_thematic_compendium(shared: Callable[[str], Path]) -> None:
    document = read_document(shared(THEMATIC))
    found = [
        (
            t.name, len(t.key_topics), t.first_ordinal, t.last_ordinal,
            [(p.symbol.removeprefix("CTOC/COP/WG.4/"), p.meeting, p.first_ordinal, p.last_ordinal) for p in t.papers],
        )
        for t in document.topics
    ]  # fmt: skip
    assert found == THEMES
    papers = [p for t in document.topics for p in t.papers]
    assert all(f"/{p.year}/" in p.symbol for p in papers)
    assert all(p.subject and p.subject in document.paragraphs[p.first_ordinal - 1].text for p in papers)


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param("Key topics\n\nBoats; distress calls.", id="list-below"),
        pytest.param("**Key topics**\n\nBoats;\ndistress calls", id="list-over-two-lines"),
        pytest.param("*Key topics*: Boats; distress calls.", id="list-after-a-colon"),
        pytest.param("Key topics\nBoats; distress calls", id="list-on-the-next-line"),
        pytest.param("### Key topics\n\n- Boats\n- distress calls", id="list-items"),
    ],
)
def test_forms_of_the_list_of_key_topics(tmp_path: Path, listed: str) -> None:
    source = tmp_path / "compendium.md"
    opening = "# Compendium of papers\n\n## Introduction\n\n1. This lists papers.\n\n"
    source.write_text(f"{opening}## Sea\n\n{listed}\n\n2. {BOATS}\n\n3. More.\n", encoding="utf-8")
    document = read_document(source)
    assert [(t.name, t.key_topics, t.first_ordinal) for t in document.topics] == [
        ("Sea", ("Boats", "distress calls"), 2)
    ]
    assert [p.number for p in document.paragraphs] == ["1", "2", "3"]
