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
    ],
)  # fmt: skip
def test_evidence(first: str, second: str, evidence: str) -> None:
    assert compare(first, second, lambda word: 10, 1000).evidence == evidence


def test_judged_pairs(shared: Callable[[str], Path]) -> None:
    judged = tomllib.loads(JUDGED.read_text(encoding="utf-8"))
    wanted = {id_ for pairs in judged.values() for pair in pairs for id_ in pair}
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
    found = {
        name: [compare(texts[a], texts[b], frequencies.__getitem__, paragraphs).evidence != "new" for a, b in pairs]
        for name, pairs in judged.items()
    }
    right = sum(found["repeated"])
    assert len(found["repeated"]) + len(found["different"]) >= 100
    assert right / (right + sum(found["different"])) >= 0.95  # precision; 0.97 when this was written
    assert right / len(found["repeated"]) >= 0.90  # recall; 0.91 when this was written
