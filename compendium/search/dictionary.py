"""Which words are English, whether or not the collection holds them: a word that is one is not misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["english_frequency", "english_words"]

LIST = "frequency_dictionary_en_82_765.txt"
"""A word and its frequency on each line, as symspellpy brings it (W. Garbe; words of SCOWL that Google's n-grams hold).

Only its list is used: to make its index of deletions takes longer than a hundred look-ups.
"""


def english_frequency(word: str) -> int:
    """How often a folded word, in the form in which it stands, is met in much English; 0 where it is no English word.

    >>> english_frequency("arms") > english_frequency("concent") > 0, english_frequency("traficking")
    (True, 0)
    """
    _, found, rest = _listed().partition(f"\n{word} ")
    return int(rest[: rest.index("\n")]) if found else 0


def english_words() -> Iterator[tuple[str, int]]:
    """The words of the list, each with its frequency."""
    for line in _listed().split("\n"):
        word, _, frequency = line.partition(" ")
        if frequency:
            yield word, int(frequency)


@cache
def _listed() -> str:
    """The list as it stands; empty where it is not there: what is a slip is then told by the collection's words."""
    spec = find_spec("symspellpy")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        with suppress(OSError, UnicodeError):
            return "\n" + (Path(folder) / LIST).read_text("utf-8-sig") + "\n"
    return ""
