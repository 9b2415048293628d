"""Web pages (HTML): the main content alone, with headings, lists, tables and footnotes."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup
from bs4.element import Tag

from compendium.corpus.document import Block, BlockKind, SourceText
from compendium.corpus.readers.decode import decode
from compendium.corpus.readers.html.notes import find_notes
from compendium.corpus.readers.html.page import attribute, left_out, main_content, measured
from compendium.corpus.readers.html.walk import Walk
from compendium.corpus.readers.layout import laid_out
from compendium.corpus.styled import StyledText
from compendium.errors import SourceError

__all__ = ["read"]

DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
HEAD = 4096
"""Bytes among which a page declares its character set (the HTML standard says 1024)."""
TITLES = 20
"""First-level headings that are looked at for the page's title."""


def read(data: bytes) -> SourceText:
    """The blocks of a page's main content.

    Raises:
        SourceError: no character set fits, or it is no page.
    """
    declared = DECLARED.search(data[:HEAD])
    text, guesses = decode(data, declared[1].decode("ascii") if declared else None)
    with warnings.catch_warnings():
        # Beautiful Soup wonders about pages that look like XML or like an address; they are read as pages.
        warnings.simplefilter("ignore")
        page = BeautifulSoup(text, "lxml")
    body = page.body
    if not isinstance(body, Tag):
        raise SourceError("the web page is empty", hint="Save the page again from the browser.")
    measures = measured(body)
    content = main_content(body, measures)
    blocks = list(Walk(measures, find_notes(content, measures)).read(content))
    laid, placed = laid_out([*_title_above(body, content, blocks), *blocks])
    return SourceText(laid, placed, title=_title(page), warnings=guesses)


def _title(page: BeautifulSoup) -> str:
    """The title that the page declares."""
    shared = page.find("meta", attrs={"property": "og:title"})
    said = attribute(shared, "content") if isinstance(shared, Tag) else ""
    named = page.find("title")
    return " ".join((said or (named.get_text() if isinstance(named, Tag) else "")).split())


def _title_above(body: Tag, content: Tag, blocks: list[Block]) -> list[Block]:
    """The page's first-level heading where it stands above the main content, as on many sites."""
    if any(b.kind is BlockKind.HEADING and b.level == 1 for b in blocks):
        return []
    outside = [h for h in body.find_all("h1", limit=TITLES) if not any(p is content for p in h.parents)]
    words = " ".join(outside[0].get_text(" ").split()) if len(outside) == 1 else ""
    if not words or left_out(outside[0], measured(outside[0])):
        return []
    return [Block(BlockKind.HEADING, StyledText(words), 0, 0, level=1, continues=False)]
