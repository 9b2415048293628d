"""The manners of the command line: signals, pipes, places, encodings, terminals. Each check runs the program itself."""

from __future__ import annotations

import os
import pty
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

PAPERS = Path(__file__).parent / "data" / "papers"
PROGRAM = [sys.executable, "-m", "compendium"]
READING = {
    "search": ["search", "signal"],
    "search json": ["search", "signal", "--format", "json"],
    "search jsonl": ["search", "signal", "--format", "jsonl"],
    "search csv": ["search", "signal", "--format", "csv"],
    "show": ["show", "2031/3 para 3"],
    "documents": ["documents"],
    "topics": ["topics"],
    "cites": ["cites", "2031/3"],
    "recommendations": ["recommendations"],
    "status": ["status"],
    "export": ["export", "paragraphs", "--format", "jsonl"],
    "help": ["--help"],
}
"""A command of each kind."""
HIDDEN = {chr(c) for c in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x200B)}


def run(
    home: Path, arguments: Sequence[str], *, env: Mapping[str, str | None] | None = None, **more: object
) -> subprocess.CompletedProcess[bytes]:
    """Run the program; `env` changes the environment, None takes a variable out."""
    environment = {**os.environ, "COMPENDIUM_HOME": str(home)}
    for name, value in (env or {}).items():
        environment.pop(name, None)
        if value is not None:
            environment[name] = value
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **more}
    return subprocess.run([*PROGRAM, *arguments], env=environment, check=False, timeout=120, **given)  # type: ignore[call-overload, no-any-return]


