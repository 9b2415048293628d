"""A collection in a folder that its reader may not write in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from compendium.indexer.collection import STORE_NAME, Collection
from compendium.indexer.connecting import address_of

NOBODY = 65534


@pytest.fixture
def locked(invented: Path) -> Iterator[Path]:
    """A copy of the collection of the invented papers, in a folder that others may read only."""
    home = Path(tempfile.mkdtemp(prefix="readonly-")) / "home"  # pytest's own folders are closed to other users
    shutil.copytree(invented, home)
    for path in (home.parent, home, *home.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield home
    for path in (home.parent, home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(home.parent)


def _reads(home: Path) -> bool:
    try:
        with Collection.open(home, write=False) as collection:
            return bool(collection.store.paragraph_ids()) and collection.is_current
    except Exception:
        return False


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_it_can_be_read(locked: Path) -> None:
    assert _reads(locked)  # and what reading needs is imported
    child = os.fork()
    if not child:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        os._exit(0 if not os.access(locked, os.W_OK) and _reads(locked) else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def test_address(invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Path(shutil.copy(invented / STORE_NAME, tmp_path))
    assert address_of(store, write=True).endswith("?mode=rwc")
    assert address_of(store, write=False).endswith("?mode=ro")
    monkeypatch.setattr(os, "access", lambda *_: False)  # the superuser may write anywhere
    address = address_of(store, write=False)
    assert address.endswith("?mode=ro&immutable=1")
    with sqlite3.connect(address, uri=True) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    connection.close()
    store.with_name(f"{store.name}-wal").write_bytes(b"changes")
    assert address_of(store, write=False).endswith("?mode=ro")


@pytest.mark.skipif(os.name != "posix", reason="needs limits")
@pytest.mark.parametrize("is_behind", [False, True], ids=["at rest", "with a log"])
def test_it_can_be_read_where_no_file_can_grow(invented: Path, tmp_path: Path, is_behind: bool) -> None:
    home = Path(shutil.copytree(invented, tmp_path / "home"))
    if is_behind:  # a writer that was killed leaves its log, which no other has brought into the store yet
        _run(KILLED, home / STORE_NAME, "UPDATE documents SET title = 'Lighthouses' WHERE id = 1")
    (home / f"{STORE_NAME}-shm").unlink(missing_ok=True)
    assert ("Lighthouses" in _run(UNABLE, home)) is is_behind


KILLED = "import os, sqlite3, sys; s = sqlite3.connect(sys.argv[1]); s.execute(sys.argv[2]); s.commit(); os._exit(0)"
UNABLE = """
import resource, signal, sys
from pathlib import Path
from compendium.indexer.collection import Collection

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
with Collection.open(Path(sys.argv[1]), write=False) as collection:
    print([row.title for row in collection.store.documents()])
"""


def _run(script: str, *given: object) -> str:
    command = [sys.executable, "-c", script, *map(str, given)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
