"""What kind of file some bytes are, by what they hold."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

__all__ = ["media_type"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 4096
"""Bytes looked at to tell HTML and Markdown from plain text."""

ZIP_MEMBERS = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
SIGNATURES = (
    (b"{\\rtf", "application/rtf"),
    (OLE, "application/msword"),
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
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


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
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    return _text_type(data)


def _zip_type(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            declared = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return "application/zip"
    if declared.startswith(b"application/vnd.oasis.opendocument"):
        return declared.decode("ascii", "replace").strip()
    return next((kind for member, kind in ZIP_MEMBERS.items() if member in names), "application/zip")


def _text_type(data: bytes) -> str:
    head = data[:HEAD]
    wide = head.startswith(BYTE_ORDER_MARKS[1:])
    if b"\x00" in head and not wide:
        return "application/octet-stream"
    text = head.replace(b"\x00", b"") if wide else head
    for mark in BYTE_ORDER_MARKS:
        text = text.removeprefix(mark)
    controls = sum(byte < 32 and byte not in b"\t\n\f\r\x1b\x0b" for byte in text)
    if controls * 10 > len(text):
        return "application/octet-stream"
    lead = text.lstrip().lower()
    if lead.startswith((b"<!doctype html", b"<html", b"<?xml")) or re.match(rb"<(head|body|meta|!--)", lead):
        return "text/html" if b"<html" in lead or b"<!doctype html" in lead or b"<body" in lead else "text/plain"
    if re.match(rb"[\[{]\s*[\[{\"\]}]", lead):
        return "application/json"
    if re.search(rb"^\s*#{1,6} +\S|^\*\*\S.*\*\*\s*$|<sup>\d+</sup>|\]\([^)\s]*\)", text, re.MULTILINE):
        return "text/markdown"
    return "text/plain"
