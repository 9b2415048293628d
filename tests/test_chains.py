"""Chains of recommendations: what the papers state, what the words show, and the matrix."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from compendium.__main__ import main
from compendium.corpus.extract import read_document
from compendium.indexer.collection import Collection
from compendium.search.chains import Chain, chains
from compendium.search.filters import Filters
from compendium.search.ledger import ledger

PAPER = """CTOC/COP/WG.9/2031/3

Distr.: General

1. In 2029, at its third meeting, the Working Group recommended that “States should train all keepers of lamps before \
the first frost of the year” (CTOC/COP/WG.9/2029/6, para. 14).<sup>1</sup>

2. At its fourth meeting, in 2030, the Working Group recommended that “States should train all keepers of harbour \
lamps before the first frost of the year” (CTOC/COP/WG.9/2030/6, para. 9).

3. The Working Group has reiterated the importance of oil on a number of occasions (CTOC/COP/WG.9/2028/2, para. 3; \
CTOC/COP/WG.9/2030/6, para. 11).

4. The boats came home.

<sup>1</sup> CTOC/COP/WG.9/2029/6, para. 14, reiterated by the Working Group in 2030 and 2031.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chains")
    (folder / "paper.md").write_text(PAPER, encoding="utf-8")
    text = (
        "1. It fell to States to see that States should train all keepers of lamps before the first frost of the year."
    )
    (folder / "other.txt").write_text(f"{text}\n\n2. No more was said.\n", encoding="utf-8")
    with Collection.open(folder / "home", write=True) as collection:
        for name in ("paper.md", "other.txt"):
            collection.add(read_document(folder / name))
        collection.commit()
    return folder / "home"


def found(home: Path) -> list[Chain]:
    with Collection.open(home, write=False) as collection:
        entries = ledger(collection, "", Filters(recommendations=True)).entries
        return chains(collection, entries)


def test_each_link_has_its_evidence(home: Path) -> None:
    first = found(home)[0]
    assert [(link.evidence, link.year, link.place, link.held) for link in first.links] == [
        ("stated", 2030, "", None),
        ("reworded", 2030, "CTOC/COP/WG.9/2030/6, para. 9", False),
        ("stated", 2031, "", None),
        ("verbatim", None, "other.txt, para. 1", True),
    ]
    assert first.links[0].basis == "CTOC/COP/WG.9/2031/3, para. 1, footnote 1"


def test_places_that_a_paper_names_for_one_statement_are_a_chain(home: Path) -> None:
    last = next(chain for chain in found(home) if "oil" in chain.entry.wording.row.recommendation.text)
    assert [(link.evidence, link.place) for link in last.links] == [
        ("stated", "CTOC/COP/WG.9/2028/2, para. 3"),
        ("stated", "CTOC/COP/WG.9/2030/6, para. 11"),
    ]


def test_chains_that_the_paper_states(shared: Callable[[str], Path], tmp_path: Path) -> None:
    with Collection.open(tmp_path / "home", write=True) as collection:
        for name in ("corpus/000_5afab09b1758ec5d.txt", "corpus/004_4a185ebc38df41a0.txt"):
            collection.add(read_document(shared(name)))
        collection.commit()
        entries = ledger(collection, "", Filters(recommendations=True)).entries
        linked = chains(collection, entries)
    stated = {
        tuple(link.place or str(link.year) for link in chain.links if link.evidence == "stated") for chain in linked
    }
    assert ("2010", "2013", "2017", "2018") in stated
    assert (
        "CTOC/COP/WG.4/2015/6, para. 26",
        "CTOC/COP/WG.4/2017/4, para. 8 (c)",
        "CTOC/COP/WG.4/2018/3, para. 7 (l)",
    ) in stated
    assert any(len(places) == 5 and places[0].startswith("CTOC/COP/WG.4/2010/6") for places in stated)
    assert not any(link.held for chain in linked for link in chain.links)
    source = "CTOC/COP/WG.4/2015/6", ("14",)
    once = [entry for entry in entries if source in [(cited.target, cited.pinpoints) for cited in entry.cites]]
    assert [len(entry.mentions) for entry in once] == [2]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param(["--chains"], "- 2030; stated in CTOC/COP/WG.9/2031/3, para. 1, footnote 1;", id="chains"),
        pytest.param(["--matrix"], "A number: recommendations recalled.", id="matrix"),
    ],
)
def test_commands(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], shown: str
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(home))
    assert main(["recommendations", *arguments]) == 0
    assert shown in capfd.readouterr().out
    assert main(["recommendations", *arguments, "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["version"] == 1


@pytest.mark.parametrize("arguments", [[], ["--chains"]], ids=["list", "chains"])
def test_a_year_in_which_it_was_said_again_finds_it(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(home))
    assert main(["recommendations", "--year", "2031", *arguments, "--format", "json"]) == 0
    (only,) = json.loads(capfd.readouterr().out)["recommendations"]
    assert (only["year"], only["reiterated"]) == (2029, [2030, 2031])
    assert main(["recommendations", "--year", "2031", "--meeting", "3"]) == 1, "at which meeting is not said"
    assert main(["recommendations", "train keepers", "--year", "2031"]) == 0
    out = " ".join(capfd.readouterr().out.split())
    assert main(["search", "--recommendations", "--year", "2031"]) == 0
    assert capfd.readouterr().out.startswith("CTOC/COP/WG.9/2031/3, para. 1\n")
    assert "Said again in 2030 and 2031, as stated in CTOC/COP/WG.9/2031/3, para. 1, footnote 1" in out


def test_chains_stand_where_a_recommendation_is_shown(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(home))
    assert main(["show", "2031/3 para 1"]) == 0
    assert "- 2030; stated in CTOC/COP/WG.9/2031/3, para. 1, footnote 1; place not named" in capfd.readouterr().out
    assert main(["show", "2028/2 para 3"]) == 1  # the report is not held, and what recalls it says that it was repeated
    assert "- 2030, meeting 4; CTOC/COP/WG.9/2030/6, para. 11; stated in" in capfd.readouterr().out
    assert main(["show", "2031/3 para 4", "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["chains"] == []
