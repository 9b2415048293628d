"""Statements: within one sentence, where a group's verb of recommending stands and which words it governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compendium.corpus.recommendations.phrases import Verb, phrases
from compendium.corpus.sentences import FILL

__all__ = ["Statement", "statements"]

_THAT = re.compile(r"\s*,?\s*that\b|\s*:")


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
        out.append(
            Statement(start + one.begin, start + words[0], start + words[1], start + stop, start + one.start, one.verb)
        )
    return out


def _found(sentence: str, group: str, *, carried: bool) -> Iterator[_Found]:
    p = phrases()
    opening = p.opening_pronoun.match(sentence) if carried else None
    if opening and (verb := _verb(sentence, opening.end(), begin=0)):
        yield verb
        yield from _joined(sentence, verb.start)
    for match in p.group.finditer(sentence):
        tail = " ".join((match["tail"] or "").split()).casefold()
        if tail and group and tail != group and not tail.startswith(group + " "):
            continue
        yield from _about(sentence, match)


def _about(sentence: str, name: re.Match[str]) -> Iterator[_Found]:
    """The statements whose subject is the group named at `name`."""
    p = phrases()
    before = sentence[: name.start()]
    if noun := p.possessive.match(sentence, name.end()):
        yield _Found(0, noun.end(), None)
    elif noun := p.before_group.search(before):
        after = p.after_group.match(sentence, _skip(sentence, name.end()))
        if after:
            yield _Found(0, after.end(), None)
    elif passive := p.passive.search(before):
        yield from _passive(sentence, passive, name.end())
    elif not p.object_before.search(before) and (
        verb := _verb(sentence, name.end(), begin=_clause_start(sentence, name.start()))
    ):
        yield _turned(before, verb, sentence)
        yield from _joined(sentence, verb.start)
        yield from _by_pronoun(sentence, name.end())
    else:
        acted = p.acted.match(sentence, _skip(sentence, name.end()))
        if acted and not p.object_before.search(before):
            yield from _joined(sentence, acted.end())
        yield from _by_pronoun(sentence, name.end())


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


def _clause_start(sentence: str, position: int) -> int:
    """Where the clause around a subject begins: the sentence, or the part after a semicolon."""
    return sentence.rfind(";", 0, position) + 1


def _turned(before: str, verb: _Found, sentence: str) -> _Found:
    """The statement, its words before the verb where the sentence puts them there."""
    turned = phrases().as_before.search(before)
    if turned and turned.start() > 0 and not re.search(r"[\w\x1a]", sentence[verb.start :].strip("\x1a .")):
        return _Found(verb.begin, verb.start, verb.verb, before=turned.start())
    return verb


def _passive(sentence: str, passive: re.Match[str], position: int) -> Iterator[_Found]:
    """`As recommended by the Working Group, States ...`; `it was recommended by the Working Group that States ...`."""
    start = _skip(sentence, position)
    that = re.compile(r"\s*,?(?:\s*that\b)?").match(sentence, start)
    after = that.end() if that else start
    if passive["lead"].casefold() != "as" or passive.start() == 0:
        yield _Found(0, after, None)
    elif passive.start() > 0:
        yield _Found(0, after, None, before=len(sentence[: passive.start()].rstrip(" ,")))


def _by_pronoun(sentence: str, position: int) -> Iterator[_Found]:
    """`... at which it recommended`; `When the Working Group first met, it recognized`."""
    for match in phrases().pronoun.finditer(sentence, position):
        if phrases().other.search(sentence, position, match.start()):
            return
        if verb := _verb(sentence, match.end(), begin=0):
            yield verb


def _joined(sentence: str, position: int) -> Iterator[_Found]:
    """Further verbs of the same subject: `and, at its last meeting, recommended that`."""
    for match in phrases().joined.finditer(sentence, position):
        sourced = sentence[: match.start()].rstrip(" ,;").endswith(FILL)  # "... (para. 4), and invited the Secretariat"
        if not sourced and phrases().other.search(sentence, position, match.start()):
            continue
        if verb := _verb(sentence, match.end(), begin=match.start()):
            yield verb
