"""Recommendations, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator

from compendium.corpus.references import house_style
from compendium.search.describe import numbers_of, recommendation_record
from compendium.search.ledger import Entry, Ledger
from compendium.search.printers.hits import label_of
from compendium.search.printers.page import Page
from compendium.search.printers.rows import Format, write_rows
from compendium.search.records import RecommendationRecord

__all__ = ["write_ledger"]


def write_ledger(ledger: Ledger, form: Format, page: Page) -> None:
    """Write the ledger; as JSON one object, in the other forms one record for each recommendation."""
    if form != "text":
        head = {"notices": list(ledger.notices)}
        write_rows("recommendations", map(_record, ledger.entries), form, page.out, head)
        return
    for at, entry in enumerate(ledger.entries):
        if at:
            page.blank()
        _print_entry(entry, page)


def _record(entry: Entry) -> RecommendationRecord:
    numbers = numbers_of([entry.paragraph.paragraph]) if entry.paragraph else {}
    return recommendation_record(entry.document, entry.row, numbers)


def _print_entry(entry: Entry, page: Page) -> None:
    held = entry.row.recommendation
    page.title("; ".join(_head(entry)))
    text, shift = (f"“{held.text}”", 1) if held.quoted and not held.text.startswith(("“", '"')) else (held.text, 0)
    page.text(text, 2, [(start + shift, end + shift) for start, end in entry.marks])
    cited = "; ".join(", ".join(part for part in (c.target, house_style(*c.pinpoints)) if part) for c in held.cites)
    if cited:
        page.dim(f"Source: {cited}", 2)
    page.dim(f"Recalled in: {entry.citation}{label_of(entry.document)}", 2)


def _head(entry: Entry) -> Iterator[str]:
    held = entry.row.recommendation
    yield f"Meeting {held.meeting}" if held.meeting is not None else "Meeting not stated"
    if held.year is not None:
        yield str(held.year)
    if held.addressee:
        yield f"to {held.addressee}"
    yield "quoted" if held.quoted else "paraphrased"
