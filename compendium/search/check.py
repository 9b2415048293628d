"""Every quotation and every citation of a draft held against the collection: what is in order, and what is not.

Nothing is called found that was not compared word by word with the text in the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from compendium.search.answer import Searchable
from compendium.search.attribution import Attributed, Cited, attribute
from compendium.search.comparison import Level
from compendium.search.draft import Draft
from compendium.search.findings import Checked, Finding, Outcome
from compendium.search.leads import Library
from compendium.search.patience import patience
from compendium.search.quotations import Piece, quotations
from compendium.search.remarks import remarks
from compendium.search.verdict import Judge, Verdict
from compendium.search.whole_words import with_whole_words

__all__ = ["check"]

SECONDS = 40
"""Time that a check may take; a report of 50 pages takes three."""


def check(collection: Searchable, draft: Draft) -> Checked:
    """Every quotation and citation of a draft against a collection.

    Raises:
        QueryError: it takes too long.
    """
    with patience(SECONDS, "checking the draft", "Split it."):
        return _Check(collection, draft).run()


class _Check:
    def __init__(self, collection: Searchable, draft: Draft) -> None:
        self.library = Library(collection)
        self.draft = draft
        self.judge = Judge(self.library, draft)

    def run(self) -> Checked:
        findings: list[Finding] = []
        used: set[Cited] = set()
        left_out = 0
        inside: dict[int, list[Piece]] = defaultdict(list)
        for attributed in attribute(self.draft, quotations(self.draft.parts)):
            attributed = replace(attributed, quotation=with_whole_words(attributed.quotation, self.draft, self.library))
            verdict = self.judge.verdict(attributed)
            if verdict.outcome is Outcome.NOT_A_QUOTATION:
                left_out += 1
                continue
            findings.append(self._finding(attributed, verdict))
            for piece in attributed.quotation.pieces:
                inside[piece.part].append(piece)
            if verdict.cited is not None:
                used.add(verdict.cited)
        for index, part in enumerate(self.draft.parts):
            for citation in part.citations:
                cited = Cited(index, citation)
                if any(piece.start <= citation.start < piece.end for piece in inside[index]):
                    continue  # it is the source's own, and was read with the words around it
                if cited in used or self._repeats(cited, used):
                    continue
                if citation.target or self.judge.lead(cited).held:
                    findings.append(self._alone(cited))
                else:
                    left_out += 1  # a title that nothing held bears
        findings.sort(key=lambda finding: (finding.start, finding.end))
        return Checked(self.draft, tuple(findings), left_out)

    def _repeats(self, cited: Cited, used: Iterable[Cited]) -> bool:
        """Whether a citation is the other half of a double symbol whose first half was used."""
        own = cited.citation
        return any(u.part == cited.part and u.citation.start < own.end and own.start < u.citation.end for u in used)

    # A citation alone

    def _alone(self, cited: Cited) -> Finding:
        lead, citation = self.judge.lead(cited), cited.citation
        start, end = self.draft.place(self.draft.parts[cited.part], citation.start, citation.end)
        references: tuple[str, ...] = ()
        if lead.place.candidates:
            outcome, references = Outcome.AMBIGUOUS, lead.place.candidates
        elif not lead.held:
            outcome = Outcome.NOT_HELD
        elif lead.lacks:
            outcome = Outcome.NO_SUCH_PARAGRAPH
        elif lead.unclear:
            outcome, references = Outcome.AMBIGUOUS, lead.references
        else:
            named = lead.references
            one_each = 0 < len(named) <= len(lead.place.pinpoints)
            outcome, references = Outcome.EXISTS, named if one_each else (lead.place.citation,)
        passages = [passage for passage in lead.passages if not passage.note]
        return Finding(
            "",
            citation.raw,
            start,
            end,
            outcome,
            references,
            part=cited.part,
            part_start=citation.start,
            part_end=citation.end,
            remarks=remarks(self.library.store, outcome, lead, passages),
        )

    # A quotation

    def _finding(self, attributed: Attributed, verdict: Verdict) -> Finding:
        quotation, match = attributed.quotation, verdict.match
        first, last = quotation.pieces[0], quotation.pieces[-1]
        start, _ = self.draft.place(self.draft.parts[first.part], first.start, first.end)
        _, end = self.draft.place(self.draft.parts[last.part], last.start, last.end)
        differs = match is not None and match.level is not Level.LITERAL
        lead = self.judge.lead(verdict.cited) if verdict.cited else None
        stands = [replace(match.passage, start=match.start, end=match.end)] if match else []
        return Finding(
            quotation.text,
            verdict.cited.citation.raw if verdict.cited else "",
            start,
            end,
            verdict.outcome,
            verdict.references or (match.references if match else ()),
            match.text if match and differs else "",
            match.changes if match else (),
            first.part,
            first.start,
            first.end,
            held=lead is None or lead.held,
            remarks=remarks(self.library.store, verdict.outcome, lead, stands),
        )
