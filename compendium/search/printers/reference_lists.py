"""Citations for reference managers: RIS and CSL-JSON, one entry for each work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from compendium.corpus.occasions import year_in
from compendium.corpus.reference import house_style
from compendium.indexer.lookups import Lookups
from compendium.search.graph import Mention
from compendium.search.links import link_to
from compendium.search.terminal import escaped, visible

__all__ = ["Work", "cited_works", "citing_works", "write_csl", "write_ris", "write_works"]


@dataclass(frozen=True, slots=True)
class Work:
    """A work as a reference manager keeps it."""

    key: str
    """Its symbol, number or title."""
    title: str
    number: str
    year: int | None
    link: str
    places: str
    """Where in it, in house style."""


def cited_works(store: Lookups, mentions: Iterable[Mention]) -> list[Work]:
    """The works that citations cite, each once, with all the places cited; titles and years of those that are held."""
    held = {row.symbol: row for row in store.documents() if row.symbol}
    titles = {symbol: row.title for symbol, row in held.items()}
    years = {symbol: row.year for symbol, row in held.items()}
    found: dict[str, dict[str, None]] = {}
    named: dict[str, str] = {}
    for mention in mentions:
        citation = mention.row.citation
        key = citation.target or citation.title
        found.setdefault(key, {}).update(dict.fromkeys(citation.pinpoints))
        named[key] = citation.title or named.get(key, "")
    return [
        Work(
            key,
            titles.get(key) or named[key],
            key if key != named[key] else "",
            years.get(key) or year_in(key),
            link_to(key) or "",
            house_style(*places),
        )
        for key, places in found.items()
    ]


def citing_works(mentions: Iterable[Mention]) -> list[Work]:
    """The documents that make citations, each once, with all the places where they stand."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.document.id, []).append(mention)
    works = []
    for held in found.values():
        document = held[0].document
        name = document.symbol or document.source
        places = "; ".join(dict.fromkeys(mention.citation.removeprefix(f"{name}, ") for mention in held))
        works.append(Work(name, document.title, document.symbol, document.year, link_to(document.symbol) or "", places))
    return works


def write_works(works: Iterable[Work], form: str, out: TextIO) -> int:
    """Works as `ris` or `csl`; how many."""
    return write_ris(works, out) if form == "ris" else write_csl(works, out)


def write_ris(works: Iterable[Work], out: TextIO) -> int:
    """RIS, as reference managers import it; how many entries."""
    entries = ["".join(f"{tag}  - {visible(value)}\n" for tag, value in _ris(work)) for work in works]
    out.write("".join(f"{entry}ER  - \n\n" for entry in entries))
    return len(entries)


def _ris(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    yield "TI", work.title or work.key
    if work.number:
        yield "M1", work.number
        yield "SN", work.number  # where EndNote and Zotero keep the number of a report
    if work.link:
        yield "AU", "United Nations"
        yield "UR", work.link
    if work.year:
        yield "PY", str(work.year)
    if work.places:
        yield "N1", work.places


def write_csl(works: Iterable[Work], out: TextIO) -> int:
    """CSL-JSON, as citation processors read it; how many entries."""
    entries = [_csl(work) for work in works]
    out.write(escaped(json.dumps(entries, ensure_ascii=False, indent=2)) + "\n")
    return len(entries)


def _csl(work: Work) -> dict[str, object]:
    entry: dict[str, object] = {"id": work.key, "type": "report", "title": work.title or work.key}
    if work.number:
        entry["number"] = work.number
    if work.link:
        entry |= {"author": [{"literal": "United Nations"}], "URL": work.link}
    if work.year:
        entry["issued"] = {"date-parts": [[work.year]]}
    if work.places:
        entry["note"] = work.places
    return entry
