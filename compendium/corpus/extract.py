"""The one way in: from a source file to its `Document`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from compendium.corpus.checks import check
from compendium.corpus.citations import find_citations
from compendium.corpus.document import Document, Finding, FindingKind, IdentifiedBy, SourceText
from compendium.corpus.files import read_regular
from compendium.corpus.habits import year_of
from compendium.corpus.identity import SourceSettings, with_settings
from compendium.corpus.language import language_of
from compendium.corpus.masthead import read_masthead, with_meeting
from compendium.corpus.readers import read_source
from compendium.corpus.recommendations import find_recommendations
from compendium.corpus.segment import segment
from compendium.corpus.topics import find_topics
from compendium.errors import SourceError

__all__ = ["document_in", "document_of", "read_document"]

MOST_CHARACTERS = 20_000_000
"""Characters that a document may have: some 7,000 pages."""
NO_SETTINGS = SourceSettings()


def read_document(path: Path, settings: SourceSettings = NO_SETTINGS) -> Document:
    """The document that a source file contains, with its citations, recommendations and topics.

    Raises:
        SourceError: the file cannot be read, is too large, is of no known format, or holds no text.
    """
    return document_in(read_regular(path), path.name, settings)


def document_in(data: bytes, name: str, settings: SourceSettings = NO_SETTINGS) -> Document:
    """The document in the bytes of a source file.

    Raises:
        SourceError: it is of no known format, damaged, too long, or holds no text.
    """
    media_type, source = read_source(data)
    return document_of(source, media_type, name, hashlib.sha256(data).hexdigest(), settings)


def document_of(
    source: SourceText, media_type: str, name: str, sha256: str, settings: SourceSettings = NO_SETTINGS
) -> Document:
    """The document in a source's blocks.

    Raises:
        SourceError: the source holds no text, or more than a document can.
    """
    if len(source.text) > MOST_CHARACTERS:
        raise SourceError(f"it holds more than {MOST_CHARACTERS:,} characters", hint="Split it.")
    if not any(block.content for block in source.blocks):
        raise _without_text(source)
    front = read_masthead(source)
    parts = segment(front.body, plain_headings=media_type.startswith("text/") and media_type != "text/html")
    opening = " ".join(p.text for p in parts.paragraphs[:3])
    masthead = with_meeting(front.masthead, opening)
    document = Document(
        source=name,
        sha256=sha256,
        media_type=media_type,
        masthead=masthead,
        identified_by=IdentifiedBy.MASTHEAD if masthead.symbol else None,
        language=language_of(" ".join(p.full.text for p in parts.paragraphs)),
        sections=parts.sections,
        paragraphs=parts.paragraphs,
        footnotes=parts.footnotes,
        findings=(
            *(Finding(FindingKind.GUESSED, warning, incomplete=False) for warning in source.warnings),
            *source.findings,
        ),
        year=year_of(masthead.meeting_dates) or masthead.year or year_of(masthead.symbol.replace("/", " ")),
        meeting=masthead.meeting,
    )
    document = replace(document, findings=(*document.findings, *check(document, source)))
    return _annotated(with_settings(document, settings))


def _annotated(document: Document) -> Document:
    """The document with citations, recommendations and topics, each step resting on the ones before."""
    document = replace(document, citations=find_citations(document))
    return replace(document, recommendations=find_recommendations(document), topics=find_topics(document))


def _without_text(source: SourceText) -> SourceError:
    pages = len(source.pages)
    if pages:
        return SourceError(
            f"none of its {pages} pages has text: it is a scan" if pages > 1 else "its page has no text: it is a scan",
            hint="Recognise its text first, with OCRmyPDF for example (ocrmypdf IN.pdf OUT.pdf), and index the result.",
        )
    return SourceError("it holds no text")
