"""Damaged PDFs, real ones and made ones: whether each that has lost text is named as one that may have."""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from multiprocessing.connection import wait
from pathlib import Path

from hostilefiles import damaged, plain_pdf

from compendium.corpus.extract import document_in
from compendium.errors import SourceError
from compendium.indexer.confined import Allow, Confined

__all__ = ["losses"]

LARGEST = 200_000
"""Bytes of a real PDF that is damaged: the larger ones take a minute each."""
Reading = tuple[int, bool]
"""How many characters were found, and whether it is named as incomplete."""


def losses(rounds: int, seed: int, work: Path, folder: Path) -> Counter[str]:
    """Read sound PDFs, then damaged ones, one or more damages each."""
    counts: Counter[str] = Counter()
    sound = {"made": plain_pdf(), "made, not compressed": plain_pdf(packed=False)}
    sound |= {path.name: path.read_bytes() for path in sorted(folder.rglob("*.pdf")) if path.stat().st_size < LARGEST}
    readers = _Readers(work / "room")
    whole: dict[str, int] = {}
    for name, data in sound.items():
        result = readers.read(data)
        if not isinstance(result, SourceError) and result[0]:
            whole[name] = result[0]
    counts["sound ones"] = len(whole)
    for number in range(rounds):
        chance = random.Random(seed + number)
        name = chance.choice(sorted(whole))
        data, how = sound[name], []
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            kind, data = damaged(data, chance.randrange(2**32))
            how.append(kind)
        start = time.monotonic()
        result = readers.read(data)
        counts["over 60 s"] += time.monotonic() - start > 60
        counts["damaged"] += 1
        _count(result, whole[name], f"{seed + number} {name} {', '.join(how)}", counts)
        if number % 100 == 99:
            print(f"after {number + 1}: {dict(counts)}", flush=True)
    readers.close()
    counts["megabytes at most"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return counts


def _count(result: Reading | SourceError, whole: int, what: str, counts: Counter[str]) -> None:
    if isinstance(result, SourceError):
        counts["refused"] += 1
        if "it could not be read" in result.message or "broke down" in result.message:
            counts["raised"] += 1
            print(f"raised: {what}: {result.message}", flush=True)
    elif result[0] < 0.95 * whole:
        counts["lost over 5 per cent"] += 1
        counts["of these named"] += result[1]
        if not result[1]:
            print(f"not named: {what}: {result[0]} of {whole} characters", flush=True)


def _read(data: bytes, _: Allow) -> Reading:
    document = document_in(data, "a.pdf")
    texts = [*(p.full.text for p in document.paragraphs), *(note.text for note in document.footnotes)]
    return sum(map(len, texts)), any(finding.incomplete for finding in document.findings)


class _Readers:
    """A reading process, and another when it is no longer fit."""

    def __init__(self, room: Path) -> None:
        room.mkdir()
        self._room = room
        self._process: Confined[bytes, Reading] | None = None

    def read(self, data: bytes) -> Reading | SourceError:
        if self._process is None:
            self._process = Confined(_read, self._room)
        self._process.send(data)
        while (result := self._process.result()) is None:
            wait([self._process.connection], max(0.0, self._process.deadline - time.monotonic()))
        if not self._process.is_fit:
            self.close()
        return result

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
        self._process = None
