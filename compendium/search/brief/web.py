"""A brief as a web page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from compendium.search.brief.contents import Brief
from compendium.search.brief.parts import Heading, Paragraph, Part, Run, Table

__all__ = ["as_web"]

STYLE = """
body { font: 11pt/1.45 "Times New Roman", "Liberation Serif", serif; max-width: 42em; margin: 2em auto; }
h1, h2, h3, h4 { line-height: 1.2; } h4 { font-weight: normal; font-style: italic; }
blockquote { margin: .6em 2em; } .small { font-size: 9.5pt; color: #444; margin: .2em 2em 1em; }
.item { margin: .3em 0 .3em 2em; } table { border-collapse: collapse; } td, th { border-bottom: 1px solid #999;
padding: .2em .8em .2em 0; text-align: left; } ins { color: #06512a; } del { color: #96182a; }
"""


def as_web(brief: Brief) -> str:
    """The whole brief."""
    as_of = f"<p>Newest document held: {brief.as_of.day} {brief.as_of:%B %Y}</p>\n" if brief.as_of else ""
    parts = "\n".join(text for part in brief.parts for text in _part(part))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(brief.title)}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>{escape(brief.title)}</h1>\n<p><em>{escape(brief.subtitle)}</em></p>\n"
        f"{as_of}{parts}\n</body>\n</html>\n"
    )


def _part(part: Part) -> Iterator[str]:
    if isinstance(part, Heading):
        yield f"<h{part.level + 1}>{escape(part.text)}</h{part.level + 1}>"
    elif isinstance(part, Table):
        head, *rows = part.rows
        yield "<table>\n<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr>"
        for row, link in zip(rows, part.links or [""] * len(rows), strict=True):
            first = _link(escape(row[0]), link)
            yield f"<tr><td>{first}</td>" + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        yield "</table>"
    else:
        yield _paragraph(part)


def _paragraph(paragraph: Paragraph) -> str:
    text = "".join(map(_run, paragraph.runs)).replace("\n", "<br>\n")
    if paragraph.style == "quote":
        return f"<blockquote>{text}</blockquote>"
    return f"<p>{text}</p>" if paragraph.style == "body" else f'<p class="{paragraph.style}">{text}</p>'


def _run(run: Run) -> str:
    tags = {"plain": "", "bold": "b", "new": "b", "italic": "i", "left_out": "del", "added": "ins"}
    text = _link(escape(run.text), run.link)
    tag = tags[run.look]
    return f"<{tag}>{text}</{tag}>" if tag else text


def _link(text: str, link: str) -> str:
    return f'<a href="{escape(link)}">{text}</a>' if link else text
