"""`search -`: many queries in one process, each answered at once and as if alone."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compendium.corpus.extract import read_document
from compendium.indexer.collection import Collection
from compendium.search.answer_records import ErrorRecord, SearchRecord
from compendium.search.batch import LONGEST, lines

PROGRAM = [sys.executable, "-m", "compendium", "search"]
PAPERS = Path(__file__).parent / "data" / "papers"


def ask(home: Path, queries: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "COMPENDIUM_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    command = [*PROGRAM, *arguments]
    return subprocess.run(command, input=queries, capture_output=True, env=environment, check=False, timeout=120)


def records(done: subprocess.CompletedProcess[bytes]) -> list[SearchRecord]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_is_answered_as_if_alone(invented: Path) -> None:
    narrowed = ["--kind", "compendium", "--limit", "2", "--explain"]
    done = ask(invented, "oil\nkeeper OR oil\ncafé".encode(), "-", *narrowed, "--format", "jsonl")
    answers = records(done)
    assert [answer["line"] for answer in answers] == [1, 2, 3]
    for query, answer in zip(["oil", "keeper OR oil", "café"], answers, strict=True):
        alone = json.loads(ask(invented, b"", query, *narrowed, "--format", "json").stdout)
        assert {key: value for key, value in answer.items() if key != "line"} == alone
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("queries", "code"),
    [
        (b"oil\nzzyzxqq\n", 0),
        (b"zzyzxqq\n\n", 1),
        (b"", 1),
        (b"\n  \r\n\t\n", 1),
        (b"oil\noil (and\nkeeper\n", 2),
        (b"oil (and\n", 2),
    ],
)
def test_exit_code(invented: Path, queries: bytes, code: int) -> None:
    assert ask(invented, queries, "-").returncode == code
    assert ask(invented, queries, "-", "--format", "json").returncode == code
    assert ask(invented, queries, "-", "--format", "csv").returncode == code
    assert ask(invented, queries, "-", "--count").returncode == code


def test_a_bad_query_costs_its_own_line(invented: Path) -> None:
    done = ask(
        invented, b"oil\n\noil (and\n\xff\xfeoil\n" + b"x" * (LONGEST * 3) + b"\nkeeper\n", "-", "--format", "jsonl"
    )
    first, bracket, coding, length, last = records(done)
    assert first["total"] > 0
    assert last["total"] > 0
    assert last["line"] == 6
    fault: ErrorRecord = bracket  # type: ignore[assignment]
    assert fault == {
        "version": 1,
        "query": "oil (and",
        "line": 3,
        "error": {
            "message": "could not understand the query at character 5: this bracket is never closed",
            "hint": "Try: oil (and)",
            "offset": 4,
            "mend": "oil (and)",
        },
    }
    assert "UTF-8" in coding["error"]["message"]  # type: ignore[typeddict-item]
    assert "too long" in length["error"]["message"]  # type: ignore[typeddict-item]
    said = done.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in said] == ["line 3", "line 4", "line 5"]


def test_text_sets_the_answers_apart(invented: Path) -> None:
    done = ask(invented, "\ufeffwick\r\nzzyzxqq\r\noil (and\r\nfrost".encode(), "-", "--limit", "1")
    out, err = done.stdout.decode(), done.stderr.decode()
    alone = ask(invented, b"", "wick", "--limit", "1").stdout.decode()
    assert out.startswith(f"Line 1: wick\n\n{alone}\nLine 2: zzyzxqq\n\nLine 3: oil (and\n\nLine 4: frost\n\n")
    assert "line 2: nothing found" in err
    assert "line 3: could not understand the query at character 5" in err


def test_count_and_table(invented: Path) -> None:
    counted = ask(invented, b"oil\nzzyzxqq\noil (\nfrost\n", "-", "--count").stdout.decode().splitlines()
    assert [line.split("\t")[1] for line in counted] == ["oil", "zzyzxqq", "frost"]
    table = ask(invented, b"oil\nfrost\n", "-", "--format", "csv", "--all").stdout.decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [f"{sum(row['query'] == q for row in rows)}\t{q}" for q in ("oil", "frost")] == [counted[0], counted[2]]


def test_what_is_typed_reaches_no_terminal_unescaped(invented: Path) -> None:
    for form in ("text", "jsonl", "csv"):
        done = ask(invented, "oil \x1b[31m\u202e\n(\x1b[2J\n".encode(), "-", "--format", form)
        assert not {0x1B} & set(done.stdout + done.stderr)
        assert "\u202e" not in (done.stdout + done.stderr).decode()


def test_an_answer_comes_before_the_next_question(invented: Path) -> None:
    environment = {**os.environ, "COMPENDIUM_HOME": str(invented)}
    for form in ("json", "text", "csv"):
        command = [*PROGRAM, "-", "--limit", "1", "--format", form]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for query in (b"oil", b"frost"):
                process.stdin.write(query + b"\n")
                process.stdin.flush()
                while query not in process.stdout.readline():
                    pass
            process.stdin.close()
        assert process.returncode == 0


def test_a_collection_that_changes_meanwhile_is_followed(tmp_path: Path) -> None:
    home = tmp_path / "home"

    def add(name: str, text: str) -> None:
        (tmp_path / name).write_text(text, "utf-8")
        with Collection.open(home, write=True) as collection:
            collection.add(read_document(tmp_path / name))
            collection.commit()

    add("a.txt", "1. A lamp.\n\n2. A wick.\n")
    environment = {**os.environ, "COMPENDIUM_HOME": str(home)}
    command = [*PROGRAM, "-", "--format", "jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        totals = []
        for text in ("1. A lamp.\n\n2. A lamp again.\n", "1. Nothing.\n"):
            process.stdin.write(b"lamp\n")
            process.stdin.flush()
            totals.append(json.loads(process.stdout.readline())["total"])
            add("a.txt", text)
        process.stdin.write(b"lamp\n")
        process.stdin.close()
        totals.append(json.loads(process.stdout.readline())["total"])
    assert totals == [1, 2, 0]


@given(st.binary(max_size=60))
@example(b"\x1c")
def test_any_bytes_are_lines_or_said_to_be_none(data: bytes) -> None:
    found = list(lines(io.BytesIO(data)))
    assert [line.number for line in found] == [
        number
        for number, raw in enumerate(data.split(b"\n"), 1)
        if raw.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").decode("utf-8", "replace").strip()
    ]
    for line in found:
        assert line.query.strip() or line.error
