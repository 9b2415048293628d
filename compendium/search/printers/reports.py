"""What state the collection is in, in words and for scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from compendium.indexer.health import Status
from compendium.search.printers.page import counted
from compendium.search.records import VERSION

__all__ = ["outdated_text", "size_text", "status_lines", "status_record"]


def status_lines(status: Status, languages: Counter[str], kinds: Counter[str]) -> list[tuple[str, str]]:
    """What is held, and in what state: a name and a value for each line."""
    state = "up to date" if status.is_current else "behind the collection: compendium rebuild"
    return [
        ("collection", str(status.home)),
        ("documents", f"{status.documents:,}"),
        ("paragraphs", f"{status.paragraphs:,}"),
        ("kinds", _counted(kinds)),
        ("languages", _counted(languages)),
        ("store", size_text(status.store_size)),
        (
            "index",
            (
                f"{size_text(status.index_size)}, {counted(status.segments, 'segment')},"
                f" {counted(status.indexed, 'paragraph')}"
            ),
        ),
        ("state", "damaged" if status.problem else state),
        *([("outdated", outdated_text(status.outdated))] if status.outdated else []),
    ]


def outdated_text(documents: int) -> str:
    """What is said of documents that an earlier version of the program read.

    >>> outdated_text(2)
    '2 documents were read by an earlier version: index their files again'
    """
    were = "was" if documents == 1 else "were"
    return f"{counted(documents, 'document')} {were} read by an earlier version: index their files again"


def status_record(
    status: Status, languages: Counter[str], kinds: Counter[str], problems: Sequence[str]
) -> Mapping[str, object]:
    """What is held, and in what state, for scripts; sizes in bytes."""
    return {
        "version": VERSION,
        "home": str(status.home),
        "documents": status.documents,
        "paragraphs": status.paragraphs,
        "kinds": dict(kinds),
        "languages": dict(languages),
        "store_size": status.store_size,
        "index_size": status.index_size,
        "segments": status.segments,
        "indexed": status.indexed,
        "current": status.is_current,
        "outdated": status.outdated,
        "healthy": status.is_current and not problems,
        "problems": list(problems),
    }


def size_text(size: int) -> str:
    """A number of bytes.

    >>> size_text(512), size_text(2_500_000)
    ('512 bytes', '2.5 MB')
    """
    for unit, bytes_ in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit}"
    return f"{size} bytes"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name or 'not stated'} ({n})" for name, n in sorted(counts.items(), key=lambda i: (-i[1], i[0])))
