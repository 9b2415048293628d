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
        pytest.param(["2031/3 para 3 (a)-(b)", "--quote"], 0,
                     "“(a) Trim a wick in the dark;”\n“(b) Signal to fishing boats in distress;” "
                     f"({PAPER}, paras. 3 (a) and 3 (b))\n",
                     id="each point with its marks"),
        pytest.param(["2031/3, sect. II", "--quote"], 0, f"{PAPER}, sect. II\n", id="no words of a section"),
        pytest.param(["2031/3 paras 5 and 99", "--quote"], 1, f"{PAPER}, paras. 5 and 99\n", id="not all are held"),
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


RESOLUTION = """A/RES/97/12

Resolution adopted by the General Assembly on 4 May 2043

**Lamps of harbours**

The General Assembly,

1. Adopts the plan of action annexed to the present resolution;

2. Decides to review it.

Annex I

Plan of action

1. Lamps are lit at dusk.

2. Lamps are put out at dawn.

3. “Oil” is measured:

(a) In winter;

(b) In summer.

4. Keepers rest at noon.

Annex II

Signals

1. One flash means danger.

2. Two flashes mean help.

3. Three mean all is well.

Article 1

Lamps are for all who sail.
"""


@pytest.fixture(scope="module")
def annexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a collection of a resolution with two annexes, whose numbering starts anew."""
    from compendium.corpus.extract import read_document
    from compendium.indexer.collection import Collection

    folder = tmp_path_factory.mktemp("annexed")
    paper = folder / "resolution.md"
    paper.write_text(RESOLUTION, "utf-8")
    with Collection.open(folder / "home", write=True) as collection:
        collection.add(read_document(paper))
        collection.commit()
    return folder / "home"


@pytest.mark.parametrize(
    ("reference", "code", "out"),
    [
        pytest.param("97/12 para 4", 0, "“Keepers rest at noon.” (A/RES/97/12, annex I, para. 4)\n", id="where it is"),
        pytest.param("97/12 annex II, paras 1-2", 0,
                     "“One flash means danger.”\n“Two flashes mean help.” (A/RES/97/12, annex II, paras. 1 and 2)\n",
                     id="each with its marks"),
        pytest.param("97/12 para 1", 0, "“Adopts the plan of action annexed to the present resolution;”"
                     " (A/RES/97/12, para. 1)\n", id="its own first"),
        pytest.param("97/12 annex I 3 (b)", 0, "“(b) In summer.” (A/RES/97/12, annex I, para. 3 (b))\n",
                     id="scope and number"),
        pytest.param("97/12 annex I 3", 0, "“‘Oil’ is measured:\n“(a) In winter;\n“(b) In summer.”"
                     " (A/RES/97/12, annex I, para. 3)\n", id="points are lines"),
        pytest.param("97/12 para 3", 2, "", id="in two annexes"),
        pytest.param("97/12 art 1", 0, "“Lamps are for all who sail.” (A/RES/97/12, art. 1)\n", id="an article"),
    ],
)  # fmt: skip
def test_scopes(
    annexed: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    reference: str,
    code: int,
    out: str,
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(annexed))
    assert main(["cite", reference, "--quote"]) == code
    told = capfd.readouterr()
    assert told.out == out
    if code == 2:
        assert "A/RES/97/12, annex I, para. 3; A/RES/97/12, annex II, para. 3" in told.err


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a collection of one resolution whose symbol bears its year."""
    from compendium.corpus.extract import read_document
    from compendium.indexer.collection import Collection

    folder = tmp_path_factory.mktemp("dated")
    paper = folder / "resolution.md"
    paper.write_text(
        "S/RES/9731(2041)\n\nThe Security Council,\n\n1. Decides to light lamps;\n\n2. Asks for oil.\n", "utf-8"
    )
    with Collection.open(folder / "home", write=True) as collection:
        collection.add(read_document(paper))
        collection.commit()
    return folder / "home"


@pytest.mark.parametrize(
    ("arguments", "out"),
    [
        (["cite", "S/RES/9731 para 2"], "S/RES/9731(2041), para. 2\n"),
        (["show", "s/res/9731 para 2"], "Asks for oil"),
        (["search", "--document", "S/RES/9731", "oil"], "Asks for oil"),
        (["similar", "S/RES/9731, para. 2"], ""),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_symbol_without_its_year(
    dated: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], out: str
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(dated))
    assert main(arguments) < 2
    told = capfd.readouterr()
    assert out in told.out
    if arguments[0] in ("cite", "show"):
        assert "S/RES/9731 is read as S/RES/9731(2041)" in told.err
