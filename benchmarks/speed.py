"""Every figure of speed, size and memory that is promised, with its target, beside plain Whoosh and SQLite FTS5.

    python benchmarks/speed.py                       # 20,000 and 200,000 paragraphs: some 15 minutes
    python benchmarks/speed.py --sizes 1000,20000    # others
    python benchmarks/speed.py --json                # the same as JSON
    python benchmarks/speed.py --keep FOLDER         # keeps what is built, and uses it again

Times are CPU times, of the process and of all that it starts. What is compared runs in turn, round after round, and a
figure is the median of its rounds; `ratio` is that of the medians. Looking up `cold` is a whole process from its start,
`first` is the first question to an index that was just opened, `again` the same question once more.
Exits with 1 where a target is missed. What the three are is said in `rivals.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median

from rivals import ASK, BUILD, PLAIN_ADD, PLAIN_SCRIPT, Ask

from compendium.search.patience import SECONDS

QUERIES = {
    "one word": ("trafficking", 0.7),
    "one rare word": ("attache", 0.7),
    "one common word": ("resolution", 0.7),
    "two words": ("consular training", None),
    "three words": ("trafficking women children", 0.7),
    "three common words": ("human rights council", 0.7),
    "phrase": ('"climate change"', 0.8),
    "common phrase": ('"general assembly"', 0.8),
    "prefix": ("traffick*", 0.6),
    "wide prefix": ("inter*", 0.6),
    "fuzzy": ("traficking~1", 0.15),
    "fuzzy, two edits": ("consullar~2", 0.15),
}
"""Queries that all can be asked, and what the product may take of the time of the plain script."""

COLD = {"one word": 0.8, "three words": 0.8, "phrase": None, "prefix": None, "fuzzy": None}
COLD_SIZE = 20_000
"""Paragraphs at which the target for a whole look-up is set."""
LEAST_SIZE = 20_000
"""Paragraphs from which all other targets are set; what is smaller shows how costs grow."""

SENTENCE = (
    "the security council reaffirms its strong commitment to the sovereignty independence unity and territorial"
    " integrity of all states in the region and calls upon the parties to cooperate fully with the mission"
)
HARD = {
    "words in nearly every paragraph": ["the united nations general assembly resolution"],
    "a sentence": [SENTENCE],
    "twenty words, any of them": [
        " OR ".join("rights women peace council states report human trade law aid".split() * 2)
    ],
    "a prefix of two letters": ["in*"],
    "two prefixes": ["con* AND pro*"],
    "a phrase of common words": ['"of the united nations"'],
    "a loose phrase": ['"rights peace security"~50'],
    "fuzzy, two edits, short": ["state~2"],
    "all but a word": ["NOT the"],
    "common words, one left out": ["human rights -council"],
    "a filter alone": ["--year", "2000"],
    "facets over everything": ["--year", "2000", "--format", "json"],
    "the newest first": ["resolution", "--sort", "newest"],
    "page 500": ["human rights", "--page", "500"],
    "a misspelt word": ["traficking womenn"],
    "a word that is nowhere": ["zzyzzy"],
    "with expansion": ["human rights council", "--expand"],
}
"""Arguments of look-ups that are known to be hard; each is to take less than a second, start and all."""

SMALL = 30
"""Paragraphs of a document that is added."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured, beside what it is measured against."""

    paragraphs: int
    what: str
    unit: str
    product: float
    plain: float | None = None
    fts5: float | None = None
    target: float | None = None
    """Of the ratio to `plain`, or where there is none of the figure itself; at most so much."""

    @property
    def ratio(self) -> float | None:
        """The product's figure as a share of the plain script's."""
        return self.product / self.plain if self.plain else None

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        value = self.product if self.ratio is None else self.ratio
        return None if self.target is None else value <= self.target

    def __str__(self) -> str:
        numbers = (
            f"{self.product:9.1f}",
            *(f"{n:9.1f}" if n is not None else f"{'':9}" for n in (self.plain, self.fts5)),
        )
        ratio = f"{self.ratio:6.2f}" if self.ratio is not None else f"{'':6}"
        limit = f"{self.target:8g}" if self.target is not None else f"{'':8}"
        verdict = {True: "", False: "  MISSED", None: ""}[self.is_met]
        return f"{self.paragraphs:8,} {self.what:42} {self.unit:3} {' '.join(numbers)} {ratio} {limit}{verdict}"


