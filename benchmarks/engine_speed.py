"""Time, memory and size of the engine beside a plain Whoosh script, on the same paragraphs in one run.

    python benchmarks/engine_speed.py build 20000 FOLDER    # makes both, each in a process of its own
    python benchmarks/engine_speed.py query FOLDER          # asks both, in one process

The plain script has one stored text field, Whoosh's own analyzer, parser, BM25F and highlighter, and all else as it
comes. The product has its store and all its fields, and is asked with the words' inflected forms as the command line
asks; snippets are left to benchmarks/speed.py.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from compendium.corpus.document import Document, Masthead, Paragraph, Section
from compendium.corpus.styled import StyledText
from compendium.indexer.analysis import stem
from compendium.indexer.collection import Collection
from compendium.indexer.tree import Group, Node, Phrase, Prefix, Ranked, Word

SHARED = Path(os.environ.get("COMPENDIUM_SHARED", Path(__file__).parents[2] / "shared"))
SCALE = SHARED / "scale" / "un_resolution_paragraphs.jsonl.gz"
QUERIES = {
    "one rare word": ["attache"],
    "one word": ["trafficking"],
    "one common word": ["resolution"],
    "two words": ["consular", "training"],
    "three words": ["trafficking", "women", "children"],
    "three common words": ["human", "rights", "council"],
}
PHRASES = {
    "phrase": ["climate", "change"],
    "common phrase": ["general", "assembly"],
    "long phrase": ["comprehensive", "and", "integrated"],
}
PREFIXES = {"prefix": "traffick", "wide prefix": "inter"}


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


def build_product(count: int, folder: Path) -> None:
    with Collection.open(folder, write=True) as collection:
        for document in documents(count):
            collection.add(document)
        stored = time.process_time()
        collection.commit()
        print(f"  of which the index alone {time.process_time() - stored:.1f} s", file=sys.stderr)


def build_plain(count: int, folder: Path) -> None:
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in

    folder.mkdir(parents=True, exist_ok=True)
    writer = create_in(str(folder), Schema(id=ID(stored=True), text=TEXT(stored=True))).writer()
    for document in documents(count):
        for paragraph in document.paragraphs:
            writer.add_document(id=f"{document.source}#{paragraph.ordinal}", text=paragraph.text)
    writer.commit()


def build(count: int, folder: Path) -> None:
    """Make both indexes, each in a process of its own, and print what each took."""
    for side in ("product", "plain"):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        code = f"from benchmarks.engine_speed import *; build_{side}({count}, Path({str(folder / side)!r})); peak()"
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        index = folder / side / "index" if side == "product" else folder / side
        size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
        print(f"{side:8} {count} paragraphs: {cpu:.1f} s CPU, index {size / 1e6:.1f} MB, {done.stdout.strip()}")
        print(done.stderr, end="")


def peak() -> None:
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def forms(collection: Collection, word: str) -> Group:
    """A word with its inflected forms, as one term."""
    found = collection.store.words_with_stem(stem(word))
    return Group(tuple(Word(form, weight=1.0 if form == word else 0.9) for form, _ in found) or (Word(word),))


def ranked(collection: Collection, words: list[str]) -> Node:
    return Ranked(tuple(forms(collection, word) for word in words))


def best_of(action: Callable[[], object], times: int = 5) -> float:
    """CPU milliseconds of the fastest run."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        action()
        best = min(best, time.process_time() - start)
    return best * 1000


def query(folder: Path) -> None:
    """Ask both the same and print milliseconds and their ratio."""
    from whoosh.index import open_dir
    from whoosh.qparser import QueryParser

    index = open_dir(str(folder / "plain"))
    searcher = index.searcher()
    parser = QueryParser("text", index.schema)

    def plain(text: str) -> object:
        hits = searcher.search(parser.parse(text), limit=10)
        return [hit.highlights("text") for hit in hits]

    def product(tree: Callable[[], Node]) -> Callable[[], object]:
        def ask() -> object:
            answer = collection.engine.search(tree(), 10)
            return collection.store.paragraphs_by_id(match.id for match in answer.matches)

        return ask

    with Collection.open(folder / "product", write=False) as collection:
        print(f"{'':20} {'product':>11} {'plain':>11}  ratio")
        for name, words in QUERIES.items():
            ask = product(partial(ranked, collection, words))
            show(name, best_of(ask), best_of(partial(plain, " ".join(words))))
        for name, words in PHRASES.items():
            show(name, best_of(product(partial(Phrase, tuple(words)))), best_of(partial(plain, f'"{" ".join(words)}"')))
        for name, prefix in PREFIXES.items():
            show(name, best_of(product(partial(Prefix, prefix))), best_of(partial(plain, f"{prefix}*")))


def show(name: str, ours: float, theirs: float) -> None:
    print(f"{name:20} {ours:8.1f} ms {theirs:8.1f} ms  {ours / theirs:5.2f}")


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        query(Path(sys.argv[2]))
