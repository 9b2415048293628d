"""Footnotes and endnotes: the number that is printed for each, and its words."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from compendium.corpus.readers.docx.numbering import printed
from compendium.corpus.readers.docx.ooxml import number, val, w
from compendium.corpus.readers.docx.package import Package

__all__ = ["Notes"]

KINDS = ("footnote", "endnote")


@dataclass(frozen=True, slots=True)
class _Counting:
    """How notes of one kind are numbered in one section."""

    format: str = "decimal"
    start: int = 1
    restarts: bool = False
    """Whether each section begins anew."""


class Notes:
    """The notes of one document, counting as their marks go by."""

    def __init__(self, package: Package) -> None:
        self._bodies = {
            kind: _bodies(root, kind) for kind, root in zip(KINDS, (package.footnotes, package.endnotes), strict=True)
        }
        sections = list(package.body.iter(w("sectPr")))
        self._counting = {
            kind: [_counting(kind, package.settings, section) for section in sections] or [_Counting()]
            for kind in KINDS
        }
        self._section = 0
        self._count = {kind: self._counting[kind][0].start - 1 for kind in KINDS}

    def next_label(self, kind: str) -> str:
        """What is printed for the next mark of a kind that the author left to Word."""
        self._count[kind] += 1
        return printed(self._count[kind], self._now(kind).format) or str(self._count[kind])

    def next_section(self) -> None:
        """Go on to the next section of the document."""
        self._section += 1
        for kind in KINDS:
            if self._now(kind).restarts:
                self._count[kind] = self._now(kind).start - 1

    def body(self, kind: str, note: str) -> etree._Element | None:
        """The element that holds a note's paragraphs."""
        return self._bodies[kind].get(note)

    def _now(self, kind: str) -> _Counting:
        counting = self._counting[kind]
        return counting[min(self._section, len(counting) - 1)]


def _bodies(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    if root is None:
        return {}
    # The separator lines are notes as well, of a type of their own.
    return {n.get(w("id"), ""): n for n in root.iterchildren(w(kind)) if n.get(w("type"), "normal") == "normal"}


def _counting(kind: str, settings: etree._Element | None, section: etree._Element) -> _Counting:
    """The section's way of numbering, else the document's."""
    default = "decimal" if kind == "footnote" else "lowerRoman"
    places = [e.find(w(f"{kind}Pr")) for e in (section, settings) if e is not None]
    stated = [p for p in places if p is not None]

    def first(name: str) -> str | None:
        return next((value for value in (val(p, name) for p in stated) if value is not None), None)

    start = number(first("numStart"), 1)
    return _Counting(first("numFmt") or default, 1 if start is None else start, first("numRestart") == "eachSect")
