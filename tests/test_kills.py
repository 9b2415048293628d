"""A writer that is killed, at random and at the calls that matter, loses nothing that was committed."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.__main__ import main
from compendium.errors import CollectionError, IndexDamagedError
from compendium.indexer.checked import write_sums
from compendium.indexer.collection import Collection
from compendium.indexer.generations import current
from compendium.indexer.health import problems_of
from compendium.indexer.segment import segment_files
from compendium.indexer.tree import Word

PAPERS = Path(__file__).parent / "data" / "papers"
SCRIPT = """
import os, sys
from pathlib import Path
from compendium.corpus.extract import read_document
from compendium.indexer.collection import Collection

home, sources, call, left = Path(sys.argv[1]), sys.argv[2].split(), sys.argv[3], int(sys.argv[4])
true = getattr(os, call)

def deadly(*given, **named):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), 9)
    return true(*given, **named)

setattr(os, call, deadly)
with Collection.open(home, write=True) as collection:
    for source in sources:
        collection.add(read_document(Path(source)))
    if sources:
        collection.commit()
    else:
        collection.rebuild()
"""
"""Adds sources, or else rebuilds, and dies at the nth of some system call."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A collection of one paper."""
    home = tmp_path / "home"
    write(home, [PAPERS / "lamps.md"], "replace", 99)
    return home


def write(home: Path, sources: list[Path], call: str, left: int) -> int:
    given = [str(home), " ".join(map(str, sources)), call, str(left)]
    return subprocess.run([sys.executable, "-c", SCRIPT, *given], check=False).returncode


def names(home: Path) -> set[str]:
    with Collection.open(home, write=False) as collection:
        return {row.source for row in collection.store.documents()}


@pytest.mark.parametrize("call", ["fsync", "replace", "link", "open"])
@pytest.mark.parametrize("sources", [["themes.md"], []], ids=["index", "rebuild"])
def test_killed_at_any_call_it_is_whole(home: Path, tmp_path: Path, call: str, sources: list[str]) -> None:
    again = tmp_path / "again"
    for left in range(12):
        shutil.rmtree(again, ignore_errors=True)
        shutil.copytree(home, again)
        code = write(again, [PAPERS / name for name in sources], call, left)
        assert "lamps.md" in names(again)
        with Collection.open(again, write=True) as collection:
            collection.commit()
            assert problems_of(collection) == []
        folders = [path.name for path in (again / "index").iterdir() if path.is_dir()]
        assert folders == [str(current(again / "index"))]
        if code == 0:
            break
        assert code == -signal.SIGKILL


def test_killed_at_random_it_is_whole(tmp_path: Path) -> None:
    chance = random.Random(6)
    home = tmp_path / "home"
    command = [sys.executable, "-m", "compendium", "--home", str(home), "index", str(PAPERS)]
    for _ in range(6):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(chance.uniform(0.2, 2))
            except subprocess.TimeoutExpired:
                process.kill()
        if Collection.exists(home):
            with Collection.open(home, write=True) as collection:
                collection.commit()
                assert problems_of(collection) == []


def test_a_store_that_was_written_over_is_noticed_and_mended(home: Path) -> None:
    store = home / "collection.sqlite"
    data = store.read_bytes()
    assert b"trawler" not in data
    altered = data.replace(b"distress", b"disdress")
    assert altered != data
    store.write_bytes(altered)
    os.utime(store, ns=(1, 1))
    with pytest.raises(CollectionError, match=r"lamps\.md is not as it was stored: index it again"):
        Collection.open(home, write=False)
    assert main(["--home", str(home), "rebuild"]) == 2  # which believes it no more, nor has others believe it
    assert main(["--home", str(home), "search", "lamp"]) == 2
    assert write(home, [PAPERS / "lamps.md"], "replace", 99) == 0
    with Collection.open(home, write=False) as collection:
        assert problems_of(collection) == []


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "collection.sqlite") as other:
        other.execute("CREATE TABLE things (name)")
    other.close()
    for write_too in (False, True):
        with pytest.raises(CollectionError, match="no collection of this program"):
            Collection.open(tmp_path, write=write_too)


