"""Nasty queries asked on the command line and from a file: an answer or a message, soon, and nothing raw in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from damages import processor_time, run

__all__ = ["nasty", "seeds"]

RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ud800-\udfff]"
)
"""What no output may hold: controls but for tabs and line ends, direction marks, what has no width, halves of pairs."""
OPERATORS = (
    "AND", "OR", "NOT", "NEAR", "NEAR/3", "~", "~1", "~99", "*", "**", "?", "+", "-", "--", "^", "^2", "(", ")", "()",
    '"', '""', '" "', "''", ":", "::", "title:", "nosuch:", "title:()", 'title:""', "year:", "..", "year:..", "\\", "/",
    "//", "[", "]", "[a TO b]", "{", "}", "<", ">", "&&", "||", "!", "=", "%", "%s", "{0}", "$(id)", "`id`", ";", "#",
)  # fmt: skip
SENTENCES = (
    "NOT NOT lamp", "NOT (NOT (NOT lamp))", "NOT lamp", "-lamp", "AND lamp", "lamp AND", "lamp OR OR keeper",
    "lamp NEAR",
    "lamp NEAR/0 keeper", "lamp NEAR/99999999999 keeper", "NEAR NEAR NEAR", '"lamp', 'lamp"', '"lamp" "', "(lamp",
    "lamp)", ")lamp(", "la*mp", "*lamp", "*amp", "?amp", "l*", "la*", "lamp~0", "lamp~2", "lamp~-1", "lamp^99999",
    "lamp^",
    "year:2019..2010", "year:0..99999999999999999999", "year:-5", "year:abc", "meeting:1..", "meeting:0",
    "topic:*", "document:*", "cites:", "cites:A/RES/55/25", "cites:*", "(?:a+)+$", "^(lamp|keeper)*$", "a{1,99999}",
    "lamp\ttitle:\tkeeper", "' OR 1=1 --", "../../etc/passwd", "<script>alert(1)</script>", "=1+1", "\u00e9\u0301",
    "\u202elamp\u202c", "\u200b", "lamp\u200bkeeper", "\ufeff", "\U0001f980", "\u6761\u7ea6",
    "\u0627\u0644\u0627\u062a",
    "\u0130\u0131\u017f\ufb01", "\u1e9e", "\u0345" * 50, "\x1b[31mlamp\x1b[0m", "\x1b]0;title\x07", "\x9b2J",
    "lamp\x00keeper",
)  # fmt: skip
ENDLESS = (
    "(" * 400 + "lamp" + ")" * 400, "(" * 400, ")" * 400, "NOT " * 400 + "lamp", '"' * 5000, "lamp " * 5000,
    "x" * 10_000, '"' + "lamp " * 2000 + '"', "lamp OR " * 400 + "lamp", "la* " * 300, "lamp~2 " * 200, "* " * 500,
    "lamp NEAR " * 200 + "keeper", "title:" * 200 + "lamp", "\u0301" * 3000, "a-" * 3000, "a/" * 3000, "a." * 3000,
    "year:2010..2015 " * 100, "(lamp OR keeper) AND " * 200 + "signal", "- " * 1000, "\\" * 3000, "\U0001f980" * 2000,
    "1 " * 3000, "la?p~2* " * 50, "\"lamp keeper\"~3 " * 100,
)  # fmt: skip
BYTES = (b"\xff\xfe", b"lamp \xed\xa0\x80", b"\xc3(", b"\xf0\x9f", b"lamp \x80 keeper")
"""What is no text."""


def nasty(home: Path) -> Counter[str]:
    """Each nasty query alone, with what is printed for people and for programs; then all of them from a file."""
    counts: Counter[str] = Counter()
    asked = [*(query.encode("utf-8", "surrogatepass") for query in (*OPERATORS, *SENTENCES, *ENDLESS)), *BYTES]
    for number, query in enumerate(asked):
        counts["queries"] += 1
        if b"\x00" not in query:  # which no argument can hold
            form = ("text", "json")[number % 2]
            _judge(["search", "--format", form, "--", query], b"", home, counts)
        _judge(["search", "-"], query.replace(b"\n", b" ") + b"\n", home, counts)
    _judge(["search", "-"], b"\n".join(asked) + b"\n", home, counts, limit=60)
    return counts


def _judge(arguments: Sequence[str | bytes], given: bytes, home: Path, counts: Counter[str], limit: float = 5) -> None:
    command = [sys.executable, "-m", "compendium", "--home", str(home), *arguments]
    start, used = time.monotonic(), processor_time()
    done = subprocess.run(command, input=given, capture_output=True, timeout=400, check=False)
    seconds = time.monotonic() - start
    counts["commands"] += 1
    counts["over 1 s of the processor's"] += processor_time() - used > 1 and limit == 5
    counts["over 5 s"] += seconds > limit
    told = {
        "tracebacks": b"Traceback" in done.stderr or b"program failed" in done.stderr,
        "other exit codes": done.returncode not in (0, 1, 2),
        "raw characters": any(_raw(stream) for stream in (done.stdout, done.stderr)),
        "failures without a word": done.returncode == 2 and not done.stderr,
    }
    for what, is_so in told.items():
        counts[what] += is_so
        if is_so:
            print(f"{what}: {arguments[1:]!r:.150} {given!r:.80}: {done.returncode} {done.stderr[-200:]!r}", flush=True)


def _raw(stream: bytes) -> list[str]:
    return RAW.findall(stream.decode("utf-8", "surrogateescape"))


def _commands() -> Iterator[list[str]]:
    for form in ("text", "json", "csv"):
        yield ["search", "lamp signal OR keeper", "--format", form]
    yield ["search", "lapm signl"]
    yield ["search", "lamp OR keeper", "--explain"]
    yield ["recommendations", "--format", "json"]
    yield ["export", "paragraphs"]
    yield ["export", "graph"]


def seeds(rounds: int, home: Path) -> Counter[str]:
    """The same questions under as many seeds of Python's hashing: how many have more than one answer."""
    counts: Counter[str] = Counter()
    for command in _commands():
        answers = set()
        for seed in range(rounds):
            os.environ["PYTHONHASHSEED"] = str(seed)
            done = run(home, *command)
            answers.add((done.returncode, done.stdout, done.stderr))
            counts["runs"] += 1
        counts["questions"] += 1
        counts["with more than one answer"] += len(answers) > 1
    os.environ.pop("PYTHONHASHSEED", None)
    return counts
