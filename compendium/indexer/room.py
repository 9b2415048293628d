"""Room on the disk, looked for before a change is kept: else the store would change, and the index could not follow."""

from __future__ import annotations

from pathlib import Path

from compendium.errors import CollectionError
from compendium.indexer.store import Store

__all__ = ["make_sure_of_room", "no_room"]

LEAST = 1 << 20
"""Bytes that must be free beside what is written."""
UNWRITTEN = 2 << 20
"""Bytes of changes that SQLite holds in memory before it writes them to its log (its default `cache_size`)."""
OF_WORD = 256
"""Bytes of the index for each word that there is, for its entry in the dictionary and the first place where it stands;
it takes 120 to 180 in texts in which no word comes twice."""
OF_STORE = 2
"""Bytes of the index for each byte of the store beside that; with all words known, it takes 0.2 to 1.5."""


def make_sure_of_room(home: Path, store: Store) -> None:
    """Return if there is room for a new index beside the one in use, and for what the store has still to write.

    Raises:
        CollectionError: there is not.
    """
    from shutil import disk_usage

    index = OF_STORE * store.size + OF_WORD * store.count("vocabulary")
    unwritten = UNWRITTEN + max(0, store.size - store.path.stat().st_size) if store.is_changing else 0
    if disk_usage(home).free < index + unwritten + LEAST:
        raise no_room(home, is_stored=store.revision > 0 and not store.is_changing)


def no_room(home: Path, *, is_stored: bool) -> CollectionError:
    """The error that says so, and what is as it was: all, or all but the store, which the index then is behind."""
    what = f"There is no room left on the disk of {home}"
    if is_stored:
        return CollectionError(
            f"{what} for a new index. All that was stored is kept, and searches find what they found before.",
            hint="Make room, then: compendium rebuild",
        )
    return CollectionError(
        f"{what} to store more. What was stored before is as it was.", hint="Make room, and run the command again."
    )