def is_quiet(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Whether it ended without a crash, and said at most a few lines."""
    said = done.stderr or b""
    return not any(word in said for word in (b"Traceback", b"program failed", b"Exception ignored", b"Error:"))


@pytest.mark.parametrize("command", READING)
def test_a_reader_that_goes_away_is_no_error(command: str, invented: Path) -> None:
    taker, giver = os.pipe()
    os.close(taker)
    done = run(invented, READING[command], stdout=giver)
    os.close(giver)
    assert is_quiet(done)
    assert done.returncode == 0


@pytest.mark.parametrize("command", READING)
def test_a_full_disk_behind_the_output_is_told(command: str, invented: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(invented, READING[command], stdout=full)
    assert is_quiet(done)
    assert done.returncode == 2


@pytest.mark.parametrize("closed", [0, 1, 2], ids=["input", "output", "errors"])
def test_a_closed_stream_is_no_error(closed: int, invented: Path) -> None:
    shell = f'exec "$@" {closed}{"<" if closed == 0 else ">"}&-'
    environment = {**os.environ, "COMPENDIUM_HOME": str(invented)}
    command = ["sh", "-c", shell, "sh", *PROGRAM, "search", "signal"]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert is_quiet(done)
    assert done.returncode == 0


ENVIRONMENTS: dict[str, dict[str, str | None]] = {
    "ascii": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "latin": {"PYTHONIOENCODING": "latin-1"},
    "C locale": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "unknown locale": {"LANG": "xx_YY.nonsense", "LC_ALL": "xx_YY.nonsense"},
    "narrow": {"COLUMNS": "1"},
    "columns that are no number": {"COLUMNS": "wide"},
    "dumb": {"TERM": "dumb"},
    "no terminal type": {"TERM": None},
    "no user": {"HOME": None, "USER": None, "LOGNAME": None},
    "home is nowhere": {"HOME": "/nonexistent"},
    "no path": {"PATH": None},
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_any_environment_will_do(name: str, invented: Path) -> None:
    done = run(invented, ["search", "signal"], env=ENVIRONMENTS[name])
    assert is_quiet(done)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, b"CTOC/COP/WG.9/2031/3, para. 3 (b)")


def test_the_digest_answers_where_there_is_no_home(tmp_path: Path) -> None:
    gone = {"HOME": "/nonexistent", "XDG_DATA_HOME": None, "XDG_CACHE_HOME": None, "COMPENDIUM_HOME": None}
    done = run(tmp_path, ["search", "consular officers"], env=gone, cwd=tmp_path)
    assert is_quiet(done)
    assert done.returncode == 0


def on_terminal(home: Path, arguments: Sequence[str], **env: str) -> bytes:
    """What the program writes on a terminal."""
    ours, theirs = pty.openpty()
    run(home, arguments, env={"NO_COLOR": None, "TERM": "xterm", **env}, stdout=theirs)
    os.close(theirs)
    out = b""
    try:
        while part := os.read(ours, 65536):
            out += part
    except OSError:  # Linux: nobody holds the other end any more
        pass
    os.close(ours)
    return out


def test_colours_on_a_terminal_and_none_where_they_are_not_wanted(invented: Path) -> None:
    assert b"\x1b[" in on_terminal(invented, ["search", "signal"])
    assert b"\x1b" not in on_terminal(invented, ["search", "signal"], NO_COLOR="1")
    assert b"\x1b" not in on_terminal(invented, ["search", "signal"], TERM="dumb")
    assert b"\x1b" not in run(invented, ["search", "signal"]).stdout


WRONG = {
    "no command": ["serach", "x"],
    "no option": ["search", "--nosuch"],
    "open quotation": ["search", '"x'],
    "open bracket": ["search", "(x"],
    "bad limit": ["search", "x", "--limit", "-1"],
    "bad year": ["search", "x", "--year", "soon"],
    "control characters": ["search", "nosuch:\x1b[31m\u202e"],
    "bytes": ["show", "a\udcff"],
    "nothing to index": ["index"],
    "empty path": ["index", ""],
    "empty home": ["--home", "", "status"],
    "no such file": ["index", "/nonexistent/\x1b[31m"],
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_in_a_few_lines(name: str, tmp_path: Path, invented: Path) -> None:
    home = tmp_path / "home" if name == "no such file" else invented
    done = run(home, WRONG[name])
    assert is_quiet(done)
    assert done.returncode in (1, 2)
    assert len(done.stderr.splitlines()) <= 6
    assert not set((done.stdout + done.stderr).decode()) & HIDDEN


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run(tmp_path / "file" / "home", ["index", str(PAPERS)])
    assert is_quiet(done)
    assert done.returncode == 2


def test_the_same_query_has_the_same_answer_to_the_byte(invented: Path) -> None:
    answers = {
        run(invented, ["search", "lamp keeper OR signal", "--format", "json"], env={"PYTHONHASHSEED": str(seed)}).stdout
        for seed in range(6)
    }
    assert len(answers) == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["interrupt", "end"])
def test_a_signal_is_one_line_and_keeps_what_was_finished(number: int, code: int, tmp_path: Path) -> None:
    folder, home = tmp_path / "folder", tmp_path / "home"
    folder.mkdir()
    (folder / "a.md").write_bytes((PAPERS / "lamps.md").read_bytes())
    (folder / "b.txt").write_bytes(b"**a " * 200_000)
    command = [*PROGRAM, "--home", str(home), "index", str(folder), "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_heeding) as process:  # noqa: PLW1509
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"added: ")
        process.send_signal(number)
        _, said = process.communicate()
    assert process.returncode == code
    assert said.splitlines() == [b"compendium: interrupted; what was finished is kept"]
    done = run(home, ["status", "--verify"])
    assert (done.returncode, b"all is well" in done.stdout) == (0, True)


def _heeding() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_many_open_files_are_not_needed(invented: Path) -> None:
    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))

    done = run(invented, ["search", "signal"], preexec_fn=few)
    assert (is_quiet(done), done.returncode) == (True, 0)


@pytest.mark.skipif(not Path("/proc/kmsg").exists(), reason="needs the system's log")
def test_a_file_that_gives_nothing_yet_is_not_waited_for(tmp_path: Path) -> None:
    done = run(tmp_path / "home", ["index", "/proc/kmsg"])
    assert is_quiet(done)
    assert done.returncode == 2


def test_a_draft_from_an_input_that_is_closed_is_told(invented: Path) -> None:
    command = ["sh", "-c", 'exec "$@" <&-', "sh", *PROGRAM, "--home", str(invented), "check", "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert is_quiet(done)
    assert done.returncode == 2
    assert b"no standard input" in done.stderr
