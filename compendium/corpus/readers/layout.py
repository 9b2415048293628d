"""What formats without pages share: the text that blocks lie in, and tables that only place text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from compendium.corpus.document import Block

__all__ = ["laid_out", "places_numbers"]

HANGING = re.compile(r"(\d{1,3})\.|\(?([a-z])[.)]")
"""What stands alone in the column of numbers: `12.`, `(a)`."""
PROSE = 100
"""Characters; where no text beside a number is longer, it is a table."""


def laid_out(blocks: Iterable[Block]) -> tuple[str, tuple[Block, ...]]:
    """The blocks' texts, one after another on lines of their own, and the blocks with offsets into that text.

    Blocks without text are left out.
    """
    placed: list[Block] = []
    offset = 0
    for block in blocks:
        end = offset + len(block.content.text)
        if end > offset:
            placed.append(replace(block, start=offset, end=end))
            offset = end + 1
    return "\n".join(block.content.text for block in placed), tuple(placed)


def places_numbers(rows: Iterable[Sequence[str]]) -> bool:
    """Whether a table is there to set paragraphs beside their numbers, as some do for want of a list.

    >>> long = "The Working Group held its meeting in Vienna and considered the paper prepared by the Secretariat. " * 2
    >>> places_numbers([("1.", long), ("2.", long)]), places_numbers([("1.", "Vienna"), ("2.", "Geneva")])
    (True, False)
    """
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    filled = [row for row in filled if row]
    if not filled or any(len(row) != 2 for row in filled):
        return False
    numbers = [HANGING.fullmatch(number) for number, _ in filled]
    places = [int(n[1]) if n[1] else ord(n[2]) for n in numbers if n]
    in_order = places == list(range(places[0], places[0] + len(filled))) if places else False
    return in_order and any(len(text) > PROSE for _, text in filled)
