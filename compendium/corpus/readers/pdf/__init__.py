"""PDF: the words where they stand on each page, and from their geometry the paragraphs that a careful reader sees."""

from __future__ import annotations

from dataclasses import replace

from compendium.corpus.document import Finding, FindingKind, SourceText
from compendium.corpus.readers.pdf.assembly import assemble
from compendium.corpus.readers.pdf.opening import DamagedError, read_pages
from compendium.corpus.readers.pdf.repair import repaired
from compendium.errors import SourceError

__all__ = ["read"]


def read(data: bytes) -> SourceText:
    """The text and blocks of a PDF; no blocks, and pages without characters, where it has no text layer.

    A damaged one is read once more after repair, where the machine can do that, and the reading that gives more text
    is kept.

    Raises:
        SourceError: the file is damaged beyond that, or locked with a password.
    """
    try:
        pages, tags, damage = read_pages(data)
    except DamagedError:
        mended = _mended(data)
        if mended is None:
            raise
        text, lost = mended
        return replace(text, findings=(_finding(FindingKind.REPAIRED, lost),))
    text = assemble(pages, tags)
    if not damage:
        return text
    mended = _mended(data)
    if mended is not None and _characters(mended[0]) > _characters(text):
        return replace(mended[0], findings=(_finding(FindingKind.REPAIRED, str(damage)),))
    return replace(text, findings=(_finding(FindingKind.DAMAGED, str(damage)),))


def _mended(data: bytes) -> tuple[SourceText, str] | None:
    """What the file says after repair, and what is broken still; None where it cannot be repaired."""
    sound = repaired(data)
    if sound is None:
        return None
    try:
        pages, tags, damage = read_pages(sound)
    except SourceError:
        return None
    return assemble(pages, tags), str(damage)


def _characters(text: SourceText) -> int:
    return sum(page.characters for page in text.pages)


def _finding(kind: FindingKind, damage: str) -> Finding:
    what = f" ({damage})" if damage else ""
    read = "; it was read after repair" if kind is FindingKind.REPAIRED else ""
    return Finding(kind, f"the file is damaged{what}{read}: text may be missing")
