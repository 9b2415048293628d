"""Lines made blocks: where one paragraph, heading or point ends and the next begins, and what each is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from compendium.corpus.document import BlockKind
from compendium.corpus.habits import habits
from compendium.corpus.readers.pdf.lines import LABEL, Line, Piece
from compendium.corpus.readers.pdf.measure import Measure
from compendium.corpus.readers.pdf.regions import Table

__all__ = ["Draft", "draft_blocks"]

PLAIN_LABEL = re.compile(r"1?\d{1,3}[A-Z]?(?:\.[IVX]{1,4})?(?:\.\d{1,3})*|[a-z]{1,2}|[ivxl]+|[A-Z](?:\.\d{1,3})?")
BULLETS = re.compile(r"[•·▪●○◦■➢\x81\x95\uf000-\uf0ff]|[-–—]|o|\(cid:\d+\)")
HEADING_LABEL = re.compile(r"[IVXL]{1,6}|[A-Z]")
"""Typewritten headings are set in no type of their own; paragraphs and points bear no such labels."""
BROKEN_WORD = re.compile(r"\w[-‐\u00ad]$")
NUMBERED = re.compile(r"\bparas?\.\s[\d.]+$")
SENTENCE_END = re.compile(r"[.!?:;][”’\")\]\d]*$")


PARAGRAPHS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Caption", "Title", "Note", "FENote", "BlockQuote"}


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
        if groups and not _starts_block(groups[-1], line, following, lines, usual):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_classified(g, usual) for g in groups]


def _starts_block(block: list[Line], line: Line, following: Line | None, lines: list[Line], usual: Measure) -> bool:
    above = block[-1]
    step = above.y - line.y
    pitch = usual.pitch_of(line.size)
    if _same_element(above, line):
        # Word may put the next paragraph into the element of the one that a page break cuts; its number tells.
        return not 0 < step < 2.5 * pitch or (line.gap > 0 and label_of(line)[0][:1].isdigit())
    if step <= 0 or step > max(1.32 * pitch, 1.25 * line.size):
        return True
    if _is_cut(above, line):
        return False
    declared = _is_block_element(above) and _is_block_element(line)
    if declared or abs(above.size - line.size) > 0.08 * usual.size or _starts_endnote(line):
        return True
    labelled = label_of(line)
    if _in_the_middle(above, usual) and _in_the_middle(line, usual):
        return bool(labelled[0]) or not _same_style(above, line)
    heading = _looks_heading(block)
    if heading != (line.all_set("bold") or line.all_set("italic")) and heading:
        return not _same_style(above, line)
    if _same_style(above, line) and heading and not labelled[0]:
        return above.x1 - above.x0 < 0.4 * (usual.right - usual.left) and not _centred(above, line, usual)
    if labelled[0] and (line.gap > 0 or _room_left(above, line, lines, usual) or line.x0 > above.x0 + 0.8 * line.size):
        return True
    if _room_left(above, line, lines, usual):
        return bool(labelled[0]) or not (_goes_on(above, line) or _goes_on_within(above, line, usual))
    indent = line.x0 - above.x0
    if (
        indent > 0.8 * line.size
        and SENTENCE_END.search(above.text)
        and (_stands_in_below(above, line) or _is_first(line, following))
    ):
        return not above.gap
    return indent < -0.8 * line.size and len(block) > 1 and bool(SENTENCE_END.search(above.text))


def _is_cut(above: Line, line: Line) -> bool:
    """Whether a line's end breaks a word, or parts `para.` from its number, or `para. 4` from its point."""
    broken = BROKEN_WORD.search(above.text) is not None and line.text[:1].isalnum()
    numbered = line.text[:1].isdigit() and habits().abbreviation.search(above.text[-12:]) is not None
    pointed = line.text[:1] == "(" and NUMBERED.search(above.text) is not None
    return (broken or numbered or pointed) and abs(above.size - line.size) < 0.5


def _stands_in_below(above: Line, line: Line) -> bool:
    """Whether a line begins what is set apart below the words that lead to it: `The report says:`."""
    return line.x0 - above.x0 > 1.8 * line.size and above.text.endswith(":")


def _is_first(line: Line, following: Line | None) -> bool:
    """Whether a line that stands in begins a paragraph, whose next line does not."""
    return following is None or following.x0 < line.x0 - 0.8 * line.size or following.y > line.y


def _starts_endnote(line: Line) -> bool:
    """Whether a line starts with a raised figure: a mark in the text follows its word and starts no line."""
    return line.pieces[0].raised and line.pieces[0].word.text.isdigit() and len(line.pieces) > 1


