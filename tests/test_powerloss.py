"""A cut of the power loses nothing that was committed, whatever of the rest the disk had got."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import wholeness
from powerloss import Disk, Event, lay_out, recorded

PAPERS = Path(__file__).parent / "data" / "papers"
QUERY = "lamp OR keeper OR oil"


def call(name: str, *given: str, result: int = 0) -> Event:
    return Event(name, given, result)


def quoted(path: Path) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in str(path).encode()) + '"'


def test_what_is_not_synced_may_be_there_or_not(tmp_path: Path) -> None:
    """Issue 6: the model must lose what a disk may lose, or its silence means nothing."""
    (tmp_path / "old").write_bytes(b"old")
    disk = Disk(tmp_path)
    chance = random.Random(6)
    disk.apply(call("openat", "AT_FDCWD", quoted(tmp_path / "new"), "O_WRONLY|O_CREAT", result=3))
    disk.apply(call("write", "3", quoted(Path("bytes")), "5", result=5))
    assert disk.fallen("nothing", chance) == {"old": b"old"}
    assert disk.fallen("names", chance) == {"old": b"old", "new": b""}
    disk.apply(call("rename", quoted(tmp_path / "new"), quoted(tmp_path / "old")))
    assert disk.fallen("names", chance) == {"old": b""}  # as a rename without fsync leaves it
    disk.apply(call("fsync", "3"))
    assert disk.fallen("nothing", chance) == {"old": b"old"}
    assert disk.fallen("everything", chance) == {"old": b"bytes"}
    disk.apply(call("openat", "AT_FDCWD", quoted(tmp_path), "O_RDONLY", result=4))
    disk.apply(call("fsync", "4"))
    assert disk.fallen("nothing", chance) == {"old": b"bytes"}


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace, which records the calls, is not on this machine")
@pytest.mark.parametrize(
    "command",
    [("index", str(PAPERS)), ("rebuild",), ("remove", "lamps.md"), ("saved", "add", "lamps", "lamp")],
    ids=lambda command: command[0],
)
def test_a_cut_of_power_leaves_the_old_state_or_the_new(tmp_path: Path, command: tuple[str, ...]) -> None:
    program = [sys.executable, "-m", "compendium", "--home"]
    base, fallen = tmp_path / "base", tmp_path / "fallen"
    base.mkdir()
    old = None
    if command[0] != "index":
        subprocess.run([*program, str(base / "home"), "index", str(PAPERS)], capture_output=True, check=True)
        old = wholeness.of(base / "home", QUERY)
    disk = Disk(base)
    events = recorded([*program, str(base / "home"), *command], tmp_path / "log")
    new = wholeness.of(base / "home", QUERY)
    assert new != old or command[0] == "rebuild"
    chance = random.Random(6)
    faults: dict[str, list[str]] = {}
    for number, event in enumerate(events):
        # The states are richest just before something is synced, and after it was put in place.
        if disk.apply(event) and (event.call.startswith(("f", "rename")) or chance.random() < 0.1):
            for how in ("nothing", "names", "some"):
                shutil.rmtree(fallen, ignore_errors=True)
                fallen.mkdir()
                lay_out(disk.fallen(how, chance), fallen)
                found = wholeness.faults(fallen / "home", QUERY, old, new, disk.said.decode())
                faults |= {f"{number} {event.call} {how}": found} if found else {}
    assert not faults
