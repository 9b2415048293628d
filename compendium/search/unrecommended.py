"""Why no recommendation was found: of which meetings and years there are some, what is held, what to leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from compendium.corpus.occasions import Occasion
from compendium.errors import QueryError
from compendium.indexer.lookups import Lookups
from compendium.search.answer import Searchable
from compendium.search.cite import document_name
from compendium.search.filters import FilterBuilder, Filters, listed_numbers
from compendium.search.holdings import coverage
from compendium.search.ledger import Entry, Ledger, ledger
from compendium.search.naming import may_be
from compendium.search.patience import patience
from compendium.search.printers.page import counted
from compendium.search.query import Range

__all__ = ["Wanted", "why_none"]

LISTED = 5
"""Documents that are named."""
SECONDS = 1.0
"""Time that it may take to find out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a ledger was asked for."""

    query: str
    filters: Filters
    exact: bool = False
    addressee: str = ""
    quoted: bool = False

    def found(self, collection: Searchable) -> Ledger:
        """The ledger of it.

        Raises:
            QueryError: the query cannot be understood.
        """
        return ledger(
            collection, self.query, self.filters, exact=self.exact, addressee=self.addressee, quoted=self.quoted
        )

    def less(self) -> Iterator[tuple[str, Wanted]]:
        """Each thing asked for, as typed, with all the others."""
        for option, others in self.filters.options():
            yield option, replace(self, filters=others)
        if self.addressee:
            yield f"--addressee {self.addressee}", replace(self, addressee="")
        if self.quoted:
            yield "--quoted", replace(self, quoted=False)
        if self.query:
            yield f"“{self.query}”", replace(self, query="")


def why_none(collection: Searchable, wanted: Wanted) -> list[str]:
    """Lines that say why the ledger has nothing of what is wanted: what there is, what is held, what to leave out."""
    lines: list[str] = []
    with suppress(QueryError), patience(SECONDS):  # where it takes too long, what is known by then is told
        for line in _lines(collection, wanted):
            lines.append(line)  # noqa: PERF402 - each that is ready counts
    return lines


def _lines(collection: Searchable, wanted: Wanted) -> Iterator[str]:
    entries = ledger(collection, "", Filters()).entries
    if not entries:
        yield "no document that is held recalls or adopts a recommendation"
        return
    yield from _occasions(collection, wanted.filters, entries)
    yield from _nowhere(collection, wanted, entries)
    tries = list(wanted.less())
    for left_out, rest in tries:
        found = rest.found(collection).entries if len(tries) > 1 else ()
        if found:
            yield f"without {left_out}: {counted(len(found), 'recommendation')}"
    reports = coverage(collection.store, (cited.target for entry in entries for cited in entry.cites))
    yield f"{counted(len(entries), 'recommendation')} in all; of those that they rest on, {reports.said('report')}"


def _nowhere(collection: Searchable, wanted: Wanted, entries: Sequence[Entry]) -> Iterator[str]:
    """For each thing asked for that by itself keeps no recommendation: that it does not, and what would."""
    filters, recalls = wanted.filters, [recall for entry in entries for recall in entry.mentions]
    topics = {topic for recall in recalls if recall.paragraph for topic in recall.paragraph.facts.topics}
    kinds, languages = {one.document.kind for one in recalls}, {one.document.language for one in recalls}
    addressees = {entry.addressee for entry in entries}
    asked = (wanted.addressee,) if wanted.addressee else ()
    for what, is_of, values, alone, held in (
        ("topic", "on", filters.topics, Filters(topics=filters.topics, inferred=filters.inferred), topics),
        ("kind", "recalled in a document of", filters.kinds, Filters(kinds=filters.kinds), kinds),
        ("language", "recalled in", filters.languages, Filters(languages=filters.languages), languages),
        ("addressee", "made to", asked, Filters(), addressees),
    ):
        rest = Wanted("", alone, addressee=wanted.addressee if values is asked else "")
        if values and not rest.found(collection).entries:
            yield f"no recommendation is {is_of} the {what} {' or '.join(values)}; {_those(what, held)}"
    for name in filters.documents:
        if not Wanted("", Filters(documents=(name,))).found(collection).entries:
            yield _not_of(collection.store, name, {document_name(recall.document) for recall in recalls})


def _those(what: str, held: Iterable[str]) -> str:
    """`the kinds are report, resolution`."""
    named = sorted(filter(None, held))
    if len(named) == 1:
        return f"the {what} is {named[0]}"
    return f"the {what}s are {', '.join(named)}" if named else f"none has a {what}"


def _not_of(store: Lookups, name: str, recalling: Iterable[str]) -> str:
    """That a document recalls no recommendation and is the source of none, and whether it is held."""
    those = f"the documents that do are {', '.join(sorted(recalling)[:LISTED])}"
    if FilterBuilder(store).documents(name):
        return f"{name} is held, and recalls or adopts no recommendation; {those}"
    like = may_be(store, name)
    meant = f"it may be: {', '.join(like)}" if like else those
    return f"{name!r} is not held, and is not the source of a recommendation that is recalled; {meant}"


def _occasions(collection: Searchable, filters: Filters, entries: Sequence[Entry]) -> Iterator[str]:
    """Which meetings and years there are recommendations of, where there is none of those asked for."""
    made = [occasion for entry in entries for occasion in entry.occasions]
    made += [Occasion(None, again.year) for entry in entries for again in entry.again]
    for asked, field, held in (
        (filters.years, "year", collection.store.years()),
        (filters.meetings, "meeting", collection.store.meetings()),
    ):
        numbers = sorted({number for occasion in made if (number := _number(occasion, field)) is not None})
        if asked and numbers and not any(map(asked.holds, numbers)):
            yield _none_of(asked, numbers, held)


def _number(occasion: Occasion, field: str) -> int | None:
    return occasion.year if field == "year" else occasion.meeting


def _none_of(asked: Range, numbers: Sequence[int], held: Sequence[int]) -> str:
    """That there is no recommendation of these years or meetings, and whether any document of them is held."""
    what = str(asked).replace(":", " ")
    state = "documents of it are held" if any(map(asked.holds, held)) else "no document of it is held either"
    return (
        f"no recommendation of {what} is recalled here, and {state}; the {asked.field}s are {listed_numbers(numbers)}"
    )
