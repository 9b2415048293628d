"""Citations in house style: `CTOC/COP/WG.4/2017/4, para. 8 (f)`."""

from __future__ import annotations

import re

from compendium.corpus.paragraph import Paragraph
from compendium.indexer.rows import DocumentRow

__all__ = ["cite", "cite_footnote", "document_name", "labels", "pages_of", "place", "point_path", "span"]


def document_name(document: DocumentRow) -> str:
    """Its symbol, or the name of its source where it is unidentified."""
    return document.symbol or document.source


def cite(document: DocumentRow, paragraph: Paragraph, point: str = "") -> str:
    """The citation of a paragraph or of a point in it, given as `f` or `d(ii)`."""
    return f"{document_name(document)}, {place(paragraph, point)}"


def cite_footnote(document: DocumentRow, label: str) -> str:
    """The citation of a footnote."""
    return f"{document_name(document)}, footnote {label}"


def place(paragraph: Paragraph, point: str = "") -> str:
    """Where in its document a paragraph or point stands: `para. 8 (f)`, `annex II, para. 3`."""
    scope = f"{paragraph.scope}, " if paragraph.scope else ""
    number = f"para. {paragraph.number}" if paragraph.number else f"unnumbered paragraph {paragraph.ordinal}"
    return scope + number + "".join(f" ({label})" for label in labels(point))


def span(first: Paragraph, last: Paragraph) -> str:
    """Where a run of paragraphs stands: `paras. 3–7`."""
    if first.ordinal == last.ordinal:
        return place(first)
    if first.number and last.number and first.scope == last.scope:
        return f"{first.scope + ', ' if first.scope else ''}paras. {first.number}–{last.number}"
    return f"{place(first)} to {place(last)}"


def pages_of(paragraph: Paragraph) -> str:
    """On which pages of its source a paragraph stands: `page 3`, `pages 3–4`; nothing where it has none."""
    pages = paragraph.pages
    if not pages:
        return ""
    return f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]}–{pages[-1]}"


def labels(point: str) -> list[str]:
    """The labels in the path of a point, outer first.

    >>> labels("d(ii)"), labels("")
    (['d', 'ii'], [])
    """
    return re.findall(r"[^()\s]+", point)


def point_path(path: tuple[str, ...]) -> str:
    """The path of a point in one word.

    >>> point_path(("d", "ii"))
    'd(ii)'
    """
    return path[0] + "".join(f"({label})" for label in path[1:]) if path else ""
