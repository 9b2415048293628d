"""The patterns by which papers speak of a group's recommendations, built from `phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from compendium.corpus.habits import habits

__all__ = ["Phrases", "Verb", "phrases"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of recommending."""

    pattern: str
    object: re.Pattern[str] | None
    """What must follow a verb that counts only with a source; None for one that always counts."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns, compiled. In a clause, quotations and brackets are masked before they are tried."""

    group: re.Pattern[str]
    """A group's name; `tail` is what it works on (`on Trafficking in Persons`)."""
    object_before: re.Pattern[str]
    """At the end of the text before a name: it is not the subject."""
    gap: re.Pattern[str]
    """What may stand between the subject and its verb."""
    other: re.Pattern[str]
    verbs: tuple[Verb, ...]
    any_verb: re.Pattern[str]
    """Any of the verbs, each a group `v0`, `v1`, ..."""
    acted: re.Pattern[str]
    """Any finite verb in the past, after the subject."""
    joined: re.Pattern[str]
    """Before a further verb of the same subject: ` and, at its last meeting, recommended that`."""
    passive: re.Pattern[str]
    """Before a name: `As recommended by the`, `it was recommended by the`."""
    as_before: re.Pattern[str]
    """Before a name: `, as the`."""
    pronoun: re.Pattern[str]
    """`it`, `which` standing for the group, up to the verb."""
    opening_pronoun: re.Pattern[str]
    possessive: re.Pattern[str]
    before_group: re.Pattern[str]
    after_group: re.Pattern[str]
    addressee: re.Pattern[str]
    asked: re.Pattern[str]
    after_words: re.Pattern[str]
    before_source: re.Pattern[str]
    see: re.Pattern[str]
    """At the start of a sentence: it refers to the sources of the one before."""
    meeting: re.Pattern[str]
    year: re.Pattern[str]
    report_title: re.Pattern[str]
    report_section: re.Pattern[str]
    said_after: re.Pattern[str]
    """At the start of what follows the words: ` at its fifth meeting`."""
    label: re.Pattern[str]
    """A point's label, at the start of its line."""
    announces: re.Pattern[str]
    only_lists: re.Pattern[str]
    not_the_groups: re.Pattern[str]


@cache
def phrases() -> Phrases:
    """The patterns, built once."""
    return _build(tomllib.loads(resources.files(__package__).joinpath("phrases.toml").read_text("utf-8")))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _build(table: dict[str, Any]) -> Phrases:  # the one place that sees the table untyped
    ordinal = "|".join(habits().ordinals) + r"|\d{1,2}(?:st|nd|rd|th)"
    gap = _gap(table)
    verbs = "|".join(f"(?P<v{i}>{verb['pattern']})" for i, verb in enumerate(table["verbs"]))
    nouns, reports = table["nouns"], table["reports"]
    return Phrases(
        # Working Group; Working Group on the Smuggling of Migrants; Working Group of Government Experts on ...
        group=re.compile(
            rf"(?:{'|'.join(table['groups'])})(?P<tail>\s+(?:on|of)(?:\s+(?:the|in|of|on|and|for))*\s+[A-Z][\w-]*"
            r"(?:(?:\s+(?:the|in|of|on|and|for))*\s+[A-Z][\w-]*)*)?"
        ),
        object_before=_compiled(rf"\b(?:{table['before_object']})\s+(?:the\s+)?$"),
        gap=_compiled(gap),
        other=re.compile(rf"\b(?:{'|'.join(table['others'])})\b"),
        verbs=tuple(
            Verb(verb["pattern"], _compiled(verb["object"]) if verb.get("needs_source") else None)
            for verb in table["verbs"]
        ),
        any_verb=_compiled(rf"\s*\b(?:{verbs})(?![\w-])"),
        acted=_compiled(r"\s*\b(?:\w+ed|met|held|took|made|gave|found|has|had|is|was)\b"),
        joined=_compiled(r"(?:,|;)?\s+(?:and|but)(?=[\s,])"),
        passive=_compiled(
            rf"(?P<lead>\b(?:as|it\s+(?:was|is|has\s+been)))(?:{gap})\s+{table['passive']}\s+by\s+(?:the\s+)?$"
        ),
        as_before=_compiled(r",?\s+as\s+(?:the\s+)?$"),
        pronoun=_compiled(r"(?:,|\bwhich|\bwhere)\s+it(?=[\s,])"),
        opening_pronoun=re.compile(r"\s*(?:It|The Group)(?=[\s,])"),
        possessive=_compiled(nouns["possessive"]),
        before_group=_compiled(nouns["before_group"] + "$"),
        after_group=_compiled(nouns["after_group"]),
        addressee=re.compile(r"\b(?:" + "|".join(_either_case(a) for a in table["addressees"]) + r")\b"),
        asked=_compiled(rf"(?:,[^,]{{1,120}},)?\s+(?:\w+ly\s+)?(?:{table['asked']})\b"),
        after_words=_compiled(rf"(?:{'|'.join(table['after_words'])})$"),
        before_source=_compiled(rf"\(\s*(?:{table['before_source']}\s+)?$"),
        see=_compiled(r"\(?see\b|cf\."),
        # at its second meeting; the sixth meeting of the Working Group; first met; at its last meeting
        meeting=_compiled(
            rf"\b(?P<ordinal>{ordinal})\s+(?:\w+\s+)?(?:meeting\b|session\s+of\s+the\s+(?:{'|'.join(table['groups'])})|met\b)"
            r"|\bits\s+(?P<last>last|previous|most\s+recent|latest)\s+(?:meeting|session)\b"
        ),
        # in 2010; held in Vienna from 27 to 29 January 2010; at its 2015 meeting
        year=_compiled(
            r"\b(?:in|of|on|held|met)\s(?:[^.;]{0,60}?\s)??(?P<year>(?:19|20)\d\d)\b|\b(?P<its>(?:19|20)\d\d)\s+meeting\b"
        ),
        report_title=_compiled(reports["title"]),
        report_section=_compiled(reports["section"]),
        said_after=_compiled(r"[\s,”\"\x1a]*(?:(?:adopted|made)\s+)?at\s+its\b"),
        label=re.compile(r"\([a-z]{1,5}\)\s+"),
        announces=_compiled(reports["announces"]),
        only_lists=_compiled(reports["only_lists"]),
        not_the_groups=_compiled(reports["not_the_groups"]),
    )


def _gap(table: dict[str, Any]) -> str:
    """Adverbs, asides between commas, and `at its second meeting, in 2010,` without a first comma.

    Taken whole or not at all, or many commas would be tried in all ways: by a lookahead and what it has seen, since
    `*+`, which means the same, fails on such patterns before Python 3.11.5 (CPython issue 106052).
    """
    adverbs, asides = "|".join(table["adverbs"]), "|".join(table["asides"])
    return (
        rf"(?=(?P<gap>(?:\s+(?:{adverbs})\b|\s*,\s+(?:{adverbs})\b,?|\s*,\s+(?:{asides})\b[^.;:]{{1,160}}?,"
        r"|\s+(?:at|during)\s+its\s+[\w-]+\s+(?:\w+\s+)?(?:meeting|session)\b(?:,?\s+held[^.;:,]{1,60})?(?:,?\s+in\s+(?:\w+\s+)?\d{4})?,?"
        r"|\s+in\s+\d{4},?)*))(?P=gap)"
    )


def _either_case(words: str) -> str:
    first = words[0]
    return f"[{first.upper()}{first.lower()}]{re.escape(words[1:])}" if first.islower() else re.escape(words)
