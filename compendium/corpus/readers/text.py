"""Text and Markdown, as people and converters write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from compendium.corpus.clean import joint
from compendium.corpus.document import Block, BlockKind, Page, SourceText
from compendium.corpus.habits import habits
from compendium.corpus.readers.decode import decode
from compendium.corpus.readers.inline import parse_inline
from compendium.corpus.readers.paging import without_furniture

__all__ = ["read"]

WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
LONG_LINE = 200
"""A source with longer lines than this, in columns, has one paragraph to a line, unless most end at one margin;
any other is taken to be wrapped by hand, so that lines which follow one another are one paragraph."""
SHORT_LINE = 40
"""Up to this a line may be the last of its paragraph, a heading or an item, and tells nothing of the margin."""
WIDEST = 120
"""Columns to which people wrap lines at most."""

LONE_BULLETS = frozenset("•‣▪●")
"""Signs that some converters set on a line of their own, above the item."""


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    """How a line may begin, in the order of trial."""
    return {
        "rule": re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={4,})$"),
        "heading": re.compile(r"\s{0,3}(?P<marks>\#{1,6})\s+(?P<body>.*?)(?:\s+\#+)?\s*$"),
        # <sup>5</sup> See ...    [^5]: See ...    \* CTOC/COP/WG.4/2019/1.
        "note": re.compile(
            r"\s{0,8}(?:<sup>\s*(?P<sup>\d{1,3}|\*+|[a-z])\s*</sup>|\[\^(?P<ref>[^\]\s]{1,12})\]:|(?P<star>(?:\\+\*|\*)+)(?=\s))"
            r"\s*(?P<body>.*)$"
        ),
        "bullet": re.compile(r"\s{0,8}[-+•‣▪●*–]\s+(?P<body>\S.*)$"),
    }


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    page: int | None
    end: int
    quoted: bool = False
    """Whether it is set apart as a quotation: `> ` stood before it."""

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read(data: bytes) -> SourceText:
    """The blocks of a text or Markdown source; offsets count in the decoded, normalised text."""
    text, warnings = decode(data)
    pages = text.count("\f")
    lines = _lines(text, paged=pages > 0)
    notes = _note_labels(lines)
    words = frozenset(re.findall(r"\w+(?:-\w+)*", text.lower()))
    blocks = tuple(_block(group, notes, words) for group in _groups(lines))
    sizes = (
        tuple(Page(i, len(part.strip())) for i, part in enumerate(text.rstrip("\f").split("\f"), 1)) if pages else ()
    )
    return SourceText(text, tuple(b for b in blocks if b is not None), sizes, warnings=warnings)


def _lines(text: str, *, paged: bool) -> list[_Line]:
    lines: list[_Line] = []
    quote = re.compile(r"\s{0,3}>(?:\s|(?=[^\W\d])|$)")
    offset = 0
    sheets = [sheet.split("\n") for sheet in text.split("\f")]
    kept = without_furniture(sheets) if paged else sheets
    for number, (sheet, shown_lines) in enumerate(zip(sheets, kept, strict=True), 1):
        for printed, line in zip(sheet, shown_lines, strict=True):
            quoted = quote.match(line)
            shown = line[quoted.end() :] if quoted else line
            lines.append(_Line(shown, offset, number if paged else None, offset + len(printed), quoted is not None))
            offset += len(printed) + 1
    return lines


def _note_labels(lines: list[_Line]) -> frozenset[str]:
    """Labels of the footnotes that the source defines, so that marks can be told from text."""
    labels: set[str] = set()
    listed = False
    for line in lines:
        if found := _heads()["note"].match(line.text):
            labels.add(_note_label(found))
        elif listed and (number := re.match(r"\s*(\d{1,3})[./)]?\s+\S", line.text)):
            labels.add(number[1])
        elif habits().endnotes.match(line.text.strip("#*_ ")):
            listed = True
    return frozenset(labels)


def _note_label(match: re.Match[str]) -> str:
    return str(match["sup"] or match["ref"] or match["star"].replace("\\", ""))


def _groups(lines: list[_Line]) -> list[list[_Line]]:
    """Lines that belong together, each group one block."""
    unwrapped = any(_width(line.text) > LONG_LINE for line in lines) and not _is_wrapped(lines)
    groups: list[list[_Line]] = []
    open_group: list[_Line] = []
    for line in lines:
        if line.blank:
            open_group = []
        elif open_group and _carries_on(open_group, line, unwrapped=unwrapped):
            open_group.append(line)
        else:
            open_group = [line]
            groups.append(open_group)
    return groups


def _width(text: str) -> int:
    """Columns that a line takes: a Chinese character fills two."""
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text))


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether a source with long lines is wrapped by hand all the same: nearly all of the others end at one margin,
    and the long ones are rows of tables or notes that could not be wrapped."""
    widths = [_width(line.text) for line in lines]
    others = sorted(n for n in widths if SHORT_LINE < n <= LONG_LINE)
    if len(others) < max(20, 4 * sum(1 for n in widths if n > LONG_LINE)):
        return False
    margin = others[int(0.95 * len(others))]
    return margin <= WIDEST and sum(1 for n in others if n >= margin - 15) > 0.6 * len(others)


