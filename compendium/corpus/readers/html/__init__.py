"""Web pages (HTML): the main content alone, with headings, lists, tables and footnotes."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup
from bs4.element import Tag

from compendium.corpus.document import Block, BlockKind, Finding, FindingKind, SourceText
from compendium.corpus.readers.decode import decode
from compendium.corpus.readers.html.notes import find_notes, with_its_notes
from compendium.corpus.readers.html.page import HIDDEN, attribute, left_out, main_content, measured
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
ELSEWHERE = ["frame", "iframe", "embed", "object"]
"""Elements that show another document."""
FEW = 1500
"""Characters; a page with less around a frame is there for what the frame shows."""
TITLES = 20
"""First-level headings that are looked at for the page's title."""


def read(data: bytes, charset: str | None = None) -> SourceText:
    """The blocks of a page's main content.

    Args:
        data: the page.
        charset: its character set, where something else than the page declares it.

    Raises:
        SourceError: no character set fits, or the page has no text of its own.
    """
    declared = DECLARED.search(data[:HEAD])
    text, guesses = decode(data, declared[1].decode("ascii") if declared else charset)
    with warnings.catch_warnings():
        # Beautiful Soup wonders about pages that look like XML or like an address; they are read as pages.
        warnings.simplefilter("ignore")
        page = BeautifulSoup(text, "lxml")
    body = page.body
    if not isinstance(body, Tag):
        raise _empty(page)
    measures = measured(body)
    content = with_its_notes(main_content(body, measures), body)
    blocks = list(Walk(measures, find_notes(content, measures)).read(content))
    laid, placed = laid_out([*_title_above(body, content, blocks), *blocks])
    if not laid:
        raise _empty(page)
    framed = len(laid) < FEW and _frames(page)
    said = "it shows another document in a frame, which is not in the file"
    lacking = (Finding(FindingKind.DAMAGED, said),) if framed else ()
    return SourceText(laid, placed, title=_title(page), warnings=guesses, findings=lacking)


def _empty(page: BeautifulSoup) -> SourceError:
    """What is said of a page without text."""
    if _frames(page):
        return SourceError(
            "the page holds no text of its own: it shows another document in a frame",
            hint="Save that document itself (on docs.un.org: the PDF or Word file) and index it.",
        )
    if page.find("script"):
        return SourceError(
            "the page holds no text of its own: a script fetches it",
            hint="Print the page to a PDF in the browser and index that.",
        )
    return SourceError("the page holds no text", hint="Save the page again from the browser.")


def _frames(page: BeautifulSoup) -> bool:
    """Whether the page shows another document; what only counts visitors is hidden, or in a `noscript`."""
    return any(
        not (
            HIDDEN.search(attribute(tag, "style"))
            or attribute(tag, "height") in {"0", "1"}
            or tag.find_parent("noscript")
        )
        for tag in page.find_all(ELSEWHERE)
        if isinstance(tag, Tag)
    )


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
