"""The text that a source's blocks lie in, for formats that have none of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from compendium.corpus.document import Block

__all__ = ["laid_out"]


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
