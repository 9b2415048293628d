"""Page furniture: headers, page numbers, job numbers; found from the edge of the page inwards, so that text stays."""

from __future__ import annotations

import re
from collections import Counter

from compendium.corpus.readers.pdf.characters import PageWords
from compendium.corpus.readers.pdf.lines import Row
from compendium.corpus.readers.pdf.profile import profile

__all__ = ["part_furniture"]

DIGITS = re.compile(r"\d+|\b[ivxl]+\b")
RULE = re.compile(r"[_\W]*[_–—-]{5,}[_\W]*")


def part_furniture(pages: list[PageWords], rows: list[list[Row]]) -> list[tuple[list[Row], list[Row], list[Row]]]:
    """For each page its header, its body and its footer, as rows from top to bottom."""
    trusted = _artifacts_are_furniture(rows)
    repeated = _repeated(pages, rows)
    out: list[tuple[list[Row], list[Row], list[Row]]] = []
    for page, found in zip(pages, rows, strict=True):
        top, bottom = 0, len(found)
        while top < bottom and _is_furniture(page, found[top], repeated, trusted, head=True):
            top += 1
        while bottom > top and _is_furniture(page, found[bottom - 1], repeated, trusted, head=False):
            bottom -= 1
        out.append((found[:top], found[top:bottom], found[bottom:]))
    return out


def _artifacts_are_furniture(rows: list[list[Row]]) -> bool:
    """Whether the source marks its furniture, and believably: some producers mark everything, most mark nothing."""
    marked = other = 0
    for page in rows:
        for row in page:
            for cell in row.cells:
                if cell.artifact:
                    marked += len(cell.text)
                else:
                    other += len(cell.text)
    return 0 < marked < other


def _is_furniture(page: PageWords, row: Row, repeated: Counter[str], trusted: bool, *, head: bool) -> bool:
    if page.number == 1 and head:
        return False  # the masthead, which Word makes as a header
    if trusted and all(c.artifact for c in row.cells):
        return True
    habits = profile()
    depth = (page.height - row.y if head else row.y) / page.height
    text = " ".join(c.text for c in row.cells)
    if not head and depth < habits.job_depth and habits.job.match(text):
        return True
    if depth > (habits.head_depth if head else habits.foot_depth):
        return False
    if RULE.fullmatch(text):
        return False
    if repeated[_key(page, row, head=head)] and not (trusted and any(c.element for c in row.cells)):
        return True
    if not head and habits.job.search(text):
        return True
    pattern = habits.head if head else habits.foot
    return all(pattern.fullmatch(c.text) or (not head and habits.head.fullmatch(c.text)) for c in row.cells)


def _repeated(pages: list[PageWords], rows: list[list[Row]]) -> Counter[str]:
    """Rows whose words, figures aside, stand at the same height on a good part of the pages, each with their number.

    Headers of odd and even pages differ, so no more than a quarter is asked for; headings such as `Table 3` at the
    top of some pages are fewer.
    """
    habits = profile()
    counts: Counter[str] = Counter()
    for page, found in zip(pages, rows, strict=True):
        head = {_key(page, r, head=True) for r in found if (page.height - r.y) / page.height <= habits.head_depth}
        foot = {_key(page, r, head=False) for r in found if r.y / page.height <= habits.foot_depth}
        counts.update(head)
        counts.update(foot)
    enough = max(2.0, 0.25 * len(pages))
    return Counter({key: n for key, n in counts.items() if n >= enough})


def _key(page: PageWords, row: Row, *, head: bool) -> str:
    text = DIGITS.sub("#", " ".join(c.text for c in row.cells).casefold())
    distance = page.height - row.y if head else row.y
    return f"{'head' if head else 'foot'} {round(distance / 8)} {text}"
