"""What a check says of a draft: a finding for each quotation and each citation alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from compendium.search.alignment import Change
from compendium.search.draft import Draft

__all__ = ["IN_ORDER", "Checked", "Finding", "Outcome"]


class Outcome(StrEnum):
    """What a check says of a quotation or a citation."""

    EXACT = "exact"
    PERMITTED = "permitted"
    EXISTS = "exists"
    ALTERED = "altered"
    WRONG_PARAGRAPH = "wrong_paragraph"
    WRONG_SYMBOL = "wrong_symbol"
    NO_SUCH_PARAGRAPH = "no_such_paragraph"
    NO_SOURCE = "no_source"
    NOT_FOUND = "not_found"
    NOT_HELD = "not_held"
    AMBIGUOUS = "ambiguous"
    NOT_A_QUOTATION = "not_a_quotation"


IN_ORDER = frozenset({Outcome.EXACT, Outcome.PERMITTED, Outcome.EXISTS})


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one quotation, with the citation given for it, or about one citation alone."""

    quote: str
    citation: str
    """As the draft has it; empty where it gives none."""
    start: int
    """Of the quoted words, or of a citation alone, in the draft's text."""
    end: int
    outcome: Outcome
    references: tuple[str, ...] = ()
    """Where the words stand, or what the citation names: document, then place, to the letter."""
    wording: str = ""
    """The source's own, where it differs."""
    changes: tuple[Change, ...] = ()
    part: int = 0
    """Index of the draft's part, and where in it the words stand."""
    part_start: int = 0
    part_end: int = 0
    held: bool = True
    """Whether what is cited is held, so that it could be read; true where nothing is cited."""
    remarks: tuple[str, ...] = ()
    """What a reader should know beside the outcome, in sentences."""

    @property
    def worth_a_look(self) -> bool:
        """Whether it is not in order, or is with a remark."""
        return self.outcome not in IN_ORDER or bool(self.remarks)


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft, the findings in the order in which they stand in it, and what was left out."""

    draft: Draft
    findings: tuple[Finding, ...]
    left_out: int
    """Quoted titles, terms and mottos, which are no quotations."""

    @property
    def in_order(self) -> bool:
        """Whether every quotation and citation is."""
        return all(finding.outcome in IN_ORDER for finding in self.findings)
