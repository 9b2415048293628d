"""The verdict on a quotation: whether its words stand where its citation says, and if not, what is wrong.

The places that a draft cites are read first; only where the words do not stand there are they looked up elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from compendium.corpus.document import CitationKind
from compendium.search.attribution import Attributed, Cited
from compendium.search.comparison import Level, Match, Quoted, best, literal, weighed
from compendium.search.draft import Draft, Part
from compendium.search.findings import Outcome
from compendium.search.leads import Lead, Library
from compendium.search.names import is_name, may_be_title
from compendium.search.passages import Passage
from compendium.search.quotations import Piece

__all__ = ["Judge", "Verdict"]

TERM = 3
"""Words up to which a quotation without a citation is taken for a term."""
PHRASE = 6
"""Words up to which one that stands nowhere, or in many documents, is."""
MANY = 3
"""Documents in which a phrase must stand to be a term of the field."""
CHANCE = 10
"""Words below which the same words may stand elsewhere by chance, while the cited place has all but one of them."""
SURE = 0.7
"""Share of the words that must agree where a passage is not the one cited."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome, with the citation that it is about and the match that it rests on."""

    outcome: Outcome
    cited: Cited | None = None
    match: Match | None = None
    references: tuple[str, ...] = ()


class Judge:
    """Reads the places that a draft cites, and says of each of its quotations what becomes of it."""

    def __init__(self, library: Library, draft: Draft) -> None:
        self.library = library
        self.draft = draft
        self._leads: dict[Cited, Lead] = {}

    def lead(self, cited: Cited) -> Lead:
        """What a citation of the draft leads to."""
        if cited not in self._leads:
            self._leads[cited] = self.library.lead(cited.citation)
        return self._leads[cited]

    def verdict(self, attributed: Attributed) -> Verdict:
        """What becomes of a quotation with the citations given for it."""
        quotation = attributed.quotation
        quoted = Quoted(_without_numbers(quotation.text), len(quotation.pieces), quotation.marks)
        part, piece = self.draft.parts[quotation.pieces[0].part], quotation.pieces[0]
        titles = [d.title for cited in attributed.sources for d in self.lead(cited).place.documents]
        placed = attributed.direct and any(self.lead(cited).place.pinpoints for cited in attributed.sources)
        if not quotation.block and not placed and is_name(part.text, piece.start, quotation.text, titles):
            return Verdict(Outcome.NOT_A_QUOTATION)
        sources = [cited for cited in attributed.sources if not _names_title(cited, part.text, piece.start)]
        sources = self._narrowest(sources)
        if not sources:
            if not quotation.block and (
                len(sources) < len(attributed.sources) or self._is_title(part, piece, quotation.text)
            ):
                return Verdict(Outcome.NOT_A_QUOTATION)
            shared = self._in_cited(quoted, attributed.shared)
            return shared or self._without_source(quoted, block=quotation.block)
        found = self._in_cited(quoted, sources)
        if found is not None:
            return found
        title = may_be_title(quotation.text) and not quotation.block
        found = self._not_in_cited(quoted, sources)
        near = attributed.direct or attributed.introduced
        if not near and quoted.words <= PHRASE and not _is_sure(quoted, found):
            return Verdict(Outcome.NOT_A_QUOTATION)
        return Verdict(Outcome.NOT_A_QUOTATION) if title and found.match is None else found

    def _narrowest(self, sources: Sequence[Cited]) -> list[Cited]:
        """The citations without those of a whole document of which another names the place."""
        leads = [self.lead(cited) for cited in sources]
        placed = {document.id for lead in leads if lead.place.pinpoints for document in lead.place.documents}
        return [
            cited
            for cited, lead in zip(sources, leads, strict=True)
            if lead.place.pinpoints or not lead.held or not {d.id for d in lead.place.documents} <= placed
        ]

    def _is_title(self, part: Part, piece: Piece, text: str) -> bool:
        """Whether quoted words are the title of a publication, as the draft or a document held cites it."""
        here = any(_names_title(Cited(0, citation), part.text, piece.start) for citation in part.citations)
        return here or self.library.is_title(text)

    def _in_cited(self, quoted: Quoted, sources: Sequence[Cited]) -> Verdict | None:
        """What is in order: the words stand in a place that is cited."""
        for level in (Level.LITERAL, Level.PERMITTED):
            for cited in sources:
                passages = self._passages(quoted, self.lead(cited))
                if level is Level.LITERAL:
                    match = best(found for found in literal(quoted, passages) if found.keeps_marks(quoted))
                else:
                    match = best(weighed(quoted, passages, self.library.mends, most=20))
                if match is not None and match.level is level:
                    outcome = Outcome.EXACT if level is Level.LITERAL else Outcome.PERMITTED
                    return Verdict(outcome, cited, match)
        return None

    def _passages(self, quoted: Quoted, lead: Lead) -> list[Passage]:
        """What a quotation may stand in if its citation is right."""
        if lead.place.candidates:
            leads = [self._as_candidate(lead, name) for name in lead.place.candidates]
            return [passage for one in leads for passage in self._passages(quoted, one)]
        cited = list(lead.passages)
        if not cited and lead.held and not lead.lacks:
            cited = self.library.holding(quoted.segments, [document.id for document in lead.place.documents])
        return [*cited, *self._together(quoted, cited)]

    def _as_candidate(self, lead: Lead, symbol: str) -> Lead:
        citation = replace(lead.citation, kind=CitationKind.UN_DOCUMENT, target=symbol, pinpoints=lead.place.pinpoints)
        return self.library.lead(citation)

    def _together(self, quoted: Quoted, passages: Sequence[Passage]) -> Iterator[Passage]:
        """Passages with the paragraphs after them, for a quotation that runs over paragraphs."""
        if quoted.pieces < 2:
            return
        for passage in passages[:8]:
            longer = self.library.following(passage, quoted.pieces)
            if longer is not None:
                yield longer

    def _not_in_cited(self, quoted: Quoted, sources: Sequence[Cited]) -> Verdict:
        """What is wrong: the place, the document, the words, or what is held."""
        leads = [(cited, self.lead(cited)) for cited in sources]
        held = [(cited, lead) for cited, lead in leads if lead.held]
        blamed, lead = (held or leads)[0]
        near = self._near_cited(quoted, held)
        own = [document.id for _, one in held for document in one.place.documents]
        if own and quoted.words > 2:
            inside = self._standing(quoted, own)
            if inside:
                outcome = Outcome.WRONG_PARAGRAPH
                if lead.lacks and not _has_paragraph(self.library, lead):
                    outcome = Outcome.NO_SUCH_PARAGRAPH
                return Verdict(outcome, blamed, inside[0], _all_references(inside))
        elsewhere = self._standing(quoted) if quoted.words > TERM else []
        if near is not None and (not elsewhere or (quoted.words < CHANCE and len(near.altered) == 1)):
            return Verdict(Outcome.ALTERED, blamed, near)
        if elsewhere:
            return self._elsewhere(blamed, lead, elsewhere)
        return self._nowhere(quoted, blamed, lead, own)

    def _near_cited(self, quoted: Quoted, held: Sequence[tuple[Cited, Lead]]) -> Match | None:
        """The passage cited, or the whole of the cited paragraph, that has nearly the words."""
        passages = [passage for _, lead in held for passage in self._passages(quoted, lead)]
        whole = [replace(p, start=0, end=len(p.wording.text)) for p in passages]
        for some in (passages, whole):
            match = best(weighed(quoted, some, self.library.mends))
            if match is not None and match.matched >= min(3, quoted.words - 1):
                return match
        return None

    def _elsewhere(self, blamed: Cited, lead: Lead, found: Sequence[Match]) -> Verdict:
        """The words stand in other documents: these are right, or recall one that is not held."""
        if lead.place.candidates:
            return Verdict(Outcome.AMBIGUOUS, blamed, None, lead.place.candidates)
        if not lead.held:
            recalling = [m for m in found if self.library.recalls(m.passage, lead.place.target)]
            if recalling:
                return Verdict(Outcome.NOT_HELD, blamed, recalling[0], _all_references(recalling))
        return Verdict(Outcome.WRONG_SYMBOL, blamed, found[0], _all_references(found))

    def _nowhere(self, quoted: Quoted, blamed: Cited, lead: Lead, own: Sequence[int]) -> Verdict:
        """The words stand nowhere as they are quoted."""
        if lead.place.candidates:
            return Verdict(Outcome.AMBIGUOUS, blamed, None, lead.place.candidates)
        like = self._like(quoted, own) or self._like(quoted)
        if like is not None and lead.held:
            return Verdict(Outcome.ALTERED, blamed, like)
        if not lead.held:
            recalled = like if like and self.library.recalls(like.passage, lead.place.target) else None
            return Verdict(Outcome.NOT_HELD, blamed, recalled)
        return Verdict(Outcome.NO_SUCH_PARAGRAPH if lead.lacks else Outcome.NOT_FOUND, blamed)

    def _without_source(self, quoted: Quoted, *, block: bool) -> Verdict:
        if quoted.words <= TERM or (may_be_title(quoted.text) and not block):
            return Verdict(Outcome.NOT_A_QUOTATION)
        found = self._standing(quoted)
        short = quoted.words <= PHRASE and not block
        if found:
            if short and len({match.passage.document.id for match in found}) > MANY:
                return Verdict(Outcome.NOT_A_QUOTATION)
            return Verdict(Outcome.NO_SOURCE, None, found[0], _all_references(found))
        like = None if short else self._like(quoted)
        if like is not None:
            return Verdict(Outcome.ALTERED, None, like)
        return Verdict(Outcome.NOT_A_QUOTATION if short or block else Outcome.NOT_FOUND)

    def _standing(self, quoted: Quoted, documents: Sequence[int] = ()) -> list[Match]:
        """The passages, of these documents or of all, in which the words stand as quoted or as permitted."""
        passages = self.library.holding(quoted.segments, documents)
        passages += self._together(quoted, passages)
        found = literal(quoted, passages)
        if found:
            return found
        return [
            match
            for match in weighed(quoted, passages, self.library.mends)
            if match.level is Level.PERMITTED and match.matched >= min(4, quoted.words)
        ]

    def _like(self, quoted: Quoted, documents: Sequence[int] = ()) -> Match | None:
        """The passage, of these documents or of all, that has nearly the words."""
        if quoted.words < 5:
            return None
        passages = self.library.holding(quoted.segments, documents)
        passages += self._together(quoted, passages)
        match = best(weighed(quoted, passages, self.library.mends))
        return match if match is not None and match.likeness >= SURE else None


