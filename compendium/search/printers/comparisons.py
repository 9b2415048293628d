"""Redlines, paragraphs alike and reused language, for people and for scripts."""

from __future__ import annotations

from collections.abc import Sequence

from compendium.search.cite import document_name
from compendium.search.desk_records import RedlineRecord, ReusedRecord, SimilarRecord
from compendium.search.opening import Named
from compendium.search.printers.hits import label_of
from compendium.search.printers.page import Page, counted, some_of
from compendium.search.printers.rows import Format, write_object, write_rows
from compendium.search.records import VERSION
from compendium.search.redline import Run, as_html, as_text, likeness
from compendium.search.reuse import Reused
from compendium.search.similar import Similar
from compendium.search.terminal import visible

__all__ = ["write_redline", "write_reused", "write_similar"]

SHARED = 8
"""Words that two paragraphs have in common which are named."""


def write_redline(first: Named, second: Named, runs: Sequence[Run], form: str, page: Page) -> None:
    """A redline as text, as a piece of HTML, or as a record."""
    if form == "json":
        record: RedlineRecord = {
            "version": VERSION,
            "first": first.citation,
            "second": second.citation,
            "likeness": round(likeness(first.text, second.text), 4),
            "runs": [{"kind": run.kind, "text": run.text} for run in runs],
        }
        write_object(record, page.out)
    elif form == "html":
        page.out.write(f"<p>{as_html(runs)}</p>\n")
    else:
        page.title(f"{first.citation} to {second.citation}")
        if page.colour:
            page.out.write(as_text([Run(run.kind, visible(run.text)) for run in runs], colour=True) + "\n")
        else:
            page.text(as_text(runs), 2)


def write_similar(found: Sequence[Similar], citation: str, form: Format, page: Page) -> None:
    """Paragraphs alike."""
    if form != "text":
        write_rows("similar", map(_similar_record, found), form, page.out, {"reference": citation})
        return
    for at, one in enumerate(found):
        if at:
            page.blank()
        page.title(one.citation + label_of(one.document))
        both = f"both have {some_of(one.words, SHARED, ', ')}; " if one.words else ""
        page.dim(f"{both}{one.likeness:.0%} of all their words are the same in the same order", 2)
        page.text(_short(one.row.paragraph.full.text), 2)


def _similar_record(one: Similar) -> SimilarRecord:
    return {
        "document": one.document.symbol or None,
        "source": one.document.source,
        "paragraph": one.row.paragraph.number,
        "citation": one.citation,
        "score": round(one.score, 4),
        "likeness": round(one.likeness, 4),
        "words": list(one.words),
        "text": one.row.paragraph.full.text,
    }


def _short(text: str, length: int = 240) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= length:
        return text
    return text[: text.rfind(" ", 0, length)] + "…"


def write_reused(found: Sequence[Reused], citation: str, form: Format, page: Page) -> None:
    """Runs of the same words."""
    if form != "text":
        write_rows("reused", map(_reused_record, found), form, page.out, {"reference": citation})
        return
    for at, one in enumerate(found):
        if at:
            page.blank()
        here = f"para. {one.row.paragraph.number}" if one.row.paragraph.number else f"text {one.row.paragraph.ordinal}"
        page.title("; ".join(one.references) + label_of(one.document))
        page.dim(f"{counted(one.words, 'word')} of {here}", 2)
        page.text(f"“{one.text}”", 2)


def _reused_record(one: Reused) -> ReusedRecord:
    return {
        "paragraph": one.row.paragraph.number,
        "ordinal": one.row.paragraph.ordinal,
        "start": one.start,
        "end": one.end,
        "words": one.words,
        "text": one.text,
        "document": document_name(one.document),
        "references": list(one.references),
    }
