"""Documents are read no worse than they were: floors pinned for each real document that has its truth beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = Path(__file__).parent / "extraction_floors.json"
PINNED = json.loads(FLOORS.read_text("utf-8"))
FOLDERS = {".docx": "docx", ".pdf": "pdf", ".txt": "text", ".html": "html"}


@pytest.fixture(scope="session")
def extraction() -> ModuleType:
    """The benchmark, which is a script and no part of the package."""
    spec = spec_from_file_location("extraction", ROOT / "benchmarks" / "extraction.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", PINNED)
def test_no_figure_lies_below_its_floor(name: str, extraction: ModuleType, shared: Callable[[str], Path]) -> None:
    document = shared(f"real/{FOLDERS[Path(name).suffix]}/{name}")
    truth = next(t for t, d in extraction.pairs(document.parents[1]) if d == document)
    scores = extraction.measure(truth, document)
    failures = extraction.below({name: PINNED[name]}, {name: extraction.floor_of(truth, document, scores)})
    assert not failures, "\n".join([*failures, *scores.wrong[:20]])


@pytest.mark.parametrize(
    ("now", "digest", "lower", "said", "kept"),
    [
        pytest.param(0.9, "a", False, ["x: numbered is 0.9, below its floor 0.95"], 0.95, id="worse is not pinned"),
        pytest.param(0.9, "a", True, [], 0.9, id="worse is pinned only when asked for"),
        pytest.param(0.97, "a", False, [], 0.97, id="better is pinned"),
        pytest.param(0.97, "b", False, ["x: is not the file"], 0.95, id="another file"),
    ],
)
def test_lowering_a_floor_needs_a_flag(
    extraction: ModuleType, now: float, digest: str, lower: bool, said: list[str], kept: float
) -> None:
    floors = {"x": {"digest": "a", "f1": {"numbered": 0.95}}}
    measured = {"x": {"digest": digest, "f1": {"numbered": now}}}
    pinned = extraction.pinned(floors, measured, lower=lower)
    assert pinned["x"]["f1"]["numbered"] == kept
    failures = extraction.below(pinned, measured)
    assert len(failures) == len(said)
    assert all(f.startswith(s) for f, s in zip(failures, said, strict=True))


def test_the_benchmark_finds_truth_and_documents(extraction: ModuleType, tmp_path: Path) -> None:
    """Beside each other or in folders of their own; both shapes of truth."""
    (tmp_path / "truth").mkdir()
    blocks = [
        {"seq": 0, "kind": "heading", "style": "", "number": None, "text": "I. Scope", "footnotes": []},
        {"seq": 1, "kind": "numbered", "style": "", "number": "1", "text": "The group met in May.", "footnotes": []},
        {"seq": 2, "kind": "item", "style": "", "number": None, "text": "(a) Once;", "footnotes": []},
    ]
    (tmp_path / "truth" / "A_1.truth.json").write_text(json.dumps({"docx": "", "blocks": blocks, "footnotes": {}}))
    line = {"type": "paragraph", "prefix": "2.", "text": "It met again."}
    (tmp_path / "A_2.labelled.jsonl").write_text(json.dumps(line))
    (tmp_path / "A_1.txt").write_text("I. Scope\n\n1.\tThe group met in May.\n\n(a)\tOnce;\n")
    (tmp_path / "A_2.txt").write_text("1. Words that the truth has not.\n\n2. It met again.\n")
    found = [(t.name, d.name) for t, d in extraction.pairs(tmp_path)]
    assert found == [("A_2.labelled.jsonl", "A_2.txt"), ("A_1.truth.json", "A_1.txt")]
    script = [sys.executable, str(ROOT / "benchmarks" / "extraction.py"), str(tmp_path), "--json"]
    figures = json.loads(subprocess.run(script, capture_output=True, check=True, text=True).stdout)["documents"]
    assert (figures["A_1.txt"]["blocks_f1"], figures["A_1.txt"]["numbered_f1"]) == (1.0, 1.0)
    assert (figures["A_2.txt"]["numbered_recall"], figures["A_2.txt"]["numbered_precision"]) == (1.0, 0.5)
