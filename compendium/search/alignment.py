"""How a quotation lies on a source: word by word, over ellipses and square brackets, with what was changed.

The alignment is that of least cost between the whole quotation and any stretch of the source (V. I. Levenshtein's
distance, with the ends of the source free). An ellipsis passes over words of the source at no cost, square brackets
stand for some of them or for none; what is permitted costs next to nothing, so that it is preferred to a change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from compendium.search.alignment_costs import FURTHER, LITTLE, Step, Table
from compendium.search.items import Item, Kind
from compendium.search.wording import Token, Wording, is_word

__all__ = ["Aligned", "Change", "align"]

Mend = Callable[[str, str], bool]
"""Whether a word of the source (first) is a clear slip that the second mends."""

BRACKETED = 30
"""Words of the source that one pair of square brackets may replace at most."""
NEGATIONS = frozenset("not no nor never neither without cannot none except unless".split())
"""Words that square brackets do not put in or replace, nor a short ellipsis leave out, in silence."""
FEW = 4
"""Words up to which an ellipsis around a "not" leaves out little else; a long one leaves out a passage."""
EDITORIAL = frozenset("footnote footnotes emphasis original reproduced omitted translation translated".split())
"""Words by which brackets speak of the quotation: `[footnote not reproduced]`."""
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Change:
    """A difference in words: what the source has and what the quotation has; either may be empty.

    Offsets count in the passage that was compared and in the quotation; what the quotation lacks is missing at a place.
    """

    source: str
    quote: str
    permitted: bool
    source_start: int
    source_end: int
    quote_start: int
    quote_end: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where a quotation lies in a source's text, and every difference that is not marked as such."""

    start: int
    end: int
    changes: tuple[Change, ...]
    matched: int
    """Words of the quotation that stand in the source, in order."""
    words: int
    """Words of the quotation, those in square brackets left out."""

    @property
    def altered(self) -> tuple[Change, ...]:
        """The changes that are not permitted."""
        return tuple(change for change in self.changes if not change.permitted)

    @property
    def likeness(self) -> float:
        """Share of the words that match, those that the source has besides counted as in the alignment; from 0 to 1."""
        lacking = (len(change.source.split()) for change in self.altered)
        missing = sum(1 + FURTHER * (words - 1) for words in lacking if words)
        return self.matched / max(self.words, self.matched + missing, 1)


def align(items: Sequence[Item], source: Wording, mends: Mend, quote: Wording) -> Aligned | None:
    """The best way in which a quotation lies on a source; None where it has no word in common with it.

    Args:
        items: the quotation.
        source: the wording of a paragraph, or of a part of it.
        mends: tells a slip from a change.
        quote: the quotation's wording, in whose text the items' offsets count.
    """
    if not items or not source.tokens:
        return None
    table = Table(items, source.tokens)
    steps = table.path()
    pairs = [(i, j) for i, j in steps if i is not None and j is not None and items[i].kind is Kind.TOKEN]
    if not any(is_word(items[i].norm) and table.same(i, j) for i, j in pairs):
        return None
    first = min(j for i, j in steps if j is not None)
    last = max(j for i, j in steps if j is not None)
    changes = tuple(_changes(table, steps, source, mends, quote))
    matched = sum(1 for i, j in pairs if is_word(items[i].norm) and table.same(i, j))
    words = sum(1 for item in items if item.kind is Kind.TOKEN and is_word(item.norm))
    return Aligned(source.tokens[first].start, source.tokens[last].end, changes, matched, words)


def _changes(table: Table, steps: Sequence[Step], source: Wording, mends: Mend, quote: Wording) -> Iterator[Change]:
    """The differences, neighbours as one, but what is permitted apart from what is not."""
    behind = reached = 0
    for key, group in groupby(steps, key=lambda step: (_differs(table, step), _costs_little(table, step))):
        found = list(group)
        if key[0]:
            change = _change(table, found, source, mends, quote.text, behind)
            kept = not change.permitted and _is_mark_kept(change, source, reached)
            yield replace(change, permitted=True) if kept else change
        behind = max([behind, *(table.items[i].end for i, _ in found if i is not None)])
        reached = max([reached, *(source.tokens[j].end for _, j in found if j is not None)])
    yield from _beyond_brackets(table, steps, source)
    yield from _marks_left_out(table, steps, source, quote)


def _differs(table: Table, step: Step) -> bool:
    i, j = step
    if i is not None and table.items[i].kind is not Kind.TOKEN:
        return False
    return i is None or j is None or table.items[i].norm != table.source[j].norm


