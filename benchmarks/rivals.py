"""The three that are measured beside each other, over the same paragraphs: the product, plain Whoosh, SQLite FTS5.

The plain script has one stored text field with Whoosh's stemming analyzer, its parser, BM25F and highlighter, and all
else as it comes. The product has its store and all its fields, and is asked through its own search: query language,
expansion, closeness, snippets in. FTS5 stems by Porter and cuts its own snippets; it stands here for orientation.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from compendium.corpus.document import Document, Masthead, Paragraph, Section
from compendium.corpus.styled import StyledText
from compendium.indexer.collection import Collection

__all__ = ["ASK", "BUILD", "PLAIN_ADD", "PLAIN_SCRIPT", "Ask"]

SHARED = Path(os.environ.get("COMPENDIUM_SHARED", Path(__file__).parents[2] / "shared"))
SCALE = SHARED / "scale" / "un_resolution_paragraphs.jsonl.gz"

Ask = Callable[[str], object]

PLAIN_SCRIPT = """
import click
from whoosh.index import open_dir
from whoosh.qparser import FuzzyTermPlugin, QueryParser
@click.command()
@click.argument("folder")
@click.argument("query")
def main(folder, query):
    index = open_dir(folder)
    parser = QueryParser("text", index.schema)
    if "~" in query:
        parser.add_plugin(FuzzyTermPlugin())
    with index.searcher() as searcher:
        for hit in searcher.search(parser.parse(query), limit=10):
            click.echo(hit["id"] + " " + hit.highlights("text"))
main()
"""
"""A whole look-up with plain Whoosh; its arguments: the folder of the index, and the query."""

PLAIN_ADD = """
import sys
from whoosh.index import open_dir
index = open_dir(sys.argv[1])
writer = index.writer()
for number, line in enumerate(sys.stdin):
    writer.add_document(id=f"{sys.argv[2]}#{number}", text=line)
writer.commit()
"""
"""One document added with plain Whoosh, its paragraphs the lines of standard input."""


def documents(count: int) -> Iterator[Document]:
    """The first `count` blocks, grouped into the documents that they come from."""
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
        collection.commit()


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


BUILD = {"product": build_product, "plain": build_plain, "fts5": build_fts5}


# Asking, each from an index that was just opened


def product_search(folder: Path) -> Ask:
    from compendium.search.answer import Request, search

    collection = Collection.open(folder, write=False)
    return lambda text: search(collection, Request(text, facets=False))


def plain_search(folder: Path) -> Ask:
    from whoosh.index import open_dir
    from whoosh.qparser import FuzzyTermPlugin, QueryParser

    index = open_dir(str(folder))
    searcher = index.searcher()
    parser = QueryParser("text", index.schema)
    parser.add_plugin(FuzzyTermPlugin())
    return lambda text: [hit.highlights("text") for hit in searcher.search(parser.parse(text), limit=10)]


def fts5_search(folder: Path) -> Ask:
    connection = sqlite3.connect(folder / "fts5.sqlite")
    statement = "SELECT id, snippet(paragraphs, 1, '[', ']', '...', 40) FROM paragraphs(?) ORDER BY rank LIMIT 10"
    return lambda text: connection.execute(statement, (text,)).fetchall()


ASK = {"product": product_search, "plain": plain_search, "fts5": fts5_search}
