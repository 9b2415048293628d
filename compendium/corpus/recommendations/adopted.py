"""Adopted recommendations: the text of a group's own report, where every paragraph is a recommendation."""

from __future__ import annotations

from collections.abc import Iterator

from compendium.corpus.document import Cited, Document, Paragraph, Recommendation
from compendium.corpus.recommendations.addressees import addressee
from compendium.corpus.recommendations.phrases import phrases

__all__ = ["adopted", "holds_adopted"]


def holds_adopted(document: Document) -> bool:
    """Whether a document is a group's report on its meeting, and not a collection of the wishes of single States."""
    p = phrases()
    heads = f"{document.masthead.title} {document.masthead.subtitle}"
    if not (p.report_title.search(heads) and p.group.search(f"{heads} {document.masthead.body}")):
        return False
    return not any(p.not_the_groups.search(paragraph.text) for paragraph in document.paragraphs)


def adopted(document: Document) -> Iterator[Recommendation]:
    """Every recommendation under a heading "Recommendations" of a group's report, in order.

    A paragraph is one recommendation, its lettered points included. Where its lead-in only introduces a list ("The
    Working Group recommended that States:"), each point is one.
    """
    for paragraph in document.paragraphs:
        if paragraph.number is None or not _under_recommendations(document, paragraph):
            continue
        lead = paragraph.text.rstrip()
        if paragraph.points and phrases().only_lists.search(lead):
            yield from _points(document, paragraph)
        elif not phrases().announces.search(lead):
            text = paragraph.full.text
            yield _entry(document, paragraph, 0, len(text), paragraph.number, addressee(text, ""))


def _under_recommendations(document: Document, paragraph: Paragraph) -> bool:
    return any(phrases().report_section.search(heading) for heading in document.headings(paragraph.section))


def _points(document: Document, paragraph: Paragraph) -> Iterator[Recommendation]:
    """Each outer point, its inner ones included."""
    text = paragraph.full.text
    outer = [(path[0], start) for path, start, _ in paragraph.point_spans() if len(path) == 1]
    ends = [start - 1 for _, start in outer[1:]] + [len(text)]
    for (label, start), end in zip(outer, ends, strict=True):
        begin = start + len(f"({label}) ")
        asked = addressee(text[begin:end], paragraph.text)
        yield _entry(document, paragraph, begin, end, f"{paragraph.number}({label})", asked)


def _entry(document: Document, paragraph: Paragraph, start: int, end: int, pinpoint: str, asked: str) -> Recommendation:
    return Recommendation(
        text=paragraph.full.text[start:end],
        quoted=True,
        meeting=document.meeting,
        year=document.year,
        start=start,
        end=end,
        cites=(Cited(document.symbol, (pinpoint,)),) if document.symbol else (),
        addressee=asked,
        ordinal=paragraph.ordinal,
    )
