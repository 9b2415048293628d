"""Footnotes brought to their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compendium.corpus.document import Footnote, Paragraph

__all__ = ["placed"]


@dataclass(frozen=True, slots=True)
class _Place:
    """A mark in a paragraph."""

    ordinal: int
    offset: int
    pages: tuple[int, ...]


def placed(notes: Sequence[Footnote], paragraphs: Sequence[Paragraph]) -> tuple[Footnote, ...]:
    """The footnotes, each with the place of its mark.

    Labels may come anew in each annex or decision. A footnote then belongs to the mark on its own page, since a mark
    in a heading is in no paragraph and would shift all after it; endnotes, which stand on other pages than their
    marks, are matched in order.
    """
    marks: dict[str, list[_Place]] = {}
    for paragraph in paragraphs:
        for mark in paragraph.marks:
            marks.setdefault(mark.label, []).append(_Place(paragraph.ordinal, mark.offset, paragraph.pages))
    found: dict[int, _Place] = {}
    for label, places in marks.items():
        own = [i for i, note in enumerate(notes) if note.label == label]
        found |= _on_one_page(notes, own, places) or _in_order(own, places)
    return tuple(
        replace(note, ordinal=found[i].ordinal, offset=found[i].offset) if i in found else note
        for i, note in enumerate(notes)
    )


def _on_one_page(notes: Sequence[Footnote], own: list[int], places: list[_Place]) -> dict[int, _Place]:
    """The notes of one label, by their place in the document, that stand on the page of a mark."""
    found: dict[int, _Place] = {}
    left = list(places)
    for back in (0, 1):  # a long note may have been pushed to the page after its mark's
        for i in own:
            page = notes[i].page
            if i in found or page is None:
                continue
            near = next((place for place in left if page - back in place.pages), None)
            if near is not None:
                found[i] = near
                left.remove(near)
    return found


def _in_order(own: list[int], places: list[_Place]) -> dict[int, _Place]:
    """The first note with the first mark, and so on; the notes beyond the last mark with that."""
    return {i: places[min(k, len(places) - 1)] for k, i in enumerate(own)}
