"""What became of sources, in words and for scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from compendium.corpus.symbols import Symbol
from compendium.indexer.ingest import Report, SourceOutcome
from compendium.indexer.sources import source_name
from compendium.search.printers.page import counted, some_of
from compendium.search.records import SourceRecord

__all__ = ["Tally", "gone_text", "report_text", "source_record", "summary"]

SHOWN = 3
"""Findings of each sort that a line names; `documents` and `show` have them all."""


@dataclass(slots=True)
class Tally:
    """How many sources came to what."""

    outcomes: Counter[SourceOutcome] = field(default_factory=Counter)
    incomplete: int = 0
    """Documents that may lack something."""

    def add(self, report: Report) -> None:
        """Count a source in."""
        self.outcomes[report.outcome] += 1
        self.incomplete += any(finding.incomplete for finding in report.findings)

    def record(self) -> Mapping[str, object]:
        """The counts for scripts."""
        counts = {outcome.value: self.outcomes[outcome] for outcome in SourceOutcome}
        return {"total": self.outcomes.total(), **counts, "incomplete": self.incomplete}


def gone_text(names: Sequence[str]) -> str:
    """What is said of documents whose files are no longer in the folders that were indexed."""
    held = some_of(names, SHOWN, ", ")
    return f"still held, though the file is gone: {held} (compendium remove takes a document out)"


def report_text(report: Report) -> str:
    """One line for a source: what became of it, what it is, and what a reader should know."""
    parts = [f"{report.outcome.value}: {source_name(str(report.path))}"]
    if report.document is not None:
        document = report.document
        name = document.symbol or "unidentified: cited by its file name; name it with --symbol"
        parts.append(f"{name}, {counted(document.paragraphs, 'paragraph')}")
    if report.reason:
        parts.append(report.reason)
    if report.outcome is SourceOutcome.SKIPPED and report.hint:
        parts.append(report.hint)
    lacks = [finding.message for finding in report.findings if finding.incomplete]
    for heading, found in (("note", _notes(report)), ("may be incomplete", lacks)):
        if found:
            parts.append(f"{heading}: " + some_of(found, SHOWN))
    return " - ".join(parts)


def _notes(report: Report) -> list[str]:
    """What a reader should know of a source besides what it may lack."""
    symbol = report.document.symbol if report.document else ""
    own = f"{symbol} is no symbol of the United Nations, as A/RES/64/293 is; it is kept as it was given"
    notes = [finding.message for finding in report.findings if not finding.incomplete]
    return notes if not symbol or Symbol(symbol).is_official else [own, *notes]


def source_record(report: Report) -> SourceRecord:
    """What became of a source, for scripts."""
    document = report.document
    return SourceRecord(
        source=source_name(report.path.name),
        path=source_name(str(report.path)),
        outcome=report.outcome.value,
        document=document.symbol or None if document else None,
        paragraphs=document.paragraphs if document else None,
        reason=report.reason or None,
        hint=report.hint or None,
        incomplete=[finding.message for finding in report.findings if finding.incomplete],
        notes=_notes(report),
    )


def summary(tally: Tally) -> str:
    """One line for all sources."""
    counts = [f"{tally.outcomes[outcome]} {outcome.value}" for outcome in SourceOutcome if tally.outcomes[outcome]]
    lacking = f"; {tally.incomplete} may be incomplete" if tally.incomplete else ""
    return counted(tally.outcomes.total(), "source") + ": " + (", ".join(counts) or "none found") + lacking
