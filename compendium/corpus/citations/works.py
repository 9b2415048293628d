"""Publications by their titles, in italics or in quotation marks."""

from __future__ import annotations

import re

from compendium.corpus.citations.context import Target
from compendium.corpus.citations.draft import Draft
from compendium.corpus.citations.titles import Title, title_at_italic, title_at_quote, title_tail
from compendium.corpus.document import CitationKind

__all__ = ["italic", "quote"]


def italic(draft: Draft, start: int, end: int) -> int | None:
    """Cites the publication whose title is set in italics; where to go on, or None where it is no title."""
    found = title_at_italic(draft.text, start, end, draft.context.titles)
    return _publication(draft, found, italic=True) if found is not None else None


def quote(draft: Draft, match: re.Match[str]) -> int:
    """Cites the publication whose title stands in quotation marks."""
    if match.start() == draft.no_work_at:
        return match.end()
    found = title_at_quote(draft.text, match.start())
    return (_publication(draft, found, italic=False) if found is not None else None) or match.end()


def _publication(draft: Draft, title: Title, *, italic: bool) -> int | None:
    """Cites what bears this title: a document where its symbol follows, else a publication."""
    tail = title_tail(draft.text, title.end)
    if tail.symbol_at is not None:
        if title.certain:
            draft.title = (title.text, tail.symbol_at)
            return title.end
        return None
    if tail.adopted or not (title.certain or tail.certain):
        return None
    target = Target(CitationKind.PUBLICATION, tail.number, title.text)
    pins, stop = draft.tail(tail.end)
    if title.text not in draft.context.titles:
        if italic and not pins and not tail.certain and any(title.text in known for known in draft.context.titles):
            return title.end  # "the Framework for Action": a short form is no mention of its own
        draft.context.titles.append(title.text)
    return draft.cite(target, title.start, stop if pins else tail.end, pins)
