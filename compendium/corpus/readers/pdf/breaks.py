"""Where one paragraph, heading or point of a page ends and the next begins: by type, by room left, by indent."""

from __future__ import annotations

import re

from compendium.corpus.habits import habits
from compendium.corpus.readers.pdf.lines import LABEL, Line, Piece
from compendium.corpus.readers.pdf.measure import Measure

__all__ = ["in_the_middle", "label_of", "starts_block"]


BROKEN_WORD = re.compile(r"\w[-‐\u00ad]$")
NUMBERED = re.compile(r"\bparas?\.\s[\d.]+$")
SENTENCE_END = re.compile(r"[.!?:;][”’\")\]\d]*$")


def starts_block(block: list[Line], line: Line, following: Line | None, lines: list[Line], usual: Measure) -> bool:
    """Whether a line begins a block of its own, and does not carry on the one above; `lines` are those around it."""
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
    if in_the_middle(above, usual) and in_the_middle(line, usual):
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


def in_the_middle(line: Line, usual: Measure) -> bool:
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
