"""What a disk may hold after the power was cut, reckoned from the system calls that a command made.

Nothing is sure to be on a disk but what `fsync` or `fdatasync` has put there: a file's bytes once the file was synced,
a name in a folder once the folder was. Of all else any part may be there: names made, moved or taken away, in any
selection; of bytes written any of their sectors, the others old or zero. That is more than any one file system
loses, and all that POSIX lets it lose.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["HOWS", "Disk", "Event", "lay_out", "recorded"]

TRACED = (
    "open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,read,write,pwrite64,ftruncate,truncate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat"
)
SECTOR = 512
LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
HOWS = ("nothing", "everything", "names", "bytes", "some")
"""What is kept of that which was not synced."""


@dataclass(frozen=True, slots=True)
class Event:
    """A system call that succeeded."""

    call: str
    given: tuple[str, ...]
    """Its arguments, strings in hexadecimal escapes between quotation marks."""
    result: int

    def text(self, number: int) -> bytes:
        """An argument that is a string."""
        return bytes.fromhex(self.given[number].strip('".').replace("\\x", ""))

    def path(self, number: int) -> str:
        """An argument that is a path."""
        return os.fsdecode(self.text(number))


def recorded(command: Sequence[str], log: Path) -> list[Event]:
    """Run a command; the calls on files that its first thread made, in order."""
    traced = ["strace", "-xx", "-s", "100000000", "-e", f"trace={TRACED}", "-o", str(log), *command]
    subprocess.run(traced, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    matches = (LINE.match(line) for line in log.read_text("ascii").splitlines())
    return [
        Event(match[1], tuple(match[2].split(", ")), int(match[3])) for match in matches if match and int(match[3]) >= 0
    ]


@dataclass(eq=False, slots=True)
class File:
    """A file's bytes: as the running system sees them, as they were synced, and what was done since."""

    now: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    since: list[tuple[int, bytes]] = field(default_factory=list)
    """Places and bytes written there; no bytes where the file was cut at that place."""

    def write(self, place: int, data: bytes) -> None:
        """Write within it or behind its end."""
        self.since.append((place, data))
        _written(self.now, place, data)

    def cut(self, size: int) -> None:
        """Give it this size."""
        self.since.append((size, b""))
        _cut(self.now, size)

    def sync(self) -> None:
        """All of it is on the disk."""
        self.synced, self.since = bytes(self.now), []

    def fallen(self, how: str, chance: random.Random) -> bytes:
        """What of it may be on the disk."""
        if how in {"nothing", "names"} or not self.since:
            return self.synced
        if how in {"everything", "bytes"}:
            return bytes(self.now)
        data = bytearray(self.synced)
        share = chance.choice((0.1, 0.5, 0.9))
        for place, written in self.since:
            if not written:
                if chance.random() < share:
                    _cut(data, place)
                continue
            for at in range(0, len(written), SECTOR):
                if chance.random() < share:
                    _written(data, place + at, written[at : at + SECTOR])
        return bytes(data)


def _written(data: bytearray, place: int, written: bytes) -> None:
    data.extend(bytes(max(0, place - len(data))))
    data[place : place + len(written)] = written


def _cut(data: bytearray, size: int) -> None:
    del data[size:]
    data.extend(bytes(size - len(data)))


@dataclass(eq=False, slots=True)
class Folder:
    """A folder's names, now and as synced, and the changes since; each is kept whole or not at all."""

    now: dict[str, File | Folder] = field(default_factory=dict)
    synced: dict[str, File | Folder] = field(default_factory=dict)
    since: list[dict[str, File | Folder | None]] = field(default_factory=list)

    def change(self, **names: File | Folder | None) -> None:
        """Give names to what they are of from now on, None where there is nothing any more."""
        self.since.append(names)
        _changed(self.now, names)

    def sync(self) -> None:
        """Its names are on the disk."""
        self.synced, self.since = dict(self.now), []

    def fallen(self, how: str, chance: random.Random) -> dict[str, File | Folder]:
        """What names may be on the disk."""
        kept = dict(self.synced)
        share = {"nothing": 0.0, "bytes": 0.0, "everything": 1.0, "names": 1.0}.get(how, chance.choice((0.1, 0.5, 0.9)))
        for names in self.since:
            if chance.random() < share:
                _changed(kept, names)
        return kept


def _changed(held: dict[str, File | Folder], names: dict[str, File | Folder | None]) -> None:
    for name, what in names.items():
        if what is None:
            held.pop(name, None)
        else:
            held[name] = what


@dataclass(slots=True)
class _Handle:
    what: File | Folder | None
    """None for what lies elsewhere."""
    place: int = 0
    appends: bool = False


