"""What a user asks for, and of what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, Literal, Protocol

from compendium.frozen import dataclass
from compendium.indexer import tree
from compendium.indexer.lookups import Lookups
from compendium.indexer.tallies import Order
from compendium.search.filters import Filters

__all__ = ["EVERY", "Request", "Searchable", "Sort"]

EVERY: Final = sys.maxsize
"""The limit that is none."""

Sort = Literal["relevance"] | Order


class Searchable(Protocol):
    """A collection: its store, and its index behind the engine's door."""

    @property
    def home(self) -> Path:
        """Its folder."""

    @property
    def store(self) -> Lookups:
        """The record."""

    @property
    def engine(self) -> tree.Engine:
        """Its index."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks for."""

    query: str = ""
    filters: Filters = Filters()
    limit: int = 10
    """Paragraphs a page, or documents where they are grouped; 0 where only their number is wanted."""
    page: int = 1
    """From 1."""
    sort: Sort = "relevance"
    exact: bool = False
    """Whether only the words typed are searched, in their forms and spellings, and nothing related to them."""
    expand: bool = False
    """Whether the words that tell most of the first answers are searched as well."""
    facets: bool = True
    """Whether to count the facets, which takes a while where much is found."""
    explain: bool = False
    """Whether to say for each hit what gave its score."""
    group: bool = False
    """Whether the hits are gathered by document."""

    @property
    def skipped(self) -> int:
        """How many stand on the pages before."""
        return (self.page - 1) * self.limit
