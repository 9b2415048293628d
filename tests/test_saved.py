"""Saved searches: what is new since the last run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compendium.__main__ import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPENDIUM_HOME", str(tmp_path / "home"))
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "one.txt").write_text("1. The lamp is lit at dusk.\n\n2. The boat is green.\n", encoding="utf-8")
    assert main(["index", str(papers)]) == 0
    return papers


def test_new_is_what_was_not_found_before(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["saved", "add", "lamps", "lamp"]) == 0
    assert main(["saved", "run", "lamps", "--new"]) == 0
    assert main(["saved", "run", "--new"]) == 1
    (folder / "two.txt").write_text("1. Another lamp is lit at dawn.\n\n2. All is well.\n", encoding="utf-8")
    main(["index", str(folder)])
    capfd.readouterr()
    assert main(["saved", "run", "lamps", "--new", "--format", "json"]) == 0
    searches = json.loads(capfd.readouterr().out)["searches"]
    assert [(s["name"], [hit["citation"] for hit in s["hits"]]) for s in searches] == [("lamps", ["two.txt, para. 1"])]
    assert main(["saved", "run", "lamps"]) == 0
    assert "lamps: 2 found" in capfd.readouterr().out


def test_filters_are_kept(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["saved", "add", "one", "lamp", "--document", "one.txt", "--year", "2010.."]) == 0
    assert main(["saved", "add", "two", "lamp", "--document", "one.txt"]) == 0
    assert main(["saved", "run", "one"]) == 1
    assert main(["saved", "run", "two"]) == 0
    capfd.readouterr()
    assert main(["saved", "list"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[:2] == ["one", "  lamp --document one.txt --year 2010..; found 0 when last run"]
    assert lines[2:] == ["two", "  lamp --document one.txt; found 1 when last run"]


@pytest.mark.parametrize("command", ["list", "run"])
def test_that_none_is_saved_is_said_with_how_to_save_one(
    folder: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    capfd.readouterr()
    assert main(["saved", command]) == 1
    assert 'no search is saved yet; keep one: compendium saved add NAME "QUERY"' in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["saved", "run", "none"], "there is no saved search 'none'", id="run"),
        pytest.param(["saved", "remove", "none"], "there is no saved search 'none'", id="remove"),
        pytest.param(["saved", "add", " ", "lamp"], "needs a name", id="no name"),
    ],
)
def test_what_is_not_there_is_said(
    folder: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(arguments) == 2
    assert message in capfd.readouterr().err


KEPT: dict[str, object] = {
    "query": "lamp",
    "topics": [],
    "documents": [],
    "kinds": [],
    "languages": [],
    "years": None,
    "meetings": None,
    "recommendations": False,
    "inferred": False,
    "has_run": False,
    "seen": [],
}


@pytest.mark.parametrize(
    "held",
    [
        pytest.param("{", id="broken"),
        pytest.param('{"searches": {"a": {"query": "lamp"}}}', id="another shape"),
        pytest.param(json.dumps({"searches": {"a": {**KEPT, "query": 5}}}), id="a number for a query"),
        pytest.param(json.dumps({"searches": {"a": {**KEPT, "years": ["x", 3]}}}), id="a word for a year"),
        pytest.param(json.dumps({"searches": {"a": {**KEPT, "seen": "abc"}}}), id="a word for a list"),
    ],
)
def test_another_file_in_its_place_is_said(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], held: str
) -> None:
    (tmp_path / "home" / "saved.json").write_text(held, encoding="utf-8")
    for command in (["saved", "list"], ["saved", "run", "--new"]):
        assert main(command) == 2
        assert "cannot be read: that is not what `saved` writes" in capfd.readouterr().err