def _change(table: Table, group: Sequence[Step], source: Wording, mends: Mend, quote: str, behind: int) -> Change:
    theirs = [table.source[j] for _, j in group if j is not None]
    ours = [table.items[i] for i, _ in group if i is not None]
    permitted = all(_costs_little(table, step) for step in group) or _slip(
        [t.norm for t in theirs], [item.norm for item in ours], mends, _beside(table, group)
    )
    a, b = (theirs[0].start, theirs[-1].end) if theirs else (0, 0)
    c, d = (ours[0].start, ours[-1].end) if ours else (behind, behind)
    permitted = permitted or (not ours and _left_out(source.text, theirs))
    return Change(source.text[a:b], quote[c:d], permitted, a, b, c, d)


def _is_mark_kept(change: Change, source: Wording, reached: int) -> bool:
    """Whether what the quotation has besides is the figure of the mark that stands there: `agreed.12`, `agreed12`.

    After a figure it would be another figure.
    """
    if not change.quote.startswith(change.source) or change.source[-1:].isdigit():
        return False
    figure = change.quote.removeprefix(change.source).translate(RAISED)
    place = change.source_end if change.source else reached
    return any(mark.label == figure and place <= mark.offset <= place + 1 for mark in source.marks)


def _costs_little(table: Table, step: Step) -> bool:
    i, j = step
    if i is None:
        return False
    return (table.insertion(i) if j is None else table.cost(i, j)) <= LITTLE


def _beside(table: Table, group: Sequence[Step]) -> frozenset[str]:
    """The tokens of the source on either side of what differs, in small letters."""
    places = [j for _, j in group if j is not None]
    beside = [places[0] - 1, places[-1] + 1] if places else []
    return frozenset(table.source[j].norm.lower() for j in beside if 0 <= j < len(table.source))


def _slip(theirs: list[str], ours: list[str], mends: Mend, beside: frozenset[str]) -> bool:
    """Whether the source has a clear slip here: a word twice, words run together or torn apart, a misspelling."""
    if theirs and not ours:
        return len(theirs) == 1 and theirs[0].lower() in beside and theirs[0].isalpha()
    if "".join(theirs) == "".join(ours):
        return True
    if len(theirs) != 1 or len(ours) != 1:
        return False
    mark = re.fullmatch(r"(?P<word>[^\W\d]{2,})\d{1,3}", theirs[0])  # a footnote's mark that stuck to its word
    return (mark is not None and mark["word"] == ours[0]) or mends(theirs[0], ours[0])


def _left_out(text: str, theirs: Sequence[Token]) -> bool:
    """Whether what the quotation leaves out is a footnote's mark: `agreed.12`, `agreed [12]`."""
    start, end = theirs[0].start, theirs[-1].end
    if re.fullmatch(r"\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3}", text[start:end]):
        return True
    before = text[max(start - 2, 0) : start]
    return re.fullmatch(r"\d{1,3}", text[start:end]) is not None and re.fullmatch(r"[^\W\d][.,;:]", before) is not None


def _marks_left_out(table: Table, steps: Sequence[Step], source: Wording, quote: Wording) -> Iterator[Change]:
    """The footnotes' marks that stand between words of the source and not between the same words of the quotation."""
    partner = {j: i for i, j in steps if i is not None and j is not None and table.items[i].kind is Kind.TOKEN}
    first, last = min(partner), max(partner)
    for before, mark in source.marks_within(source.tokens[first].start, source.tokens[last].end):
        i, following = partner.get(first + before - 1), partner.get(first + before)
        if i is None or following != i + 1:
            continue
        ends, begins = table.items[i].end, table.items[following].start
        if not any(ends <= own.offset <= begins for own in quote.marks):
            yield Change(mark.label, "", True, mark.offset, mark.offset, ends, ends)


def _beyond_brackets(table: Table, steps: Sequence[Step], source: Wording) -> Iterator[Change]:
    """What square brackets and ellipses cannot stand for: a long passage, or a "not" put in or left out."""
    passed: dict[int, list[Token]] = {}
    for i, j in steps:
        if i is not None and j is not None:
            passed.setdefault(i, []).append(table.source[j])
    place = 0
    for i, item in enumerate(table.items):
        found = passed.get(i, [])
        marked = item.kind is not Kind.TOKEN
        if marked and _is_beyond(item, [token.norm.lower() for token in found if is_word(token.norm)]):
            a, b = (found[0].start, found[-1].end) if found else (place, place)
            shown = f"[{item.norm}]" if item.kind is Kind.BRACKET else item.norm
            yield Change(source.text[a:b], shown, False, a, b, item.start, item.end)
        place = found[-1].end if found else place


def _is_beyond(item: Item, left_out: Sequence[str]) -> bool:
    """Whether an ellipsis or brackets may not stand for these words of the source."""
    denied = NEGATIONS.intersection(left_out)
    if item.kind is Kind.GAP:
        return bool(denied) and len(left_out) <= FEW
    words = set(re.findall(r"\w+", item.norm.lower()))
    repeated = NEGATIONS & words
    if len(left_out) > BRACKETED or not denied <= repeated:
        return True
    return not repeated <= denied and not words & EDITORIAL
