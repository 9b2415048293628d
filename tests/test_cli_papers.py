"""The commands on the two shared papers: what a user of them relies on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from compendium.__main__ import main

PAPER = "CTOC/COP/WG.4/2019/3"
COMPENDIUM = "004_4a185ebc38df41a0.txt"


@pytest.fixture(scope="module")
def home(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the two papers, made by the command."""
    sources = [str(shared(f"corpus/{name}")) for name in ("000_5afab09b1758ec5d.txt", COMPENDIUM)]
    folder = tmp_path_factory.mktemp("papers")
    assert main(["--home", str(folder), "index", *sources]) == 0
    return folder


@pytest.fixture
def answer(home: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, object]]]:
    """Runs a command and reads its JSON."""

    def answer(*arguments: str) -> tuple[int, dict[str, object]]:
        code = main(["--home", str(home), *arguments, "--format", "json"])
        return code, json.loads(capfd.readouterr().out)

    return answer


Answer = Callable[..., tuple[int, dict[str, list[dict[str, object]]]]]


@pytest.mark.parametrize(
    ("query", "citation"),
    [
        pytest.param(["supply side"], f"{COMPENDIUM}, para. 15 (b)", id="supply side"),
        pytest.param(["consular interviews"], f"{PAPER}, para. 27", id="consular interviews"),
        pytest.param(['"Education for Justice"'], f"{COMPENDIUM}, para. 16", id="a programme"),
        pytest.param(["--topic", "Demand", "--year", "2013"], f"{COMPENDIUM}, para. 22", id="filters alone"),
        pytest.param(["2019/3 para 25"], f"{PAPER}, para. 25", id="a paragraph by its citation"),
        pytest.param(["2019/3 fn 16"], f"{PAPER}, para. 37", id="the paragraph that bears a footnote"),
        pytest.param(["2019/3 sect. IV"], f"{PAPER}, para. 63", id="a section"),
        pytest.param(["2018/3 7 l"], f"{PAPER}, para. 42", id="a point without brackets"),
        pytest.param(["directive 2011/36"], f"{PAPER}, para. 37", id="a directive without its ending"),
        pytest.param(["SC resolution 2331"], f"{PAPER}, para. 37", id="a resolution cited in a footnote"),
    ],
)
def test_first_answer(answer: Answer, query: list[str], citation: str) -> None:
    code, found = answer("search", *query)
    assert code == 0
    assert found["hits"][0]["citation"] == citation


def test_a_principle_is_found_in_the_words_of_the_recommendation(answer: Answer) -> None:
    """It is recalled as “not punishing or prosecuting”, without the noun; `--exact` asks for the noun alone."""
    assert [r["meeting"] for r in answer("recommendations", "non-punishment")[1]["recommendations"]] == [1]
    assert answer("recommendations", "non-punishment", "--exact")[0] == 1


@pytest.mark.parametrize("place", ["2019/3 fn 16", "2019/3 sect. IV", "2019/3 para 25"])
def test_what_is_held_is_not_said_to_be_missing(answer: Answer, place: str) -> None:
    assert answer("search", place)[1]["notices"] == []


def test_words_that_were_typed_are_not_announced_as_searched_besides(answer: Answer) -> None:
    notices = answer("search", "servile marriages")[1]["notices"]
    assert list(map(str, notices)) == ["also searched: forced marriage (not with --exact)"]


def test_a_turn_of_phrase_comes_before_its_synonyms(answer: Answer) -> None:
    found = answer("search", "training of consular officers", "--limit", "1000")[1]["hits"]
    places = [hit["citation"] for hit in found]
    # Officers are trained in the one; the other has consular staff, and nothing of training.
    assert places.index(f"{PAPER}, para. 67") < places.index(f"{PAPER}, para. 4")


def test_a_recommendation_that_is_recalled_twice(answer: Answer) -> None:
    _, found = answer("cited-by", "CTOC/COP/WG.4/2015/6, para. 14")
    assert [mention["citation"] for mention in found["citations"]] == [f"{PAPER}, para. 7", f"{PAPER}, para. 61"]
    _, found = answer("recommendations", "--document", "2015/6", "--quoted")
    (entry,) = found["recommendations"]
    assert [mention["paragraph"] for mention in entry["mentions"]] == ["7", "61"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("narrow", [["--meeting", "6"], ["--year", "2017"], ["--meeting", "8", "--year", "2018"]])
def test_a_recommendation_with_several_sources_is_found_by_each(answer: Answer, narrow: list[str]) -> None:
    _, found = answer("recommendations", *narrow)
    assert "42" in [entry["paragraph"] for entry in found["recommendations"]]
    _, found = answer("recommendations", "--meeting", "8", "--year", "2017")
    assert found["recommendations"] == []


def test_topics_and_their_papers(answer: Answer) -> None:
    _, found = answer("topics")
    papers = [paper for topic in found["topics"] for paper in topic["papers"]]  # type: ignore[attr-defined]
    assert (len(found["topics"]), len(papers)) == (13, 20)
    assert all(paper["symbol"] and paper["year"] and paper["meeting"] and paper["subject"] for paper in papers)


@pytest.mark.parametrize("meeting", [1, 2, 4])
def test_recommendations_of_a_meeting(answer: Answer, meeting: int) -> None:
    _, found = answer("recommendations", "--meeting", str(meeting))
    assert found["recommendations"]
    assert {entry["meeting"] for entry in found["recommendations"]} <= {meeting, None}
    _, kept = answer("search", "--recommendations", "--meeting", str(meeting), "--limit", "100")
    mentions = [mention for entry in found["recommendations"] for mention in entry["mentions"]]  # type: ignore[attr-defined]
    assert {mention["paragraph"] for mention in mentions} == {hit["paragraph"] for hit in kept["hits"]}


def test_reading_them_again_reads_nothing(
    home: Path, shared: Callable[[str], Path], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), "index", str(shared(f"corpus/{COMPENDIUM}"))]) == 0
    assert capfd.readouterr().out.startswith("unchanged: ")


def test_a_topic_and_the_ledger_say_the_same_years(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home), "topics", "Consular and diplomatic officers"]) == 0
    assert "2015, 2017 and 2018: the importance of such an approach" in " ".join(capfd.readouterr().out.split())
    assert main(["--home", str(home), "brief", "protection of victims"]) == 0
    assert "| Trafficking in Persons Protocol | 3 | not held |" in capfd.readouterr().out
