"""References ready to paste."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compendium.__main__ import main

PAPER = "CTOC/COP/WG.9/2031/3"


@pytest.mark.parametrize(
    ("arguments", "code", "out"),
    [
        pytest.param(["2031/3 para 3(b)"], 0, f"{PAPER}, para. 3 (b)\n", id="house style"),
        pytest.param(["2031/3", "5", "--quote"], 0,
                     "“Café owners and the attaché of Côte d’Ivoire gave evidence. "
                     f"Children may visit a lamp on Sundays.” ({PAPER}, para. 5)\n", id="with the words"),
        pytest.param([PAPER, "--link"], 0, f"{PAPER}\nhttps://docs.un.org/en/{PAPER}\n", id="with the address"),
        pytest.param(["ga resolution 71/167 para 2"], 1, "A/RES/71/167, para. 2\n", id="not held"),
        pytest.param(["tip-protocol art 3 (a)"], 1, "Trafficking in Persons Protocol, art. 3 (a)\n", id="treaty"),
        pytest.param(["E.06.V.11 p. 4"], 1, "Sales No. E.06.V.11, p. 4\n", id="publication"),
        pytest.param(["2011/36/eu"], 1, "directive 2011/36/EU\n", id="act"),
        pytest.param(["2031/3 para 99"], 1, f"{PAPER}, para. 99\n", id="no such paragraph"),
    ],
)  # fmt: skip
def test_cite(
    invented: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    out: str,
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(invented))
    assert main(["cite", *arguments]) == code
    assert capfd.readouterr().out == out


def test_record(invented: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(invented))
    assert main(["cite", "2031/3 para 3 (b)", "--format", "json"]) == 0
    record = json.loads(capfd.readouterr().out)
    assert (record["citation"], record["held"]) == (f"{PAPER}, para. 3 (b)", True)
    assert record["text"].endswith("Signal to fishing boats in distress;")