def test_a_folder_that_all_may_write_to_is_refused(home: Path) -> None:
    home.chmod(0o777)
    with pytest.raises(CollectionError, match="by everybody"):
        Collection.open(home, write=False)


def test_without_room_what_is_held_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100))
    with Collection.open(home, write=True) as collection, pytest.raises(CollectionError, match="no room"):
        collection.rebuild()
    command = ["index", str(PAPERS / "themes.md")], ["remove", "lamps.md"]
    assert [main(["--home", str(home), *arguments]) for arguments in command] == [2, 2]
    assert names(home) == {"lamps.md"}
    with Collection.open(home, write=False) as collection:
        assert collection.is_current


def test_a_file_that_may_not_grow_leaves_what_is_held(home: Path) -> None:
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        "from compendium.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "--home", str(home), "index", str(PAPERS / "themes.md")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "failed" not in done.stderr
    assert names(home) == {"lamps.md"}


@pytest.mark.parametrize("how", ["a pipe", "a link", "a folder"])
@pytest.mark.parametrize("name", ["collection.seal", "lock"])
def test_what_stands_for_a_small_file_is_neither_waited_for_nor_followed(home: Path, name: str, how: str) -> None:
    other = home.parent / "other"
    other.write_text("not to be touched", "utf-8")
    (home / name).unlink()
    if how == "a pipe":
        os.mkfifo(home / name)
    elif how == "a link":
        (home / name).symlink_to(other)
    else:
        (home / name).mkdir()
    command = [sys.executable, "-m", "compendium", "--home", str(home)]
    found = subprocess.run([*command, "search", "lamp"], capture_output=True, timeout=60, check=False)
    assert found.returncode == 0
    rebuilt = subprocess.run([*command, "rebuild"], capture_output=True, text=True, timeout=60, check=False)
    assert (rebuilt.returncode, "is not a regular file" in rebuilt.stderr) == (
        (2, True) if name == "lock" else (0, False)
    )
    assert other.read_text("utf-8") == "not to be touched"


@pytest.mark.parametrize("name", ["index", ".compendium-work", "index/current.new", "index/9"])
def test_what_stands_in_the_way_of_a_writer_is_taken_away(home: Path, name: str) -> None:
    path = home / name
    shutil.rmtree(path, ignore_errors=True)
    os.mkfifo(path)
    command = [sys.executable, "-m", "compendium", "--home", str(home)]
    for arguments in (["index", str(PAPERS / "themes.md")], ["search", "lamp"], ["status", "--verify"]):
        assert subprocess.run([*command, *arguments], capture_output=True, timeout=60, check=False).returncode == 0
    assert path.is_dir() or not path.exists()


class _Planted:
    """A pickle that makes a file when it is loaded."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.made),)


def test_an_index_in_which_code_is_planted_runs_nothing(home: Path) -> None:
    made = home.parent / "made"
    folder = home / "index" / str(current(home / "index"))
    words = next(folder.glob("*.trm"))
    data = words.read_bytes()
    settings = data.rindex(pickle.PROTO + bytes([pickle.HIGHEST_PROTOCOL]))  # of the dictionary
    planted = pickle.dumps(_Planted(made))
    words.write_bytes(data[:settings] + planted + data[settings + len(planted) :])
    (sums,) = folder.glob("*.sum")
    write_sums(segment_files(folder, words.stem)[:-1], sums)
    manifest = json.loads((folder / "manifest.json").read_bytes().partition(b"\n")[2])
    for name, seal in manifest["files"].items():
        seal["size"] = (folder / name).stat().st_size
        seal["sha256"] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    body = json.dumps(manifest).encode()
    (folder / "manifest.json").write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    with Collection.open(home, write=False) as collection, pytest.raises(IndexDamagedError, match="dictionary"):
        collection.engine.search(Word("lamp"), 1)
    assert not made.exists()
    assert main(["--home", str(home), "rebuild"]) == 0
