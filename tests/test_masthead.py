"""Mastheads of several eras, in small."""

from __future__ import annotations

import pytest

from compendium.corpus.document import Masthead
from compendium.corpus.habits import iso_date, meeting_of
from compendium.corpus.masthead import read_masthead, with_meeting
from compendium.corpus.readers.text import read


def of(text: str) -> Masthead:
    return read_masthead(read(text.encode())).masthead


BODY = "\n\n1. The first paragraph, which opens the body.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "CTOC/COP/WG.7/2020/2\n\nDistr.: General  \n3 May 2020  \nOriginal: English\n\n"
            "Working Group on the Smuggling of Migrants\n\nVienna, 8–10 September 2020\n\n"
            "Item 2 of the provisional agenda\\*\n\nBorders and harbours\n\n"
            "Background paper prepared by the Secretariat",
            {
                "symbol": "CTOC/COP/WG.7/2020/2",
                "distribution": "General",
                "date": "2020-05-03",
                "original_language": "English",
                "body": "Working Group on the Smuggling of Migrants",
                "meeting_dates": "Vienna, 8–10 September 2020",
                "agenda_item": "Item 2 of the provisional agenda",
                "title": "Borders and harbours",
                "subtitle": "Background paper prepared by the Secretariat",
                "kind": "background paper",
            },
            id="a background paper",
        ),
        pytest.param(
            "UNITED  \nNATIONS\n\nA\n\nGeneral Assembly\n\nDistr.  \nGENERAL  \nA/50/123  \n4 July 1995  \n"
            "ORIGINAL: ENGLISH\n\nFiftieth session\n\nAgenda item 12\n\nTHE STATE OF THE ARCHIVES\n\n"
            "Report of the Secretary-General",
            {
                "symbol": "A/50/123",
                "distribution": "General",
                "date": "1995-07-04",
                "body": "General Assembly",
                "session": "Fiftieth session",
                "title": "THE STATE OF THE ARCHIVES",
                "subtitle": "Report of the Secretary-General",
                "kind": "report",
            },
            id="a report of the nineties",
        ),
        pytest.param(
            "Resolution adopted by the General Assembly on 20 December 2012\n\n[on the report (A/67/9)]\n\n"
            "67/201. Archives and harbours\n\nThe General Assembly,\n\nRecalling its earlier words,",
            {
                "symbol": "A/RES/67/201",
                "date": "2012-12-20",
                "body": "General Assembly",
                "title": "Archives and harbours",
                "kind": "resolution",
            },
            id="a resolution names itself by number",
        ),
        pytest.param(
            "# On archives\n\nA web page says this and that, at some length and in whole sentences.",
            {"symbol": "", "title": "On archives", "kind": "text"},
            id="no masthead at all",
        ),
    ],
)
def test_masthead(text: str, expected: dict[str, str]) -> None:
    masthead = of(text + BODY)
    assert {name: getattr(masthead, name) for name in expected} == expected


def test_the_symbol_of_the_agenda_is_not_the_papers_own() -> None:
    masthead = of("Distr.: General\n\nItem 3 of the provisional agenda\\*\n\nTitle\n\n\\* CTOC/COP/WG.4/2019/1." + BODY)
    assert masthead.symbol == ""


def test_a_symbol_inside_a_sentence_is_not_the_papers_own() -> None:
    assert of("Distr.: General\n\nTitle\n\nAdopted as CTOC/COP/WG.4/2019/1 in Vienna" + BODY).symbol == ""


def test_the_symbol_at_the_head_of_the_pages_is_the_papers_own() -> None:
    pages = "\f".join(f"A/60/77\n\n{n}. Paragraph {n} says enough to be one." for n in range(1, 5))
    assert of(pages).symbol == "A/60/77"


def test_footnotes_among_the_masthead_stay_in_the_body() -> None:
    front = read_masthead(read(b"Distr.: General\n\nTitle\\*\n\n\\* A note.\n\n1. Text of the paragraph.\n"))
    assert [b.label for b in front.body if b.label] == ["*"]


def test_meetings_are_known_by_year_or_by_the_papers_first_words() -> None:
    assert meeting_of("Working Group on Trafficking in Persons", 2018) == 8
    paper = Masthead(kind="background paper", date="2020-05-03", body="Working Group on the Smuggling of Migrants")
    assert with_meeting(paper, "... to support the Group at its seventh meeting.").meeting == 7
    assert with_meeting(paper, "... recommended at its second meeting, in 2010, that").meeting is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("26 June 2019", "2019-06-26"),
        ("12 de julio de 2021", "2021-07-12"),
        ("1er mars 1999", "1999-03"),
        ("no date", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert iso_date(text) == date


def test_a_body_and_its_session_on_one_line_are_two_statements() -> None:
    masthead = of(
        "A/HRC/WG.6/99/1\n\nDistr.: General\n\nWorking Group on the Universal Orchard Twentieth session" + BODY
    )
    assert (masthead.body, masthead.session) == ("Working Group on the Universal Orchard", "Twentieth session")


def test_who_reports_is_no_title() -> None:
    masthead = of(
        "A/HRC/99/2\n\nDistr.: General\n\nHuman Rights Council\n\n"
        "Report of the Human Rights Council on its orchards\n\n"
        "Vice-President and Rapporteur: Ms. A. Gardener (Norland)" + BODY
    )
    assert masthead.title == "Report of the Human Rights Council on its orchards"
