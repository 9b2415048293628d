"""Sources: the document and place that a recommendation is cited to, in brackets or in a footnote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from compendium.corpus.document import Citation, CitationKind, Cited, Document
from compendium.corpus.recommendations.phrases import phrases
from compendium.corpus.recommendations.statements import Statement
from compendium.corpus.sentences import brackets, mask, sentences

__all__ = ["SearchedText", "Sourced", "searched_texts", "sources_of"]

_Notes = tuple[tuple[int, tuple[Citation, ...]], ...]


@dataclass(frozen=True, slots=True)
class SearchedText:
    """A text in which a group is named: a paragraph's full text, or a footnote."""

    text: str
    masked: str
    """Quotations and brackets masked."""
    brackets: tuple[tuple[int, int], ...]
    """The places of the brackets outside quotations."""
    citations: tuple[Citation, ...]
    """Of documents, in the text itself."""
    notes: _Notes
    """Each footnote mark's place, and the documents that the footnote cites."""
    ordinal: int | None
    footnote: str | None


@dataclass(frozen=True, slots=True)
class Sourced:
    """A statement's sources, and how far they let its words reach."""

    cites: tuple[Cited, ...]
    words_end: int
    """Where the words end: before the bracket, or with the statement."""
    resume: int
    """After the bracket, where further words with a source of their own may stand."""


def searched_texts(document: Document) -> Iterator[SearchedText]:
    """The texts of a document in which a group is named: paragraphs in order, then footnotes."""
    cited: dict[tuple[int | None, str | None], list[Citation]] = defaultdict(list)
    for citation in document.citations:
        if citation.kind is CitationKind.UN_DOCUMENT:
            cited[citation.ordinal, citation.footnote].append(citation)
    group = phrases().group
    for paragraph in document.paragraphs:
        full = paragraph.full
        if group.search(full.text):
            notes = tuple((mark.offset, tuple(cited[paragraph.ordinal, mark.label])) for mark in full.marks)
            own = tuple(cited[paragraph.ordinal, None])
            yield _searched(full.text, own, notes, paragraph.ordinal, None)
    for note in document.footnotes:
        if group.search(note.text):
            own = tuple(cited[note.ordinal, note.label])
            yield _searched(note.text, own, (), note.ordinal, note.label)


def _searched(
    text: str, own: tuple[Citation, ...], notes: _Notes, ordinal: int | None, footnote: str | None
) -> SearchedText:
    return SearchedText(text, mask(text), tuple(brackets(text)), own, notes, ordinal, footnote)


def sources_of(text: SearchedText, statement: Statement) -> Sourced:
    """The sources of a statement: in brackets after its words, else in its footnotes, else before its words, or in a
    footnote in the sentence after it."""
    inner = bisect_left(text.brackets, (statement.start, 0)), bisect_left(text.brackets, (statement.stop, 0))
    for start, end in text.brackets[slice(*inner)]:
        inside = _between(text.citations, start, end)
        if inside and phrases().before_source.match(text.text, start, max(inside[0].start, start + 1)):
            return Sourced(_cited(inside), min(start, statement.end), min(end, statement.end))
    first = bisect_right(text.notes, statement.start, key=lambda note: note[0])
    last = bisect_right(text.notes, statement.stop, key=lambda note: note[0])
    noted = [citation for _, citations in text.notes[first:last] for citation in citations]
    before = _between(text.citations, statement.begin, statement.start)
    return Sourced(_cited(noted or before or _after(text, statement)), statement.end, statement.end)


def _after(text: SearchedText, statement: Statement) -> list[Citation]:
    """What the next sentence of a footnote refers to: `See, for example, ...`; in the body that may be anything."""
    if text.footnote is None:
        return []
    following = next(((start, end) for start, end in sentences(text.text) if start >= statement.stop), None)
    if following is None or not phrases().see.match(text.text, following[0]):
        return []
    return _between(text.citations, *following)


def _between(citations: tuple[Citation, ...], start: int, end: int) -> list[Citation]:
    """Those that lie between two places; they are in order."""
    first, last = (bisect_left(citations, place, key=lambda citation: citation.start) for place in (start, end))
    return list(citations[first:last])


def _cited(citations: list[Citation]) -> tuple[Cited, ...]:
    return tuple(dict.fromkeys(Cited(c.target, c.pinpoints) for c in citations))
