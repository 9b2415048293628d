"""Long runs on disks that are full, or become so: what was held before answers as it did, byte for byte."""

from __future__ import annotations

import os
import random
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from damages import answers, run

__all__ = ["full"]

SMALLEST, LARGEST = 400, 24_000
"""Kilobytes of the disks."""
SEARCHES = 2
"""How many of the questions ask the index: they answer from it alone, whatever the store holds besides."""


def full(rounds: int, seed: int, work: Path, sources: Sequence[Path]) -> Counter[str]:
    """Disks of many sizes, filled by each command that writes, then to the last byte by others, then emptied again."""
    counts: Counter[str] = Counter()
    if not hasattr(os, "geteuid") or os.geteuid():
        raise SystemExit("`full` mounts small disks, which only the superuser of a Linux system may do.")
    chance = random.Random(seed)
    large = [_new_words(work / f"large{number}.txt", chance, 60 * 2**number) for number in range(6)]
    for number in range(rounds):
        kilobytes = round(SMALLEST * (LARGEST / SMALLEST) ** (number / max(1, rounds - 1)))
        with _disk(work / "disk", kilobytes) as disk:
            _one(disk, list(map(str, sources)), list(map(str, large)), f"{kilobytes} kB", counts)
    return counts


@contextmanager
def _disk(path: Path, kilobytes: int) -> Iterator[Path]:
    path.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(path)], check=True)
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


def _new_words(path: Path, chance: random.Random, paragraphs: int) -> Path:
    """A source in which hardly a word comes twice: its index is larger than itself."""
    lines = (
        f"{number}. The keeper of lamp " + " ".join("".join(chance.choices("abcdefghijklmnop", k=6)) for _ in range(60))
        for number in range(1, paragraphs)
    )
    path.write_text(".\n\n".join(lines), "utf-8")
    return path


def _one(disk: Path, small: list[str], large: list[str], where: str, counts: Counter[str]) -> None:
    home = disk / "home"
    _change(home, ["index", *small[:3]], where, counts)
    for command in (
        *(["index", path] for path in large),
        ["index", *small],
        ["rebuild"],
        ["remove", Path(small[0]).name],
        ["saved", "add", "lamps", "lamp"],
    ):
        _change(home, command, where, counts)
    before = answers(home)
    _fill(disk / "filler")
    for command in ([], ["index", *small, *large], ["rebuild"], ["remove", Path(small[1]).name], ["saved", "run"]):
        if command:
            _said(run(home, *command), f"{where}, full: {command[:2]}", counts)
        _compare(home, before, f"{where}, full, after {command[:1]}", counts)
    (disk / "filler").unlink()
    if run(home, "rebuild").returncode == 0:
        counts["not whole when there was room again"] += bool(run(home, "status", "--verify").returncode)


def _change(home: Path, command: list[str], where: str, counts: Counter[str]) -> None:
    """A command that may fail for want of room; then nothing has changed."""
    before = answers(home) if home.exists() else []  # without a collection, the built-in digest answers
    done = run(home, *command)
    what = f"{where}: {command[0]} {Path(command[-1]).name}"
    _said(done, what, counts)
    if done.returncode != 2:
        counts["done"] += 1
        return
    counts["refused"] += 1
    if command[0] != "rebuild" and b"searches find what they found before" in done.stderr:
        counts["stored without room for the index, as told"] += 1
        _compare(home, before[:SEARCHES], what, counts)
    else:
        _compare(home, before, what, counts)


def _compare(home: Path, before: list[tuple[int, bytes]], what: str, counts: Counter[str]) -> None:
    counts["compared"] += 1
    if (after := answers(home)[: len(before)]) != before:
        counts["other answers"] += 1
        print(f"{what}: {[code for code, _ in before]} became {[code for code, _ in after]}", flush=True)


def _said(done: subprocess.CompletedProcess[bytes], what: str, counts: Counter[str]) -> None:
    counts["commands"] += 1
    if b"Traceback" in done.stderr or b"program failed" in done.stderr or done.returncode not in (0, 1, 2):
        counts["tracebacks"] += 1
        print(f"{what}: {done.returncode} {done.stderr[-300:]!r}", flush=True)


def _fill(path: Path) -> None:
    """Take what room there is, to the last byte."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    for size in (1 << 20, 1 << 12, 1):
        try:
            while os.write(descriptor, bytes(size)):
                pass
        except OSError:
            continue
    os.close(descriptor)
