"""Citations in running text, found in one pass from start to end.

`find_citations` reads a whole document. A mention counts as a citation when it leads somewhere: a symbol, a resolution
or decision with its number, an article of a treaty, a publication by title or number. A treaty that is only named is
no citation, nor is a reference inside the document itself ("paras. 20-22 above").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from compendium.corpus.citations import adoption, mentions, places, works
from compendium.corpus.citations.context import Context, Target
from compendium.corpus.citations.draft import Draft
from compendium.corpus.citations.patterns import scanner
from compendium.corpus.citations.plain import cite_plain_titles
from compendium.corpus.citations.tables import body_of_document
from compendium.corpus.document import Citation, CitationKind, Document
from compendium.corpus.styled import StyledText

__all__ = ["find_citations", "find_in_text"]

_HANDLERS: dict[str, Callable[[Draft, re.Match[str]], int]] = {
    "act_name": mentions.act,
    "again": mentions.again,
    "anaphora": mentions.anaphora,
    "body": adoption.body,
    "book": mentions.book,
    "defined": mentions.unnamed,
    "foreign_document": mentions.foreign,
    "itself": mentions.itself,
    "law": mentions.law,
    "number": adoption.number,
    "pin": places.pin,
    "quote": works.quote,
    "sale": mentions.sale,
    "series": mentions.series,
    "short": adoption.short,
    "symbol": mentions.symbol,
    "text": mentions.named_text,
    "treaty_name": mentions.treaty,
    "word": adoption.resolutions,
}
"""What deals with each named branch of the scanner, and says where to go on; a web address is passed over."""


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Every citation in paragraphs and footnotes, in document order, a paragraph's footnotes after it."""
    context = Context(own_body=body_of_document(document.symbol), own_symbol=document.symbol)
    find_in_text(" ".join((document.masthead.body, document.masthead.title)), context)
    out: list[Citation] = []
    last_note: Target | None = None
    for paragraph in document.paragraphs:
        context.paragraph()
        before = (context.document, context.treaty)
        found = find_in_text(paragraph.full, context)
        out += [replace(citation, ordinal=paragraph.ordinal) for citation in found]
        for note in document.footnotes:
            if note.ordinal == paragraph.ordinal:
                mind = context.footnote(*_cited_before(found, note.offset, before, context))
                mind.last = last_note
                cited = find_in_text(note.content, mind)
                out += [replace(c, ordinal=note.ordinal, footnote=note.label) for c in cited]
                last_note = mind.last
    for note in document.footnotes:
        if note.ordinal is None:
            cited = find_in_text(note.content, context.footnote(None, ""))
            out += [replace(c, footnote=note.label) for c in cited]
    return tuple(out)


def find_in_text(text: StyledText | str, context: Context | None = None) -> list[Citation]:
    """Every citation in one text, in order, none overlapping another.

    >>> [(c.target, c.pinpoints) for c in find_in_text("See CTOC/COP/WG.4/2010/6, paras. 11 and 18.")]
    [('CTOC/COP/WG.4/2010/6', ('11', '18'))]
    """
    styled = StyledText(text) if isinstance(text, str) else text
    draft = Draft(styled, context if context is not None else Context())
    position, next_italic = 0, 0
    while (match := scanner().search(draft.text, position)) is not None:
        position, next_italic = _italics(draft, next_italic, position, match.start())
        if position > match.start():
            continue
        handler = _HANDLERS.get(match.lastgroup or "")
        position = max(handler(draft, match), match.start() + 1) if handler is not None else match.end()
    _italics(draft, next_italic, position, len(draft.text))
    cite_plain_titles(draft, draft.context.titles)
    return draft.out


def _italics(draft: Draft, first: int, position: int, until: int) -> tuple[int, int]:
    """Reads the italics, from that of index `first` on, that start between `position` and `until`, up to the first
    that cites; where to go on, and the index of the italics to come."""
    for index in range(first, len(draft.italics)):
        start, end = draft.italics[index]
        if start > until:
            return position, index
        if start >= position and (after := works.italic(draft, start, end)) is not None:
            return after, index + 1
    return position, len(draft.italics)


def _cited_before(
    found: list[Citation], offset: int | None, before: tuple[Target | None, str], context: Context
) -> tuple[Target | None, str]:
    """The document and the treaty that were cited last before a footnote's mark."""
    document, treaty = before
    for citation in found:
        if offset is not None and citation.end > offset:
            break
        if citation.kind is CitationKind.TREATY_ARTICLE:
            treaty = citation.target
        elif citation.kind in (CitationKind.UN_DOCUMENT, CitationKind.RESOLUTION, CitationKind.DECISION):
            document = Target(citation.kind, citation.target, citation.title)
    return document, treaty or context.treaty
