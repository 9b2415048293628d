"""What the program knows of words in general: which tell nothing, how else one may be spelt, what derives from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from compendium.frozen import dataclass
from compendium.indexer.analysis import root, word_list
from compendium.indexer.tables import read_table

__all__ = ["common_words", "confused_with", "is_common", "is_kin", "is_prefix", "roots", "spellings", "without_prefix"]

SHORTEST_ROOT = 4
"""Letters of a root that tell enough."""
BEFORE_KIN = 2
"""Letters before an ending that changes within its family: `defens` is kin to defend, `sens` not to send."""
SHORTEST_BASE = 5
"""Letters of a word without its prefix."""


@dataclass(frozen=True, slots=True)
class _Tables:
    common: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    beginnings: tuple[tuple[str, str], ...]
    prefixes: frozenset[str]
    kin: tuple[tuple[str, str], ...]
    confused: frozenset[tuple[str, str]]


@cache
def _tables() -> _Tables:
    table = read_table(Path(__file__).with_name("words.txt"))
    return _Tables(
        frozenset(word for (word,) in table["common"]),
        tuple(_both_ways(table["endings"])),
        tuple(_both_ways(table["beginnings"])),
        frozenset(word for (word,) in table["prefixes"]),
        tuple(_both_ways(table["kin"])),
        frozenset(_both_ways(table["confused"])),
    )


@lru_cache(maxsize=1 << 14)
def is_common(text: str) -> bool:
    """Whether a text has no words but those that tell nothing.

    >>> is_common("of the"), is_common("of the group")
    (True, False)
    """
    return all(word in _tables().common for word in word_list(text))


def common_words() -> Iterator[tuple[str, int]]:
    """The words that tell nothing, each with a frequency of none."""
    return ((word, 0) for word in sorted(_tables().common))


def is_prefix(text: str) -> bool:
    """Whether a text is set before words, with a hyphen or without.

    >>> is_prefix("co"), is_prefix("of")
    (True, False)
    """
    return text in _tables().prefixes


def without_prefix(word: str) -> list[str]:
    """A word without what may be set before it; nothing where too little is left.

    >>> without_prefix("unauthorized"), without_prefix("under")
    (['authorized'], [])
    """
    bases = (word.removeprefix(prefix) for prefix in _tables().prefixes)
    return sorted(base for base in bases if base != word and len(base) >= SHORTEST_BASE)


@lru_cache(maxsize=1 << 14)
def spellings(word: str) -> tuple[str, ...]:
    """How else a word may be spelt, whether or not there is such a word.

    >>> spellings("organisation"), spellings("labor")
    (('organization',), ('labour',))
    """
    tables = _tables()
    endings = [word.removesuffix(one) + other for one, other in tables.endings if _ends(word, one, other)]
    beginnings = [
        other + word.removeprefix(one)
        for one, other in tables.beginnings
        if word.startswith(one) and not (len(other) > len(one) and word.startswith(other))
    ]
    return (*endings, *beginnings)


def _both_ways(pairs: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for one, other in pairs:
        yield one, other
        yield other, one


def _ends(word: str, one: str, other: str) -> bool:
    """Whether a word ends in the first of two endings, and not by itself in the other that contains it."""
    return word.endswith(one) and not (len(other) > len(one) and word.endswith(other))


def roots(ways: Iterable[str]) -> list[str]:
    """The roots of a word in all its spellings, and those that are kin to them; none that is too short to tell.

    >>> roots(["stigmatise", "stigmatize"]), roots(["expel"])
    (['stigmatis', 'stigmat', 'stigma'], ['expel', 'expuls'])
    """
    own = dict.fromkeys(map(root, ways))
    kin = [
        base.removesuffix(one) + other
        for base in own
        for one, other in _tables().kin
        if _ends(base, one, other) and len(base) - len(one) >= BEFORE_KIN
    ]
    return [base for base in dict.fromkeys([*own, *kin]) if len(base) >= SHORTEST_ROOT]


def is_kin(word: str, other: str) -> bool:
    """Whether two words derive from the same root.

    >>> is_kin("rehabilitating", "rehabilitation"), is_kin("arms", "aims")
    (True, False)
    """
    return not set(roots([word, *spellings(word)])).isdisjoint(roots([other]))


def confused_with(word: str) -> list[str]:
    """The words that may be meant where one is written.

    >>> confused_with("counsel")
    ['consul', 'council']
    """
    return sorted(other for one, other in _tables().confused if one == word)
