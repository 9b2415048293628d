"""Segmentation: blocks in reading order to sections, numbered paragraphs, points and footnotes.

The body of an official document is one sequence of numbered paragraphs, and that sequence is the strongest
evidence there is: a number that carries it on begins a paragraph whatever its block looks like; a block that
fits nowhere in it and comes after an unfinished sentence is the second half of a paragraph that a page break,
or footnotes, or a job number had cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compendium.corpus.clean import clean, is_furniture, join_halves, lines
from compendium.corpus.document import Block, BlockKind, Footnote, Paragraph, Section
from compendium.corpus.draft import Draft
from compendium.corpus.endnotes import with_notes
from compendium.corpus.habits import habits
from compendium.corpus.headings import Outline, looks_like_heading
from compendium.corpus.key_topics import key_topics_at
from compendium.corpus.numbering import Numbered, follows, key_of, label_follows, lettered, numbered
from compendium.corpus.placing import placed
from compendium.corpus.points import Part
from compendium.corpus.scopes import Scopes
from compendium.corpus.sequence import Places, after, opens, with_numbers
from compendium.corpus.styled import StyledText

__all__ = ["Segments", "segment"]

LARGEST_GAP = 10
"""Numbers that may be missing in a sequence; a longer jump is taken for something else, such as a year."""
SHORT = 60
"""Characters; a shorter line without an end is not taken for half a paragraph."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The parts of a document's body."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...]


def segment(blocks: Sequence[Block], *, plain_headings: bool) -> Segments:
    """The sections, paragraphs and footnotes of a document's body.

    Args:
        blocks: the blocks after the masthead, in reading order.
        plain_headings: whether a short line without marks may be a heading (plain text), as `looks_like_heading`.
    """
    return _Segmenter(blocks, plain_headings).run()


