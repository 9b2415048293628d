"""Where citations lead and where words stand: the passages that are compared with what a draft quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from compendium.corpus.document import Citation, CitationKind
from compendium.corpus.styled import StyledText
from compendium.errors import NotAReferenceError
from compendium.indexer import tree
from compendium.indexer.analysis import fold, stem, word_list
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, FootnoteRow, ParagraphRow
from compendium.search.answer import Searchable
from compendium.search.cite import labels
from compendium.search.cited import report_of
from compendium.search.passages import Passage, span_of
from compendium.search.resolve import Place, paragraphs_at, resolve
from compendium.search.wording import Wording

__all__ = ["Lead", "Library"]

CHUNK = 4
"""Words that are looked up together."""
CHUNKS = 8
"""Of these, so many, the rarest, are looked up for a quotation."""
CANDIDATES = 30
"""Paragraphs that are then read."""
FIELDS = (tree.Field.TEXT, tree.Field.POINTS, tree.Field.FOOTNOTES)


@dataclass(frozen=True, slots=True)
class Lead:
    """What a citation of a draft leads to."""

    citation: Citation
    place: Place
    passages: tuple[Passage, ...] = ()
    """The cited places; of a document cited as a whole none."""
    lacks: bool = False
    """Whether the document is held and has no such place."""
    unclear: bool = False
    """Whether the place may be one of several, or is of a sort that cannot be looked up."""

    @property
    def held(self) -> bool:
        """Whether the document is."""
        return bool(self.place.documents)

    @property
    def references(self) -> tuple[str, ...]:
        """The cited places by their citations, each once; footnotes are left aside."""
        named = (one for p in self.passages if not p.note for one in p.references(p.start, p.end))
        return tuple(dict.fromkeys(named))


class Library:
    """The collection as a check reads it; what was read once is kept."""

    def __init__(self, collection: Searchable) -> None:
        self.store: Lookups = collection.store
        self.engine = collection.engine
        self._wordings: dict[int, Wording] = {}
        self._notes: dict[int, list[FootnoteRow]] = {}
        self._frequencies: dict[str, int] = {}
        self._documents: dict[int, DocumentRow] = {}
        self._titles: list[str] | None = None

    def frequency(self, word: str) -> int:
        """How many paragraphs hold a folded word."""
        if word not in self._frequencies:
            self._frequencies[word] = self.store.word_frequency(word)
        return self._frequencies[word]

    def stand_together(self, *words: str) -> bool:
        """Whether these words stand in a row anywhere."""
        return bool(self.engine.search(tree.Phrase(tuple(fold(word) for word in words), fields=FIELDS), 1).matches)

    def mends(self, source: str, quote: str) -> bool:
        """Whether a word of a source is a clear slip: one letter off a word that is common, and itself found nowhere
        else; never a figure, a short word, or another form of the same word."""
        if source.lower() == quote.lower() or not (source.isalpha() and quote.isalpha()):
            return False
        if min(len(source), len(quote)) < 5:
            return False
        from rapidfuzz.distance import OSA

        theirs, ours = fold(source), fold(quote)
        return (
            OSA.distance(theirs, ours) == 1
            and stem(theirs) != stem(ours)
            and self.frequency(theirs) <= 1
            and self.frequency(ours) >= 3
        )

    def document(self, id_: int) -> DocumentRow:
        """The document of this number."""
        if id_ not in self._documents:
            self._documents.update(self.store.documents_by_id([id_]))
        return self._documents[id_]

    def is_title(self, text: str) -> bool:
        """Whether a text is the title of a publication that a document held cites, or the beginning of one."""
        if self._titles is None:
            titles = {row.citation.title for row in self.store.citations() if row.citation.title}
            self._titles = sorted({_bare(title) for title in titles} | {_bare(d.title) for d in self.store.documents()})
        bare = _bare(text)
        at = bisect_left(self._titles, bare)
        return bool(bare) and at < len(self._titles) and f"{self._titles[at]} ".startswith(f"{bare} ")

    # Where citations lead

    def lead(self, citation: Citation) -> Lead:
        """What a citation leads to."""
        place = self._place(citation)
        if place.candidates:
            return Lead(citation, place, unclear=True)
        if not place.documents or not (place.pinpoints or place.ordinal is not None):
            return Lead(citation, place)
        passages: list[Passage] = []
        unclear = lacks = False
        for pinpoint in place.pinpoints or ("",):
            found = self._at(replace(place, pinpoints=(pinpoint,) if pinpoint else ()))
            lacks |= found == []
            unclear |= found is None or self._in_several_scopes(found)
            passages += found or ()
        return Lead(citation, place, tuple(passages), lacks, unclear)

    def _place(self, citation: Citation) -> Place:
        if citation.kind is CitationKind.OTHER and citation.target == citation.raw:
            try:
                return resolve(self.store, citation.raw)
            except NotAReferenceError:
                return Place(citation.raw)
        if citation.target:
            documents = self.store.documents_with_symbol(citation.target)
            if not documents and citation.kind in (CitationKind.DECISION, CitationKind.RESOLUTION):
                return self._within(citation)
        else:
            documents = [row for row in self.store.documents() if row.title.casefold() == citation.title.casefold()]
        return Place(citation.target or citation.title, citation.pinpoints, tuple(documents))

    def _within(self, citation: Citation) -> Place:
        """A decision or resolution as a part of a report that holds it: `decision 1/CP.21, para. 44`."""
        held = report_of(self.store, citation.target)
        if held is None:
            return Place(citation.target, citation.pinpoints)
        document, scope = held
        pinpoints = tuple(f"{scope}, para. {pin}" if pin[:1].isdigit() else pin for pin in citation.pinpoints)
        return Place(document.symbol or document.source, pinpoints or (scope,), (document,))

    def _in_several_scopes(self, passages: Sequence[Passage]) -> bool:
        places = {(p.document.id, p.rows[0].id) for p in passages}
        documents = {document for document, _ in places}
        return len(places) > len(documents)

    def _at(self, place: Place) -> list[Passage] | None:
        """The passages at one pinpoint; none where there is no such place, None where that cannot be told."""
        pinpoint = place.pinpoints[0] if place.pinpoints else ""
        note = re.fullmatch(r"(?:(?P<base>.+?), )?footnote (?P<label>\S+)", pinpoint)
        if note is not None:
            return self._footnotes(place, note["base"], note["label"])
        found: list[Passage] = []
        rows = paragraphs_at(self.store, place)
        for row, point in rows:
            span = span_of(row.paragraph, labels(point))
            if span is not None:
                found += self._passages(row, span, notes=not point)
        if rows or place.ordinal is not None or re.fullmatch(r"(?:.+, para\. )?\d[\w.]*(?:\(\w+\))*", pinpoint):
            return found
        return self._in_section(place, pinpoint)

    def _passages(self, row: ParagraphRow, span: tuple[int, int], *, notes: bool) -> Iterator[Passage]:
        document = self.document(row.document)
        yield Passage(document, (row,), self.wording(row), *span)
        if notes:
            for note in self.notes(row):
                wording = Wording.of(note.footnote.text)
                yield Passage(document, (row,), wording, 0, len(wording.text), note.footnote.label)

    def _footnotes(self, place: Place, base: str | None, label: str) -> list[Passage]:
        found: list[Passage] = []
        rows = {row.id for row, _ in paragraphs_at(self.store, replace(place, pinpoints=(base,)))} if base else None
        for document in place.documents:
            for row in self.store.paragraphs_of(document.id):
                if rows is None or row.id in rows:
                    found += [p for p in self._passages(row, (0, 0), notes=True) if p.note == label]
        return found

    def _in_section(self, place: Place, pinpoint: str) -> list[Passage] | None:
        """The paragraphs of an annex, a section, an article or a page; None for places of other sorts."""
        match = re.fullmatch(r"(annex|appendix|sect\.|chap\.|part|topic|art\.|p\.) (\S+)", pinpoint)
        if match is None:
            return None
        kind, number = match.groups()
        found: list[Passage] = []
        for document in place.documents:
            for row in self.store.paragraphs_of(document.id):
                if _stands_in(row, kind, number):
                    found += self._passages(row, (0, len(row.paragraph.full.text)), notes=True)
        return found or (None if kind in ("art.", "p.", "topic") else [])

    # Reading

    def wording(self, row: ParagraphRow) -> Wording:
        """The full text of a paragraph."""
        if row.id not in self._wordings:
            self._wordings[row.id] = Wording.with_marks(row.paragraph.full)
        return self._wordings[row.id]

    def notes(self, row: ParagraphRow) -> list[FootnoteRow]:
        """The footnotes of a paragraph."""
        if row.id not in self._notes:
            self._notes.update(self.store.footnotes_borne([row]))
        return self._notes.get(row.id, [])

    def following(self, passage: Passage, count: int) -> Passage | None:
        """A passage with the paragraphs after it, so many in all; None where there are not so many."""
        first = passage.rows[0]
        ordinal = first.paragraph.ordinal
        rows = self.store.paragraphs_between(first.document, ordinal, ordinal + count - 1)
        if passage.note is not None or len(rows) < count:
            return None
        wording = Wording.with_marks(StyledText.join((row.paragraph.full for row in rows), "\n"))
        return Passage(passage.document, tuple(rows), wording, 0, len(wording.text))

    # Where words stand

    def holding(
        self, segments: Iterable[str], documents: Iterable[int] = (), *, phrases: int = CHUNKS, most: int = CANDIDATES
    ) -> list[Passage]:
        """The paragraphs, and their footnotes, that hold most of the runs of words that these texts have.

        Args:
            segments: the texts.
            documents: look in these alone, by their numbers; in all where none are named.
            phrases: so many runs, the rarest, are looked up.
            most: so many paragraphs, those that hold the most, are read.
        """
        runs = self._rarest(segments, phrases)
        if not runs:
            return []
        only = tuple(tree.Has(tree.Key.DOCUMENT, str(id_)) for id_ in documents)
        found = self.engine.search(tree.Ranked(tuple(runs)), most, tree.Any(only) if only else None)
        rows = self.store.paragraphs_by_id(match.id for match in found.matches)
        ordered = [rows[match.id] for match in found.matches if match.id in rows]
        return [p for row in ordered for p in self._passages(row, (0, len(row.paragraph.full.text)), notes=True)]

    def _rarest(self, segments: Iterable[str], most: int) -> list[tree.Phrase]:
        texts = [word_list(segment) for segment in segments]
        size, step = (CHUNK, CHUNK) if sum(map(len, texts)) > 2 * CHUNK else (2, 1)
        chunks: dict[tuple[str, ...], int] = {}
        for words in texts:
            for at in range(0, max(len(words) - size, 0) + 1, step):
                chunk = tuple(words[at : at + size])
                rarest = min((self.frequency(word) for word in chunk), default=0)
                if rarest:
                    chunks[chunk] = rarest
        best = sorted(chunks, key=lambda chunk: (chunks[chunk], chunk))[:most]
        return [tree.Phrase(chunk, fields=FIELDS) for chunk in best]

    def recalls(self, passage: Passage, target: str) -> bool:
        """Whether a paragraph, or a footnote of it, names this target as a source of its own."""
        cited = self.store.citations_to(target)
        return bool({row.paragraph for row in cited} & {row.id for row in passage.rows})


def _bare(text: str) -> str:
    return " ".join(word_list(text))


def _stands_in(row: ParagraphRow, kind: str, number: str) -> bool:
    if kind == "p.":
        return number.isdecimal() and int(number) in row.paragraph.pages
    if kind in ("annex", "appendix"):
        name = f"{kind} {number}".casefold()
        if (row.paragraph.scope or "").casefold().split(",")[0] == name:
            return True
    words = {"sect.": "", "chap.": "(?:chapter )?", "art.": "article ", "topic": "(?:topic )?"}
    head = re.compile(rf"{words.get(kind, kind + ' ')}{re.escape(number)}(?![\w])", re.IGNORECASE)
    return any(head.match(heading) for heading in row.headings)
