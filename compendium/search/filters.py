"""Filters: what a person writes after `--topic` or `topic:`, as values that the index holds whole.

A value that nothing bears keeps nothing, and a notice says which values there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from compendium.errors import NotAReferenceError
from compendium.frozen import dataclass
from compendium.indexer.analysis import word_list
from compendium.indexer.lookups import Lookups
from compendium.indexer.records import folded_name, number_key
from compendium.indexer.rows import DocumentRow
from compendium.indexer.tree import All, Any, Between, Has, Key, Node, Word
from compendium.search.naming import documents_like, documents_named, may_be
from compendium.search.query import Filter, Range
from compendium.search.terminal import typed

if TYPE_CHECKING:
    from compendium.search.resolve import Place

__all__ = ["FilterBuilder", "Filters", "listed_numbers", "names_like", "of_documents"]

NOTHING = Word("")
FIRST_YEAR = 1945
LATEST = 9999
"""The highest number that a key of numbers holds."""
MOST_MEETINGS = 200
"""Meetings that a range may span when years are asked for too."""

LANGUAGES = {
    "arabic": "ar",
    "chinese": "zh",
    "english": "en",
    "french": "fr",
    "russian": "ru",
    "spanish": "es",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer is narrowed to; several values of one kind widen it, several kinds narrow it."""

    topics: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    years: Range | None = None
    meetings: Range | None = None
    recommendations: bool = False
    """Keep what holds a recommendation of the group; years and meetings then are the recommendation's."""
    inferred: bool = False
    """Whether topics mean those that are inferred for a document as well."""

    def __bool__(self) -> bool:
        return replace(self, inferred=False) != Filters()

    def since(self, year: int | None) -> Filters:
        """These filters with a first year, if one is given."""
        if year is None:
            return self
        return replace(self, years=Range("year", year, self.years.high if self.years else None))

    def options(self) -> Iterator[tuple[str, Filters]]:
        """Each filter as it is typed on the command line, with all the others."""
        listed = (
            ("topic", self.topics, replace(self, topics=())),
            ("document", self.documents, replace(self, documents=())),
            ("kind", self.kinds, replace(self, kinds=())),
            ("language", self.languages, replace(self, languages=())),
        )
        for option, values, others in listed:
            if values:
                yield " ".join(f"--{option} " + (f'"{v}"' if " " in v else v) for v in values), others
        if self.years:
            yield f"--{self.years}".replace(":", " "), replace(self, years=None)
        if self.meetings:
            yield f"--{self.meetings}".replace(":", " "), replace(self, meetings=None)
        if self.recommendations:
            yield "--recommendations", replace(self, recommendations=False)


