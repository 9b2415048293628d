"""What an engine is asked and what it answers: the narrow door between the product and any engine.

The product analyzes words, expands them and gives them weights; an engine only finds and scores. Words are
indexed as they stand (folded, not stemmed), each with its position: conflation, spelling variants and
synonyms are a matter of the question, and reach the engine as a `Group` of words that counts as one term.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from compendium.frozen import dataclass

if TYPE_CHECKING:
    from compendium.indexer.shares import Explained

__all__ = [
    "WORD_FIELDS",
    "All",
    "Answer",
    "Any",
    "Between",
    "Close",
    "Engine",
    "Everything",
    "Field",
    "Group",
    "Has",
    "IndexRecord",
    "Key",
    "Match",
    "Node",
    "Phrase",
    "Prefix",
    "Ranked",
    "Without",
    "Word",
]


class Field(StrEnum):
    """A field of words, with positions, that takes part in ranking."""

    TEXT = "text"
    POINTS = "points"
    HEADINGS = "headings"
    FOOTNOTES = "footnotes"
    TITLE = "title"
    KEY_TOPICS = "key_topics"

    __hash__ = str.__hash__  # Enum's is written in Python, and fields are looked up by the hundred in each question


WORD_FIELDS: tuple[Field, ...] = tuple(Field)


class Key(StrEnum):
    """A field of whole values, for filters; takes no part in ranking."""

    DOCUMENT = "document"
    """The store's number of the document, as a string."""
    SYMBOL = "symbol"
    """Canonical symbol of the paragraph's document, and of the paper it describes."""
    SOURCE = "source"
    """File name of the source."""
    CITES = "cites"
    """Canonical targets that the paragraph or its footnotes cite, bare and with pinpoint
    (`CTOC/COP/WG.4/2011/8`, `CTOC/COP/WG.4/2011/8#50(d)`)."""
    TOPIC = "topic"
    """Folded name of a stated topic."""
    INFERRED_TOPIC = "inferred_topic"
    KIND = "kind"
    LANGUAGE = "language"
    MEETING = "meeting"
    """A number, as a string padded to four digits; so is YEAR."""
    YEAR = "year"
    RECOMMENDATION = "recommendation"
    """For each recommendation of the group that the paragraph holds: `any`, `meeting:0009`, `year:2019`, and
    `0009:2019` for both."""


@dataclass(frozen=True, slots=True)
class Word:
    """Documents in which this folded word stands in one of the fields."""

    word: str
    fields: tuple[Field, ...] = WORD_FIELDS
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents with a word that starts so; all such words count as one term."""

    prefix: str
    fields: tuple[Field, ...] = WORD_FIELDS
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents in which these words stand in this order in one field, at most `slop` other words among them."""

    words: tuple[str, ...]
    slop: int = 0
    fields: tuple[Field, ...] = WORD_FIELDS
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Several words, prefixes or phrases that count as one term: frequencies add, each times its weight."""

    members: tuple[Word | Prefix | Phrase, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Has:
    """Documents with this value under this key; scores nothing."""

    key: Key
    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """Documents with a value from `low` to `high`, both included, under this key; scores nothing."""

    key: Key
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents; scores nothing."""


@dataclass(frozen=True, slots=True)
class All:
    """Documents that every node keeps; scores add."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Documents that some node keeps; scores add."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """As `Any`, and a document with more of the nodes is raised (coordination).

    It keeps none where no document is kept by at least so many of the nodes.
    """

    nodes: tuple[Node, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Close:
    """Documents that `node` keeps; those with one of the phrases are raised.

    Each group of phrases adds to the score as a `Group` does, but is held to be as rare as the documents that hold all
    words of one of its phrases: to count those that hold them close together would mean to read all positions.
    """

    node: Node
    phrases: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Documents that `node` keeps and `excluded` does not; scored by `node`."""

    node: Node
    excluded: Node


Node = Word | Prefix | Phrase | Group | Has | Between | Everything | All | Any | Ranked | Close | Without


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """What an engine holds of one paragraph: analyzed words and whole values, no text."""

    id: int
    """The store's number of the paragraph."""
    document: int
    """The store's number of its document, by which it is deleted."""
    words: Mapping[Field, Sequence[str]]
    """Folded words in order; an empty string leaves a gap that no phrase may cross."""
    keys: Mapping[Key, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A paragraph that was found."""

    id: int
    score: float
    terms: frozenset[str]
    """The words of the index that matched."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: the best matches, best first (ties by id), and the ids of all, in ascending order."""

    matches: tuple[Match, ...]
    ids: Sequence[int]


class Engine(Protocol):
    """What any engine behind the door can do."""

    def build(self, records: Iterable[IndexRecord]) -> None:
        """Make the index anew from all records."""

    def update(self, deleted: Iterable[int], added: Iterable[IndexRecord]) -> None:
        """Take out the paragraphs of some documents, by their number, and add others."""

    def search(self, tree: Node, limit: int, filters: Node | None = None) -> Answer:
        """The best `limit` matches of `tree` among the documents that `filters` keeps."""

    def explain(self, tree: Node, ids: Collection[int]) -> Mapping[int, Explained]:
        """What gave their scores to these documents, by id; those that `tree` does not keep are left out."""
