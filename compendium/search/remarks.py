"""What a reader should know beside the outcome of a check: how a citation was read, and how good its source is.

Remarks change no outcome: they say what it rests on where that does not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compendium.corpus.citations import find_in_text
from compendium.corpus.document import CitationKind
from compendium.indexer.lookups import Lookups
from compendium.search.findings import IN_ORDER, Outcome
from compendium.search.lacking import doubts
from compendium.search.leads import Lead
from compendium.search.passages import Passage

__all__ = ["remarks"]


def remarks(store: Lookups, outcome: Outcome, lead: Lead | None, passages: Sequence[Passage]) -> tuple[str, ...]:
    """What is said beside an outcome.

    Args:
        store: The collection.
        outcome: Of a quotation, or of a citation alone.
        lead: What was cited; None where nothing was.
        passages: Where the words stand or nearly stand, or the places cited.
    """
    found: list[str] = []
    if outcome in IN_ORDER:
        found += _scoped(lead, passages)
    else:
        found += _taken_for(lead)
        documents = [passage.document for passage in passages] or (list(lead.place.documents) if lead else [])
        found += doubts(store, documents)
    return tuple(found)


def _scoped(lead: Lead | None, passages: Iterable[Passage]) -> Iterator[str]:
    """Where a number that a citation gives alone is not of the body but of an annex, or of a decision in a report."""
    if lead is None or any(not pinpoint[:1].isdigit() for pinpoint in lead.place.pinpoints):
        return
    scoped = [p for p in passages if p.rows[0].paragraph.scope and p.rows[0].paragraph.number]
    named = dict.fromkeys(one for p in scoped for one in p.references(p.start, p.end))
    if lead.place.pinpoints and named:
        yield f"the number is not of the body of the document: cite {'; '.join(named)}"


def _taken_for(lead: Lead | None) -> Iterator[str]:
    """What a citation that does not name its document, such as "ibid.", was taken for."""
    if lead is None or not lead.citation.target or lead.citation.kind is CitationKind.OTHER:
        return
    raw = lead.citation.raw
    if not any(citation.target == lead.citation.target for citation in find_in_text(raw)):
        yield f"“{raw}” was taken for {lead.place.citation}"
