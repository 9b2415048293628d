"""A brief as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compendium.search.brief.contents import Brief
from compendium.search.brief.parts import Heading, Paragraph, Part, Run, Table

__all__ = ["as_markdown"]


def as_markdown(brief: Brief) -> str:
    """The whole brief."""
    head = [f"# {_plain(brief.title)}", f"*{_plain(brief.subtitle)}*"]
    if brief.as_of:
        head.append(f"Newest document held: {brief.as_of.day} {brief.as_of:%B %Y}")
    return "\n\n".join([*head, *(text for part in brief.parts for text in _part(part))]) + "\n"


def _part(part: Part) -> Iterator[str]:
    if isinstance(part, Heading):
        yield f"{'#' * (part.level + 1)} {_plain(part.text)}"
    elif isinstance(part, Table):
        head, *rows = part.rows
        lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
        for row, link in zip(rows, part.links or [""] * len(rows), strict=True):
            first = f"[{_plain(row[0])}]({link})" if link else _plain(row[0])
            lines.append(f"| {' | '.join([first, *map(_plain, row[1:])])} |")
        yield "\n".join(lines)
    else:
        yield _paragraph(part)


def _paragraph(paragraph: Paragraph) -> str:
    text = "".join(map(_run, paragraph.runs)).replace("\n", "  \n")
    if paragraph.style == "quote":
        return "> " + text.replace("\n", "\n> ")
    if paragraph.style == "item":
        return text if re.match(r"\(\w{1,5}\) ", text) else f"- {text}"
    return re.sub(r"^(\d+)\.", r"\1\\.", text)


def _run(run: Run) -> str:
    text = _plain(run.text)
    if run.link:
        return f"[{text}]({run.link})"
    inner = text.strip()
    if run.look == "plain" or not inner:
        return text
    marks = {
        "bold": ("**", "**"),
        "new": ("**", "**"),
        "italic": ("*", "*"),
        "left_out": ("~~", "~~"),
        "added": ("<ins>", "</ins>"),
    }
    before, after = marks[run.look]
    left = text[: len(text) - len(text.lstrip())]
    return f"{left}{before}{inner}{after}{text[len(text.rstrip()) :]}"


def _plain(text: str) -> str:
    """A text whose signs Markdown would take for its own are escaped."""
    return re.sub(r"([\\`*_\[\]<>~|])", r"\\\1", text)
