"""Documents, topics and citations in lists, for people and for scripts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from compendium.corpus.document import Finding
from compendium.corpus.reference import house_style
from compendium.indexer.rows import DocumentRow
from compendium.search.cite import document_name, span
from compendium.search.describe import citation_record, numbers_of, topic_record
from compendium.search.graph import Mention
from compendium.search.ledger import Entry
from compendium.search.links import link_to
from compendium.search.printers.hits import label_of, print_passage
from compendium.search.printers.page import Page, counted, listed, some_of
from compendium.search.records import MentionRecord, MissingRecord, ThemeRecord
from compendium.search.themes import Cited, Theme

__all__ = [
    "mention_records",
    "print_documents",
    "print_findings",
    "print_mentions",
    "print_missing",
    "print_theme",
    "print_themes",
    "theme_records",
]

BRIEF = 100
"""Characters of a recommendation that are shown where only a list of them is wanted."""


def print_documents(
    documents: Sequence[DocumentRow], page: Page, findings: Mapping[int, Sequence[Finding]] | None = None
) -> None:
    """Documents, each with its title, what it is, and what the checks found (by the document's number)."""
    for document in documents:
        page.title(document_name(document) + label_of(document))
        if document.title != document.source:
            page.text(document.title, 2)
        page.dim("; ".join(_facts(document)), 2)
        print_findings((findings or {}).get(document.id, ()), page)
        page.link(document.symbol, 2)


def print_findings(findings: Sequence[Finding], page: Page) -> None:
    """What the checks found about a document: what may be missing, and what else a reader should know."""
    for finding in findings:
        page.dim(("may be incomplete: " if finding.incomplete else "note: ") + finding.message, 2)


def _facts(document: DocumentRow) -> Iterator[str]:
    if document.kind:
        yield document.kind
    if document.date or document.year:
        yield document.date or str(document.year)
    if document.meeting is not None:
        yield f"meeting {document.meeting}"
    yield document.language
    yield counted(document.paragraphs, "paragraph")
    if document.symbol:
        yield document.source


HEADS = {
    "group": "Reports and documents of the group",
    "united nations": "Other United Nations documents and resolutions",
    "other": "Treaties, publications and others (not fetched by a symbol)",
}
"""What is said above each group of the reading list."""


def print_missing(records: Sequence[MissingRecord], page: Page) -> None:
    """The reading list: what is cited and not held."""
    for group, found in itertools.groupby(records, key=lambda record: record["group"]):
        if group != records[0]["group"]:
            page.blank()
        page.text(f"{HEADS[group]}:")
        for record in found:
            _print_lacking(record, page)


def _print_lacking(record: MissingRecord, page: Page) -> None:
    page.heading(f"{record['target']}  ({counted(record['citations'], 'citation')})")
    if record["title"] and record["title"] != record["target"]:
        page.text(record["title"], 2)
    if record["pinpoints"]:
        page.text("wanted: " + _places(record["pinpoints"]), 2, hang=2)
    by = record["cited_by"]
    page.text(f"cited by: {some_of(by, 5)}", 2, hang=2)
    if record["link"]:
        page.dim(record["link"], 2)


def _places(pinpoints: Sequence[str]) -> str:
    """Pinpoints in house style, paragraphs before all others."""
    paragraphs = [pin for pin in pinpoints if pin[:1].isdigit()]
    others = [house_style(pin) for pin in pinpoints if not pin[:1].isdigit()]
    return "; ".join([*([house_style(*paragraphs)] if paragraphs else []), *others])


def print_themes(themes: Sequence[Theme], page: Page) -> None:
    """All topics with their counts."""
    for theme in themes:
        page.heading(theme.row.topic.name + label_of(theme.document))
        page.dim(f"{theme.papers.said('paper')}; {counted(theme.total, 'paragraph')}; {_span(theme)}", 2)
        _print_inferred(theme, page)


def _print_inferred(theme: Theme, page: Page) -> None:
    if theme.inferred:
        page.dim("Inferred for: " + "; ".join(theme.inferred), 2)


def _span(theme: Theme) -> str:
    """Where the compendium speaks of a topic."""
    if not theme.paragraphs:
        return document_name(theme.document)
    first, last = theme.paragraphs[0].paragraph, theme.paragraphs[-1].paragraph
    return f"{document_name(theme.document)}, {span(first, last)}"


def print_theme(theme: Theme, page: Page) -> None:
    """One topic: key topics, papers, and what the documents held make of it."""
    topic = theme.row.topic
    page.heading(topic.name + label_of(theme.document))
    page.text("Key topics: " + "; ".join(topic.key_topics), 2, hang=2)
    page.dim(f"{_span(theme)}; {counted(theme.total, 'paragraph')} in all documents held", 2)
    page.text(f"Papers ({theme.papers.said('paper')}):", 2)
    for paper in topic.papers:
        page.text(f"{paper.symbol}  ({'held' if paper.symbol in theme.held else 'not held'})", 4)
        said = [str(paper.year) if paper.year else "", f"meeting {paper.meeting}" if paper.meeting else ""]
        page.text("; ".join(part for part in (*said, paper.subject) if part), 6)
        page.link(paper.symbol, 6)
    _print_inferred(theme, page)
    if theme.most_cited and theme.sources:
        page.text(f"Most cited documents ({theme.sources.said('document')}):", 2)
        page.table([(counted(cited.citations, "citation"), _cited(cited)) for cited in theme.most_cited], 4)
    if theme.recommendations and theme.recommendations.entries:
        page.text(f"Recommendations ({theme.recommendations.sources.said('report')}):", 2)
        for entry in theme.recommendations.entries:
            page.text(_in_brief(entry), 4, hang=2)


def _cited(cited: Cited) -> str:
    return cited.name + ("  (held)" if cited.held else "")


def _in_brief(entry: Entry) -> str:
    """A recommendation in one or two lines: its year, its words, cut short, and the places that recall it."""
    held = entry.wording.row.recommendation
    text = held.text if len(held.text) <= BRIEF else held.text[: held.text.rfind(" ", 0, BRIEF)] + "…"
    words = f"“{text}”" if held.quoted else text
    years = listed([str(year) for year in sorted({made.year for made in entry.occasions if made.year})])
    return f"{years or 'year not stated'}: {words} ({'; '.join(recall.citation for recall in entry.mentions)})"


def theme_records(themes: Sequence[Theme]) -> Iterator[ThemeRecord]:
    """Topics, as `export topics` has them, with what is held of each."""
    for theme in themes:
        sources, found = theme.sources, theme.recommendations
        yield {
            **topic_record(theme.document, theme.row, numbers_of(row.paragraph for row in theme.paragraphs)),
            "paragraphs": theme.total,
            "held": sorted(theme.held),
            "inferred": list(theme.inferred),
            "most_cited": [{"target": c.name, "citations": c.citations, "held": c.held} for c in theme.most_cited],
            "sources": {"held": sources.held, "cited": sources.cited} if sources else None,
            "recommendations": len(found.entries) if found else None,
        }


def print_mentions(mentions: Sequence[Mention], page: Page, *, by: bool) -> None:
    """Citations, each with the passage; of what only holds the place asked for apart, at the end.

    Args:
        mentions: In order.
        page: Where to.
        by: Whether they are asked for by what they cite, so that where they stand comes first.
    """
    for wider in (False, True):
        apart = [mention for mention in mentions if (mention.relation == "wider") == wider]
        if wider and apart:
            page.blank()
            page.text("Apart from these, citations of what holds that place:")
        for mention in apart:
            _print_mention(mention, page, by=by)


def _print_mention(mention: Mention, page: Page, *, by: bool) -> None:
    cited = mention.row.citation
    what = ", ".join(part for part in (cited.target or cited.title, house_style(*cited.pinpoints)) if part)
    if by:
        page.title(mention.citation + label_of(mention.document))
        page.dim(f"cites {what}", 2)
        page.link(mention.document.symbol, 2)
    else:
        page.heading(what)
        page.dim(f"in {mention.citation}{label_of(mention.document)}" + ("; held" if mention.held else ""), 2)
        page.link(cited.target, 2)
    print_passage(mention.passage, "", page)


def mention_records(mentions: Sequence[Mention]) -> Iterator[MentionRecord]:
    """Citations, each with the citation of its own place and the passage."""
    for mention in mentions:
        numbers = numbers_of([mention.paragraph.paragraph]) if mention.paragraph else {}
        passage = mention.passage
        yield {
            **citation_record(mention.document, mention.row, numbers),
            "citation": mention.citation,
            "passage": {"text": passage.text, "marks": list(passage.marks), "field": passage.piece.field.value},
            "relation": mention.relation,
            "held": mention.held,
            "link": link_to(mention.row.citation.target),
        }
