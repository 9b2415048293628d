"""Tables of words, as plain text that is read at once: a parser of TOML takes longer to import than a search takes."""

from __future__ import annotations

from pathlib import Path

__all__ = ["read_table"]


def read_table(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """The entries of a table by the heading in square brackets that they stand under.

    Entries are set apart by blanks and ends of lines, the words of one by strokes (`ise/ize`); a line that begins with
    `#` is a comment.
    """
    table: dict[str, list[tuple[str, ...]]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            entries = table.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            entries += [tuple(entry.split("/")) for entry in line.split()]
    return table
