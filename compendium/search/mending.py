"""What the words of a query that the collection does not hold were meant for: misspelt, joined, or another form of one.

A word that is held is never changed, and one that is English only where it is written for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from compendium.frozen import dataclass
from compendium.indexer import tree
from compendium.indexer.analysis import word_list
from compendium.search.expand import Expander
from compendium.search.plain import joined, related_to
from compendium.search.query import And, Or, Phrase, Plain, Query, Required, Word
from compendium.search.thesaurus import Thesaurus
from compendium.search.words import common_words, confused_with, is_common, is_kin, is_prefix

__all__ = ["Correction", "Mender"]

RARER = 500
"""So many times as often as a rare English word must another be met, for the first to be a slip of it: `concent`."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that the collection does not hold, and the nearest words, which were searched instead."""

    typed: str
    instead: tuple[str, ...]


class Mender:
    """Mends the words of one query, and remembers what it did."""

    def __init__(self, expander: Expander, thesaurus: Thesaurus | None) -> None:
        self.expander = expander
        self.thesaurus = thesaurus
        self.corrections: list[Correction] = []
        self.absent: list[str] = []
        """Words that are nowhere, and nothing near them."""
        self.others: dict[str, tuple[str, ...]] = {}
        """For a word put in place of a misspelt one, the others that it may have been."""
        # Whether a word is a slip is asked before what it was meant for: all words of the collection are passed over.
        self._nearest_held = cache(self._nearest_words)

    def mended(self, query: Query) -> Query:
        """The query with the nearest word for each that stands nowhere; not under NOT, and not in phrases."""
        match query:
            case Word(text):
                return query if is_common(text) or self._is_known(query) else self._nearest(query)
            case Plain(nodes):
                nodes = tuple(part for node in nodes for part in self._taken_apart(node))
                known, _ = related_to(nodes, self.expander, self.thesaurus)
                return Plain(
                    tuple(
                        node
                        if at in known or self._is_held(node) or self._is_part(nodes, at) or self._has_kin(node)
                        else self.mended(node)
                        for at, node in enumerate(nodes)
                    )
                )
            case And(nodes) | Or(nodes):
                return replace(query, nodes=tuple(map(self.mended, nodes)))
            case Required(node):
                return Required(self.mended(node))
            case _:
                return query

    def phrases_mended(self, query: Query) -> Query:
        """The query with the words of its phrases mended: what may be suggested, since phrases are literal."""
        match query:
            case Phrase(text):
                found = [self._near(word) for word in word_list(text)]
                if not all(found) or all(self.expander.frequency(word) for word in word_list(text)):
                    return query
                return replace(query, text=" ".join(first for first, *_ in found))
            case And(nodes) | Or(nodes) | Plain(nodes):
                return replace(query, nodes=tuple(map(self.phrases_mended, nodes)))
            case Required(node):
                return Required(self.phrases_mended(node))
            case _:
                return query

    def _taken_apart(self, node: Query) -> Sequence[Query]:
        """The words of a compound that is not held, mended or not; any other part of a query as it is."""
        if not isinstance(node, Word) or node.field:
            return (node,)
        parts = word_list(node.text)
        if len(parts) < 2 or not "".join(parts).isalpha() or self.expander.word(node.text, derived=True).members:
            return (node,)
        found = [self._near(part) for part in parts]
        if all(found) and self.expander.word(mended := "-".join(first for first, *_ in found)).members:
            self.corrections.append(Correction(node.text, (mended,)))
            return (Word(mended),)
        return [Word(part) for part in parts if not is_prefix(part)] or (node,)

    def _is_held(self, query: Query) -> bool:
        """Whether the collection holds a word in some form, so that nothing more has to be asked about it."""
        return isinstance(query, Word) and self._stands(query.text)

    def _is_part(self, nodes: Sequence[Query], at: int) -> bool:
        """Whether a word stands in the collection as one with its neighbour: the `front` of `frontline`."""
        return any(self.expander.word(word).members for word in joined(nodes, at))

    def _has_kin(self, query: Query) -> bool:
        """Whether the collection holds words of the same root as one that it lacks, which a plain query searches too.

        What a misspelt word was meant for is told by its letters, not by a root that it seems to have.
        """
        if self.thesaurus is None or not isinstance(query, Word) or query.field:
            return False
        if not self.expander.word(query.text, derived=True).members:
            return False
        return not self._slips(query.text)

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
        if self.expander.frequency(word):
            return (word,)
        from compendium.search.dictionary import english_frequency, english_words
        from compendium.search.spelling import nearest, within  # imports rapidfuzz

        if frequency := english_frequency(word):
            # It is not misspelt, and stands for no others than those that derive from it or are taken for it.
            return tuple(filter(self.expander.frequency, confused_with(word))) or tuple(
                near
                for near in self._nearest_held(word)
                if is_kin(word, near) or english_frequency(near) > RARER * frequency
            )
        derived = self.thesaurus is not None
        return (
            self._nearest_held(word)
            # Only another form of what was meant may be held, or one of its root, or what the thesaurus has for it.
            or tuple(n.word for n in nearest(word, english_words()) if self._is_known(Word(n.word), derived=derived))
            # Of words that tell nothing a slip tells nothing either.
            or tuple(near.word for near in within(word, common_words(), 1)[:1] if len(word) > 3)
        )

    def _slips(self, word: str) -> tuple[str, ...]:
        """The words of the collection that one is a slip of; none for a word that is English."""
        from compendium.search.dictionary import english_frequency

        return () if english_frequency(word) else self._nearest_held(word)

    def _nearest_words(self, word: str) -> tuple[str, ...]:
        """The nearest words of the collection, the likeliest first."""
        from compendium.search.spelling import MOST_EDITS, nearest  # imports rapidfuzz

        held = self.expander.vocabulary.vocabulary(len(word) - MOST_EDITS, len(word) + MOST_EDITS)
        return tuple(near.word for near in nearest(word, held))

    def _is_known(self, query: Word, *, derived: bool = False) -> bool:
        """Whether the collection holds a word in some form, or what the thesaurus has for it."""
        held = self._stands(query.text, derived=derived)
        return held or bool(related_to([query], self.expander, self.thesaurus)[0])

    def _stands(self, text: str, *, derived: bool = False) -> bool:
        """Whether the collection holds a word in some form.

        Two words that are held may make a third by chance (`cope`, `ration`): a word that is a slip of another is not
        those two.
        """
        members = self.expander.word(text, derived=derived).members
        if len(word_list(text)) == 1 and all(isinstance(member, tree.Phrase) for member in members):
            return bool(members) and not self._slips(text)
        return bool(members)