class FilterBuilder:
    """Makes nodes of filters against one collection, and notes what it had to say about them."""

    def __init__(self, store: Lookups, inferred: Mapping[str, Node] | None = None) -> None:
        """`inferred`: what also has a topic, by its folded name, where inferred topics are asked for."""
        self.store = store
        self.inferred = inferred or {}
        self.notices: list[str] = []

    def nodes(self, filters: Filters) -> Node | None:
        """What all filters keep; None where there are none."""
        parts: list[Node] = [
            _any([self.value(Filter(field, value)) for value in values])
            for field, values in (
                ("topic", filters.topics),
                ("document", filters.documents),
                ("kind", filters.kinds),
                ("lang", filters.languages),
            )
            if values
        ]
        if filters.recommendations:
            parts += self._recommendations(filters.years, filters.meetings)
        else:
            parts += [self.range(span) for span in (filters.years, filters.meetings) if span]
        return All(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def value(self, query: Filter) -> Node:
        """What has this value in this field."""
        query = Filter(query.field, typed(query.value))
        match query.field:
            case "topic":
                return self._topic(query.value)
            case "document":
                return self._document(query.value)
            case "symbol":
                return self._symbol(query.value)
            case "cites":
                return self._cites(query.value)
            case "kind":
                return self._kind(query.value)
            case "recommendation":
                return self._recommendation(query.value)
            case _:
                return self._language(query.value)

    def range(self, query: Range) -> Node:
        """What has a number in this range."""
        key = Key.YEAR if query.field == "year" else Key.MEETING
        self._check_held(query, self.store.meetings() if key is Key.MEETING else self.store.years())
        return Between(key, number_key(query.low or 0), number_key(LATEST if query.high is None else query.high))

    def _check_held(self, query: Range, held: Sequence[int]) -> None:
        """Says which meetings or years there are, where none is in the range."""
        first, last = _bounds(query)
        if any(first <= number <= last for number in held):
            return
        if query.field == "meeting" and FIRST_YEAR <= first <= last < LATEST:
            self.notices.append(f"{first} is a year and no meeting: --year {first}")
        elif held:
            asked = str(query).replace(":", " ")
            self.notices.append(f"nothing of {asked} is held; the {query.field}s are {listed_numbers(held)}")

    def _language(self, value: str) -> Node:
        name = LANGUAGES.get(value.casefold(), value.casefold())
        held = sorted({row.language for row in self.store.documents() if row.language})
        if name not in held:
            self.notices.append(f"no document in the language {value!r} is held; the languages are {_listed(held)}")
        return Has(Key.LANGUAGE, name)

    def _topic(self, value: str) -> Node:
        names = {folded_name(row.topic.name): row.topic.name for row in self.store.topics()}
        wanted = folded_name(value)
        if wanted in names:
            return self._with_inferred(wanted)
        like = names_like(value, names)
        if like:
            self.notices.append(f"topic {value!r} read as " + _listed([names[name] for name in like]))
            return _any([self._with_inferred(name) for name in like])
        self.notices.append(
            f"there is no topic {value!r}; the topics are {_listed(sorted(names.values()))}"
            if names
            else "no topics are known: no compendium that states them is held"
        )
        return NOTHING

    def _with_inferred(self, name: str) -> Node:
        """What has a topic: stated, or inferred where that is asked for."""
        stated = Has(Key.TOPIC, name)
        return Any((stated, self.inferred[name])) if name in self.inferred else stated

    def _document(self, value: str) -> Node:
        rows = self.documents(value)
        if not rows:
            like = may_be(self.store, value)
            meant = f"it may be: {', '.join(like)}" if like else "`compendium documents` lists what is"
            self.notices.append(f"{value!r} is not held; {meant}")
        return _any([Has(Key.DOCUMENT, str(row.id)) for row in rows])

    def documents(self, value: str) -> list[DocumentRow]:
        """The documents that a symbol, its end, or the name of a source names."""
        exact = self.store.documents_from_source(typed(value)) or self.store.documents_with_symbol(value)
        return exact or documents_named(self.store, value) or documents_like(self.store, value)

    def _symbol(self, value: str) -> Node:
        from compendium.corpus.symbols import Symbol

        held = {row.symbol for row in self.store.documents() if row.symbol}
        held |= {paper.symbol for paper in self.store.listed_papers() if paper.symbol}
        like = sorted(symbol for symbol in held if Symbol(symbol).matches(value))
        if not like:
            self.notices.append(f"no document with the symbol {value!r} is held or described")
        return _any([Has(Key.SYMBOL, symbol) for symbol in like])

    def _cites(self, value: str) -> Node:
        if value.endswith("*"):
            from compendium.corpus.symbols import Symbol

            cited = [target for target, _ in self.store.cited_targets() if Symbol(target).matches(value)]
            return _any([Has(Key.CITES, target) for target in cited])
        from compendium.search.resolve import resolve  # compiles the patterns of all kinds of references

        try:
            place = resolve(self.store, value)
        except NotAReferenceError as error:
            self.notices.append(error.message)
            return NOTHING
        return self.citing(place)

    def citing(self, place: Place) -> Node:
        """What cites a target, or a place in it: the place itself or a point of it."""
        if not place.pinpoints:
            targets = place.candidates or (place.target, *sorted(place.titles))
            return _any([Has(Key.CITES, target) for target in targets])
        from compendium.search.resolve import pinpoints_within

        wanted = pinpoints_within(self.store, place)
        return _any([Has(Key.CITES, f"{place.target}#{pinpoint}") for pinpoint in wanted])

    def _kind(self, value: str) -> Node:
        kinds = {row.kind for row in self.store.documents() if row.kind}
        wanted = value.casefold()
        if wanted in kinds:
            return Has(Key.KIND, wanted)
        like = sorted(kind for kind in kinds if wanted in kind)
        if not like:
            self.notices.append(f"there is no document of the kind {value!r}; the kinds are {_listed(sorted(kinds))}")
        return _any([Has(Key.KIND, kind) for kind in like])

    def _recommendation(self, value: str) -> Node:
        """Paragraphs that hold a recommendation: any, of a meeting or of a year."""
        if value.isdecimal():
            return Has(Key.RECOMMENDATION, f"year:{value}" if len(value) == 4 else f"meeting:{number_key(int(value))}")
        held = Has(Key.RECOMMENDATION, "any")
        words = [Word(word) for word in word_list(value)]
        return held if value.casefold() in {"any", "yes", "true", "all"} else All((held, *words))

    def _recommendations(self, years: Range | None, meetings: Range | None) -> Iterable[Node]:
        yield Has(Key.RECOMMENDATION, "any")
        low, high = (number_key(n) for n in _bounds(years))
        first, last = _bounds(meetings)
        if years and meetings:
            span = range(first, min(last, first + MOST_MEETINGS) + 1)
            yield _any([Between(Key.RECOMMENDATION, f"{n:04}:{low}", f"{n:04}:{high}") for n in span])
        elif years:
            yield Between(Key.RECOMMENDATION, f"year:{low}", f"year:{high}")
        elif meetings:
            yield Between(Key.RECOMMENDATION, f"meeting:{first:04}", f"meeting:{last:04}")


def of_documents(ids: Iterable[int]) -> Node:
    """What keeps the paragraphs of the documents of these numbers."""
    return Any(tuple(Has(Key.DOCUMENT, str(id_)) for id_ in ids))


def names_like(value: str, names: Iterable[str]) -> list[str]:
    """The folded names that hold all words of a value; where none does, those that hold words beginning so."""
    parts, held = word_list(value), [(name, name.split()) for name in names]
    if not parts:
        return []
    whole = [name for name, words in held if all(part in words for part in parts)]
    return whole or [name for name, words in held if all(any(w.startswith(p) for w in words) for p in parts)]


def _bounds(span: Range | None) -> tuple[int, int]:
    return (span.low or 0, LATEST if span.high is None else span.high) if span else (0, LATEST)


def listed_numbers(numbers: Iterable[int]) -> str:
    """Ascending numbers, those in a row as a range.

    >>> listed_numbers([2, 3, 4, 7])
    '2..4, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return _listed([str(low) if low == high else f"{low}..{high}" for low, high in runs])


def _any(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Any(tuple(nodes)) if nodes else NOTHING


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
