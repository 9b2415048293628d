"""A search of the collection: what was asked, what was found, and what the user should know about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from compendium.errors import NotAReferenceError, QueryError
from compendium.indexer import tree
from compendium.indexer.analysis import word_list
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import ParagraphRow
from compendium.indexer.tallies import Order, in_order
from compendium.search.expand import Expansion, is_common
from compendium.search.facets import Facets, facets
from compendium.search.filters import FilterBuilder, Filters
from compendium.search.hits import Hit, passage_citing, pieces
from compendium.search.lex import QUOTES
from compendium.search.parse import parse
from compendium.search.patience import patience
from compendium.search.plan import Plan, Planner
from compendium.search.query import (
    And,
    Filter,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Plain,
    Prefix,
    Query,
    Range,
    Reference,
    Required,
    Word,
    leaves,
)
from compendium.search.snippets import OWN, Piece, Snippet, snippet
from compendium.search.thesaurus import Thesaurus, own_tables

if TYPE_CHECKING:
    from compendium.search.inferred import Inference
    from compendium.search.resolve import Place

__all__ = ["Found", "Request", "Searchable", "Sort", "planned", "ranking", "search"]

Sort = Literal["relevance"] | Order


class Searchable(Protocol):
    """A collection: its store, and its index behind the engine's door."""

    @property
    def home(self) -> Path:
        """Its folder."""

    @property
    def store(self) -> Lookups:
        """The record."""

    @property
    def engine(self) -> tree.Engine:
        """Its index."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks for."""

    query: str = ""
    filters: Filters = Filters()  # noqa: RUF009 - frozen
    limit: int = 10
    page: int = 1
    """From 1."""
    sort: Sort = "relevance"
    exact: bool = False
    """Whether only the words typed are searched, in their forms and spellings, and nothing related to them."""
    expand: bool = False
    """Whether the words that tell most of the first answers are searched as well."""
    facets: bool = True
    """Whether to count the facets, which takes a while where much is found."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a request."""

    query: str
    interpreted: str
    """The query as understood, corrected words included."""
    total: int
    hits: tuple[Hit, ...]
    facets: Facets
    is_as_typed: bool = True
    """Whether it was read just as it was typed, punctuation aside."""
    suggestion: str | None = None
    expansions: tuple[Expansion, ...] = ()
    notices: tuple[str, ...] = ()


def search(collection: Searchable, request: Request) -> Found:
    """The page of answers that a request asks for.

    Raises:
        QueryError: the query cannot be understood or takes too long, or there is neither a query nor a filter.
    """
    with patience():
        return _Asked(collection, request).answer()


def ranking(collection: Searchable, request: Request) -> list[int]:
    """The numbers of the best paragraphs, as many as the request's limit, without their text: for measuring.

    Raises:
        QueryError: the query cannot be understood.
    """
    return [match.id for match in _Asked(collection, request).found(request.limit).matches]


def planned(collection: Searchable, request: Request) -> tuple[Plan, tree.Node | None, tuple[str, ...]]:
    """The plan of a request, its filters, and what to say about both."""
    asked = _Asked(collection, request)
    return asked.plan, asked.narrowed, tuple(asked.notices())


