"""Lists of key topics: a label, and what follows it in its block, in the next or as list items."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from compendium.corpus.clean import lines
from compendium.corpus.document import Block, BlockKind
from compendium.corpus.habits import habits
from compendium.corpus.numbering import numbered

__all__ = ["key_topics_at"]

LONGEST_LIST = 40
"""Blocks after a label that can still belong to its list."""


def key_topics_at(blocks: Sequence[Block], i: int) -> tuple[str, ...] | None:
    """The key topics that a block lists, none where it is their label alone; None where it belongs to no list."""
    block = blocks[i]
    if habits().key_topics.match(block.content.text):
        return ()
    inline = habits().key_topics_inline.match(block.content.text)
    if inline is None and not _after_label(blocks, i):
        return None
    themes = lines(block.content).text[inline.start("themes") if inline else 0 :].rstrip(" .").split(";")
    return tuple(t.strip() for t in themes if t.strip())


def _after_label(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block is the first after a label of key topics, or one of the list items after it."""
    before = [b for b in reversed(blocks[max(0, i - LONGEST_LIST) : i]) if b.kind is not BlockKind.RULE]
    if blocks[i].kind is BlockKind.ITEM:
        before = list(dropwhile(lambda b: b.kind is BlockKind.ITEM and not numbered(b), before))
    return bool(before) and habits().key_topics.match(before[0].content.text) is not None
