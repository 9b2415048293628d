"""The text that is being read, what it cited so far, and the pinpoints that go with a target."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compendium.corpus.citations import patterns
from compendium.corpus.citations.context import Context, Target
from compendium.corpus.citations.pinpoints import pinpoints_of
from compendium.corpus.document import Citation, CitationKind
from compendium.corpus.styled import Style, StyledText
from compendium.corpus.symbols import symbols_at

__all__ = ["Draft", "Pending"]


@dataclass(frozen=True, slots=True)
class Pending:
    """Pinpoints that stand before the target they lie in: `article 6 of` the Protocol."""

    start: int
    text: str
    target_at: int


class Draft:
    """One text with its citations so far. What reads a token says where to go on."""

    def __init__(self, styled: StyledText, context: Context) -> None:
        self.text = styled.text
        self.italics = sorted((s.start, s.end) for s in styled.spans if s.style is Style.ITALIC)
        self.italic_end = dict(self.italics)
        """Where the italics end that start at a place."""
        self.context = context
        self.out: list[Citation] = []
        self.pending: Pending | None = None
        self.title: tuple[str, int] | None = None
        """A title whose symbol stands at this place."""
        self.no_work_at = -1
        """Where a quotation opens that is a resolution's title."""
        self.body_at: tuple[int, int] | None = None
        """Where the body that was named last stands."""

    def tail(self, position: int, *, treaty: bool = False) -> tuple[tuple[str, ...], int]:
        """The pinpoints that follow a target ending at `position`, and where they end."""
        match = patterns.TAIL.match(self.text, position)
        if match is None:
            return (), position
        end = match.end()
        after_see = "see" in match.group()[: match.start("pin") - match.start()]
        if after_see and match["pin"].lower().startswith("annex"):
            return (), position
        if patterns.INTERNAL.match(self.text, end) or self.target_after(end) is not None:
            return (), position
        of = patterns.OF.match(self.text, end)
        if of is not None and patterns.UNKNOWN_TREATY.match(self.text, of.end()):
            return (), position
        return pinpoints_of(match["pin"], treaty=treaty), end

    def target_after(self, end: int) -> int | None:
        """Where the target starts that pinpoints ending at `end` lie in: `article 6 of the` Protocol."""
        of = patterns.OF.match(self.text, end)
        if of is not None:
            at = of.end()
            if patterns.target_pattern().match(self.text, at):
                return at
            anaphora = re.compile(patterns.ANAPHORA).match(self.text, self.text.find("the", of.start(), at))
            if anaphora is not None:
                return anaphora.start()
        named = patterns.OF_NAMED.match(self.text, end)
        return named.end() if named is not None and symbols_at(self.text, named.end()) else None

    def has_pending(self, start: int) -> bool:
        """Whether pinpoints wait for the target that starts here."""
        return self.pending is not None and self.pending.target_at <= start <= self.pending.target_at + 6

    def cite(self, target: Target, start: int, end: int, pins: tuple[str, ...] = ()) -> int:
        """Keeps a citation, with pinpoints that stood before it or stand behind it; where to go on."""
        if not pins and target.kind in (CitationKind.PUBLICATION, CitationKind.OTHER):
            pins, stop = self.tail(end)
            end = stop if pins else end
        self.emit(target, start, end, pins)
        return end

    def emit(self, target: Target, start: int, end: int, pins: tuple[str, ...]) -> None:
        """Keeps a citation, with the pinpoints that wait for it."""
        pending = self.pending
        if pending is not None and pending.start < start:
            reaches = pending.target_at <= start <= pending.target_at + 6
            if reaches and (not self.out or self.out[-1].end <= pending.start):
                treaty = target.kind is CitationKind.TREATY_ARTICLE
                pins = (*pinpoints_of(pending.text, treaty=treaty), *pins)
                start = pending.start
            self.pending = None
        if target.target and target.target == self.context.own_symbol:
            return
        unique = tuple(dict.fromkeys(pins))
        self.out.append(Citation(self.text[start:end], start, end, target.kind, target.target, unique, target.title))
        self.context.cite(target)
