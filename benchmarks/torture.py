"""Long runs of what must never lose data, answer wrongly, hang or fall over; the short ones are in the tests.

    python benchmarks/torture.py [TASK...] [--rounds N] [--seed N]

Tasks: kills calls signals power damage full pdfs sources queries nasty seeds costs; all, where none is named.
Each prints one line of figures for docs/reliability.md. Those at each system call need `strace` (Linux).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import damages  # noqa: E402
import disks  # noqa: E402
import interruptions  # noqa: E402
import losses  # noqa: E402
import questions  # noqa: E402
from damages import processor_time, run  # noqa: E402
from hostilefiles import (  # noqa: E402
    damaged,
    hostile_docx,
    hostile_html,
    hostile_pdf,
    hostile_text,
    huge_docx,
    huge_pdf,
    nasty_query,
    plain_pdf,
)

SHARED = Path(os.environ.get("COMPENDIUM_SHARED", ROOT.parent / "shared"))


def papers(folder: Path, number: int = 6) -> list[Path]:
    """Small sources."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for n in range(number):
        path = folder / f"paper{n}.txt"
        lines = [
            f"{k}. The keeper of lamp {n}{k} should send a signal of distress in year {1990 + k}." for k in range(1, 9)
        ]
        path.write_text("I. Lamps\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def some_papers(work: Path) -> list[Path]:
    """Sources for what is interrupted: small ones, and real ones where they are on this machine."""
    return [*papers(work / "papers", 3), *sorted((SHARED / "corpus").glob("*.txt"))]


def kills(rounds: int, seed: int, work: Path) -> Counter[str]:
    """Random SIGKILLs."""
    return interruptions.kills(rounds, seed, work, some_papers(work))


def calls(rounds: int, seed: int, work: Path) -> Counter[str]:
    """A kill at each system call that concerns the collection."""
    return interruptions.calls(rounds, seed, work, papers(work / "papers", 3))


def signals(rounds: int, seed: int, work: Path) -> Counter[str]:
    """Interrupts at random."""
    return interruptions.signals(rounds, seed, work, some_papers(work))


def power(rounds: int, seed: int, work: Path) -> Counter[str]:
    """A cut of power at each moment."""
    return interruptions.power(rounds, seed, work, papers(work / "papers", 3))


def damage(rounds: int, seed: int, work: Path) -> Counter[str]:
    """One damage to one file of a collection, or an exchange of it."""
    return damages.damage(rounds, seed, work, papers(work / "papers"))


def full(rounds: int, seed: int, work: Path) -> Counter[str]:
    """Disks without room."""
    return disks.full(rounds, seed, work, papers(work / "papers"))


def pdfs(rounds: int, seed: int, work: Path) -> Counter[str]:
    """Damaged PDFs, real ones too where they are on this machine."""
    return losses.losses(rounds, seed, work, SHARED / "real" / "pdf")


def sources(rounds: int, seed: int, work: Path) -> Counter[str]:
    """Hostile sources and damaged ones, each batch beside a sound one."""
    counts: Counter[str] = Counter()
    kinds: dict[str, Callable[[], object]] = {
        "pdf": hostile_pdf,
        "huge pdf": huge_pdf,
        "huge docx": huge_docx, "html": hostile_html, "docx": hostile_docx, "txt": hostile_text,
    }  # fmt: skip
    for kind, make in kinds.items():
        for name, data in make():  # type: ignore[attr-defined]
            _one(work, counts, f"hostile {kind}", name, data)
    base = plain_pdf()
    for number in range(rounds):
        name, data = damaged(base, seed + number)
        _one(work, counts, "damaged pdf", f"{name}-{seed + number}", data)
    return counts


def _one(work: Path, counts: Counter[str], kind: str, name: str, data: bytes) -> None:
    import resource

    folder, home = work / "batch", work / "home"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
    papers(folder, 1)
    (folder / "hostile").write_bytes(data)
    start = time.monotonic()
    done = run(home, "index", str(folder), timeout=400)
    seconds = time.monotonic() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    counts[kind] += 1
    counts["tracebacks"] += b"Traceback" in done.stderr or b"program failed" in done.stderr
    counts["over 60 s"] += seconds > 60
    counts["batch not indexed"] += b"added: " + str(folder / "paper0.txt").encode() not in done.stdout
    counts["megabytes at most"] = max(counts["megabytes at most"], memory)
    if seconds > 60 or b"Traceback" in done.stderr:
        print(f"{kind} {name}: {seconds:.0f} s, {done.stdout[-300:]!r} {done.stderr[-300:]!r}", flush=True)


def queries(rounds: int, seed: int, work: Path) -> Counter[str]:
    """Random queries, in one process: an answer or a message, in bearable time."""
    from compendium.errors import CompendiumError
    from compendium.indexer.collection import Collection
    from compendium.search.answer import Request, search

    counts: Counter[str] = Counter()
    home = work / "home"
    run(home, "index", *map(str, papers(work / "papers")))
    chance = random.Random(seed)
    with Collection.open(home, write=False) as collection:
        for _ in range(rounds):
            query = nasty_query(chance)
            start = time.monotonic()
            try:
                search(collection, Request(query))
                counts["answered"] += 1
            except CompendiumError:
                counts["refused"] += 1
            except Exception as error:
                counts["tracebacks"] += 1
                print(f"{query!r}: {type(error).__name__}: {error}"[:300], flush=True)
            seconds = time.monotonic() - start
            if seconds > 1:
                print(f"{seconds:.1f} s: {query!r}"[:200], flush=True)
            counts["over 1 s"] += seconds > 1
            counts["over 5 s"] += seconds > 5
    return counts


def nasty(_: int, __: int, work: Path) -> Counter[str]:
    """Nasty queries by hand, as commands."""
    return questions.nasty(_home(work))


def seeds(rounds: int, _: int, work: Path) -> Counter[str]:
    """One question under many seeds of Python's hashing."""
    return questions.seeds(rounds, _home(work))


def _home(work: Path) -> Path:
    """A collection of small papers, and of real ones where they are on this machine."""
    run(work / "home", "index", *map(str, some_papers(work)), timeout=600)
    return work / "home"


IMPORTS = """
import os, sys
from contextlib import nullcontext
import compendium.indexer.collection as collection, compendium.indexer.store as store
import compendium.search.answer as answer
"""
WITHOUT = """
store.content_sum = lambda *_: ""
store.Store.is_sound = lambda *_: True
store.Store._is_sealed = lambda *_: True
collection._refuse_what_others_can_change = lambda _: None
collection.make_sure_of_room = lambda *_: None
answer.patience = nullcontext
os.fsync = lambda _: None
"""
"""Takes the safeguards away that cost time outside the workers."""
RUN = "from compendium.__main__ import main; import sys; sys.exit(main(sys.argv[1:]))"


def costs(rounds: int, _: int, work: Path) -> Counter[str]:
    """What the safeguards cost: the least processor time of each command with them, in hundredths of that without."""
    counts: Counter[str] = Counter()
    given = [str(path) for path in papers(work / "papers")]
    home = work / "home"
    run(home, "index", *given)
    commands = {"index": ["index", *given], "search": ["search", "lamp signal"], "rebuild": ["rebuild"]}
    for name, command in commands.items():
        least = {"with": 1e9, "without": 1e9}
        for _ in range(rounds):
            for how, before in (("with", ""), ("without", WITHOUT)):
                if name == "index":
                    shutil.rmtree(home, ignore_errors=True)
                start = processor_time()
                subprocess.run(
                    [sys.executable, "-c", IMPORTS + before + RUN, "--home", str(home), *command],
                    capture_output=True,
                    check=True,
                )
                least[how] = min(least[how], processor_time() - start)
        counts[f"{name} per cent"] = round(100 * least["with"] / least["without"])
    return counts


ROUNDS = {
    kills: 500, calls: 400, signals: 200, power: 3, damage: 600, full: 30,
    pdfs: 1000, sources: 1000, queries: 10_000, nasty: 1, seeds: 20, costs: 15,
}  # fmt: skip
"""Each task with how many rounds of it are a long run."""
TASKS = {task.__name__: task for task in ROUNDS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="*", choices=[[], *TASKS], default=list(TASKS))
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for name in given.tasks or list(TASKS):
        with tempfile.TemporaryDirectory(prefix="torture-") as work:
            counts = TASKS[name](given.rounds or ROUNDS[TASKS[name]], given.seed, Path(work))
        print(f"{name}: " + ", ".join(f"{what} {number}" for what, number in sorted(counts.items())), flush=True)


if __name__ == "__main__":
    main()
