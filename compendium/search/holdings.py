"""What is held, and what is cited but not held: a reading list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from compendium.corpus.symbols import Symbol
from compendium.errors import NotAReferenceError
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import CitationRow
from compendium.search.cite import cite_footnote, document_name, place
from compendium.search.printers.page import counted
from compendium.search.records import MissingRecord

__all__ = ["Coverage", "citing_place", "coverage", "link_to", "missing"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the documents that an answer rests on are held."""

    held: int
    cited: int

    def said(self, what: str) -> str:
        """In words, so that silence is not mistaken for absence: `2 of 9 reports held`."""
        return f"{self.held:,} of {counted(self.cited, what)} held"


def coverage(store: Lookups, targets: Iterable[str]) -> Coverage:
    """How many of these targets are held, of those that bear a symbol: treaties and books are never sources."""
    documents = {target for target in targets if link_to(target) is not None}
    return Coverage(len(documents & {row.symbol for row in store.documents()}), len(documents))


def missing(store: Lookups) -> list[MissingRecord]:
    """Each target that is cited and not held: how often, which places, and by whom.

    What has a symbol, and so can be fetched, comes first; of these the most cited.
    """
    held = {row.symbol for row in store.documents()}
    cited: dict[str, list[CitationRow]] = defaultdict(list)
    for row in store.citations():
        if row.citation.target and row.citation.target not in held:
            cited[row.citation.target].append(row)
    where = _places(store, [row for rows in cited.values() for row in rows])
    records: list[MissingRecord] = [
        {
            "target": target,
            "kind": rows[0].citation.kind.value,
            "citations": len(rows),
            "pinpoints": sorted({pin for row in rows for pin in row.citation.pinpoints}, key=_natural),
            "cited_by": list(dict.fromkeys(where[_key(row)] for row in rows)),
            "link": link_to(target),
        }
        for target, rows in cited.items()
    ]
    return sorted(records, key=lambda r: (r["link"] is None, -r["citations"], Symbol(r["target"]).key))


def _natural(pinpoint: str) -> list[tuple[int, str]]:
    """Sorts pinpoints as people count: 8 before 26, 50(a) before 50(d)."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", pinpoint)]


def link_to(target: str) -> str | None:
    """The official address of a document, printed and never fetched; None for what has no symbol."""
    try:
        return Symbol.parse(target).link
    except NotAReferenceError:
        return None


def citing_place(store: Lookups, row: CitationRow) -> str:
    """The citation of the paragraph or footnote that cites."""
    return _places(store, [row])[_key(row)]


def _key(row: CitationRow) -> tuple[int, int | None, str | None]:
    return row.document, row.paragraph, row.citation.footnote if row.paragraph is None else None


def _places(store: Lookups, rows: list[CitationRow]) -> dict[tuple[int, int | None, str | None], str]:
    documents = store.documents_by_id({row.document for row in rows})
    paragraphs = store.paragraphs_by_id({row.paragraph for row in rows if row.paragraph is not None})
    places: dict[tuple[int, int | None, str | None], str] = {}
    for row in rows:
        document = documents[row.document]
        if row.paragraph is not None:
            places[_key(row)] = f"{document_name(document)}, {place(paragraphs[row.paragraph].paragraph)}"
        else:
            places[_key(row)] = cite_footnote(document, row.citation.footnote or "")
    return places
