"""The page: what is left out of it, and which part of it is the document."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

__all__ = ["HIDDEN", "Measures", "attribute", "events", "knowledge", "left_out", "main_content", "measured", "text_of"]

HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
CONSENT_SIZE = 5000
"""Characters; a longer part about cookies is a text about cookies."""
SMALL = 300
"""Characters of prose; less in an aside, a form or a footer is not the document's."""
SHARE = 0.6
"""Part of the page's prose that the main content must hold."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of web pages; see `html.toml`."""

    tags: frozenset[str]
    roles: frozenset[str]
    classes: frozenset[str]
    consent: re.Pattern[str]
    widgets: frozenset[str]
    note_names: re.Pattern[str]
    note_links: re.Pattern[str]
    """Addresses within the page that bear such a name."""


@cache
def knowledge() -> Knowledge:
    """The data table, read once."""
    table = tomllib.loads(files("compendium.corpus.readers.html").joinpath("html.toml").read_text("utf-8"))
    out = table["left_out"]
    return Knowledge(
        frozenset(out["tags"]),
        frozenset(out["roles"]),
        frozenset(out["classes"]),
        re.compile("|".join(out["consent"]), re.IGNORECASE),
        frozenset(table["widgets"]["labels"]),
        re.compile("^" + table["notes"]["names"], re.IGNORECASE),
        re.compile("^#" + table["notes"]["names"], re.IGNORECASE),
    )


def attribute(tag: Tag, name: str) -> str:
    """An attribute as one string; empty where it is missing."""
    value = tag.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def events(root: Tag, skip: Callable[[Tag], bool] | None = None) -> Iterator[tuple[str, PageElement]]:
    """`open`, `text` and `close` in the order of the page, without recursion: pages nest without bounds.

    Elements below the root that `skip` is true of are left out with all that they hold.
    """
    stack: list[tuple[str, PageElement]] = [("open", root)]
    while stack:
        event, node = stack.pop()
        if event == "open" and isinstance(node, Tag):
            if skip is not None and node is not root and skip(node):
                continue
            stack.append(("close", node))
            stack += [("open" if isinstance(c, Tag) else "text", c) for c in reversed(node.contents)]
        yield event, node


COUNTED = {
    "table": "tables", "tr": "rows", "td": "cells", "th": "cells", "caption": "heads", "thead": "heads",
    "h1": "headings", "h2": "headings", "h3": "headings", "h4": "headings", "h5": "headings", "h6": "headings",
    "ol": "parts", "ul": "parts", "form": "parts",
}  # fmt: skip


@dataclass(slots=True)
class Measure:
    """How much an element holds; counted once for the whole page, since to look into each would take for ever on a
    page that nests a thousand deep."""

    text: int = 0
    """Characters."""
    linked: int = 0
    """Characters in links."""
    prose: int = 0
    """Characters in paragraphs, list items and cells, outside links."""
    elements: int = 0
    tables: int = 0
    rows: int = 0
    cells: int = 0
    heads: int = 0
    """Header cells, captions and heads of tables."""
    headings: int = 0
    parts: int = 0
    """Lists and forms."""

    def add(self, other: Measure) -> None:
        """Counts in what an element inside holds."""
        self.text += other.text
        self.linked += other.linked
        self.prose += other.prose
        self.elements += other.elements
        self.tables += other.tables
        self.rows += other.rows
        self.cells += other.cells
        self.heads += other.heads
        self.headings += other.headings
        self.parts += other.parts


Measures = dict[int, Measure]
"""By the identity of the element; the element itself is not counted."""
PROSE_TAGS = frozenset({"p", "li", "td", "dd", "blockquote", "pre"})


def measured(root: Tag) -> Measures:
    """The measures of all elements below one."""
    measures: Measures = {}
    open_: list[Measure] = [Measure()]
    links = prose = 0
    for event, node in events(root):
        if event == "text" or not isinstance(node, Tag):
            size = len(text_of(node).strip())
            open_[-1].text += size
            open_[-1].linked += size if links else 0
            open_[-1].prose += size if prose and not links else 0
            continue
        step = 1 if event == "open" else -1
        links += step if node.name == "a" else 0
        prose += step if node.name in PROSE_TAGS else 0
        if event == "open":
            open_.append(Measure())
        else:
            measures[id(node)] = done = open_.pop()
            open_[-1].add(done)
            _count(node.name, open_[-1])
    return measures


def _count(name: str, measure: Measure) -> None:
    measure.elements += 1
    if name in COUNTED:
        setattr(measure, COUNTED[name], getattr(measure, COUNTED[name]) + 1)
    if name == "th":
        measure.heads += 1


def left_out(tag: Tag, measures: Measures) -> bool:
    """Whether an element is no part of any document: hidden, a control, navigation, a cookie banner."""
    known = knowledge()
    role = attribute(tag, "role").lower()
    if tag.name in known.tags or role in known.roles:
        return True
    if (
        tag.has_attr("hidden")
        or attribute(tag, "aria-hidden").lower() == "true"
        or HIDDEN.search(attribute(tag, "style"))
    ):
        return True
    names = f"{attribute(tag, 'class')} {attribute(tag, 'id')}"
    if known.classes & set(names.lower().split()):
        return True
    measure = measures.get(id(tag), Measure())
    if known.consent.search(names) and measure.text < CONSENT_SIZE and tag.name not in {"body", "html", "main"}:
        return True
    # A box beside the text, a form around a whole old page, the foot of a section: they may hold text or controls.
    if tag.name in {"aside", "form", "footer"} or role == "complementary":
        return measure.prose < SMALL or measure.linked * 2 > measure.text
    return False


def main_content(body: Tag, measures: Measures) -> Tag:
    """The part of a page that holds the document.

    `main` or what has that role, if it holds most of the prose; else the smallest element that does.
    """
    whole = measures[id(body)].prose
    marked: list[Tag] = [t for t in body.find_all(True) if t.name == "main" or attribute(t, "role").lower() == "main"]
    largest: Tag | None = max(marked, key=lambda t: measures[id(t)].prose, default=None)
    if largest is not None and measures[id(largest)].prose >= SHARE / 2 * whole:
        return largest
    here = body
    while True:
        inner = [c for c in here.children if isinstance(c, Tag) and not left_out(c, measures)]
        densest = max(inner, key=lambda t: measures[id(t)].prose, default=None)
        if densest is None or densest.name in PROSE_TAGS or densest.name in {"table", "tbody", "tr", "ul", "ol", "dl"}:
            return here
        others = measures[id(here)].prose - measures[id(densest)].prose
        # What stands beside the densest part belongs to it, unless it is little.
        if not whole or others > (1 - SHARE) / 4 * whole:
            return here
        here = densest


def text_of(node: PageElement) -> str:
    """What a text node shows: nothing for comments, declarations and the like."""
    return str(node) if isinstance(node, NavigableString) and not isinstance(node, PreformattedString) else ""
