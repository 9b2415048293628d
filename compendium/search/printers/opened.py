"""Documents and paragraphs laid open, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from compendium.corpus.document import Point
from compendium.corpus.styled import StyledText
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.search.cite import document_name, labels, pages_of, place, span
from compendium.search.describe import footnote_record, numbers_of, paragraph_record, section_records
from compendium.search.holdings import citing_place
from compendium.search.lacking import doubts
from compendium.search.links import link_to
from compendium.search.located import Noted, OutlineSection, Part
from compendium.search.printers.hits import label_of, print_trail
from compendium.search.printers.page import Page, counted
from compendium.search.records import VERSION
from compendium.search.show import Opened, Outline, Passage

if TYPE_CHECKING:  # most places have none
    from compendium.search.chains import Chain
    from compendium.search.desk_records import ChainRecord

__all__ = ["notices", "opened_record", "print_opened"]


def print_opened(opened: Opened, page: Page, again: Sequence[Chain] = ()) -> None:
    """What a reference names, and the recommendations there that were said again."""
    for at, outline in enumerate(opened.outlines):
        if at:
            page.blank()
        _print_outline(outline, page)
    for at, passage in enumerate(opened.passages):
        if at:
            page.blank()
        _print_passage(passage, page)
    for part in opened.parts:
        _print_part(part, page)
    for noted in opened.notes:
        page.title(noted.citation + label_of(noted.document))
        page.text(noted.note.footnote.text, 2)
        if noted.row is not None:
            page.dim(f"(its mark stands in {place(noted.row.paragraph)})", 2)
    if again:
        from compendium.search.printers.chains import print_said_again

        print_said_again(again, page)


def _print_part(part: Part, page: Page) -> None:
    """A section: its headings, and the paragraphs under them, in order."""
    page.title(f"{document_name(part.document)}, {part.name}{label_of(part.document)}")
    headings = {outlined.first.id: outlined for outlined in part.sections if outlined.first and outlined.section}
    empty = [outlined for outlined in part.sections if not outlined.first and outlined.section]
    for outlined in empty[:1] if empty and empty[0] is part.sections[0] else ():
        page.heading(_heading(outlined))
    for row in part.rows:
        if row.id in headings:
            page.blank()
            page.heading(_heading(headings[row.id]))
        _print_paragraph(row, page, ())


def _print_outline(outline: Outline, page: Page) -> None:
    document = outline.document
    page.title(document_name(document) + label_of(document))
    page.text(document.title, 2)
    page.dim("; ".join(_facts(outline)), 2)
    if outline.topics:
        page.dim("Topic: " + "; ".join(outline.topics), 2)
    for finding in outline.findings:
        page.dim(("may be incomplete: " if finding.incomplete else "note: ") + finding.message, 2)
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


def _heading(part: OutlineSection) -> str:
    return part.section.heading if part.section else "(before the first heading)"


def _span(part: OutlineSection) -> str:
    """The paragraphs right under a heading."""
    return span(part.first.paragraph, part.last.paragraph) if part.first and part.last else ""


def _print_passage(passage: Passage, page: Page) -> None:
    page.title(passage.citation + _further(passage) + label_of(passage.document))
    print_trail(passage.row.headings, passage.row.facts.topics, page)
    page.blank()
    for row in (*passage.before, passage.row, *passage.after):
        _print_paragraph(row, page, passage.points if row is passage.row else ())
    for note in passage.footnotes:
        page.text(f"[{note.footnote.label}] {note.footnote.text}", 2, hang=2)
    where = pages_of(passage.row.paragraph)
    cited = counted(passage.citing, "citation") + " of it held" if passage.citing else ""
    twins = "the same words in " + ", ".join(twin.source for twin in passage.twins) if passage.twins else ""
    beside = "; ".join(part for part in (passage.document.source, where, cited, twins) if part)
    page.dim(f"({beside})", 2)


def _further(passage: Passage) -> str:
    """The points after the first, beside the citation of that one."""
    return "".join(f", {''.join(f'({label})' for label in labels(point))}" for point in passage.points[1:])


def _print_paragraph(row: ParagraphRow, page: Page, wanted: Sequence[str]) -> None:
    """A paragraph with the marks of its footnotes in brackets; of its points those wanted, or all."""
    paragraph = row.paragraph
    number = f"{paragraph.number}. " if paragraph.number else ""
    if paragraph.is_table:
        for line in paragraph.text.split("\n"):
            page.text(line.replace("\t", " | "), 2, hang=2)
    else:
        _print_noted(StyledText(number) + paragraph.content, page, 2, 0)
    _print_points(paragraph.points, page, [tuple(labels(point)) for point in wanted], 6)


def _print_points(points: tuple[Point, ...], page: Page, wanted: Sequence[tuple[str, ...]], indent: int) -> None:
    """The points: all of them where none is wanted, otherwise those with a sign before them, and what is left out."""
    left: list[Point] = []
    for point in points:
        below = [path[1:] for path in wanted if path and path[0].casefold() == point.label.casefold()]
        if wanted and not below:
            left.append(point)
            continue
        _print_left_out(left, page, indent)
        left = []
        chosen = () in below
        _print_noted(StyledText(f"({point.label}) ") + point.content, page, indent, 4, chosen=chosen)
        _print_points(point.points, page, () if chosen else below, indent + 4)
    _print_left_out(left, page, indent)


def _print_left_out(points: Sequence[Point], page: Page, indent: int) -> None:
    """Says that points are not shown."""
    if points:
        run = f"({points[0].label})" + (f"–({points[-1].label})" if len(points) > 1 else "")
        page.dim(f"[{run} left out]", indent)


def _print_noted(content: StyledText, page: Page, indent: int, hang: int, *, chosen: bool = False) -> None:
    """A text with footnote marks in brackets, which stand back; what was asked for has a sign before it."""
    text, spans = content.text, []
    shift = 0
    for mark in content.marks:
        at = mark.offset + shift
        sign = f"[{mark.label}]"
        text = text[:at] + sign + text[at:]
        spans.append((at, at + len(sign)))
        shift += len(sign)
    page.text(text, indent, hang=hang, faint=spans, sign=">" if chosen else "")


def notices(store: Lookups, opened: Opened) -> Iterator[str]:
    """How the reference was read; what cannot be shown and why, and where it is cited; of what is shown, that its text
    may be incomplete.
    """
    if opened.place.reading:
        yield opened.place.reading
    yield from opened.lacking
    yield from doubts(store, (passage.document for passage in opened.passages))
    missing = opened.missing
    if missing is None:
        return
    named = missing.place
    if named.candidates:
        yield f"{named.citation} may be: " + ", ".join(named.candidates)
        return
    if named.documents:
        if missing.citations:
            yield "it is cited in:"
    elif missing.citations:
        yield f"{named.citation} is not held; it is cited in:"
    else:
        yield f"{named.citation} is not held and not cited"
    yield from dict.fromkeys(f"  {citing_place(store, row)}" for row in missing.citations[:10])
    if named.near:
        where = named.citation.removeprefix(named.target)
        yield "did you mean " + " or ".join(f"{near}{where}" for near in named.near) + "?"
    link = link_to(named.target) if not named.documents else None
    if link:
        yield f"  {link}"


def opened_record(store: Lookups, opened: Opened, reference: str, again: Sequence[Chain] = ()) -> Mapping[str, object]:
    """What a reference names, for scripts."""
    return {
        "version": VERSION,
        "reference": reference,
        "interpreted": opened.place.citation,
        "candidates": list(opened.place.candidates),
        "documents": [_outline_record(store, outline) for outline in opened.outlines],
        "paragraphs": [_passage_record(store, passage) for passage in opened.passages],
        "sections": [_part_record(part) for part in opened.parts],
        "footnotes": [_noted_record(noted) for noted in opened.notes],
        "chains": _chain_records(again),
        "notices": list(notices(store, opened)),
    }


def _chain_records(again: Sequence[Chain]) -> list[ChainRecord]:
    if not again:
        return []
    from compendium.search.printers.chains import chain_records

    return chain_records(again)


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
        "point": passage.points[0] if passage.points else None,
        "asked": list(passage.points),
        "twins": [twin.source for twin in passage.twins],
        **paragraph_record(document, row),
        "notes": [footnote_record(document, note, numbers) for note in passage.footnotes],
        "before": _records(document, passage.before),
        "after": _records(document, passage.after),
        "cited": passage.citing,
    }


def _part_record(part: Part) -> Mapping[str, object]:
    return {
        "citation": f"{document_name(part.document)}, {part.name}",
        "headings": [outlined.section.heading for outlined in part.sections if outlined.section],
        "paragraphs": _records(part.document, part.rows),
    }


def _noted_record(noted: Noted) -> Mapping[str, object]:
    numbers = numbers_of([noted.row.paragraph]) if noted.row else {}
    return {"citation": noted.citation, **footnote_record(noted.document, noted.note, numbers)}


def _records(document: DocumentRow, rows: tuple[ParagraphRow, ...]) -> list[Mapping[str, object]]:
    return [{**paragraph_record(document, row)} for row in rows]
