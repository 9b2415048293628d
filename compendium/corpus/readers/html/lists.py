"""Lists: the numbers that a browser prints before their items."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4.element import Tag

from compendium.corpus.readers.counting import LARGEST_ROMAN, roman
from compendium.corpus.readers.html.page import attribute

__all__ = ["Lists"]

STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|decimal|lower-alpha|upper-alpha|lower-latin|upper-latin|"
                   r"lower-roman|upper-roman|disc|circle|square)\b", re.IGNORECASE)  # fmt: skip
TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    next: int
    step: int


class Lists:
    """The lists that are open, innermost last."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def open(self, tag: Tag) -> None:
        """Begins an `ol` or `ul`."""
        named = STYLE.search(attribute(tag, "style"))
        style = named[1].lower() if named else TYPES.get(attribute(tag, "type"), "decimal")
        backwards = tag.has_attr("reversed")
        first = len(tag.find_all("li", recursive=False)) if backwards else 1
        start = _integer(attribute(tag, "start"))
        self._open.append(_List(tag.name == "ol", style, first if start is None else start, -1 if backwards else 1))

    def close(self) -> None:
        """Ends the innermost list."""
        if self._open:
            self._open.pop()

    def next(self, item: Tag) -> str:
        """The label of the next `li`; empty where it has a bullet or nothing."""
        if not self._open or not self._open[-1].ordered:
            return ""
        here = self._open[-1]
        value = _integer(attribute(item, "value"))
        number = here.next if value is None else value
        here.next = number + here.step
        return _printed(number, here.style)


def _integer(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text.strip()) else None


def _printed(number: int, style: str) -> str:
    if style in {"none", "disc", "circle", "square"}:
        return ""
    label = str(number)
    if style.endswith(("alpha", "latin")) and 0 < number < 18_000:
        label = ""
        while number:
            number, letter = divmod(number - 1, 26)
            label = chr(ord("a") + letter) + label
    elif style.endswith("roman") and 0 < number <= LARGEST_ROMAN:
        label = roman(number)
    return label.upper() if style.startswith("upper") else label
