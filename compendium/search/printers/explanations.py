"""Why a paragraph was found, in a small table that anybody can add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compendium.indexer.analysis import stem
from compendium.indexer.tree import Field
from compendium.search.explanation import Contribution, Explanation, Searched
from compendium.search.printers.page import Page

__all__ = ["print_explanation", "print_searched"]

MOST_ROWS = 12
"""Contributions that are shown one by one; the others are added up."""
HEAD = ("searched", "found as", "where", "times", "weight", "gave")
WHERE = {
    Field.TEXT: "paragraph",
    Field.POINTS: "points",
    Field.HEADINGS: "headings",
    Field.FOOTNOTES: "footnotes",
    Field.TITLE: "title",
    Field.KEY_TOPICS: "key topics",
}
"""Where a word was found, in the words of the reader and not of the index."""


def print_explanation(explanation: Explanation, page: Page) -> None:
    """What gave a paragraph its score, what gave most first."""
    if not explanation.contributions:
        page.dim("Why: what the query names, or the filters, keep it; no word gave it a score", 2)
        return
    page.dim(f"Why: score {explanation.score:.2f}, the sum of what each word gave", 2)
    alike: dict[tuple[str, str, Field], list[Contribution]] = {}
    for one in explanation.contributions:
        alike.setdefault((one.term, one.found, one.field), []).append(one)
    ordered = sorted(alike.values(), key=lambda some: -_gave(some))
    page.table([HEAD, *map(_row, ordered[:MOST_ROWS]), *_rest(ordered[MOST_ROWS:])], 4)
    for held in explanation.coordination:
        if held.held < held.nodes:
            page.dim(f"it holds {held.held} of {held.nodes} words, so all that they gave is × {held.factor:.2f}", 4)


def print_searched(searched: Searched, page: Page) -> None:
    """What the query was taken to mean: all that each of its words stands for."""
    page.blank()
    page.title("What was searched")
    rows = [(term.typed, ", ".join(map(_weighted, _turns(term.words)))) for term in searched.terms]
    rows += [("instead of " + one.typed, " or ".join(one.instead)) for one in searched.corrections]
    rows += [("from the first answers", ", ".join(searched.learnt))] if searched.learnt else []
    rows += [("only", option) for option in searched.filters]
    page.table(rows or [("everything", "")], 2)


def _row(some: Sequence[Contribution]) -> tuple[str, ...]:
    """What the same words gave in the same field, where they were searched for more than once: their weights apart."""
    one = some[0]
    weights = " + ".join(f"{other.weight:.2f}" for other in sorted(some, key=lambda other: -other.weight))
    return (one.term, one.found, WHERE[one.field], str(one.times), weights, f"{_gave(some):.2f}")


def _rest(others: Sequence[Sequence[Contribution]]) -> Iterator[tuple[str, ...]]:
    if others:
        yield (f"and {len(others)} more", "", "", "", "", f"{sum(map(_gave, others)):.2f}")


def _gave(some: Iterable[Contribution]) -> float:
    return sum(one.gave for one in some)


def _turns(words: Sequence[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """The words, and of each turn of phrase, which is searched in all forms of its words, only the first form."""
    known: set[str | tuple[str, ...]] = set()
    for text, weight in words:
        form = tuple(map(stem, text.split())) if " " in text else text
        if form not in known:
            known.add(form)
            yield text, weight


def _weighted(word: tuple[str, float]) -> str:
    """A word, and its weight where that is not 1."""
    text, weight = word
    return text if weight == 1 else f"{text} ({weight:.2g})"
