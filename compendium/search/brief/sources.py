"""What a brief rests on: the works that its paragraphs cite most, and the documents, held or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compendium.corpus.references import in_words
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow
from compendium.search.answer import Found
from compendium.search.brief.parts import Heading, Part, Table, body, run
from compendium.search.cite import document_name
from compendium.search.ledger import Ledger, Recall
from compendium.search.links import link_to

__all__ = ["Material", "documents", "most_cited"]

SOURCES = 12


@dataclass(frozen=True, slots=True)
class Material:
    """What was found for a brief, and where."""

    store: Lookups
    documents: Sequence[DocumentRow]
    """All that are held."""
    found: Found
    ledger: Ledger

    @property
    def held(self) -> set[str]:
        """The symbols of the documents held."""
        return {row.symbol for row in self.documents if row.symbol}

    @property
    def recalls(self) -> list[Recall]:
        """All mentions of its recommendations."""
        return [recall for entry in self.ledger.entries for recall in entry.mentions]

    @property
    def quoted(self) -> set[int]:
        """The documents held that it quotes, by number."""
        return {hit.document.id for hit in self.found.hits} | {recall.document.id for recall in self.recalls}


def most_cited(material: Material) -> Iterator[Part]:
    """The works that the paragraphs of a brief cite most, as a table; nothing where they cite none."""
    ids = {hit.row.id for hit in material.found.hits} | {recall.row.paragraph for recall in material.recalls}
    counts: Counter[str] = Counter()
    for id_ in sorted(material.quoted):
        counts.update(
            row.citation.target or row.citation.title
            for row in material.store.citations_of(id_)
            if row.paragraph in ids and (row.citation.target or row.citation.title)
        )
    if not counts:
        return
    held = material.held
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SOURCES]
    yield Heading(1, "Most cited sources")
    rows = [(in_words(name), str(count), "held" if name in held else "not held") for name, count in top]
    yield Table((("Source", "Citations", "Here"), *rows), tuple(link_to(name) or "" for name, _ in top))


def documents(material: Material, topics: Sequence[str]) -> Iterator[Part]:
    """The documents that a brief quotes, and those not held that it recalls or that its topics list."""
    ids, held = material.quoted, material.held
    rows = [row for row in material.documents if row.id in ids]
    sources = {c.target: "" for entry in material.ledger.entries for c in entry.cites}
    themes = {name.casefold() for name in topics}
    listed = [row.topic for row in material.store.topics() if row.topic.name.casefold() in themes]
    papers = {paper.symbol: paper.subject for topic in listed for paper in topic.papers}
    missing = {symbol: title for symbol, title in (sources | papers).items() if symbol not in held}
    if not rows and not missing:
        return
    yield Heading(1, "Documents")
    for row in sorted(rows, key=lambda row: (document_name(row), row.id)):
        link = link_to(row.symbol) or "" if row.symbol else ""
        title = f", {row.title}" if row.title != row.source else ""
        file = f" ({row.source})" if row.symbol else ""
        yield body(run(document_name(row), link=link), f"{title}{file}.", style="item")
    for target, title in sorted(missing.items()):
        titled = f", {title} (not held)." if title else " (not held)."
        yield body(run(target, link=link_to(target) or ""), titled, style="item")
