"""Lines made blocks, and what each is: a heading, a point, a paragraph, a quotation that stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from compendium.corpus.document import BlockKind
from compendium.corpus.readers.pdf.breaks import in_the_middle, label_of, starts_block
from compendium.corpus.readers.pdf.lines import Line
from compendium.corpus.readers.pdf.measure import Measure
from compendium.corpus.readers.pdf.regions import Table

__all__ = ["Draft", "draft_blocks"]

PLAIN_LABEL = re.compile(r"1?\d{1,3}[A-Z]?(?:\.[IVX]{1,4})?(?:\.\d{1,3})*|[a-z]{1,2}|[ivxl]+|[A-Z](?:\.\d{1,3})?")
BULLETS = re.compile(r"[•·▪●○◦■➢\x81\x95\uf000-\uf0ff]|[-–—]|o|\(cid:\d+\)")
HEADING_LABEL = re.compile(r"[IVXL]{1,6}|[A-Z]")
"""Typewritten headings are set in no type of their own; paragraphs and points bear no such labels."""


@dataclass(slots=True)
class Draft:
    """A block before its text is joined."""

    kind: BlockKind
    lines: list[Line]
    breaks: set[int] = field(default_factory=set)
    """Lines, by place, that start a statement of their own."""
    table: Table | None = None
    label: str = ""
    skip: int = 0
    """Pieces of the first line that are the label or bullet."""
    level: int = 0
    continues: bool | None = None
    right: float = 0.0
    """Where the lines of its column end, in points."""
    quoted: bool = False
    """Whether all of it stands in, as a quotation does."""

    @property
    def text(self) -> str:
        """Its lines as read."""
        return " ".join(line.text for line in self.lines)


def draft_blocks(items: list[Line | Table], usual: Measure) -> list[Draft]:
    """The blocks of one page's body, in reading order."""
    drafts: list[Draft] = []
    run: list[Line] = []
    for item in [*items, Table([])]:
        if isinstance(item, Line):
            run.append(item)
            continue
        drafts += _paragraphs(run, usual)
        run = []
        if item.rows:
            drafts.append(Draft(BlockKind.TABLE, [c for row in item.rows for c in row.cells], table=item))
    led = False
    for draft in drafts:
        draft.right = usual.right
        draft.quoted = _stands_in(draft, usual, led=led)
        led = draft.text.endswith(":")
    return drafts


def _stands_in(draft: Draft, usual: Measure, *, led: bool) -> bool:
    """Whether a paragraph has a wider left margin than the text, all of it, and is neither centred nor bold.

    One line in the middle is a heading, unless what stands before leads to it.
    """
    if draft.kind not in (BlockKind.TEXT, BlockKind.HEADING) or draft.label or _all_bold(draft.lines):
        return False
    em, width = usual.size, usual.right - usual.left
    lefts = [line.x0 for line in draft.lines]
    left, right = min(lefts), max(line.x1 for line in draft.lines)
    inside = usual.left + 1.8 * em <= left <= usual.left + 0.3 * width
    if len(lefts) == 1:
        centred = abs(left + right - usual.left - usual.right) < 2 * em and right - left < 0.75 * width
        return inside and (not centred or led or draft.text[0].islower() or draft.text[-1] in ".;)")
    return inside and max(lefts[1:]) - min(lefts[1:]) < 2


def _all_bold(lines: list[Line]) -> bool:
    return all(line.all_set("bold") for line in lines)


def _paragraphs(lines: list[Line], usual: Measure) -> list[Draft]:
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        if groups and not starts_block(groups[-1], line, following, lines, usual):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_classified(g, usual) for g in groups]


def _classified(lines: list[Line], usual: Measure) -> Draft:
    draft = Draft(BlockKind.TEXT, lines)
    if not any(c.isalnum() for line in lines for c in line.text):
        draft.kind = BlockKind.RULE  # ----- or * * *
        return draft
    if not any(c.isalpha() for line in lines for c in line.text):
        draft.kind = BlockKind.TABLE  # figures alone: the scale of a chart, a stray column
        return draft
    label, count = label_of(lines[0])
    if _is_heading(lines, label, usual):
        draft.kind = BlockKind.HEADING
        return draft
    if not label:
        return draft
    bullet = BULLETS.fullmatch(label)
    if bullet:
        draft.kind, draft.skip = BlockKind.ITEM, count
        return draft
    if not label[0].isdigit():
        draft.kind = BlockKind.ITEM
    if lines[0].gap > 0 and lines[0].head == count and PLAIN_LABEL.fullmatch(label):
        draft.label, draft.skip = label, count
    return draft


def _is_heading(lines: list[Line], label: str, usual: Measure) -> bool:
    text = " ".join(p.word.text for line in lines for p in line.pieces if not p.raised)
    if len(lines) > 5 or len(text) > 400:
        return False
    size = lines[0].size
    roles = lines[0].element.roles if lines[0].element else ()
    if roles and re.fullmatch(r"H[1-6]?|Title", roles[0]):
        return True
    full_stop = bool(re.search(r"[.;:,][”’\")]*$", text))
    full = [x.x1 > usual.right - 0.6 * size for x in lines]
    if size < 1.05 * usual.size and (full[-1] or (all(full[:-1]) and len(lines) > 1 and label.isdigit())):
        return False  # a bold paragraph, its end on the next page
    bold = all(x.all_set("bold") for x in lines)
    italic = all(x.all_set("italic") for x in lines)
    if full_stop and not (bold and size > 1.1 * usual.size):
        return False
    if bold or (lines[0].gap > 0 and len(lines) <= 3 and HEADING_LABEL.fullmatch(label)):
        return True
    if size > 1.12 * usual.size and len(lines) <= 4:
        return True
    hanging = lines[0].gap > 0 and label[:1].isdigit()  # the first line of a paragraph, indented, its end ragged
    if all(in_the_middle(x, usual) for x in lines) and len(text) < 200 and not hanging:
        return True
    return italic and len(lines) <= 3 and len(text) < 200
