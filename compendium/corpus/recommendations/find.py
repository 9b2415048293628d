"""Recommendations that a document recalls or adopts.

A statement has a subject (the group, by name or by a pronoun), a verb of recommending and the recommended words,
which end before the source in brackets or with the sentence. What any other body recommends has another subject and is
passed over. Notes and affirmations ("the Working Group has noted the importance of ...") count only where their place
in a report is given, in brackets or in the sentence's footnote; in a footnote itself, which often but comments, only
where several reports are named, so that the group has said it more than once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from compendium.corpus.document import Cited, Document, Recommendation
from compendium.corpus.recommendations.addressees import addressee, is_asked
from compendium.corpus.recommendations.adopted import adopted, holds_adopted
from compendium.corpus.recommendations.occasions import Occasion, completed, inherited, occasion
from compendium.corpus.recommendations.phrases import phrases
from compendium.corpus.recommendations.sources import SearchedText, searched_texts, sources_of
from compendium.corpus.recommendations.statements import Statement, statements
from compendium.corpus.sentences import quotations, sentences

__all__ = ["find_recommendations"]

SHORTEST = 3
"""Words; less is no recommendation."""
SHORTEST_QUOTATION = 2
"""Words; a single word in quotation marks is a term."""
QUOTED_SHARE = 0.5
"""Share of the words that must stand in quotation marks for the recommendation to count as quoted."""


def find_recommendations(document: Document) -> tuple[Recommendation, ...]:
    """The recommendations that a document recalls or, if it is the group's own report, adopts, in order.

    `start` and `end` count in the paragraph's full text, or in the footnote's text where `footnote` is set.
    """
    group = _own_group(document)
    found = list(adopted(document)) if holds_adopted(document) else []
    taken = {recommendation.ordinal for recommendation in found}
    texts = (text for text in searched_texts(document) if text.ordinal not in taken)
    recalled = [recommendation for text in texts for recommendation in _in_text(text, group, document.meeting)]
    found += completed(recalled, document.masthead.body)
    return tuple(sorted(found, key=lambda r: (r.ordinal or 0, r.footnote or "", r.start)))


def _own_group(document: Document) -> str:
    """What the document's own group works on, in lower case (`on trafficking in persons`); empty if unknown."""
    names = [m["tail"] for m in phrases().group.finditer(document.masthead.body)]
    names = names or [m["tail"] for p in document.paragraphs for m in phrases().group.finditer(p.text)]
    counts = Counter(" ".join(name.split()).casefold() for name in names if name)
    return counts.most_common(1)[0][0] if counts else ""


def _in_text(text: SearchedText, group: str, present: int | None) -> Iterator[Recommendation]:
    """The recommendations recalled in one text, meeting and year as far as the text says them."""
    before: Recommendation | None = None
    for start, end in sentences(text.text):
        here: Recommendation | None = None
        for statement in statements(text.masked, start, end, group, carried=before is not None):
            clause = text.masked[statement.begin : max(statement.start, statement.verb_end)]
            for recommendation in _recommended(text, statement, occasion(clause, present)):
                here = inherited(recommendation, here or before)
                yield here
        before = here


def _recommended(text: SearchedText, statement: Statement, said: Occasion) -> Iterator[Recommendation]:
    """What one statement recommends; words after the source, with a source of their own, are another."""
    if text.text[statement.end - 1 : statement.end + 1] == ":\n":
        yield from _listed(text, statement, said)
        return
    found = sources_of(text, statement)
    start, end = _trimmed(text.text, statement.start, found.words_end)
    if _counts(text, statement, text.text[start:end], found.cites):
        lead, after = text.text[statement.begin : start], text.masked[end : statement.stop]
        yield from _worded(text, start, end, lead, _said_after(said, after), found.cites)
    if found.resume < statement.end and _long_quotations(text.text, found.resume, statement.end):
        yield from _recommended(text, replace(statement, begin=found.resume, start=found.resume), said)


def _listed(text: SearchedText, statement: Statement, said: Occasion) -> Iterator[Recommendation]:
    """What a statement recommends in the points after it: each point if they have sources, else all as one."""
    whole = replace(statement, end=len(text.text), stop=len(text.text))
    points = [(start, end) for start, end in sentences(text.text) if start > statement.end]
    if not any(c.start > statement.end for c in text.citations):
        found = sources_of(text, statement)
        start, end = _trimmed(text.text, whole.start, whole.end)
        if _counts(text, statement, text.text[start:end], found.cites):
            yield from _worded(text, start, end, "", said, found.cites)
        return
    lead = text.text[statement.begin : statement.end].rstrip(":")
    for start, end in points:
        label = phrases().label.match(text.text, start)
        point = replace(statement, begin=start, start=label.end() if label else start, end=end, stop=end)
        for recommendation in _recommended(text, point, said):
            yield replace(recommendation, addressee=recommendation.addressee or addressee("", lead))


def _worded(
    text: SearchedText, start: int, end: int, lead: str, said: Occasion, cites: tuple[Cited, ...]
) -> Iterator[Recommendation]:
    """The recommendation in the words from `start` to `end`: a paraphrase, or each quotation; `lead` stands before."""
    words = text.text[start:end]
    base = Recommendation(
        words, quoted=False, meeting=said.meeting, year=said.year, start=start, end=end, cites=cites,
        addressee=addressee(words, lead), ordinal=text.ordinal, footnote=text.footnote,
    )  # fmt: skip
    quotes = _long_quotations(text.text, start, end)
    if sum(b - a for a, b in quotes) < QUOTED_SHARE * len(words):
        yield base
        return
    asked = ""
    for a, b in quotes:
        asked = addressee(text.text[a:b], lead + text.text[start : a - 1]) or asked
        yield replace(base, text=text.text[a:b], quoted=True, start=a, end=b, addressee=asked)


def _counts(text: SearchedText, statement: Statement, words: str, cites: tuple[Cited, ...]) -> bool:
    """Whether words are a recommendation: long enough and, after a weak verb, sourced and asking for something."""
    if len(words.split()) < SHORTEST:
        return False
    if statement.verb is None or statement.verb.object is None:
        return True
    asks = statement.verb.object.match(words) or is_asked(words)
    reports = len({cited.target for cited in cites})
    return bool(asks) and reports > (0 if text.footnote is None else 1)


def _said_after(said: Occasion, after: str) -> Occasion:
    """What is said of the meeting after the words, if nothing was before them: `... at its fifth meeting.`"""
    if said.meeting or said.year or not phrases().said_after.match(after):
        return said
    return occasion(after, None)


def _long_quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The quotations between `start` and `end` that are more than a term, without their marks."""
    found = [(start + a + 1, start + b - 1) for a, b in quotations(text[start:end])]
    return [(a, b) for a, b in found if len(text[a:b].split()) >= SHORTEST_QUOTATION]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The words' place without signs and spaces around them, and without what is said about them at their end."""
    words = text[start:end].rstrip(" ,;:.\n")
    if match := phrases().after_words.search(words):
        words = words[: match.start()].rstrip(" ,;:.")
    return start + len(words) - len(words.lstrip(" ,;:\n")), start + len(words)
