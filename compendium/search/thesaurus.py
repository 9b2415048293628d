"""What else is searched for a word: the words of the field for what a newcomer says, from tables that users can add to.

A line of a table is a set of words that stand for each other (`police, law enforcement`), or says that what is typed on
the left is also searched as what stands on the right (`kid => child, minor`), or with nothing there that it is a name,
whose words stand for nothing else (`blue heart =>`); `#` begins a comment. Entries of several words are phrases. An
entry is matched in all its inflections.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from os.path import isdir, join
from pathlib import Path
from typing import NamedTuple

from compendium.corpus.files import read_regular
from compendium.errors import SettingsError, SourceError
from compendium.frozen import dataclass
from compendium.indexer.analysis import stem, word_list
from compendium.search.words import is_common

__all__ = ["FOLDER", "Related", "Thesaurus", "built_in", "combined", "own_tables", "regular"]

FOLDER = "thesaurus"
"""Folder of the user's own tables, in that of the collection."""
LONGEST = 8
"""Words of the longest entry that is looked for."""
DETERMINERS = frozenset({"a", "an", "her", "his", "its", "my", "our", "the", "their", "your"})
"""Words that may stand in a turn of phrase or be left out of it, in the table as in a query."""
SHARED = 5
"""Letters of a word by which the lines that may hold it are found; what the stemmer changes comes after them."""
_OPENINGS = tuple(mark + determiner for mark in "\n," for determiner in ("", *(f" {word}" for word in DETERMINERS)))
"""What stands before the first telling word of an entry."""
_QUOTES = "\"'“”‘’«»"


@dataclass(frozen=True, slots=True)
class Related:
    """Words of a query, and what else is searched for them."""

    start: int
    """Place of the first, from 0."""
    stop: int
    also: tuple[str, ...]


@cache
def built_in() -> str:
    """The table that comes with the program, in regular form."""
    return Path(__file__).with_name("thesaurus.txt").read_text("utf-8")


def regular(table: str) -> str:
    """A table as the built-in one stands: without comments and quotes, in small letters, set apart by one blank.

    >>> regular("Judge ,Court\\t of  law=>judiciary")
    'judge, court of law => judiciary'
    """
    return "\n".join(
        " => ".join(", ".join(_listed(side)) for side in line.split("=>", 1)).rstrip()
        for line in table.casefold().splitlines()
        if not line.startswith("#")
    )


def own_tables(home: Path) -> list[str]:
    """The tables that the user added to a collection: text in our form, or SKOS.

    Raises:
        SettingsError: one of them cannot be read.
    """
    tables: list[str] = []
    # Every question asks, and a `Path` takes several times as long to tell.
    if not isdir(join(home, FOLDER)):  # noqa: PTH112, PTH118
        return tables
    for path in sorted((home / FOLDER).glob("*")):
        if path.suffix in {".rdf", ".xml", ".skos"}:
            from compendium.search.skos import read_skos

            tables.append(read_skos(path))
        elif path.suffix == ".txt":
            try:
                tables.append(read_regular(path).decode("utf-8-sig"))
            except (SourceError, UnicodeDecodeError) as error:
                raise SettingsError(
                    f"The thesaurus {path} cannot be read: {error}.", hint="Save it as plain text in UTF-8."
                ) from error
    return tables


class _Entry(NamedTuple):
    """An entry of a table, and the line that it stands in."""

    place: int
    start: int
    """Of the line."""
    end: int
    words: tuple[str, ...]
    """Those that tell something."""


