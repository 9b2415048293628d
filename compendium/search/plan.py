"""From a query to what the engine is asked, what snippets mark, and what the user should be told.

In a plain query the words are ranked together: each helps, none is needed, and those that tell nothing (`of`, `the`)
are passed over. Phrases, fields and whatever bears a `+` are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from compendium.frozen import dataclass
from compendium.indexer import tree
from compendium.indexer.analysis import word_list
from compendium.search.expand import Expander, Expansion, each_once, lighter
from compendium.search.marks import Sought
from compendium.search.mending import Correction, Mender
from compendium.search.plain import NOTHING, Members, Standing, joined, ranked, related_to
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
from compendium.search.thesaurus import Thesaurus
from compendium.search.words import is_common

__all__ = ["Plan", "Planner"]

INSTEAD = 0.5
"""Weight of the second and third word that a misspelt one may have been."""

BODY = (tree.Field.TEXT, tree.Field.POINTS, tree.Field.FOOTNOTES)
"""What a paragraph itself says. What is needed has to stand there, or a word of the document's title would keep every
paragraph of it; headings, title and key topics only help to rank."""

FIELDS = {
    "": BODY,
    "heading": (tree.Field.HEADINGS,),
    "footnote": (tree.Field.FOOTNOTES,),
    "title": (tree.Field.TITLE,),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the engine, and what was made of the query."""

    tree: tree.Node
    query: Query
    """As understood, corrections included."""
    sought: tuple[Sought, ...] = ()
    """What to mark."""
    expansions: tuple[Expansion, ...] = ()
    corrections: tuple[Correction, ...] = ()
    absent: tuple[str, ...] = ()
    """What the collection holds nowhere, and nothing near it that could be searched instead."""
    suggestion: Query | None = None
    """The query with misspelt words mended, those of phrases too; None where there is nothing to mend."""


