"""Checks of completeness: what a careful reader would want to know before relying on a document's text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from compendium.corpus.document import BlockKind, Document, Finding, FindingKind, Page, SourceText
from compendium.corpus.endnotes import labels_marked
from compendium.corpus.numbering import follows, key_of

__all__ = ["check"]

SPARSE = 0.04
"""Share of its neighbours' characters below which a page is named."""
NEIGHBOURS = 2
"""Pages looked at on each side."""
NOISY = 0.0015
"""Share of damaged words above which a text is taken for the work of character recognition. Born-digital papers have
less than 0.0005; a scan of typescript with a good text layer has 0.0025."""
FEWEST_WORDS = 200
"""Words that a text must have for that share to mean anything."""
FEWEST_DAMAGED = 4
MOST_NAMED = 3
"""Footnotes that are named one by one; more are counted."""
MOST_LISTED = 10

MISPRINT = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?\s+[A-Z]")
"""The head of a paragraph whose number fits nowhere in the sequence."""

LATIN = re.compile(r"[^\u0370-\uffff]*[A-Za-z\u00c0-\u024f][^\u0370-\uffff]*$")
"""Words in Latin letters; of others the checks can say nothing."""


def check(document: Document, source: SourceText) -> tuple[Finding, ...]:
    """What the checks find, in the order of the checks."""
    text = "\n".join(block.content.text for block in source.blocks)
    return (
        *_numbers(document),
        *_notes(document, source),
        *_pages(source.pages),
        *_characters(text),
        *_noise(source),
    )


def _numbers(document: Document) -> Iterator[Finding]:
    """Gaps and repetitions in the numbering of each scope."""
    last: dict[str | None, tuple[str, tuple[int, ...]]] = {}
    misprinted = False
    for paragraph in document.paragraphs:
        if paragraph.number is None:
            misprinted = misprinted or (not paragraph.is_table and MISPRINT.match(paragraph.text) is not None)
            continue
        key = key_of(paragraph.number)
        page = paragraph.pages[0] if paragraph.pages else None
        before = last.get(paragraph.scope)
        where = (f" of {paragraph.scope}" if paragraph.scope else "") + (f" (page {page})" if page else "")
        if before is None:
            if key[-1] > 1 and len(key) == 1:
                yield Finding(FindingKind.MISSING_PARAGRAPH, f"the first paragraph{where} is {paragraph.number}", page)
        elif key == before[1]:
            yield Finding(
                FindingKind.REPEATED_PARAGRAPH, f"paragraph {paragraph.number}{where} occurs twice", page, False
            )
        elif not follows(key, before[1]):
            yield _missing(before[0], paragraph.number, where, page, misprinted=misprinted)
        misprinted = False
        last[paragraph.scope] = (paragraph.number, key)


def _missing(before: str, after: str, where: str, page: int | None, *, misprinted: bool) -> Finding:
    """What is said of a gap; text that stands in it under a wrong number (128.12 for 129.12 in A/HRC/21/13) is held."""
    if misprinted:
        message = f"paragraph {after} follows {before}{where}: what stands between them is numbered otherwise"
        return Finding(FindingKind.MISSING_PARAGRAPH, message, page, incomplete=False)
    return Finding(FindingKind.MISSING_PARAGRAPH, _gap(before, after, where), page)


def _gap(before: str, after: str, where: str) -> str:
    """The sentence that names what is missing between two numbers."""
    if before.isdecimal() and after.isdecimal() and int(after) > int(before) + 1:
        first, final = int(before) + 1, int(after) - 1
        missing = f"paragraph {first} is" if first == final else f"paragraphs {first} to {final} are"
        return f"{missing} missing between {before} and {after}{where}"
    return f"paragraph {after} follows {before}{where}: a paragraph may be missing"


