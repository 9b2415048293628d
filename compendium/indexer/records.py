"""From a document of the store to what the engine holds of its paragraphs, and to the words for the vocabulary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from compendium.indexer.analysis import word_list
from compendium.indexer.rows import Facts
from compendium.indexer.tree import Field, IndexRecord, Key

if TYPE_CHECKING:
    from compendium.corpus.document import Document, Paragraph, Point, Recommendation

__all__ = ["folded_name", "index_records", "number_key", "recommendation_keys", "vocabulary_of"]


def folded_name(name: str) -> str:
    """A topic's name as it stands under `Key.TOPIC`: its folded words, one blank between them."""
    return " ".join(word_list(name))


def number_key(number: int) -> str:
    """A meeting or year as it stands under its key: padded to four digits, so that it sorts."""
    return f"{number:04}"


def index_records(
    document_id: int, document: Document, ids: Sequence[int], facts: Sequence[Facts]
) -> Iterator[IndexRecord]:
    """One record for each paragraph, with its number in the store and its derived facts, all in one order."""
    from compendium.corpus.occasions import meetings_of_sources  # looking words up makes no records

    words = _Words(document)
    again = _Again(document)
    common = _common_keys(document_id, document)
    cites = _cites(document)
    holds: dict[int | None, list[Recommendation]] = defaultdict(list)
    for recommendation in document.recommendations:
        holds[recommendation.ordinal].append(recommendation)
    meetings = meetings_of_sources(document.recommendations)
    for paragraph, id_, derived in zip(document.paragraphs, ids, facts, strict=True):
        fields = words.fields(paragraph)
        fields[Field.KEY_TOPICS] = _apart(word_list(name) for name in (*derived.topics, *derived.key_topics))
        keys = {**common, **_derived_keys(document, derived)}
        keys[Key.CITES] = cites.get(paragraph.ordinal, ())
        keys[Key.RECOMMENDATION] = sorted(
            {
                key
                for held in holds[paragraph.ordinal]
                for key in (*recommendation_keys(held, meetings), *again.keys(paragraph, held))
            }
        )
        yield IndexRecord(
            id_, document_id, {k: v for k, v in fields.items() if v}, {k: tuple(v) for k, v in keys.items() if v}
        )


def vocabulary_of(document: Document) -> Counter[str]:
    """Each word of the document with the number of its paragraphs that hold it; of key topics, those it states."""
    counts: Counter[str] = Counter()
    words = _Words(document)
    themes = [
        (range(topic.first_ordinal, topic.last_ordinal + 1), {w for k in topic.key_topics for w in word_list(k)})
        for topic in document.topics
    ]
    for paragraph in document.paragraphs:
        held = {word for field in words.fields(paragraph).values() for word in field}
        counts.update(held.union(*(theme for ordinals, theme in themes if paragraph.ordinal in ordinals)))
    counts.pop("", None)
    return counts


class _Words:
    """The words of a document's paragraphs, field by field."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.title = word_list(document.masthead.title)
        self.paths: dict[int | None, list[str]] = {}
        self.notes: dict[int | None, list[list[str]]] = defaultdict(list)
        for note in document.footnotes:
            if note.ordinal is not None:
                self.notes[note.ordinal].append(word_list(note.text))

    def fields(self, paragraph: Paragraph) -> dict[Field, list[str]]:
        """The words of the fields that the document itself fills."""
        if paragraph.section not in self.paths:
            headings = self.document.headings(paragraph.section)
            self.paths[paragraph.section] = _apart(word_list(heading) for heading in headings)
        return {
            Field.TEXT: word_list(paragraph.text),
            Field.POINTS: _apart(word_list(point.text) for point in _all_points(paragraph.points)),
            Field.HEADINGS: self.paths[paragraph.section],
            Field.FOOTNOTES: _apart(self.notes.get(paragraph.ordinal, ())),
            Field.TITLE: self.title,
        }


class _Again:
    """The years in which a document says that its recommendations were said again."""

    def __init__(self, document: Document) -> None:
        self.notes: dict[int | None, list[str]] = defaultdict(list)
        for note in document.footnotes:
            self.notes[note.ordinal].append(note.text)

    def keys(self, paragraph: Paragraph, recommendation: Recommendation) -> Iterator[str]:
        """What they give a recommendation's paragraph under `Key.RECOMMENDATION`."""
        from compendium.corpus.reiterated import reiterated

        texts = (paragraph.full.text, *self.notes[paragraph.ordinal])
        for again in reiterated(recommendation.cites, (("", text) for text in texts)):
            yield f"year:{again.year}"


def _all_points(points: Iterable[Point]) -> Iterator[Point]:
    """Every point, outer before inner."""
    for point in points:
        yield point
        yield from _all_points(point.points)


def _apart(parts: Iterable[Sequence[str]]) -> list[str]:
    """Words of several texts in one list, with a gap between them that no phrase may cross."""
    joined: list[str] = []
    for part in parts:
        if joined and part:
            joined.append("")
        joined.extend(part)
    return joined


def _common_keys(document_id: int, document: Document) -> dict[Key, Iterable[str]]:
    """The keys that all paragraphs of a document share."""
    return {
        Key.DOCUMENT: (str(document_id),),
        Key.SOURCE: (document.source,),
        Key.KIND: (document.masthead.kind,) if document.masthead.kind else (),
        Key.LANGUAGE: (document.language,) if document.language else (),
    }


def _derived_keys(document: Document, facts: Facts) -> dict[Key, Iterable[str]]:
    """The keys that come from the derived facts of a paragraph."""
    return {
        Key.SYMBOL: sorted({symbol for symbol in (document.symbol, facts.paper) if symbol}),
        Key.TOPIC: sorted({folded_name(name) for name in facts.topics}),
        Key.MEETING: () if facts.meeting is None else (number_key(facts.meeting),),
        Key.YEAR: () if facts.year is None else (number_key(facts.year),),
    }


def _cites(document: Document) -> Mapping[int, list[str]]:
    """For each paragraph the targets that it or its footnotes cite, bare and with pinpoint, and titles, folded."""
    cites: dict[int, set[str]] = defaultdict(set)
    for citation in document.citations:
        if citation.ordinal is None:
            continue
        if citation.title:
            cites[citation.ordinal].add(folded_name(citation.title))
        if citation.target:
            cites[citation.ordinal].add(citation.target)
            cites[citation.ordinal].update(f"{citation.target}#{pinpoint}" for pinpoint in citation.pinpoints)
    return {ordinal: sorted(targets) for ordinal, targets in cites.items()}


def recommendation_keys(recommendation: Recommendation, meetings: Mapping[str, int]) -> Iterator[str]:
    """The values under `Key.RECOMMENDATION` that a recommendation gives its paragraph: of each of its occasions."""
    from compendium.corpus.occasions import occasions

    yield "any"
    for said in occasions(recommendation, meetings):
        meeting = "" if said.meeting is None else number_key(said.meeting)
        year = "" if said.year is None else str(said.year)
        if meeting:
            yield f"meeting:{meeting}"
        if year:
            yield f"year:{year}"
        if meeting and year:
            yield f"{meeting}:{year}"
