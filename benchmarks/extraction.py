"""How exactly documents are read: the product's extraction beside truth made by hand or from the original.

    python benchmarks/extraction.py DIR [--json] [--wrong]
    python benchmarks/extraction.py DIR --floors tests/extraction_floors.json [--raise | --lower]

DIR is searched for truth (`NAME.truth.json`, `NAME.labelled.jsonl`) and, for each, for documents of that name in
any format (`NAME.docx`, `NAME.pdf`, `NAME.txt`, `NAME.html`). Texts are compared after white space and the glyphs of
quotation marks and dashes are made alike; nothing else is forgiven.

With `--floors` the run fails where a figure lies below its pinned floor. `--raise` pins what has become better;
only `--lower` pins a figure that has become worse, and that needs a reason in the commit message.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypedDict

from compendium.corpus.document import Document, Paragraph
from compendium.corpus.extract import read_document

TRUTH_ENDINGS = (".truth.json", ".labelled.jsonl")
GLYPHS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‑": "-", "\u00ad": None})
LABEL = re.compile(r"\(?(?P<label>\d{1,4}(?:\.\d{1,4})*|[ivxlc]{1,6}|[IVXLC]{1,6}|[a-z]{1,2}|[A-Z])(?:\)|\.(?!\d))\s+")
BARE_NUMBER = re.compile(r"(?P<label>\d{1,3}\.\d{1,3})\s+(?=\S)")
BULLET = re.compile(r"^[•▪●◦‣□–·]\s*")

CUT = 1900
"""Characters; the truth may hold no more of a table than about this (2,000 before spaces are made alike), and what
is offered beyond that is then not counted as wrong."""


@dataclass(frozen=True, slots=True)
class TruthBlock:
    """One block of the truth."""

    kind: str
    """`numbered`, `heading`, `item`, `text` or `table`."""
    text: str
    """As `plain` makes it, its number or letter in front without punctuation."""
    number: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """What a document holds."""

    name: str
    blocks: tuple[TruthBlock, ...]
    footnotes: dict[str, str]


class Floor(TypedDict):
    """The figures that a document may not fall below."""

    digest: str
    f1: dict[str, float]


Floors = dict[str, Floor]
"""By the document's file name."""


@dataclass(slots=True)
class Rate:
    """How many were found of how many, and how many were offered that are not there."""

    right: int = 0
    expected: int = 0
    offered: int = 0

    def add(self, right: int, expected: int, offered: int) -> None:
        self.right += right
        self.expected += expected
        self.offered += offered

    @property
    def recall(self) -> float | None:
        return self.right / self.expected if self.expected else None

    @property
    def precision(self) -> float | None:
        return self.right / self.offered if self.offered else None

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.expected + self.offered) if self.expected + self.offered else None


@dataclass(slots=True)
class Scores:
    """The scores of one document, or of all of one format."""

    numbered: Rate = field(default_factory=Rate)
    """Numbered paragraphs, exact."""
    blocks: Rate = field(default_factory=Rate)
    """All blocks but tables, exact."""
    tables: Rate = field(default_factory=Rate)
    """Words of tables, as a bag."""
    footnotes: Rate = field(default_factory=Rate)
    """Footnotes' texts, exact, with their label."""
    marks: Rate = field(default_factory=Rate)
    """Footnotes that stand with the block that bears their mark."""
    joins: Rate = field(default_factory=Rate)
    """Numbered paragraphs over a page break that are exact."""
    pages: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Scores) -> None:
        for name in RATES:
            mine, theirs = getattr(self, name), getattr(other, name)
            mine.add(theirs.right, theirs.expected, theirs.offered)
        self.pages += other.pages
        self.seconds += other.seconds


RATES = ("numbered", "blocks", "tables", "footnotes", "marks", "joins")


def plain(text: str) -> str:
    """A text for comparison: single plain spaces, straight quotation marks, hyphens for dashes, no bullet, no
    asterisks at the end, which are a footnote's mark."""
    text = re.sub(r"[‐–—−]", "-", BULLET.sub("", text.strip()).translate(GLYPHS))
    return " ".join(text.split()).rstrip("*")


