"""The brief: what it says, in three forms, the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from compendium.__main__ import main
from compendium.corpus.extract import read_document
from compendium.indexer.collection import Collection
from compendium.indexer.ingest import ingest
from compendium.indexer.sources import find_sources
from compendium.search.brief import Asked, brief_on
from compendium.search.brief.markdown import as_markdown
from compendium.search.brief.parts import Heading, Paragraph
from compendium.search.brief.web import as_web
from compendium.search.check import check
from compendium.search.draft import draft_of
from compendium.search.filters import Filters
from compendium.search.findings import Outcome
from compendium.search.themes import themes

PAPER = "CTOC/COP/WG.9/2031/3"


@pytest.fixture
def home(invented: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPENDIUM_HOME", str(invented))
    return invented


def test_what_a_brief_says(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "keepers"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("# Keepers\n")
    assert "### Third meeting (2029)" in out
    assert "> “States should train keepers before the first frost” (CTOC/COP/WG.9/2029/6, para. 14 (b))" in out
    assert f"Quoted in {PAPER}, para. 2." in out
    assert "**Not held:** CTOC/COP/WG.9/2029/6." in out
    assert "#### II. Background – A. Training of keepers" in out
    assert "(b) Signal to fishing boats in distress;" in out
    assert f"[{PAPER}](https://docs.un.org/en/{PAPER})" in out
    assert "| Sales No. E.19.IV.2 | 1 | not held |" in out


@pytest.mark.parametrize("name", ["brief.docx", "brief.md", "brief.html"])
def test_the_same_collection_gives_the_same_bytes(home: Path, tmp_path: Path, name: str) -> None:
    first, second = tmp_path / name, tmp_path / f"second-{name}"
    assert main(["brief", "keepers", "-o", str(first)]) == 0
    assert main(["brief", "keepers", "-o", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()


def test_word_brief_has_real_styles_a_contents_field_and_links(home: Path, tmp_path: Path) -> None:
    from docx import Document

    target = tmp_path / "brief.docx"
    assert main(["brief", "keepers", "-o", str(target)]) == 0
    document = Document(str(target))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Quote", "Body Text", "TOC 1"} <= styles
    with zipfile.ZipFile(target) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        xml = archive.read("word/document.xml").decode()
        assert 'TOC \\o "1-2"' in xml
        assert f"https://docs.un.org/en/{PAPER}" in archive.read("word/_rels/document.xml.rels").decode()


def test_brief_marks_what_an_earlier_one_did_not_have(
    home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    earlier = tmp_path / "earlier.docx"
    assert main(["brief", "signals", "--limit", "1", "-o", str(earlier)]) == 0
    capfd.readouterr()
    assert main(["brief", "keepers", "--since-brief", str(earlier)]) == 0
    out = capfd.readouterr().out
    assert "## What is new since the earlier brief" in out
    assert "**New.** “States should train keepers" in out
    assert main(["brief", "signals", "--limit", "1", "--since-brief", str(earlier)]) == 0
    assert "Nothing: all that is cited here was cited there." in capfd.readouterr().out


@pytest.mark.parametrize("data", [b"# Notes on keepers\n\n1. Nothing yet.\n", b"\x00\x01noise", b""])
def test_only_a_brief_is_an_earlier_brief(
    home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], data: bytes
) -> None:
    (tmp_path / "notes.md").write_bytes(data)
    assert main(["brief", "keepers", "--since-brief", str(tmp_path / "notes.md")]) == 2
    printed = capfd.readouterr()
    assert not printed.out
    assert "Traceback" not in printed.err


def test_a_brief_replaces_no_other_file_unasked(home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "brief.md"
    target.write_text("Notes of my own.\n", "utf-8")
    assert main(["brief", "keepers", "-o", str(target)]) == 2
    assert target.read_text("utf-8") == "Notes of my own.\n"
    assert "is there already and is left as it is" in capfd.readouterr().err
    assert main(["brief", "keepers", "-o", str(target), "--force"]) == 0
    written = target.read_bytes()
    assert main(["brief", "keepers", "-o", str(target)]) == 0, "the same again takes nothing away"
    assert target.read_bytes() == written
    assert main(["brief", "signals", "-o", str(target)]) == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["brief", "zeppelin"], 1, id="nothing found"),
        pytest.param(["brief"], 2, id="nothing asked"),
        pytest.param(["brief", "keepers", "-o", "brief.odt"], 2, id="a form that is not written"),
    ],
)
def test_exit_codes(home: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], code: int) -> None:
    assert main(arguments) == code
    assert "Traceback" not in capfd.readouterr().err


def test_a_brief_on_each_topic_quotes_only_what_is_held(shared: Callable[[str], Path], tmp_path: Path) -> None:
    with Collection.open(tmp_path / "home", write=True) as collection:
        for name in ("corpus/000_5afab09b1758ec5d.txt", "corpus/004_4a185ebc38df41a0.txt"):
            collection.add(read_document(shared(name)))
        collection.commit()
        topics = [theme.row.topic.name for theme in themes(collection)]
        assert len(topics) == 13
        for topic in topics:
            brief = brief_on(collection, Asked("", Filters(topics=(topic,))))
            assert any(isinstance(part, Heading) for part in brief.parts)
            quoted = [part for part in brief.parts if isinstance(part, Paragraph) and part.style == "quote"]
            assert bool(quoted) == bool(brief.recommendations)
            checked = check(collection, draft_of(as_markdown(brief).encode()))
            wrong = {Outcome.ALTERED, Outcome.WRONG_PARAGRAPH, Outcome.WRONG_SYMBOL, Outcome.NO_SUCH_PARAGRAPH}
            assert not [finding for finding in checked.findings if finding.outcome in wrong]


def test_what_a_name_of_a_file_hides_is_visible_in_a_brief(tmp_path: Path) -> None:
    (tmp_path / "a\u202eb.txt").write_text("I. Lamps\n\n1. The keeper of lamps.\n", encoding="utf-8")
    with Collection.open(tmp_path / "home", write=True) as collection:
        assert list(ingest(collection, find_sources([tmp_path])))
        collection.commit()
        brief = brief_on(collection, Asked("keeper \x1b", Filters()))
    for written in (as_markdown(brief), as_web(brief)):
        assert "a<U+202E>b.txt" in written.replace("&lt;", "<").replace("&gt;", ">").replace("\\", "")
        assert not set(written) & {"\x1b", "\u202e"}
