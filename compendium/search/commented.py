"""A copy of a Word draft with a comment at each finding, as an editor would write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.errors import SourceError
from compendium.search.findings import Checked, Finding
from compendium.search.printers.archive import without_dates
from compendium.search.printers.checks import explained, marked_up
from compendium.search.written import write_file

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

__all__ = ["write_commented"]

AUTHOR, INITIALS = "compendium", "C"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_commented(checked: Checked, data: bytes, target: Path, *, force: bool = False) -> int:
    """Write a copy of the draft with a comment at each finding that is not in order or has a remark; how many.

    Args:
        checked: the findings.
        data: the draft's bytes, which must be a DOCX.
        target: where to write the copy.
        force: whether to write it over another file.

    Raises:
        CompendiumError: the draft is no DOCX, or the copy cannot be written.
    """
    if checked.draft.media_type != WORD:
        raise SourceError("comments can be written only for a Word draft (DOCX)", hint="Leave --comments out.")
    from docx import Document

    document = Document(BytesIO(data))
    paragraphs = [(paragraph, _squeezed(paragraph.text)) for paragraph in _paragraphs(document.element.body, document)]
    count = 0
    for finding in checked.findings:
        if not finding.worth_a_look:
            continue
        runs = _runs_of(checked, finding, paragraphs)
        if runs:
            comment = document.add_comment(runs, _said(finding), AUTHOR, INITIALS)
            comment._comment_elm.attrib.pop(_date(), "")  # the same draft gives the same copy
            count += 1
    copy = BytesIO()
    document.save(copy)
    write_file(target, without_dates(copy.getvalue()), force=force)
    return count


def _paragraphs(body: object, parent: object) -> Iterator[Paragraph]:
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    for element in body.iter(qn("w:p")):  # type: ignore[attr-defined]
        yield Paragraph(element, parent)  # type: ignore[arg-type]


def _date() -> str:
    from docx.oxml.ns import qn

    return str(qn("w:date"))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _runs_of(checked: Checked, finding: Finding, paragraphs: list[tuple[Paragraph, str]]) -> list[Run]:
    """The runs that hold what a finding is about; for one in a footnote those that bear its mark's paragraph."""
    part = checked.draft.parts[finding.part]
    sought = _squeezed(part.text[finding.part_start : finding.part_end])
    if part.note is not None:
        part = next((p for p in checked.draft.parts if part.note in {mark.label for mark in p.marks}), part)
        sought = ""
    whole = _squeezed(part.text)
    for paragraph, text in paragraphs:
        if whole in text or (text and text in whole and sought in text):
            at = text.find(sought)
            return _between(paragraph, at, at + len(sought)) if sought else list(paragraph.runs)
    return []


def _between(paragraph: Paragraph, start: int, end: int) -> list[Run]:
    """The runs of a paragraph that hold some of its characters, white space left out."""
    runs, offset = [], 0
    for run in paragraph.runs:
        length = len(_squeezed(run.text))
        if offset < end and offset + length > start:
            runs.append(run)
        offset += length
    return runs


def _said(finding: Finding) -> str:
    lines = [f"{finding.outcome.value.replace('_', ' ')}: {explained(finding)}"]
    if any(not change.permitted for change in finding.changes):
        lines.append(f"From the source to the draft: {marked_up(finding)}")
    return "\n".join(lines)