def labelled(text: str) -> tuple[str, str]:
    """The printed number or letter at the head of a text, without punctuation, and the text in `plain` form.

    >>> labelled("(a)\\tPromote"), labelled("16.1 The Office"), labelled("A plan")
    (('a', 'a Promote'), ('16.1', '16.1 The Office'), ('', 'A plan'))
    """
    made = plain(text)
    found = LABEL.match(made) or BARE_NUMBER.match(made)
    return (found["label"], f"{found['label']} {made[found.end() :]}") if found else ("", made)


# -- truth ----------------------------------------------------------------------------------------


def read_truth(path: Path) -> Truth:
    """The truth in a file of either shape."""
    if path.name.endswith(TRUTH_ENDINGS[0]):
        data = json.loads(path.read_text("utf-8"))
        notes = {label: plain(text) for label, text in data.get("footnotes", {}).items()}
        return Truth(path.name.removesuffix(TRUTH_ENDINGS[0]), tuple(map(_from_json, data["blocks"])), notes)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return Truth(path.name.removesuffix(TRUTH_ENDINGS[1]), tuple(map(_from_labelled, lines)), {})


def _from_json(block: dict[str, Any]) -> TruthBlock:
    kind, number, text = block["kind"], block.get("number") or "", block["text"]
    if kind == "table":
        return TruthBlock(kind, plain(text.replace(" | ", " ")), "")
    if number:
        return TruthBlock(kind, f"{number} {plain(text)}", number if kind == "numbered" else "")
    return TruthBlock(kind, labelled(text)[1], "", tuple(block.get("footnotes") or ()))


def _from_labelled(line: dict[str, Any]) -> TruthBlock:
    label, text = labelled(f"{line['prefix'] or ''} {line['text']}")
    if line["type"] == "heading":
        return TruthBlock("heading", text, "")
    # An annex's paragraphs bear their number in the text.
    numbered = label.isdecimal() and line["type"] in {"paragraph", "backmatter"}
    return TruthBlock("numbered" if numbered else "item" if label else "text", text, label if numbered else "")


# -- what the product says ------------------------------------------------------------------------


def said(document: Document) -> Iterator[tuple[str, str]]:
    """The kind and text of each block that the product finds, in the form of the truth."""
    for section in document.sections:
        yield "heading", labelled(section.heading)[1]
    for paragraph in document.paragraphs:
        if paragraph.is_table:
            yield "table", plain(paragraph.text)
        elif paragraph.number:
            yield "numbered", f"{paragraph.number} {plain(paragraph.text)}"
        else:
            yield "text", labelled(paragraph.text)[1]
        for _, start, end in paragraph.point_spans():
            yield "item", labelled(paragraph.full.text[start:end])[1]


def masthead(document: Document) -> str:
    """What the product took for the masthead, in one string: a line of the truth that stands in it was read."""
    head = document.masthead
    fields = (head.symbol, head.session, head.agenda_item, head.title, head.subtitle, head.body, head.meeting_dates)
    return " / ".join(map(plain, fields))


def score(truth: Truth, document: Document) -> Scores:
    """How well a document was read."""
    scores = Scores(pages=max((p for paragraph in document.paragraphs for p in paragraph.pages), default=0))
    found = list(said(document))
    offered = Counter(text for kind, text in found if kind == "numbered")
    wanted = Counter(b.text for b in truth.blocks if b.kind == "numbered")
    scores.numbered.add((offered & wanted).total(), wanted.total(), offered.total())
    _score_blocks(truth, document, found, scores)
    _score_footnotes(truth, document, scores)
    if scores.pages:
        _score_joins(truth, document, scores)
    return scores


