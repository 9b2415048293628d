"""The words of a plain query, each with all that stands for it: what is ranked, and when that is no answer.

A word and its forms are one term, so that frequencies add and rarity is that of the whole (A. Pirkola, "The effects of
query structure and dictionary setups in dictionary-based cross-language information retrieval", 1998); what the
thesaurus has for it is a second term beside it. Two words that stand close together score once more, after the
sequential dependence model (D. Metzler and W. B. Croft, "A Markov random field model for term dependencies", 2005). A
word typed twice counts twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import sqrt

from compendium.frozen import dataclass
from compendium.indexer import tree
from compendium.indexer.analysis import word_list
from compendium.search.expand import Expander, Expansion, lighter
from compendium.search.query import Query, Word
from compendium.search.thesaurus import Thesaurus
from compendium.search.words import is_common

__all__ = ["NOTHING", "Members", "Standing", "joined", "ranked", "related_to"]


CLOSE = 4
"""Words that may stand between two that are close together."""
NEARNESS = 0.6
"""Weight of standing close together beside that of a word, divided by the root of the number of words: two words that
stand together are a term, of a long description few neighbours are."""
MOST_CLOSE = 16
"""Words of a query up to which closeness counts: a longer one is a description, and its order means little."""
LITERALLY = 0.5
"""Weight of all words of a query as they were typed: a rare word, the name of a convention, a sentence half known."""
FEW = 3
"""Words up to which a query names one thing; a longer one describes it, and a paragraph may hold little of that."""
CLOSE_FORMS = 2
"""Forms of each word whose closeness counts, the typed one first."""

NOTHING = tree.Group((tree.Word(""),))
"""A word that stands nowhere."""

Members = tuple[tree.Word | tree.Prefix | tree.Phrase, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the thesaurus has for a word of a query."""

    members: Members
    is_phrase: bool
    """Whether it stands for a turn of phrase, which has one sense, and not for the word by itself."""


def related_to(
    nodes: Sequence[Query], expander: Expander, thesaurus: Thesaurus | None
) -> tuple[Mapping[int, Standing], list[Expansion]]:
    """What the thesaurus has for the words of a query, by their place in it, as far as the collection holds it.

    What stands for several words at once is shared out among them.
    """
    if thesaurus is None:
        return {}, []
    places = [(at, word) for at, node in enumerate(nodes) if isinstance(node, Word) for word in word_list(node.text)]
    related: dict[int, Standing] = {}
    shown: list[Expansion] = []
    for found in thesaurus.related(tuple(expander.as_held(word) for _, word in places)):
        held = {text: group for text in found.also if (group := expander.entry(text)).members}
        if not held:
            continue
        covered = places[found.start : found.stop]
        telling = [place for place in covered if not is_common(place[1])] or covered
        # A turn of phrase counts as one itself: what has but a synonym would else come before what has it.
        typed = expander.entry(" ".join(word for _, word in covered)).members if len(covered) > 1 else ()
        entries = (*typed, *(member for group in held.values() for member in group.members))
        members = lighter(entries, 1 / len(telling))
        for at, _ in telling:
            others = related[at].members if at in related else ()
            related[at] = Standing((*others, *members), is_phrase=len(covered) > 1)
        shown.append(Expansion(" ".join(word for _, word in covered), tuple(held)))
    return related, shown


def ranked(parts: Sequence[tree.Node], typed: Sequence[str]) -> tree.Node:
    """The parts of a query ranked together, closeness included; a part that is held nowhere is NOTHING.

    `typed` are all its words, in order. Of `travel insurance claims` a collection may hold the first word and the last;
    what it says of travel is no answer, and an empty one says more. So where a word is nowhere, more of them must be
    held than are not, and if they are few, by one paragraph.
    """
    absent = sum(part is NOTHING for part in parts)
    most = len(parts) // 2 + 1
    if len(parts) - absent < most:
        return NOTHING
    if len(parts) == 1:
        return _as_typed_first(parts[0], [word for word in typed if not is_common(word)])
    together = tree.Ranked(tuple(parts), most if absent and len(parts) <= FEW else 1)
    pairs = pairwise(parts) if len(parts) <= MOST_CLOSE else ()
    nearness = NEARNESS / sqrt(len(parts))
    close = [group for one, other in pairs if (group := _close(one, other, nearness)).members]
    if close and len(typed) > 1:
        close.append(tree.Group((tree.Phrase(tuple(typed)),), LITERALLY))
    return tree.Close(together, tuple(close)) if close else together


def _as_typed_first(part: tree.Node, typed: Sequence[str]) -> tree.Node:
    """A word by itself, which comes before what derives from it or stands for it."""
    match part:
        case tree.Group((tree.Word() as own, _, *_)) if len(typed) == 1:
            parts: tuple[tree.Node, ...] = (part,)
        case tree.Any((tree.Group((tree.Word() as own, *_)), *_)) if len(typed) == 1:
            parts = part.nodes
        case _:
            return part
    # In the fields that are searched for it: it raises what holds it, and finds nothing more.
    return tree.Any((*parts, tree.Group((tree.Word(typed[0], own.fields),), LITERALLY)))


def joined(nodes: Sequence[Query], at: int) -> list[str]:
    """The words that a word makes with its neighbours: `frontline` for `front line`."""
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


def _close(one: tree.Node, other: tree.Node, nearness: float) -> tree.Group:
    """Two words of a plain query within a few words of each other, in either order."""
    first, second = (
        [member for member in _typed(node) if not isinstance(member, tree.Prefix)][:CLOSE_FORMS]
        for node in (one, other)
    )
    pairs = [pair for a in first for b in second for pair in ((a, b), (b, a)) if _words(a) != _words(b)]
    phrases = (tree.Phrase((*_words(a), *_words(b)), CLOSE, a.fields, a.weight * b.weight) for a, b in pairs)
    return tree.Group(tuple(phrases), nearness)


def _words(member: tree.Word | tree.Phrase) -> tuple[str, ...]:
    return member.words if isinstance(member, tree.Phrase) else (member.word,)


def _typed(node: tree.Node) -> Members:
    """What a part of a plain query stands for by itself, where the thesaurus has more."""
    match node:
        case tree.Group(members) if node is not NOTHING:
            return members
        case tree.Any((tree.Group(members), *_)):
            return members
        case _:
            return ()