class _Segmenter:
    def __init__(self, blocks: Sequence[Block], plain_headings: bool) -> None:
        kept = [
            replace(b, content=clean(b.content, table=b.kind is BlockKind.TABLE))
            for b in blocks
            if not is_furniture(b) or _is_rule(b)
        ]
        self.blocks = with_numbers(with_notes(kept))
        self.plain = plain_headings
        self.words = frozenset(w.lower() for b in self.blocks for w in re.findall(r"\w+(?:-\w+)*", b.content.text))
        levels = {b.level for b in self.blocks if b.kind is BlockKind.HEADING and b.level}
        self.outline = Outline(levels=not plain_headings and len(levels) > 1)
        self.drafts: list[Draft] = []
        self.notes: list[Footnote] = []
        self.open: Draft | None = None
        self.last: tuple[int, ...] = ()
        self.scopes = Scopes()
        self.state: tuple[int, list[tuple[float, int]]] | None = None
        """The outline before headings that nothing has followed yet."""
        self.broken = False
        """Whether something of the page stood between this block and the text before it."""
        self.enacted = False
        """Whether words such as "The General Assembly," stand between this block and the last number."""
        self.places = Places(self.blocks, plain=plain_headings)

    def run(self) -> Segments:
        for i, block in enumerate(self.blocks):
            if block.kind is BlockKind.RULE:
                self.broken = True
            elif block.kind is BlockKind.NOTE:
                self._note(block)
                self.broken = True
            elif block.kind is BlockKind.TABLE or habits().contents.match(block.content.text):
                self._paragraph(block, None, block.content, is_table=True)
            else:
                if self.open and block.page is not None and block.page not in self.open.pages:
                    self.broken = True
                self._text(i, block)
                self.broken = False
        paragraphs = tuple(draft.paragraph(i) for i, draft in enumerate(self.drafts, 1))
        return Segments(tuple(self.outline.sections), paragraphs, placed(self.notes, paragraphs))

    # -- what a block of text is ------------------------------------------------------------------

    def _text(self, i: int, block: Block) -> None:
        number, letter = numbered(block), lettered(block)
        if number and self._begins_paragraph(i, block, number):
            self._number(block, number)
        elif letter and self._begins_point(block, letter):
            self._point(block, letter)
        elif number and self._begins_item(i, block, number):
            self._point(block, number)
        elif self._continues(block):
            self._append(block)
        elif self.outline.here and (themes := key_topics_at(self.blocks, i)) is not None:
            self.outline.add_key_topics(themes)
        elif looks_like_heading(block, plain=self.plain):
            self._heading(block)
        else:
            self._paragraph(block, None, _with_label(block))

    def _begins_paragraph(self, i: int, block: Block, found: Numbered) -> bool:
        number = key_of(found.number)
        heading = looks_like_heading(block, plain=self.plain)
        if follows(number, self.last) or (not self.last and number[-1] == 1 and opens(number)):
            # "2. Some title" after paragraph 1 is a heading if the real paragraph 2 is still to come.
            if self._carries_list_on(found) and self.places.comes_again(number, i):
                return False  # the list is longer than the paragraphs before it are many
            return not (heading and (self.places.comes_first(number, after(number), i) or self._titled(block)))
        if heading:
            return False
        if number[-1] == 1 and len(number) <= 2 and (number != self.last or self.scopes.pending):
            return self._restarts(i)
        if not self.last:
            return self.open is None or self.open.number is None
        if self._carries_list_on(found):
            return False
        gap = number[-1] - self.last[-1] if number[:-1] == self.last[:-1] else 0
        return (
            1 < gap <= LARGEST_GAP
            and self._expected_is_absent(i, number)
            and (self.open is None or self.open.finished())
        )

    def _titled(self, block: Block) -> bool:
        """Whether a block that bears the next number is all the same a heading: marked as one, and no sentence."""
        return block.kind is BlockKind.HEADING and block.content.text[-1] not in ".;:"

    def _expected_is_absent(self, i: int, number: tuple[int, ...]) -> bool:
        """Whether the number that ought to come next does not come before the sequence goes on from this one."""
        return not self.places.comes_first(after(self.last), after(number), i)

    def _restarts(self, i: int) -> bool:
        """Whether a 1 begins the numbering anew: after a heading, or the words that open a resolution.

        Not where the sequence goes on below, its next number coming before its last one comes again.
        """
        if self.scopes.pending:
            return True
        if self.state is None and not self.enacted:
            return False
        return self.places.next(after(self.last), i) is None or self.places.comes_first(self.last, after(self.last), i)

    def _begins_point(self, block: Block, found: Numbered) -> bool:
        if self.open is None or self.open.is_table:
            return False
        parts = self.open.parts
        path = self.open.labels
        # "(para. 8" ends a page, "(d))" begins the next: a letter that carries no list on is half a sentence.
        if any(label_follows(found.number, label) for label in path):
            return True
        opens = label_follows(found.number, None)
        if opens and (self.open.finished() or len(parts) == 1):
            return self.open.last.rstrip().endswith((":", "—", "–")) or len(parts) == 1
        return bool(path) and self.open.finished() and not found.number.isdecimal()

    def _carries_list_on(self, found: Numbered) -> bool:
        """Whether a number is the next of a list inside the open paragraph."""
        if self.open is None or self.state is not None or not found.number.isdecimal():
            return False
        return any(x.isdecimal() and label_follows(found.number, x) for x in self.open.labels)

    def _begins_item(self, i: int, block: Block, found: Numbered) -> bool:
        """Whether a number opens or carries on a list inside the open paragraph.

        The reports of the universal periodic review of 2008 to 2010 number the recommendations of a paragraph 1, 2, 3,
        in bold type that looks like a heading's.
        """
        if self.open is None or self.open.number is None or not found.number.isdecimal() or self.state is not None:
            return False
        if self._carries_list_on(found):
            return True
        if found.number != "1" or len(self.open.parts) > 1:
            return False
        if self.open.last.rstrip().endswith(":"):
            return True
        # "The recommendations listed below will be examined." 1, 2, 3, and then the paragraphs go on.
        second, main = self.places.next((2,), i, printed=True), self.places.next(after(self.last), i)
        return len(block.content.text) > SHORT and second is not None and main is not None and second < main

    def _continues(self, block: Block) -> bool:
        """Whether a block is the second half of what stands open."""
        if self.open is None or self.open.is_table or not block.content:
            return False
        if self.open.number is None and all(map(habits().closing.match, (self.open.last, block.content.text))):
            return True  # "109th plenary meeting", and below it the date
        if block.continues is False:
            return False
        if block.continues:
            return True
        if self.state is not None:  # a heading stands between
            return False
        text = block.content.text
        # "a Figures as at ..." is the note of a table, not half a sentence.
        begins_low = (text[0].islower() and not re.match(r"[a-z] +[A-Z]", text)) or text[0] in ",;)”’"
        if self.open.number is None and not begins_low:
            return False
        if not self.open.finished():
            if begins_low or text[0].isdecimal():
                return True
            return (self.broken or len(text) > SHORT) and not looks_like_heading(block, plain=self.plain)
        if begins_low:
            return self.broken and not self.open.last.rstrip().endswith((":", ";"))
        whole = text[-1] in ".!?;:”)" and len(text) > SHORT
        return (
            self.broken and whole and self.open.number is not None and not looks_like_heading(block, plain=self.plain)
        )

    # -- what is done with it ---------------------------------------------------------------------

    def _heading(self, block: Block) -> None:
        if self.state is None:
            self.state = self.outline.mark()
        self.outline.open(block)
        self.scopes.head(self.outline.sections[-1].heading)

    def _number(self, block: Block, found: Numbered) -> None:
        number = key_of(found.number)
        restarts = not follows(number, self.last) and number[-1] == 1
        if restarts if self.last else self.scopes.pending:
            here = self.outline.here
            self.scopes.open(self.outline.sections[here - 1].heading if here else "part")
        self.scopes.pending = None
        self.enacted = False
        self.last = number
        self._paragraph(block, found.number, found.content)

    def _paragraph(self, block: Block, number: str | None, content: StyledText, *, is_table: bool = False) -> None:
        if not is_table:
            content = lines(content)
        scope = self.scopes.here if number or self.scopes.pending is None else self.scopes.pending
        self.enacted = self.enacted or (number is None and habits().enacting.match(content.text) is not None)
        draft = Draft(number, scope, [Part("", content)], self.outline.here, block.start, block.end, is_table=is_table)
        if block.page is not None:
            draft.pages.add(block.page)
        self.drafts.append(draft)
        if is_table and self.open is not None and not self.open.finished():
            return  # a table that floats between the halves of a paragraph
        self.open = draft
        self.state = None

    def _point(self, block: Block, found: Numbered) -> None:
        assert self.open is not None  # noqa: S101 - _begins_point has seen it
        if self.state is not None:
            self.outline.inner(self.state)
            self.state = None
        self.open.add(found.number, lines(found.content), block)

    def _append(self, block: Block) -> None:
        assert self.open is not None  # noqa: S101 - _continues has seen it
        self.open.carry_on(lines(_with_label(block)), block, self.words)

    def _note(self, block: Block) -> None:
        if not block.label and self.notes:
            last = self.notes[-1]
            self.notes[-1] = replace(last, content=join_halves(last.content, block.content, self.words))
            return
        self.notes.append(Footnote(block.label, block.content, page=block.page))


def _with_label(block: Block) -> StyledText:
    """A block's text after the number or letter that it bears, where that opens nothing."""
    label = block.label
    if not label:
        return block.content
    printed = f"({label}) " if label.isalpha() else f"{label} " if "." in label else f"{label}. "
    return StyledText(printed) + block.content


def _is_rule(block: Block) -> bool:
    return block.kind is BlockKind.RULE
