"""A page for people: lines that fit, and marks that show with colours or without, the words themselves untouched.

With colours, marked words are bold and underlined. Without, a line of carets stands under them: brackets or
asterisks around the words would change a text that people quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from compendium.frozen import dataclass
from compendium.search.terminal import columns, lines, visible

__all__ = ["Page", "counted", "listed", "some_of"]

BOLD, MARKED, DIM, PLAIN = "\x1b[1m", "\x1b[1;4m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Page:
    """Where text for people goes, how wide it is, and whether it has colours."""

    out: TextIO
    width: int = 80
    colour: bool = False
    links: bool = False
    """Whether the official addresses of documents are wanted."""

    def blank(self) -> None:
        """An empty line."""
        self.out.write("\n")

    def title(self, text: str) -> None:
        """A line that stands out: a citation, ready to paste, never broken."""
        shown = visible(text)
        self.out.write(f"{BOLD}{shown}{PLAIN}\n" if self.colour else f"{shown}\n")

    def heading(self, text: str) -> None:
        """A text that stands out, in lines."""
        shown = visible(text)
        for start, end in lines(shown, self.width):
            self.title(shown[start:end])

    def text(
        self,
        text: str,
        indent: int = 0,
        marks: Sequence[tuple[int, int]] = (),
        hang: int = 0,
        *,
        faint: Sequence[tuple[int, int]] = (),
        sign: str = "",
    ) -> None:
        """A text in lines, its marked spans standing out.

        Args:
            text: Verbatim.
            indent: Blanks before each line.
            marks: Spans of the text, in order.
            hang: More blanks before each line but the first.
            faint: Spans that stand back where there are colours, apart from the marks: what is not of the text.
            sign: Stands in the last two columns of the first indent.
        """
        shown, moved = _visible(text, marks)
        _, back = _visible(text, faint)
        margin = f"{sign} ".rjust(indent) if sign else " " * indent
        for start, end in lines(shown, self.width - indent - hang):
            inside = [(max(a, start) - start, min(b, end) - start) for a, b in moved if a < end and b > start]
            behind = [(max(a, start) - start, min(b, end) - start) for a, b in back if a < end and b > start]
            self._line(margin, shown[start:end], inside, behind)
            margin = " " * (indent + hang)

    def dim(self, text: str, indent: int = 0) -> None:
        """A text in lines that stands back."""
        shown = visible(text)
        for start, end in lines(shown, self.width - indent):
            line = shown[start:end]
            self.out.write(" " * indent + (f"{DIM}{line}{PLAIN}" if self.colour else line) + "\n")

    def link(self, symbol: str, indent: int = 0) -> None:
        """The official address of the document with this symbol, on a line of its own, where addresses are wanted."""
        if not self.links:
            return
        from compendium.search.links import link_to  # knows the grammar of symbols, which most answers can do without

        address = link_to(symbol)
        if address is not None:
            shown = " " * indent + address
            self.out.write(f"{DIM}{shown}{PLAIN}\n" if self.colour else f"{shown}\n")

    def table(self, rows: Iterable[Sequence[str]], indent: int = 0) -> None:
        """Rows in columns, the last of which is broken into lines."""
        shown = [[visible(cell) for cell in row] for row in rows]
        if not shown:
            return
        widths = [max(columns(row[i]) for row in shown) for i in range(len(shown[0]) - 1)]
        before = indent + sum(width + 2 for width in widths)
        for row in shown:
            left = "".join(cell + " " * (width - columns(cell) + 2) for cell, width in zip(row, widths, strict=False))
            margin = " " * indent + left
            for start, end in list(lines(row[-1], max(self.width - before, 20))) or [(0, 0)]:
                self.out.write((margin + row[-1][start:end]).rstrip() + "\n")
                margin = " " * before

    def _line(
        self, margin: str, line: str, marks: Sequence[tuple[int, int]], faint: Sequence[tuple[int, int]] = ()
    ) -> None:
        if self.colour:
            styled = sorted([*((a, b, MARKED) for a, b in marks), *((a, b, DIM) for a, b in faint)], reverse=True)
            for start, end, style in styled:
                line = f"{line[:start]}{style}{line[start:end]}{PLAIN}{line[end:]}"
            self.out.write(f"{margin}{line}\n")
            return
        self.out.write(f"{margin}{line}\n")
        if marks:
            under = ""
            for start, end in marks:
                under += " " * (columns(line[:start]) - len(under)) + "^" * columns(line[start:end])
            self.out.write(f"{margin}{under}\n")


def listed(words: Sequence[str]) -> str:
    """Words as a list in running text.

    >>> listed(["2015"]), listed(["2015", "2017", "2018"])
    ('2015', '2015, 2017 and 2018')
    """
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def counted(number: int, what: str) -> str:
    """So many of them, in words.

    >>> counted(1, "paper"), counted(1200, "paragraph")
    ('1 paper', '1,200 paragraphs')
    """
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def some_of(texts: Sequence[str], most: int, between: str = "; ") -> str:
    """The first of some texts, and how many more there are.

    >>> some_of(["a", "b", "c"], 2), some_of(["a", "b", "c"], 2, ", "), some_of(["a", "b"], 2)
    ('a; b; and 1 more', 'a, b and 1 more', 'a; b')
    """
    more = f"{between.rstrip(' ,')} and {len(texts) - most} more" if len(texts) > most else ""
    return between.join(texts[:most]) + more


def _visible(text: str, marks: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """The text with hidden characters made visible, and the marks where they then are."""
    shown = visible(text)
    if shown == text:
        return text, list(marks)
    return shown, [(len(visible(text[:start])), len(visible(text[:end]))) for start, end in marks]
