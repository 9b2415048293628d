"""Where a text holds what a query looks for: exact spans, the words of a phrase only where they stand as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from itertools import islice
from typing import NamedTuple

from compendium.frozen import dataclass
from compendium.indexer.analysis import as_ascii, spans, word_list
from compendium.indexer.tree import Field, Group, Phrase, Prefix, Word

__all__ = ["Mark", "Marker", "Sought"]


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing that the query looks for: the words, prefixes and phrases that stand for it."""

    group: Group
    weight: float = 1.0
    """How much it tells a passage from others: more for what is rare."""
    typed: str = ""
    """The part of the query that it stands for, mended where it was misspelt."""


class Mark(NamedTuple):
    """A span of the text that is what was sought."""

    start: int
    end: int
    sought: int
    """Which of the things sought."""


class _Wanted(NamedTuple):
    """A word, prefix or phrase, and how it is found."""

    longest: str
    """A word that every text has which holds it."""
    sought: int
    places: Callable[[str], list[tuple[int, int]]]


class Marker:
    """Finds in texts what a query looks for."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        self.sought = sought
        self._wanted = cache(self._wanted_in)

    def marks(self, text: str, field: Field) -> list[Mark]:
        """Every place in the text that is sought in this field, in order."""
        wanted = self._wanted(field)
        plain = as_ascii(text)
        if plain is not None:
            return sorted(_found(plain, wanted))
        # The words of any other text, a blank between them: so many as stand before a place tell where it is.
        words = " ".join(word_list(text)) if wanted else ""
        found = sorted((words.count(" ", 0, a), words.count(" ", 0, b), n) for a, b, n in _found(words, wanted))
        places = spans(text, max(last for _, last, _ in found) + 1) if found else []
        return [Mark(places[first][0], places[last][1], number) for first, last, number in found]

    def _wanted_in(self, field: Field) -> list[_Wanted]:
        members = ((number, member) for number, one in enumerate(self.sought) for member in one.group.members)
        return [_wanted(number, member) for number, member in members if field in member.fields]


def _wanted(number: int, member: Word | Prefix | Phrase) -> _Wanted:
    match member:
        case Word(word) | Phrase((word,)):
            return _Wanted(word, number, partial(_whole, word))
        case Prefix(prefix):
            return _Wanted(prefix, number, partial(_beginning, prefix))
        case Phrase(words):
            longest = max(words, key=len)
            return _Wanted(longest, number, partial(_phrases, member, longest))


def _found(text: str, wanted: Iterable[_Wanted]) -> set[Mark]:
    """The places of what is wanted in a text whose words are folded."""
    held = [(number, places) for longest, number, places in wanted if longest in text]
    return {Mark(start, end, number) for number, places in held for start, end in places(text)}


def _whole(word: str, text: str) -> list[tuple[int, int]]:
    """Where a word stands whole."""
    found = []
    start = text.find(word) if word else -1
    while start >= 0:
        end = start + len(word)
        if not (text[end : end + 1].isalnum() or text[start - 1 : start].isalnum()):
            found.append((start, end))
        start = text.find(word, end)
    return found


def _beginning(prefix: str, text: str) -> list[tuple[int, int]]:
    """The words that begin so."""
    spans_of = (match.span() for match in re.finditer(prefix + r"[^\W_]*", text))
    return [(start, end) for start, end in spans_of if not text[start - 1 : start].isalnum()]


def _phrases(phrase: Phrase, longest: str, text: str) -> list[tuple[int, int]]:
    """The phrase as one span where its words are adjacent, its words one by one where others stand among them."""
    if not _whole(longest, text):  # "re solution" in a text full of resolutions
        return []
    others = len(phrase.words) - 1
    found: list[tuple[int, int]] = []
    for span in _whole(phrase.words[0], text):
        places = [span]
        for passed, match in enumerate(islice(_word().finditer(text, span[1]), others + phrase.slop), 1):
            if match.group() == phrase.words[len(places)]:
                places.append(match.span())
            if len(places) > others:
                found += [(span[0], match.end())] if passed == others else places
                break
    return found


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")
