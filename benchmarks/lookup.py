"""What a whole look-up costs, in CPU time, beside starting Python and importing Whoosh, in one run.

    python benchmarks/lookup.py [--runs 9]

It indexes the two shared papers twice (the second time nothing may be read) and then runs each command in a process
of its own, the commands in turn, and takes the least of each. Exits with 1 where a target of issue 2 is missed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(os.environ.get("COMPENDIUM_SHARED", Path(__file__).parents[2] / "shared"))
WHOOSH = "import of whoosh.index and whoosh.qparser"
TARGET = 1.6
"""A look-up costs at most so many times the import of Whoosh's index and parser."""
SEARCHES = ("supply side", '"Education for Justice"', "consular interviews")


def cpu(command: list[str]) -> float:
    """Seconds of user and system time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def index_twice(compendium: list[str]) -> bool:
    """Whether the second run reads nothing again."""
    command = [*compendium, "index", str(SHARED / "corpus")]
    first = subprocess.run(command, check=True, capture_output=True, text=True)
    second = subprocess.run(command, check=True, capture_output=True, text=True)
    print(first.stdout + first.stderr + second.stdout + second.stderr)
    report = (second.stdout + second.stderr).lower()
    return "unchanged" in report and "added" not in report and "updated" not in report


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=9)
    runs = arguments.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        compendium = [sys.executable, "-m", "compendium", "--home", home]
        read_nothing = index_twice(compendium)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            WHOOSH: [sys.executable, "-c", "import whoosh.index, whoosh.qparser"],
            **{f"search {query}": [*compendium, "search", query] for query in SEARCHES},
        }
        least = dict.fromkeys(commands, float("inf"))
        for _ in range(runs):
            for name, command in commands.items():
                least[name] = min(least[name], cpu(command))
    for name, seconds in least.items():
        print(f"{name:42} {seconds * 1000:6.0f} ms  {seconds / least[WHOOSH]:5.2f}")
    print(f"second index run read nothing: {read_nothing}")
    worst = max(seconds for name, seconds in least.items() if name.startswith("search"))
    return 0 if read_nothing and worst <= TARGET * least[WHOOSH] else 1


if __name__ == "__main__":
    sys.exit(main())
