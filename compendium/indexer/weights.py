"""What ranking weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from compendium.frozen import dataclass
from compendium.indexer.tree import Field

__all__ = ["Weights"]

_FIELD_WEIGHTS = {
    Field.TEXT: 1.0,
    Field.POINTS: 0.9,
    Field.HEADINGS: 0.6,
    Field.FOOTNOTES: 0.5,
    Field.TITLE: 1.0,
    Field.KEY_TOPICS: 0.22,
}
_FIELD_B = {
    Field.TEXT: 0.5,
    Field.POINTS: 0.5,
    Field.HEADINGS: 0.5,
    Field.FOOTNOTES: 0.6,
    Field.TITLE: 0.5,
    Field.KEY_TOPICS: 0.5,
}


@dataclass(frozen=True, slots=True)
class Weights:
    """What ranking weighs, set by measurement on judged queries."""

    fields: Mapping[Field, float] = field(default_factory=lambda: MappingProxyType(_FIELD_WEIGHTS))
    b: Mapping[Field, float] = field(default_factory=lambda: MappingProxyType(_FIELD_B))
    """How much a field's length counts, from 0 to 1."""
    k1: float = 1.8
    coordination: float = 0.6
    """Exponent of the share of a `Ranked` node's parts that a document holds, where it has two; the more parts, the
    less (`exponent`): a long description is not meant to be held whole. 0 leaves scores as they are."""

    def exponent(self, parts: int) -> float:
        """The exponent for a node of so many parts."""
        return 2 * self.coordination / parts
