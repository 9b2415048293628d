"""The words of the collection that a word of the query stands for: its forms, its spellings, written as one or two.

Nothing is searched that the collection does not hold, so each word is looked up in the vocabulary first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import Protocol

from compendium.frozen import dataclass
from compendium.indexer.analysis import root, stem, word_list
from compendium.indexer.tree import WORD_FIELDS, Field, Group, Phrase, Prefix, Word
from compendium.search.marks import Sought
from compendium.search.words import is_common, is_prefix, roots, spellings, without_prefix

__all__ = ["FORM", "Expander", "Expansion", "Vocabulary", "each_once", "expander", "lighter"]

FORM = 0.8
"""Weight of an inflected form or other spelling beside the word as typed."""
DERIVED = 0.5
"""Weight of a word that derives from the same root."""
MOST_PHRASES = 24
"""Ways of putting the forms of an entry's words together."""
SPLIT = 0.6
"""Weight of two words for one."""
AGAIN = "again"
AGAIN_WITHIN = 2
"""Words between a verb and its `again`."""
MUCH = 4
"""A word that more than one of so many paragraphs hold does not tell what a compound of it is about."""
SHORTEST_PART = 3
"""Letters of each half of a word that may also be written as two."""
MOST_WORDS = 64
"""Words that a prefix or a fuzzy word stands for, the most frequent first."""
MOST_KEPT = 1 << 12
"""Words for which it is remembered what they stand for, those of a pasted abstract in all their parts."""


class Vocabulary(Protocol):
    """The words of the collection, unstemmed."""

    def word_frequency(self, word: str) -> int:
        """How many paragraphs hold the word."""

    def words_with_stem(self, stem: str) -> list[tuple[str, int]]:
        """The words with this stem, the most frequent first."""

    def words_with_prefix(self, prefix: str, limit: int = -1) -> list[tuple[str, int]]:
        """The words that begin so, the most frequent first."""

    def vocabulary(self, shortest: int, longest: int) -> Iterable[tuple[str, int]]:
        """All words of so many letters, each with its number of paragraphs."""

    def paragraphs_ever(self) -> int:
        """About how many paragraphs there are."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words of the query, and what the thesaurus added to them."""

    word: str
    also: tuple[str, ...]


def each_once(members: Iterable[Word | Prefix | Phrase]) -> tuple[Word | Prefix | Phrase, ...]:
    """The members of a group, each word or phrase at its first weight."""
    best: dict[tuple[str, ...], Word | Prefix | Phrase] = {}
    for member in members:
        match member:
            case Word(word):
                best.setdefault((word,), member)
            case Phrase(words):
                best.setdefault(words, member)
            case Prefix(prefix):
                best.setdefault((prefix, "*"), member)
    return tuple(best.values())


def lighter(members: Sequence[Word | Prefix | Phrase], share: float) -> tuple[Word | Prefix | Phrase, ...]:
    """The members of a group with a share of their weights."""
    return tuple(members) if share == 1 else tuple(_lighter(member, share) for member in members)


def _lighter(member: Word | Prefix | Phrase, share: float) -> Word | Prefix | Phrase:
    # `dataclasses.replace` would take five times as long, for dozens of members in a question.
    match member:
        case Word(word, fields, weight):
            return Word(word, fields, weight * share)
        case Phrase(words, slop, fields, weight):
            return Phrase(words, slop, fields, weight * share)
        case Prefix(prefix, fields, weight):
            return Prefix(prefix, fields, weight * share)


@lru_cache(maxsize=1)
def expander(vocabulary: Vocabulary, revision: int) -> Expander:
    """The one for a vocabulary as it is at a revision of its store, which remembers what it was asked."""
    return Expander(vocabulary)


