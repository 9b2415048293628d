"""What is said where something that was typed is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from compendium.__main__ import main
from compendium.search import dictionary


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["search", "AND"], 2, 'Try: compendium search "supply side"', id="an operator alone"),
        pytest.param(["search", "NOT"], 2, 'Try: compendium search "supply side"', id="NOT alone"),
        pytest.param(["search", "heading:"], 2, "Try: compendium search", id="a field alone"),
        pytest.param(["search", "(((("], 2, 'Try: compendium search "supply side"', id="brackets"),
        pytest.param(["topics", "Kepers"], 1, "did you mean Keepers?", id="topic"),
        pytest.param(
            ["search", "heading:fish"], 1, "no paragraph holds it in the field asked for; try: fish", id="in a field"
        ),
        pytest.param(
            ["search", '"wick keeper"'], 1, "no paragraph holds these words in this order; try:", id="in order"
        ),
        pytest.param(["search", '"wick keeper"~1'], 1, "in this order, with at most 1 among them; try:", id="close"),
        pytest.param(["search", "oil", "--language", "xx"], 1, "the languages are en", id="language"),
        pytest.param(["search", "oil", "--kind", "xx"], 1, "the kinds are", id="kind"),
        pytest.param(
            ["search", "oil", "--meeting", "12"], 1, "nothing of meeting 12 is held; the meetings", id="meeting"
        ),
        pytest.param(["search", "oil", "--meeting", "2017"], 1, "2017 is a year and no meeting", id="year"),
    ],
)
def test_what_is_said(
    invented: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert main(["--home", str(invented), *arguments]) == code
    assert said in capfd.readouterr().err


def test_a_second_form_of_a_document_and_the_names_of_treaties(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "CTOC/COP/WG.9/2034/2\n\n# Lamps\n\n1. See article 5 of the Vienna Convention on Consular Relations."
    (tmp_path / "a.md").write_text(text, "utf-8")
    (tmp_path / "b.md").write_text(f"{text}\n\n2. More.\n", "utf-8")
    home = str(tmp_path / "home")
    assert main(["--home", home, "index", str(tmp_path / "a.md"), str(tmp_path / "b.md"), "--jobs", "1"]) == 0
    assert "same symbol as a.md, already held" in capfd.readouterr().out.splitlines()[1]
    assert main(["--home", home, "documents", "--missing"]) == 0
    assert "Vienna Convention on Consular Relations" in capfd.readouterr().out


@pytest.mark.parametrize(("arguments", "shown"), [(["help"], "Commands:"), (["help", "show"], "compendium show")])
def test_help_is_a_command(capfd: pytest.CaptureFixture[str], arguments: list[str], shown: str) -> None:
    assert main(arguments) == 0
    assert shown in capfd.readouterr().out


def test_without_the_list_of_english_words_slips_are_told_by_the_collection_alone(
    invented: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dictionary, "LIST", "absent.txt")
    dictionary._listed.cache_clear()
    try:
        assert main(["--home", str(invented), "search", "keepres"]) == 0
        assert not dictionary.english_frequency("arms")
    finally:
        monkeypatch.undo()
        dictionary._listed.cache_clear()
    assert "keeper" in capfd.readouterr().out
