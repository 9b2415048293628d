"""Whoosh's term dictionary, without what Whoosh does not need for it and without pickle.

`whoosh.compat` imports `urllib.request` for a function that nothing here calls, and that import takes a third of the
time of Whoosh's. And Whoosh keeps the settings of a dictionary as a pickle, which runs code planted in it when it is
opened: `PlainFile` has Whoosh write and read them as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from compendium.indexer.checked import CheckedFile

__all__ = ["TermsReader", "TermsWriter"]


@contextmanager
def _without_urllib() -> Iterator[None]:
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


with _without_urllib():
    from whoosh.filedb.filetables import OrderedHashReader, OrderedHashWriter
    from whoosh.filedb.structfile import StructFile


class _PlainFile(StructFile):  # type: ignore[misc]
    """A file as Whoosh wants it, in which no pickle is ever written or read."""

    def write_pickle(self, obj: object, protocol: int = -1) -> None:
        """Write plain data as JSON, its length before it."""
        self.write_string4(json.dumps(obj, sort_keys=True).encode())

    def read_pickle(self) -> object:
        """The data that `write_pickle` wrote."""
        return json.loads(self.read_string4())

    def get(self, position: int, length: int) -> bytes:
        """Some bytes, without moving, as Whoosh would, to where they are."""
        data: bytes = self.file.get(position, length)
        return data


class TermsWriter:
    """Writes a dictionary from keys, in ascending order, to values."""

    def __init__(self, path: Path) -> None:
        self._writer = OrderedHashWriter(_PlainFile(path.open("wb")))

    def add(self, key: bytes, value: bytes) -> None:
        """Add a key greater than all before it."""
        self._writer.add(key, value)

    def close(self) -> None:
        """Write what is needed to look keys up, and close the file."""
        self._writer.close()


class TermsReader:
    """Looks keys up in a dictionary that `TermsWriter` wrote."""

    def __init__(self, file: CheckedFile) -> None:
        self._reader = OrderedHashReader(_PlainFile(file), len(file))

    def get(self, key: bytes) -> bytes | None:
        """The value of a key, or None."""
        value: bytes | None = self._reader.get(key)
        return value

    def items_from(self, key: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values from this key, or the first after it, on."""
        yield from self._reader.items_from(key)
