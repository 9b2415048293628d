"""What the index holds, as a Whoosh schema: fields of words, fields of whole values, and columns of numbers.

Words come analyzed, as a list, and values as they are, so these fields analyze nothing. `whoosh.index.open_dir` opens
the index with this schema, and Whoosh's own queries, phrases included, work on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from compendium.indexer.postings import GAP, LAST_POSITION
from compendium.indexer.segment import DOCUMENT_COLUMN, PARAGRAPH_COLUMN, length_column
from compendium.indexer.tree import WORD_FIELDS, Key
from compendium.indexer.whoosh_files import lightly

with lightly():
    from whoosh.analysis import IDTokenizer, SpaceSeparatedTokenizer
    from whoosh.columns import NumericColumn
    from whoosh.fields import COLUMN, FieldType, Schema
    from whoosh.formats import Existence, Positions

__all__ = ["schema"]


def schema() -> Schema:
    """The schema of the index."""
    fields = {str(field): _Words() for field in WORD_FIELDS}
    fields |= {str(key): _Values() for key in Key}
    # Whoosh itself keeps the number of words of a field only roughly, in a byte.
    fields |= {length_column(field): COLUMN(NumericColumn("H")) for field in WORD_FIELDS}
    fields |= {name: COLUMN(NumericColumn("I")) for name in (PARAGRAPH_COLUMN, DOCUMENT_COLUMN)}
    return Schema(**fields)


class _Positions(Positions):  # type: ignore[misc]
    """Positions as Whoosh keeps them, but as the characters with these numbers, which are read by C code alone."""

    def encode(self, positions: Sequence[int]) -> str:
        """Positions, ascending, as a string."""
        return "".join(map(chr, positions))

    def decode_positions(self, value: str) -> list[int]:
        """The positions that were encoded."""
        return list(map(ord, value))

    def decode_frequency(self, value: str) -> int:
        """How many positions were encoded."""
        return len(value)


class _Words(FieldType):  # type: ignore[misc]
    """A field whose value is its words in order; an empty string leaves a gap that no phrase may cross."""

    def __init__(self) -> None:
        super().__init__(_Positions(), SpaceSeparatedTokenizer())

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, str]]:
        """Each word with its frequency, twice, and its positions."""
        places: dict[str, list[str]] = defaultdict(list)
        position = 0
        for word in value:
            if word:
                places[word].append(chr(min(position, LAST_POSITION)))
                position += 1
            else:
                position += GAP
        for word, found in places.items():
            yield word.encode(), len(found), float(len(found)), "".join(found)


class _Values(FieldType):  # type: ignore[misc]
    """A field of whole values, without frequencies or positions."""

    def __init__(self) -> None:
        super().__init__(Existence(), IDTokenizer())

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, str]]:
        """Each value once."""
        for held in set(value):
            yield held.encode(), 1, 1.0, ""
