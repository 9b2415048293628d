"""Files that are written once, with a sum for each block: no byte of them is believed that was not checked.

A whole index is too much to check at each opening, and a question reads little of it. So each block is checked when
it is first read.
"""

from __future__ import annotations

import mmap
import sys
import zlib
from array import array
from collections.abc import Sequence
from pathlib import Path

from compendium.errors import IndexDamagedError

try:  # Python's own, since `hashlib` loads OpenSSL, which takes longer than all sums of a look-up
    from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]  # before Python 3.12
    except ImportError:
        from hashlib import sha256

__all__ = ["CheckedFile", "damaged", "outdated", "read_sums", "sha256", "write_sums"]

MENDED = "Run `compendium rebuild`, which makes it anew from what is held."

_SHIFT = 14
_BLOCK = 1 << _SHIFT


def damaged(what: str) -> IndexDamagedError:
    """The error that says what is wrong with the index, and how to mend it."""
    return IndexDamagedError(f"The index is damaged: {what}.", hint=MENDED)


def outdated() -> IndexDamagedError:
    """The error that says that another version of the program made the index."""
    return IndexDamagedError("The index was made by another version of this program.", hint=MENDED)


class CheckedFile:
    """The bytes of a file, mapped into memory; also read as a stream, as Whoosh does."""

    def __init__(self, path: Path, sums: Sequence[int]) -> None:
        """Map the file.

        Args:
            path: the file.
            sums: CRC-32 of each of its blocks.
        """
        self._name = path.name
        with path.open("rb") as file:
            # An empty file cannot be mapped.
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
        self._sums = sums
        self._seen = bytearray(len(sums))
        self._place = 0
        if len(sums) != _blocks(len(self._map)):
            raise damaged(f"{self._name} has another size than it was written with")

    def __len__(self) -> int:
        return len(self._map)

    def get(self, start: int, length: int) -> bytes:
        """These bytes, fewer where the file ends before.

        Raises:
            IndexDamagedError: they are not as they were written.
        """
        first = start >> _SHIFT
        last = min((start + length - 1) >> _SHIFT, len(self._seen) - 1)
        if not 0 <= first <= last:
            if length:
                raise damaged(f"{self._name} is read past its end")
            return b""
        if not self._seen[first] or (first != last and 0 in self._seen[first : last + 1]):
            self._check(first, last)
        return self._map[start : start + length]

    def _check(self, first: int, last: int) -> None:
        for block in range(first, last + 1):
            start = block << _SHIFT
            if not self._seen[block]:
                if zlib.crc32(self._map[start : start + _BLOCK]) != self._sums[block]:
                    raise damaged(f"{self._name} is not as it was written")
                self._seen[block] = 1

    # As a stream

    def seek(self, place: int, whence: int = 0) -> None:
        """Go to a place, as in `io.IOBase`."""
        self._place = place + (0, self._place, len(self._map))[whence]

    def tell(self) -> int:
        """The present place."""
        return self._place

    def read(self, length: int) -> bytes:
        """The next bytes."""
        data = self.get(self._place, length)
        self._place += len(data)
        return data

    def close(self) -> None:
        """Let the file go."""
        if isinstance(self._map, mmap.mmap):
            self._map.close()


def write_sums(paths: Sequence[Path], target: Path) -> None:
    """Write the sums of the blocks of these files, one file after the other."""
    sums = array("I")
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                sums.append(zlib.crc32(block))
    if sys.byteorder == "big":
        sums.byteswap()
    target.write_bytes(sums.tobytes())


def read_sums(paths: Sequence[Path], source: Path) -> list[array[int]]:
    """For each file the sums that `write_sums` wrote."""
    sums = array("I")
    data = source.read_bytes()
    sums.frombytes(data[: len(data) // 4 * 4])
    if sys.byteorder == "big":
        sums.byteswap()
    parts: list[array[int]] = []
    start = 0
    for path in paths:
        end = start + _blocks(path.stat().st_size)
        parts.append(sums[start:end])
        start = end
    return parts


def _blocks(size: int) -> int:
    return (size + _BLOCK - 1) >> _SHIFT