class Thesaurus:
    """One or more tables, of which only the lines that a query needs are ever taken apart."""

    def __init__(self, *tables: str) -> None:
        """The built-in table, and any others in the same form."""
        # With a line's end before each line and a blank before each entry they are found by what stands before them.
        self._text = "\n".join(
            ("", *(" " + table.replace("\n", "\n ") for table in (built_in(), *map(regular, tables))), "")
        )
        # Asked for what is to be mended, again for what is ranked, and by the next question about the same matter.
        self.related = lru_cache(maxsize=256)(self._related)
        self._beginning = lru_cache(maxsize=256)(self._entries_beginning)

    def _related(self, words: tuple[str, ...]) -> list[Related]:
        """What else is searched for folded words in a row: by the longest entries, none of which shares a word.

        >>> Thesaurus().related(("police", "training"))[0]
        Related(start=0, stop=1, also=('law enforcement',))
        """
        places = [place for place, word in enumerate(words) if word not in DETERMINERS]
        stems = [stem(words[place]) for place in places]
        entries = self._entries(
            stems, tuple({_beginning(form) for form in (*(words[place] for place in places), *stems)})
        )
        runs = [
            range(at, stop)
            for at in range(len(stems))
            for stop in range(at + 1, min(len(stems), at + LONGEST) + 1)
            if tuple(stems[at:stop]) in entries
        ]
        telling = [not is_common(words[place]) for place in places]
        # A turn of phrase is known by the words in it that tell something.
        runs.sort(key=lambda run: (-sum(telling[at] for at in run), -len(run), run.start))
        free = set(range(len(stems)))
        found: list[Related] = []
        for run in runs:
            if free.issuperset(run):
                free.difference_update(run)
                if also := entries[tuple(stems[at] for at in run)]:
                    found.append(Related(places[run[0]], places[run[-1]] + 1, tuple(also)))
        return sorted(found, key=lambda one: one.start)

    def _entries(self, stems: Sequence[str], beginnings: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, None]]:
        """For the stems of each entry that stands in the query, what else is searched for it, in order."""
        runs = {tuple(stems[at : at + length]) for at in range(len(stems)) for length in range(1, LONGEST + 1)}
        entries: dict[tuple[str, ...], dict[str, None]] = {}
        for entry in sorted({entry for beginning in beginnings for entry in self._beginning(beginning)}):
            if not all(word.startswith(beginnings) for word in entry.words):
                continue  # before it is stemmed: most entries share some letters with a query and no word
            if (key := tuple(map(stem, entry.words))) in runs:
                left, arrow, right = self._text[entry.start : entry.end].partition("=>")
                others = _listed(right if arrow else left)
                further = {other: None for other in others if _stems(other) != key}
                if further or not others:  # nothing but another form of it is no name
                    entries.setdefault(key, {}).update(further)
        return entries

    def _entries_beginning(self, beginning: str) -> list[_Entry]:
        """The entries that begin so, a determiner aside."""
        found: list[_Entry] = []
        sought = " " + beginning
        place = self._text.find(sought)
        while place >= 0:
            if self._text.endswith(_OPENINGS, 0, place):
                start, end = self._text.rfind("\n", 0, place) + 1, self._text.index("\n", place)
                if not ("=>" in self._text[start:place] or self._text.startswith(" #", start)):
                    entry = self._text[place + 1 : end].partition("=>")[0].partition(",")[0]
                    found.append(_Entry(place, start, end, tuple(_telling(entry))))
            place = self._text.find(sought, place + 1)
        return found


@lru_cache(maxsize=4)
def combined(*tables: str) -> Thesaurus:
    """The built-in table and these, made once."""
    return Thesaurus(*tables)


def _beginning(form: str) -> str:
    """The letters that a word shares with the entry it is a form of, whose ending may differ: `lad` of `ladies`."""
    if len(form) < 3:
        return form
    start = form[:SHARED].removesuffix("s")
    return start[:-1] if len(start) > 3 or start.endswith("i") else start


def _telling(entry: str) -> list[str]:
    return [word for word in word_list(entry) if word not in DETERMINERS]


def _stems(entry: str) -> tuple[str, ...]:
    return tuple(map(stem, _telling(entry)))


def _listed(text: str) -> list[str]:
    return [entry for part in text.split(",") if (entry := " ".join(part.split()).strip(_QUOTES))]
