"""The package of a Word file: the parts that hold its text, opened without trusting them.

We follow the relationships ourselves (ECMA-376, part 2) and read no other part: a picture or a workbook that is
missing from the archive, a template's or a macro file's content type, and the "Strict" names of Word's own format
are no reasons to refuse the text.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from compendium.corpus.readers.docx.ooxml import R, W
from compendium.corpus.readers.media import is_embedded
from compendium.errors import SourceError

__all__ = ["Package", "open_package"]

LIMIT = 400 * 2**20
"""Bytes that a package may unpack to."""
XML_LIMIT = 100 * 2**20
"""Bytes of XML that a package may hold; parsed, they take about ten times as much memory."""
MEMBERS = 20_000

PARTS = frozenset({"styles", "numbering", "settings", "footnotes", "endnotes"})
"""Fields of `Package` that are parts of their own, by the last word of the relationship's type."""
BROKEN = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, OSError, EOFError, ValueError, RuntimeError)
"""What is raised over an archive or a part that is damaged; `NotImplementedError` is a `RuntimeError`."""

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
"""The names of ISO/IEC 29500 Strict, and those of every other Word file."""


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
    chunks: dict[str, bytes] = field(default_factory=dict)
    """Documents of other formats that are parts of this one (`w:altChunk`), by relationship."""
    damaged: tuple[str, ...] = ()
    """Names of parts that hold no well-formed XML and were left out."""


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    kind: str
    """The last word of its type: `header`."""
    target: str
    """The name of a member."""


def open_package(data: bytes) -> Package:
    """The parts of a DOCX file.

    Raises:
        SourceError: it is damaged, encrypted, unpacks to too much, or is no document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if is_embedded(archive, data):
                raise _damaged("its end is missing")
            _check_size(archive.infolist())
            return _read(archive)
    except BROKEN as error:
        said = " ".join(str(error).split())[:120] or type(error).__name__
        raise _damaged(said if zipfile.is_zipfile(io.BytesIO(data)) else "its end is missing") from error


def _read(archive: zipfile.ZipFile) -> Package:
    main = next((r.target for r in _relations(archive, "") if r.kind == "officeDocument"), "word/document.xml")
    if main not in archive.namelist():
        raise _damaged(f"it has no part {main}")
    body = _parsed(archive.read(main)).find(W + "body")
    if body is None:
        raise SourceError("the Word file has no body", hint="Open it in Word and save it again.")
    parts: dict[str, etree._Element] = {}
    related: dict[str, etree._Element] = {}
    chunks: dict[str, bytes] = {}
    damaged: list[str] = []
    for relation in _relations(archive, main):
        if relation.kind == "aFChunk":
            chunks[relation.id] = archive.read(relation.target)
        elif relation.kind in {"header", "footer", *PARTS}:
            root = _root(archive, relation.target)
            if root is None:
                damaged.append(relation.target)
            elif relation.kind in PARTS:
                parts.setdefault(relation.kind, root)
            else:
                related[relation.id] = root
    return Package(body, **parts, related=related, chunks=chunks, damaged=tuple(damaged))


def _relations(archive: zipfile.ZipFile, part: str) -> list[_Relation]:
    """What a part of the package refers to and the package holds; the package itself where the name is empty."""
    folder, name = posixpath.split(part)
    root = _root(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    held = set(archive.namelist())
    found = []
    for element in () if root is None else root.iterchildren(RELATIONSHIP):
        target = posixpath.normpath(posixpath.join("/", folder, unquote(element.get("Target", "")))).lstrip("/")
        if element.get("TargetMode") != "External" and target in held:
            found.append(_Relation(element.get("Id", ""), element.get("Type", "").rsplit("/", 1)[-1], target))
    return found


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root element of a part; None where it is missing or no XML: the text is worth more than its styles."""
    try:
        return _parsed(archive.read(name))
    except (KeyError, etree.XMLSyntaxError):
        return None


def _parsed(xml: bytes) -> etree._Element:
    if b"purl.oclc.org/ooxml" in xml:
        for strict, usual in STRICT:
            xml = xml.replace(strict, usual)
    return etree.fromstring(xml, etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True))


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise SourceError("the Word file is protected by a password", hint="Save it without a password and try again.")
    xml = sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels")))
    if len(members) > MEMBERS or xml > XML_LIMIT or sum(m.file_size for m in members) > LIMIT:
        raise SourceError(
            f"the Word file unpacks to more than it should ({sum(m.file_size for m in members) >> 20} MB)",
            hint="Check where it comes from; save it again in Word, or as PDF.",
        )


def _damaged(reason: str) -> SourceError:
    return SourceError(
        f"the Word file is damaged or is no Word document ({reason})", hint="Open it in Word and save it again."
    )
