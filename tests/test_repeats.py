"""Reused language: what counts as repeated, held to pairs of real paragraphs that were judged by reading."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from compendium.indexer.analysis import word_list
from compendium.search.repeats import compare

JUDGED = Path(__file__).parent / "data" / "repeated.toml"
EVERY = 8
"""Of so many paragraphs one is counted for the frequencies of words."""


@pytest.mark.parametrize(
    ("first", "second", "evidence"),
    [
        pytest.param("Keepers shall trim each wick at dusk.", "keepers shall trim each wick at dusk", "verbatim",
                     id="capitals and punctuation aside"),
        pytest.param("Keepers shall trim each wick at dusk and dawn", "Keepers shall also trim each wick at dusk",
                     "reworded", id="words added and left out"),
        pytest.param("Keepers shall trim each wick at dusk", "Boats may leave the harbour by day", "new", id="others"),
        pytest.param("at dusk", "Keepers shall trim each wick at dusk", "new", id="too few words"),
        pytest.param("Decides to meet at its ninth session in May 2019 on the keeping of lamps",
                     "Decides to meet at its tenth session in June 2020 on the keeping of lamps", "reworded",
                     id="sessions and dates aside"),
        pytest.param("Welcomes the report of North Island on lamps", "Welcomes the report of South Mark on lamps",
                     "new", id="of another place"),
        pytest.param("Keepers shall trim each wick ـ at dusk", "Keepers shall also trim each wick at dusk ـ",
                     "reworded", id="a sign that is no word"),
    ],
)  # fmt: skip
def test_evidence(first: str, second: str, evidence: str) -> None:
    assert compare(first, second, lambda word: 10, 1000).evidence == evidence


@pytest.fixture(scope="module")
def judged(shared: Callable[[str], Path]) -> dict[str, tuple[float, float]]:
    """Precision and recall on each sample."""
    samples = tomllib.loads(JUDGED.read_text(encoding="utf-8"))
    wanted = {id_ for pairs in samples.values() for judged in pairs.values() for pair in judged for id_ in pair}
    texts: dict[str, str] = {}
    frequencies: Counter[str] = Counter()
    paragraphs = 0
    with gzip.open(shared("scale/un_resolution_paragraphs.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if row["id"] in wanted:
                texts[row["id"]] = row["text"]
            if number % EVERY == 0 and row["type"] == "paragraph":
                frequencies.update(set(word_list(row["text"])))
                paragraphs += 1

    def found(pairs: list[list[str]]) -> list[bool]:
        get = frequencies.__getitem__
        return [compare(texts[a], texts[b], get, paragraphs).evidence != "new" for a, b in pairs]

    figures = {}
    for name, pairs in samples.items():
        assert len(pairs["repeated"]) + len(pairs["different"]) >= 100
        right = found(pairs["repeated"])
        wrong = sum(found(pairs["different"]))
        figures[name] = sum(right) / (sum(right) + wrong), sum(right) / len(right)
    return figures


@pytest.mark.parametrize(
    ("sample", "precision", "recall"),
    [
        pytest.param("first", 0.90, 0.95, id="first"),  # 0.913 and 0.955 when this was written
        pytest.param("second", 0.86, 0.95, id="second"),  # 0.867 and 0.963
        pytest.param("third", 0.93, 0.94, id="third"),  # 0.937 and 0.952
        pytest.param("fourth", 0.93, 0.97, id="fourth"),  # 0.934 and 0.977
        pytest.param("fifth", 0.98, 0.87, id="fifth"),  # 0.987 and 0.874
        pytest.param("sixth", 0.95, 0.90, id="sixth"),  # 0.952 and 0.909: not one of those that the limits were set on
    ],
)
def test_judged_pairs(judged: dict[str, tuple[float, float]], sample: str, precision: float, recall: float) -> None:
    assert judged[sample][0] >= precision
    assert judged[sample][1] >= recall
