"""A search of the collection: what was asked, what was found, and what the user should know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from compendium.frozen import dataclass
from compendium.indexer import tree
from compendium.indexer.rows import ParagraphRow
from compendium.indexer.tallies import Order, in_order, owners
from compendium.search.expand import Expansion
from compendium.search.facets import Facets, facets
from compendium.search.filters import of_documents
from compendium.search.hits import Hit, passage_citing, pieces
from compendium.search.marks import Marker
from compendium.search.patience import SECONDS, patience
from compendium.search.plan import Plan
from compendium.search.question import Question
from compendium.search.request import EVERY, Request, Searchable, Sort
from compendium.search.snippets import OWN, Piece, Snippet, snippet

if TYPE_CHECKING:
    from compendium.search.explanation import Explanation, Searched
    from compendium.search.grouping import DocumentGroup
    from compendium.search.inferred import Inference
    from compendium.search.without import Without

__all__ = ["Found", "Request", "Searchable", "Sort", "planned", "ranking", "search"]

SECONDS_FOR_ALL = 60.0
"""Time that it may take to rank everything: who asks for all of it can wait."""
AT_ONCE = 200
"""Hits that are made under one limit of time, the first ones under that of finding them: the more are asked for, the
longer it may take."""


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
    without: tuple[Without, ...] = ()
    """Where nothing was found, what would have been without a filter or a part of the query."""
    groups: tuple[DocumentGroup, ...] | None = None
    """The documents of the page, where the hits are gathered by document."""
    documents: int = 0
    """How many documents there are in all, where they are gathered."""
    searched: Searched | None = None
    """What was searched, where an explanation was asked for."""


def search(collection: Searchable, request: Request) -> Found:
    """The page of answers that a request asks for.

    Raises:
        QueryError: the query cannot be understood or takes too long, or there is neither a query nor a filter.
    """
    with patience(SECONDS if request.limit < EVERY else SECONDS_FOR_ALL):
        asked = _Asked(collection, request)
        page = asked.page()
        hits = list(asked.hits(page, 0))
    for start in range(AT_ONCE, len(page.ranked), AT_ONCE):
        with patience():
            hits += asked.hits(page, start)
    return asked.answer(page, hits)


def ranking(collection: Searchable, request: Request) -> list[int]:
    """The numbers of the best paragraphs, as many as the request's limit, without their text: for measuring.

    Raises:
        QueryError: the query cannot be understood.
    """
    return [match.id for match in _Asked(collection, request).found(request.limit).matches]


def planned(collection: Searchable, request: Request) -> tuple[Plan, tree.Node | None, tuple[str, ...]]:
    """The plan of a request, its filters, and what to say about both."""
    question = _Asked(collection, request).question
    return question.plan, question.narrowed, tuple(question.notices())


@dataclass(frozen=True, slots=True)
class _Page:
    """What is shown: the rank and the number of each paragraph, and their scores."""

    ranked: tuple[tuple[int, int], ...]
    scores: Mapping[int, float]
    groups: tuple[DocumentGroup, ...] | None = None
    documents: int = 0


class _Asked:
    """One request on its way to an answer."""

    def __init__(self, collection: Searchable, request: Request) -> None:
        self.collection = collection
        self.store = collection.store
        self.request = request
        self.inference = _inferred(collection) if request.filters.inferred else None
        self.question = Question(collection, request, self.inference.nodes if self.inference else None)
        self.plan = self.question.plan

    # What is found

    @cached_property
    def sought(self) -> tree.Node:
        """What the engine is asked: the plan, and what its first answers add to it where that is wanted."""
        if not self.learnt:
            return self.plan.tree
        match self.plan.tree:
            case tree.Close(node, phrases):  # closeness outside of all, so that it is worked out for the best alone
                return tree.Close(tree.Any((node, *self.learnt)), phrases)
            case node:
                return tree.Any((node, *self.learnt))

    @cached_property
    def learnt(self) -> tuple[tree.Group, ...]:
        """What the first answers add to the plan; nothing where that is not wanted."""
        if not self.request.expand or not self.plan.sought:
            return ()
        from compendium.search.feedback import FIRST, learnt

        first = self.collection.engine.search(self.plan.tree, FIRST, self.question.narrowed)
        return learnt(self.store, [match.id for match in first.matches])

    def found(self, limit: int, among: tree.Node | None = None) -> tree.Answer:
        """The best of what the engine finds, among the paragraphs that a node keeps."""
        filters = [node for node in (self.question.narrowed, among) if node is not None]
        return self.collection.engine.search(self.sought, limit, tree.All(tuple(filters)) if filters else None)

    @cached_property
    def named(self) -> list[int]:
        """The paragraphs that the query names."""
        return self.question.named()

    @cached_property
    def best(self) -> tree.Answer:
        """As many of the best as the page needs."""
        if not self.is_ranked or self.request.group:
            return self.found(0)
        return self.found(self.request.skipped + self.request.limit)

    @property
    def is_ranked(self) -> bool:
        """Whether the order is that of the scores."""
        return self.request.sort == "relevance" and bool(self.plan.sought)

    @cached_property
    def total(self) -> Sequence[int]:
        """The numbers of all paragraphs found, ascending."""
        found = self.best.ids
        return sorted({*found, *self.named}) if self.named else found

    @cached_property
    def marker(self) -> Marker:
        """What marks in texts what the query looks for."""
        return Marker(self.plan.sought)

    # The page

    def page(self) -> _Page:
        """The paragraphs of the page, in order, those that the query names before all others."""
        skip, limit = self.request.skipped, self.request.limit
        if self.request.group:
            return self._page_of_documents(skip, limit)
        ranked = tuple(enumerate(self._order(skip + limit)[skip : skip + limit], skip + 1))
        if self.is_ranked:
            return _Page(ranked, {match.id: match.score for match in self.best.matches})
        return _Page(ranked, self._scores([id_ for _, id_ in ranked]))

    def _page_of_documents(self, skip: int, limit: int) -> _Page:
        from compendium.search.grouping import Gathering

        gathering = Gathering(self.store, self.total)
        if self.is_ranked:
            gathering.in_order(self.named)
            gathering.by_best(self.found, skip + limit)
        else:
            gathering.in_order(self._order(EVERY))
        groups = tuple(gathering.page(self.found if self.is_ranked else None, skip, limit))
        ranked = tuple(pair for group in groups for pair in group.best)
        scores = gathering.scores if self.is_ranked else self._scores([id_ for _, id_ in ranked])
        return _Page(ranked, scores, groups, len(gathering.totals))

    def _order(self, limit: int) -> list[int]:
        """The first paragraphs in the order asked for, at least so many as there are up to the limit."""
        if self.is_ranked:
            ranked = [match.id for match in self.best.matches]
        else:
            order: Order = "document" if self.request.sort == "relevance" else self.request.sort
            ranked = in_order(self.store, self.best.ids, order, min(limit, EVERY))
        return [*self.named, *(id_ for id_ in ranked if id_ not in self.named)] if self.named else ranked

    def _scores(self, ids: Sequence[int]) -> Mapping[int, float]:
        """Of paragraphs that stand in another order."""
        if not self.plan.sought or not ids:
            return {}
        documents = of_documents(set(owners(self.store, ids).values()))
        return {match.id: match.score for match in self.found(EVERY, documents).matches}

    # The answer

    def answer(self, page: _Page, hits: Sequence[Hit]) -> Found:
        """The page, its hits, and what there is to say of it."""
        notices = self.question.notices()
        if self.learnt:
            from compendium.search.feedback import in_words

            notices += in_words(self.learnt, self.request.query)
        without: Sequence[Without] = ()
        if not self.total:
            from compendium.search.without import why_nothing

            without, why = why_nothing(self.question)
            notices += why
        return Found(
            self.request.query,
            self.question.interpreted(),
            len(self.total),
            tuple(hits),
            facets(self.store, self.total if self.request.facets else ()),
            self.question.is_as_typed(),
            str(self.plan.suggestion) if self.plan.suggestion else None,
            tuple(expansion for expansion in self.plan.expansions if expansion.also),
            tuple(dict.fromkeys(notices)),
            tuple(without),
            page.groups,
            page.documents,
            self._searched(),
        )

    def _searched(self) -> Searched | None:
        if not self.request.explain:
            return None
        from compendium.search.explanation import searched

        return searched(self.plan, self.request.filters, self.learnt)

    def hits(self, page: _Page, start: int) -> Iterator[Hit]:
        """The hits of the page that are made at once: `AT_ONCE` of them, or what is left, from this one on."""
        ranked = page.ranked[start : start + AT_ONCE]
        ids = [id_ for _, id_ in ranked]
        rows = self.store.paragraphs_by_id(ids)
        documents = self.store.documents_by_id({row.document for row in rows.values()})
        notes = self.store.footnotes_borne(rows.values())
        told = self._explanations(ids) if self.request.explain and ids else {}
        for rank, id_ in ranked:
            if (row := rows.get(id_)) is None:  # taken out of the store since the index was written
                continue
            document = documents[row.document]
            shown = pieces(document, row, notes.get(id_, ()))
            passage = snippet(shown, self.marker)
            if self.question.places and not (passage.marks and passage.piece.field in OWN):
                passage = self._citing_passage(row, shown) or passage
            inferred = self.inference.topics.get(document.id, ()) if self.inference else None
            yield Hit(rank, page.scores.get(id_, 0.0), document, row, passage, inferred, told.get(id_))

    def _explanations(self, ids: Sequence[int]) -> Mapping[int, Explanation]:
        from compendium.search.explanation import explanation

        told = self.collection.engine.explain(self.sought, ids)
        return {id_: explanation(told.get(id_), self.plan.sought) for id_ in ids}

    def _citing_passage(self, row: ParagraphRow, shown: Sequence[Piece]) -> Snippet | None:
        """The passage in which a paragraph cites what the query names; None where it does not."""
        from compendium.search.resolve import citations_of

        for place in self.question.places:
            for cited in citations_of(self.store, place):
                if cited.paragraph == row.id:
                    return passage_citing(cited.citation, row, shown)
        return None


def _inferred(collection: Searchable) -> Inference:
    from compendium.search.inferred import infer  # a search without inferred topics needs it not

    return infer(collection)
