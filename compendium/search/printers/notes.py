"""Text notes: citations in house style, one a line and nothing beside them, to be pasted or piped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from compendium.corpus.reference import house_style
from compendium.search.ledger import Entry
from compendium.search.terminal import visible

__all__ = ["source_note", "write_notes"]


def write_notes(citations: Iterable[str], out: TextIO) -> None:
    """Write each citation on a line of its own."""
    out.writelines(f"{visible(citation)}\n" for citation in citations)


def source_note(entry: Entry) -> str:
    """The sources of a recommendation in one note; where its wording stands, if no source is named."""
    places = (", ".join(part for part in (c.target, house_style(*c.pinpoints)) if part) for c in entry.cites)
    return "; ".join(places) or entry.wording.citation
