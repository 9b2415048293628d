"""What a query means, as a tree of its own: `str(query)` is the canonical query, and parses to the same tree.

There are two ways to put words together. In a *plain* query every word helps and none is needed, except what
is marked with `+`, quoted or names a field. As soon as a query holds AND or OR it is *Boolean*, and every word counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from compendium.frozen import dataclass

__all__ = [
    "FILTER_FIELDS",
    "NUMBER_FIELDS",
    "WORD_FIELDS",
    "And",
    "Filter",
    "Fuzzy",
    "Not",
    "Or",
    "Phrase",
    "Plain",
    "Prefix",
    "Query",
    "Range",
    "Reference",
    "Required",
    "Word",
    "leaves",
]

WORD_FIELDS = ("heading", "footnote", "title")
"""Fields whose words are searched."""
FILTER_FIELDS = ("topic", "symbol", "cites", "kind", "lang", "recommendation", "document")
"""Fields whose values are compared whole."""
NUMBER_FIELDS = ("year", "meeting")
"""Fields of numbers, for one or a range."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, which stands for its inflections and spellings too."""

    text: str
    field: str = ""

    def __str__(self) -> str:
        return _in_field(self.field, self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Literal words in this order, with at most `slop` others among them."""

    text: str
    slop: int = 0
    field: str = ""

    def __str__(self) -> str:
        return _in_field(self.field, f'"{self.text}"' + (f"~{self.slop}" if self.slop else ""))


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    text: str
    field: str = ""

    def __str__(self) -> str:
        return _in_field(self.field, self.text + "*")


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word at most `edits` letters away."""

    text: str
    edits: int = 1
    field: str = ""

    def __str__(self) -> str:
        return _in_field(self.field, f"{self.text}~{self.edits}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A document or a place in one: itself if it is held, then what cites it."""

    text: str

    def __str__(self) -> str:
        return f'reference:"{self.text}"'


@dataclass(frozen=True, slots=True)
class Filter:
    """Paragraphs with this value in a field of whole values."""

    field: str
    value: str

    def __str__(self) -> str:
        bare = self.value.isalnum() and self.value not in {"AND", "OR", "NOT"}
        return f"{self.field}:{self.value}" if bare else f'{self.field}:"{self.value}"'


@dataclass(frozen=True, slots=True)
class Range:
    """Paragraphs whose number lies from `low` to `high`, both included; None leaves that side open."""

    field: str
    low: int | None
    high: int | None

    def holds(self, number: int | None) -> bool:
        """Whether a number lies in it; an unknown one does not."""
        return number is not None and (self.low or 0) <= number and (self.high is None or number <= self.high)

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.field}:{self.low}"
        low, high = ("" if n is None else str(n) for n in (self.low, self.high))
        return f"{self.field}:{low}..{high}"


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that `node` does not keep."""

    node: Query

    def __str__(self) -> str:
        return f"NOT {_operand(self.node)}"


@dataclass(frozen=True, slots=True)
class Required:
    """In a plain query, a part that has to be there."""

    node: Query

    def __str__(self) -> str:
        return f"+{_operand(self.node)}"


@dataclass(frozen=True, slots=True)
class And:
    """What all nodes keep."""

    nodes: tuple[Query, ...]

    def __str__(self) -> str:
        return " AND ".join(map(_operand, self.nodes))


@dataclass(frozen=True, slots=True)
class Or:
    """What some node keeps."""

    nodes: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(map(_operand, self.nodes))


@dataclass(frozen=True, slots=True)
class Plain:
    """Words side by side: the more of them, and the closer, the better."""

    nodes: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(map(_operand, self.nodes))


Query = Word | Phrase | Prefix | Fuzzy | Reference | Filter | Range | Not | Required | And | Or | Plain


def leaves(query: Query, *, excluded: bool = False) -> Iterator[Query]:
    """The parts of a query that hold no others, in order; those under NOT only where `excluded` is set."""
    if isinstance(query, (And, Or, Plain)):
        for node in query.nodes:
            yield from leaves(node, excluded=excluded)
    elif isinstance(query, Required):
        yield from leaves(query.node, excluded=excluded)
    elif isinstance(query, Not):
        if excluded:
            yield from leaves(query.node, excluded=True)
    else:
        yield query


def _in_field(field: str, text: str) -> str:
    return f"{field}:{text}" if field else text


def _operand(node: Query) -> str:
    """A part of a larger query, in brackets where it would otherwise fall apart."""
    return f"({node})" if isinstance(node, (And, Or, Plain)) else str(node)