def _is_sure(quoted: Quoted, found: Verdict) -> bool:
    """Whether a phrase, with a citation only somewhere around it, is a quotation: its words, or nearly, stand there."""
    match = found.match
    if quoted.words <= TERM or match is None:
        return False
    stands = found.outcome in (Outcome.WRONG_PARAGRAPH, Outcome.NO_SUCH_PARAGRAPH)
    return stands or (found.outcome is Outcome.ALTERED and match.likeness >= SURE)


def _all_references(matches: Iterable[Match]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reference for match in matches for reference in match.references))


def _without_numbers(text: str) -> str:
    """A quotation without the paragraph numbers that stand at the head of its paragraphs."""
    return re.sub(r"(?m)^\d{1,3}\.\s+", lambda match: " " * len(match.group()), text)


def _names_title(cited: Cited, text: str, start: int) -> bool:
    """Whether a citation is of a publication whose title the quoted words are."""
    citation = cited.citation
    return (
        citation.kind is CitationKind.PUBLICATION
        and citation.start <= start < citation.end
        and text[citation.start : citation.end] == citation.raw
    )


def _has_paragraph(library: Library, lead: Lead) -> bool:
    """Whether the paragraph that is cited is there, though the point in it is not."""
    bare = tuple(re.sub(r"(?<=\w)\(.*", "", pinpoint) for pinpoint in lead.place.pinpoints)
    if bare == lead.place.pinpoints or lead.citation.kind is CitationKind.OTHER:
        return False
    return not library.lead(replace(lead.citation, pinpoints=bare)).lacks
