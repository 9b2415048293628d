"""Scopes: the parts of a document in which numbering starts anew, such as an annex or a decision, by their names."""

from __future__ import annotations

import re

from compendium.corpus.habits import habits

__all__ = ["Scopes"]


class Scopes:
    """The scopes that a document's headings open, as they are met."""

    def __init__(self) -> None:
        self.here: str | None = None
        """The scope of the numbering that goes on; None for the document's own."""
        self.pending: str | None = None
        """The scope that a heading has named and no number has opened yet."""
        self._holder = ""
        """The instrument that annexes here belong to: `Decision 2/CP.21`."""
        self._annex = ""
        """The annex that articles here belong to."""
        self._used: set[str] = set()

    def head(self, heading: str) -> None:
        """Notes the scope that a heading names, if it names one."""
        annex, instrument = habits().scope.match(heading), habits().instruments[-1].match(heading)
        if annex:
            self._annex = _lower_first(re.sub(r"\s+", " ", annex.group()))
            if self._annex in self._used and self._holder:
                self._annex = f"{self._holder}, {self._annex}"  # each decision has an annex of its own
            self.pending = self._annex
        elif instrument:
            name = instrument.group().rstrip(".:,")
            if self._annex and habits().inner.match(name):
                name = f"{self._annex}, {_lower_first(name)}"
            else:
                self._annex, self._holder = "", name
            self.pending = name

    def open(self, heading: str) -> None:
        """Begins the pending scope, or one that is called by the heading above it."""
        name = self.pending or heading
        unique, copy = name, 2
        while unique in self._used:
            unique, copy = f"{name} ({copy})", copy + 1
        self._used.add(unique)
        self.here = unique


def _lower_first(text: str) -> str:
    """The text, its first word without capitals: `ANNEX II` as `annex II`."""
    return re.sub(r"^(\w+)", lambda m: m[1].lower(), text)
