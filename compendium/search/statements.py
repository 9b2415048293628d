"""What a paper says the group repeated, without naming a recommendation: "has repeatedly reiterated the importance"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from compendium.corpus.document import CitationKind, Cited, Recommendation
from compendium.corpus.occasions import Occasion, year_in
from compendium.corpus.sentences import sentences
from compendium.indexer.annotations import CitationRow, RecommendationRow
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.search.cite import cite
from compendium.search.ledger import Entry, Recall

__all__ = ["repeated_statements"]

AGAIN = re.compile(
    r"\bGroup\b[^.]{0,80}\b(?:repeatedly|reiterat\w+|consistently|time and again|again and again"
    r"|on (?:a number of|several|many|numerous|various|multiple) occasions)\b",
    re.IGNORECASE,
)


def repeated_statements(store: Lookups, entries: Sequence[Entry]) -> list[Entry]:
    """Sentences that say that the group repeated itself and name the places, where no entry of the ledger does."""
    known = {frozenset(cited.target for cited in entry.cites) for entry in entries}
    said = (entry for document in store.documents() for entry in _in_document(store, document))
    return [entry for entry in said if frozenset(cited.target for cited in entry.cites) not in known]


def _in_document(store: Lookups, document: DocumentRow) -> Iterator[Entry]:
    units: dict[tuple[int | None, str | None], list[CitationRow]] = defaultdict(list)
    for row in store.citations_of(document.id):
        if row.citation.kind is CitationKind.UN_DOCUMENT and row.citation.target:
            units[row.paragraph, row.citation.footnote].append(row)
    several = {unit: rows for unit, rows in units.items() if len({row.citation.target for row in rows}) > 1}
    paragraphs = store.paragraphs_by_id({id_ for id_, _ in several if id_ is not None})
    for (id_, label), rows in several.items():
        paragraph = paragraphs.get(id_) if id_ is not None else None
        if paragraph is None:
            continue
        text = paragraph.paragraph.full.text
        if label is not None:
            notes = store.footnotes_borne([paragraph]).get(paragraph.id, [])
            text = next((note.footnote.text for note in notes if note.footnote.label == label), "")
        yield from _said(document, paragraph, label, text, rows)


def _said(
    document: DocumentRow, paragraph: ParagraphRow, label: str | None, text: str, rows: Sequence[CitationRow]
) -> Iterator[Entry]:
    for start, end in sentences(text):
        if not AGAIN.search(text[start:end]):
            continue
        behind = [row.citation for row in rows if row.citation.start >= start]
        if len({citation.target for citation in behind}) < 2:
            continue
        cites = tuple(Cited(citation.target, citation.pinpoints) for citation in behind)
        words = Recommendation(text[start:end], False, None, None, start, end, cites, "", None, label)
        citation = cite(document, paragraph.paragraph) + (f", footnote {label}" if label else "")
        recall = Recall(RecommendationRow(document.id, paragraph.id, words), document, paragraph, citation)
        years = dict.fromkeys(Occasion(None, year_in(cited.target)) for cited in cites)
        yield Entry(recall, (recall,), None, None, tuple(years), cites, "")
        return
