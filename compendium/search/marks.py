"""Where a text holds what a query looks for: exact spans, the words of a phrase only where they stand as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from typing import NamedTuple

from compendium.frozen import dataclass
from compendium.indexer.analysis import as_ascii, spans, word_list
from compendium.indexer.tree import Field, Group, Phrase, Prefix, Word

__all__ = ["Mark", "Sought", "marks"]


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


def marks(text: str, field: Field, sought: Sequence[Sought]) -> list[Mark]:
    """Every place in the text that is sought in this field, in order."""
    wanted = [
        (number, member) for number, one in enumerate(sought) for member in one.group.members if field in member.fields
    ]
    plain = as_ascii(text)
    if plain is not None:
        # Most texts are ASCII and most members single words, which are found without taking the text apart.
        wanted = [(number, member) for number, member in wanted if _may_hold(plain, member)]
        words = [(number, member.word) for number, member in wanted if isinstance(member, Word)]
        if len(words) == len(wanted):
            return sorted({Mark(*span, number) for number, word in words for span in _spans_of(word, plain)})
    return _among_words(text, wanted)


def _may_hold(plain: str, member: Word | Prefix | Phrase) -> bool:
    """Whether a text that `as_ascii` gave has all words of a member."""
    match member:
        case Word(word) | Prefix(word):
            return word in plain
        case Phrase(words):
            return all(any(_spans_of(word, plain)) for word in words)


def _spans_of(word: str, plain: str) -> Iterator[tuple[int, int]]:
    """Where a word stands whole in a text that `as_ascii` gave."""
    start = plain.find(word) if word else -1
    while start >= 0:
        end = start + len(word)
        if not (plain[start - 1 : start].isalnum() or plain[end : end + 1].isalnum()):
            yield start, end
        start = plain.find(word, end)


def _among_words(text: str, wanted: Sequence[tuple[int, Word | Prefix | Phrase]]) -> list[Mark]:
    """The places of what is wanted among the words of a text, each with its number."""
    held = word_list(text) if wanted else []
    known = set(held)
    found = {(first, last, number) for number, member in wanted for first, last in _places(held, known, member)}
    if not found:
        return []
    # Where the words stand is told only where there is something to mark, since it takes longer.
    places = spans(text, max(last for _, last, _ in found) + 1)
    return [Mark(places[first][0], places[last][1], number) for first, last, number in sorted(found)]


def _places(held: Sequence[str], known: Set[str], member: Word | Prefix | Phrase) -> Iterable[tuple[int, int]]:
    """The first and the last word of each place of a member among the words of a text."""
    match member:
        case Word(word):
            return _places_of(held, word) if word in known else ()
        case Prefix(prefix):
            return [(at, at) for at, other in enumerate(held) if other.startswith(prefix)]
        case Phrase(phrase):
            return _phrases(held, member) if known >= set(phrase) else ()


def _places_of(held: Sequence[str], word: str) -> Iterator[tuple[int, int]]:
    at = -1
    with suppress(ValueError):
        while True:
            at = held.index(word, at + 1)
            yield at, at


def _phrases(held: Sequence[str], phrase: Phrase) -> Iterator[tuple[int, int]]:
    """The phrase as one span where its words are adjacent, its words one by one where others stand among them."""
    for first, word in enumerate(held):
        if word != phrase.words[0]:
            continue
        places = _in_order(held, first, phrase)
        if not places:
            continue
        if places[-1] - first == len(places) - 1:
            yield first, places[-1]
        else:
            yield from ((at, at) for at in places)


def _in_order(held: Sequence[str], first: int, phrase: Phrase) -> list[int]:
    """Where the words of the phrase stand, its first word at `first`; empty where they stand too far apart."""
    places = [first]
    last = first + len(phrase.words) - 1 + phrase.slop
    for word in phrase.words[1:]:
        following = range(places[-1] + 1, min(last + 1, len(held)))
        at = next((i for i in following if held[i] == word), None)
        if at is None:
            return []
        places.append(at)
    return places
