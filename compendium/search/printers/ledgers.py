"""Recommendations, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator

from compendium.corpus.recalled import refers_back
from compendium.search.describe import numbers_of, recommendation_record
from compendium.search.ledger import Entry, Ledger, Recall
from compendium.search.printers.hits import label_of
from compendium.search.printers.page import Page, listed
from compendium.search.printers.rows import Format, write_rows
from compendium.search.records import EntryRecord, RecallRecord, RecommendationRecord
from compendium.search.terminal import quoted

__all__ = ["entry_record", "print_entry", "write_ledger"]


def write_ledger(ledger: Ledger, form: Format, page: Page) -> None:
    """Write the ledger; as JSON one object, in the other forms one record for each recommendation."""
    if form != "text":
        head = {
            "notices": list(ledger.notices),
            "sources": {"held": ledger.sources.held, "cited": ledger.sources.cited},
        }
        write_rows("recommendations", map(entry_record, ledger.entries), form, page.out, head)
        return
    for at, entry in enumerate(ledger.entries):
        if at:
            page.blank()
        print_entry(entry, page)


def entry_record(entry: Entry) -> EntryRecord:
    """An entry of the ledger, in its best wording, with all its mentions."""
    return {
        **_recommendation(entry.wording),
        "meeting": entry.meeting,
        "year": entry.year,
        "cites": [{"target": cited.target, "pinpoints": list(cited.pinpoints)} for cited in entry.cites],
        "addressee": entry.addressee or None,
        "reiterated": [again.year for again in entry.again],
        "mentions": [_mention(recall) for recall in entry.mentions],
    }


def _mention(recall: Recall) -> RecallRecord:
    held = _recommendation(recall)
    return {
        "document": held["document"],
        "source": held["source"],
        "paragraph": held["paragraph"],
        "footnote": held["footnote"],
        "citation": recall.citation,
        "text": held["text"],
        "quoted": held["quoted"],
    }


def _recommendation(recall: Recall) -> RecommendationRecord:
    numbers = numbers_of([recall.paragraph.paragraph]) if recall.paragraph else {}
    return recommendation_record(recall.document, recall.row, numbers)


def print_entry(entry: Entry, page: Page) -> None:
    """An entry for people."""
    held = entry.wording.row.recommendation
    page.title("; ".join(_head(entry)))
    text, shift = (f"“{held.text}”", 1) if held.quoted and not held.text.startswith(("“", '"')) else (held.text, 0)
    page.text(f"{text} {entry.rest}".rstrip(), 2, [(start + shift, end + shift) for start, end in entry.marks])
    if not held.quoted and (back := refers_back(held.text)):
        page.dim(f"What “{back}” is stands before it: compendium show {quoted(entry.wording.citation)} --context 1", 2)
    if entry.cites:
        page.dim(f"Source: {entry.source}", 2)
        for target in dict.fromkeys(c.target for c in entry.cites):
            page.link(target, 2)
    for basis in dict.fromkeys(again.basis for again in entry.again):
        years = listed([str(again.year) for again in entry.again if again.basis == basis])
        page.dim(f"Said again in {years}, as stated in {basis}", 2)
    for word, places in (
        ("Adopted", [recall for recall in entry.mentions if recall.is_source]),
        ("Recalled", [recall for recall in entry.mentions if not recall.is_source]),
    ):
        if places:
            page.dim(f"{word} in: " + "; ".join(recall.citation + label_of(recall.document) for recall in places), 2)


def _head(entry: Entry) -> Iterator[str]:
    """`Meeting 6; 2015; to States; quoted`; of several sources, all their meetings and years."""
    meetings = sorted({o.meeting for o in entry.occasions if o.meeting is not None})
    years = sorted({o.year for o in entry.occasions if o.year is not None})
    yield (
        f"Meeting{'' if len(meetings) == 1 else 's'} {listed(list(map(str, meetings)))}"
        if meetings
        else "Meeting not stated"
    )
    if years:
        yield listed(list(map(str, years)))
    if entry.addressee:
        yield f"to {entry.addressee}"
    yield "quoted" if entry.wording.row.recommendation.quoted else "paraphrased"
