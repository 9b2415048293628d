"""From files to a collection: in order, once each, and one bad file costs itself alone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from compendium.errors import CollectionError, SettingsError
from compendium.indexer.collection import Collection
from compendium.indexer.health import problems_of, status_of
from compendium.indexer.ingest import Report, gone, ingest
from compendium.indexer.sources import find_sources
from compendium.indexer.tree import Has, Key, Phrase

PAPER = """# Recruitment fees

## I. Introduction

1. Workers who pay for their first job abroad start it in debt.

2. Some States forbid such fees.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    (papers / "annexes").mkdir(parents=True)
    (papers / "b.md").write_text(PAPER, encoding="utf-8")
    (papers / "a.md").write_text(PAPER.replace("fees", "costs"), encoding="utf-8")
    (papers / "annexes" / "c.txt").write_text(PAPER.replace("debt", "trouble"), encoding="utf-8")
    return papers


def index(home: Path, *paths: Path, symbol: str = "", jobs: int = 1) -> list[Report]:
    with Collection.open(home, write=True) as collection:
        reports = list(ingest(collection, find_sources(paths, symbol=symbol), jobs=jobs))
        collection.commit()
        assert problems_of(collection) == []
        return reports


def outcomes(reports: list[Report]) -> dict[str, str]:
    return {report.path.name: str(report.outcome) for report in reports}


def test_a_folder_is_read_in_the_order_of_names_and_not_again(tmp_path: Path, folder: Path) -> None:
    first = index(tmp_path / "home", folder, jobs=2)
    assert list(outcomes(first).items()) == [("a.md", "added"), ("c.txt", "added"), ("b.md", "added")]
    assert [report.document and report.document.id for report in first] == [1, 2, 3]
    again = index(tmp_path / "home", folder)
    assert set(outcomes(again).values()) == {"unchanged"}
    assert [report.document for report in again] == [report.document for report in first]


