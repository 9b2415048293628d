"""A PDF opened without trusting it: references in circles are cut, streams unpack within bounds, and what could not be
decoded is noted, so that a reader can be told that text may be missing.

pdfminer reads on where a file is damaged and says nothing of what it left out; and it follows a reference to a
reference for ever.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFNoPageLabels, PDFXRefFallback
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFObjectNotFound, PDFObjRef, PDFStream, resolve1

from compendium.errors import SourceError

__all__ = ["Damage", "GuardedDocument", "promised_pages"]

MOST_UNPACKED = 200 * 2**20
"""Bytes that the streams of one document may unpack to."""
MOST_PAGES = 5000
MOST_STREAMS = 2000
"""Streams that may draw one page."""


@dataclass(slots=True)
class Damage:
    """What was found broken."""

    table: bool = False
    """Whether the table of objects is lost, and objects had to be looked for."""
    streams: set[int] = field(default_factory=set)
    """Objects whose streams could not be decoded to their end."""
    objects: set[int] = field(default_factory=set)
    """Objects that the table lists and that are not where it says."""
    pages: int = 0
    """Pages that the tree of pages promises and does not lead to."""

    def __bool__(self) -> bool:
        return bool(self.table or self.streams or self.objects or self.pages)

    def __str__(self) -> str:
        """What is broken, in words.

        >>> str(Damage(table=True, streams={4, 9}, pages=1))
        'its table of contents is lost, 2 parts cannot be decoded, 1 page is missing'
        """
        parts = ["its table of contents is lost"] if self.table else []
        if broken := len(self.streams | self.objects):
            parts.append(f"{broken} part{'s' if broken > 1 else ''} cannot be decoded")
        if self.pages:
            parts.append(f"{self.pages} page{'s are' if self.pages > 1 else ' is'} missing")
        return ", ".join(parts)


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked."""

    left: int = MOST_UNPACKED

    def unpack(self, data: bytes) -> tuple[bytes, bool]:
        """What a Flate stream holds, as far as it can be decoded, and whether that is all of it.

        Raises:
            SourceError: the document unpacks to more than it may.
        """
        unpacker = zlib.decompressobj()
        out = bytearray()
        whole = True
        for at in range(0, len(data), 4096):
            try:
                out += unpacker.decompress(data[at : at + 4096], self.left + 1)
            except zlib.error:
                out += _until_fault(data, at, len(out))
                whole = False
                break
            if len(out) > self.left:
                raise SourceError("the PDF unpacks to more than it may hold", hint="Print it to a new PDF.")
            if unpacker.eof:
                break
        self.left -= len(out)
        return bytes(out), whole and unpacker.eof


def _until_fault(data: bytes, start: int, done: int) -> bytes:
    """The few bytes that can be decoded from the block in which decoding failed, one at a time."""
    unpacker = zlib.decompressobj()
    out = bytearray()
    try:
        out += unpacker.decompress(data[:start])
        for at in range(start, min(start + 4096, len(data))):
            out += unpacker.decompress(data[at : at + 1])
    except zlib.error:
        pass
    return bytes(out[done:])


class GuardedStream(PDFStream):  # type: ignore[misc]
    """A stream that unpacks within the document's bounds."""

    rawdata: bytes | None
    budget: _Budget
    damage: Damage

    def decode(self) -> None:
        """Decode it; what is missing at its end is noted."""
        filters = self.get_filters()
        if len(filters) > 8:
            raise SourceError("the PDF is damaged: a part of it is packed over and over")
        if filters and filters[0][0] in LITERALS_FLATE_DECODE and self.rawdata is not None and not self.decipher:
            data, whole = self.budget.unpack(self.rawdata)
            if not whole:
                self.damage.streams.add(self.objid or 0)
            self.rawdata = zlib.compress(data, 0)  # for pdfminer to go on with predictors and other filters
        super().decode()
        self.budget.left -= len(self.data or b"")
        if self.budget.left < 0:
            raise SourceError("the PDF unpacks to more than it may hold", hint="Print it to a new PDF.")


class GuardedDocument(PDFDocument):  # type: ignore[misc]
    """A document whose objects can be asked for safely."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF.

        Raises:
            SourceError: it is a bomb.
            PDFException: it is damaged; so do other errors say.
        """
        self.damage = Damage()
        self._budget = _Budget()
        self._tables: set[int] = set()
        self._asked: set[int] = set()
        super().__init__(PDFParser(io.BytesIO(data)))
        self.damage.table = any(isinstance(xref, PDFXRefFallback) for xref in self.xrefs)

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[Any]) -> None:
        """Read a table of objects and those before it, each once."""
        if start not in self._tables:
            self._tables.add(start)
            super().read_xref_from(parser, start, xrefs)

    def getobj(self, objid: int) -> object:
        """An object, never a reference.

        Raises:
            PDFObjectNotFound: there is none, or its reference leads back to itself.
        """
        if objid in self._asked:  # while it is being read: the length of a stream that is the stream itself
            raise PDFObjectNotFound(objid)
        self._asked.add(objid)
        try:
            found = super().getobj(objid)
            if isinstance(found, PDFObjRef):
                found = self.getobj(found.objid)
        except PDFObjectNotFound:
            if any(self._lists(xref, objid) for xref in self.xrefs):
                self.damage.objects.add(objid)
            raise
        finally:
            self._asked.discard(objid)
        if isinstance(found, PDFStream) and not isinstance(found, GuardedStream):
            found.__class__ = GuardedStream
            found.budget, found.damage = self._budget, self.damage
        return found

    @staticmethod
    def _lists(xref: Any, objid: int) -> bool:
        try:
            return bool(xref.get_pos(objid))
        except Exception:  # a table that is damaged itself
            return False

    def pages(self) -> Iterator[PDFPage]:
        """The pages; those that are promised and not found are counted when all are read."""
        found = 0
        for page in PDFPage.create_pages(self):
            found += 1
            if found > MOST_PAGES:
                raise SourceError(f"the PDF has more than {MOST_PAGES:,} pages", hint="Split it.")
            page.contents = list(_flat(page.contents))
            yield page
        self.damage.pages = max(0, min(self.promised, MOST_PAGES) - found)

    @property
    def promised(self) -> int:
        """How many pages it says that it has."""
        root = resolve1(self.catalog.get("Pages"))
        count = resolve1(root.get("Count")) if isinstance(root, dict) else None
        return count if isinstance(count, int) else 0

    def get_page_labels(self) -> Iterator[str]:
        """None: nobody asks for them, and they may be endless.

        Raises:
            PDFNoPageLabels: always.
        """
        raise PDFNoPageLabels


def _flat(contents: Sequence[Any], depth: int = 0) -> Iterator[Any]:
    """What draws a page, each stream in its turn.

    Raises:
        SourceError: there are too many.
    """
    if len(contents) > MOST_STREAMS or depth > 3:
        raise SourceError(f"a page of the PDF is drawn by more than {MOST_STREAMS:,} parts")
    for part in contents:
        found = resolve1(part)
        if isinstance(found, list):
            yield from _flat(found, depth + 1)
        else:
            yield found


def promised_pages(data: bytes) -> int:
    """How many pages a PDF says that it has; 0 where it cannot be read."""
    try:
        return max(0, GuardedDocument(data).promised)
    except MemoryError:
        raise
    except Exception:  # whatever a damaged file leads pdfminer into; its reader will say so
        return 0
