"""Chains: where a recommendation was said again, as far as the documents held say so or show it by their words.

Only what the text shows: a link is *stated* where a document says that the group repeated itself, *verbatim* or
*reworded* where another entry or another paragraph held has the same or nearly the same words. Nothing is claimed
about what a repetition means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from compendium.corpus.occasions import year_in
from compendium.corpus.reference import house_style
from compendium.search.answer import Searchable
from compendium.search.comparison import Level, Match, Quoted, literal, weighed
from compendium.search.leads import Library
from compendium.search.ledger import Entry
from compendium.search.repeats import compare

__all__ = ["Chain", "Evidence", "Link", "chains"]

Evidence = Literal["stated", "verbatim", "reworded"]

PHRASES, READ = 16, 150
"""Runs of its words that are looked up, and paragraphs that are then read: of 308 repetitions in 20,000 paragraphs that
were found by comparing all with all, these hold all but one."""
FEWEST = 8
"""Words that a recommendation must have before its wording is sought elsewhere."""


@dataclass(frozen=True, slots=True)
class Link:
    """One place or year at which a recommendation was said, besides the entry's own."""

    evidence: Evidence
    score: float
    """1 where it is stated or verbatim, else the share of telling words in common."""
    year: int | None
    meeting: int | None
    place: str
    """Its citation; empty where only the year is stated."""
    held: bool | None
    """Whether the document is held; None where none is named."""
    basis: str
    """Where the text says or shows it."""
    text: str = ""
    """The wording there, where it is compared."""


@dataclass(frozen=True, slots=True)
class Chain:
    """An entry of the ledger with its links, the earliest first."""

    entry: Entry
    links: tuple[Link, ...]


def chains(collection: Searchable, entries: Sequence[Entry], among: Sequence[Entry] = ()) -> list[Chain]:
    """The entries that were said more than once, each with its links.

    Args:
        collection: what is held.
        entries: of the ledger.
        among: the entries with which they are compared; the same ones where none are given.
    """
    finder = _Finder(collection, among or entries)
    found = []
    for entry in entries:
        links = sorted(finder.links(entry), key=lambda link: (link.year or 9999, link.place, link.evidence))
        if links:
            found.append(Chain(entry, tuple(links)))
    return found


class _Finder:
    def __init__(self, collection: Searchable, entries: Sequence[Entry]) -> None:
        self.library = Library(collection)
        self.store = collection.store
        self.entries = entries
        self.paragraphs = collection.store.count("paragraphs")
        self.held = {row.symbol for row in collection.store.documents()}

    def links(self, entry: Entry) -> Iterator[Link]:
        """All links of an entry, each place once."""
        seen: set[tuple[str, int | None]] = set()
        for link in (*self._sources(entry), *self._years(entry), *self._entries(entry), *self._passages(entry)):
            key = (link.place, None if link.place else link.year)
            if key not in seen:
                seen.add(key)
                yield link

    def _sources(self, entry: Entry) -> Iterator[Link]:
        """The places that the text gives as sources, where it gives more than one document."""
        if len({cited.target for cited in entry.cites}) < 2:
            return
        meetings = {occasion.year: occasion.meeting for occasion in entry.occasions}
        for cited in entry.cites:
            place = ", ".join(part for part in (cited.target, house_style(*cited.pinpoints)) if part)
            year = year_in(cited.target)
            basis = entry.wording.citation
            yield Link("stated", 1.0, year, meetings.get(year), place, cited.target in self.held, basis)

    def _years(self, entry: Entry) -> Iterator[Link]:
        """The years in which, as a text says behind the citation, it was said again."""
        return (Link("stated", 1.0, again.year, None, "", None, again.basis) for again in entry.again)

    def _entries(self, entry: Entry) -> Iterator[Link]:
        """Other entries with the same or nearly the same words."""
        own = entry.wording.row.recommendation.text
        if len(own.split()) < FEWEST:
            return
        for other in self.entries:
            text = other.wording.row.recommendation.text
            if other is entry or other.wording == entry.wording or len(text.split()) < FEWEST:
                continue
            if score := self._compared(own, text):
                cited = other.cites[0] if other.cites else None
                place = _place(cited.target, cited.pinpoints) if cited else other.wording.citation
                held = cited.target in self.held if cited else True
                basis = other.wording.citation
                evidence: Evidence = "verbatim" if score == 1 else "reworded"
                yield Link(evidence, score, other.year, other.meeting, place, held, basis, text)

    def _passages(self, entry: Entry) -> Iterator[Link]:
        """Paragraphs held, other than those that recall the entry, in which the words stand."""
        own = entry.wording.row.recommendation.text.strip('“”"')
        if len(own.split()) < FEWEST:
            return
        mine = {recall.row.paragraph for recall in entry.mentions}
        mine |= {recall.row.paragraph for other in self.entries for recall in other.mentions}
        quoted = Quoted(own)
        held = self.library.holding(quoted.segments, phrases=PHRASES, most=READ)
        passages = [p for p in held if p.rows[0].id not in mine]
        exact = literal(quoted, passages)
        found = {match.passage.rows[0].id for match in exact}
        others = [passage for passage in passages if passage.rows[0].id not in found]
        compared = {i: self._compared(own, passage.wording.text) for i, passage in enumerate(others)}
        whole = [Match(Level.NEAR, others[i], 0, len(others[i].wording.text)) for i in compared if compared[i]]
        rest = [passage for i, passage in enumerate(others) if not compared[i]]
        for match in (*exact, *whole, *weighed(quoted, rest, self.library.mends)):
            score = 1.0 if match.level is not Level.NEAR else self._compared(own, match.text)
            if score:
                evidence: Evidence = "verbatim" if score == 1 else "reworded"
                facts, place = match.passage.rows[0].facts, match.references[0]
                yield Link(evidence, score, facts.year, facts.meeting, place, True, place, match.text)

    def _compared(self, own: str, text: str) -> float:
        """1 where a text has the same words, the share of the shorter's where it repeats them, else 0."""
        compared = compare(own, text, self.library.frequency, self.paragraphs)
        if compared.evidence == "new":
            return 0.0
        return 1.0 if compared.evidence == "verbatim" else min(round(compared.within, 2), 0.99)


def _place(target: str, pinpoints: Sequence[str]) -> str:
    return ", ".join(part for part in (target, house_style(*pinpoints)) if part)
