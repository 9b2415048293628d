"""The built-in digest: complete, true to the places it cites, and in words of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest

from compendium.corpus.document import Document
from compendium.corpus.extract import read_document
from compendium.corpus.identity import read_settings
from compendium.corpus.symbols import find_symbols

COMPENDIUM = "thematic compendium of 2021"
HELD = "CTOC/COP/WG.4/2019/3"
LAST = {COMPENDIUM: 89, HELD: 77}
"""The last paragraph of each of the two papers that the digest rests on."""
POINTS = {(COMPENDIUM, "15"): "abcd", (COMPENDIUM, "31"): "abc"}
"""Their points, of the paragraphs of which single points are cited."""
RECALLED = {
    "2009/2": {"12", "13", "13(e)"},
    "2010/6": {"11", "18", "20", "54"},
    "2011/8": {"26", "28", "42", "43", "50(d)"},
    "2013/5": {"5"},
    "2015/6": {"14", "21", "26"},
    "2016/6": {"8"},
    "2017/4": {"8(c)", "8(d)", "8(f)"},
    "2018/3": {"7(b)", "7(e)", "7(l)", "7(m)"},
}
"""The places in reports that the background paper names."""
LONGEST_RUN = 8
"""Words in a row that no paragraph may share with the papers."""


def digest(name: str) -> Document:
    folder = Path(str(resources.files("compendium.digest")))
    return read_document(folder / name, read_settings(folder)[name])


@pytest.fixture(scope="module")
def themes() -> Document:
    return digest("themes.md")


@pytest.fixture(scope="module")
def recommendations() -> Document:
    return digest("recommendations.md")


def test_both_files_are_labelled_digest(themes: Document, recommendations: Document) -> None:
    for document in (themes, recommendations):
        assert document.masthead.kind == "digest"
        assert document.title.startswith(("Digest", "Recommendations"))
        assert document.symbol == ""


def test_paragraphs_are_numbered_without_a_gap(themes: Document, recommendations: Document) -> None:
    for document in (themes, recommendations):
        assert [p.number for p in document.paragraphs] == [str(n) for n in range(1, len(document.paragraphs) + 1)]
        assert not document.findings


def test_the_papers_and_their_themes(themes: Document) -> None:
    assert len(themes.topics) == 13
    papers = [paper for topic in themes.topics for paper in topic.papers]
    assert len({paper.symbol for paper in papers}) == len(papers) == 20
    assert all(f"/{paper.year}/" in paper.symbol and paper.subject and paper.meeting for paper in papers)
    assert all(paper.last_ordinal > paper.first_ordinal for paper in papers)  # each is described, not only named
    held = next(paper for paper in papers if paper.symbol == HELD)
    assert held.last_ordinal - held.first_ordinal >= 25


def test_the_facts_are_those_of_the_compendium(themes: Document, shared: Callable[[str], Path]) -> None:
    real = read_document(shared("corpus/004_4a185ebc38df41a0.txt"))
    assert [t.name for t in themes.topics] == [t.name for t in real.topics]
    for ours, theirs in zip(themes.topics, real.topics, strict=True):
        # the source runs "agesensitive" together once
        assert [k.replace("age-", "age") for k in ours.key_topics] == [
            k.replace("age-", "age") for k in theirs.key_topics
        ]
        facts = [[(p.symbol, p.year, p.meeting, p.subject) for p in t.papers] for t in (ours, theirs)]
        assert facts[0] == facts[1]


def test_every_paragraph_names_what_it_rests_on(themes: Document) -> None:
    introduction = themes.topics[0].first_ordinal
    for paragraph in themes.paragraphs[introduction - 1 :]:
        assert list(places(paragraph.text)), paragraph.number


def places(text: str) -> Iterator[tuple[str, str]]:
    """Each source with each pinpoint given to it: `(CTOC/COP/WG.4/2019/3, 5)`."""
    pinpoints = r",? (?:in )?paras?\. (\d+(?: \([a-z]\))?(?:(?:, |–| and )(?:\d+|\([a-z]\)))*)"
    for start, end, symbol in find_symbols(text):
        if match := re.compile(pinpoints).match(text, end):
            yield from ((str(symbol), pin) for pin in single(match[1]))
        assert start < end
    for match in re.finditer(re.escape(COMPENDIUM) + pinpoints, text):
        yield from ((COMPENDIUM, pin) for pin in single(match[1]))


def single(pinpoints: str) -> Iterator[str]:
    """`15 (a) and (c), 17–19` as `15(a)`, `15(c)`, `17`, `18`, `19`."""
    number = ""
    for part in re.split(r", | and ", pinpoints.replace(" (", "(").replace("and(", "and (")):
        first, _, last = part.partition("–")
        if last:
            yield from (str(n) for n in range(int(first), int(last) + 1))
        elif part.startswith("("):
            yield number + part
        else:
            number = part.partition("(")[0]
            yield part


def test_every_cited_place_exists(themes: Document, recommendations: Document) -> None:
    for document in (themes, recommendations):
        cited = [place for paragraph in document.paragraphs for place in places(paragraph.text)]
        assert cited
        for source, pinpoint in cited:
            if source in LAST:
                number, _, point = pinpoint.rstrip(")").partition("(")
                assert 1 <= int(number) <= LAST[source], (source, pinpoint)
                assert point in POINTS.get((source, number), ""), (source, pinpoint)
            else:
                assert pinpoint in RECALLED[source.removeprefix("CTOC/COP/WG.4/")], (source, pinpoint)


def test_every_place_that_the_papers_recall_is_listed(recommendations: Document) -> None:
    cited = {place for paragraph in recommendations.paragraphs for place in places(paragraph.text)}
    assert {(f"CTOC/COP/WG.4/{report}", pin) for report, pins in RECALLED.items() for pin in pins} <= cited


def test_its_recommendations_are_recognised_as_paraphrases(recommendations: Document) -> None:
    found = recommendations.recommendations
    assert [r.ordinal for r in found] == list(range(2, len(recommendations.paragraphs)))
    assert not any(r.quoted for r in found)
    by_meeting = [r for r in found if r.meeting]
    assert [(r.meeting, r.year) for r in by_meeting] == [
        (1, 2009), (1, 2009), (2, 2010), (4, 2011), (4, 2011), (4, 2011), (6, 2015), (7, 2017), (7, 2017), (8, 2018),
        (8, 2018),
    ]  # fmt: skip
    assert all(len(r.cites) == 1 and r.cites[0].target != HELD for r in by_meeting)
    for r in by_meeting:
        heading = recommendations.headings(recommendations.paragraphs[(r.ordinal or 0) - 1].section)[-1]
        assert heading.endswith(f"meeting ({r.year})")


def without_symbols(text: str) -> str:
    """The text with a line end in place of each symbol."""
    for start, end, _ in reversed(list(find_symbols(text))):
        text = f"{text[:start]}\n{text[end:]}"
    return text


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


@pytest.mark.parametrize("source", ["corpus/000_5afab09b1758ec5d.txt", "corpus/004_4a185ebc38df41a0.txt"])
def test_no_run_of_words_is_copied(
    source: str, themes: Document, recommendations: Document, shared: Callable[[str], Path]
) -> None:
    theirs = words(shared(source).read_text(encoding="utf-8"))
    runs = {tuple(theirs[i : i + LONGEST_RUN]) for i in range(len(theirs))}
    subjects = [paper.subject for topic in themes.topics for paper in topic.papers]
    for document in (themes, recommendations):
        for paragraph in document.paragraphs:
            text = paragraph.text
            for subject in subjects:  # the titles of papers
                text = text.replace(subject, "\n")
            own = [words(piece) for piece in without_symbols(text).split("\n")]
            shared_runs = [
                " ".join(piece[i : i + LONGEST_RUN])
                for piece in own
                for i in range(len(piece) - LONGEST_RUN + 1)
                if tuple(piece[i : i + LONGEST_RUN]) in runs
            ]
            assert not shared_runs, (paragraph.number, shared_runs)