class _Asked:
    """One request on its way to an answer."""

    def __init__(self, collection: Searchable, request: Request) -> None:
        self.collection = collection
        self.store = collection.store
        self.request = request
        self.inference = _inferred(collection) if request.filters.inferred else None
        self.filters = FilterBuilder(self.store, self.inference.nodes if self.inference else None)
        self.narrowed = self.filters.nodes(request.filters)
        self.places: list[Place] = []
        self.plan = self._plan(request.query)

    def _plan(self, text: str) -> Plan:
        if not text.strip():
            if not self.request.filters:
                raise QueryError("there is nothing to search for", hint='Try: compendium search "supply side"')
            return Plan(tree.Everything(), Plain(()))
        query = self._named_too(parse(text, _references_in(text)))
        return Planner(self.store, self._filter, self._thesaurus()).plan(query)

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
        return None if self.request.exact else Thesaurus(*own_tables(self.collection.home))

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
        from compendium.search.resolve import citations_of, paragraphs_at

        is_place = bool(place.pinpoints) or place.ordinal is not None
        if place.documents and (not is_place or paragraphs_at(self.store, place)):
            return
        beside = f"; {place.target} is held, without it" if place.documents else ""
        if citations_of(self.store, place):
            self.filters.notices.append(f"{place.citation} is not held; these paragraphs cite it{beside}")
        else:
            self.filters.notices.append(f"{place.citation} is not held and not cited{beside}")

    def _pinned(self) -> list[int]:
        """The paragraphs that the query names, as far as the filters keep them."""
        if not self.places:
            return []
        from compendium.search.resolve import paragraphs_at

        rows = [row for place in self.places for row, _ in paragraphs_at(self.store, place)]
        if not rows:
            return []
        documents = tuple(tree.Has(tree.Key.DOCUMENT, str(row.document)) for row in rows)
        kept = set(self.collection.engine.search(tree.Any(documents), 0, self.narrowed).ids)
        return [row.id for row in rows if row.id in kept]

    def found(self, limit: int) -> tree.Answer:
        """The best of what the engine finds."""
        engine = self.collection.engine
        if not self.request.expand or not self.plan.sought:
            return engine.search(self.plan.tree, limit, self.narrowed)
        from compendium.search.feedback import FIRST, learnt

        first = engine.search(self.plan.tree, FIRST, self.narrowed)
        more = learnt(self.store, [match.id for match in first.matches])
        return engine.search(tree.Any((self.plan.tree, *more)), limit, self.narrowed)

    def answer(self) -> Found:
        """The page that was asked for."""
        skip = (self.request.page - 1) * self.request.limit
        found = self.found(skip + self.request.limit)
        first = self._pinned()
        total = sorted({*found.ids, *first}) if first else found.ids
        ids, scores = self._page(found, first, skip)
        notices = self.notices()
        if not total:
            notices += self._why_nothing()
        return Found(
            self.request.query,
            self._interpreted(),
            len(total),
            tuple(self._hits(ids, scores, skip)),
            facets(self.store, total if self.request.facets else ()),
            self._is_as_typed(),
            str(self.plan.suggestion) if self.plan.suggestion else None,
            tuple(expansion for expansion in self.plan.expansions if expansion.also),
            tuple(dict.fromkeys(notices)),
        )

    def _interpreted(self) -> str:
        """The query as understood, with references as they were resolved."""
        text = str(self.plan.query)
        for leaf, place in zip(self._references(), self.places, strict=False):
            text = text.replace(str(leaf), str(Reference(place.citation)), 1)
        return text

    def _references(self) -> list[Query]:
        return [leaf for leaf in leaves(self.plan.query, excluded=True) if isinstance(leaf, Reference)]

    def _is_as_typed(self) -> bool:
        typed, understood = (_bare(text) for text in (self.request.query, str(self.plan.query)))
        return typed == understood or bool(self.plan.corrections)

    def _page(self, found: tree.Answer, first: list[int], skip: int) -> tuple[list[int], dict[int, float]]:
        """The paragraphs of the page, in order, those that the query names before all others, and their scores."""
        scores = {match.id: match.score for match in found.matches}
        limit, sort = self.request.limit, self.request.sort
        if sort == "relevance" and self.plan.sought:
            ranked = [match.id for match in found.matches]
        else:
            order: Order = "document" if sort == "relevance" else sort
            ranked = in_order(self.store, found.ids, order, skip + limit)
        ranked = [*first, *(id_ for id_ in ranked if id_ not in first)] if first else ranked
        return ranked[skip : skip + limit], scores

    def _hits(self, ids: Sequence[int], scores: dict[int, float], skip: int) -> Iterable[Hit]:
        rows = self.store.paragraphs_by_id(ids)
        documents = self.store.documents_by_id({row.document for row in rows.values()})
        notes = self.store.footnotes_borne(rows.values())
        for rank, id_ in enumerate(ids, skip + 1):
            row = rows[id_]
            document = documents[row.document]
            shown = pieces(document, row, notes.get(id_, ()))
            passage = snippet(shown, self.plan.sought)
            if self.places and not (passage.marks and passage.piece.field in OWN):
                passage = self._citing_passage(row, shown) or passage
            inferred = self.inference.topics.get(document.id, ()) if self.inference else ()
            yield Hit(rank, scores.get(id_, 0.0), document, row, passage, inferred)

    def _citing_passage(self, row: ParagraphRow, shown: Sequence[Piece]) -> Snippet | None:
        """The passage in which a paragraph cites what the query names; None where it does not."""
        from compendium.search.resolve import citations_of

        for place in self.places:
            for cited in citations_of(self.store, place):
                if cited.paragraph == row.id:
                    return passage_citing(cited.citation, row, shown)
        return None

    # What the user should know

    def notices(self) -> list[str]:
        """What was searched instead of what was typed, and what the filters had to say."""
        return [*self._corrections(), *self._also(), *self.filters.notices]

    def _also(self) -> Iterable[str]:
        added = dict.fromkeys(word for expansion in self.plan.expansions for word in expansion.also)
        if added:
            yield f"also searched: {', '.join(added)} (not with --exact)"

    def _corrections(self) -> Iterable[str]:
        for correction in self.plan.corrections:
            instead = " or ".join(f"“{word}”" for word in correction.instead)
            yield f"“{correction.typed}” is nowhere in the collection; searched {instead} instead"
        for word in self.plan.absent:
            yield f"“{word}” is nowhere in the collection"

    def _why_nothing(self) -> Iterable[str]:
        """One line that says why, and the next query."""
        if self.narrowed is not None and self.request.query.strip():
            without = len(self.collection.engine.search(self.plan.tree, 1).ids)
            if without:
                yield f"the filters leave out every paragraph that matches ({without}); try the query without them"
                return
        if self.plan.suggestion and not self.plan.corrections:
            yield f"no paragraph holds it; try: {self.plan.suggestion}"
            return
        if self.filters.notices:
            return
        wider = _wider(self.plan.query, self.plan.absent)
        if wider:
            yield f"no paragraph holds all of it; try: {wider}"
        elif self.plan.absent:
            yield "try another word; `compendium topics` shows what the collection is about"


def _inferred(collection: Searchable) -> Inference:
    from compendium.search.inferred import infer  # asks the collection itself, by way of this module

    return infer(collection)


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

    return [(start, end) for start, end, _ in find_references(text)]


def _bare(text: str) -> list[str]:
    """A query without what makes no difference to it: glyphs of quotes, punctuation around words, the sign for NOT."""
    text = re.sub(r':"(\S*)"', r":\1", text.translate(QUOTES)).replace(" -", " NOT ").replace("/", " ")
    words = (word.strip(".,;:!?'…") for word in text.split())
    return [word for word in words if word]


def _wider(query: Query, absent: Sequence[str]) -> str:
    """A query of the same words with nothing needed, and without those that stand nowhere, if that is another one."""
    texts = (leaf.text for leaf in leaves(query) if isinstance(leaf, (Word, Phrase, Prefix, Fuzzy)))
    words = [word for text in texts for word in text.split() if word not in absent]
    wider = " ".join(words)
    return wider if wider and wider != str(query) and not all(map(is_common, words)) else ""
