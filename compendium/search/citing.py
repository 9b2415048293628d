"""The citations of a draft's paragraphs and footnotes: what it cites, "ibid." and shortened symbols among it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from compendium.corpus.citations import find_in_text, pinpoints_of
from compendium.corpus.citations.context import Context, Target
from compendium.corpus.citations.pinpoints import PINPOINT
from compendium.corpus.document import Citation, CitationKind
from compendium.corpus.habits import habits
from compendium.corpus.references import find_references
from compendium.corpus.sentences import sentences
from compendium.search.quotation_marks import enclosed

__all__ = ["Citing"]

FILE_NAME = re.compile(r"(?<![\w/.-])[\w][\w.()-]*\.(?:txt|md|markdown|pdf|docx|html?)(?![\w/])", re.IGNORECASE)
UNNUMBERED = r",?\s+unnumbered\s+para(?:graph|\.)\s*\d+(?:\s?\([a-z]{1,4}\))*"
BARE_UNNUMBERED = re.compile(UNNUMBERED, re.IGNORECASE)
PLACE_BEHIND = re.compile(rf"{UNNUMBERED}|,?\s+para(?:graph|\.)?\s*\d+(?:\.\d+)?(?:\s?\([a-z]{{1,4}}\))*", re.I)
BRACKETED = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
BEHIND = re.compile(rf"[:,]?\s+(?:of\s+\d{{1,2}}\s+\w+\s+(?:19|20)\d\d,?\s+)?(?P<pin>(?=[Pp]ara){PINPOINT})")
"""A place right behind a symbol, though not as papers write it: `A/52/687 of 18 November 1997, para. 28`."""
LATER = re.compile(rf"\b(?:in|at|under)\s+(?:its\s+)?(?P<pin>(?=[Pp]ara){PINPOINT})(?!\s+(?:of|to|above|below)\b)")
"""A place that is named only later in the sentence: `the report (A/52/687) says in its paragraph 28`."""
IBID = re.compile(r"ibid\b|loc\. cit|idem\b", re.IGNORECASE)
THE_SAME = re.compile(r"ibid\.?|loc\. cit\.?|idem", re.IGNORECASE)
PLACED = (CitationKind.UN_DOCUMENT, CitationKind.RESOLUTION)


@cache
def _scoped_place() -> re.Pattern[str]:
    """Places that only a collection knows: `, unnumbered paragraph 3`, `, annex, article 4, para. 1`.

    Numbering may start anew under any heading, whose name is then part of the place: `, Introduction, para. 3`.
    """
    heading = r"(?-i:[A-Z])[^\W\d_]+(?:[ ’'-][^\W\d_]+){0,7}"
    scope = rf"(?:{habits().scope.pattern}|{habits().instruments[-1].pattern}|{heading})"
    number = rf"(?:,\s+para(?:graph|\.)s?\s*\d+(?:\s?\(\w{{1,4}}\))*|{UNNUMBERED})"
    return re.compile(rf"(?:(?:,\s+{scope}){{1,3}}{number}|{UNNUMBERED})", re.IGNORECASE)


@dataclass
class Citing:
    """Reads a draft from start to end, and keeps what was cited last, in the text and in the footnotes apart."""

    context: Context = field(default_factory=Context)
    marked: dict[str, Target | None] = field(default_factory=dict)
    """The document that was cited last before each footnote's mark."""
    last_note: Target | None = None
    latest: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The places in each target that were cited last."""
    own: dict[bool, Citation] = field(default_factory=dict)
    """What the draft itself cited last, in the text and, under True, in its footnotes: not what it quotes."""

    def text(self, text: str, labels: Iterable[str]) -> tuple[Citation, ...]:
        """The citations of a paragraph, which bears the marks of these footnotes."""
        self.context.paragraph()
        found = find_in_text(text, self.context)
        self.marked.update(dict.fromkeys(labels, self.context.document))
        return self._completed(text, found, noted=False)

    def note(self, text: str, label: str) -> tuple[Citation, ...]:
        """The citations of a footnote: its "ibid." means what the footnote before it cites."""
        mind = self.context.footnote(self.marked.get(label), self.context.treaty)
        mind.last = self.last_note or self.marked.get(label)
        found = find_in_text(text, mind)
        self.last_note = mind.last
        return self._completed(text, found, noted=True)

    def _completed(self, text: str, found: Sequence[Citation], *, noted: bool) -> tuple[Citation, ...]:
        scoped = list(_scoped(text, found))
        named = [c for c in found if (c.kind is not CitationKind.PUBLICATION or c.target) and not _overlaps(c, scoped)]
        more = [*scoped, *(c for c in _typed(text) if not _overlaps(c, (*named, *scoped)))]
        # what a title in quotation marks is cited by may be a shortened symbol: “...” (2019/3, para. 25)
        kept = [c for c in found if c in named or not _overlaps(c, more)]
        ordered = sorted((*kept, *more), key=lambda citation: citation.start)
        quoted = list(enclosed(text))
        meant = []
        for citation in ordered:
            own = self.own.get(noted)
            if own is not None and IBID.match(citation.raw):
                citation = replace(citation, kind=own.kind, target=own.target, title=own.title)
            elif not any(a <= citation.start < b for a, b in quoted):
                self.own[noted] = citation
            meant.append(citation)
        return tuple(self._placed(text, citation, meant) for citation in meant)

    def _placed(self, text: str, citation: Citation, others: Sequence[Citation]) -> Citation:
        """A citation with the place that "ibid." repeats, or that is named later in its sentence."""
        if not citation.pinpoints and THE_SAME.fullmatch(citation.raw):
            citation = replace(citation, pinpoints=self.latest.get(citation.target, ()))
        elif not citation.pinpoints and citation.kind in PLACED:
            citation = replace(citation, pinpoints=_place_apart(text, citation, others))
        self.latest[citation.target] = citation.pinpoints
        return citation


def _place_apart(text: str, citation: Citation, others: Iterable[Citation]) -> tuple[str, ...]:
    """The place that is named behind a citation, or later in its sentence before another is cited."""
    behind = BEHIND.match(text, citation.end)
    if behind is not None:
        return pinpoints_of(behind["pin"])
    end = next((b for a, b in sentences(text) if a <= citation.start < b), len(text))
    end = min([end, *(c.start for c in others if c.start >= citation.end)])
    quoted = list(enclosed(text))
    for later in LATER.finditer(text, citation.end, end):
        if not any(a <= later.start() < b for a, b in quoted):
            return pinpoints_of(later["pin"])
    return ()


def _overlaps(citation: Citation, others: Iterable[Citation]) -> bool:
    return any(citation.start < other.end and citation.end > other.start for other in others)


def _scoped(text: str, found: Iterable[Citation]) -> Iterator[Citation]:
    """Symbols with a place in a scope of numbering, or without a number: what we cite ourselves."""
    for citation in found:
        if citation.kind not in PLACED:
            continue
        pattern = BARE_UNNUMBERED if citation.pinpoints else _scoped_place()  # `A/80/21, annex, unnumbered paragraph 3`
        if behind := pattern.match(text, citation.end):
            yield _as_typed(text, citation.start, behind.end())


def _typed(text: str) -> Iterable[Citation]:
    """References that only a collection can resolve: names of files, and shortened symbols with a place."""
    for match in FILE_NAME.finditer(text):
        behind = PLACE_BEHIND.match(text, match.end())
        scoped = _scoped_place().match(text, match.end())
        yield _as_typed(text, match.start(), max(m.end() for m in (match, behind, scoped) if m is not None))
    for bracket in BRACKETED.finditer(text):
        for start, end, reference in find_references(bracket[1]):
            if reference.shortened and reference.pinpoint:
                yield _as_typed(text, bracket.start(1) + start, bracket.start(1) + end)


def _as_typed(text: str, start: int, end: int) -> Citation:
    return Citation(text[start:end], start, end, CitationKind.OTHER, text[start:end])
