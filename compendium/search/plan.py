"""From a query to what the engine is asked, what snippets mark, and what the user should be told.

In a plain query the words are ranked together: each helps, none is needed, and those that tell nothing (`of`, `the`)
are passed over. Phrases, fields and whatever bears a `+` are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from compendium.indexer import tree
from compendium.indexer.analysis import word_list
from compendium.search.expand import Expander, Expansion, Vocabulary, expansion, is_common
from compendium.search.marks import Sought
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

__all__ = ["Correction", "Plan", "Planner"]

INSTEAD = 0.5
"""Weight of the second and third word that a misspelt one may have been."""

CLOSE = 4
"""Words that may stand between two that are close together."""
NEARNESS = 0.3
"""Weight of standing close together beside that of a word."""
MOST_CLOSE = 5
"""Words of a query up to which closeness counts: a longer one is a description, and its order means little."""
CLOSE_FORMS = 2
"""Forms of each word whose closeness counts, the typed one first."""

NOTHING = tree.Group((tree.Word(""),))
"""A word that stands nowhere."""

FIELDS = {
    "": tree.WORD_FIELDS,
    "heading": (tree.Field.HEADINGS,),
    "footnote": (tree.Field.FOOTNOTES,),
    "title": (tree.Field.TITLE,),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that the collection does not hold, and the nearest words, which were searched instead."""

    typed: str
    instead: tuple[str, ...]


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

    def __init__(self, vocabulary: Vocabulary, filters: Callable[[Filter | Range | Reference], tree.Node]) -> None:
        """`filters` turns a field of whole values, a range or a reference into what the engine is asked."""
        self.vocabulary = vocabulary
        self.filters = filters
        self.expander = Expander(vocabulary)
        self.sought: list[Sought] = []
        self.expansions: list[Expansion] = []
        self.corrections: list[Correction] = []
        self.absent: list[str] = []
        self.others: dict[str, tuple[str, ...]] = {}
        """For a word put in place of a misspelt one, the others that it may have been."""

    def plan(self, query: Query) -> Plan:
        """The plan of a query."""
        understood = _common_as_phrase(query)
        mended = self._mended(understood)
        node = self._node(mended, marked=True)
        suggestion = self._phrases_mended(mended)
        return Plan(
            node,
            mended,
            tuple(self.sought),
            tuple(self.expansions),
            tuple(dict.fromkeys(self.corrections)),
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

    def _words(self, query: Word | Phrase | Prefix | Fuzzy, *, marked: bool, joined: Sequence[str] = ()) -> tree.Group:
        fields = FIELDS[query.field]
        match query:
            case Word(text):
                group = self._word(text, fields, joined)
            case Phrase(text, slop):
                group = self.expander.literal(text, slop, fields)
                self.absent += [word for word in word_list(text) if not self.vocabulary.word_frequency(word)]
            case Prefix(text):
                group = self.expander.prefix(text, fields)
            case Fuzzy(text, edits):
                group = self.expander.fuzzy(text, edits, fields)
        if not group.members:
            if not isinstance(query, Word):
                self.absent.append(str(replace(query, field="")))
            return NOTHING
        if marked:
            self.sought.append(self.expander.sought(group))
            if isinstance(query, (Word, Fuzzy)):
                self.expansions.append(expansion(query.text, group))
        return group

    def _word(self, text: str, fields: tuple[tree.Field, ...], joined: Sequence[str]) -> tree.Group:
        group = self.expander.word(text, fields, joined)
        others = [self.expander.word(other, fields) for other in self.others.get(text, ())]
        lighter = [replace(m, weight=m.weight * INSTEAD) for other in others for m in other.members]
        return tree.Group((*group.members, *lighter))

    def _all(self, nodes: Sequence[Query], *, marked: bool) -> tree.Node:
        kept = [self._node(node, marked=marked) for node in nodes if not isinstance(node, Not)]
        without = [self._node(node.node, marked=False) for node in nodes if isinstance(node, Not)]
        return _without(_all(kept) if kept else tree.Everything(), without)

    def _plain(self, nodes: Sequence[Query], *, marked: bool) -> tree.Node:
        helping = [node for node in nodes if isinstance(node, (Word, Prefix, Fuzzy, Plain)) and not _in_field(node)]
        needed = [node for node in nodes if node not in helping and not isinstance(node, Not)]
        without = [self._node(node.node, marked=False) for node in nodes if isinstance(node, Not)]
        telling = [node for node in helping if not (isinstance(node, Word) and is_common(node.text))]
        ranked = self._ranked(telling, marked=marked) if telling else None
        required = [self._node(node, marked=marked) for node in needed]
        if ranked and all(isinstance(node, (Filter, Range)) for node in needed):
            return _without(_all([*required, ranked]), without)
        if ranked:
            # What is needed finds the paragraphs; the words beside it only raise them.
            return _without(_all([*required, tree.Any((ranked, tree.Everything()))]), without)
        return _without(_all(required) if required else tree.Everything(), without)

    def _ranked(self, nodes: Sequence[Query], *, marked: bool) -> tree.Node:
        found: list[tree.Node] = []
        for at, node in enumerate(nodes):
            if isinstance(node, Word):
                found.append(self._words(node, marked=marked, joined=_joined(nodes, at)))
            else:
                found.append(self._node(node, marked=marked))
        if len(found) == 1:
            return found[0]
        close = [_close(*pair) for pair in pairwise(found)] if len(found) <= MOST_CLOSE else []
        ranked = tree.Ranked(tuple(found))
        # What stands close together holds both words, so it finds nothing else: it only adds to the score.
        return tree.Any((ranked, *(group for group in close if group.members))) if close else ranked

    # Words that the collection does not hold

    def _mended(self, query: Query) -> Query:
        """The query with the nearest word for each that stands nowhere; not under NOT, and not in phrases."""
        match query:
            case Word(text):
                return query if self.expander.word(text).members else self._nearest(query)
            case Plain(nodes):
                return Plain(
                    tuple(node if self._is_part(nodes, at) else self._mended(node) for at, node in enumerate(nodes))
                )
            case And(nodes) | Or(nodes):
                return replace(query, nodes=tuple(map(self._mended, nodes)))
            case Required(node):
                return Required(self._mended(node))
            case _:
                return query

    def _is_part(self, nodes: Sequence[Query], at: int) -> bool:
        """Whether a word stands in the collection as one with its neighbour: the `front` of `frontline`."""
        return any(self.expander.word(word).members for word in _joined(nodes, at))

    def _nearest(self, query: Word) -> Word:
        found = [self._near(part) for part in word_list(query.text)]
        if not all(found):
            self.absent.append(query.text)
            return query
        best = replace(query, text="-".join(first for first, *_ in found))
        if len(found) == 1:
            self.others[best.text] = found[0][1:]
        self.corrections.append(Correction(query.text, (best.text, *self.others.get(best.text, ()))))
        return best

    def _near(self, word: str) -> tuple[str, ...]:
        """The words for one word, the likeliest first: itself if it is held; nothing where none is near."""
        if self.vocabulary.word_frequency(word):
            return (word,)
        from compendium.search.spelling import nearest  # imports rapidfuzz, and reads the whole vocabulary

        return tuple(near.word for near in nearest(word, self.vocabulary.vocabulary()))

    def _phrases_mended(self, query: Query) -> Query:
        """The query with the words of its phrases mended: what may be suggested, since phrases are literal."""
        match query:
            case Phrase(text):
                found = [self._near(word) for word in word_list(text)]
                if not all(found) or all(self.vocabulary.word_frequency(word) for word in word_list(text)):
                    return query
                return replace(query, text=" ".join(first for first, *_ in found))
            case And(nodes) | Or(nodes) | Plain(nodes):
                return replace(query, nodes=tuple(map(self._phrases_mended, nodes)))
            case Required(node):
                return Required(self._phrases_mended(node))
            case _:
                return query


def _common_as_phrase(query: Query) -> Query:
    """A query of nothing but words that tell nothing, as the phrase that they make."""
    parts = query.nodes if isinstance(query, Plain) else (query,)
    if all(isinstance(part, Word) and not part.field and is_common(part.text) for part in parts):
        return Phrase(" ".join(map(str, parts)))
    return query


def _close(one: tree.Node, other: tree.Node) -> tree.Group:
    """Two words of a plain query within a few words of each other, in either order."""
    first, second = (
        [member for member in node.members if isinstance(member, tree.Word)][:CLOSE_FORMS]
        if isinstance(node, tree.Group)
        else []
        for node in (one, other)
    )
    pairs = [pair for a in first for b in second for pair in ((a, b), (b, a)) if a.word != b.word]
    phrases = (tree.Phrase((a.word, b.word), CLOSE, a.fields, a.weight * b.weight) for a, b in pairs)
    return tree.Group(tuple(phrases), NEARNESS)


def _in_field(node: Query) -> bool:
    return any(isinstance(leaf, (Word, Prefix, Fuzzy)) and leaf.field for leaf in leaves(node))


def _joined(nodes: Sequence[Query], at: int) -> list[str]:
    """The words that a word makes with its neighbours."""
    pairs = [(at - 1, at), (at, at + 1)]
    return [
        one.text + other.text
        for left, right in pairs
        if left >= 0
        and right < len(nodes)
        and isinstance(one := nodes[left], Word)
        and isinstance(other := nodes[right], Word)
        and one.text.isalpha()
        and other.text.isalpha()
    ]


def _all(nodes: Sequence[tree.Node]) -> tree.Node:
    return nodes[0] if len(nodes) == 1 else tree.All(tuple(nodes))


def _without(node: tree.Node, excluded: Sequence[tree.Node]) -> tree.Node:
    if not excluded:
        return node
    return tree.Without(node, excluded[0] if len(excluded) == 1 else tree.Any(tuple(excluded)))
