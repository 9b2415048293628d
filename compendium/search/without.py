"""Why nothing was found: what would have been, without each filter and each part of the query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from compendium.errors import QueryError
from compendium.search.filters import Filters
from compendium.search.patience import patience
from compendium.search.query import And, Filter, Fuzzy, Phrase, Plain, Prefix, Query, Range, Required, Word, leaves
from compendium.search.question import Question
from compendium.search.request import Request
from compendium.search.words import is_common

__all__ = ["Without", "why_nothing"]

MOST = 16
"""Searches that are made to find out, at most."""
SECONDS = 1.0
"""Time that they may take together."""


@dataclass(frozen=True, slots=True)
class Without:
    """What would have been found without something that was asked for."""

    left_out: tuple[str, ...]
    """As typed: `--year 2013`, a word, a phrase in its quotation marks; several where no single one will do."""
    total: int
    """Paragraphs."""

    def __str__(self) -> str:
        shown = ", ".join(text if text.startswith("--") else f"“{text}”" for text in self.left_out)
        return f"without {shown}: {self.total:,} paragraph" + ("" if self.total == 1 else "s")


Try = tuple[tuple[str, ...], Request]
"""What is left out, and the request without it."""


def why_nothing(question: Question) -> tuple[list[Without], list[str]]:
    """What would have been found without each of what was asked for, and lines that say so and give the next step."""
    found: list[Without] = []
    lines: list[str] = []
    with suppress(QueryError), patience(SECONDS):  # where it takes too long, what is known by then is told
        _add(found, question, _single(question))
        if not found:
            _add(found, question, _several(question))
        lines += map(str, found)
        if not any(text.startswith("--") for one in found for text in one.left_out):
            lines += _next_step(question)
    return found, lines


def _add(found: list[Without], question: Question, tries: Iterator[Try]) -> None:
    for left_out, request in islice(tries, MOST):
        if total := _total(question, request):
            found.append(Without(left_out, total))


def _total(question: Question, request: Request) -> int:
    """How much a request would find; nothing for one that asks for nothing."""
    if not request.query.strip() and not request.filters:
        return 0
    return len(Question(question.collection, request, question.inferred).ids())


def _single(question: Question) -> Iterator[Try]:
    """The request without one filter, then without one part of its query."""
    request = question.request
    for option, filters in request.filters.options():
        yield (option,), replace(request, filters=filters)
    for part in _parts(question.parsed):
        rest = [other for other in _parts(question.parsed) if other is not part]
        if _asks(part, rest):
            yield (_typed(part),), replace(request, query=_together(question.parsed, rest))


def _several(question: Question) -> Iterator[Try]:
    """The request without all filters, and without all words that are nowhere."""
    request = question.request
    options = tuple(option for option, _ in request.filters.options())
    if len(options) > 1:
        yield options, replace(request, filters=Filters(inferred=request.filters.inferred))
    absent = [part for part in _parts(question.parsed) if _typed(part) in question.plan.absent]
    rest = [part for part in _parts(question.parsed) if part not in absent]
    if len(absent) > 1 and _asks(absent[0], rest):
        yield tuple(map(_typed, absent)), replace(request, query=_together(question.parsed, rest))


def _parts(query: Query) -> tuple[Query, ...]:
    """What a query asks for side by side."""
    return query.nodes if isinstance(query, (And, Plain)) else (query,)


def _asks(part: Query, rest: Sequence[Query]) -> bool:
    """Whether it makes sense to ask for the rest without this part.

    A rest of what is left out, or of filters where words were asked for, would keep whatever there is.
    """
    if isinstance(part, Word) and not part.field and is_common(part.text):
        return False
    positive = [leaf for node in rest for leaf in leaves(node)]
    if any(isinstance(leaf, (Filter, Range)) for leaf in leaves(part)):
        return bool(positive)
    return any(not isinstance(leaf, (Filter, Range)) and not _is_idle(leaf) for leaf in positive)


def _is_idle(leaf: Query) -> bool:
    return isinstance(leaf, Word) and is_common(leaf.text)


def _together(query: Query, rest: Sequence[Query]) -> str:
    return str(And(tuple(rest)) if isinstance(query, And) else Plain(tuple(rest)))


def _typed(part: Query) -> str:
    return str(part.node if isinstance(part, Required) else part)


def _next_step(question: Question) -> Iterator[str]:
    """One line with the next query, if there is one."""
    plan = question.plan
    if plan.suggestion and not plan.corrections:
        yield f"no paragraph holds it; try: {plan.suggestion}"
        return
    if question.filters.notices:
        return
    wider = _wider(plan.query, plan.absent)
    if wider and _total(question, replace(question.request, query=wider)):
        yield f"{_lack(plan.query)}; try: {wider}"
    elif plan.absent:
        yield "try another word; `compendium topics` shows what the collection is about"


def _lack(query: Query) -> str:
    """What no paragraph does, where the words stand in some."""
    asked = list(leaves(query))
    if any(isinstance(leaf, (Word, Phrase, Prefix, Fuzzy)) and leaf.field for leaf in asked):
        return "no paragraph holds it in the field asked for"
    if isinstance(query, Phrase):
        near = f", with at most {query.slop} among them" if query.slop else ""
        return f"no paragraph holds these words in this order{near}"
    return "no paragraph holds all of it"


def _wider(query: Query, absent: Sequence[str]) -> str:
    """A query of the same words with nothing needed, and without those that stand nowhere, if that is another one."""
    texts = (leaf.text for leaf in leaves(query) if isinstance(leaf, (Word, Phrase, Prefix, Fuzzy)))
    words = [word for text in texts for word in text.split() if word not in absent]
    wider = " ".join(words)
    return wider if wider and wider != str(query) and not all(map(is_common, words)) else ""
