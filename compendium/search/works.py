"""Works: what citations cite, each under one name, although titles are cut short, set in capitals or given a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from compendium.corpus.document import Citation
from compendium.indexer.records import folded_name

__all__ = ["Work", "Works"]

SHORTEST = 4
"""Words that a short form of a title must have to be known as one: `Handbook for diplomatic and consular personnel`."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: a document, a treaty, a publication."""

    name: str
    """Its canonical target, or, of a publication without number, its fullest title."""
    title: str = ""
    """The fullest title by which it is cited."""
    titles: frozenset[str] = frozenset()
    """All its titles, folded."""


class Works:
    """The works that some citations cite."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        printed: dict[str, str] = {}
        numbers: dict[str, str] = {}
        self.targets: dict[str, None] = {}
        for citation in citations:
            folded = folded_name(citation.title)
            if folded:
                printed.setdefault(folded, citation.title)
            if citation.target:
                self.targets[citation.target] = None
                if folded:
                    numbers.setdefault(folded, citation.target)
        self._by_title = _joined(printed, numbers)
        self._by_target = {work.name: work for work in self._by_title.values()}

    def of(self, citation: Citation) -> Work:
        """The work that a citation cites."""
        if citation.target:
            return self._by_target.get(citation.target) or Work(citation.target)
        return self._by_title.get(folded_name(citation.title)) or Work(citation.title or citation.raw)

    def titles(self) -> list[str]:
        """The fullest title of each work that has one."""
        return list(dict.fromkeys(work.title for work in self._by_title.values()))

    def named(self, text: str) -> list[Work]:
        """The works of this title, or of this number, be it no symbol; if there are none, those that begin so."""
        number, title = text.casefold(), folded_name(text)
        if title in self._by_title:
            return [self._by_title[title]]
        numbers = [target for target in self.targets if target.casefold() == number]
        if not numbers and number:
            numbers = [target for target in self.targets if target.casefold().startswith(f"{number} ")]
        like = (work for known, work in self._by_title.items() if title and known.startswith(f"{title} "))
        found = [self._by_target.get(target) or Work(target) for target in numbers] or like
        return list({work.name: work for work in found}.values())


def _joined(printed: dict[str, str], numbers: dict[str, str]) -> dict[str, Work]:
    """The work of each folded title: a title that another begins with is a short form of it."""
    longest: dict[str, str] = {}
    full: list[str] = []
    for title in sorted(printed, reverse=True):  # a longer title stands right before those that begin it
        longer = full[-1] if full and full[-1].startswith(f"{title} ") else ""
        longest[title] = longer if longer and len(title.split()) >= SHORTEST else title
        if longest[title] == title:
            full.append(title)
    together: dict[str, list[str]] = defaultdict(list)
    for title, whole in longest.items():
        together[whole].append(title)
    works: dict[str, Work] = {}
    for whole, titles in together.items():
        number = next((numbers[title] for title in titles if title in numbers), "")
        work = Work(number or printed[whole], printed[whole], frozenset(titles))
        works.update(dict.fromkeys(titles, work))
    return works
