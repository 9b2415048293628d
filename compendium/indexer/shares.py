"""A score taken apart: what each term of the tree gave to it, by standing where.

It belongs to the engine's door as `tree` does, and is made only where a score is to be explained.
"""

from __future__ import annotations

from dataclasses import dataclass

from compendium.indexer.tree import Field, Group, Phrase, Prefix, Word

__all__ = ["Coordination", "Explained", "Share", "TermScore"]


@dataclass(frozen=True, slots=True)
class Share:
    """What a word or phrase gave to a score by standing in one field."""

    words: tuple[str, ...]
    """As the index holds them."""
    field: Field
    times: int
    """How often it stands there."""
    weight: float
    """Of one time: the word's beside others of its term, the field's and the term's, multiplied."""
    gave: float


@dataclass(frozen=True, slots=True)
class TermScore:
    """What one term of the tree gave to a score."""

    node: Word | Prefix | Phrase | Group
    holders: int
    """Documents that hold it; where it `is_close`, those that hold the words of one of its phrases anywhere."""
    score: float
    """By itself."""
    factor: float
    """By which coordination multiplies it."""
    shares: tuple[Share, ...]
    """They add up to `score * factor`."""
    is_close: bool = False
    """Whether it is a group of phrases of a `Close` node."""


@dataclass(frozen=True, slots=True)
class Coordination:
    """A `Ranked` node: so many of its nodes hold the document, and what that multiplies their scores by."""

    held: int
    nodes: int
    factor: float


@dataclass(frozen=True, slots=True)
class Explained:
    """A score taken apart: it is the sum of each term's `score * factor`."""

    score: float
    terms: tuple[TermScore, ...]
    coordination: tuple[Coordination, ...]
