"""The XML of a word-processing document: names, attributes, and a package opened without trusting it."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lxml import etree

from compendium.errors import SourceError

__all__ = ["Knowledge", "Package", "children", "flag", "knowledge", "number", "open_package", "style_key", "val", "w"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

LIMIT = 400 * 2**20
"""Bytes that a package may unpack to."""
XML_LIMIT = 100 * 2**20
"""Bytes of XML that a package may hold; parsed, they take about ten times as much memory."""
MEMBERS = 20_000


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


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document that hold its text and what is needed to read it."""

    body: etree._Element
    styles: etree._Element | None = None
    numbering: etree._Element | None = None
    settings: etree._Element | None = None
    footnotes: etree._Element | None = None
    endnotes: etree._Element | None = None
    related: dict[str, etree._Element] = field(default_factory=dict)
    """Headers and footers by relationship."""


def open_package(data: bytes) -> Package:
    """The parts of a DOCX file.

    Raises:
        SourceError: it is damaged, encrypted, unpacks to too much, or is no document.
    """
    _check_size(data)
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    try:
        part = docx.Document(io.BytesIO(data)).part
        body = part.element.find(W + "body")
    except Exception as error:
        # python-docx answers a damaged package with whatever its parts raise: KeyError, XMLSyntaxError, TypeError ...
        raise _damaged(error) from error
    if body is None:
        raise SourceError("the Word file has no body", hint="Open it in Word and save it again.")
    roots: dict[str, etree._Element] = {}
    related: dict[str, etree._Element] = {}
    for key, relation in part.rels.items():
        if relation.is_external:
            continue
        root = _root(relation.target_part)
        if root is None:
            continue
        roots.setdefault(relation.reltype, root)
        if relation.reltype in {RT.HEADER, RT.FOOTER}:
            related[key] = root
    return Package(
        body=body,
        styles=roots.get(RT.STYLES),
        numbering=roots.get(RT.NUMBERING),
        settings=roots.get(RT.SETTINGS),
        footnotes=roots.get(RT.FOOTNOTES),
        endnotes=roots.get(RT.ENDNOTES),
        related=related,
    )


def _root(part: object) -> etree._Element | None:
    """The root element of an XML part; None for a picture and for a part that is damaged."""
    from docx.opc.part import Part, XmlPart
    from docx.oxml.parser import parse_xml

    if isinstance(part, XmlPart):
        element = part.element
        return element if isinstance(element, etree._Element) else None
    if not isinstance(part, Part) or not part.partname.endswith(".xml"):
        return None
    try:
        return parse_xml(part.blob)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(error) from error
    if any(member.flag_bits & 1 for member in members):
        raise SourceError("the Word file is protected by a password", hint="Save it without a password and try again.")
    xml = sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels")))
    if len(members) > MEMBERS or xml > XML_LIMIT or sum(m.file_size for m in members) > LIMIT:
        raise SourceError(
            f"the Word file unpacks to more than it should ({sum(m.file_size for m in members) >> 20} MB)",
            hint="Check where it comes from; save it again in Word, or as PDF.",
        )


def _damaged(error: Exception) -> SourceError:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return SourceError(
        f"the Word file is damaged or is no Word document ({reason})", hint="Open it in Word and save it again."
    )
