"""Time, memory and size beside a plain Whoosh script and SQLite FTS5, on the same paragraphs in one run.

    python benchmarks/speed.py build 20000 FOLDER    # makes the three, each in a process of its own
    python benchmarks/speed.py query FOLDER          # asks the three, in one process
    python benchmarks/speed.py cold FOLDER           # a whole look-up, each in a process of its own
    python benchmarks/speed.py add FOLDER            # adds one document to the product's, and asks again

The plain script has one stored text field with Whoosh's stemming analyzer, its parser, BM25F and highlighter, and all
else as it comes. The product has its store and all its fields, and is asked through its own search: query language,
expansion, closeness, facets left out, snippets in. All times are CPU times, the least of several.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from compendium.corpus.document import Document, Masthead, Paragraph, Section
from compendium.corpus.styled import StyledText
from compendium.indexer.collection import Collection
from compendium.search.answer import Request, search

SHARED = Path(os.environ.get("COMPENDIUM_SHARED", Path(__file__).parents[2] / "shared"))
SCALE = SHARED / "scale" / "un_resolution_paragraphs.jsonl.gz"

QUERIES = {
    "one rare word": ("attache", 0.7),
    "one word": ("trafficking", 0.7),
    "one common word": ("resolution", 0.7),
    "two words": ("consular training", 0.7),
    "three words": ("trafficking women children", 0.7),
    "three common words": ("human rights council", 0.7),
    "phrase": ('"climate change"', 0.8),
    "common phrase": ('"general assembly"', 0.8),
    "prefix": ("traffick*", 0.6),
    "wide prefix": ("inter*", 0.6),
    "fuzzy": ("traficking~1", 0.15),
    "fuzzy, two edits": ("consullar~2", 0.15),
}
"""Queries as both take them, and what the product may take of the time of the plain script."""

COLD = "trafficking women children"
COLD_TARGET = 0.8
PLAIN_SCRIPT = """
import sys, click
from whoosh.index import open_dir
from whoosh.qparser import QueryParser
@click.command()
@click.argument("folder")
@click.argument("query")
def main(folder, query):
    index = open_dir(folder)
    with index.searcher() as searcher:
        for hit in searcher.search(QueryParser("text", index.schema).parse(query), limit=10):
            click.echo(hit["id"] + " " + hit.highlights("text"))
main()
"""


def documents(count: int) -> Iterator[Document]:
    """The first `count` paragraphs, grouped into the documents that they come from."""
    with gzip.open(SCALE, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in itertools.islice(lines, count))
        for name, group in itertools.groupby(rows, key=lambda row: row["symbol_file"]):
            yield _document(name, list(group))


def _document(name: str, rows: list[dict[str, str]]) -> Document:
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    title = " ".join(row["text"] for row in rows if row["type"] == "title")
    for row in rows:
        if row["type"] == "heading":
            sections.append(Section(row["text"], "", 1, len(sections) + 1))
        ordinal = len(paragraphs) + 1
        content = StyledText(row["text"])
        paragraphs.append(Paragraph(ordinal, str(ordinal), None, content, section=len(sections) or None))
    masthead = Masthead(symbol=name.replace("_", "/"), title=title, kind="resolution")
    return Document(
        name, name, "text/plain", masthead, sections=tuple(sections), paragraphs=tuple(paragraphs), year=2000
    )


# Making


def build_product(count: int, folder: Path) -> None:
    with Collection.open(folder, write=True) as collection:
        for document in documents(count):
            collection.add(document)
        stored = time.process_time()
        collection.commit()
        print(f"  of which the index alone {time.process_time() - stored:.1f} s", file=sys.stderr)


def build_plain(count: int, folder: Path) -> None:
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in

    folder.mkdir(parents=True, exist_ok=True)
    fields = Schema(id=ID(stored=True), text=TEXT(stored=True, analyzer=StemmingAnalyzer()))
    writer = create_in(str(folder), fields).writer()
    for document in documents(count):
        for paragraph in document.paragraphs:
            writer.add_document(id=f"{document.source}#{paragraph.ordinal}", text=paragraph.text)
    writer.commit()


def build_fts5(count: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(folder / "fts5.sqlite") as connection:
        connection.execute("CREATE VIRTUAL TABLE paragraphs USING fts5 (id UNINDEXED, text, tokenize = 'porter')")
        for document in documents(count):
            rows = ((f"{document.source}#{paragraph.ordinal}", paragraph.text) for paragraph in document.paragraphs)
            connection.executemany("INSERT INTO paragraphs VALUES (?, ?)", rows)


SIDES = {"product": build_product, "plain": build_plain, "fts5": build_fts5}


def build(count: int, folder: Path) -> None:
    """Make each in a process of its own, and print what it took."""
    for side in SIDES:
        code = f"from benchmarks.speed import *; build_{side}({count}, Path({str(folder / side)!r})); peak()"
        seconds, done = run([sys.executable, "-c", code])
        index = folder / side / "index" if side == "product" else folder / side
        size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
        print(f"{side:8} {count} paragraphs: {seconds:.1f} s CPU, index {size / 1e6:.1f} MB, {done.stdout.strip()}")
        print(done.stderr, end="")


def peak() -> None:
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def run(command: list[str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    """CPU seconds of a process, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done