def _score_blocks(truth: Truth, document: Document, found: list[tuple[str, str]], scores: Scores) -> None:
    wanted = Counter(b.text for b in truth.blocks if b.kind != "table")
    offered = Counter(text for kind, text in found if kind != "table")
    notes = Counter(labelled(f"{n.label} {n.text}")[1] for n in document.footnotes)
    held = masthead(document)
    head = Counter(b.text for b in truth.blocks if b.kind in {"text", "heading"} and b.text in held)
    # A note that the truth counts among the blocks, a masthead line that it lists: offered where they are wanted.
    offered += (wanted - offered) & (notes | head)
    scores.blocks.add((offered & wanted).total(), wanted.total(), offered.total())
    scores.wrong += [f"missing: {text[:150]}" for text in (wanted - offered)]
    scores.wrong += [f"extra:   {text[:150]}" for text in (offered - wanted)]
    cells = Counter(word for b in truth.blocks if b.kind == "table" for word in b.text.split())
    words = Counter(word for kind, text in found if kind == "table" for word in text.split())
    whole = all(len(b.text) < CUT for b in truth.blocks if b.kind == "table")
    scores.tables.add((cells & words).total(), cells.total(), words.total() if whole else (cells & words).total())


def _score_footnotes(truth: Truth, document: Document, scores: Scores) -> None:
    numbered = [n for n in document.footnotes if n.label.isalnum()]
    right = sum(truth.footnotes.get(n.label) == plain(n.text) for n in numbered)
    scores.footnotes.add(right, len(truth.footnotes), len(numbered))
    bearers = {label: block.text for block in truth.blocks for label in block.notes}
    by_ordinal = {p.ordinal: p for p in document.paragraphs}
    placed = sum(
        n.label in bearers and n.ordinal is not None and bearers[n.label] in _lines(by_ordinal[n.ordinal])
        for n in numbered
    )
    scores.marks.add(placed, len(bearers), sum(n.ordinal is not None for n in numbered if n.label in bearers))


def _lines(paragraph: Paragraph) -> set[str]:
    head = f"{paragraph.number or ''} {paragraph.text}"
    return {labelled(text)[1] for text in (plain(head), *paragraph.full.text.split("\n"))}


def _score_joins(truth: Truth, document: Document, scores: Scores) -> None:
    """A break was joined if the paragraph is exact; one whose text stops short was cut at it."""
    wanted = {b.text for b in truth.blocks if b.kind == "numbered"}
    for paragraph in document.paragraphs:
        if not paragraph.number or paragraph.is_table:
            continue
        text = f"{paragraph.number} {plain(paragraph.text)}"
        cut = any(len(text) < len(w) and w.startswith(text) for w in wanted)
        if len(paragraph.pages) > 1 or cut:
            scores.joins.add(text in wanted, 1, 1)


# -- running --------------------------------------------------------------------------------------


def pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Each file of truth with each of its documents."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    for path in files:
        if not path.name.endswith(TRUTH_ENDINGS):
            continue
        name = re.sub("|".join(map(re.escape, TRUTH_ENDINGS)), "", path.name)
        for document in files:
            if document.stem == name and not document.name.endswith((".json", ".jsonl", ".toml")):
                yield path, document


def measure(truth_file: Path, path: Path) -> Scores:
    """The scores of one document, with the processor time that reading it took."""
    truth = read_truth(truth_file)
    start = time.process_time()
    document = read_document(path)
    seconds = time.process_time() - start
    scores = score(truth, document)
    scores.seconds = seconds
    return scores


def report(results: Iterable[tuple[str, Scores]]) -> dict[str, dict[str, float | int | None]]:
    """The figures for each name, rounded to four places."""
    return {name: _figures(scores) for name, scores in results}


def _figures(scores: Scores) -> dict[str, float | int | None]:
    out: dict[str, float | int | None] = {}
    for name in RATES:
        rate: Rate = getattr(scores, name)
        out[f"{name}_expected"] = rate.expected
        for measure_name in ("precision", "recall", "f1"):
            value = getattr(rate, measure_name)
            out[f"{name}_{measure_name}"] = None if value is None else round(value, 4)
    out["pages"] = scores.pages
    out["pages_per_cpu_second"] = round(scores.pages / scores.seconds, 2) if scores.pages and scores.seconds else None
    out["cpu_seconds"] = round(scores.seconds, 3)
    return out