def test_a_changed_file_replaces_its_own_paragraphs_only(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    index(home, folder)
    with Collection.open(home, write=False) as collection:
        before = {row.id for id_ in (1, 2) for row in collection.store.paragraphs_of(id_)}
    (folder / "b.md").write_text(PAPER.replace("Some", "Many"), encoding="utf-8")
    assert outcomes(index(home, folder)) == {"a.md": "unchanged", "c.txt": "unchanged", "b.md": "updated"}
    with Collection.open(home, write=False) as collection:
        assert before == {row.id for id_ in (1, 2) for row in collection.store.paragraphs_of(id_)}
        (hit,) = collection.engine.search(Phrase(("many", "states")), 5).matches
        assert collection.store.paragraphs_by_id([hit.id])[hit.id].paragraph.number == "2"
        assert not collection.engine.search(Has(Key.DOCUMENT, "3"), 9, Phrase(("some", "states"))).ids


def test_a_copy_is_the_same_and_a_moved_file_is_followed(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    index(home, folder / "a.md")
    (folder / "copy.md").write_bytes((folder / "a.md").read_bytes())
    (report,) = index(home, folder / "copy.md")
    assert (str(report.outcome), report.document and report.document.source) == ("unchanged", "a.md")
    (folder / "a.md").unlink()
    (report,) = index(home, folder / "copy.md")
    assert (str(report.outcome), report.document and report.document.source) == ("moved", "copy.md")
    with Collection.open(home, write=False) as collection:
        assert len(collection.engine.search(Has(Key.SOURCE, "copy.md"), 9).ids) == 2


def test_a_bad_file_is_skipped_with_its_reason(tmp_path: Path, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing here")
    os.mkfifo(folder / "pipe")
    (folder / "outside.txt").symlink_to(tmp_path / "elsewhere.txt")
    (tmp_path / "elsewhere.txt").write_text(PAPER, encoding="utf-8")
    reports = index(tmp_path / "home", folder, folder / "absent.txt")
    skipped = {report.path.name for report in reports if str(report.outcome) == "skipped"}
    assert skipped == {"empty.txt", "broken.pdf", "pipe", "outside.txt", "absent.txt"}
    assert all(report.reason for report in reports if report.path.name in skipped)
    assert sum(str(report.outcome) == "added" for report in reports) == 3


def test_a_file_goes_by_its_own_name_and_not_by_a_links(folder: Path) -> None:
    (folder / "0.md").symlink_to(folder / "a.md")
    assert [s.path.name for s in find_sources([folder]) if s.path.name in {"0.md", "a.md"}] == ["a.md"]


def test_hidden_files_and_settings_are_no_sources(folder: Path) -> None:
    (folder / ".hidden.txt").write_text(PAPER, encoding="utf-8")
    (folder / "compendium.toml").write_text('[files."a.md"]\nsymbol = "CTOC/COP/WG.4/2014/3"\n', encoding="utf-8")
    sources = find_sources([folder, folder / "a.md"])
    assert [source.path.name for source in sources] == ["a.md", "c.txt", "b.md"]
    assert sources[0].settings.symbol == "CTOC/COP/WG.4/2014/3"


def test_new_settings_have_the_file_read_again(tmp_path: Path, folder: Path) -> None:
    index(tmp_path / "home", folder / "a.md")
    (report,) = index(tmp_path / "home", folder / "a.md", symbol="CTOC/COP/WG.4/2014/3")
    assert str(report.outcome) == "updated"
    assert report.document is not None
    assert report.document.symbol == "CTOC/COP/WG.4/2014/3"


def test_one_symbol_cannot_name_several_files(folder: Path) -> None:
    with pytest.raises(SettingsError, match="3 files"):
        find_sources([folder], symbol="A/1")


def test_one_writer_at_a_time_and_the_other_is_named(tmp_path: Path) -> None:
    with (
        Collection.open(tmp_path, write=True),
        pytest.raises(CollectionError, match=f"process {os.getpid()} "),
    ):
        Collection.open(tmp_path, write=True)
    Collection.open(tmp_path, write=True).close()


def test_a_lost_or_foreign_index_is_made_anew(tmp_path: Path, folder: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    index(home, folder)
    index(other, folder / "a.md")
    (home / "index").rename(tmp_path / "old")
    with Collection.open(home, write=False) as collection:
        assert status_of(collection).problem == "there is no index"
    (other / "index").rename(home / "index")
    with Collection.open(home, write=True) as collection:
        assert not collection.is_current
        assert collection.commit()
        assert problems_of(collection) == []


@pytest.mark.parametrize("mend", [Collection.rebuild, Collection.commit])
def test_what_an_earlier_version_made_is_noticed_and_made_anew(
    tmp_path: Path, folder: Path, mend: Callable[[Collection], object]
) -> None:
    home = tmp_path / "home"
    index(home, folder)
    with sqlite3.connect(home / "collection.sqlite") as connection:
        before = connection.execute("SELECT word, stem FROM vocabulary").fetchall()
        connection.execute("UPDATE vocabulary SET stem = word")  # as an earlier analysis may have it
        connection.execute("DELETE FROM counters WHERE name = 'analysis'")
        connection.execute("UPDATE documents SET extraction = 1")
    connection.close()
    with Collection.open(home, write=True) as collection:
        mend(collection)
        assert problems_of(collection) == []
        assert status_of(collection).outdated == 3
    connection = sqlite3.connect(home / "collection.sqlite")
    assert connection.execute("SELECT word, stem FROM vocabulary").fetchall() == before
    connection.close()
    assert set(outcomes(index(home, folder)).values()) == {"unchanged"}
    with Collection.open(home, write=False) as collection:
        assert status_of(collection).outdated == 0


def test_a_file_is_gone_only_if_it_is(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    (folder / "odd\nname.txt").write_text(PAPER.replace("fees", "bribes"), encoding="utf-8")
    index(home, folder)
    (folder / "b.md").unlink()
    index(home, folder)
    with Collection.open(home, write=False) as collection:
        assert [row.source for row in gone(collection, [folder], find_sources([folder]))] == ["b.md"]