# Asking


def best_of(action: Callable[[], object], times: int = 5) -> float:
    """CPU milliseconds of the fastest run."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        action()
        best = min(best, time.process_time() - start)
    return best * 1000


def plain_search(folder: Path) -> Callable[[str], object]:
    from whoosh.index import open_dir
    from whoosh.qparser import FuzzyTermPlugin, QueryParser

    index = open_dir(str(folder))
    searcher = index.searcher()
    parser = QueryParser("text", index.schema)
    parser.add_plugin(FuzzyTermPlugin())

    def ask(text: str) -> object:
        return [hit.highlights("text") for hit in searcher.search(parser.parse(text), limit=10)]

    return ask


def fts5_search(folder: Path) -> Callable[[str], object]:
    connection = sqlite3.connect(folder / "fts5.sqlite")
    statement = "SELECT id, snippet(paragraphs, 1, '[', ']', '...', 40) FROM paragraphs(?) ORDER BY rank LIMIT 10"
    return lambda text: connection.execute(statement, (text,)).fetchall()


def query(folder: Path) -> None:
    """Ask each the same; print milliseconds, the product's time as a share of the plain script's, and the target."""
    plain, fts5 = plain_search(folder / "plain"), fts5_search(folder / "fts5")
    with Collection.open(folder / "product", write=False) as collection:

        def product(text: str) -> object:
            return search(collection, Request(text, facets=False))

        print(f"{'ms':20} {'product':>9} {'first':>9} {'plain':>9} {'fts5':>9}  ratio  target")
        for name, (text, target) in QUERIES.items():
            first = first_time(folder / "product", text)
            ours, theirs = best_of(partial(product, text)), best_of(partial(plain, text), 3)
            third = f"{best_of(partial(fts5, text)):9.1f}" if "~" not in text else f"{'-':>9}"
            print(f"{name:20} {ours:9.1f} {first:9.1f} {theirs:9.1f} {third}  {ours / theirs:5.2f}  {target:6.2f}")


def first_time(folder: Path, text: str) -> float:
    """CPU milliseconds of a query that finds nothing in memory, but for the program itself."""
    with Collection.open(folder, write=False) as collection:
        return best_of(lambda: search(collection, Request(text, facets=False)), 1)


def cold(folder: Path) -> None:
    """A whole look-up, start-up included, in turn."""
    commands = {
        "product": [sys.executable, "-m", "compendium", "--home", str(folder / "product"), "search", COLD],
        "plain": [sys.executable, "-c", PLAIN_SCRIPT, str(folder / "plain"), COLD],
    }
    least = dict.fromkeys(commands, float("inf"))
    for _ in range(7):
        for name, command in commands.items():
            least[name] = min(least[name], run(command)[0])
    ours, theirs = least["product"] * 1000, least["plain"] * 1000
    print(
        f"cold look-up: product {ours:.0f} ms, plain {theirs:.0f} ms, ratio {ours / theirs:.2f}, target {COLD_TARGET}"
    )


def add(folder: Path) -> None:
    """Add one document, three times over, and print what each took and how many segments there are."""
    with Collection.open(folder / "product", write=True) as collection:
        paragraphs = tuple(Paragraph(n, str(n), None, StyledText(f"Number {n} is new.")) for n in range(1, 31))
        for n in range(3):
            start = time.process_time(), time.monotonic()
            collection.add(Document(f"new{n}", f"new{n}", "text/plain", Masthead(title="New"), paragraphs=paragraphs))
            collection.commit()
            spent = time.process_time() - start[0], time.monotonic() - start[1]
            segments = collection.status().segments
            print(f"one document of 30 paragraphs: {spent[0]:.2f} s CPU, {spent[1]:.2f} s in all, {segments} segments")


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        {"query": query, "cold": cold, "add": add}[sys.argv[1]](Path(sys.argv[2]))
