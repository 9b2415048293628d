"""Statements: within one sentence, where a group's verb of recommending stands and which words it governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from compendium.corpus.recommendations.phrases import Verb, phrases
from compendium.corpus.sentences import FILL

__all__ = ["Statement", "statements"]

NEAR = 240
"""Characters before a name in which the words that belong to it are looked for."""
CLAUSE = 800
"""Characters before the words in which meeting and year are looked for; so the time stays linear whatever the text."""
_THAT = re.compile(r"\s*,?\s*that\b|\s*:")
_COMMA_THAT = re.compile(r"\s*,?(?:\s*that\b)?")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a group says in a sentence; offsets count in the text that holds the sentence."""

    begin: int
    """Where its own clause begins: what is said from here on of meeting and year is about it."""
    start: int
    """Where the recommended words begin."""
    end: int
    """Where they end at the latest; a source in brackets may stand before."""
    stop: int
    """Where its clause ends, so that marks and sources up to here belong to it."""
    verb_end: int
    """Where the verb and what belongs to it end."""
    verb: Verb | None
    """None where a noun or a passive stands for the verb."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A verb with its subject: where the clause begins and where its words begin."""

    begin: int
    start: int
    verb: Verb | None
    before: int | None = None
    """Where the words end, if they stand before the verb (`States should ..., as the Working Group recommended`)."""


def statements(masked: str, start: int, end: int, group: str, *, carried: bool) -> list[Statement]:
    """The statements of a sentence, in order.

    Args:
        masked: The text, quotations and brackets masked.
        start: Where the sentence starts.
        end: Where it ends.
        group: What the document's own group works on, in lower case; empty if unknown.
        carried: Whether the sentence before states what the group recommended, so that "It" is the group.
    """
    sentence = masked[start:end]
    found = sorted(_found(sentence, group, carried=carried), key=lambda f: f.start)
    out: list[Statement] = []
    for i, one in enumerate(found):
        if i and one.start == found[i - 1].start:
            continue
        stop = found[i + 1].begin if i + 1 < len(found) and found[i + 1].begin > one.start else len(sentence)
        words = (one.start, stop) if one.before is None else (one.begin, one.before)
        begin = start + max(one.begin, one.start - CLAUSE)
        out.append(Statement(begin, start + words[0], start + words[1], start + stop, start + one.start, one.verb))
    return out


def _found(sentence: str, group: str, *, carried: bool) -> Iterator[_Found]:
    p = phrases()
    names = list(p.group.finditer(sentence))
    ends = [*(name.start() for name in names[1:]), len(sentence)]
    opening = p.opening_pronoun.match(sentence) if carried else None
    if opening and (verb := _verb(sentence, opening.end(), begin=0)):
        yield verb
        yield from _joined(sentence, verb.start, names[0].start() if names else len(sentence))
    for name, end in zip(names, ends, strict=False):
        tail = " ".join((name["tail"] or "").split()).casefold()
        if not tail or not group or tail == group or tail.startswith(group + " "):
            yield from _about(sentence, name, end)


def _about(sentence: str, name: re.Match[str], end: int) -> Iterator[_Found]:
    """The statements whose subject is the group named at `name`, up to `end`, where it is named again."""
    p = phrases()
    offset = max(0, name.start() - NEAR)
    before = sentence[offset : name.start()]
    if noun := p.possessive.match(sentence, name.end()):
        yield _Found(0, noun.end(), None)
    elif p.before_group.search(before):
        if after := p.after_group.match(sentence, _skip(sentence, name.end())):
            yield _Found(0, after.end(), None)
    elif passive := p.passive.search(before):
        yield _passive(sentence, passive["lead"], offset + passive.start(), name.end())
    else:
        yield from _as_subject(sentence, name, end, before)
        yield from _by_pronoun(sentence, name.end(), end)


def _as_subject(sentence: str, name: re.Match[str], end: int, before: str) -> Iterator[_Found]:
    """`The Working Group ... recommended`, and what is joined to it."""
    p = phrases()
    if p.object_before.search(before):
        return
    if verb := _verb(sentence, name.end(), begin=sentence.rfind(";", 0, name.start()) + 1):
        turned = p.as_before.search(before)
        at = name.start() - len(before) + turned.start() if turned else 0
        if at and not _WORD.search(sentence, verb.start):  # "States should ..., as the Working Group recommended."
            verb = replace(verb, before=at)
        yield verb
        yield from _joined(sentence, verb.start, end)
    elif acted := p.acted.match(sentence, _skip(sentence, name.end())):
        yield from _joined(sentence, acted.end(), end)


def _skip(sentence: str, position: int) -> int:
    """Where adverbs and asides after `position` end."""
    match = phrases().gap.match(sentence, position)
    return match.end() if match else position


def _verb(sentence: str, position: int, *, begin: int) -> _Found | None:
    """The verb of recommending that follows a subject, with only adverbs and asides between."""
    match = phrases().any_verb.match(sentence, _skip(sentence, position))
    if match is None:
        return None
    verb = next(v for i, v in enumerate(phrases().verbs) if match[f"v{i}"])
    if match.group().endswith(("that", ":")):  # an aside after that is the recommendation's
        return _Found(begin, match.end(), verb)
    start = _skip(sentence, match.end())
    that = _THAT.match(sentence, start)
    return _Found(begin, that.end() if that else start, verb)


def _passive(sentence: str, lead: str, at: int, position: int) -> _Found:
    """`As recommended by the Working Group, States ...`; `it was recommended by the Working Group that States ...`."""
    start = _skip(sentence, position)
    that = _COMMA_THAT.match(sentence, start)
    after = that.end() if that else start
    if lead.casefold() != "as" or at == 0:
        return _Found(0, after, None)
    return _Found(0, after, None, before=at)


def _by_pronoun(sentence: str, position: int, end: int) -> Iterator[_Found]:
    """`... at which it recommended`; `When the Working Group first met, it recognized`."""
    for match in phrases().pronoun.finditer(sentence, position, end):
        if phrases().other.search(sentence, position, match.start()):
            return
        position = match.start()
        if verb := _verb(sentence, match.end(), begin=0):
            yield verb


def _joined(sentence: str, position: int, end: int) -> Iterator[_Found]:
    """Further verbs of the same subject: `and, at its last meeting, recommended that`."""
    foreign = False
    for match in phrases().joined.finditer(sentence, position, end):
        foreign = foreign or phrases().other.search(sentence, position, match.start()) is not None
        position = match.start()
        sourced = sentence[position - 3 : position].rstrip(" ,;").endswith(FILL)  # "... (para. 4), and invited"
        if (sourced or not foreign) and (verb := _verb(sentence, match.end(), begin=match.start())):
            yield verb
