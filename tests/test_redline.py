"""Redlines, reused language and paragraphs alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.__main__ import main
from compendium.corpus.extract import read_document
from compendium.indexer.analysis import stem
from compendium.indexer.collection import Collection
from compendium.search.opening import rows_of
from compendium.search.redline import as_html, as_text, likeness, redline
from compendium.search.reuse import reuse
from compendium.search.similar import similar

WORDS = st.lists(st.sampled_from("the keeper trims a wick, each “night” and 'day' – or not.".split()), max_size=12)


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        pytest.param("States may act now", "States should act", "States [-may-] {+should+} act [-now-]", id="reworded"),
        pytest.param("a “b” – c", 'a "b" - c', 'a "b" - c', id="glyphs make no difference"),
        pytest.param("It is so", "It is not so", "It is {+not+} so", id="added"),
        pytest.param("", "new words", "{+new words+}", id="all new"),
        pytest.param("act, and", "act and", "act [-,-] and", id="punctuation"),
    ],
)
def test_redline(first: str, second: str, shown: str) -> None:
    assert as_text(redline(first, second)) == shown


def test_html_is_escaped() -> None:
    assert as_html(redline("a <b> c", "a d c")) == "a <del>&lt;b&gt; </del><ins>d </ins>c"


@given(WORDS, WORDS)
def test_runs_rebuild_both_wordings(first: list[str], second: list[str]) -> None:
    a, b = " ".join(first), " ".join(second)
    runs = redline(a, b)
    assert "".join(run.text for run in runs if run.kind != "left_out") == b
    assert sum(len(run.text.split()) for run in runs if run.kind == "left_out") <= len(first)
    assert (likeness(a, b) == 1) == all(run.kind == "same" for run in runs)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reused")
    words = "the keeper of the harbour lamp shall trim the wick before the evening bell has rung"
    texts = {
        "first.txt": f"1. It is held that {words}, and no later.\n\n2. Oil is measured in the morning by two clerks.\n",
        "second.txt": f"1. Nets are mended ashore.\n\n2. In winter {words.replace('wick', 'wick,')} twice.\n",
        "third.txt": "1. The keeper of the lamp shall trim it.\n\n2. Two clerks measure the oil each morning.\n",
    }
    with Collection.open(folder / "home", write=True) as collection:
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
            collection.add(read_document(folder / name))
        collection.commit()
    return folder / "home"


def test_reused_words_are_found_with_both_places(home: Path) -> None:
    with Collection.open(home, write=False) as collection:
        _, rows = rows_of(collection.store, "first.txt")
        found = reuse(collection, rows)
    assert [(r.row.paragraph.number, r.words, r.references) for r in found] == [("1", 16, ("second.txt, para. 2",))]
    one = found[0]
    assert one.row.paragraph.full.text[one.start : one.end].startswith("the keeper of the harbour lamp")
    assert one.text.startswith("the keeper of the harbour lamp shall trim the wick, before")


def test_similar_paragraphs_come_first_and_not_the_paragraph_itself(home: Path) -> None:
    with Collection.open(home, write=False) as collection:
        _, rows = rows_of(collection.store, "first.txt, para. 2")
        found = similar(collection, rows[0], rows[0].paragraph.full.text)
    assert found[0].citation == "third.txt, para. 2"
    assert "first.txt, para. 2" not in [one.citation for one in found]
    for one in found:
        assert len({stem(word) for word in one.words}) == len(one.words), "a word is named in two forms"


def test_the_order_of_similar_paragraphs_is_said(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(home))
    assert main(["similar", "first.txt, para. 2"]) == 0
    out, err = capfd.readouterr()
    assert "those that share most of its telling words first" in err
    assert out.splitlines()[1].strip().startswith("both have ")


@pytest.mark.parametrize(
    ("arguments", "code", "shown"),
    [
        pytest.param(["redline", "first.txt, para. 1", "second.txt, para. 2"], 0, "wick{+,+}", id="redline"),
        pytest.param(["redline", "first.txt, para. 1", "first.txt"], 2, "", id="a whole document has no redline"),
        pytest.param(["similar", "first.txt, paras. 1-2"], 2, "", id="several paragraphs are like nothing"),
        pytest.param(["similar", "first.txt, para. 2"], 0, "third.txt, para. 2", id="similar"),
        pytest.param(["reuse", "first.txt"], 0, "second.txt, para. 2", id="reuse"),
        pytest.param(["reuse", "third.txt"], 1, "", id="nothing reused"),
        pytest.param(["reuse", "A/RES/1/1"], 2, "", id="not held"),
    ],
)
def test_commands(
    home: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    shown: str,
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(home))
    assert main(arguments) == code
    out = capfd.readouterr().out
    assert shown in out
    if code == 0:
        assert main([*arguments, "--format", "json"]) == 0
        assert json.loads(capfd.readouterr().out)["version"] == 1
