"""What else is searched for a word: the words of the field for what a newcomer says, from tables that users can add to.

A line of a table is a set of words that stand for each other (`police, law enforcement`), or says that what is typed on
the left is also searched as what stands on the right (`kid => child, minor`); `#` begins a comment. Entries of several
words are phrases. An entry is matched in all its inflections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from compendium.corpus.files import read_regular
from compendium.errors import SettingsError, SourceError
from compendium.indexer.analysis import stem, word_list

__all__ = ["FOLDER", "Related", "Thesaurus", "built_in", "own_tables"]

FOLDER = "thesaurus"
"""Folder of the user's own tables, in that of the collection."""
LONGEST = 8
"""Words of the longest entry that is looked for."""
DETERMINERS = frozenset({"a", "an", "her", "his", "its", "my", "our", "the", "their", "your"})
"""Words that may stand in a turn of phrase or be left out of it, in the table as in a query."""
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
                tables.append(read_regular(path).decode("utf-8-sig"))
            except (SourceError, UnicodeDecodeError) as error:
                raise SettingsError(
                    f"The thesaurus {path} cannot be read: {error}.", hint="Save it as plain text in UTF-8."
                ) from error
    return tables


class Thesaurus:
    """One or more tables, of which only the lines that a query needs are ever taken apart."""

    def __init__(self, *tables: str) -> None:
        """The built-in table, and any others in the same form."""
        text = "\n".join((built_in(), *tables)).casefold()
        # With a comma before each entry, the first of a line too, they are found several times sooner.
        self._text = "," + text.replace("\n", "\n,")
        # Asked for what is to be mended, and again for what is ranked.
        self.related = lru_cache(maxsize=8)(self._related)

    def _related(self, words: tuple[str, ...]) -> list[Related]:
        """What else is searched for folded words in a row: the longest entries first, none within another.

        >>> Thesaurus().related(("police", "training"))[0]
        Related(start=0, stop=1, also=('law enforcement',))
        """
        places = [place for place, word in enumerate(words) if word not in DETERMINERS]
        stems = [stem(words[place]) for place in places]
        entries = self._entries(stems, {_beginning(form) for form in (*(words[place] for place in places), *stems)})
        found: list[Related] = []
        at = 0
        while at < len(stems):
            for stop in range(min(len(stems), at + LONGEST), at, -1):
                also = entries.get(tuple(stems[at:stop]))
                if also:
                    found.append(Related(places[at], places[stop - 1] + 1, tuple(also)))
                    at = stop
                    break
            else:
                at += 1
        return found

    def _entries(self, stems: Sequence[str], beginnings: set[str]) -> dict[tuple[str, ...], dict[str, None]]:
        """For the stems of each entry that stands in the query, what else is searched for it, in order."""
        runs = {tuple(stems[at : at + length]) for at in range(len(stems)) for length in range(1, LONGEST + 1)}
        entries: dict[tuple[str, ...], dict[str, None]] = {}
        for match in _entries_of(beginnings).finditer(self._text) if beginnings else ():
            if (key := _stems(match["entry"])) in runs:
                before, after = self._line_around(match.start("entry"))
                if "=>" not in before:
                    left, arrow, right = (before + after).partition("=>")
                    others = _listed(right if arrow else left)
                    entries.setdefault(key, {}).update((other, None) for other in others if _stems(other) != key)
        return entries

    def _line_around(self, place: int) -> tuple[str, str]:
        """What stands before a place in its line, and after it; nothing of a comment."""
        start, end = self._text.rfind("\n", 0, place) + 2, self._text.find("\n", place)
        if self._text.startswith("#", start):
            return "", ""
        return self._text[start:place], self._text[place : end if end >= 0 else len(self._text)]


def _entries_of(beginnings: set[str]) -> re.Pattern[str]:
    """Finds the entries whose words all begin in one of these ways.

    Most entries share some letters with a query and no word: what need not be stemmed is not, and no line is taken
    apart in vain.
    """
    ways = "|".join(re.escape(way) + (r"\w{0,2}\b" if len(way) == 1 else "") for way in sorted(beginnings))
    word = rf"[^\w\s,=]*(?:{ways})[^\s,=-]*"
    # Of a word with accents not even the beginning is that of a word of the query, which has none.
    determiner = "|".join(sorted(DETERMINERS))
    further = rf"(?:{word}|\w{{0,{SHARED}}}[^\x00-\x7f][^\s,=-]*|{determiner})"
    entry = rf"(?:(?:{determiner})[ \t]+)?{word}(?:[ \t-]+{further})*"
    return re.compile(rf",[ \t]*(?P<entry>{entry})[ \t]*(?=,|=>|$)", re.MULTILINE)


def _beginning(form: str) -> str:
    """The letters that a word shares with the entry it is a form of, whose ending may differ: `lad` of `ladies`."""
    start = form[:SHARED].removesuffix("s")
    return start[:-1] if len(start) > 3 or start.endswith("i") else start


def _stems(entry: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in word_list(entry) if word not in DETERMINERS)


def _listed(text: str) -> list[str]:
    return [entry for part in text.split(",") if (entry := " ".join(part.split()))]
