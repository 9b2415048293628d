"""How well the product ranks: a test collection indexed and asked through the product itself, at its default settings.

    python benchmarks/ranking.py ../shared/ir/cranfield ../shared/ir/cisi
    python benchmarks/ranking.py DIR --json --expand

Each folder holds `docs.jsonl` {id, title, text}, `queries.jsonl` {id, text} and `qrels.tsv` (query, document, grade; a
grade below 1 is not relevant). A record becomes a document of one paragraph under its title, and a query is put as a
user's plain words would be. Nothing is set for a collection.

Measures are those of trec_eval (https://github.com/usnistgov/trec_eval): nDCG@10 with the grade as gain and a discount
of log2(rank + 1), average precision over all relevant documents, reciprocal rank, and recall at 100; means are over the
queries that have a relevant document.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from compendium.corpus.document import Document, Masthead, Paragraph
from compendium.corpus.styled import StyledText
from compendium.indexer.collection import Collection
from compendium.search.answer import Request, ranking

DEPTH = 1000
"""Documents that are ranked for each query."""

Judgements = Mapping[str, Mapping[str, int]]
"""For each query the grades of the documents judged relevant."""
Run = Mapping[str, Sequence[str]]
"""For each query the documents found, best first."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over the queries of a collection, from 0 to 1."""

    ndcg10: float
    map: float
    mrr: float
    recall100: float


def measure(run: Run, judgements: Judgements) -> Measures:
    """The measures of a run over all judged queries; a query without an answer counts as nought."""
    rows = [_row(run.get(query, ()), grades) for query, grades in judgements.items() if grades]
    return Measures(*(sum(column) / len(rows) for column in zip(*rows, strict=True)))


def _row(found: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float, float]:
    ranks = [rank for rank, document in enumerate(found, 1) if document in grades]
    precision = sum(count / rank for count, rank in enumerate(ranks, 1)) / len(grades)
    recall = sum(rank <= 100 for rank in ranks) / len(grades)
    return ndcg(found, grades), precision, 1 / ranks[0] if ranks else 0.0, recall


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Discounted cumulative gain of the first documents, as a share of the best there could be."""
    gained = _gain(grades.get(document, 0) for document in found[:depth])
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return gained / best if best else 0.0


def _gain(grades: Iterable[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """The relevant documents of each query, with their grades."""
    judgements: dict[str, dict[str, int]] = {}
    for line in path.read_text("utf-8").splitlines():
        query, document, grade = line.split("\t")[:3]
        if grade.lstrip("-").isdecimal() and int(grade) > 0:
            judgements.setdefault(query, {})[document] = int(grade)
    return judgements


def documents(path: Path) -> Iterator[Document]:
    """The records of a collection as documents of one paragraph."""
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            name, title = str(record["id"]), record.get("title", "")
            paragraph = Paragraph(1, None, None, StyledText(record["text"]))
            yield Document(name, name, "text/plain", Masthead(title=title), paragraphs=(paragraph,))


def plain(text: str) -> str:
    """A query in natural language as plain words, without the signs of the query language.

    >>> plain('What is "information science"?  Give definitions (AND sources): 1-2.')
    'What is information science ? Give definitions and sources 1 2.'
    """
    text = re.sub(r"\b(?:AND|OR|NOT)\b", lambda operator: operator.group().lower(), text)
    return " ".join(re.sub(r'["“”()+*~:/-]', " ", text).split())


def run_of(collection: Collection, queries: Mapping[str, str], *, expand: bool) -> Run:
    """What the product answers to each query."""
    sources = {
        row.id: document.source
        for document in collection.store.documents()
        for row in collection.store.paragraphs_of(document.id)
    }
    asked = {name: Request(plain(text), limit=DEPTH, expand=expand) for name, text in queries.items()}
    return {name: [sources[id_] for id_ in ranking(collection, request)] for name, request in asked.items()}


def read_queries(path: Path) -> dict[str, str]:
    """The texts of the queries."""
    return {str(query["id"]): query["text"] for query in map(json.loads, path.read_text("utf-8").splitlines())}


def evaluate(folder: Path, *, grades: str = "up", sample: int = 1) -> dict[str, Measures]:
    """The measures of a collection, by default and with expansion.

    Args:
        folder: the collection.
        grades: `up` where a higher grade is the better one, `down` where 1 is the best (Cranfield), `same` to count
            every relevant document alike.
        sample: every how many queries are asked.
    """
    judgements = _graded(read_judgements(folder / "qrels.tsv"), grades)
    judged = {name: text for name, text in read_queries(folder / "queries.jsonl").items() if name in judgements}
    queries = dict(list(judged.items())[::sample])
    with tempfile.TemporaryDirectory() as home, Collection.open(Path(home), write=True) as collection:
        for document in documents(folder / "docs.jsonl"):
            collection.add(document)
        collection.commit()
        judgements = {name: judgements[name] for name in queries}
        return {
            name: measure(run_of(collection, queries, expand=expand), judgements)
            for name, expand in (("default", False), ("expanded", True))
        }


def _graded(judgements: Judgements, grades: str) -> Judgements:
    if grades == "up":
        return judgements
    worst = 1 + max(grade for found in judgements.values() for grade in found.values())
    return {
        query: {document: 1 if grades == "same" else worst - grade for document, grade in found.items()}
        for query, found in judgements.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--grades",
        choices=["up", "down", "same"],
        default="up",
        help="whether a higher grade is better, or 1 is the best",
    )
    arguments = parser.parse_args()
    found = {folder.name: evaluate(folder, grades=arguments.grades) for folder in arguments.folders}
    if arguments.json:
        json.dump({f: {n: asdict(m) for n, m in runs.items()} for f, runs in found.items()}, sys.stdout, indent=1)
        print()
        return
    print(f"{'collection':<16}{'':<10}{'nDCG@10':>8}{'MAP':>8}{'MRR':>8}{'R@100':>8}")
    for folder, runs in found.items():
        for name, m in runs.items():
            print(f"{folder:<16}{name:<10}{m.ndcg10:>8.4f}{m.map:>8.4f}{m.mrr:>8.4f}{m.recall100:>8.4f}")


if __name__ == "__main__":
    main()
