"""Readers: one module for each family of formats, chosen by what the file holds, never by its name's ending.

A new format is one module with a function `read(data: bytes) -> SourceText` and one line in `READERS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from compendium.corpus.document import SourceText
from compendium.corpus.readers.media import described, media_type
from compendium.errors import SourceError

__all__ = ["READERS", "pages_in", "read_source"]

READERS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/msword": "office",
    "application/rtf": "office",
    "application/vnd.oasis.opendocument.text": "office",
    "multipart/related": "mhtml",
    "text/html": "html",
    "text/markdown": "text",
    "text/plain": "text",
}
"""Media type to the module of this package that reads it; imported when first needed."""

BYTES_OF_OLD_PAGE = 1000
"""A page of an old word processor's file has more than that."""


class _Reader(Protocol):
    def read(self, data: bytes) -> SourceText: ...


def read_source(data: bytes) -> tuple[str, SourceText]:
    """The media type of a source's bytes, and its text in blocks.

    Raises:
        SourceError: the format is not one that can be read, or the file is damaged.
    """
    kind = media_type(data)
    name = READERS.get(kind)
    if name is None:
        what, hint = described(kind)
        raise SourceError(f"not a document that can be read: {what}", hint=hint)
    reader = cast("_Reader", import_module(f"{__name__}.{name}"))
    from compendium.corpus.readers.decode import cleaned

    return kind, cleaned(reader.read(data))


def pages_in(data: bytes) -> int:
    """How many pages a source says that it has, or may have for its size; 0 where its format is read in no time."""
    kind = media_type(data)
    if READERS.get(kind) == "office":
        return len(data) // BYTES_OF_OLD_PAGE
    if kind != "application/pdf":
        return 0
    from compendium.corpus.readers.pdf.guarded import promised_pages

    return promised_pages(data)