def _carries_on(group: list[_Line], line: _Line, *, unwrapped: bool) -> bool:
    """Whether a line belongs to the block of the lines before it."""
    last = group[-1]
    heads = _heads()
    if line.page != last.page or line.quoted != last.quoted:
        return False
    if last.text.strip() in LONE_BULLETS:
        return True
    if any(p.match(line.text) for p in heads.values()) or _numbered(line.text):
        return False
    if heads["rule"].match(last.text) or heads["heading"].match(last.text):
        return False
    if last.text.endswith(("  ", "\\")):
        return True
    if unwrapped:
        # A heading of several lines in bold is one heading; its emphasis is still open at the line's end.
        return len(last.text) <= LONG_LINE and " ".join(g.text for g in group).count("**") % 2 == 1
    return True


def _numbered(text: str) -> bool:
    """Whether a line begins with a paragraph number, a point's letter or a note's label in brackets."""
    head = r"\s*(?:\d{1,3}(?:\.\d{1,3})*\.|\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)|\[\d{1,3}\])\s+\S"
    return re.match(head, text) is not None


def _block(group: list[_Line], notes: frozenset[str], words: frozenset[str]) -> Block | None:
    first, last = group[0], group[-1]
    kind, level, label, head = BlockKind.TEXT, 0, "", first.text.lstrip()
    heads = _heads()
    if heads["rule"].match(first.text):
        kind, head = BlockKind.RULE, ""
    elif found := heads["heading"].match(first.text):
        kind, level, head = BlockKind.HEADING, len(found["marks"]), found["body"]
    elif found := heads["note"].match(first.text):
        kind, label, head = BlockKind.NOTE, _note_label(found), found["body"]
    elif found := heads["bullet"].match(first.text):
        kind, head = BlockKind.ITEM, found["body"]
    elif first.text.strip() in LONE_BULLETS:
        kind, head = BlockKind.ITEM, ""
    raw = _joined([head, *(line.text.strip() for line in group[1:])], [line.text for line in group], words)
    content = parse_inline(raw, notes - {label} if kind is BlockKind.NOTE else notes).strip()
    if not content and kind is not BlockKind.RULE:
        return None
    quoted = kind is BlockKind.TEXT and first.quoted
    return Block(kind, content, first.start, last.end, first.page, level, label, quoted=quoted)


def _joined(parts: list[str], raw: list[str], words: frozenset[str]) -> str:
    """Lines as one text: a hard line break is kept, a soft one is a space, a hyphen at a line's end joins."""
    out = parts[0].rstrip()
    for before, part in zip(raw, parts[1:], strict=False):
        if before.endswith(("  ", "\\")):
            out = out.rstrip("\\").rstrip() + "\n" + part.rstrip()
        else:
            dropped, space = joint(out, part, words) if out.endswith(("-", "–", "/")) else (0, " ")
            out = out[: len(out) - dropped] + space + part.rstrip()
    return out