def _notes(document: Document, source: SourceText) -> Iterator[Finding]:
    """Footnotes without a mark, marks without a footnote.

    A mark in a heading, a title or a table's head is one, though no paragraph bears it.
    """
    held = Counter(note.label for note in document.footnotes)
    lost = [note for note in document.footnotes if note.ordinal is None and note.label.isdecimal()]
    marked = {label for block in source.blocks for label in labels_marked(block)} if lost else set()
    lost = [note for note in lost if note.label not in marked]
    if len(lost) > MOST_NAMED:
        said = f"{len(lost)} footnotes have no mark in the text ({_listed([note.label for note in lost])})"
        yield Finding(FindingKind.MISSING_MARK, said, lost[0].page, False)
    else:
        for note in lost:
            yield Finding(FindingKind.MISSING_MARK, f"footnote {note.label} has no mark in the text", note.page, False)
    borne = {mark.label for p in document.paragraphs for mark in p.marks}
    missing = sorted(borne - set(held), key=lambda x: (len(x), x))
    if len(missing) > MOST_NAMED:
        said = f"{len(missing)} footnotes are marked in the text and missing ({_listed(missing)})"
        yield Finding(FindingKind.MISSING_FOOTNOTE, said)
    else:
        for label in missing:
            yield Finding(FindingKind.MISSING_FOOTNOTE, f"footnote {label} is marked in the text and missing")


def _listed(names: Sequence[str]) -> str:
    """The first of many, and that there are more."""
    return ", ".join(names[:MOST_LISTED]) + (" ..." if len(names) > MOST_LISTED else "")


def _pages(pages: Sequence[Page]) -> Iterator[Finding]:
    """Pages without text, or with far less than their neighbours."""
    empty = [page.number for page in pages if page.characters == 0]
    if empty and len(empty) < len(pages):
        named = _listed([str(number) for number in empty])
        have = f"page {named} has" if len(empty) == 1 else f"{len(empty)} pages have"
        which = "" if len(empty) == 1 else f" ({named})"
        yield Finding(FindingKind.EMPTY_PAGE, f"{have} no text{which}", empty[0])
    for i, page in enumerate(pages[1:-1], 1):  # the first and the last are often short
        around = [p.characters for p in pages[max(0, i - NEIGHBOURS) : i + NEIGHBOURS + 1] if p is not page]
        if 0 < page.characters < SPARSE * median(around):
            yield Finding(
                FindingKind.SPARSE_PAGE, f"page {page.number} has far less text than the pages around it", page.number
            )


def _characters(text: str) -> Iterator[Finding]:
    """Characters that stand for others: replacement characters, glyphs without a meaning, private ones."""
    bad = len(re.findall(r"\ufffd|\(cid:\d+\)|[\ue000-\uf8ff]", text))
    if bad:
        share = bad / max(1, len(text))
        yield Finding(
            FindingKind.UNREADABLE_CHARACTERS,
            f"{bad} character{'s' if bad > 1 else ''} could not be read",
            incomplete=share > 0.001,
        )


def _noise(source: SourceText) -> Iterator[Finding]:
    """A text layer that poor character recognition has left behind."""
    words = [
        word.strip(".,;:()[]“”\"'’‘?!*")
        for block in source.blocks
        if block.kind is not BlockKind.TABLE
        for word in block.content.text.split()
    ]
    words = [w for w in words if LATIN.match(w) and not re.search(r"[/@.=_]", w)]
    if len(words) < FEWEST_WORDS:
        return
    # Each spelling once: recognition errs in ever new ways, and a name such as "e-deleGATE" comes again.
    damaged = len({w for w in words if _damaged(w)})
    if damaged > FEWEST_DAMAGED and damaged / len(words) > NOISY:
        yield Finding(
            FindingKind.NOISY_TEXT,
            f"its text layer is poor: at least {damaged} of its words are damaged (a scan recognised by machine)",
        )


def _damaged(word: str) -> bool:
    """Whether a word has what recognition puts into words and writers do not.

    >>> [w for w in ("c0untries", "mobilIze", "e~ch", "UNODC", "co-operation", "McInnes", "2030s") if _damaged(w)]
    ['c0untries', 'mobilIze', 'e~ch']
    """
    return re.search(r"[a-z]{3}[A-Z]+(?:[a-z]|$)|[a-z]\d+[a-z]|\w[~^|#=\\{}<>:]+\w|^[~^|]", word) is not None
