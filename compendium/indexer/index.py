"""What finding and scoring reads of an index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from compendium.indexer.documents import Documents
from compendium.indexer.lists import Lengths, Norms
from compendium.indexer.postings import Places
from compendium.indexer.tree import Field, Key

__all__ = ["Index"]


class Index(Protocol):
    """What matching reads."""

    def size(self) -> int:
        """Number of documents."""

    def documents(self) -> Documents:
        """All of them."""

    def record_ids(self) -> Sequence[int]:
        """For each document number the id of its record."""

    def norms(self, field: Field, weight: float, b: float) -> Norms:
        """What an occurrence counts in a field of this weight and B, by the field's length."""

    def lengths(self, field: Field) -> Lengths:
        """How many words each document has in a field."""

    def places(self, field: Field, word: str) -> Places | None:
        """Where a word stands, or None where it does not."""

    def spread(self, word: str, field: Field) -> int:
        """Some measure of how often a word stands in a field, which is known without reading where; 0 for nowhere."""

    def holding(self, word: str, fields: tuple[Field, ...]) -> Documents:
        """The documents that hold a word in one of the fields."""

    def words_between(self, field: Field | Key, low: str, high: str) -> list[str]:
        """The words or values of a field from `low` up to `high`, both included."""

    def holders(self, key: Key, value: str) -> Documents:
        """The documents with a value under a key."""
