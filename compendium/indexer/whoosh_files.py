"""Whoosh's dictionary of terms for a look-up, without what Whoosh does not need for it, and without pickles that run.

`whoosh.compat` imports `urllib.request` for a function that nothing here calls, and that import takes a third of the
time of Whoosh's. And Whoosh keeps the settings of a dictionary as a pickle, which runs code planted in it when it is
opened: here it is read by an unpickler that runs nothing.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from types import ModuleType

from compendium.indexer.checked import CheckedFile
from compendium.indexer.postings import Extent, PlainUnpickler

__all__ = ["TermsReader", "without_urllib"]

_FIELD = struct.Struct("!H")


@contextmanager
def without_urllib() -> Iterator[None]:
    """Within it, `urllib.request` is an empty stand-in, unless it was imported before."""
    if "urllib.request" in sys.modules:
        yield
        return
    stand_in = ModuleType("urllib.request")
    stand_in.urlretrieve = None  # type: ignore[attr-defined]
    sys.modules["urllib.request"] = stand_in
    try:
        yield
    finally:
        del sys.modules["urllib.request"]


with without_urllib():
    from whoosh.filedb.filetables import OrderedHashReader
    from whoosh.filedb.structfile import StructFile


class _PlainFile(StructFile):  # type: ignore[misc]
    """A file as Whoosh wants it, whose pickles cannot run."""

    def read_pickle(self) -> object:
        """Plain data."""
        start = self.file.tell()
        stream = BytesIO(self.file.get(start, len(self.file) - start))
        data: object = PlainUnpickler(stream).load()
        self.file.seek(start + stream.tell())
        return data

    def get(self, position: int, length: int) -> bytes:
        """Some bytes, without moving, as Whoosh would, to where they are."""
        data: bytes = self.file.get(position, length)
        return data


class TermsReader:
    """Looks words up in the dictionary of a segment."""

    def __init__(self, file: CheckedFile) -> None:
        self._reader = OrderedHashReader(_PlainFile(file), len(file))
        self._fields: dict[str, bytes] = {
            name: _FIELD.pack(number) for name, number in self._reader.extras["fieldmap"].items()
        }
        """For each field that holds anything, what stands before its words."""

    def get(self, field: str, word: bytes) -> Extent | None:
        """Where the postings of a word lie, or None."""
        prefix = self._fields.get(field)
        value = None if prefix is None else self._reader.get(prefix + word)
        return None if value is None else Extent.from_bytes(value)

    def words_from(self, field: str, start: bytes) -> Iterator[bytes]:
        """The words of a field in order, from this one, or the first after it, on."""
        prefix = self._fields.get(field)
        if prefix is None:
            return
        for key in self._reader.keys_from(prefix + start):
            if not key.startswith(prefix):
                return
            yield key[len(prefix) :]
