"""What the page of the desk shows is what the program says of the built-in digest."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest
from test_guide import matches, sessions

from compendium.__main__ import main

DOCS = Path(__file__).parents[1] / "docs"


def test_shown_sessions_are_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(DOCS / "desk-draft.md", tmp_path)
    shown = [(command, lines) for command, lines in sessions("docs/desk.md") if lines]
    assert len(shown) > 4
    for command, lines in shown:
        capfd.readouterr()
        main(["--home", str(tmp_path / "none"), *shlex.split(command)[1:]])
        out = capfd.readouterr().out
        assert matches(out, lines), f"{command}\n{out}"
