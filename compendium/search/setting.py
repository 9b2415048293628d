"""How a draft is set where the format does not say it: block quotations by their indent, paragraphs torn by a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compendium.corpus.document import Block, BlockKind, SourceText
from compendium.corpus.styled import StyledText

__all__ = ["set_blocks"]

INDENT = 3
"""Blanks by which a block quotation in plain text stands in."""
FULL = 50
"""Characters of a line that has come to its end, and is not short on purpose."""
PROSE = (BlockKind.TEXT, BlockKind.HEADING)
ENDED = re.compile(r"[.!?:;…][”\"»“’')\]]*$")
CLOSED = re.compile(r"[.!?:;…)\]][”\"»“’')\]]*$")
PASSED_OVER = re.compile(r"(?:…|\.\s?\.\s?\.)[\])]?$")
"""An ellipsis at the end of a line, which ends nothing."""
GOES_ON = re.compile(r"[(\[][^)\]]{5}")
"""How a line begins that ends no list and starts no point: with the citation of what stands before it."""


def set_blocks(source: SourceText) -> list[Block]:
    """The blocks of a draft, with what only their setting tells.

    A block of plain text whose lines all stand further in than the text before it is a quotation. What goes on without
    an empty line, after a line that ends no sentence, carries the block before on.
    """
    blocks: list[Block] = []
    for block in source.blocks:
        last = next((i for i in range(len(blocks) - 1, -1, -1) if blocks[i].kind is not BlockKind.NOTE), None)
        if last is not None and _is_torn_table(blocks[last], block):
            text = StyledText.join([blocks[last].content, block.content], "\n")
            blocks[last] = _whole_cells(replace(blocks[last], content=text, end=block.end))
        else:
            blocks.append(_whole_cells(block) if block.page and block.kind is BlockKind.TABLE else block)
    return list(_joined(source.text, list(_indented(source.text, blocks))))


def _is_torn_table(before: Block, block: Block) -> bool:
    """Whether a table goes on, amid a quotation, on the next page."""
    tables = before.kind is block.kind is BlockKind.TABLE and before.page is not None and block.page == before.page + 1
    return tables and any(_is_open(cell) for cell in before.content.text.split("\n")[-1].split("\t"))


def _whole_cells(block: Block) -> Block:
    """A table of a page, whose rows are lines, the lines of a cell joined where a quotation or citation runs on."""
    rows: list[list[str]] = []
    for line in block.content.text.split("\n"):
        cells = line.split("\t")
        torn = next((i for i, cell in enumerate(rows[-1]) if _runs_on(cell, cells[i : i + 1])), None) if rows else None
        if torn is None:
            rows.append(cells)
            continue
        columns = range(len(cells)) if len(cells) == len(rows[-1]) else [torn] * len(cells)
        for column, cell in zip(columns, cells, strict=True):
            rows[-1][column] = f"{rows[-1][column]} {cell}".strip()
    return replace(block, content=StyledText("\n".join("\t".join(row) for row in rows)))


def _runs_on(cell: str, below: Sequence[str]) -> bool:
    """Whether a cell's quotation is not closed, or its citation wants the number that stands below."""
    wants = re.search(r"(?:[,/]|\bparas?\.|\bart\.)$", cell) is not None
    return _is_open(cell) or (wants and any(re.match(r"\W*(?:\d|paras?\b|annex\b)", text) for text in below))


def _is_open(text: str) -> bool:
    """Whether a quotation is opened and not closed."""
    opened = [text.count(a) > text.count(b) for a, b in (("“", "”"), ("«", "»"), ("‘", "’"))]
    return any(opened) or text.count('"') % 2 == 1 or text.count("„") > text.count("“") + text.count("”")


def _indented(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    margins = [_margin(text, block) for block in blocks]
    usual = min((margin for margin, block in zip(margins, blocks, strict=True) if block.kind in PROSE), default=0)
    hanging = any(_first_line_is_in(text, block) for block in blocks)
    for block, margin in zip(blocks, margins, strict=True):
        alone = "\n" not in text[block.start : block.end].strip("\n")
        apart = block.kind is BlockKind.TEXT and margin >= usual + INDENT and not (alone and hanging)
        yield replace(block, quoted=True) if apart and block.page is None else block


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
        if before is not None and not block.continues and _is_torn(text, before, block):
            block = replace(block, continues=True)
        yield block
        if block.kind is not BlockKind.NOTE:
            before = block


def _is_torn(text: str, before: Block, block: Block) -> bool:
    """Whether a block goes on, on the next line or page, after one that ends no sentence."""
    if before.quoted != block.quoted or block.kind not in PROSE or block.label:
        return False
    if not block.quoted and (block.continues is False or block.kind is not BlockKind.TEXT):
        return False
    if before.kind not in (PROSE if block.quoted else (BlockKind.TEXT, BlockKind.ITEM)):
        return False
    last, head = before.content.text, block.content.text
    if block.page is not None:  # what stands on one page was told apart by its place
        cited = GOES_ON.match(head) is not None and before.page != block.page
        goes_on = head[:1].islower() or cited or (block.quoted and _is_open(last))
        ended = CLOSED.search(last) is not None and not PASSED_OVER.search(last)
        return goes_on and not ended and (before.page != block.page or not block.quoted)
    between = text[before.end : block.start]
    if between.strip() or between.count("\n") > 1:
        return False
    full = len(text[: before.end].rpartition("\n")[2]) >= FULL
    return GOES_ON.match(head) is not None or (not ENDED.search(last) and (full or not head[:1].isupper()))
