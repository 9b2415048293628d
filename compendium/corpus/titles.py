"""Titles: the document's and the agenda item's among the lines of a masthead, and that of a text without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from compendium.corpus.clean import clean
from compendium.corpus.document import Block, BlockKind
from compendium.corpus.habits import habits
from compendium.corpus.numbering import heading_number

__all__ = ["TitleLine", "plain_title", "titles"]


NEAR = 5
"""Blocks among which a first-level heading is the title though another stands above it."""


class TitleLine(NamedTuple):
    """A line of a masthead that states nothing known, and may be a title."""

    text: str
    heading: bool
    """Whether the source marks it as one."""
    after_item: bool
    """Whether it stands after the agenda item."""


def titles(lines: Sequence[TitleLine]) -> tuple[str, str, list[str]]:
    """The title among the lines that state nothing else, the title of the agenda item, and what is left.

    The agenda item's title may stand above the document's; where both are the same, the line comes twice.
    """
    lines = _whole_titles(lines)
    keys = [re.sub(r"\W+", "", line.text.casefold()) for line in lines]
    unique = {key: line for key, line in zip(keys, lines, strict=True) if re.search(r"[^\W\d_]{3}", line.text)}
    modifier = habits().masthead["modifier"]
    modifiers = [unique.pop(key).text for key, line in list(unique.items()) if modifier.match(line.text)]
    below = [line.text for line in unique.values() if line.after_item]
    headings = [line.text for line in unique.values() if line.heading]
    repeated = [unique[key].text for key in unique if keys.count(key) > 1]
    if repeated:
        title = max(repeated, key=len)
    elif len(below) > 1:
        title = next((text for text in headings if text in below[1:]), below[1])
    else:
        title = next(iter([*headings, *(line.text for line in unique.values())]), "")
    agenda_title = below[0] if below and below[0] != title else ""
    others = [line.text for line in unique.values() if line.text not in {title, agenda_title}]
    return title, agenda_title, [*others, *modifiers]


def _whole_titles(lines: Sequence[TitleLine]) -> list[TitleLine]:
    """The lines, those in capitals that follow one another made one: old titles are set on several lines."""
    whole: list[TitleLine] = []
    for line in lines:
        if whole and line.text.isupper() and whole[-1].text.isupper() and line[1:] == whole[-1][1:]:
            whole[-1] = line._replace(text=f"{whole[-1].text} {line.text}")
        else:
            whole.append(line)
    return whole


def plain_title(blocks: Sequence[Block], among: int) -> tuple[str, tuple[Block, ...]]:
    """The title of a document without masthead, a heading among its first blocks, and its blocks without that."""
    front = [b for b in blocks[:NEAR] if b.kind is BlockKind.HEADING and not heading_number(b.content.text)]
    top = any(b.level == 1 for b in front)
    for i, block in enumerate(blocks[:among]):
        if block.kind is BlockKind.HEADING and not heading_number(block.content.text):
            if block.level > 1 and top:
                continue  # what a page puts above its title: the name of the series
            if i == 0 or block.level == 1:
                return clean(block.content).text.replace("\n", " "), (*blocks[:i], *blocks[i + 1 :])
            break
    return "", tuple(blocks)
