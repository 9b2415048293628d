"""Word files for the tests, made part by part: only what a test is about, and what Word cannot do without."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word_file(body: str, **parts: str) -> bytes:
    """A DOCX with this inside of `w:body`, and other parts (`numbering`, `styles`, `footnotes`, `header1` ...) by the
    inside of their root element."""
    roots = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes",
             "endnotes": "endnotes"}  # fmt: skip
    overrides, relations = [], []
    members = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    for name, inside in parts.items():
        kind = name.rstrip("0123456789")
        root = roots.get(kind, "hdr" if kind == "header" else "ftr")
        members[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inside}</w:{root}>"
        overrides.append(f'<Override PartName="/word/{name}.xml" ContentType="{CONTENT}.{kind}+xml"/>')
        relations.append(f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>')
    package = "http://schemas.openxmlformats.org/package/2006"
    members["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{CONTENT}.document.main+xml"/>'
        f"{''.join(overrides)}</Types>"
    )
    members["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="doc" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    members["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{"".join(relations)}</Relationships>'
    )
    return zipped(members)


def zipped(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def p(inside: str, *, style: str = "", list_at: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph; plain text becomes a run."""
    if not inside.startswith("<"):
        inside = r(inside)
    made = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_at is not None:
        made += f'<w:numPr><w:ilvl w:val="{list_at[1]}"/><w:numId w:val="{list_at[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{made}{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run, its tabs as Word writes them."""
    inside = "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in text.split("\t"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, each the inside of a `w:tc` or plain text."""
    cells = ("".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def level(at: int, style: str, text: str, *, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def lists(*levels: str, nums: tuple[str, ...] = ("",)) -> str:
    """The inside of `numbering.xml`: one abstract list, and lists made from it, each with its overrides."""
    made = (f'<w:num w:numId="{i}"><w:abstractNumId w:val="7"/>{n}</w:num>' for i, n in enumerate(nums, 1))
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{"".join(made)}'
