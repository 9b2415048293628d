"""The two papers that the product was conceived from: counts, first and last items, joins that leave no trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from compendium.corpus.document import Document
from compendium.corpus.extract import read_document

BACKGROUND = "corpus/000_5afab09b1758ec5d.txt"
THEMATIC = "corpus/004_4a185ebc38df41a0.txt"


@pytest.fixture(scope="module")
def background(shared: Callable[[str], Path]) -> Document:
    return read_document(shared(BACKGROUND))


@pytest.fixture(scope="module")
def thematic(shared: Callable[[str], Path]) -> Document:
    return read_document(shared(THEMATIC))


def numbers(document: Document) -> list[str | None]:
    return [p.number for p in document.paragraphs]


def text_of(document: Document, number: str) -> str:
    return next(p.full.text for p in document.paragraphs if p.number == number)


def test_every_paragraph_of_both_papers_is_numbered_in_order(background: Document, thematic: Document) -> None:
    assert numbers(background) == [str(n) for n in range(1, 78)]
    assert numbers(thematic) == [str(n) for n in range(1, 90)]


def test_points(background: Document, thematic: Document) -> None:
    assert [(p.number, "".join(q.label for q in p.points)) for p in background.paragraphs if p.points] == [
        ("2", "abcdefghijklmnopqrstu")
    ]
    assert [(p.number, "".join(q.label for q in p.points)) for p in thematic.paragraphs if p.points] == [
        ("10", "abcdef"),
        ("15", "abcd"),
        ("20", "abcd"),
        ("21", "abc"),
        ("31", "abc"),
        ("53", "abcd"),
        ("65", "abcdefg"),
        ("89", "abcdefgh"),
    ]
    assert not any(q.points for d in (background, thematic) for p in d.paragraphs for q in p.points)


def test_footnotes_and_the_paragraphs_that_bear_their_marks(background: Document, thematic: Document) -> None:
    bearers = {note.label: note.ordinal for note in background.footnotes}
    assert list(bearers) == ["*", *(str(n) for n in range(1, 34))]
    assert bearers["*"] is None
    placed = [bearers[str(n)] for n in range(1, 34)]
    assert placed == [
        4, 9, 11, 13, 17, 18, 20, 21, 21, 26, 26, 27, 28, 36, 36, 37, 37, 38, 39, 39, 40, 42, 45, 52, 52, 59, 62,
        72, 73, 74, 75, 76, 77,
    ]  # fmt: skip
    assert thematic.footnotes == ()


def test_masthead(background: Document, thematic: Document) -> None:
    masthead = background.masthead
    assert (masthead.symbol, masthead.date, masthead.kind) == ("", "2019-06-26", "background paper")
    assert (background.meeting, background.year, masthead.distribution) == (9, 2019, "General")
    assert masthead.title.startswith("Diplomatic and consular officials or liaison officers")
    assert (thematic.masthead.kind, thematic.masthead.date, thematic.meeting) == ("compendium", "2021-07-12", 11)
    assert thematic.masthead.job_number == "V.21-05275"


def test_headings(background: Document, thematic: Document) -> None:
    top = [s.heading for s in background.sections if s.level == 1]
    assert [h.split(". ")[0] for h in top] == ["I", "II", "III", "IV", "V"]
    assert len(background.sections) == 29
    assert background.headings(background.paragraphs[24].section) == ("III. Background", "Identification of victims")
    # An italic heading between the points of one paragraph is in no paragraph's path.
    assert background.headings(background.paragraphs[1].section) == ("II. Issues for discussion",)
    assert background.headings(background.paragraphs[76].section)[-1].startswith("6. Guidelines")
    assert len(thematic.sections) == 15
    assert sum(bool(s.key_topics) for s in thematic.sections) == 13


@pytest.mark.parametrize(
    ("paper", "number", "seam"),
    [
        ("background", "7", "their relevant diplomatic and/or consular staff"),  # footnote 1 between
        ("background", "20", "“Handbook for diplomatic and"),  # footnotes 4 to 6 between
        ("background", "55", "during which UNODC advised"),  # goes on with a capital
        ("background", "74", "opportunities and obstacles in"),  # footnotes 28 and 29 between
        ("thematic", "4", "tools for use in case"),  # blank lines alone between
        ("thematic", "16", "the primary, secondary and"),  # a job number between
        ("thematic", "28", "to ensure appropriate assistance"),  # goes on with a bullet
        ("thematic", "35", "mutually agreed guidelines"),
        ("thematic", "51", "the issue of appropriate criminal"),
    ],
)
def test_page_breaks_leave_no_trace(paper: str, number: str, seam: str, request: pytest.FixtureRequest) -> None:
    assert seam in text_of(request.getfixturevalue(paper), number)


def test_nothing_of_the_page_or_of_markdown_is_left(background: Document, thematic: Document) -> None:
    for document in (background, thematic):
        texts = [p.full.text for p in document.paragraphs] + [n.text for n in document.footnotes]
        for text in texts:
            assert not re.search(r"\*\*|<sup|\]\(|\\|V\.21-|  |\n\n|^#|^- ", text), text
            assert text == text.strip()


def test_no_word_of_the_papers_is_lost(background: Document, thematic: Document, shared: Callable[[str], Path]) -> None:
    for document, name in ((background, BACKGROUND), (thematic, THEMATIC)):
        raw = re.sub(r"\]\([^)]*\)|<[^>]*>|[\\*#]", " ", shared(name).read_text(encoding="utf-8"))
        wanted = re.findall(r"[A-Za-z]{4,}", raw)
        held = "\n".join(
            [
                *(p.full.text for p in document.paragraphs),
                *(n.text for n in document.footnotes),
                *(s.heading for s in document.sections),
                *(t for s in document.sections for t in s.key_topics),
                " ".join(str(getattr(document.masthead, f)) for f in document.masthead.__slots__),
            ]
        )
        words = set(re.findall(r"[A-Za-z]{4,}", held))
        assert {w for w in wanted if w not in words} <= {"Distr", "Original", "Parties", "June", "July"}