def digest(truth: Path, document: Path) -> str:
    """What a floor was measured on: the start of a checksum over truth and document."""
    return hashlib.sha256(truth.read_bytes() + document.read_bytes()).hexdigest()[:16]


def below(floors: Floors, measured: Floors) -> list[str]:
    """What lies below its floor, was measured on another file, or has no floor: a sentence each."""
    out = [f"{name}: has no floor yet (--raise pins one)" for name in measured if name not in floors]
    for name, floor in floors.items():
        if name not in measured:
            continue
        if floor["digest"] != measured[name]["digest"]:
            out.append(f"{name}: is not the file that the floors were measured on (--lower pins them anew)")
            continue
        for rate, value in floor["f1"].items():
            now = measured[name]["f1"].get(rate, 0.0)
            if now < value:
                out.append(f"{name}: {rate} is {now}, below its floor {value}")
    return out


def pinned(floors: Floors, measured: Floors, *, lower: bool) -> Floors:
    """The floors after a run: the better of both, or what was measured where lowering was asked for."""
    out = dict(floors)
    for name, now in measured.items():
        old = floors.get(name)
        if lower or old is None:
            out[name] = now
        elif old["digest"] == now["digest"]:
            rates = {r: max(old["f1"].get(r, 0.0), now["f1"].get(r, 0.0)) for r in {**old["f1"], **now["f1"]}}
            out[name] = {"digest": old["digest"], "f1": rates}
    return dict(sorted(out.items()))


def floor_of(truth_file: Path, document: Path, scores: Scores) -> Floor:
    """What a run would pin for one document."""
    rates = {name: getattr(scores, name).f1 for name in RATES if getattr(scores, name).expected}
    return {"digest": digest(truth_file, document), "f1": {n: round(v, 4) for n, v in rates.items() if v is not None}}


def peak_memory() -> int:
    """The most memory that this process has held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (2**20 if sys.platform == "darwin" else 2**10)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--wrong", action="store_true", help="list the blocks that are missing or extra")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="fail where a figure lies below its floor")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="raise_", action="store_true", help="pin the floors that have become better")
    change.add_argument("--lower", action="store_true", help="pin what is measured, even where it is worse")
    options = parser.parse_args()
    results: list[tuple[str, Scores]] = []
    totals: dict[str, Scores] = {}
    measured: Floors = {}
    for truth_file, path in pairs(options.folder):
        scores = measure(truth_file, path)
        results.append((path.name, scores))
        totals.setdefault(f"all {path.suffix[1:]}", Scores()).add(scores)
        measured[path.name] = floor_of(truth_file, path, scores)
    if not results:
        print(f"no truth with a document beside it in {options.folder}", file=sys.stderr)
        return 1
    figures = report([*results, *sorted(totals.items())])
    if options.json:
        print(json.dumps({"version": 1, "peak_memory_mb": peak_memory(), "documents": figures}, indent=2))
    else:
        show(figures)
    if options.wrong:
        for name, scores in results:
            print(name, *scores.wrong, sep="\n    ", file=sys.stderr)
    return gate(options.floors, measured, change=options.raise_ or options.lower, lower=options.lower)


def show(figures: dict[str, dict[str, float | int | None]]) -> None:
    for name, row in figures.items():
        print(name)
        for rate in RATES:
            if row[f"{rate}_expected"]:
                shown = (f"{m} {row[f'{rate}_{m}']}" for m in ("precision", "recall", "f1"))
                print(f"  {rate:10} of {row[f'{rate}_expected']:>5}:  {'  '.join(shown)}")
        print(f"  {row['cpu_seconds']} CPU seconds, pages per CPU second: {row['pages_per_cpu_second']}")
    print(f"peak memory: {peak_memory()} MB")


def gate(path: Path | None, measured: Floors, *, change: bool, lower: bool) -> int:
    """Holds the figures against the floors in a file, or pins them there; 1 where they lie below."""
    if path is None:
        return 0
    floors: Floors = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if change:
        floors = pinned(floors, measured, lower=lower)
        path.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
    failures = below(floors, measured)
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
