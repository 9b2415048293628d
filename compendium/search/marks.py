"""Where a text holds what a query looks for: exact spans, the words of a phrase only where they stand as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compendium.indexer.analysis import Token
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


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that is what was sought."""

    start: int
    end: int
    sought: int
    """Which of the things sought."""


def marks(tokens: Sequence[Token], field: Field, sought: Sequence[Sought]) -> list[Mark]:
    """Every place in the text of these tokens that is sought in this field, in order."""
    found = {
        (mark.start, mark.end, number): mark
        for number, wanted in enumerate(sought)
        for member in wanted.group.members
        if field in member.fields
        for mark in _places(tokens, member, number)
    }
    return [found[key] for key in sorted(found)]


def _places(tokens: Sequence[Token], member: Word | Prefix | Phrase, number: int) -> Iterator[Mark]:
    if isinstance(member, Phrase):
        yield from _phrases(tokens, member, number)
        return
    for token in tokens:
        if token.word == member.word if isinstance(member, Word) else token.word.startswith(member.prefix):
            yield Mark(token.start, token.end, number)


def _phrases(tokens: Sequence[Token], phrase: Phrase, number: int) -> Iterator[Mark]:
    """The phrase as one span where its words are adjacent, its words one by one where others stand among them."""
    for first, token in enumerate(tokens):
        if token.word != phrase.words[0]:
            continue
        places = _in_order(tokens, first, phrase)
        if not places:
            continue
        if places[-1] - first == len(places) - 1:
            yield Mark(token.start, tokens[places[-1]].end, number)
        else:
            yield from (Mark(tokens[at].start, tokens[at].end, number) for at in places)


def _in_order(tokens: Sequence[Token], first: int, phrase: Phrase) -> list[int]:
    """Where the words of the phrase stand, its first word at `first`; empty where they stand too far apart."""
    places = [first]
    last = first + len(phrase.words) - 1 + phrase.slop
    for word in phrase.words[1:]:
        following = range(places[-1] + 1, min(last + 1, len(tokens)))
        at = next((i for i in following if tokens[i].word == word), None)
        if at is None:
            return []
        places.append(at)
    return places
