"""A collection in a folder that its reader may not write in."""

from __future__ import annotations

import os
import shutil
import sqlite3
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
