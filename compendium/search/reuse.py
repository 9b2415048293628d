"""Reused language: where else the same words stand in a row, the longest run first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.search.answer import Searchable
from compendium.search.leads import Library
from compendium.search.passages import Passage
from compendium.search.wording import Token, Wording, is_word

__all__ = ["SHORTEST", "Reused", "reuse"]

SHORTEST = 10
"""Words that a run must have."""
SEED = 5
"""Words by which a run is found."""
PHRASES, READ = 40, 200
"""Runs of words of a paragraph that are looked up, and paragraphs that are then read."""


@dataclass(frozen=True, slots=True)
class Reused:
    """The same words in two places."""

    row: ParagraphRow
    """The paragraph that was asked about."""
    start: int
    """Where they stand in its full text."""
    end: int
    passage: Passage
    """Where else."""
    there_start: int
    there_end: int
    words: int

    @property
    def text(self) -> str:
        """The words, as they stand there."""
        return self.passage.wording.text[self.there_start : self.there_end]

    @property
    def references(self) -> tuple[str, ...]:
        """The citations of the other place."""
        return self.passage.references(self.there_start, self.there_end)

    @property
    def document(self) -> DocumentRow:
        """The other document."""
        return self.passage.document


def reuse(collection: Searchable, rows: Sequence[ParagraphRow], *, shortest: int = SHORTEST) -> list[Reused]:
    """The runs of words that these paragraphs share with others, the longest first; glyphs and capitals aside."""
    library = Library(collection)
    own = {row.id for row in rows}
    found: list[Reused] = []
    for row in rows:
        wording = library.wording(row)
        for passage in library.holding([row.paragraph.full.text], phrases=PHRASES, most=READ):
            if passage.rows[0].id == row.id or (len(own) > 1 and passage.rows[0].id in own):
                continue
            for a, b, c, d, words in _runs(wording, passage.wording):
                if words >= shortest:
                    found.append(Reused(row, a, b, passage, c, d, words))
    return sorted(found, key=lambda r: (-r.words, r.row.id, r.references))


def _runs(first: Wording, second: Wording) -> Iterator[tuple[int, int, int, int, int]]:
    """The longest runs of words that two texts share: places in both, and the number of words."""
    ours, theirs = _words(first), _words(second)
    seeds: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(ours) - SEED + 1):
        seeds[tuple(token.norm.lower() for token in ours[i : i + SEED])].append(i)
    taken: dict[int, int] = {}
    for j in range(len(theirs) - SEED + 1):
        for i in seeds.get(tuple(token.norm.lower() for token in theirs[j : j + SEED]), ()):
            if taken.get(i - j, -1) > j:
                continue  # part of a run that was found before
            length = SEED
            while (
                i + length < len(ours)
                and j + length < len(theirs)
                and ours[i + length].norm.lower() == theirs[j + length].norm.lower()
            ):
                length += 1
            taken[i - j] = j + length
            yield ours[i].start, ours[i + length - 1].end, theirs[j].start, theirs[j + length - 1].end, length


def _words(wording: Wording) -> list[Token]:
    return [token for token in wording.tokens if is_word(token.norm)]
