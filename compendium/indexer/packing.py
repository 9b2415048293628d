"""Styled text and points as compact JSON, and back: the form that they have in the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compendium.corpus.paragraph import Point
from compendium.corpus.styled import NoteMark, Span, Style, StyledText

if TYPE_CHECKING:
    from compendium.corpus.annotations import Cited

__all__ = [
    "pack_cited",
    "pack_points",
    "pack_strings",
    "pack_style",
    "unpack_cited",
    "unpack_numbers",
    "unpack_points",
    "unpack_strings",
    "unpack_styled",
]

_PackedPoint = tuple[str, str, str, "list[_PackedPoint]"]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack_style(content: StyledText) -> str:
    """Spans and marks of a text; empty for plain text, which most of it is."""
    if not content.spans and not content.marks:
        return ""
    spans = [(s.start, s.end, s.style.value) for s in content.spans]
    return _json((spans, [(m.label, m.offset) for m in content.marks]))


def unpack_styled(text: str, style: str) -> StyledText:
    """A text with its spans and marks."""
    if not style:
        return StyledText(text)
    spans, marks = json.loads(style)
    return StyledText(
        text,
        tuple(Span(start, end, Style(name)) for start, end, name in spans),
        tuple(NoteMark(label, offset) for label, offset in marks),
    )


def pack_points(points: Sequence[Point]) -> str:
    """Points and what is below them; empty where there are none."""
    return _json([_packed(point) for point in points]) if points else ""


def _packed(point: Point) -> _PackedPoint:
    return (point.label, point.text, pack_style(point.content), [_packed(inner) for inner in point.points])


def unpack_points(packed: str) -> tuple[Point, ...]:
    """The points that `pack_points` packed."""
    return tuple(_point(item) for item in json.loads(packed)) if packed else ()


def _point(packed: _PackedPoint) -> Point:
    label, text, style, inner = packed
    return Point(label, unpack_styled(text, style), tuple(_point(item) for item in inner))


def pack_strings(values: Sequence[str] | Sequence[int]) -> str:
    """A list of strings or of numbers; empty where it is."""
    return _json(list(values)) if values else ""


def unpack_strings(packed: str) -> tuple[str, ...]:
    """The strings that `pack_strings` packed."""
    return tuple(json.loads(packed)) if packed else ()


def unpack_numbers(packed: str) -> tuple[int, ...]:
    """The numbers that `pack_strings` packed."""
    return tuple(json.loads(packed)) if packed else ()


def pack_cited(cites: Sequence[Cited]) -> str:
    """What a recommendation rests on."""
    return _json([(cited.target, cited.pinpoints) for cited in cites]) if cites else ""


def unpack_cited(packed: str) -> tuple[Cited, ...]:
    """What `pack_cited` packed."""
    from compendium.corpus.annotations import Cited  # looking words up needs none

    return tuple(Cited(target, tuple(pinpoints)) for target, pinpoints in json.loads(packed)) if packed else ()
