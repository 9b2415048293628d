"""Documents by their names: the full symbol, or the name of the file; and what a shorter form may be."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow
from compendium.search.cite import document_name
from compendium.search.terminal import typed

__all__ = ["documents_like", "documents_named", "may_be", "nearest_topics", "nearly", "parts_of"]

NEAR = 0.83
"""Likeness of a symbol to a misspelt one: one letter of six may differ or stand elsewhere."""
LISTED = 5
"""Documents that are named where a form may be several."""


def documents_named(store: Lookups, name: str) -> list[DocumentRow]:
    """The documents held with just this symbol, in any case and spacing, or whose file has just this name."""
    wanted = _folded(typed(name))
    if not wanted:
        return []
    rows = store.documents()
    return [row for row in rows if row.source.casefold() == typed(name).strip().casefold()] or [
        row for row in rows if row.symbol and _folded(row.symbol) == wanted
    ]


def documents_like(store: Lookups, name: str) -> list[DocumentRow]:
    """The documents that a shortened symbol means: whole components at its end, or its start and `/*`."""
    from compendium.corpus.symbols import Symbol

    wanted = typed(name).strip()
    if not _says_enough(wanted):
        return []
    return [row for row in store.documents() if row.symbol and Symbol(row.symbol).matches(wanted)]


def may_be(store: Lookups, name: str) -> list[str]:
    """The names of a few documents that somebody may have meant."""
    from difflib import get_close_matches

    rows = store.documents()
    like: Iterable[DocumentRow] = documents_like(store, name)
    names = {document_name(row).casefold(): document_name(row) for row in rows}
    wanted = typed(name).strip().casefold()
    part = [
        shown for folded, shown in names.items() if f"/{wanted}" in folded or (len(wanted) > 1 and wanted in folded)
    ]
    near = [names[folded] for folded in get_close_matches(wanted, names, n=LISTED, cutoff=0.7)]
    return list(dict.fromkeys([*(document_name(row) for row in like), *part, *near]))[:LISTED]


def parts_of(symbol: str, held: Iterable[str]) -> list[str]:
    """Those held that are parts, addenda or revisions of a document: `A/81/6(Sect.16)` of `A/81/6`."""
    whole = symbol.casefold()
    return sorted(name for name in held if re.match(rf"(?:.*/)?{re.escape(whole)}[(/]", name.casefold()))


def nearly(symbol: str, known: Iterable[str]) -> list[str]:
    """The symbols, or ends of symbols, that are nearly what was typed: `2019/3` for `2109/3`."""
    from difflib import SequenceMatcher

    length = symbol.count("/") + 1
    likeness = {name: SequenceMatcher(None, symbol, "/".join(name.split("/")[-length:])).ratio() for name in known}
    return sorted((name for name in likeness if likeness[name] >= NEAR), key=lambda name: -likeness[name])[:3]


def nearest_topics(store: Lookups, name: str) -> list[str]:
    """The topics whose name, or a word of it, is nearly what was typed."""
    from difflib import get_close_matches

    topics = dict.fromkeys(row.topic.name for row in store.topics())
    words = {part.casefold(): topic for topic in topics for part in (topic, *topic.split()) if len(part) > 3}
    return list(dict.fromkeys(words[found] for found in get_close_matches(name.casefold(), words, n=3, cutoff=0.7)))


def _says_enough(wanted: str) -> bool:
    """Whether a shortened form names a document: `2019/3` or `WG.4/*`, and neither `3` nor `*`."""
    components = [part for part in wanted.split("/") if part]
    return len(components) > 1 and any(part.strip("* ") for part in components)


def _folded(name: str) -> str:
    return "".join(name.split()).rstrip("*").casefold()
