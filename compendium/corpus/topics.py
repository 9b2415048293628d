"""Topics: the themes of a thematic compendium, with their key topics and the papers described under each.

A theme is a section with a list of key topics. Under it, a paragraph that names a paper's year, meeting, subject and
symbol opens that paper; the paragraphs after it describe the paper, up to the next one that opens a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from compendium.corpus.document import Document, Paper, Paragraph, Section, Topic
from compendium.corpus.habits import habits, ordinal_number
from compendium.corpus.symbols import find_symbols

__all__ = ["find_topics"]

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
# The words that a subject follows: "a paper on", "a paper to inform the Group's discussion on", "a note by the
# Secretariat on", "its consideration of", "entitled", "the paper deals with"
_BEFORE_SUBJECT = re.compile(
    r"\b(?:papers?|notes?|documents?|stud(?:y|ies)|reports?|discussions?|deliberations?|debates?)"
    r"(?:\s+[^\s,.;:()]+){0,9}?\s+(?:on|about|concerning|regarding|entitled)\s+(?:the\s+(?:topic|subject|issue)\s+of\s+)?"
    r"|\b(?:consideration|discussion|topic|subject|issue)\s+of\s+"
    r"|\b(?:entitled|deals\s+with|dealt\s+with|examines|addresses|discusses)\s+",
    re.IGNORECASE,
)
# What is prepared for a meeting; a recommendation that is recalled with its meeting and source is not.
_PAPER = re.compile(r"\b(?:paper|note|document|study|report)s?\b", re.IGNORECASE)
_QUOTES = '“”"«»‘’ '


def find_topics(document: Document) -> tuple[Topic, ...]:
    """The topics of a thematic compendium, in order; nothing for any other document."""
    return tuple(topic for section in document.sections if section.key_topics and (topic := _topic(document, section)))


def _topic(document: Document, section: Section) -> Topic | None:
    """The topic of a section, or None where no numbered paragraph stands under it."""
    paragraphs = [p for p in document.paragraphs if p.number is not None and _theme(document, p) == section.order]
    if not paragraphs:
        return None
    return Topic(
        name=section.heading.removeprefix(section.number).lstrip(". ") if section.number else section.heading,
        key_topics=section.key_topics,
        first_ordinal=paragraphs[0].ordinal,
        last_ordinal=paragraphs[-1].ordinal,
        papers=tuple(_papers(paragraphs)),
    )


def _theme(document: Document, paragraph: Paragraph) -> int | None:
    """The innermost section with key topics that a paragraph stands in."""
    order = paragraph.section
    while order is not None and not document.sections[order - 1].key_topics:
        order = document.sections[order - 1].parent
    return order


def _papers(paragraphs: list[Paragraph]) -> Iterator[Paper]:
    """The papers that the paragraphs of one topic describe."""
    opened = [(paragraph, opening) for paragraph in paragraphs if (opening := _opening(paragraph.text))]
    ends = [*(paragraph.ordinal - 1 for paragraph, _ in opened[1:]), paragraphs[-1].ordinal]
    for (paragraph, opening), end in zip(opened, ends, strict=False):  # none opened leaves one end over
        yield Paper(
            opening.symbol,
            opening.year,
            opening.meeting,
            opening.subject,
            first_ordinal=paragraph.ordinal,
            last_ordinal=end,
        )


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the paragraph that opens a paper says about it."""

    symbol: str
    year: int
    meeting: int
    subject: str


def _opening(text: str) -> _Opening | None:
    """What a paragraph says about the paper that it opens, or None where it opens none.

    >>> opening = _opening("The first meeting (2012) had a paper on false passports (CTOC/COP/WG.7/2012/3).")
    >>> opening.year, opening.meeting, opening.subject
    (2012, 1, 'false passports')
    """
    found = next(find_symbols(text), None)
    if found is None:
        return None
    start, end, symbol = found
    words = text[:start] + " " * (end - start) + text[end:]  # the symbol's own year is not the sentence's
    year, meeting = _YEAR.search(words), _meeting_pattern().search(words)
    before = _BEFORE_SUBJECT.search(words)
    if not (year and meeting and before and _PAPER.search(words)):
        return None
    number = ordinal_number(meeting[1])
    if number is None:
        return None
    return _Opening(str(symbol), int(year.group()), number, _subject(text, before.end(), start))


def _subject(text: str, begin: int, symbol: int) -> str:
    """The words from `begin` to the bracket that holds the symbol, or to the end of the sentence."""
    if begin < symbol:
        rest = text[begin:symbol].rstrip().removesuffix("(")
    else:
        stop = re.search(r"\.(?:\s|$)", text[begin:])
        rest = text[begin : begin + stop.start()] if stop else text[begin:]
    return rest.strip(_QUOTES + ",;:")


@cache
def _meeting_pattern() -> re.Pattern[str]:
    # for the second meeting of the Working Group; at its 12th meeting
    return re.compile(
        rf"\b({'|'.join(habits().ordinals)}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:meeting|session)\b", re.IGNORECASE
    )
