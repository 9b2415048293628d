"""PDF: the words where they stand on each page, and from their geometry the paragraphs that a careful reader sees."""

from __future__ import annotations

from compendium.corpus.document import SourceText
from compendium.corpus.readers.pdf.assembly import assemble
from compendium.corpus.readers.pdf.opening import read_pages

__all__ = ["read"]


def read(data: bytes) -> SourceText:
    """The text and blocks of a PDF; no blocks, and pages without characters, where it has no text layer.

    Raises:
        SourceError: the file is damaged, or locked with a password.
    """
    pages, tags = read_pages(data)
    return assemble(pages, tags)
