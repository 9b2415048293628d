"""Page furniture of text with form feeds, as programs make it of PDFs: running heads, page and job numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from compendium.corpus.clean import job_number
from compendium.corpus.habits import habits

__all__ = ["without_furniture"]

DEPTH = 4
"""Lines at the head and at the foot of a page that are looked at."""
SHARE = 0.25
"""Of all pages, on which a running line must stand: those of odd and even pages differ."""
DIGITS = re.compile(r"\d+")
LABELLED = re.compile(r"\(?\w{1,3}[./)](?:\s|$)")
"""A paragraph's number, a point's letter or a footnote's sign: such a line is text."""


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of each page, furniture made blank.

    Furniture is looked for from the edge of the page inwards: what the habits know, and lines that come again, figures
    aside, at the same edge of other pages. The head of the first page is the masthead.
    """
    out = [list(page) for page in pages]
    for step in (1, -1):
        edges = [_edge(page, step) for page in out[1 if step == 1 else 0 :]]
        counts = Counter(key for edge in edges for key in {_key(line) for _, line in edge})
        enough = max(2, SHARE * len(pages))
        for page, edge in zip(out[1 if step == 1 else 0 :], edges, strict=True):
            for place, line in edge:
                if LABELLED.match(line.strip()) or not (_known(line) or counts[_key(line)] >= enough):
                    break
                page[place] = ""
    return out


def _edge(page: Sequence[str], step: int) -> list[tuple[int, str]]:
    """The lines with text nearest to the head (`step` 1) or the foot (-1) of a page, the outermost first."""
    filled = [(place, line) for place, line in enumerate(page) if line.strip()]
    return filled[::step][:DEPTH]


def _key(line: str) -> str:
    return DIGITS.sub("#", " ".join(line.casefold().split()))


def _known(line: str) -> bool:
    return bool(habits().furniture.match(line) or job_number(line.strip()))
