"""Whoosh's dictionary of terms for a look-up, without what Whoosh does not need for it, and without pickles that run.

`whoosh.compat` imports `urllib.request` for a function that nothing here calls, and that import takes a third of the
time of Whoosh's; `whoosh.filedb.filetables` imports `hashlib`, and with it OpenSSL, for MD5 alone. And Whoosh keeps
the settings of a dictionary as a pickle, which runs code planted in it when it is opened: here it is read by an
unpickler that runs nothing.
"""

from __future__ import annotations

import pickle
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from compendium.indexer.checked import CheckedFile
from compendium.indexer.postings import Extent, PlainUnpickler

__all__ = ["UNREADABLE", "TermsReader", "lightly"]

_FIELD = struct.Struct("!H")


@contextmanager
def lightly() -> Iterator[None]:
    """Within it, what Whoosh imports and nothing here needs has a stand-in, unless it was imported before."""
    stand_ins = {name: make() for name, make in _STAND_INS.items() if name not in sys.modules}
    sys.modules.update({name: module for name, module in stand_ins.items() if module is not None})
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if module is not None:
                del sys.modules[name]


def _urllib() -> ModuleType:
    module = ModuleType("urllib.request")
    module.urlretrieve = None  # type: ignore[attr-defined]
    return module


def _hashlib() -> ModuleType | None:
    """MD5 as Python itself has it; None where it has not, as some systems build it."""
    try:
        from _md5 import md5  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    module = ModuleType("hashlib")
    module.md5 = md5  # type: ignore[attr-defined]
    return module


_STAND_INS = {"urllib.request": _urllib, "hashlib": _hashlib}

with lightly():
    from whoosh.filedb.filetables import FileFormatError, OrderedHashReader
    from whoosh.filedb.structfile import StructFile


UNREADABLE = (
    pickle.UnpicklingError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, EOFError, struct.error,
    zlib.error, FileFormatError,
)  # fmt: skip
"""What comes of bytes that Whoosh did not write, where somebody has made sums for them."""


class _PlainFile(StructFile):  # type: ignore[misc]
    """A file as Whoosh wants it, whose pickles cannot run."""

    def read_pickle(self) -> object:
        """Plain data."""
        start = self.file.tell()
        unpickler = PlainUnpickler(self.file.get(start, len(self.file) - start))
        data: object = unpickler.load()
        self.file.seek(start + unpickler.end)
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
