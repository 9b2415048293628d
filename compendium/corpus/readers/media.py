"""What kind of file some bytes are, by what they hold."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence

from compendium.corpus.readers.decode import unicode_form

__all__ = ["described", "is_embedded", "media_type"]

PART = b"PK\x03\x04"
"""How a part of an archive starts."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 4096
"""Bytes looked at to tell HTML and Markdown from plain text."""

OFFICE = "application/vnd.openxmlformats-officedocument"
ZIP_MEMBERS = (
    # Word on the web writes `document2.xml`.
    (re.compile(r"word/document\d*\.xml"), f"{OFFICE}.wordprocessingml.document"),
    (re.compile(r"xl/workbook\d*\.(?:xml|bin)"), f"{OFFICE}.spreadsheetml.sheet"),
    (re.compile(r"ppt/presentation\d*\.xml"), f"{OFFICE}.presentationml.presentation"),
    # What is left of a file whose main part is lost.
    (re.compile(r"word/.+"), f"{OFFICE}.wordprocessingml.document"),
    (re.compile(r"xl/.+"), f"{OFFICE}.spreadsheetml.sheet"),
    (re.compile(r"ppt/.+"), f"{OFFICE}.presentationml.presentation"),
    (re.compile(r"\[Content_Types\]\.xml"), OFFICE),
)
"""What an archive is, by a part that it holds, the surest first."""
OFFICE_FOLDERS = frozenset({"word", "xl", "ppt"})
OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("EncryptedPackage", "application/x-encrypted-office"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__properties_version", "application/vnd.ms-outlook"),
)
"""What the compound files of older Office programs hold, by the name of a stream in their directory."""
SIGNATURES = (
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
)
DOCUMENTS = "Give a PDF, DOCX, HTML or text file."
OTHERS = (
    ("application/x-encrypted", "it is protected by a password", "Save it without a password and try again."),
    ("image/", "a picture", "Recognise its text first, with OCRmyPDF for example, and index the PDF that it makes."),
    (f"{OFFICE}.spreadsheet", "a spreadsheet", DOCUMENTS),
    ("application/vnd.oasis.opendocument.spreadsheet", "a spreadsheet", DOCUMENTS),
    ("application/vnd.ms-excel", "a spreadsheet", DOCUMENTS),
    (f"{OFFICE}.presentation", "a presentation", "Save it as PDF."),
    ("application/vnd.oasis.opendocument.presentation", "a presentation", "Save it as PDF."),
    ("application/vnd.ms-powerpoint", "a presentation", "Save it as PDF."),
    ("application/vnd.ms-outlook", "an e-mail message", "Save it as text or HTML."),
    (OFFICE, "a damaged Office file", "Open it in the program that made it and save it again."),
    ("application/json", "data for programs (JSON)", DOCUMENTS),
    ("application/zip", "an archive", "Unpack it and index what it holds."),
    ("application/gzip", "an archive", "Unpack it and index what it holds."),
    ("application/x-7z", "an archive", "Unpack it and index what it holds."),
    ("application/vnd.rar", "an archive", "Unpack it and index what it holds."),
    ("", "a file of another kind", DOCUMENTS),
)
"""What is said of media types that are not read, by how their names begin, and what can be done."""


def described(kind: str) -> tuple[str, str]:
    """What to call a media type that is not read, and what to do about it.

    >>> described("image/png")[0]
    'a picture'
    """
    return next((name, hint) for start, name, hint in OTHERS if kind.startswith(start))


def media_type(data: bytes) -> str:
    """The media type of a file's bytes; `application/octet-stream` where they are no kind of text.

    >>> media_type(b"%PDF-1.7"), media_type(b"<!DOCTYPE html><p>x"), media_type(b"# I. Introduction")
    ('application/pdf', 'text/html', 'text/markdown')
    """
    # Some producers put a few bytes before the PDF header; readers accept it within the first kilobyte.
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(PART):
        return _zip_type(data)
    if data.startswith(OLE):
        held = (kind for stream, kind in OLE_STREAMS if stream.encode("utf-16-le") in data)
        return next(held, "application/msword")
    kind = _text_type(data)
    if kind == "application/octet-stream":  # or an Office file whose beginning is lost
        left = _zip_type(data)
        return kind if left == "application/zip" else left
    return kind


def _zip_type(data: bytes) -> str:
    names: list[str] = []
    declared = b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if not is_embedded(archive, data):
                names = archive.namelist()
                declared = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        pass
    if declared.startswith(b"application/vnd.oasis.opendocument"):
        return declared.decode("ascii", "replace").strip()
    kind = _office_type(names)
    if kind in ("", OFFICE):  # or the directory is damaged
        kind = _office_type(_names_left(data)) or kind
    return kind or "application/zip"


def is_embedded(archive: zipfile.ZipFile, data: bytes) -> bool:
    """Whether the directory by which some bytes were opened is not their own, which is lost, but that of an archive
    that is part of theirs, such as a workbook in a Word file: the bytes start with a part that it does not name."""
    first = min((member.header_offset for member in archive.infolist()), default=0)
    return first > 0 and data.startswith(PART)


def _office_type(names: Sequence[str]) -> str:
    """What Office file an archive with these parts is; an empty string where it is none.

    Parts of other programs' files are those of a file that is embedded in it, and come behind its own.
    """
    folders = (name.partition("/")[0] for name in names)
    own = next((folder for folder in folders if folder in OFFICE_FOLDERS), "")
    members = [name for name in names if name.partition("/")[0] == own or own == ""]
    return next((kind for part, kind in ZIP_MEMBERS if any(map(part.fullmatch, members))), "")


_LONGEST_NAME = 255
"""Bytes of the name of a part that are looked at: those that tell what a file is are short."""


def _names_left(data: bytes) -> list[str]:
    """The names of the parts of a damaged archive, in its order: by the heads of the parts and, behind these, by what
    is left of its directory, which stands at its end (APPNOTE.TXT, 4.3.7 and 4.3.12)."""
    found = [
        (match.end(), match.end() + min(int.from_bytes(match[1], "little"), _LONGEST_NAME))
        for head in (rb"PK\x03\x04.{22}(..)..", rb"PK\x01\x02.{24}(..).{16}")
        for match in re.finditer(head, data, re.DOTALL)
    ]
    return [data[start:end].decode("utf-8", "replace") for start, end in found]


def _text_type(data: bytes) -> str:
    head = data[:HEAD]
    form = unicode_form(head)
    if form is None and b"\x00" in head:
        return "application/octet-stream"
    text = head[form[1] :].decode(form[0], "replace").encode() if form else head
    controls = sum(byte < 32 and byte not in b"\t\n\f\r\x1b\x0b" for byte in text)
    if controls * 10 > len(text):
        return "application/octet-stream"
    lead = text.lstrip().lower()
    if re.match(rb"[\w-]+:[^\n]*\n(?:.*\n)*?content-type: *multipart/related", lead):
        return "multipart/related"
    if lead.startswith((b"<!doctype html", b"<html", b"<?xml")) or re.match(rb"<(head|body|meta|!--)", lead):
        return "text/html" if b"<html" in lead or b"<!doctype html" in lead or b"<body" in lead else "text/plain"
    if re.match(rb"[\[{]\s*[\[{\"\]}]", lead):
        return "application/json"
    if re.search(rb"^\s*#{1,6} +\S|^\*\*\S.*\*\*\s*$|<sup>\d+</sup>|\]\([^)\s]*\)", text, re.MULTILINE):
        return "text/markdown"
    return "text/plain"
