"""Long runs that damage a file of a collection, or put something else in its place, and ask what it answers."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hostilefiles import damaged

__all__ = ["damage", "processor_time", "run"]

PROGRAM = (sys.executable, "-m", "compendium")
QUERIES = (["search", "lamp OR keeper"], ["search", '"signal"', "--format", "json"], ["export", "paragraphs"])


HUNG = 124
"""Exit code of a command that had to be ended, as `timeout` of the shell gives it."""


def run(home: Path, *arguments: str, timeout: float = 60) -> subprocess.CompletedProcess[bytes]:
    """A command on a collection."""
    command = [*PROGRAM, "--home", str(home), *arguments]
    try:
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, HUNG, b"", b"")


def processor_time() -> float:
    """Seconds that processors have worked for the commands run so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def answers(home: Path) -> list[tuple[int, bytes]]:
    """What the collection answers."""
    return [(done.returncode, done.stdout) for done in (run(home, *query) for query in QUERIES)]


def _exchanged(path: Path, how: str, another: Path) -> None:
    """Put something in a file's place that is none, or nothing; `another` is a file that is no business of ours."""
    path.unlink()
    if how == "folder":
        path.mkdir()
    elif how == "link":
        path.symlink_to("nowhere")
    elif how == "link to another file":
        path.symlink_to(another)
    elif how == "pipe":
        os.mkfifo(path)
    elif how == "nothing in it":
        path.touch()


EXCHANGES = ("folder", "gone", "link", "link to another file", "nothing in it", "older", "pipe")


def _harmed(path: Path, older: Path, another: Path, chance: random.Random) -> str:
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
        _exchanged(path, how, another)
    return how


OTHERS = b"This is not to be touched."
TOLD = (b"behind", b"digest")
"""What is said with answers of another state: that the index does not know the store, that there is no collection."""


def damage(rounds: int, seed: int, work: Path, sources: Sequence[Path]) -> Counter[str]:
    """One damage to one file of a collection: the same answer, or a message, never another answer; then `rebuild`."""
    counts: Counter[str] = Counter()
    older, start, home, another = work / "older", work / "start", work / "home", work / "another"
    given = list(map(str, sources))
    run(older, "index", *given[:4])
    shutil.copytree(older, start)
    run(start, "index", *given)
    right = answers(start)
    files = sorted(path.relative_to(start) for path in start.rglob("*") if path.is_file())
    another.write_bytes(OTHERS)
    for number in range(rounds):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(start, home)
        file = files[number % len(files)]
        what = f"{file} {_harmed(home / file, older / file, another, random.Random(seed + number))} {seed + number}"
        counts["damages"] += 1
        outcomes = [
            _outcome(run(home, *query), *answer, f"{what} {query}")
            for query, answer in zip(QUERIES, right, strict=True)
        ]
        counts.update(outcomes)
        if set(outcomes) != {"answers right"} or file.parent == Path():  # others of its files only writers look at
            counts[_mended(home, given, right, what)] += 1
        counts["others' files written over"] += another.read_bytes() != OTHERS
    return counts


def _mended(home: Path, given: list[str], right: list[tuple[int, bytes]], what: str) -> str:
    """Whether `rebuild` and `index` make a damaged collection what it was."""
    done = [run(home, "rebuild"), run(home, "index", *given)]
    if any(each.returncode == HUNG for each in done):
        print("hung on mending:", what, flush=True)
        return "hung"
    if any(b"Traceback" in each.stderr or b"program failed" in each.stderr for each in done):
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
    if done.returncode == HUNG:
        print("hung:", what, flush=True)
        return "hung"
    if done.returncode == 2:
        return "answers refused"
    if (done.returncode, done.stdout) == (code, out):
        return "answers right"
    if any(word in done.stderr for word in TOLD):
        return "answers of another state, as told"
    print("wrong:", what, done.stderr[-200:], flush=True)
    return "wrong answers"
