"""The points of a paragraph while they are being gathered: how deep each lies, and what a next one may carry on."""

from __future__ import annotations

from dataclasses import dataclass

from compendium.corpus.document import Point
from compendium.corpus.numbering import label_follows
from compendium.corpus.styled import StyledText

__all__ = ["Part", "depth_of", "open_labels", "tree"]


@dataclass(slots=True)
class Part:
    """A lead-in or a point, while blocks are still being added to it."""

    label: str
    content: StyledText
    depth: int = 0


def open_labels(parts: list[Part]) -> list[str]:
    """The labels that a next point may carry on, innermost first."""
    labels: list[str] = []
    depth: int | None = None
    for part in reversed(parts[1:]):
        if depth is None or part.depth < depth:
            labels.append(part.label)
            depth = part.depth
    return labels


def depth_of(parts: list[Part], label: str) -> int:
    """How deep a point lies: beside the label that it carries on, or below a point that ends in a colon."""
    depth: int | None = None
    opens_below = len(parts) > 1 and parts[-1].content.text.rstrip().endswith((":", "—"))
    if opens_below and label_follows(label, None):
        return parts[-1].depth + 1
    for part in reversed(parts[1:]):
        if depth is not None and part.depth >= depth:
            continue
        depth = part.depth
        if label_follows(label, part.label):
            return depth
    if depth is None:
        return 0
    return parts[-1].depth + 1 if label_follows(label, None) else parts[-1].depth


def tree(parts: list[Part]) -> tuple[Point, ...]:
    """Points in a row, each with its depth, as points with points of their own."""
    points: list[Point] = []
    i = 0
    while i < len(parts):
        below = i + 1
        while below < len(parts) and parts[below].depth > parts[i].depth:
            below += 1
        points.append(Point(parts[i].label, parts[i].content, tree(parts[i + 1 : below])))
        i = below
    return tuple(points)
