"""The graph of citations: documents and what they cite as nodes, each citation as an edge with its places."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from compendium.indexer.lookups import Lookups
from compendium.search.cite import document_name
from compendium.search.describe import numbers_of
from compendium.search.graph import Holdings
from compendium.search.links import link_to
from compendium.search.records import EdgeRecord
from compendium.search.terminal import visible
from compendium.search.works import Works

__all__ = ["Node", "edges", "nodes", "write_graphml"]


@dataclass(frozen=True, slots=True)
class Node:
    """A document, treaty or publication."""

    name: str
    """Symbol, canonical target, title or file name: what edges call it."""
    title: str
    kind: str
    """Kind of a document that is held; else the kind of its citations."""
    year: int | None
    meeting: int | None
    held: bool
    link: str | None


def edges(store: Lookups) -> Iterator[EdgeRecord]:
    """Every citation, from the citing document to the work cited, in the order of documents and places."""
    works = Works(row.citation for row in store.citations())
    holdings = Holdings(store)
    for document in store.documents():
        numbers = numbers_of(row.paragraph for row in store.paragraphs_of(document.id))
        for row in store.citations_of(document.id):
            citation = row.citation
            yield {
                "from": document_name(document),
                "source": document.source,
                "paragraph": numbers.get(citation.ordinal) if citation.ordinal is not None else None,
                "footnote": citation.footnote,
                "to": works.of(citation).name,
                "pinpoints": list(citation.pinpoints),
                "kind": citation.kind.value,
                "held": holdings.holds(citation),
                "link": link_to(citation.target),
            }


def nodes(store: Lookups) -> list[Node]:
    """The documents held, then all else that they cite."""
    found = {
        document_name(row): Node(
            document_name(row), row.title, row.kind, row.year, row.meeting, held=True, link=link_to(row.symbol)
        )
        for row in store.documents()
    }
    rows = store.citations()
    works = Works(row.citation for row in rows)
    for row in rows:
        work = works.of(row.citation)
        kind = row.citation.kind.value
        found.setdefault(work.name, Node(work.name, work.title, kind, None, None, held=False, link=link_to(work.name)))
    return list(found.values())


_KEYS = (  # name, what it belongs to, its type in GraphML
    ("label", "node", "string"),
    ("title", "node", "string"),
    ("kind", "node", "string"),
    ("year", "node", "int"),
    ("meeting", "node", "int"),
    ("held", "node", "boolean"),
    ("link", "node", "string"),
    ("citation_kind", "edge", "string"),
    ("paragraph", "edge", "string"),
    ("footnote", "edge", "string"),
    ("pinpoints", "edge", "string"),
    ("place_held", "edge", "boolean"),
)


def write_graphml(store: Lookups, out: TextIO) -> int:
    """Write the graph as GraphML (http://graphml.graphdrawing.org); how many edges it has."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    out.writelines(
        f'  <key id="{name}" for="{owner}" attr.name="{name}" attr.type="{type_}"/>\n' for name, owner, type_ in _KEYS
    )
    out.write('  <graph id="citations" edgedefault="directed">\n')
    ids: dict[str, str] = {}
    for number, node in enumerate(nodes(store), 1):
        ids[node.name] = f"n{number}"
        said = {"label": node.name, "title": node.title, "kind": node.kind, "year": node.year, "meeting": node.meeting}
        _write(out, f'node id="n{number}"', {**said, "held": node.held, "link": node.link})
    count = 0
    for count, edge in enumerate(edges(store), 1):
        said = {"citation_kind": edge["kind"], "paragraph": edge["paragraph"], "footnote": edge["footnote"]}
        ends = f'edge id="e{count}" source="{ids[edge["from"]]}" target="{ids[edge["to"]]}"'
        _write(out, ends, {**said, "pinpoints": "; ".join(edge["pinpoints"]), "place_held": edge["held"]})
    out.write("  </graph>\n</graphml>\n")
    return count


def _write(out: TextIO, head: str, said: dict[str, str | int | bool | None]) -> None:
    """A node or an edge, with what is said of it; what is not known is left out."""
    out.write(f"    <{head}>\n")
    for key, value in said.items():
        if value is not None and value != "":
            text = str(value).lower() if isinstance(value, bool) else _escaped(str(value))
            out.write(f'      <data key="{key}">{text}</data>\n')
    out.write(f"    </{head.partition(' ')[0]}>\n")


def _escaped(text: str) -> str:
    """Text as XML 1.0 holds it, with the characters that it cannot hold written as their codes."""
    return html.escape(re.sub("[\ufffe\uffff]", lambda m: f"<U+{ord(m.group()):04X}>", visible(text)))
