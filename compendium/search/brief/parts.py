"""What a brief is made of, whatever it is written as: headings, paragraphs of runs, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from compendium.search.redline import Run as Redlined
from compendium.search.terminal import visible

__all__ = ["Heading", "Paragraph", "Part", "Run", "Table", "body", "redlined", "run", "shown"]

Look = Literal["plain", "bold", "italic", "left_out", "added", "new"]
Style = Literal["body", "quote", "item", "small"]


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look, perhaps with a link."""

    text: str
    look: Look = "plain"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is that of the brief's own sections."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    runs: tuple[Run, ...]
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of which is the head."""

    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...] = ()
    """Where the first cell of each row but the head leads; empty strings where nowhere."""


Part = Heading | Paragraph | Table


def run(text: str, look: Look = "plain", link: str = "") -> Run:
    """A run."""
    return Run(text, look, link)


def body(*runs: Run | str, style: Style = "body") -> Paragraph:
    """A paragraph of runs, plain where they are only text."""
    return Paragraph(tuple(Run(one) if isinstance(one, str) else one for one in runs if one), style)


def redlined(runs: Sequence[Redlined]) -> tuple[Run, ...]:
    """A redline as runs."""
    looks: dict[str, Look] = {"same": "plain", "left_out": "left_out", "added": "added"}
    return tuple(Run(one.text, looks[one.kind]) for one in runs)


def shown(part: Part) -> Part:
    """The part with every character visible that a program which shows it would obey: names of files may hold such."""
    if isinstance(part, Heading):
        return replace(part, text=visible(part.text))
    if isinstance(part, Table):
        return replace(part, rows=tuple(tuple(visible(cell) for cell in row) for row in part.rows))
    return replace(part, runs=tuple(replace(one, text=visible(one.text)) for one in part.runs))
