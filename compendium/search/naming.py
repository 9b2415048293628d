"""Documents by their names: the full symbol, or the name of the file; and what a shorter form may be."""

from __future__ import annotations

from collections.abc import Iterable

from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow
from compendium.search.cite import document_name
from compendium.search.terminal import typed

__all__ = ["documents_like", "documents_named", "may_be"]

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
    part = [shown for folded, shown in names.items() if f"/{wanted}" in folded or (len(wanted) > 1 and wanted in folded)]
    near = [names[folded] for folded in get_close_matches(wanted, names, n=LISTED, cutoff=0.7)]
    return list(dict.fromkeys([*(document_name(row) for row in like), *part, *near]))[:LISTED]


def _says_enough(wanted: str) -> bool:
    """Whether a shortened form names a document: `2019/3` or `WG.4/*`, and neither `3` nor `*`."""
    components = [part for part in wanted.split("/") if part]
    return len(components) > 1 and any(part.strip("* ") for part in components)


def _folded(name: str) -> str:
    return "".join(name.split()).rstrip("*").casefold()