class Disk:
    """What lies in one folder while a command works there."""

    def __init__(self, base: Path) -> None:
        """The folder as it lies there now, all of it synced."""
        self.base = os.path.realpath(base)
        self.top = _loaded(base)
        self._handles: dict[int, _Handle] = {}
        self.said = b""
        """What the command has written to standard output."""

    def apply(self, event: Event) -> bool:
        """Take a call into account; whether it changed what lies in the folder, or synced some of it."""
        act: Callable[[Event], bool] | None = getattr(self, f"_{event.call}", None)
        return act is not None and act(event)

    # Where things are

    def _found(self, path: str) -> tuple[Folder, str] | None:
        """The folder that an absolute path leads to, and the name in it; None outside, or where there is none."""
        if not path.startswith(f"{self.base}/"):
            return None
        *folders, name = path[len(self.base) + 1 :].split("/")
        here: File | Folder | None = self.top
        for part in folders:
            here = here.now.get(part) if isinstance(here, Folder) else None
        return (here, name) if isinstance(here, Folder) else None

    def _at(self, event: Event, folder: int, name: int) -> tuple[Folder, str] | None:
        """As `_found`, for a path that is relative to a folder that is open."""
        path = event.path(name)
        if path.startswith("/") or not event.given[folder].isdecimal():
            return self._found(path)
        handle = self._handles.get(int(event.given[folder]))
        return (handle.what, path) if handle and isinstance(handle.what, Folder) else None

    def _of(self, event: Event) -> File | Folder | None:
        handle = self._handles.get(int(event.given[0]))
        return handle.what if handle else None

    # What the calls do

    def _openat(self, event: Event) -> bool:
        found, flags = self._at(event, 0, 1), event.given[2]
        what: File | Folder | None = found[0].now.get(found[1]) if found else None
        is_new = found is not None and what is None and "O_CREAT" in flags
        if found and is_new:
            what = File()
            found[0].change(**{found[1]: what})
        elif isinstance(what, File) and "O_TRUNC" in flags and what.now:
            what.cut(0)
        if what is None and event.path(1) == self.base:
            what = self.top
        self._handles[event.result] = _Handle(what, appends="O_APPEND" in flags)
        return is_new or "O_TRUNC" in flags

    def _open(self, event: Event) -> bool:
        return self._openat(Event("openat", ("AT_FDCWD", *event.given), event.result))

    def _close(self, event: Event) -> bool:
        self._handles.pop(int(event.given[0]), None)
        return False

    def _dup(self, event: Event) -> bool:
        if int(event.given[0]) in self._handles:
            self._handles[event.result] = self._handles[int(event.given[0])]
        return False

    _dup2 = _dup3 = _dup

    def _fcntl(self, event: Event) -> bool:
        return self._dup(event) if event.given[1].startswith("F_DUPFD") else False

    def _lseek(self, event: Event) -> bool:
        if handle := self._handles.get(int(event.given[0])):
            handle.place = event.result
        return False

    def _read(self, event: Event) -> bool:
        if handle := self._handles.get(int(event.given[0])):
            handle.place += event.result
        return False

    def _write(self, event: Event) -> bool:
        handle = self._handles.get(int(event.given[0]))
        if handle is None or not isinstance(handle.what, File):
            self.said += event.text(1) if event.given[0] == "1" else b""
            return False
        data = event.text(1)[: event.result]
        place = len(handle.what.now) if handle.appends else handle.place
        handle.what.write(place, data)
        handle.place = place + len(data)
        return True

    def _pwrite64(self, event: Event) -> bool:
        what = self._of(event)
        if not isinstance(what, File):
            return False
        what.write(int(event.given[3]), event.text(1)[: event.result])
        return True

    def _ftruncate(self, event: Event) -> bool:
        what = self._of(event)
        if not isinstance(what, File):
            return False
        what.cut(int(event.given[1]))
        return True

    def _fsync(self, event: Event) -> bool:
        what = self._of(event)
        if what is None:
            return False
        what.sync()
        return True

    _fdatasync = _fsync

    def _renameat(self, event: Event) -> bool:
        one, other = self._at(event, 0, 1), self._at(event, 2, 3)
        if one is None or other is None:
            return False
        assert one[0] is other[0], "only names within one folder are exchanged at once"
        one[0].change(**{other[1]: one[0].now[one[1]], one[1]: None})
        return True

    _renameat2 = _renameat

    def _rename(self, event: Event) -> bool:
        return self._renameat(Event("renameat", ("-", event.given[0], "-", event.given[1]), 0))

    def _unlinkat(self, event: Event) -> bool:
        found = self._at(event, 0, 1)
        if found is None:
            return False
        found[0].change(**{found[1]: None})
        return True

    def _unlink(self, event: Event) -> bool:
        return self._unlinkat(Event("unlinkat", ("-", event.given[0]), 0))

    _rmdir = _unlink

    def _mkdirat(self, event: Event) -> bool:
        found = self._at(event, 0, 1)
        if found is None:
            return False
        found[0].change(**{found[1]: Folder()})
        return True

    def _mkdir(self, event: Event) -> bool:
        return self._mkdirat(Event("mkdirat", ("-", event.given[0]), 0))

    def _linkat(self, event: Event) -> bool:
        one, other = self._at(event, 0, 1), self._at(event, 2, 3)
        if one is None or other is None:
            return False
        other[0].change(**{other[1]: one[0].now[one[1]]})
        return True

    def _link(self, event: Event) -> bool:
        return self._linkat(Event("linkat", ("-", event.given[0], "-", event.given[1]), 0))

    # What may be left

    def fallen(self, how: str, chance: random.Random) -> dict[str, bytes | None]:
        """One of the states in which the power may leave the disk: bytes by path, None for a folder."""
        return dict(self._left(self.top, "", how, chance, set()))

    def _left(
        self, folder: Folder, path: str, how: str, chance: random.Random, above: set[int]
    ) -> Iterator[tuple[str, bytes | None]]:
        for name, what in folder.fallen(how, chance).items():
            if isinstance(what, Folder):
                yield f"{path}{name}", None
                yield from self._left(what, f"{path}{name}/", how, chance, above)
            else:
                yield f"{path}{name}", what.fallen(how, chance)


def _loaded(folder: Path) -> Folder:
    names: dict[str, File | Folder] = {}
    for path in folder.iterdir():
        if path.is_dir():
            names[path.name] = _loaded(path)
        else:
            data = path.read_bytes()
            names[path.name] = File(bytearray(data), data)
    return Folder(names, dict(names))


def lay_out(state: dict[str, bytes | None], target: Path) -> None:
    """Write a state down, the folders before what lies in them."""
    for path, data in state.items():
        if data is None:
            (target / path).mkdir(parents=True, exist_ok=True)
        else:
            (target / path).write_bytes(data)
