"""Long runs that cut a writing command off: by SIGKILL at random or at each of its calls, or by a cut of power."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import powerloss
import wholeness

__all__ = ["calls", "kills", "power", "signals"]

PROGRAM = (sys.executable, "-m", "compendium")
QUERY = "lamp OR keeper OR victim OR police OR oil OR charter"
CALLS = "openat,write,pwrite64,fsync,fdatasync,rename,unlink,unlinkat,mkdir,rmdir,link,ftruncate,flock"
"""System calls at which a writer is killed, those that do nothing which could be seen afterwards left out."""


def _run(home: Path, *arguments: str) -> None:
    command = [*PROGRAM, "--home", str(home), *arguments]
    subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=300, check=True)


@dataclass(frozen=True)
class Change:
    """A command that changes a collection, with what it holds before and after."""

    name: str
    start: Path
    """The collection before, or a folder that is not there."""
    arguments: tuple[str, ...]
    old: wholeness.Held | None
    new: wholeness.Held
    source: Path
    text: bytes
    """What the first source holds when it is given."""

    def command(self, home: Path) -> list[str]:
        """It, on a copy of the collection."""
        return [*PROGRAM, "--home", str(home), *self.arguments]


def _changes(work: Path, sources: Sequence[Path]) -> Iterator[Change]:
    """Each command that writes: on nothing, on a collection with more to come, on a whole one."""
    few, all_ = work / "few", work / "all"
    first, *rest = sources
    changed = work / "changed" / first.name
    for path, words in ((work / "given" / first.name, first.read_text("utf-8")), (changed, "1. Others keep lamps.\n")):
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, "utf-8")
    given = [str(work / "given" / first.name), *map(str, rest)]
    _run(few, "index", *given[:2])
    _run(few, "saved", "add", "lamps", "lamp")
    _run(all_, "index", *given)
    for name, start, arguments in (
        ("index", work / "none", ("index", "--jobs", "2", *given)),
        ("index of more", few, ("index", "--jobs", "2", *given)),
        ("index of what changed", all_, ("index", "--jobs", "2", given[0])),
        ("rebuild", all_, ("rebuild",)),
        ("remove", all_, ("remove", first.name)),
        ("saved run", few, ("saved", "run")),
    ):
        text = (changed if name == "index of what changed" else first).read_bytes()
        home = work / "after"
        shutil.rmtree(home, ignore_errors=True)
        old = wholeness.of(start, QUERY) if start.exists() else None
        if old:
            shutil.copytree(start, home)
        change = Change(name, start, arguments, old, wholeness.Held({}, frozenset(), ()), Path(given[0]), text)
        change.source.write_bytes(text)
        subprocess.run(change.command(home), capture_output=True, check=False)
        yield replace(change, new=wholeness.of(home, QUERY))


def _fresh(change: Change, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    change.source.write_bytes(change.text)
    if change.start.exists():
        shutil.copytree(change.start, home)


def _judge(change: Change, home: Path, said: str, where: str, counts: Counter[str]) -> None:
    """Count what is wrong with a collection, and say it."""
    try:
        found = wholeness.faults(home, QUERY, change.old, change.new, said)
    except Exception as error:
        found = [f"{type(error).__name__}: {error}"]
    counts["bad"] += bool(found)
    if found:
        print(f"{change.name}, {where}: {found[:3]}", flush=True)


def kills(rounds: int, seed: int, work: Path, sources: Sequence[Path]) -> Counter[str]:
    """SIGKILLs at random of each command that writes, its temporary files looked for, too."""
    counts: Counter[str] = Counter()
    chance = random.Random(seed)
    home, temporary = work / "home", work / "temporary"
    changes = []
    for change in _changes(work, sources):
        _fresh(change, home)
        start = time.monotonic()
        subprocess.run(change.command(home), capture_output=True, check=False)
        changes.append((change, time.monotonic() - start))
    for number in range(rounds):
        change, seconds = changes[number % len(changes)]
        _fresh(change, home)
        temporary.mkdir(exist_ok=True)
        process = subprocess.Popen(
            change.command(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(temporary)},
        )  # fmt: skip
        try:
            said, _ = process.communicate(timeout=chance.uniform(0.05, 1.1 * seconds))
            counts["finished before"] += 1
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
            counts["kills"] += 1
        _judge(change, home, said.decode(), f"round {number}", counts)
        counts["temporary files left"] += len(list(temporary.iterdir()))
        if number % 50 == 49:
            print(f"after {number + 1} rounds: {dict(counts)}", flush=True)
    return counts


def signals(rounds: int, seed: int, work: Path, sources: Sequence[Path]) -> Counter[str]:
    """Interrupts at random of each command that writes, and of a search: one line is said, and nothing is half done."""
    counts: Counter[str] = Counter()
    chance = random.Random(seed)
    home = work / "home"
    changes = list(_changes(work, sources))
    whole = changes[-1]
    changes.append(replace(whole, name="search", arguments=("search", QUERY), new=whole.old or whole.new))
    for number in range(rounds):
        change = changes[number % len(changes)]
        _fresh(change, home)
        process = subprocess.Popen(change.command(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        how = chance.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
        times = chance.choice((1, 1, 2))
        for wait in (chance.uniform(0.03, 2.0 if "index" in change.name else 0.5), chance.uniform(0, 0.1))[:times]:
            try:
                process.wait(wait)
            except subprocess.TimeoutExpired:
                process.send_signal(how)
        out, err = process.communicate(timeout=120)
        where = f"round {number}, {how.name} {times} times, {process.returncode}"
        if process.returncode == 128 + how:
            counts["interrupted"] += 1
            if err.count(b"\n") != 1 or b"interrupted; what was finished is kept" not in err:
                counts["not one line"] += 1
                print(f"{change.name}, {where}: {err[-300:]!r}", flush=True)
        elif process.returncode == -how and b"in main" not in err:  # Python itself was starting still, or ending
            counts["ended at once"] += 1
        elif process.returncode in (0, 1):
            counts["finished before"] += 1
        else:
            counts["other ends"] += 1
            print(f"{change.name}, {where}: {err[-300:]!r}", flush=True)
        _judge(change, home, out.decode(), where, counts)
    return counts


def calls(rounds: int, seed: int, work: Path, sources: Sequence[Path]) -> Counter[str]:
    """SIGKILL at each system call of each command that concerns the collection; of each `rounds` at most."""
    counts: Counter[str] = Counter()
    chance = random.Random(seed)
    home = work / "home"
    for change in _changes(work, sources):
        _fresh(change, home)
        log = work / "log"
        traced = ["strace", "-y", "-s", "0", "-o"]
        command = [*traced, str(log), "-e", f"trace={CALLS}", *change.command(home)]
        subprocess.run(command, capture_output=True, check=False)
        ordinals: Counter[str] = Counter()
        points = []
        for line in log.read_text("utf-8", "replace").splitlines():
            name = line.partition("(")[0]
            ordinals[name] += 1
            if str(home) in line and "O_RDONLY" not in line:
                points.append((name, ordinals[name]))
        for name, ordinal in sorted(chance.sample(points, min(rounds, len(points)))):
            _fresh(change, home)
            inject = f"inject={name}:signal=SIGKILL:when={ordinal}"
            command = [*traced, os.devnull, "-e", f"trace={name}", "-e", inject, *change.command(home)]
            done = subprocess.run(command, capture_output=True, check=False)
            counts["kills"] += done.returncode not in (0, 1, 2)
            _judge(change, home, done.stdout.decode(), f"{name} {ordinal}", counts)
        counts["calls"] += len(points)
    return counts


def power(rounds: int, seed: int, work: Path, sources: Sequence[Path]) -> Counter[str]:
    """The states in which a cut of power may leave the disk, after each call that changes or syncs it."""
    counts: Counter[str] = Counter()
    chance = random.Random(seed)
    for change in _changes(work, sources):
        base = work / "base"
        shutil.rmtree(base, ignore_errors=True)
        base.mkdir()
        _fresh(change, base / "home")
        disk = powerloss.Disk(base)
        events = powerloss.recorded(change.command(base / "home"), work / "log")
        seen: set[bytes] = set()
        for number, event in enumerate(events):
            if not disk.apply(event):
                continue
            counts["moments"] += 1
            for how in (*powerloss.HOWS, *("some",) * rounds):
                state = disk.fallen(how, chance)
                mark = hashlib.sha256(repr((sorted(state.items()), disk.said)).encode()).digest()
                if mark in seen:
                    continue
                seen.add(mark)
                counts["states"] += 1
                fallen = work / "fallen"
                shutil.rmtree(fallen, ignore_errors=True)
                fallen.mkdir()
                powerloss.lay_out(state, fallen)
                _judge(change, fallen / "home", disk.said.decode(), f"call {number} ({event.call}), {how}", counts)
    return counts