class Planner:
    """Makes the plan of one query."""

    def __init__(
        self,
        expander: Expander,
        filters: Callable[[Filter | Range | Reference], tree.Node],
        thesaurus: Thesaurus | None = None,
    ) -> None:
        """`filters` turns a field of whole values, a range or a reference into what the engine is asked.

        Without a `thesaurus` only the words typed are searched, in their forms and spellings.
        """
        self.filters = filters
        self.thesaurus = thesaurus
        self.expander = expander
        self.sought: list[Sought] = []
        self.expansions: list[Expansion] = []
        self.mender = Mender(expander, thesaurus)
        self.absent = self.mender.absent

    def plan(self, query: Query) -> Plan:
        """The plan of a query."""
        understood = _common_as_phrase(query)
        alone = isinstance(understood, Word) and not understood.field
        plan = self.mender.mended(Plain((understood,)) if alone else understood)
        node = self._node(plan, marked=True)
        mended = plan.nodes[0] if alone and isinstance(plan, Plain) and len(plan.nodes) == 1 else plan
        suggestion = self.mender.phrases_mended(mended)
        return Plan(
            node,
            mended,
            tuple(self.sought),
            tuple(self.expansions),
            tuple(dict.fromkeys(self.mender.corrections)),
            tuple(dict.fromkeys(self.absent)),
            suggestion if suggestion != understood else None,
        )

    # Nodes

    def _node(self, query: Query, *, marked: bool) -> tree.Node:
        match query:
            case Word() | Phrase() | Prefix() | Fuzzy():
                return self._words(query, marked=marked)
            case Filter() | Range() | Reference():
                return self.filters(query)
            case Required(node):
                return self._node(node, marked=marked)
            case Not(node):
                return tree.Without(tree.Everything(), self._node(node, marked=False))
            case And(nodes):
                return self._all(nodes, marked=marked)
            case Or(nodes):
                return tree.Any(tuple(self._node(node, marked=marked) for node in nodes))
            case Plain(nodes):
                return self._plain(nodes, marked=marked)

    def _words(self, query: Word | Phrase | Prefix | Fuzzy, *, marked: bool) -> tree.Group:
        """What has to stand in a paragraph, or in the field named."""
        fields = FIELDS[query.field]
        match query:
            case Word(text):
                group = self._word(text, fields)
            case Phrase(text, slop):
                group = self.expander.literal(text, slop, fields)
                self.absent += [word for word in word_list(text) if not self.expander.frequency(word)]
            case Prefix(text):
                group = self.expander.prefix(text, fields)
            case Fuzzy(text, edits):
                group = self.expander.fuzzy(text, edits, fields)
        if not group.members:
            if not isinstance(query, Word):
                self.absent.append(str(replace(query, field="")))
            return NOTHING
        self._mark(group, str(query), marked=marked)
        return group

    def _word(
        self,
        text: str,
        fields: tuple[tree.Field, ...],
        joined: Sequence[str] = (),
        *,
        derived: bool = False,
        bare: bool = True,
    ) -> tree.Group:
        group = self.expander.word(text, fields, joined, derived=derived, bare=bare)
        others = [self.expander.word(other, fields).members for other in self.mender.others.get(text, ())]
        return tree.Group((*group.members, *lighter(tuple(chain.from_iterable(others)), INSTEAD)))

    def _mark(self, group: tree.Group, typed: str, *, marked: bool) -> None:
        if marked:
            self.sought.append(self.expander.sought(group, typed))

    def _all(self, nodes: Sequence[Query], *, marked: bool) -> tree.Node:
        kept = [self._node(node, marked=marked) for node in nodes if not isinstance(node, Not)]
        without = [self._node(node.node, marked=False) for node in nodes if isinstance(node, Not)]
        return _without(_all(kept) if kept else tree.Everything(), without)

    def _plain(self, nodes: Sequence[Query], *, marked: bool) -> tree.Node:
        helping = [node for node in nodes if _helps(node)]
        needed = [node for node in nodes if node not in helping and not isinstance(node, Not)]
        without = [self._node(node.node, marked=False) for node in nodes if isinstance(node, Not)]
        # Who leaves something out wants a set that is exact, so nothing is added to it.
        best = self._ranked(helping, marked=marked, strict=bool(without))
        required = [self._node(node, marked=marked) for node in needed]
        if best and all(isinstance(node, (Filter, Range)) for node in needed):
            return _without(_all([*required, best]), without)
        if best:
            # What is needed finds the paragraphs; the words beside it only raise them.
            return _without(_all([*required, tree.Any((best, tree.Everything()))]), without)
        return _without(_all(required) if required else tree.Everything(), without)

    def _ranked(self, nodes: Sequence[Query], *, marked: bool, strict: bool) -> tree.Node | None:
        """The words that tell something, ranked together; None where there are none."""
        related, shown = related_to(nodes, self.expander, None if strict else self.thesaurus)
        self.expansions += shown if marked else ()
        telling = [at for at, node in enumerate(nodes) if not (isinstance(node, Word) and is_common(node.text))]
        parts: list[tree.Node] = []
        for at in sorted({*telling, *related}):
            node = nodes[at]
            if isinstance(node, Word):
                own = self._own(node.text, joined(nodes, at), strict=strict, substituted=at in related)
                parts.append(
                    self._either(own, self._standing(node.text, related.get(at), strict), node.text, marked=marked)
                )
            else:
                parts.append(self._node(node, marked=marked))
        typed = [word for node in nodes if isinstance(node, Word) for word in self.expander.written(node.text)]
        return ranked(parts, typed) if parts else None

    def _own(self, text: str, joined: Sequence[str], *, strict: bool, substituted: bool) -> Members:
        """What a word of a plain query stands for by itself."""
        if is_common(text):
            return ()
        fields = BODY if strict else tree.WORD_FIELDS
        if strict or self.thesaurus is None:
            return self._word(text, fields, joined).members
        # What the thesaurus knows of a word that is not held is worth more than the word without its prefix.
        return self._word(text, fields, joined, derived=True, bare=not substituted).members

    def _standing(self, text: str, standing: Standing | None, strict: bool) -> Standing | None:
        """What stands beside a word: what the thesaurus has for it, and a compound's word without its prefix."""
        more = () if strict or self.thesaurus is None else self.expander.unprefixed(text)
        if not more:
            return standing
        return replace(standing, members=(*standing.members, *more)) if standing else Standing(more, is_phrase=False)

    def _either(self, own: Members, standing: Standing | None, typed: str, *, marked: bool) -> tree.Node:
        """What a word of a plain query stands for, by itself or by the thesaurus.

        Beside a word that is held, the thesaurus counts for as much as its words have in what either finds: a typed
        word that is rare beside them was a newcomer's, one that is frequent is the collection's own.
        """
        own = each_once(own)
        related = each_once((*own, *standing.members))[len(own) :] if standing else ()
        if not (standing and own and related):
            return self._marked(tree.Group(own or related), typed, marked=marked)
        weight = 1.0 if standing.is_phrase else self.expander.share(related, own)
        self._marked(tree.Group((*own, *lighter(related, weight))), typed, marked=marked)
        return tree.Any((tree.Group(own), tree.Group(related, weight)))

    def _marked(self, group: tree.Group, typed: str, *, marked: bool) -> tree.Group:
        if not group.members:
            return NOTHING
        self._mark(group, typed, marked=marked)
        return group


def _common_as_phrase(query: Query) -> Query:
    """A query of nothing but words that tell nothing, as the phrase that they make."""
    parts = query.nodes if isinstance(query, Plain) else (query,)
    if all(isinstance(part, Word) and not part.field and is_common(part.text) for part in parts):
        return Phrase(" ".join(map(str, parts)))
    return query


def _helps(node: Query) -> bool:
    """Whether a part of a plain query only raises what it finds: words, and names that are words and references."""
    named = isinstance(node, Or) and any(isinstance(leaf, Reference) for leaf in node.nodes)
    return (named or isinstance(node, (Word, Prefix, Fuzzy, Plain))) and not _in_field(node)


def _in_field(node: Query) -> bool:
    return any(isinstance(leaf, (Word, Prefix, Fuzzy)) and leaf.field for leaf in leaves(node))


def _all(nodes: Sequence[tree.Node]) -> tree.Node:
    return nodes[0] if len(nodes) == 1 else tree.All(tuple(nodes))


def _without(node: tree.Node, excluded: Sequence[tree.Node]) -> tree.Node:
    if not excluded:
        return node
    return tree.Without(node, excluded[0] if len(excluded) == 1 else tree.Any(tuple(excluded)))
