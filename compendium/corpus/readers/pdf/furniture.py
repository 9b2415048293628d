"""Page furniture: headers, page numbers, job numbers; found from the edge of the page inwards, so that text stays."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from compendium.corpus.readers.pdf.lines import Row
from compendium.corpus.readers.pdf.profile import profile
from compendium.corpus.readers.pdf.words import PageWords

__all__ = ["part_furniture"]

NUMBER = re.compile(r"\d{1,4}")
ROMAN = re.compile(r"[ivxl]+")
LEADERS = re.compile(r"(?:\.\s?){5,}")
ANYWHERE = "anywhere"
"""In the place of a height."""
WORDED = 4
"""Letters that make a row known by its words alone; a bare number may be that of a paragraph."""
SPECK = re.compile(r"(?:[^\W\d_]{1,2}(?![^\W\d_])|[\W_])+")
"""What text recognition makes of dust and of the edge of the paper: no figure, and no three letters together."""
HEADING = re.compile(r"[IVXL]+")
"""A heading that is a number alone."""
RULE = re.compile(r"[_\W]*[_–—-]{5,}[_\W]*")


def part_furniture(pages: list[PageWords], rows: list[list[Row]]) -> list[tuple[list[Row], list[Row], list[Row]]]:
    """For each page its header, its body and its footer, as rows from top to bottom."""
    trusted = _artifacts_are_furniture(rows)
    repeated = _repeated(pages, rows)
    out: list[tuple[list[Row], list[Row], list[Row]]] = []
    seen: set[str] = set()
    for page, found in zip(pages, rows, strict=True):
        top, bottom = 0, _above_notice(page, found)
        signs = _Signs(page, repeated, trusted, frozenset(seen))
        while top < bottom and signs.is_furniture(found, top, 1):
            top += 1
        while bottom > top and signs.is_furniture(found, bottom - 1, -1):
            bottom -= 1
        if not any(LEADERS.search(_text(row)) for row in found):  # a table of contents names annexes to come
            seen.update(text for row in found if profile().running.fullmatch(text := _text(row)))
        out.append((found[:top], found[top:bottom], found[bottom:]))
    return out


def _above_notice(page: PageWords, rows: list[Row]) -> int:
    """How many rows stand above the notice at the foot of a record's first page, or all."""
    if page.number > 1:
        return len(rows)
    pattern = profile().notice
    found = (i for i, row in enumerate(rows) if row.y < 0.4 * page.height and pattern.match(_text(row)))
    return next(found, len(rows))


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


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells the furniture of one page."""

    page: PageWords
    repeated: Counter[str]
    trusted: bool
    """Whether the source's own marks of furniture can be believed."""
    seen: frozenset[str]
    """Names of annexes that stand on lines of their own on the pages before."""

    def is_furniture(self, rows: list[Row], place: int, inward: int) -> bool:
        """Whether a row at the edge of the page is furniture; `inward` leads to the next row, 1 from the head."""
        head, row = inward > 0, rows[place]
        if self.page.number == 1 and head:
            return False  # the masthead, which Word makes as a header
        if self.trusted and all(c.artifact for c in row.cells):
            return True
        habits = profile()
        text = _text(row)
        if habits.running.fullmatch(text):
            tagged = self.trusted and any(c.element for c in row.cells)
            return head and text in self.seen and not tagged and _in_band(self.page, row, head=True)
        if not head and row.y < habits.job_depth * self.page.height and habits.job.match(text):
            return True
        if not _in_band(self.page, row, head=head) or RULE.fullmatch(text):
            return False
        if self.page.recognised and SPECK.fullmatch(text) and not HEADING.fullmatch(text):
            return True
        if self._is_repeated(rows, place, inward) or (not head and habits.job.search(text)):
            return True
        pattern = habits.head if head else habits.foot
        return all(pattern.fullmatch(c.text) or (not head and habits.head.fullmatch(c.text)) for c in row.cells)

    def _is_repeated(self, rows: list[Row], place: int, inward: int) -> bool:
        """Whether a row comes again on other pages and stands apart from the text, or with others that do."""
        row = rows[place]
        if not self._again(row, inward) or (self.trusted and any(c.element for c in row.cells)):
            return False
        following = rows[place + inward] if 0 <= place + inward < len(rows) else None
        apart = following is None or abs(row.y - following.y) > 1.5 * row.cells[0].size
        return apart or (following is not None and self._again(following, inward))

    def _again(self, row: Row, inward: int) -> bool:
        return any(self.repeated[key] for key in _keys(self.page, row, head=inward > 0))


def _text(row: Row) -> str:
    return " ".join(c.text for c in row.cells)


def _in_band(page: PageWords, row: Row, *, head: bool) -> bool:
    """Whether a row stands in the band of headers or of footers."""
    habits = profile()
    depth = (page.height - row.y if head else row.y) / page.height
    return depth <= (habits.head_depth if head else habits.foot_depth)


def _repeated(pages: list[PageWords], rows: list[list[Row]]) -> Counter[str]:
    """Rows whose words stand at the same height on a good part of the pages, each with their number.

    Headers of odd and even pages differ, so no more than a quarter is asked for; headings such as `Table 3` at the
    top of some pages are fewer. The pages of a scan lie one higher, one lower: on half of them the height is free.
    """
    counts: Counter[str] = Counter()
    for page, found in zip(pages, rows, strict=True):
        for head in (True, False):
            in_band = [row for row in found if _in_band(page, row, head=head)]
            counts.update({key for row in in_band for key in _keys(page, row, head=head)})
    enough, most = max(2.0, 0.25 * len(pages)), max(3.0, 0.5 * len(pages))
    return Counter({key: n for key, n in counts.items() if n >= (most if key.startswith(ANYWHERE) else enough)})


def _keys(page: PageWords, row: Row, *, head: bool) -> set[str]:
    """What a row is known by on other pages: its words, and its words without the page's own number.

    Only a number that goes up with the pages is the page's: `Decision 5/CP.17` and `Decision 6/CP.17` at the heads
    of two pages are two headings.
    """
    text = _text(row).casefold()
    distance = page.height - row.y if head else row.y
    place = f"{'head' if head else 'foot'} {round(distance / 8)}"
    if ROMAN.fullmatch(text):
        return {f"{place} roman"}
    numbers = list(NUMBER.finditer(text))
    keys = {f"{place} {text}"}
    for found in numbers[:1] + numbers[-1:]:
        offset = int(found.group()) - page.number
        keys.add(f"{place} {text[: found.start()]}#{offset}{text[found.end() :]}")
    if sum(map(str.isalpha, text)) >= WORDED:
        keys |= {key.replace(place, f"{ANYWHERE} {place.split()[0]}", 1) for key in keys}
    return keys
