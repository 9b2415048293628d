"""A text as words and marks to be compared exactly: nothing aside but glyphs of quotation marks and dashes, and spaces.

Letters, capitals, accents, figures and punctuation all count. What is left aside is listed here and nowhere else:

- curly, straight and angular quotation marks are one mark, double and single apart; apostrophes are single marks;
- every dash and hyphen is one sign, two hyphens in a row too;
- three or four dots, with or without spaces, are one ellipsis;
- spaces and line ends of whatever kind, and characters without width, are only what lies between words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from compendium.corpus.styled import NoteMark, StyledText

__all__ = ["ELLIPSIS", "Token", "Wording", "is_word", "tokens"]

ELLIPSIS = "…"

_GLYPHS = str.maketrans(
    dict.fromkeys("“”„‟«»〝〞＂", '"') | dict.fromkeys("‘’‚‛′`´ʼ‹›", "'") | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
)
_APART = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # hyphenation points and characters without width


class Token(NamedTuple):
    """A word, with apostrophes inside it, or a single mark."""

    norm: str
    """As compared."""
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    letter = rf"(?:[^\W_]|[\u0300-\u036f{_APART}])"
    return re.compile(rf"(?P<dots>\.(?:\s?\.){{2,}}|…\.?)|{letter}+(?:['’ʼ]{letter}+)*|''|‘‘|’’|--+|[^\s{_APART}]")


def tokens(text: str) -> Iterator[Token]:
    """The words and marks of a text, in order.

    >>> [token.norm for token in tokens("the Group’s “first” -- and . . . last")]
    ['the', "Group's", '"', 'first', '"', '-', 'and', '…', 'last']
    """
    for match in _pattern().finditer(text):
        norm = match.group()
        if match["dots"]:
            norm = ELLIPSIS
        elif not norm.isalnum() or not norm.isascii():
            norm = re.sub(f"[{_APART}]", "", norm).translate(_GLYPHS)
            norm = {"''": '"'}.get(norm, "-" if norm.startswith("--") else norm)
        if norm:
            yield Token(norm, match.start(), match.end())


def is_word(norm: str) -> bool:
    """Whether a token is a word or a figure and not a mark."""
    return norm[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, its tokens, and the two as one string in which a run of tokens is found at once."""

    text: str
    tokens: tuple[Token, ...]
    joined: str = field(repr=False)
    """The tokens with a blank before and after each."""
    starts: tuple[int, ...] = field(repr=False)
    """Where each token starts in `joined`."""
    marks: tuple[NoteMark, ...] = ()
    """Footnotes' marks that stood in the text, which has none."""

    @classmethod
    def with_marks(cls, content: StyledText) -> Wording:
        """The wording of a text, and the places of the footnotes' marks that it bears."""
        return replace(cls.of(content.text), marks=content.marks)

    @classmethod
    def of(cls, text: str) -> Wording:
        """The wording of a text."""
        found = tuple(tokens(text))
        starts = tuple(accumulate((len(token.norm) + 1 for token in found), initial=1))[:-1]
        return cls(text, found, "".join([" ", *(f"{token.norm} " for token in found)]), starts)

    @property
    def norms(self) -> list[str]:
        """The tokens as compared."""
        return [token.norm for token in self.tokens]

    def find(self, run: Sequence[str], first: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """The places, in characters of the text between two others, where a run of tokens stands literally."""
        sought = f" {' '.join(run)} "
        at = self.joined.find(sought)
        while at >= 0:
            index = bisect_right(self.starts, at + 1) - 1
            start, stop = self.tokens[index].start, self.tokens[index + len(run) - 1].end
            if start >= first and (end is None or stop <= end):
                yield start, stop
            at = self.joined.find(sought, at + 1)

    def cut(self, start: int, end: int) -> Wording:
        """The wording of the text from one character to another; offsets count anew."""
        marks = (NoteMark(m.label, m.offset - start) for m in self.marks if start <= m.offset <= end)
        return replace(Wording.of(self.text[start:end]), marks=tuple(marks))

    def marks_within(self, start: int, end: int) -> Iterator[tuple[int, NoteMark]]:
        """The marks between two words of a stretch of the text, each with the number of tokens before it there."""
        if not self.marks:
            return
        inside = [token for token in self.tokens if start <= token.start and token.end <= end]
        words = [n for n, token in enumerate(inside) if is_word(token.norm)]
        for mark in self.marks:
            before = sum(1 for token in inside if token.end <= mark.offset)
            if words and words[0] < before <= words[-1]:
                yield before, mark
