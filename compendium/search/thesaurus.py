"""What else is searched for a word: the words of the field for what a newcomer says, from tables that users can add to.

A line of a table is a set of words that stand for each other (`police, law enforcement`), or says that what is typed on
the left is also searched as what stands on the right (`kid => child, minor`); `#` begins a comment. Entries of several
words are phrases. An entry is matched in all its inflections.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from compendium.errors import SettingsError
from compendium.indexer.analysis import stem, word_list

__all__ = ["FOLDER", "Related", "Thesaurus", "built_in", "own_tables"]

FOLDER = "thesaurus"
"""Folder of the user's own tables, in that of the collection."""
LONGEST = 8
"""Words of the longest entry that is looked for."""
SHARED = 5
"""Letters of a word by which the lines that may hold it are found; what the stemmer changes comes after them."""


@dataclass(frozen=True, slots=True)
class Related:
    """Words of a query, and what else is searched for them."""

    start: int
    """Place of the first, from 0."""
    stop: int
    also: tuple[str, ...]


@cache
def built_in() -> str:
    """The table that comes with the program, its letters folded."""
    return Path(__file__).with_name("thesaurus.txt").read_text("utf-8").casefold()


def own_tables(home: Path) -> list[str]:
    """The tables that the user added to a collection: text in our form, or SKOS.

    Raises:
        SettingsError: one of them cannot be read.
    """
    tables = []
    for path in sorted((home / FOLDER).glob("*")):
        if path.suffix in {".rdf", ".xml", ".skos"}:
            from compendium.search.skos import read_skos

            tables.append(read_skos(path))
        elif path.suffix == ".txt":
            try:
                tables.append(path.read_text("utf-8-sig"))
            except (OSError, UnicodeDecodeError) as error:
                raise SettingsError(
                    f"The thesaurus {path} cannot be read: {error}.", hint="Save it as plain text in UTF-8."
                ) from error
    return tables


class Thesaurus:
    """One or more tables, of which only the lines that a query needs are ever taken apart."""

    def __init__(self, *tables: str) -> None:
        """The built-in table, and any others in the same form."""
        self._table = "\n".join((built_in(), *(line for table in tables for line in table.casefold().splitlines())))

        self.related = lru_cache(maxsize=8)(
            self._related
        )  # asked for what is to be mended, and again for what is ranked

    def _related(self, words: tuple[str, ...]) -> list[Related]:
        """What else is searched for folded words in a row: the longest entries first, none within another.

        >>> Thesaurus().related(("police", "training"))[0]
        Related(start=0, stop=1, also=('law enforcement',))
        """
        stems = [stem(word) for word in words]
        entries = self._entries(stems, {_beginning(form) for form in (*words, *stems)})
        found: list[Related] = []
        at = 0
        while at < len(stems):
            for stop in range(min(len(stems), at + LONGEST), at, -1):
                also = entries.get(tuple(stems[at:stop]))
                if also:
                    found.append(Related(at, stop, tuple(also)))
                    at = stop
                    break
            else:
                at += 1
        return found

    def _entries(self, stems: Sequence[str], beginnings: set[str]) -> dict[tuple[str, ...], dict[str, None]]:
        """For the stems of each entry that stands in the query, what else is searched for it, in order."""
        runs = {tuple(stems[at : at + length]) for at in range(len(stems)) for length in range(1, LONGEST + 1)}
        entries: dict[tuple[str, ...], dict[str, None]] = {}
        for line in self._lines_with(beginnings):
            left, arrow, right = line.partition("=>")
            for entry in _listed(left):
                # Most lines share some letters with the query and no entry: what need not be stemmed is not.
                if any(beginning in entry for beginning in beginnings) and (key := _stems(entry)) in runs:
                    others = _listed(right if arrow else left)
                    entries.setdefault(key, {}).update((other, None) for other in others if _stems(other) != key)
        return entries

    def _lines_with(self, beginnings: set[str]) -> Iterator[str]:
        """The lines in which one of these runs of letters stands, in order."""
        table = self._table
        found: set[tuple[int, int]] = set()
        for beginning in beginnings:
            at = table.find(beginning)
            while at >= 0:
                end = table.find("\n", at)
                end = len(table) if end < 0 else end
                found.add((table.rfind("\n", 0, at) + 1, end))
                at = table.find(beginning, end + 1)
        return (table[start:end] for start, end in sorted(found) if not table.startswith("#", start))


def _beginning(form: str) -> str:
    """The letters that a word shares with the entry it is a form of, whose ending may differ: `lad` of `ladies`."""
    start = form[:SHARED].removesuffix("s")
    return start[:-1] if len(start) > 3 or start.endswith("i") else start


def _stems(entry: str) -> tuple[str, ...]:
    return tuple(map(stem, word_list(entry)))


def _listed(text: str) -> list[str]:
    return [entry for part in text.split(",") if (entry := " ".join(part.split()))]
