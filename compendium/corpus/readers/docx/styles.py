"""Styles: what a paragraph or run inherits from its template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from compendium.corpus.readers.docx.ooxml import flag, knowledge, number, style_key, val, w

__all__ = ["SWITCHES", "Heading", "Styles"]

SWITCHES = ("b", "i", "vanish")
"""Bold, italic, hidden: properties that a style and a run toggle."""
DEPTH = 30
"""Styles that one may be based on; Word allows eleven."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a style says about the level of a heading."""

    outline: int | None
    """Outline level, 0 for the outermost; None for no heading."""
    chapter: bool = False
    """Whether it stands above outline level 0."""


class Styles:
    """The styles of one document, by identifier."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default: str | None = None
        for style in () if root is None else root.iterchildren(w("style")):
            key = style.get(w("styleId"))
            if key is None:
                continue
            self._styles.setdefault(key, style)
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true", "on"}:
                self._default = self._default or key
        self.chain = lru_cache(maxsize=None)(self._chain)
        self.switches = lru_cache(maxsize=None)(self._switches)
        self.role = lru_cache(maxsize=None)(self._role)
        self.heading = lru_cache(maxsize=None)(self._heading)
        self.raised = lru_cache(maxsize=None)(self._raised)

    def _chain(self, key: str | None) -> tuple[etree._Element, ...]:
        """The style and those that it is based on, nearest first; the default one where none is named."""
        found: list[etree._Element] = []
        style = self._styles.get(key or self._default or "")
        while style is not None and style not in found and len(found) < DEPTH:
            found.append(style)
            style = self._styles.get(val(style, "basedOn") or "")
        return tuple(found)

    def names(self, key: str | None) -> tuple[str, ...]:
        """The names of the style and those that it is based on, as the data table has them, nearest first."""
        return tuple(style_key(val(style, "name") or "") for style in self.chain(key))

    def _switches(self, key: str | None) -> tuple[bool, ...]:
        """For each of `SWITCHES`, whether the style turns it on."""
        if key is None and self._default is None:
            return (False,) * len(SWITCHES)
        stated = ([flag(s.find(w("rPr")), name) for s in self.chain(key)] for name in SWITCHES)
        return tuple(next((f for f in flags if f is not None), False) for flags in stated)

    def _raised(self, key: str | None) -> str | None:
        """The vertical alignment of a character style: `superscript`, `subscript`, or None."""
        stated = (val(style.find(w("rPr")), "vertAlign") for style in self.chain(key))
        return next((value for value in stated if value is not None), None)

    def _role(self, key: str | None) -> str:
        """`chapter`, `text`, `note`, `contents`, or nothing: the nearest style that the table of roles names."""
        known = knowledge()
        for name in self.names(key):
            if name in known.roles:
                return known.roles[name]
            if name in known.outline:
                break
        return ""

    def _heading(self, key: str | None) -> Heading:
        """The level of a heading as the style has it."""
        role = self.role(key)
        if role == "chapter":
            return Heading(0, chapter=True)
        if role:
            return Heading(None)
        known = knowledge()
        for style, name in zip(self.chain(key), self.names(key), strict=True):
            stated = number(val(style.find(w("pPr")), "outlineLvl"))
            level = known.outline.get(name) if stated is None else stated
            if level is not None:
                return Heading(level if 0 <= level < 9 else None)
        return Heading(None)

    def numbering(self, key: str | None) -> tuple[str | None, int | None]:
        """The list, by identifier, and the level in it that the style puts its paragraphs in."""
        level: int | None = None
        for style in self.chain(key):
            properties = style.find(f"{w('pPr')}/{w('numPr')}")
            if properties is None:
                continue
            level = number(val(properties, "ilvl")) if level is None else level
            list_id = val(properties, "numId")
            if list_id is not None:
                return list_id, level
        return None, level
