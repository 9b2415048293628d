"""The chains of what a reference names: of the recommendations that a paragraph recalls, or that were made there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compendium.search.show import Opened

if TYPE_CHECKING:  # most places have no chain, and a look-up loads nothing for one
    from compendium.search.answer import Searchable
    from compendium.search.chains import Chain
    from compendium.search.ledger import Entry

__all__ = ["said_again"]


def said_again(collection: Searchable, opened: Opened) -> list[Chain]:
    """The recommendations at a place that were said more than once; of a whole document none are sought."""
    place = opened.place
    rows = {passage.row.id for passage in opened.passages}
    if not rows and not (opened.missing and place.pinpoints):
        return []
    if rows and not any(collection.store.recommendations_in(id_) for id_ in rows):
        return []
    from compendium.search.chains import chains
    from compendium.search.filters import Filters
    from compendium.search.ledger import ledger

    entries = ledger(collection, "", Filters(recommendations=True)).entries
    shown = [
        entry
        for entry in entries
        if rows & {recall.row.paragraph for recall in entry.mentions} or _made_at(entry, place.target, place.pinpoints)
    ]
    return chains(collection, shown, entries)


def _made_at(entry: Entry, target: str, pinpoints: tuple[str, ...]) -> bool:
    """Whether a source of an entry is a place that was asked for, or lies in it."""
    from compendium.corpus.citations import covers

    return any(
        cited.target == target and any(covers(wanted, pin) for wanted in pinpoints for pin in cited.pinpoints)
        for cited in entry.cites
    )