HEAD = f"{'':8} {'':42} {'':3} {'product':>9} {'plain':>9} {'fts5':>9} {'ratio':>6} {'at most':>8}"


# Running


def run(
    command: Sequence[str], stdin: str = "", refused: Sequence[int] = ()
) -> tuple[float, subprocess.CompletedProcess[str]]:
    """CPU seconds of a process and its children, and what it said; it may end with a code that is `refused`.

    Byte code is kept, as it is where one installs.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=False, capture_output=True, text=True, input=stdin, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, *refused):
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def compendium(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "compendium", "--home", str(home), *arguments]


def in_turn(actions: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of what each gives, the actions in turn."""
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            taken[name].append(action())
    return {name: median(values) for name, values in taken.items()}


def milliseconds(action: Callable[[], object], times: int = 1) -> float:
    """CPU time of what is done in this process, on an average of so many times: some systems count in steps of 4 ms."""
    start = time.process_time()
    for _ in range(times):
        action()
    return (time.process_time() - start) * 1000 / times


def size_of(folder: Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


# Figures


def building(count: int, folder: Path) -> Iterator[Figure]:
    """Time, size and memory of each, made in a process of its own."""
    seconds, memory = {}, {}
    for side in BUILD:
        code = (
            f"import resource, sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
            "from pathlib import Path; from rivals import BUILD\n"
            f"BUILD[{side!r}]({count}, Path({str(folder / side)!r}))\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
        )
        seconds[side], done = run(python(code))
        memory[side] = float(done.stdout)
    made = seconds["product"], seconds["plain"], seconds["fts5"]
    yield Figure(count, "building: store and index", "s", *made, target=1.3)
    yield Figure(count, "building: memory at its peak", "MB", memory["product"], target=500)
    yield Figure(count, "(the others' memory)", "MB", memory["plain"], None, memory["fts5"])
    sizes = {side: size_of(folder / side) for side in BUILD}
    index = size_of(folder / "product" / "index")
    yield Figure(count, "size of the index", "MB", index, sizes["plain"], sizes["fts5"], target=1.2)
    yield Figure(count, "size of store and index together", "MB", sizes["product"], sizes["plain"], sizes["fts5"])


def asking(count: int, folder: Path, rounds: int) -> Iterator[Figure]:
    """Questions in one process: to an index just opened, and once more."""
    for name, (text, target) in QUERIES.items():
        sides = [side for side in ASK if side != "fts5" or "~" not in text]
        first = in_turn({side: partial(_first, side, folder, text) for side in sides}, max(rounds // 2, 1))
        again = in_turn(_asked_before({side: ASK[side](folder / side) for side in sides}, text), rounds)
        yield Figure(count, f"again: {name}", "ms", again["product"], again["plain"], again.get("fts5"), target)
        yield Figure(count, f"first: {name}", "ms", first["product"], first["plain"], first.get("fts5"))


def _first(side: str, folder: Path, text: str) -> float:
    return milliseconds(partial(ASK[side](folder / side), text))


def _asked_before(asks: dict[str, Ask], text: str) -> dict[str, Callable[[], float]]:
    """What measures each as it answers once more, as often as makes a tenth of a second, at most 50 times."""
    measures: dict[str, Callable[[], float]] = {}
    for side, ask in asks.items():
        ask(text)
        once = time.perf_counter()
        ask(text)
        times = min(50, 1 + int(0.1 / (time.perf_counter() - once)))
        measures[side] = partial(milliseconds, partial(ask, text), times)
    return measures


def looking_up(count: int, folder: Path, rounds: int) -> Iterator[Figure]:
    """Whole processes, start and all."""
    for name, target in COLD.items():
        text = QUERIES[name][0]
        commands = {
            "product": compendium(folder / "product", "search", text),
            "plain": python(PLAIN_SCRIPT, str(folder / "plain"), text),
        }
        for command in commands.values():
            run(command)
        taken = in_turn({side: partial(_whole, command) for side, command in commands.items()}, rounds)
        limit = target if count == COLD_SIZE else None
        yield Figure(count, f"cold: {name}", "ms", taken["product"], taken["plain"], target=limit)


def _whole(command: Sequence[str]) -> float:
    return run(command)[0] * 1000


def hard(count: int, folder: Path) -> Iterator[Figure]:
    """Look-ups that are known to be hard, each the worst of three."""
    for name, arguments in HARD.items():
        worst = max(_answered(compendium(folder / "product", "search", *arguments)) for _ in range(3))
        yield Figure(count, f"hard: {name}", "s", worst, target=1.0)


def _answered(command: Sequence[str]) -> float:
    """CPU seconds; where the product gave up, the time that it allows itself by the clock."""
    seconds, done = run(command, refused=(2,))
    return SECONDS if done.returncode == 2 else seconds


def adding(count: int, folder: Path) -> Iterator[Figure]:
    """Documents added by the command, each in a process of its own with its worker; then the same questions again."""
    work = folder / "added"
    shutil.rmtree(work, ignore_errors=True)
    for side in ("product", "plain"):
        shutil.copytree(folder / side, work / side)
    ours, theirs = [], []
    for number in range(5):
        lines = [f"Number {n} of part {number} is new, and speaks of consular matters." for n in range(1, SMALL + 1)]
        paper = work / f"new{number}.txt"
        paper.write_text("\n\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1)), "utf-8")
        ours.append(run(compendium(work / "product", "index", str(paper)))[0])
        theirs.append(run(python(PLAIN_ADD, str(work / "plain"), paper.name), "\n".join(lines))[0])
    yield Figure(count, f"adding a document of {SMALL} paragraphs", "s", median(ours), target=1.0)
    yield Figure(count, "(the plain script adds its lines)", "s", median(theirs))
    text = QUERIES["fuzzy"][0]
    taken = in_turn(_asked_before({side: ASK[side](work / side) for side in ("product", "plain")}, text), 3)
    yield Figure(count, "again: fuzzy, after these additions", "ms", taken["product"], taken["plain"], target=0.02)
    yield Figure(count, "segments after 50 additions and removals", "", _segments(work / "product"), target=8)


def _segments(home: Path) -> float:
    """How many segments there are after documents of random sizes came, changed and went."""
    from compendium.corpus.document import Document, Masthead, Paragraph
    from compendium.corpus.styled import StyledText
    from compendium.indexer.collection import Collection
    from compendium.indexer.health import status_of

    chance = random.Random(5)
    with Collection.open(home, write=True) as collection:
        for number in range(50):
            if number % 5 == 4:
                collection.remove(chance.choice(collection.store.documents()).id)
            else:
                length = int(10 ** chance.uniform(0, 3.3))
                paragraphs = tuple(Paragraph(n, str(n), None, StyledText(f"Item {n}.")) for n in range(1, length))
                name = f"random{chance.randrange(20)}"
                masthead = Masthead(title=f"Number {number}")
                collection.add(Document(name, str(number), "text/plain", masthead, paragraphs=paragraphs))
            collection.commit()
        return float(status_of(collection).segments)


def figures(count: int, folder: Path, rounds: int) -> Iterator[Figure]:
    """All figures for so many paragraphs."""
    if not all((folder / side).exists() for side in BUILD):
        yield from building(count, folder)
    yield from looking_up(count, folder, rounds)
    yield from asking(count, folder, rounds)
    yield from hard(count, folder)
    yield from adding(count, folder)


def measured(count: int, folder: Path, rounds: int) -> Iterator[Figure]:
    """All figures, with the targets that are set for so many paragraphs."""
    for figure in figures(count, folder, rounds):
        yield figure if count >= LEAST_SIZE else replace(figure, target=None)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", default="20000,200000", help="paragraphs, separated by commas")
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--keep", type=Path, help="folder for what is built; used again where it is there")
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    found: list[Figure] = []
    with tempfile.TemporaryDirectory() if asked.keep is None else nullcontext(asked.keep) as folder:
        print(machine, HEAD, sep="\n", file=sys.stderr)
        for count in map(int, asked.sizes.split(",")):
            for figure in measured(count, Path(folder) / str(count), asked.rounds):
                found.append(figure)
                print(figure, file=sys.stderr if asked.json else sys.stdout, flush=True)
    if asked.json:
        records = [{**asdict(figure), "ratio": figure.ratio, "is_met": figure.is_met} for figure in found]
        print(json.dumps({"machine": machine, "load": os.getloadavg(), "figures": records}, indent=2))
    return 1 if any(figure.is_met is False for figure in found) else 0


if __name__ == "__main__":
    sys.exit(main())
