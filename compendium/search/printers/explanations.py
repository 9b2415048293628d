"""Why a paragraph was found, in a small table that anybody can add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    ordered = sorted(explanation.contributions, key=lambda one: -one.gave)
    page.table([HEAD, *map(_row, ordered[:MOST_ROWS]), *_rest(ordered[MOST_ROWS:])], 4)
    for one in explanation.coordination:
        if one.held < one.nodes:
            page.dim(f"it holds {one.held} of {one.nodes} words, so all that they gave is × {one.factor:.2f}", 4)


def print_searched(searched: Searched, page: Page) -> None:
    """What the query was taken to mean: all that each of its words stands for."""
    page.blank()
    page.title("What was searched")
    rows = [(term.typed, ", ".join(map(_weighted, term.words))) for term in searched.terms]
    rows += [("instead of " + one.typed, " or ".join(one.instead)) for one in searched.corrections]
    rows += [("from the first answers", ", ".join(searched.learnt))] if searched.learnt else []
    rows += [("only", option) for option in searched.filters]
    page.table(rows or [("everything", "")], 2)


def _row(one: Contribution) -> tuple[str, ...]:
    return (one.term, one.found, WHERE[one.field], str(one.times), f"{one.weight:.2f}", f"{one.gave:.2f}")


def _rest(others: Sequence[Contribution]) -> Iterator[tuple[str, ...]]:
    if others:
        yield (f"and {len(others)} more", "", "", "", "", f"{sum(one.gave for one in others):.2f}")


def _weighted(word: tuple[str, float]) -> str:
    """A word, and its weight where that is not 1."""
    text, weight = word
    return text if weight == 1 else f"{text} ({weight:.2g})"
