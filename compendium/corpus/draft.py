"""A paragraph in the making: the lead-in and the points that blocks have given so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from compendium.corpus.clean import join_halves
from compendium.corpus.document import Block, Paragraph
from compendium.corpus.habits import habits
from compendium.corpus.points import Part, depth_of, open_labels, tree
from compendium.corpus.styled import StyledText

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """A paragraph in the making: its lead-in, then its points."""

    number: str | None
    scope: str | None
    parts: list[Part]
    section: int | None
    start: int
    end: int
    pages: set[int] = field(default_factory=set)
    is_table: bool = False

    @property
    def last(self) -> str:
        """The text that a next block may carry on."""
        return self.parts[-1].content.text

    @property
    def labels(self) -> list[str]:
        """The labels that a next point may carry on, innermost first."""
        return open_labels(self.parts)

    def finished(self) -> bool:
        """Whether its last sentence has come to its end."""
        text = self.last.rstrip().rstrip("”’\"')]»").rstrip()
        return text.endswith((".", "?", "!", ":", ";", "。")) and not habits().abbreviation.search(text)

    def add(self, label: str, content: StyledText, block: Block) -> None:
        """Takes in a point, from this block."""
        self.parts.append(Part(label, content, depth_of(self.parts, label)))
        self._extend(block)

    def carry_on(self, content: StyledText, block: Block, words: frozenset[str]) -> None:
        """Takes in the second half of its last part, from this block; `words` are as in `join_halves`."""
        part = self.parts[-1]
        part.content = join_halves(part.content, content, words)
        self._extend(block)

    def _extend(self, block: Block) -> None:
        self.end = max(self.end, block.end)
        if block.page is not None:
            self.pages.add(block.page)

    def paragraph(self, ordinal: int) -> Paragraph:
        """The paragraph that it has become, which has this place in the document."""
        return Paragraph(
            ordinal,
            self.number,
            self.scope,
            self.parts[0].content,
            tree(self.parts[1:]),
            self.section,
            tuple(sorted(self.pages)),
            self.start,
            self.end,
            self.is_table,
        )