class Expander:
    """Finds what the words of a query stand for in the collection."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        # A question asks for a word as itself, as a part, and for its neighbours; the next one may ask for it again.
        kept = lru_cache(MOST_KEPT)
        self.frequency = kept(vocabulary.word_frequency)
        self._held = kept(self._held_forms)
        self._alone = kept(self._by_itself)
        self._word = kept(self._standing_for)
        self.as_held = kept(self._as_held)
        self.entry = kept(self._entry)
        self.unprefixed = kept(self._unprefixed)

    def word(
        self,
        text: str,
        fields: tuple[Field, ...] = WORD_FIELDS,
        joined: Sequence[str] = (),
        *,
        derived: bool = False,
        bare: bool = True,
    ) -> Group:
        """What a word as typed stands for; the group is empty where the collection holds nothing of it.

        Args:
            text: One word, or several joined by hyphens and the like.
            fields: Where to look.
            joined: Words that it may also stand in as a part, such as `frontline` for the `front` of `front line`.
            derived: Whether it also stands for the words that derive from the same root, which tell less.
            bare: Whether, if there are none of these either, it stands for itself without its prefix.
        """
        return self._word(text, fields, tuple(joined), derived, derived and bare)

    def _standing_for(
        self, text: str, fields: tuple[Field, ...], joined: tuple[str, ...], derived: bool, bare: bool
    ) -> Group:
        one = "".join(word_list(text))
        members = [*self._alone(text, fields)]
        members += [member for word in joined for member in self._forms(word, fields, weight=FORM)]
        if derived:
            members += self._derived(one, fields)
        if bare and not members:
            members += self._bare(one, fields)
        return Group(each_once(members))

    def _by_itself(self, text: str, fields: tuple[Field, ...]) -> list[Word | Prefix | Phrase]:
        """What a word stands for whatever stands beside it, without what only derives from its root."""
        parts = word_list(text)
        one = "".join(parts)
        if len(parts) == 1:
            return [*self._forms(one, fields), *self._split(one, fields), *self._again(one, fields)]
        if not parts:
            return []
        return [*self._compound(parts, fields), *self._forms(one, fields, weight=FORM), *self._again(one, fields)]

    def _as_held(self, word: str) -> str:
        """The word in the spelling that is held, labour for `labor`; as typed where that or neither is."""
        return next(filter(self.frequency, (word, *spellings(word))), word)

    def written(self, text: str) -> Sequence[str]:
        """The words of a text as they are held: inter agency, for `interagency`; as typed where they are not."""
        typed = word_list(text)
        if all(map(self.frequency, typed)):
            return typed
        match self.word(text).members:
            case (Word(word), *_):
                return [word]
            case (Phrase(words), *_):
                return words
            case _:
                return typed

    def _unprefixed(self, text: str) -> tuple[Word, ...]:
        """What a compound stands for without its prefix: corruption, for `anti-corruption`.

        None where it is also held as one word, as `co-operation` is, or where that would find much of what there is.
        """
        parts = word_list(text)
        if len(parts) < 2 or self._held("".join(parts)):
            return ()
        found = tuple(self._bare("".join(parts), WORD_FIELDS))
        return found if sum(map(self._paragraphs_with, found)) * MUCH < self._paragraphs else ()

    def _entry(self, text: str) -> Group:
        """An entry of the thesaurus in all its forms: a word, or a phrase."""
        parts = word_list(text)
        if len(parts) == 1:
            return Group(tuple(self._forms(parts[0], WORD_FIELDS)))
        forms = [[form.word for form in self._forms(part, WORD_FIELDS)] for part in parts]
        phrases = islice(product(*forms), MOST_PHRASES)
        return Group(tuple(Phrase(words) for words in phrases))

    def literal(self, text: str, slop: int = 0, fields: tuple[Field, ...] = WORD_FIELDS) -> Group:
        """The words of a phrase as they stand."""
        parts = word_list(text)
        if len(parts) == 1:
            return Group((Word(parts[0], fields),))
        return Group((Phrase(tuple(parts), slop, fields),)) if parts else Group(())

    def prefix(self, text: str, fields: tuple[Field, ...] = WORD_FIELDS) -> Group:
        """Words that begin so; of `front-li*` the last part is the prefix."""
        parts = word_list(text)
        if not parts:  # letters, and no word: the Arabic stroke that draws one out
            return Group(())
        *before, last = parts
        if not before:
            return Group((Prefix(last, fields),) if self.vocabulary.words_with_prefix(last, 1) else ())
        return Group(
            tuple(Phrase((*before, word), 0, fields) for word, _ in self.vocabulary.words_with_prefix(last, MOST_WORDS))
        )

    def fuzzy(self, text: str, edits: int, fields: tuple[Field, ...] = WORD_FIELDS) -> Group:
        """Words at most so many letters away, the word itself among them."""
        from compendium.search.spelling import within  # imports rapidfuzz

        word = "".join(word_list(text))
        if not word:
            return Group(())
        found = within(word, self.vocabulary.vocabulary(len(word) - edits, len(word) + edits), edits)
        near = sorted(found, key=lambda item: (item.edits, -item.paragraphs, item.word))
        return Group(tuple(Word(item.word, fields, FORM**item.edits) for item in islice(near, MOST_WORDS)))

    def sought(self, group: Group, typed: str) -> Sought:
        """The group with how much it tells: the logarithm of how rare its words are (inverse document frequency)."""
        frequency = min(sum(map(self._paragraphs_with, group.members)), self._paragraphs)
        return Sought(group, math.log(1 + (self._paragraphs + 1) / (frequency + 1)), typed)

    @cached_property
    def _paragraphs(self) -> int:
        return self.vocabulary.paragraphs_ever()

    def share(self, some: Iterable[Word | Prefix | Phrase], others: Iterable[Word | Prefix | Phrase]) -> float:
        """How much of what two groups of words are found by is due to the first, from 0 to 1."""
        first, second = (sum(map(self._paragraphs_with, group)) for group in (some, others))
        return first / (first + second) if first else 0.0

    def _paragraphs_with(self, member: Word | Prefix | Phrase) -> int:
        match member:
            case Word(word):
                return self.frequency(word)
            case Phrase(words):
                return min(map(self.frequency, words))
            case Prefix(prefix):
                return sum(count for _, count in self.vocabulary.words_with_prefix(prefix, MOST_WORDS))

    def _forms(self, word: str, fields: tuple[Field, ...], weight: float = 1.0) -> Iterator[Word]:
        """The word, its inflected forms and their other spellings, as far as the collection holds them."""
        own = self.as_held(word)
        for form in self._held(word):
            yield Word(form, fields, weight if form == own else weight * FORM)

    def _held_forms(self, word: str) -> list[str]:
        """The word itself first, in the spelling that is held."""
        forms = [word for word, _ in self.vocabulary.words_with_stem(stem(word))]
        for other in dict.fromkeys([*spellings(word), *(s for form in forms for s in spellings(form))]):
            forms += [form for form, _ in self.vocabulary.words_with_stem(stem(other))]
        own = self.as_held(word)
        return sorted(dict.fromkeys(forms), key=lambda form: form != own)

    def _derived(self, word: str, fields: tuple[Field, ...]) -> Iterator[Word]:
        """The words of the same root that are no forms of the word."""
        if not word.isalpha():
            return
        ways = [word, *spellings(word)]
        own = {stem(way) for way in ways}
        for base in roots(ways):
            for other, _ in self.vocabulary.words_with_prefix(base.removesuffix("i"), MOST_WORDS):
                if root(other) == base and stem(other) not in own:
                    yield Word(other, fields, DERIVED)

    def _bare(self, word: str, fields: tuple[Field, ...]) -> Iterator[Word]:
        """What a word stands for without its prefix: for `unauthorized` papers say "without authorization"."""
        for base in without_prefix(word):
            for form in (*self._forms(base, fields), *self._derived(base, fields)):
                yield Word(form.word, fields, DERIVED)

    def _again(self, word: str, fields: tuple[Field, ...]) -> Iterator[Phrase]:
        """What `retrafficking` and `re-trafficking` also are: trafficked again."""
        base = word.removeprefix("re")
        if base != word and base.isalpha() and self.frequency(AGAIN):
            for form in (*self._forms(base, fields), *self._derived(base, fields)):
                yield Phrase((form.word, AGAIN), AGAIN_WITHIN, fields, SPLIT)

    def _split(self, word: str, fields: tuple[Field, ...]) -> Iterator[Phrase]:
        """The word as two, where the collection holds both."""
        if not word.isalpha():
            return
        for at in range(2, len(word) - SHORTEST_PART + 1):
            one, other = word[:at], word[at:]
            if (at < SHORTEST_PART or is_common(one)) and not is_prefix(one):
                continue
            if not is_common(other) and self.frequency(one):
                for form in self._forms(other, fields):
                    yield Phrase((one, form.word), 0, fields, SPLIT)

    def _compound(self, parts: Sequence[str], fields: tuple[Field, ...]) -> Iterator[Phrase]:
        """Parts side by side, the last one in any of its forms."""
        *before, last = parts
        if not all(map(self.frequency, before)):
            return
        for form in self._forms(last, fields):
            yield Phrase((*before, form.word), 0, fields, form.weight)
