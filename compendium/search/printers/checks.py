"""The findings of a check, for people, for scripts and for editors."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from compendium.search.desk_records import FindingRecord
from compendium.search.findings import Checked, Finding, Outcome
from compendium.search.printers.page import Page, counted
from compendium.search.printers.rows import Format, write_rows
from compendium.search.terminal import visible

__all__ = ["explained", "finding_records", "marked_up", "print_findings", "summary", "write_findings", "write_lines"]

SAID = {
    Outcome.EXACT: "the words stand literally in the place cited",
    Outcome.PERMITTED: "the words stand in the place cited, with changes that are permitted",
    Outcome.EXISTS: "the place cited is held",
    Outcome.ALTERED: "the words differ from the source",
    Outcome.WRONG_PARAGRAPH: "the words stand in another paragraph or point of the document cited",
    Outcome.WRONG_SYMBOL: "the words stand in another document than the one cited",
    Outcome.NO_SUCH_PARAGRAPH: "the document cited has no such place",
    Outcome.NO_SOURCE: "no source is given; the words stand in the collection",
    Outcome.NOT_FOUND: "the words stand nowhere in the collection",
    Outcome.NOT_HELD: "the document cited is not held, so this was not checked",
    Outcome.AMBIGUOUS: "the citation may mean more than one place",
    Outcome.NOT_A_QUOTATION: "a title or a term",
}


def explained(finding: Finding) -> str:
    """What was found, in a sentence, with the right places and what else should be known."""
    return "; ".join((_outcome(finding), *finding.remarks))


def _outcome(finding: Finding) -> str:
    said = SAID[finding.outcome]
    if finding.outcome is Outcome.ALTERED and finding.references and not finding.citation:
        said += ", and no source is given"
    if finding.outcome is Outcome.NOT_HELD and finding.references:
        differs = _is_changed(finding)
        recalled = "the words differ from how they are recalled" if differs else "its words are so recalled"
        return f"the document cited is not held; {recalled} in {'; '.join(finding.references)}"
    if finding.outcome is Outcome.NO_SUCH_PARAGRAPH and finding.references:
        return f"{said}; the words stand in {'; '.join(finding.references)}"
    if finding.outcome is Outcome.WRONG_SYMBOL and not finding.held:
        return f"the document cited is not held; these words stand in {'; '.join(finding.references)}"
    if finding.outcome in (Outcome.EXACT, Outcome.PERMITTED, Outcome.EXISTS) or not finding.references:
        return said
    return f"{said}: {'; '.join(finding.references)}"


def _is_changed(finding: Finding) -> bool:
    """Whether a quotation differs from what it was compared with by more than is permitted."""
    return any(not change.permitted for change in finding.changes)


def marked_up(finding: Finding) -> str:
    """The quotation with what was changed in it: `[-left out-] {+added+}`."""
    text = finding.quote
    for change in sorted(finding.changes, key=lambda change: change.quote_start, reverse=True):
        if not change.permitted:
            marks = [f"[-{change.source}-]" if change.source else "", f"{{+{change.quote}+}}" if change.quote else ""]
            start, end = change.quote_start, change.quote_end
            shown = " ".join(mark for mark in marks if mark)
            text = f"{text[:start]}{' ' if start == end else ''}{shown}{text[end:]}"
    return text


def summary(checked: Checked) -> str:
    """How many findings there are of each outcome, in one line."""
    counts = Counter(finding.outcome for finding in checked.findings)
    parts = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome]]
    left = f"; {counted(checked.left_out, 'quoted phrase')} left out as titles or terms" if checked.left_out else ""
    number = len(checked.findings)
    what = "quotation or citation" if number == 1 else "quotations and citations"
    return f"{number} {what} checked: {', '.join(parts) or 'none'}{left}"


def write_findings(checked: Checked, file: str, form: Format, page: Page, *, everything: bool = False) -> None:
    """Write the findings; as text those that are not in order or need a remark, or everything."""
    if form == "text":
        print_findings(checked, file, page, everything=everything)
    else:
        write_rows("findings", finding_records(checked), form, page.out, {"file": file})


def finding_records(checked: Checked) -> Iterator[FindingRecord]:
    """One record for each quotation and each citation."""
    for finding in checked.findings:
        yield {
            "quote": finding.quote or None,
            "citation": finding.citation or None,
            "start": finding.start,
            "end": finding.end,
            "outcome": finding.outcome.value,
            "references": list(finding.references),
            "wording": finding.wording or None,
            "changes": [
                {"source": change.source, "quote": change.quote, "permitted": change.permitted}
                for change in finding.changes
            ],
        }


def print_findings(checked: Checked, file: str, page: Page, *, everything: bool) -> None:
    """The findings for people, each with its line in the draft."""
    lines = _Lines(checked.draft.text)
    shown = [f for f in checked.findings if everything or f.worth_a_look]
    for at, finding in enumerate(shown):
        if at:
            page.blank()
        line, column = lines.place(finding.start)
        page.title(f"{file}:{line}:{column}: {finding.outcome.value}")
        if finding.quote:
            page.text(f"“{finding.quote}”", 2)
        page.text(f"cited: {finding.citation}" if finding.citation else "cited: nothing", 2, hang=7)
        page.text(explained(finding), 2, hang=2)
        if _is_changed(finding):
            page.text(f"changed: {marked_up(finding)}", 2, hang=2)


def write_lines(checked: Checked, file: str, page: Page) -> None:
    """A line for each finding that is not in order or has a remark: `file:line:column: outcome: message`."""
    lines = _Lines(checked.draft.text)
    for finding in checked.findings:
        if finding.worth_a_look:
            line, column = lines.place(finding.start)
            what = " ".join((finding.quote or finding.citation).split())
            text = f"{file}:{line}:{column}: {finding.outcome.value}: {explained(finding)}: {what[:80]}"
            page.out.write(visible(text) + "\n")


class _Lines:
    """Lines of a text, from 1."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(at + 1 for at, c in enumerate(text) if c == "\n")]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of a character, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
