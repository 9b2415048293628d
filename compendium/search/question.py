"""A request as it was understood: the plan of its query, its filters, and what to say about both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from compendium.errors import NotAReferenceError, QueryError
from compendium.indexer import tree
from compendium.indexer.analysis import stem, word_list
from compendium.search.expand import expander
from compendium.search.filters import FilterBuilder, of_documents
from compendium.search.lex import QUOTES
from compendium.search.parse import parse
from compendium.search.plan import Plan, Planner
from compendium.search.query import (
    And,
    Filter,
    Not,
    Or,
    Plain,
    Query,
    Range,
    Reference,
    Required,
    Word,
    leaves,
)
from compendium.search.request import Request, Searchable
from compendium.search.terminal import quoted
from compendium.search.thesaurus import Thesaurus, combined, own_tables

if TYPE_CHECKING:
    from compendium.search.resolve import Place

__all__ = ["Question"]


class Question:
    """One request put to a collection."""

    def __init__(
        self, collection: Searchable, request: Request, inferred: Mapping[str, tree.Node] | None = None
    ) -> None:
        """`inferred`: what also has a topic, by its folded name, where inferred topics are asked for.

        Raises:
            QueryError: the query cannot be understood, or there is neither a query nor a filter.
        """
        self.collection = collection
        self.store = collection.store
        self.request = request
        self.inferred = inferred
        self.filters = FilterBuilder(self.store, inferred)
        self.narrowed = self.filters.nodes(request.filters)
        self.places: list[Place] = []
        """What the references in the query name."""
        self.parsed: Query = Plain(())
        """The query as typed."""
        self.plan = self._plan(request.query)

    def _plan(self, text: str) -> Plan:
        if not text.strip():
            if not self.request.filters:
                raise QueryError("there is nothing to search for", hint="Give words, or a filter such as --year 2015.")
            return Plan(tree.Everything(), Plain(()))
        self.parsed = parse(text, _references_in(text))
        held = expander(self.store, self.store.revision)
        return Planner(held, self._filter, self._thesaurus()).plan(self._named_too(self.parsed))

    def _named_too(self, query: Query) -> Query:
        """The query, in which the short name of a treaty is the word as well as the treaty, as far as each is held.

        `ratify ICCPR` is about what cites the treaty, and about what only bears the name.
        """
        match query:
            case Reference(text) if _is_short_name(text):
                from compendium.search.resolve import citations_of, resolve

                cited = bool(citations_of(self.store, resolve(self.store, text)))
                held = all(self.store.word_frequency(word) for word in word_list(text))
                return Or((Word(text), query)) if cited and held else query if cited else Word(text)
            case Plain(nodes) | And(nodes) | Or(nodes):
                return replace(query, nodes=tuple(map(self._named_too, nodes)))
            case Not(node) | Required(node):
                return replace(query, node=self._named_too(node))
            case _:
                return query

    def _thesaurus(self) -> Thesaurus | None:
        return None if self.request.exact else combined(*own_tables(self.collection.home))

    def _filter(self, query: Filter | Range | Reference) -> tree.Node:
        if isinstance(query, Filter):
            return self.filters.value(query)
        if isinstance(query, Range):
            return self.filters.range(query)
        return self._reference(query.text)

    def _reference(self, text: str) -> tree.Node:
        """A document and what cites it; for a place in one, what cites the place: it comes first by itself."""
        from compendium.search.resolve import resolve

        try:
            place = resolve(self.store, text)
        except NotAReferenceError as error:
            raise QueryError(error.message, hint=error.hint) from error
        self.places.append(place)
        if place.candidates and not place.target.endswith("*"):
            self.filters.notices.append(f"{place.citation} may be " + " or ".join(place.candidates))
        elif place.candidates:
            pass  # all of them are meant
        else:
            self._say_what_is_held(place)
        citing = self.filters.citing(place)
        if place.pinpoints or place.ordinal is not None:
            return citing
        held = [tree.Has(tree.Key.DOCUMENT, str(row.id)) for row in place.documents]
        return tree.Any((*held, tree.Has(tree.Key.SYMBOL, place.target), citing))

    def _say_what_is_held(self, place: Place) -> None:
        """Notes what is not held, so that it is not taken for what does not exist."""
        from compendium.search.resolve import citations_of, citations_to
        from compendium.search.show import rows_at

        is_place = bool(place.pinpoints) or place.ordinal is not None
        if place.documents and (not is_place or rows_at(self.store, place)):
            return
        beside = f"; {place.target} is held, without it" if place.documents else ""
        if citations_of(self.store, place):
            self.filters.notices.append(f"{place.citation} is not held; these paragraphs cite it{beside}")
        else:
            if is_place and not beside and citations_to(self.store, place):
                beside = f"; what is cited of it: compendium cited-by {quoted(place.target)}"
            self.filters.notices.append(f"{place.citation} is not held and not cited{beside}")

    def named(self) -> list[int]:
        """The paragraphs that the query names, as far as the filters keep them."""
        if not self.places:
            return []
        from compendium.search.show import rows_at

        rows = [row for place in self.places for row in rows_at(self.store, place)]
        if not rows:
            return []
        documents = of_documents({row.document: None for row in rows})
        kept = set(self.collection.engine.search(documents, 0, self.narrowed).ids)
        return [row.id for row in rows if row.id in kept]

    def ids(self) -> Sequence[int]:
        """The numbers of all paragraphs that it finds, those that it names included, ascending."""
        found = self.collection.engine.search(self.plan.tree, 0, self.narrowed).ids
        named = self.named()
        return sorted({*found, *named}) if named else found

    def interpreted(self) -> str:
        """The query as understood, with references as they were resolved."""
        text = str(self.plan.query)
        for leaf, place in zip(self._references(), self.places, strict=False):
            text = text.replace(str(leaf), str(Reference(place.citation)), 1)
        return text

    def _references(self) -> list[Query]:
        return [leaf for leaf in leaves(self.plan.query, excluded=True) if isinstance(leaf, Reference)]

    def is_as_typed(self) -> bool:
        """Whether it was read just as it was typed, punctuation aside."""
        typed, understood = self.request.query, str(self.plan.query)
        return typed == understood or bool(self.plan.corrections) or _bare(typed) == _bare(understood)

    # What the user should know

    def notices(self) -> list[str]:
        """What was searched instead of what was typed, and what the filters had to say."""
        return [*self._corrections(), *self._also(), *self.filters.notices]

    def _also(self) -> Iterable[str]:
        """What was searched besides, but for what is only the typed words again in another form or order."""
        also = dict.fromkeys(entry for expansion in self.plan.expansions for entry in expansion.also)
        typed = set(map(stem, word_list(self.request.query)))
        added = [entry for entry in also if not typed.issuperset(map(stem, word_list(entry)))]
        if added:
            yield f"also searched: {', '.join(added)} (not with --exact)"

    def _corrections(self) -> Iterable[str]:
        for correction in self.plan.corrections:
            instead = " or ".join(f"“{word}”" for word in correction.instead)
            yield f"“{correction.typed}” is nowhere in the collection; searched {instead} instead"
        for word in self.plan.absent:
            yield f"“{word}” is nowhere in the collection"


def _is_short_name(text: str) -> bool:
    """Whether a reference is the short name of a treaty and no place in it."""
    if not text.isascii() or not any(c.isupper() for c in text) or " " in text:
        return False
    from compendium.corpus.references import parse_reference

    found = parse_reference(text)
    return found is not None and bool(found.treaty) and not found.pinpoint


def _references_in(text: str) -> list[tuple[int, int]]:
    """Where references stand in a query: nowhere without a figure, a stroke, or a name in capitals.

    The patterns of references take longer to compile than the whole search, so they are left alone where none can be.
    """
    if not any(c.isdigit() or c == "/" for c in text) and not re.search("[A-Z]{3}", text):
        return []
    if re.fullmatch(r"\s*\d{2,3}/\d{1,4}\s*", text):  # `71/167` alone is a resolution; among words it may be anything
        return [(0, len(text))]
    from compendium.corpus.references import find_references
    from compendium.corpus.typed import as_printed

    if (printed := as_printed(text)) != text and _references_in(printed) == [(0, len(printed))]:
        return [(0, len(text))]  # `2018/3 7 l`: a reference typed in another way, and nothing else
    return [(start, end) for start, end, _ in find_references(text)]


def _bare(text: str) -> list[str]:
    """A query without what makes no difference to it: glyphs of quotes, punctuation around words, the sign for NOT."""
    text = re.sub(r':"(\S*)"', r":\1", text.translate(QUOTES)).replace(" -", " NOT ").replace("/", " ")
    words = (word.strip(".,;:!?'…") for word in text.split())
    return [word for word in words if word]
