"""How a draft is set where the format does not say it: block quotations by their indent, paragraphs torn by a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compendium.corpus.document import Block, BlockKind, SourceText

__all__ = ["set_blocks"]

INDENT = 3
"""Blanks by which a block quotation in plain text stands in."""
FULL = 50
"""Characters of a line that has come to its end, and is not short on purpose."""
PROSE = (BlockKind.TEXT, BlockKind.HEADING)
ENDED = re.compile(r"[.!?:;…][”\"»“’')\]]*$")


def set_blocks(source: SourceText) -> list[Block]:
    """The blocks of a draft, with what only their setting tells.

    A block of plain text whose lines all stand further in than the text before it is a quotation. What goes on without
    an empty line, after a line that ends no sentence, carries the block before on.
    """
    return list(_joined(source.text, list(_indented(source.text, source.blocks))))


def _indented(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    margins = [_margin(text, block) for block in blocks]
    usual = min((margin for margin, block in zip(margins, blocks, strict=True) if block.kind in PROSE), default=0)
    hanging = any(_first_line_is_in(text, block) for block in blocks)
    for block, margin in zip(blocks, margins, strict=True):
        alone = "\n" not in text[block.start : block.end].strip("\n")
        apart = block.kind is BlockKind.TEXT and margin >= usual + INDENT and not (alone and hanging)
        yield replace(block, quoted=True) if apart else block


def _lines(text: str, block: Block) -> list[str]:
    """The lines of a block as they stand in a file, from the margin on."""
    start = text.rfind("\n", 0, block.start) + 1
    return text[start : block.end].split("\n")


def _margin(text: str, block: Block) -> int:
    return min(len(line) - len(line.lstrip(" ")) for line in _lines(text, block))


def _first_line_is_in(text: str, block: Block) -> bool:
    """Whether a paragraph begins further in than it goes on, so that a line alone that is in may be a paragraph."""
    first, *others = [len(line) - len(line.lstrip(" ")) for line in _lines(text, block)]
    return block.kind is BlockKind.TEXT and bool(others) and first > others[0]


def _joined(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those that a line's end or a page's has torn marked as what carries on."""
    before: Block | None = None
    for block in blocks:
        if before is not None and block.continues is None and _is_torn(text, before, block):
            block = replace(block, continues=True)
        yield block
        if block.kind is not BlockKind.NOTE:
            before = block


def _is_torn(text: str, before: Block, block: Block) -> bool:
    """Whether a block goes on, on the next line or page, after one that ends no sentence."""
    if not (before.kind is block.kind is BlockKind.TEXT) or before.quoted != block.quoted or block.label:
        return False
    if ENDED.search(before.content.text):
        return False
    head = block.content.text[:1]
    if before.page != block.page:
        return head.islower()
    between = text[before.end : block.start]
    full = len(text[: before.end].rpartition("\n")[2]) >= FULL
    return not between.strip() and between.count("\n") < 2 and (full or not head.isupper())
