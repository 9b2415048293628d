"""An index that is behind the store, or is not the store's, never gives another answer (issue 6)."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.__main__ import main
from compendium.corpus.extract import read_document
from compendium.errors import CollectionError, IndexDamagedError, SourceError
from compendium.indexer.analysis import ANALYSIS_VERSION
from compendium.indexer.collection import Collection
from compendium.indexer.health import problems_of
from compendium.search.answer import Request, search
from compendium.search.draft import source_bytes
from compendium.search.saved import Saved, SavedSearches

PAPERS = Path(__file__).parent / "data" / "papers"
QUERY = Request("lamp OR keeper OR oil", limit=100)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A collection of two papers."""
    home = tmp_path / "home"
    with Collection.open(home, write=True) as collection:
        for name in ("lamps.md", "themes.md"):
            collection.add(read_document(PAPERS / name))
        collection.commit()
    return home


def sources(home: Path) -> set[str]:
    with Collection.open(home, write=False) as collection:
        return {hit.document.source for hit in search(collection, QUERY).hits}


def test_what_was_removed_is_not_found_before_the_index_follows(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert sources(home) == {"lamps.md", "themes.md"}
    with Collection.open(home, write=True) as collection:  # as a command that is killed before it commits
        collection.remove(collection.store.documents_with_symbol("CTOC/COP/WG.9/2031/3")[0].id)
    assert sources(home) == {"themes.md"}
    assert main(["--home", str(home), "search", QUERY.query]) == 0
    assert "the index is behind" in capfd.readouterr().err


def test_what_was_replaced_is_not_found_with_its_old_words(home: Path) -> None:
    with Collection.open(home, write=True) as collection:
        document = read_document(PAPERS / "lamps.md")
        collection.add(replace(document, paragraphs=document.paragraphs[:1]))
    assert sources(home) == {"themes.md"}


def test_a_reader_keeps_to_the_state_that_it_opened(home: Path) -> None:
    with Collection.open(home, write=False) as reader:
        with Collection.open(home, write=True) as writer:
            for row in writer.store.documents():
                writer.remove(row.id)
            writer.rebuild()  # which also sweeps the generation that the reader has opened
        assert {hit.document.source for hit in search(reader, QUERY).hits} == {"lamps.md", "themes.md"}
    assert sources(home) == set()


def test_an_index_that_is_gone_is_told_and_not_taken_for_an_empty_one(home: Path) -> None:
    shutil.rmtree(home / "index")
    with pytest.raises(IndexDamagedError, match="it is not there"):
        sources(home)
    with Collection.open(home, write=True) as collection:
        collection.commit()
    assert sources(home) == {"lamps.md", "themes.md"}


def test_an_index_of_another_version_is_refused_and_made_anew(home: Path) -> None:
    (manifest,) = (home / "index").glob("*/manifest.json")
    body = manifest.read_bytes().partition(b"\n")[2]
    earlier = body.replace(f'"analysis": {ANALYSIS_VERSION}'.encode(), f'"analysis": {ANALYSIS_VERSION - 1}'.encode())
    assert earlier != body
    manifest.write_bytes(hashlib.sha256(earlier).hexdigest().encode() + b"\n" + earlier)
    with pytest.raises(IndexDamagedError, match="by another version"):
        sources(home)
    with Collection.open(home, write=True) as collection:
        assert not collection.is_current
        assert collection.commit()
    assert sources(home) == {"lamps.md", "themes.md"}


def test_the_index_of_another_store_is_refused(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with Collection.open(other, write=True) as collection:
        collection.add(read_document(PAPERS / "lamps.md"))
        collection.commit()
    shutil.rmtree(home / "index")
    shutil.copytree(other / "index", home / "index")
    with pytest.raises(IndexDamagedError, match="not one of this store"):
        sources(home)


def test_a_store_that_was_put_back_to_an_earlier_state_is_noticed(home: Path) -> None:
    earlier = (home / "collection.sqlite").read_bytes()
    with Collection.open(home, write=True) as collection:
        collection.remove(1)
        collection.commit()
    (home / "collection.sqlite").write_bytes(earlier)
    with pytest.raises(IndexDamagedError, match="not one of this store"):
        sources(home)


def test_paragraphs_are_shown_though_the_index_is_damaged(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (home / "index" / "current").write_bytes(b"x")
    assert main(["--home", str(home), "show", "2031/3 para 1"]) == 0
    assert "compendium rebuild" in capfd.readouterr().err
    assert main(["--home", str(home), "search", "lamp"]) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["collection.sqlite", "collection.sqlite-wal", "index/current", "saved.json", ""])
def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(home: Path, name: str) -> None:
    name = name or next(str(path.relative_to(home)) for path in home.glob("index/*/*.col"))
    (home / name).unlink(missing_ok=True)
    os.mkfifo(home / name)
    with pytest.raises(CollectionError):
        _ = (sources(home), SavedSearches(home).all())


@pytest.mark.parametrize("name", ["current", "current.new"])
def test_a_folder_in_the_place_of_the_pointer_is_mended(home: Path, name: str) -> None:
    (home / "index" / name).unlink(missing_ok=True)
    (home / "index" / name / "x").mkdir(parents=True)
    with Collection.open(home, write=True) as collection:
        collection.rebuild()
        assert problems_of(collection) == []


def test_a_store_that_is_gone_is_not_taken_for_no_collection(home: Path) -> None:
    (home / "collection.sqlite").unlink()
    assert Collection.exists(home)
    with pytest.raises(CollectionError, match="is not there"):
        sources(home)


def test_what_is_not_ours_is_left_alone(home: Path) -> None:
    theirs = [home / name / "a.txt" for name in ("drafts.new", "work", "saved.new")]
    for path in theirs:
        path.parent.mkdir()
        path.write_text("not to be touched")
    with Collection.open(home, write=True) as collection:
        collection.rebuild()
    assert all(path.read_text() == "not to be touched" for path in theirs)


def test_what_a_killed_writer_left_is_swept(home: Path) -> None:
    SavedSearches(home).keep(Saved("lamps", "lamp"))
    (home / "saved.new").write_bytes(b"half")
    (home / ".compendium-work").mkdir()
    (home / ".compendium-work" / "source.doc").write_bytes(b"half")
    with Collection.open(home, write=True) as collection:
        collection.commit()
    assert not (home / "saved.new").exists()
    assert not (home / ".compendium-work").exists()
    assert [saved.name for saved in SavedSearches(home).all()] == ["lamps"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_draft_that_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "draft.txt")
    with pytest.raises(SourceError, match="not a regular file"):
        source_bytes(str(tmp_path / "draft.txt"))
