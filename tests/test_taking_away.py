"""Results taken away: workbooks, and citations for reference managers."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.__main__ import main
from compendium.search.printers.rows import write_rows

PAPER = "CTOC/COP/WG.9/2031/3"


def written(home: Path, *arguments: str) -> bytes:
    environment = {**os.environ, "COMPENDIUM_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "compendium", *arguments], capture_output=True, env=environment, check=True
    )
    return done.stdout


def test_workbook_holds_the_hits_and_is_the_same_each_time(invented: Path) -> None:
    from openpyxl import load_workbook

    data = written(invented, "search", "keeper", "--format", "xlsx")
    head, *rows = load_workbook(io.BytesIO(data)).active.values
    assert head[:3] == ("rank", "score", "document")
    assert PAPER in {row[head.index("document")] for row in rows}
    assert data == written(invented, "search", "keeper", "--format", "xlsx")


@pytest.mark.parametrize("command", [["recommendations"], ["cited-by", "2029/6"]], ids=lambda c: c[0])
def test_other_workbooks(invented: Path, command: list[str]) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(written(invented, *command, "--format", "xlsx")))
    assert len(list(book.active.values)) == 2


def test_what_looks_like_a_formula_stays_text() -> None:
    from openpyxl import load_workbook

    from compendium.search.printers.workbook import as_workbook

    data, count = as_workbook([["text"], ["=1+1"], ["bell\x07"]], "rows")
    cells = [row[0] for row in load_workbook(io.BytesIO(data)).active.iter_rows()]
    assert count == 2
    assert [(cell.value, cell.data_type) for cell in cells[1:]] == [("=1+1", "s"), ("bell\ufffd", "s")]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="function"),
        pytest.param("-2+3", "'-2+3", id="sum"),
        pytest.param("-2.5", "-2.5", id="number"),
        pytest.param("– a dash", "– a dash", id="dash"),
    ],
)
def test_cell_of_a_table_is_no_formula(value: str, cell: str) -> None:
    out = io.StringIO()
    write_rows("rows", [{"text": value}], "csv", out)
    assert list(csv.reader(io.StringIO(out.getvalue())))[1] == [cell]


def test_copies_are_text_notes_and_nothing_else(invented: Path) -> None:
    notes = written(invented, "search", "keeper", "--copy").decode().splitlines()
    hits = json.loads(written(invented, "search", "keeper", "--format", "json"))["hits"]
    assert notes == [hit["citation"] for hit in hits]
    assert written(invented, "recommendations", "--copy").decode() == "CTOC/COP/WG.9/2029/6, para. 14 (b)\n"
    assert written(invented, "cited-by", "2029/6", "--copy").decode() == f"{PAPER}, para. 2\n"


@pytest.mark.parametrize("order", [["--copy", "--format", "csv"], ["--format", "csv", "--copy"]], ids=["first", "last"])
def test_copies_are_a_form_of_their_own(
    invented: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, order: list[str]
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(invented))
    assert main(["search", "keeper", *order]) == 2
    assert "--copy is a form of its own" in capfd.readouterr().err


def test_citations_for_reference_managers(invented: Path) -> None:
    ris = written(invented, "cites", PAPER, "--format", "ris").decode()
    assert "TY  - RPRT\nTI  - CTOC/COP/WG.9/2029/6\nM1  - CTOC/COP/WG.9/2029/6\nSN  - CTOC/COP/WG.9/2029/6\n" in ris
    assert "PY  - 2029\n" in ris
    assert "N1  - para. 14 (b)\nER  - \n" in ris
    csl = json.loads(written(invented, "cited-by", "2029/6", "--format", "csl"))
    assert [(entry["id"], entry["note"], entry["issued"]) for entry in csl] == [
        (PAPER, "para. 2", {"date-parts": [[2031]]})
    ]
