"""What the README, the guide and the page of the query language show is what the program says of the two papers.

A line `...` stands for any lines; a block that ends with its command shows nothing to compare. What `printf` writes is
given to the program as its standard input.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from compendium.__main__ import main

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "docs/guide.md", "docs/query-language.md"]
SOURCES = ("000_5afab09b1758ec5d.txt", "004_4a185ebc38df41a0.txt")


def sessions(page: str) -> list[tuple[str, list[str]]]:
    """The commands of a page, each with the lines that it shows below."""
    found: list[tuple[str, list[str]]] = []
    text = (ROOT / page).read_text("utf-8")
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return [(command, lines) for command, lines in found if command.startswith(("compendium ", "printf "))]


def queries(page: str) -> list[str]:
    """The queries of a page outside its sessions: those of its table of what is typed, and those with a field."""
    text = re.sub(r"^```.*?^```", "", (ROOT / page).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    table = re.findall(r"^\| typed \|.*\n\|[- |]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    typed = [code for rows in table for row in rows.splitlines() for code in re.findall("`(.+?)`", row.split(" | ")[0])]
    return typed + re.findall(r"`(\w+:[^\s`][^`]*)`", text)


@pytest.fixture(scope="module")
def folder(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the two papers in `papers/`, and a collection of them in `home/`."""
    folder = tmp_path_factory.mktemp("guide")
    (folder / "papers").mkdir()
    for name in SOURCES:
        (folder / "papers" / name).write_bytes(shared(f"corpus/{name}").read_bytes())
    assert main(["--home", str(folder / "home"), "index", str(folder / "papers"), "--jobs", "1"]) == 0
    return folder


def matches(said: str, shown: list[str]) -> bool:
    """Whether what was said is what is shown, with `...` for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in said.splitlines())) is not None


@pytest.mark.parametrize("page", PAGES)
def test_shown_sessions_are_true(
    page: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    for command, shown in sessions(page):
        typed, pipe, asked = command.rpartition(" | ")
        if pipe:
            written = shlex.split(typed)[1].replace("\\n", "\n").encode()
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(written)))
        arguments = shlex.split(asked, comments=True)[1:]
        home = tmp_path / "new" if arguments[0] == "index" else folder / "home"
        capfd.readouterr()
        code = main(["--home", str(home), *arguments])
        out, err = capfd.readouterr()
        assert code == 0 or (shown and code == 1), f"{command}: {err}"
        if shown:
            assert matches(out + err, shown), f"{page}: {command}\n{out}{err}"


@pytest.mark.parametrize("query", queries("docs/query-language.md"))
def test_shown_queries_find_something(query: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(folder / "home"), "search", "--count", "--", query]) == 0, capfd.readouterr().err


def test_pages_show_sessions() -> None:
    assert all(len(sessions(page)) > 3 for page in PAGES)


def test_every_command_is_in_the_guide() -> None:
    from compendium.cli import COMMANDS

    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"compendium {name}" not in guide] == []
