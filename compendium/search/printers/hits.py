"""Hits for people: the citation, ready to paste; the headings and topics; the passage with its marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compendium.indexer.rows import DocumentRow
from compendium.indexer.tree import Field
from compendium.search.cite import document_name, labels, pages_of
from compendium.search.hits import Hit
from compendium.search.printers.page import Page, counted
from compendium.search.snippets import Snippet

if TYPE_CHECKING:  # a lookup prints trails and no answers
    from compendium.search.answer import Found
    from compendium.search.grouping import DocumentGroup

__all__ = ["label_of", "print_found", "print_hit", "print_passage", "print_trail"]

DIGEST = "digest"
INDENT = 2
BEGINNING = 160
"""Characters of a paragraph that are shown where only a heading above it matched."""


def print_found(found: Found, page: Page) -> None:
    """All hits, with an empty line between them, and what was searched where that is to be explained."""
    if found.groups is not None:
        _print_groups(found.groups, found.hits, page)
    else:
        _print_hits(found.hits, page)
    if found.searched is not None:
        from compendium.search.printers.explanations import print_searched

        print_searched(found.searched, page)


def _print_groups(groups: Sequence[DocumentGroup], hits: Sequence[Hit], page: Page) -> None:
    """Each document with how many of its paragraphs were found, and the best of these."""
    for at, group in enumerate(groups):
        if at:
            page.blank()
        page.title(f"{document_name(group.document)}{label_of(group.document)}: {counted(group.total, 'paragraph')}")
        if group.document.title != group.document.source:
            page.text(group.document.title, INDENT)
        page.blank()
        _print_hits([hit for hit in hits if hit.document == group.document], page)


def _print_hits(hits: Sequence[Hit], page: Page) -> None:
    for at, hit in enumerate(hits):
        if at:
            page.blank()
        print_hit(hit, page)


def print_hit(hit: Hit, page: Page) -> None:
    """One hit; the page on which it stands, where its source has pages."""
    page.title(hit.citation + label_of(hit.document))
    page.link(hit.document.symbol, INDENT)
    _print_passage(hit, page)
    if where := pages_of(hit.row.paragraph):
        page.dim(f"({hit.document.source}, {where})", INDENT)
    if hit.explanation is not None:
        from compendium.search.printers.explanations import print_explanation

        print_explanation(hit.explanation, page)


def _print_passage(hit: Hit, page: Page) -> None:
    print_trail(hit.row.headings, hit.row.facts.topics, page)
    if hit.inferred:
        page.dim("Topic (inferred): " + "; ".join(hit.inferred), INDENT)
    passage = hit.snippet
    field = passage.piece.field
    if field in {Field.TEXT, Field.POINTS, Field.FOOTNOTES}:
        print_passage(passage, _before(passage), page)
        return
    print_passage(passage, {Field.HEADINGS: "heading: ", Field.TITLE: "title: "}.get(field, "key topic: "), page)
    text = hit.row.paragraph.text
    if text:
        cut = text if len(text) <= BEGINNING else text[: text.rfind(" ", 0, BEGINNING)] + "…"
        page.text(cut, INDENT)


def print_trail(headings: Sequence[str], topics: Sequence[str], page: Page) -> None:
    """The path of headings, and the topics."""
    if headings:
        page.dim(" > ".join(headings), INDENT)
    if topics:
        page.dim("Topic: " + "; ".join(topics), INDENT)


def label_of(document: DocumentRow) -> str:
    """What has to be said of a document beside its citation: that it is of the digest."""
    return " [digest]" if document.kind == DIGEST else ""


def _before(passage: Snippet) -> str:
    """What stands before the passage: which footnote it is of, or the label of its point."""
    if passage.piece.field is Field.FOOTNOTES:
        return f"footnote {passage.piece.label}: "
    if passage.piece.field is Field.POINTS:
        return f"({labels(passage.piece.label)[-1]}) "
    return ""


def print_passage(passage: Snippet, before: str, page: Page) -> None:
    """A passage with its marks, after what says where it stands; dots where the text goes on."""
    before += "…" if passage.start else ""
    after = "…" if passage.end < len(passage.piece.text.rstrip()) else ""
    shift = len(before)
    page.text(before + passage.text + after, INDENT, [(a + shift, b + shift) for a, b in passage.marks])
