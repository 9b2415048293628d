"""Where in a document its numbers come: what tells a number that carries a sequence on from one that does not.

The same numbers come again in other annexes and decisions and in lists inside a paragraph, so that a number is in the
document says nothing; the order of those to come does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from compendium.corpus.document import Block, BlockKind
from compendium.corpus.headings import looks_like_heading
from compendium.corpus.numbering import LETTERED, key_of, numbered

__all__ = ["Places", "after", "opens", "with_numbers"]

TEXT = frozenset({BlockKind.TEXT, BlockKind.ITEM, BlockKind.HEADING})

Key = tuple[int, ...]
"""A number as `key_of` gives it."""


class Places:
    """The blocks that bear each number, in order."""

    def __init__(self, blocks: Sequence[Block], *, plain: bool) -> None:
        """Notes them.

        Args:
            blocks: the document's blocks; places count from 0.
            plain: as in `looks_like_heading`.
        """
        self._printed: dict[Key, list[int]] = {}
        self._prose: dict[Key, list[int]] = {}
        for i, block in enumerate(blocks):
            if block.kind in TEXT and (found := numbered(block)):
                self._printed.setdefault(key_of(found.number), []).append(i)
                if not looks_like_heading(block, plain=plain):
                    self._prose.setdefault(key_of(found.number), []).append(i)

    def next(self, number: Key, i: int, *, printed: bool = False) -> int | None:
        """The next block below block `i` that bears a number and reads like prose, or, if asked for, any that does."""
        places = (self._printed if printed else self._prose).get(number, [])
        at = bisect_right(places, i)
        return places[at] if at < len(places) else None

    def comes_first(self, number: Key, other: Key, i: int) -> bool:
        """Whether a number comes below block `i`, and before another comes there."""
        place, rival = self.next(number, i), self.next(other, i)
        return place is not None and (rival is None or place < rival)

    def comes_again(self, number: Key, i: int) -> bool:
        """Whether a number is printed once more below block `i`, with no 1 before it."""
        again, anew = self.next(number, i, printed=True), self.next((1,), i, printed=True)
        return again is not None and (anew is None or again < anew)


def after(number: Key) -> Key:
    """The number that comes next at the same depth.

    >>> after((16, 2))
    (16, 3)
    """
    return (*number[:-1], number[-1] + 1)


def opens(number: tuple[int, ...]) -> bool:
    """Whether a number that ends in 1 can be a document's first: 1, 16.1, 3.I.1, but not 3.2.1."""
    return len(number) <= 2 or not all(part < LETTERED for part in number)


def with_numbers(blocks: list[Block]) -> list[Block]:
    """The blocks, a number or letter that stands alone joined to the text after it.

    Some converters set a hanging number on a line of its own.
    """
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        alone = before and re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})*)\.|\(([a-z]{1,5})\)", before.content.text)
        if before and alone and not before.label and block.kind in {BlockKind.TEXT, BlockKind.ITEM} and not block.label:
            joined[-1] = replace(block, label=alone[1] or alone[2], start=before.start)
        else:
            joined.append(block)
    return joined
