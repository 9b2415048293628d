"""Long runs that damage a file of a collection, or put something else in its place, and ask what it answers."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hostilefiles import damaged

__all__ = ["damage", "run"]

PROGRAM = (sys.executable, "-m", "compendium")
QUERIES = (["search", "lamp OR keeper"], ["search", '"signal"', "--format", "json"], ["export", "paragraphs"])


def run(home: Path, *arguments: str, timeout: float = 300) -> subprocess.CompletedProcess[bytes]:
    """A command on a collection."""
    command = [*PROGRAM, "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=timeout, check=False)


def answers(home: Path) -> list[tuple[int, bytes]]:
    """What the collection answers."""
    return [(done.returncode, done.stdout) for done in (run(home, *query) for query in QUERIES)]


def _exchanged(path: Path, how: str) -> None:
    """Put something in a file's place that is none, or nothing."""
    path.unlink()
    if how == "folder":
        path.mkdir()
    elif how == "link":
        path.symlink_to("nowhere")
    elif how == "link to another file":
        path.symlink_to("/etc/passwd")
    elif how == "pipe":
        os.mkfifo(path)
    elif how == "nothing in it":
        path.touch()


EXCHANGES = ("folder", "gone", "link", "link to another file", "nothing in it", "older", "pipe")


def _harmed(path: Path, older: Path, chance: random.Random) -> str:
    """Damage a file, or exchange it, also for the one that an older collection has in its place; what was done."""
    if path.stat().st_size and chance.random() < 0.6:
        seed = chance.randrange(2**32)
        name, data = damaged(path.read_bytes(), seed)
        path.write_bytes(data)
        return f"{name} {seed}"
    how = chance.choice(EXCHANGES)
    if how == "older" and older.is_file():
        shutil.copyfile(older, path)
    elif how != "older":
        _exchanged(path, how)
    return how


TOLD = (b"behind", b"digest")
"""What is said with answers of another state: that the index does not know the store, that there is no collection."""


def damage(rounds: int, seed: int, work: Path, sources: Sequence[Path]) -> Counter[str]:
    """One damage to one file of a collection: the same answer, or a message, never another answer; then `rebuild`."""
    counts: Counter[str] = Counter()
    older, start, home = work / "older", work / "start", work / "home"
    given = list(map(str, sources))
    run(older, "index", *given[:4])
    shutil.copytree(older, start)
    run(start, "index", *given)
    right = answers(start)
    files = sorted(path.relative_to(start) for path in start.rglob("*") if path.is_file())
    for number in range(rounds):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(start, home)
        file = files[number % len(files)]
        what = f"{file} {_harmed(home / file, older / file, random.Random(seed + number))} {seed + number}"
        counts["damages"] += 1
        outcomes = [
            _outcome(run(home, *query), *answer, f"{what} {query}")
            for query, answer in zip(QUERIES, right, strict=True)
        ]
        counts.update(outcomes)
        if set(outcomes) != {"answers right"}:
            counts[_mended(home, given, right, what)] += 1
    return counts


def _mended(home: Path, given: list[str], right: list[tuple[int, bytes]], what: str) -> str:
    """Whether `rebuild` and `index` make a damaged collection what it was."""
    done = [run(home, "rebuild"), run(home, "index", *given)]
    if any(b"Traceback" in each.stderr for each in done):
        print("traceback on mending:", what, flush=True)
        return "tracebacks"
    if answers(home) == right and run(home, "status", "--verify").returncode == 0:
        return "mended"
    if done[1].returncode == 2 and done[1].stderr:
        return "not mended, as told"
    print("not mended:", what, done[1].stderr[-200:], flush=True)
    return "not mended"


def _outcome(done: subprocess.CompletedProcess[bytes], code: int, out: bytes, what: str) -> str:
    """What an answer from a damaged collection is, beside the right one; said where it is a wrong one."""
    if b"Traceback" in done.stderr or b"program failed" in done.stderr:
        print("traceback:", what, done.stderr[-200:], flush=True)
        return "tracebacks"
    if done.returncode == 2:
        return "answers refused"
    if (done.returncode, done.stdout) == (code, out):
        return "answers right"
    if any(word in done.stderr for word in TOLD):
        return "answers of another state, as told"
    print("wrong:", what, done.stderr[-200:], flush=True)
    return "wrong answers"
