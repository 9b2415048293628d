"""What is held, and what is cited but not held: a reading list."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from compendium.corpus.citations.tables import treaties
from compendium.corpus.symbols import Symbol
from compendium.indexer.annotations import CitationRow
from compendium.indexer.lookups import Lookups
from compendium.search.cite import cite_footnote, document_name, place
from compendium.search.links import link_to
from compendium.search.printers.page import counted
from compendium.search.records import MissingRecord
from compendium.search.works import Works

__all__ = ["GROUPS", "Coverage", "citing_place", "coverage", "missing"]

GROUPS = ("group", "united nations", "other")
"""What is missing, in the order in which a delegate should fetch it."""


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
    """Each work that is cited and not held: how often, which places, and by whom.

    Documents of the groups whose papers are held come first, then other documents of the United Nations, then treaties
    and publications, which have no symbol to fetch them by; in each group the most cited.
    """
    held = {row.symbol for row in store.documents()}
    rows = store.citations()
    works = Works(row.citation for row in rows)
    cited: dict[str, list[CitationRow]] = defaultdict(list)
    titles: dict[str, str] = {}
    for row in rows:
        work = works.of(row.citation)
        if work.name and work.name not in held:
            cited[work.name].append(row)
            titles[work.name] = work.title
    where = _places(store, [row for found in cited.values() for row in found])
    series = _own_series(store)
    records: list[MissingRecord] = [
        {
            "target": target,
            "title": titles[target] or _treaty_title(target) or None,
            "kind": found[0].citation.kind.value,
            "group": _group(target, series),
            "citations": len(found),
            "pinpoints": sorted({pin for row in found for pin in row.citation.pinpoints}, key=_natural),
            "cited_by": list(dict.fromkeys(where[_key(row)] for row in found)),
            "link": link_to(target),
        }
        for target, found in cited.items()
    ]
    return sorted(records, key=lambda r: (GROUPS.index(r["group"]), -r["citations"], Symbol(r["target"]).key))


def _treaty_title(target: str) -> str:
    """The name of the treaty whose short key this is; empty where it is none."""
    return next((treaty.title for treaty in treaties() if treaty.key == target), "")


def _group(target: str, own: frozenset[str]) -> str:
    if link_to(target) is None:
        return "other"
    return "group" if _series(target) in own else "united nations"


def _own_series(store: Lookups) -> frozenset[str]:
    """The series of the papers of meetings that are held, of the papers that compendiums held describe, and of the
    reports that the group's recommendations rest on."""
    symbols = {row.symbol for row in store.documents() if row.meeting and row.symbol}
    symbols |= {paper.symbol for paper in store.listed_papers()}
    symbols |= {cited.target for row in store.recommendations() for cited in row.recommendation.cites}
    return frozenset(_series(symbol) for symbol in symbols)


def _series(symbol: str) -> str:
    """The body or group whose document it is: `CTOC/COP/WG.4` of `CTOC/COP/WG.4/2011/8`."""
    parts = itertools.takewhile(lambda part: not part[0].isdecimal(), Symbol(symbol).components)
    return "/".join(parts)


def _natural(pinpoint: str) -> list[tuple[int, str]]:
    """Sorts pinpoints as people count: 8 before 26, 50(a) before 50(d)."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", pinpoint)]


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
