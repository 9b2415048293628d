"""Word documents (DOCX): paragraphs with their automatic numbers, tables, footnotes, tracked changes as accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from compendium.corpus.document import BlockKind, Finding, FindingKind, SourceText
from compendium.corpus.readers.docx.body import Body
from compendium.corpus.readers.docx.drafts import Draft, finish
from compendium.corpus.readers.docx.notes import Notes
from compendium.corpus.readers.docx.numbering import Numbering
from compendium.corpus.readers.docx.ooxml import R, flag, w
from compendium.corpus.readers.docx.package import Package, open_package
from compendium.corpus.readers.docx.runs import Runs
from compendium.corpus.readers.docx.styles import Styles
from compendium.errors import SourceError

__all__ = ["read"]

SYMBOL = re.compile(r"[A-Z]+/[\w()./\-]*\d[\w()./\-* ]*")
JOB_NUMBER = re.compile(r"(?:[A-Z]{1,3}\.)?\d\d-\d{5}\b")


def read(data: bytes, *, follow: bool = True) -> SourceText:
    """The blocks of a DOCX file, the masthead's first where it stands in the header of the first page.

    Args:
        data: the file.
        follow: whether files inserted in it are read; those in an inserted one are not, for it may hold itself.

    Raises:
        SourceError: it is damaged, protected, or no Word document.
    """
    package = open_package(data)
    styles = Styles(package.styles)
    numbering = Numbering(package.numbering, lambda style: styles.numbering(style)[0])
    notes = Notes(package)
    runs = Runs(styles, notes)
    insert = partial(_inserted, package.chunks if follow else {})
    story = Body(styles, numbering, notes, runs, insert)
    drafts = list(story.read(package.body))
    head = _masthead(package, Body(styles, numbering, notes, Runs(styles, notes), insert), drafts)
    text, blocks = finish([*head, *drafts])
    warnings = ("it holds tracked changes, which were read as accepted",) if runs.changed else ()
    return SourceText(text, blocks, warnings=warnings, findings=tuple(_lost(package, story, runs)))


def _inserted(chunks: Mapping[str, bytes], key: str) -> SourceText:
    """The text of a file that is inserted in a document, by its relationship.

    Raises:
        SourceError: it is missing, or cannot be read.
    """
    from compendium.corpus.readers import read_source

    if key not in chunks:
        raise SourceError("it is missing")
    return read(chunks[key], follow=False) if chunks[key].startswith(b"PK") else read_source(chunks[key])[1]


def _lost(package: Package, story: Body, runs: Runs) -> Iterator[Finding]:
    """What of the file could not be read."""
    for name in package.damaged:
        yield Finding(FindingKind.DAMAGED, f"a part of the file is damaged and was left out ({name})")
    if runs.counted:
        said = "some of its numbers are made by fields (AUTONUM or LISTNUM), which only Word can count"
        yield Finding(FindingKind.MISSING_PARAGRAPH, said)
    for reason in story.lost:
        yield Finding(FindingKind.DAMAGED, f"another file that is inserted in it could not be read ({reason})")


def _masthead(package: Package, body: Body, drafts: list[Draft]) -> Iterator[Draft]:
    """What the header of the first page says and the body does not; of other headers and footers only a symbol and
    a job number, by which the document is known."""
    held = {_words(d) for d in drafts}
    section = next(package.body.iter(w("sectPr")), None)
    if section is None:
        return
    first = "first" if flag(section, "titlePg") else "default"
    for kind, only in (("header", None if first == "first" else SYMBOL), ("footer", JOB_NUMBER)):
        for reference in section.iterchildren(w(f"{kind}Reference")):
            part = package.related.get(reference.get(R + "id", ""))
            if part is None or reference.get(w("type"), "default") != first:
                continue
            for draft in body.read(part):
                words = _words(draft)
                if words not in held and (only is None or only.match(words)):
                    held.add(words)
                    # The organization's name is styled as a heading there, and heads nothing.
                    yield replace(draft, kind=BlockKind.TEXT, outline=None)


def _words(draft: Draft) -> str:
    return " ".join(draft.line.content.text.split())
