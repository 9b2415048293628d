"""Documents and paragraphs laid open, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compendium.corpus.document import Point
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.search.cite import document_name, labels, span
from compendium.search.describe import footnote_record, numbers_of, paragraph_record, section_records
from compendium.search.holdings import citing_place
from compendium.search.links import link_to
from compendium.search.printers.hits import label_of, print_trail
from compendium.search.printers.page import Page, counted
from compendium.search.records import VERSION
from compendium.search.show import Missing, Opened, Outline, OutlineSection, Passage

__all__ = ["opened_record", "print_opened", "why_missing"]


def print_opened(opened: Opened, page: Page) -> None:
    """What a reference names."""
    for at, outline in enumerate(opened.outlines):
        if at:
            page.blank()
        _print_outline(outline, page)
    for at, passage in enumerate(opened.passages):
        if at:
            page.blank()
        _print_passage(passage, page)


def _print_outline(outline: Outline, page: Page) -> None:
    document = outline.document
    page.title(document_name(document) + label_of(document))
    page.text(document.title, 2)
    page.dim("; ".join(_facts(outline)), 2)
    if outline.topics:
        page.dim("Topic: " + "; ".join(outline.topics), 2)
    link = link_to(document.symbol)
    if link:
        page.dim(link, 2)
    page.blank()
    for part in outline.sections:
        level = part.section.level if part.section else 1
        under = _span(part)
        page.text(_heading(part) + (f"  [{under}]" if under else ""), 2 * level, hang=2)


def _facts(outline: Outline) -> Iterator[str]:
    document = outline.document
    if document.kind:
        yield document.kind
    if document.date or document.year:
        yield document.date or str(document.year)
    if document.meeting:
        yield f"meeting {document.meeting}"
    yield counted(document.paragraphs, "paragraph")
    if document.symbol:
        yield counted(outline.citing, "citation") + " of it held"
    if document.incomplete:
        yield f"may be incomplete ({document.incomplete} findings: compendium documents)"


def _heading(part: OutlineSection) -> str:
    return part.section.heading if part.section else "(before the first heading)"


def _span(part: OutlineSection) -> str:
    """The paragraphs right under a heading."""
    return span(part.first.paragraph, part.last.paragraph) if part.first and part.last else ""


def _print_passage(passage: Passage, page: Page) -> None:
    page.title(passage.citation + label_of(passage.document))
    print_trail(passage.row.headings, passage.row.facts.topics, page)
    page.blank()
    for row in (*passage.before, passage.row, *passage.after):
        _print_paragraph(row, page, passage.point if row is passage.row else "")
    for note in passage.footnotes:
        page.text(f"Footnote {note.footnote.label}: {note.footnote.text}", 2, hang=2)
    pages = passage.row.paragraph.pages
    where = f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]}–{pages[-1]}" if pages else ""
    cited = counted(passage.citing, "citation") + " of it held" if passage.citing else ""
    beside = "; ".join(part for part in (passage.document.source, where, cited) if part)
    page.dim(f"({beside})", 2)


def _print_paragraph(row: ParagraphRow, page: Page, point: str) -> None:
    paragraph = row.paragraph
    number = f"{paragraph.number}. " if paragraph.number else ""
    if paragraph.is_table:
        for line in paragraph.text.split("\n"):
            page.text(line.replace("\t", " | "), 2, hang=2)
    else:
        page.text(number + paragraph.text, 2)
    _print_points(paragraph.points, page, labels(point), 6)


def _print_points(points: tuple[Point, ...], page: Page, wanted: list[str], indent: int) -> None:
    """The points; the one asked for stands out."""
    for point in points:
        text = f"({point.label}) {point.text}"
        chosen = wanted == [point.label]
        page.text(text, indent, [(0, len(text))] if chosen and page.colour else [], hang=4)
        _print_points(point.points, page, wanted[1:] if wanted[:1] == [point.label] else [], indent + 4)


def why_missing(store: Lookups, missing: Missing) -> Iterator[str]:
    """Why nothing can be shown, and where it is cited."""
    named = missing.place
    if named.candidates:
        yield f"{named.citation} may be: " + ", ".join(named.candidates)
        return
    if named.documents:
        document = named.documents[0]
        yield f"{document_name(document)} is held, and has no {named.citation.removeprefix(named.target).strip(' ,')}"
    elif missing.citations:
        yield f"{named.citation} is not held; it is cited in:"
    else:
        yield f"{named.citation} is not held and not cited"
    yield from dict.fromkeys(f"  {citing_place(store, row)}" for row in missing.citations[:10])
    link = link_to(named.target) if not named.documents else None
    if link:
        yield f"  {link}"


def opened_record(store: Lookups, opened: Opened, reference: str) -> Mapping[str, object]:
    """What a reference names, for scripts."""
    return {
        "version": VERSION,
        "reference": reference,
        "interpreted": opened.place.citation,
        "candidates": list(opened.place.candidates),
        "documents": [_outline_record(store, outline) for outline in opened.outlines],
        "paragraphs": [_passage_record(store, passage) for passage in opened.passages],
        "notices": list(why_missing(store, opened.missing)) if opened.missing else [],
    }


def _outline_record(store: Lookups, outline: Outline) -> Mapping[str, object]:
    document = outline.document
    return {
        "document": document.symbol or None,
        "source": document.source,
        "title": document.title,
        "kind": document.kind,
        "date": document.date or None,
        "year": document.year,
        "meeting": document.meeting,
        "language": document.language,
        "topics": list(outline.topics),
        "paragraphs": document.paragraphs,
        "cited": outline.citing,
        "link": link_to(document.symbol),
        "sections": list(section_records(store, document)),
    }


def _passage_record(store: Lookups, passage: Passage) -> Mapping[str, object]:
    document, row = passage.document, passage.row
    numbers = numbers_of([row.paragraph])
    return {
        "citation": passage.citation,
        "point": passage.point or None,
        **paragraph_record(document, row),
        "notes": [footnote_record(document, note, numbers) for note in passage.footnotes],
        "before": _records(document, passage.before),
        "after": _records(document, passage.after),
        "cited": passage.citing,
    }


def _records(document: DocumentRow, rows: tuple[ParagraphRow, ...]) -> list[Mapping[str, object]]:
    return [{**paragraph_record(document, row)} for row in rows]
