"""Which citation a draft gives for a quotation: behind it, in its footnote, or in the sentence around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compendium.corpus.document import Citation
from compendium.corpus.habits import habits
from compendium.search.draft import Draft, Part
from compendium.search.quotation_marks import OPENERS
from compendium.search.quotations import FARTHEST, Piece, Quotation

__all__ = ["Attributed", "Cited", "attribute"]

CLOSERS = "”\"»’'“)].,;:!?… "
DIRECT = re.compile(
    r"[\s|”\"»’'“\].,;:!?…—–-]*[(\[]?\s*(?:(?:see|cf\.|in|from|source|(?:quoted|reproduced|contained)\s+(?:in|from)):?\s+"
    r"(?:also\s+)?)?(?:,?\s*(?:inter\s+alia|for\s+(?:example|instance)|e\.g\.),?\s+)?",
    re.IGNORECASE,
)
"""What may stand between a quotation and the citation that belongs to it alone."""
INTRODUCES = re.compile(
    r"[\s|)\],]*(?:(?:\w+,?\s+){0,4}(?:that|says|reads|states)\s*|[^.;:]{0,40}:\s*)?", re.IGNORECASE
)
"""What may stand between a citation and the quotation that it introduces."""
LIST = re.compile(r"[\s,;]*(?:(?:and|see also|see|and in)\s+)?", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?][”\"»’)\]]*\s+(?=[“\"«(‘]?[A-Z])")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of a draft, by the part in which it stands."""

    part: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quotation and the citations given for it, each of which may be its source."""

    quotation: Quotation
    sources: tuple[Cited, ...]
    direct: bool = False
    """Whether they stand right behind it, or in its footnote."""
    introduced: bool = False
    """Whether they stand right before it, or it is a block that they lead to."""
    shared: tuple[Cited, ...] = ()
    """Of a quotation without any, those of the next in its sentence: “States”, it says, “may act” (para. 3)."""


def attribute(draft: Draft, quotations: Sequence[Quotation]) -> list[Attributed]:
    """Each quotation with its citations."""
    found: list[Attributed] = []
    direct = [_direct(draft, quotation) for quotation in quotations]
    claimed = {cited for sources in direct for cited in sources}
    for quotation, sources in zip(quotations, direct, strict=True):
        if sources:
            found.append(Attributed(quotation, sources, direct=True))
        else:
            others = [q for q in quotations if q is not quotation]
            around = _around(draft, quotation, others, claimed)
            introduced = bool(around) and (quotation.block or _introduces(draft, around[-1], quotation))
            shared = () if around else _shared(draft, quotation, others)
            found.append(Attributed(quotation, around, introduced=introduced, shared=shared))
    return found


def _introduces(draft: Draft, cited: Cited, quotation: Quotation) -> bool:
    first = quotation.pieces[0]
    between = draft.parts[first.part].text[cited.citation.end : first.start].rstrip(OPENERS)
    return cited.part == first.part and INTRODUCES.fullmatch(between) is not None


def _shared(draft: Draft, quotation: Quotation, others: Sequence[Quotation]) -> tuple[Cited, ...]:
    """The citations right behind a later quotation of the same sentence."""
    last = quotation.pieces[-1]
    text = draft.parts[last.part].text
    later = [q for q in others if q.pieces[0].part == last.part and q.pieces[0].start > last.end]
    for other in sorted(later, key=lambda q: q.pieces[0].start):
        if _ends_sentence(text[last.end : other.pieces[0].start]):
            break
        if sources := _direct(draft, other):
            return sources
    return ()


def _direct(draft: Draft, quotation: Quotation) -> tuple[Cited, ...]:
    """The citations right behind a quotation: in brackets, or in the footnote whose mark stands there."""
    last = quotation.pieces[-1]
    part = draft.parts[last.part]
    behind = _behind(part, last)
    sources = list(_run(last.part, part, behind))
    if not sources:
        sources = _noted(draft, part, last.end - 1, behind + 1)
    if not sources and quotation.block:
        sources = _next_part(draft, last.part)
    return tuple(sources)


def _behind(part: Part, piece: Piece) -> int:
    """Where the text goes on behind a quotation and its closing marks."""
    at = piece.end
    while at < len(part.text) and part.text[at] in CLOSERS[:-1]:
        at += 1
    return at


def _run(index: int, part: Part, start: int) -> list[Cited]:
    """The citations that stand in a row from a place on."""
    found: list[Cited] = []
    between = DIRECT
    for citation in part.citations:
        if citation.start < start:
            continue
        gap = part.text[start : citation.start]
        if not between.fullmatch(gap) or (not found and _is_next_subject(part.text, start, citation)):
            break
        found.append(Cited(index, citation))
        start, between = citation.end, LIST
    return found


def _is_next_subject(text: str, start: int, citation: Citation) -> bool:
    """Whether a citation only begins the sentence after a quotation, and says more there."""
    if re.search(r"[a-z(\[]", text[start : citation.start], re.IGNORECASE):
        return False
    ended = re.search(r"[.!?][”\"»’'\])]*$", text[:start]) is not None
    return ended and re.match(r"[^\w]*$", text[citation.end : _sentence_end(text, citation.end)]) is None


def _noted(draft: Draft, part: Part, first: int, last: int) -> list[Cited]:
    """The citations in the footnotes whose marks stand between two places of a part."""
    found: list[Cited] = []
    for mark in part.marks:
        note = draft.notes.get(mark.label)
        if first <= mark.offset <= last and note is not None:
            found += [Cited(note, citation) for citation in draft.parts[note].citations]
    return found


def _next_part(draft: Draft, index: int) -> list[Cited]:
    """The citation on a line of its own below a block quotation."""
    following = next((i for i in range(index + 1, len(draft.parts)) if draft.parts[i].note is None), None)
    if following is None:
        return []
    part = draft.parts[following]
    sources = _run(following, part, 0)
    if not sources or re.search(r"\w|:\s*$", part.text[sources[-1].citation.end :]):
        return []  # it says more, or leads to what follows
    return sources


def _around(draft: Draft, quotation: Quotation, others: Sequence[Quotation], claimed: set[Cited]) -> tuple[Cited, ...]:
    """The nearest citation of the same sentence, else of the sentence or paragraph that leads to the quotation."""
    first, last = quotation.pieces[0], quotation.pieces[-1]
    part = draft.parts[first.part]
    before = [Cited(first.part, c) for c in part.citations if c.end <= first.start]
    same = [c for c in before if not _ends_sentence(part.text[c.citation.end : first.start])]
    for cited in reversed(same):
        if cited not in claimed:
            return (cited,)
    tail = draft.parts[last.part]
    for citation in tail.citations:
        gap = tail.text[last.end : citation.start] if citation.start >= last.end else None
        crossed = any(p.part == last.part and last.end < p.start < citation.start for q in others for p in q.pieces)
        if gap is not None and not crossed and not _ends_sentence(gap) and Cited(last.part, citation) not in claimed:
            return (Cited(last.part, citation),)
    if noted := _noted(draft, tail, last.end - 1, _sentence_end(tail.text, last.end)):
        return tuple(noted)
    inside = [p for q in others for p in q.pieces if p.part == first.part]
    if quotation.block or not _words_outside(part.text[: first.start], inside):
        return _leading(draft, first.part, alone=not _words_outside(part.text, [*inside, *quotation.pieces]))
    return ()


def _words_outside(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether a text has words besides those of its quotations."""
    spans = sorted((piece.start, piece.end) for piece in pieces)
    bounds = [0, *(place for span in spans for place in span), len(text)]
    return any(re.search(r"\w", text[a:b]) for a, b in zip(bounds[::2], bounds[1::2], strict=True))


def _leading(draft: Draft, index: int, *, alone: bool) -> tuple[Cited, ...]:
    """The citation in the paragraph that introduces a quotation, or several that stand alone: it ends in a colon."""
    before = [i for i in range(index - 1, -1, -1) if draft.parts[i].note is None][:FARTHEST]
    lead = next((i for i in before if not (alone and _stands_alone(draft.parts[i]))), None)
    if lead is None or not draft.parts[lead].text.rstrip().endswith(":"):
        return ()
    part = draft.parts[lead]
    last = [Cited(lead, citation) for citation in part.citations[-1:]]
    return tuple(last or _noted(draft, part, len(part.text) - 2, len(part.text)))


def _stands_alone(part: Part) -> bool:
    """Whether a paragraph is a quotation and nothing else, and cites nothing."""
    return (part.quoted or part.text[:1] in OPENERS) and not part.citations


def _ends_sentence(text: str) -> bool:
    return _sentence_end(text, 0) < len(text)


def _sentence_end(text: str, start: int) -> int:
    """Where the sentence ends that goes on at a place."""
    for match in SENTENCE_END.finditer(text, start):
        if not habits().abbreviation.search(text, max(start, match.start() - 12), match.start() + 1):
            return match.end()
    return len(text)
