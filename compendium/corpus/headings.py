"""Headings: what is one, and how deep it lies.

Marks alone are not believed: converters give the same rank one, two or three hash marks, and many sources have
none. A numbered heading's depth follows from its number (I, then A, then 1, as the United Nations Editorial Manual
has it); one without a number lies below the last numbered one; italics lie below bold.
"""

from __future__ import annotations

import re
from dataclasses import replace

from compendium.corpus.document import Block, BlockKind, Section
from compendium.corpus.habits import habits
from compendium.corpus.numbering import heading_number, key_of, numbered, roman
from compendium.corpus.styled import Style

__all__ = ["Outline", "looks_like_heading"]

LONGEST = 300
"""Characters that a heading has at most; titles of annexes come close to it."""
LONGEST_PLAIN = 200
LONGEST_WITHOUT_CASE = 60
"""In scripts without capitals nothing but its length and its end tell a title from a sentence."""
ENDS = frozenset('.;:,?!”’"。；：，、？！；،؟؛')
"""What a sentence, and no title, ends with."""

RANKS = {"annex": 0.0, "roman": 1.0, "letter": 2.0, "number": 3.0, "point": 4.0, "plain": 5.0}
UNMARKED = 10
"""Rank of a line that is bold or italic but not marked as a heading, where the marked ones have levels."""
ITALIC = 0.5
"""Added to the rank of a heading in italics."""


def looks_like_heading(block: Block, *, plain: bool) -> bool:
    """Whether a block reads like a heading by itself, what stands before it left aside.

    Args:
        block: a block of text.
        plain: whether a short line without any mark may be one, as in plain text; elsewhere the reader marks them.
    """
    text = block.content.text
    if block.kind in {BlockKind.NOTE, BlockKind.TABLE, BlockKind.RULE} or not any(c.isalpha() for c in text):
        return False
    if len(text) > LONGEST or habits().closing.match(text) or habits().enacting.match(text):
        return False
    if text.endswith(":") and numbered(block):
        return False  # "1. Welcomes:", the words of a resolution that lead to its points
    if block.kind is BlockKind.HEADING:
        return not (len(text) > LONGEST_PLAIN and text.endswith("."))
    if block.kind is BlockKind.TEXT and (block.content.wholly(Style.BOLD) or block.content.wholly(Style.ITALIC)):
        return text.rstrip("]")[-1:] not in ".;," and not text[0].islower()
    return plain and block.kind is BlockKind.TEXT and _plain_heading(text)


def _plain_heading(text: str) -> bool:
    """A short line that begins like a title and ends like none of the body's sentences."""
    if len(text) > LONGEST_PLAIN or text[-1] in ENDS or "\n" in text or "\t" in text or "@" in text:
        return False
    if habits().dangling.search(text) or habits().contents.match(text):
        return False
    first = text.lstrip("“\"'(")[:1]
    without_case = first.isalpha() and first == first.swapcase() and len(text) <= LONGEST_WITHOUT_CASE
    return (first.isupper() or without_case or bool(heading_number(text))) and not re.match(r"(?:https?:|www\.)", text)


class Outline:
    """The sections of a document as they are found, and the path to the present one."""

    def __init__(self, *, levels: bool = False) -> None:
        """An empty outline.

        Args:
            levels: whether the source's own levels are believed, as those of styles and of web pages are.
        """
        self._believed = levels
        self.sections: list[Section] = []
        self._path: list[tuple[float, int]] = []
        self._last: dict[str, str] = {}

    @property
    def here(self) -> int | None:
        """`Section.order` of the innermost open section."""
        return self._path[-1][1] if self._path else None

    def open(self, block: Block) -> None:
        """Opens the section that a heading begins."""
        heading = re.sub(r"\s*\n\s*", " ", block.content.text)
        number = block.label or heading_number(heading)
        if block.label:
            heading = f"{block.label}. {heading}"
        rank = self._rank(block, number, heading)
        while self._path and self._path[-1][0] >= rank:
            self._path.pop()
        order = len(self.sections) + 1
        self.sections.append(Section(heading, number, len(self._path) + 1, order, self.here, block.page))
        self._path.append((rank, order))

    def mark(self) -> tuple[int, list[tuple[float, int]]]:
        """The present state, to come back to with `inner`."""
        return len(self.sections), list(self._path)

    def inner(self, state: tuple[int, list[tuple[float, int]]]) -> None:
        """Makes the headings since `state` inner ones, below the section of then and in no paragraph's path."""
        count, path = state
        self._path = list(path)
        for i in range(count, len(self.sections)):
            self.sections[i] = replace(self.sections[i], level=len(path) + 1, parent=self.here)

    def add_key_topics(self, themes: tuple[str, ...]) -> None:
        """Notes the key topics of the present section."""
        if self._path:
            order = self._path[-1][1]
            section = self.sections[order - 1]
            self.sections[order - 1] = replace(section, key_topics=section.key_topics + themes)

    def _rank(self, block: Block, number: str, heading: str) -> float:
        if habits().scope.match(heading):
            return RANKS["annex"]
        for i, instrument in enumerate(habits().instruments, 1):
            if instrument.match(heading):
                return RANKS["annex"] + i / 10
        italic = block.content.wholly(Style.ITALIC) and not block.content.wholly(Style.BOLD)
        if self._believed:
            return float(block.level or UNMARKED) + (0.0 if block.level else ITALIC * italic)
        style = self._style(number)
        if style:
            self._last[style] = number
            depth = 0.1 * (len(key_of(number)) - 1) if style == "number" else 0.0
            return RANKS[style] + depth
        return RANKS["plain"] + 0.05 * min(block.level, 9) * self._levels_count() + (ITALIC if italic else 0.0)

    def _levels_count(self) -> bool:
        """Whether the source's own levels are worth believing: only where no heading bears a number."""
        return not self._last

    def _style(self, number: str) -> str:
        """Whether a heading's number is a roman numeral, a letter, a figure or a small letter."""
        if not number:
            return ""
        if number[0].isdecimal():
            return "number"
        if number[0].islower():
            return "point"
        value, letter = roman(number), len(number) == 1
        if value is None:
            return "letter"
        if not letter:
            return "roman"
        # I, V, X, C are letters as well: believe the list that they carry on.
        after_letter = ord(self._last.get("letter", "@")[0]) + 1 == ord(number)
        last_roman = roman(self._last["roman"]) if "roman" in self._last else 0
        if last_roman is not None and value == last_roman + 1:
            return "roman" if not (after_letter and number != "I") else "letter"
        return "letter" if after_letter or number not in "IVX" else "roman"
