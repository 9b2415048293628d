"""The text of one block in the making: pieces, styled runs, footnotes' marks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from compendium.corpus.styled import NoteMark, Span, Style, StyledText

__all__ = ["Pieces"]


@dataclass(slots=True)
class Pieces:
    """The text of a block in the making."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)
    holders: list[int] = field(default_factory=list)
    """The elements that hold the notes of these marks."""

    def put(self, text: str, styles: set[Style]) -> None:
        """Adds a run of text set in these styles."""
        start, self.length = self.length, self.length + len(text)
        self.pieces.append(text)
        self.spans += (Span(start, self.length, style) for style in sorted(styles))

    def mark(self, label: str, holder: int) -> None:
        """Notes the place of a footnote's mark."""
        self.marks.append(NoteMark(label, self.length))
        self.holders.append(holder)

    def take(self) -> list[int]:
        """The holders of the notes marked so far, which are then forgotten."""
        holders, self.holders = self.holders, []
        return holders

    def styled(self) -> StyledText:
        """The text so far, white space untouched."""
        return StyledText("".join(self.pieces), tuple(_joined(self.spans)), tuple(self.marks))


def _joined(spans: list[Span]) -> list[Span]:
    """The spans in order, touching ones of a style made one."""
    out: list[Span] = []
    for style in Style:
        run: Span | None = None
        for span in (s for s in spans if s.style is style):
            if run is not None and run.end >= span.start:
                run = replace(run, end=max(run.end, span.end))
            else:
                out += [run] if run else []
                run = span
        out += [run] if run else []
    return sorted(out, key=lambda s: (s.start, s.end, s.style))
