"""From a query to what the engine is asked, what snippets mark, and what the user should be told.

In a plain query the words are ranked together: each helps, none is needed, and those that tell nothing (`of`, `the`)
are passed over. Phrases, fields and whatever bears a `+` are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from compendium.indexer import tree
from compendium.indexer.analysis import word_list
from compendium.search.expand import Expander, Expansion, Vocabulary, each_once
from compendium.search.marks import Sought
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
from compendium.search.words import is_common, is_kin

__all__ = ["Correction", "Plan", "Planner"]

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

    def __init__(
        self,
        vocabulary: Vocabulary,
        filters: Callable[[Filter | Range | Reference], tree.Node],
        thesaurus: Thesaurus | None = None,
    ) -> None:
        """`filters` turns a field of whole values, a range or a reference into what the engine is asked.

        Without a `thesaurus` only the words typed are searched, in their forms and spellings.
        """
        self.vocabulary = vocabulary
        self.filters = filters
        self.thesaurus = thesaurus
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
        alone = isinstance(understood, Word) and not understood.field
        plan = self._mended(Plain((understood,)) if alone else understood)
        node = self._node(plan, marked=True)
        mended = plan.nodes[0] if alone and isinstance(plan, Plain) else plan
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

    def _words(self, query: Word | Phrase | Prefix | Fuzzy, *, marked: bool) -> tree.Group:
        """What has to stand in a paragraph, or in the field named."""
        fields = FIELDS[query.field]
        match query:
            case Word(text):
                group = self._word(text, fields)
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
        self._mark(group, str(query), marked=marked)
        return group

    def _word(
        self, text: str, fields: tuple[tree.Field, ...], joined: Sequence[str] = (), *, derived: bool = False
    ) -> tree.Group:
        group = self.expander.word(text, fields, joined, derived=derived)
        others = [self.expander.word(other, fields) for other in self.others.get(text, ())]
        lighter = [replace(m, weight=m.weight * INSTEAD) for other in others for m in other.members]
        return tree.Group((*group.members, *lighter))

    def _mark(self, group: tree.Group, typed: str, *, marked: bool) -> None:
        if marked:
            self.sought.append(replace(self.expander.sought(group), typed=typed))

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
        sure = 0
        parts: list[tree.Node] = []
        for at in sorted({*telling, *related}):
            node = nodes[at]
            if isinstance(node, Word):
                own = self._own(node.text, joined(nodes, at), strict=strict, substituted=at in related)
                parts.append(self._either(own, related.get(at), node.text, marked=marked))
                sure += bool(own)
            else:
                parts.append(self._node(node, marked=marked))
                sure += parts[-1] is not NOTHING
        typed = [word for node in nodes if isinstance(node, Word) for word in word_list(node.text)]
        return ranked(parts, sure, typed) if parts else None

    def _own(self, text: str, joined: Sequence[str], *, strict: bool, substituted: bool) -> Members:
        """What a word of a plain query stands for by itself."""
        if is_common(text):
            return ()
        fields = BODY if strict else tree.WORD_FIELDS
        own = self._word(text, fields, joined).members
        # What the thesaurus knows of a word that is not held is worth more than what derives from its root.
        if strict or self.thesaurus is None or (substituted and not own):
            return own
        return self._word(text, fields, joined, derived=True).members

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
        self._marked(
            tree.Group(each_once((*own, *(replace(m, weight=m.weight * weight) for m in related)))),
            typed,
            marked=marked,
        )
        return tree.Any((tree.Group(own), tree.Group(related, weight)))

    def _marked(self, group: tree.Group, typed: str, *, marked: bool) -> tree.Group:
        if not group.members:
            return NOTHING
        self._mark(group, typed, marked=marked)
        return group

    # Words that the collection does not hold

    def _mended(self, query: Query) -> Query:
        """The query with the nearest word for each that stands nowhere; not under NOT, and not in phrases."""
        match query:
            case Word(text):
                return query if is_common(text) or self._is_known(query) else self._nearest(query)
            case Plain(nodes):
                known, _ = related_to(nodes, self.expander, self.thesaurus)
                return Plain(
                    tuple(
                        node
                        if (at in known and not _is_compound(node)) or self._is_part(nodes, at) or self._has_kin(node)
                        else self._mended(node)
                        for at, node in enumerate(nodes)
                    )
                )
            case And(nodes) | Or(nodes):
                return replace(query, nodes=tuple(map(self._mended, nodes)))
            case Required(node):
                return Required(self._mended(node))
            case _:
                return query

    def _is_part(self, nodes: Sequence[Query], at: int) -> bool:
        """Whether a word stands in the collection as one with its neighbour: the `front` of `frontline`."""
        return any(self.expander.word(word).members for word in joined(nodes, at))

    def _has_kin(self, query: Query) -> bool:
        """Whether the collection holds words that derive from the same root, which a plain query searches too."""
        return (
            self.thesaurus is not None
            and isinstance(query, Word)
            and not query.field
            and bool(self.expander.word(query.text, derived=True).members)
        )

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
        from compendium.search.dictionary import english_words, is_english
        from compendium.search.spelling import (  # imports rapidfuzz, and reads much of the vocabulary
            MOST_EDITS,
            nearest,
        )

        held = self.vocabulary.vocabulary(len(word) - MOST_EDITS, len(word) + MOST_EDITS)
        near = [near.word for near in nearest(word, held)]
        if is_english(word):
            # It is not misspelt, and stands for no others than those that derive from it.
            return tuple(other for other in near if is_kin(word, other))
        # Only another form of what was meant may be held, or what the thesaurus has for it.
        return tuple(near) or tuple(n.word for n in nearest(word, english_words()) if self._is_known(Word(n.word)))

    def _is_known(self, query: Word) -> bool:
        """Whether the collection holds a word in some form, or what the thesaurus has for it."""
        return bool(self.expander.word(query.text).members or related_to([query], self.expander, self.thesaurus)[0])

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


def _is_compound(node: Query) -> bool:
    """Whether a word is several joined by hyphens, of which the thesaurus may know one and another be misspelt."""
    return isinstance(node, Word) and len(word_list(node.text)) > 1


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
