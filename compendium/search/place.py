"""A place: a document, treaty or publication, and perhaps paragraphs, points, sections or footnotes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compendium.corpus.reference import house_style
from compendium.indexer.rows import DocumentRow
from compendium.search.cite import labels

__all__ = ["Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """What a reference names."""

    target: str
    """Canonical target, the name of a source, or a shortened form that nothing held or cited ends with."""
    pinpoints: tuple[str, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    """What is held of it."""
    candidates: tuple[str, ...] = ()
    """What a shortened reference may stand for, where that is more than one."""
    ordinal: int | None = None
    """Of a paragraph that the document does not number."""
    point: str = ""
    """In a paragraph that the document does not number: `(d)(ii)`."""
    near: tuple[str, ...] = ()
    """Where it is not held, what is and may be meant: its parts, or a name that is nearly the same."""
    titles: frozenset[str] = frozenset()
    """The titles, folded, under which a publication is cited."""
    undated: str = ""
    """The symbol without its year, where it was typed so."""

    @property
    def reading(self) -> str:
        """What to tell of how a symbol without its year was read; empty where there is nothing to tell."""
        return f"{self.undated} is read as {self.target}" if self.undated else ""

    @property
    def citation(self) -> str:
        """It in house style."""
        where = [house_style(*self.pinpoints)]
        if self.ordinal is not None:
            where.insert(0, " ".join([f"unnumbered paragraph {self.ordinal}", *(f"({x})" for x in labels(self.point))]))
        return ", ".join(part for part in (_in_words(self.target), *where) if part)


def _in_words(target: str) -> str:
    """A target as people write it: the form that stands for a resolution without its year is none."""
    council = re.fullmatch(r"S/RES/(\d+)\(\*", target)
    return f"Security Council resolution {council[1]}" if council else target
