"""The XML of a word-processing document: names, attributes, and what is known of templates and fonts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

__all__ = ["Knowledge", "R", "W", "children", "flag", "knowledge", "number", "style_key", "val", "w"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def w(name: str) -> str:
    """A name of the word-processing namespace as lxml writes it."""
    return W + name


def val(parent: etree._Element | None, name: str) -> str | None:
    """The `w:val` of a child, such as `w:pStyle`; None where there is no such child or value."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")


def number(value: str | None, default: int | None = None) -> int | None:
    """An attribute's integer, or `default` where it is missing or none."""
    try:
        return default if value is None else int(value)
    except ValueError:
        return default


def flag(parent: etree._Element | None, name: str) -> bool | None:
    """A switch such as `w:b`: on, off, or None where it is not stated."""
    child = None if parent is None else parent.find(W + name)
    if child is None:
        return None
    return child.get(W + "val", "true") not in {"0", "false", "off", "none"}


def children(parent: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The child elements with their local names in the word-processing namespace, others by full name."""
    for child in parent:
        if isinstance(child.tag, str):
            yield child.tag.removeprefix(W), child


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of templates and symbol fonts; see `docx.toml`."""

    outline: dict[str, int]
    roles: dict[str, str]
    """Style name to role."""
    masthead: tuple[str, ...]
    symbols: dict[str, dict[int, str]]
    """Font name, lower case, to characters by code point."""


def style_key(name: str) -> str:
    """A style's name in the form of the data table, which the templates of each duty station vary.

    >>> style_key("_ H_2/3_G"), style_key("Reg_H_2/3_G"), style_key("Heading 2,Chapter")
    ('h2/3', 'h2/3', 'heading2')
    """
    bare = re.sub(r"[\s_]+", "", name.split(",")[0]).lower()
    return re.sub(r"^(?:reg(?=[hs])|anno)|g$", "", bare)


@cache
def knowledge() -> Knowledge:
    """The data table, read once."""
    table = tomllib.loads(files("compendium.corpus.readers.docx").joinpath("docx.toml").read_text("utf-8"))
    fonts = {font: {int(code, 16): char for code, char in table[font].items()} for font in ("symbol", "wingdings")}
    roles = {style_key(name): role for role, names in table["roles"].items() for name in names}
    outline = {style_key(name): level for name, level in table["outline"].items()}
    return Knowledge(outline, roles, tuple(table["masthead"]["cells"]), fonts)
