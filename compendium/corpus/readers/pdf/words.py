"""What is drawn on a page of a PDF: its words, where they stand and how they are set, and the rules around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["PageWords", "Rule", "Word"]


class Word(NamedTuple):
    """Letters drawn side by side in one font; lengths in points from the page's lower left corner."""

    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    text: str
    bold: bool
    italic: bool
    spaced: bool
    """Whether a space was drawn before it."""
    mcid: int
    """Number of the marked content it belongs to; -1 for none."""
    artifact: bool
    """Whether the source marks it as page furniture."""


class Rule(NamedTuple):
    """A straight line or thin box drawn on the page, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Its extent from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Its extent from bottom to top."""
        return self.y1 - self.y0


@dataclass(slots=True)
class PageWords:
    """What is drawn on one page."""

    number: int
    """1-based."""
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    characters: int = 0
    """Characters other than spaces."""
    recognised: bool = False
    """Whether its text is drawn invisibly, as by text recognition behind the image of a page."""