def _same_element(a: Line, b: Line) -> bool:
    return _is_block_element(a) and a.element is not None and b.element is not None and a.element.id == b.element.id


def _is_block_element(line: Line) -> bool:
    roles = line.element.roles if line.element else ()
    return bool(roles) and roles[0] not in (
        "Span",
        "Link",
        "Reference",
        "Figure",
        "Annot",
        "Sect",
        "Div",
        "Document",
        "Part",
        "TD",
    )


def _same_style(a: Line, b: Line) -> bool:
    return a.all_set("bold") == b.all_set("bold") and a.all_set("italic") == b.all_set("italic")


def _looks_heading(block: list[Line]) -> bool:
    return all(line.all_set("bold") for line in block) or all(line.all_set("italic") for line in block)


def _centred(a: Line, b: Line, usual: Measure) -> bool:
    return abs((a.x0 + a.x1) - (b.x0 + b.x1)) < 2 * usual.size and abs(a.x0 - b.x0) > 0.5 * usual.size


def _in_the_middle(line: Line, usual: Measure) -> bool:
    """Whether a line stands in the middle between the margins, as a typewritten heading does."""
    middle = (usual.left + usual.right) / 2
    return abs((line.x0 + line.x1) / 2 - middle) < 1.2 * usual.size and line.x0 > usual.left + 2.5 * usual.size


def _room_left(above: Line, line: Line, lines: list[Line], usual: Measure) -> bool:
    """Whether the first word of a line would have fitted on the line above, so that the break is meant."""
    start = line.head if line.gap and line.head == 1 and len(line.pieces) > 1 else 0
    needed = line.pieces[start + _kept_together(line.pieces[start:])].word.x1 - line.pieces[0].word.x0
    edge = _right_edge(above, lines, usual)
    return above.x1 + 0.25 * line.size + needed < edge - 0.6 * line.size


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line carries on the one above though its first word would have fitted there, or nearly so.

    It starts with a figure that a space without a break may hold to what follows (`by | 16 February 2009`), or it
    follows a dash, or stands under the first word after a hanging number whose line ends amid a sentence.
    """
    if (line.text[0].isdigit() and above.text[-1].isalpha()) or above.text.endswith((" —", " –")):
        return True
    hangs = above.gap > 0 and abs(above.pieces[above.head].word.x0 - line.x0) < 2
    return hangs and not SENTENCE_END.search(above.text)


def _goes_on_within(above: Line, line: Line, usual: Measure) -> bool:
    """Whether a line carries on the one above where both stand in: few lines show the margin of a quotation."""
    stands_in = above.x0 > usual.left + 1.8 * usual.size and abs(above.x0 - line.x0) < 1
    head = line.text.lstrip("…. ")[:1]
    return stands_in and (head.islower() or head in "([") and not SENTENCE_END.search(above.text)


def _kept_together(pieces: list[Piece]) -> int:
    """How many words at a line's head are held to the first: a figure and its unit or month, a word and its figure."""
    texts = [p.word.text for p in pieces[:2]]
    return int(len(texts) > 1 and (texts[0].isdigit() or texts[1][0].isdigit()))


def _right_edge(above: Line, lines: list[Line], usual: Measure) -> float:
    """Where lines like this one end: the document's margin, or that of an indented passage or a column."""
    i = lines.index(above)
    like = [above]
    for step in (-1, 1):
        k = i + step
        while 0 <= k < len(lines) and abs(lines[k].x0 - above.x0) < 2.5 * usual.size and abs(k - i) < 8:
            like.append(lines[k])
            k += step
    edge = max(x.x1 for x in like)
    if 4 * sum(x.x1 > usual.right + 0.5 * x.size for x in like) < len(like):
        edge = min(edge, usual.right)  # one line that juts out moves no margin
    if len(like) >= 3 and edge > above.x0 + 12 * above.size:
        close = [x for x in like if edge - x.x1 < 2.5 * above.size]
        if len(close) >= 2 and len(close) * 2 >= len(like):
            return edge
    return max(edge, usual.right)


def label_of(line: Line) -> tuple[str, int]:
    """The number, letter or bullet at the head of a line and how many pieces it takes; empty where there is none."""
    count = line.head if 0 < line.head <= 2 and line.gap > 0 else 1
    if len(line.pieces) <= count:
        return "", 0
    text = "".join(p.word.text for p in line.pieces[:count])
    found = LABEL.fullmatch(text)
    if found is None:
        return "", 0
    if not line.pieces[count].space and not line.gap:
        return "", 0
    return next(g for g in found.groups() if g), count


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
    if all(_in_the_middle(x, usual) for x in lines) and len(text) < 200 and not hanging:
        return True
    return italic and len(lines) <= 3 and len(text) < 200
