"""What a document that is held has not of the place that was asked for, or may lack altogether, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from compendium.corpus.document import Paragraph, Point
from compendium.corpus.reference import house_style
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow
from compendium.search.cite import document_name, labels, place
from compendium.search.located import notes_at, parts_at
from compendium.search.resolve import NOTE, NUMBERED, Place, paragraphs_at

__all__ = ["doubts", "has_point", "lacking"]

LISTED = 3
"""Footnotes with the same mark that are named where another was asked for."""


def doubts(store: Lookups, documents: Iterable[DocumentRow]) -> Iterator[str]:
    """A sentence for each of some documents whose text, as it is held, may be incomplete or misread."""
    for document in dict.fromkeys(documents):
        messages = store.doubts_of(document.id)
        if messages:
            yield f"the text of {document_name(document)} may be incomplete or misread: {messages[0]}"


def lacking(store: Lookups, named: Place) -> Iterator[str]:
    """A sentence for each place asked for that no form of the document that is held has."""
    if not named.documents:
        return
    document = named.documents[0]
    if named.ordinal is not None:
        rows = [row for row, _ in paragraphs_at(store, replace(named, pinpoints=()))]
        if not rows:
            yield f"{document_name(document)} is held, and has no unnumbered paragraph {named.ordinal}"
        elif not any(has_point(row.paragraph, labels(named.point)) for row in rows):
            yield _without_point(rows[0].paragraph, labels(named.point))
        elif named.pinpoints and not any(notes_at(store, named)):
            yield _without_other(store, named)
        return
    absent: list[str] = []
    for pinpoint in named.pinpoints:
        if NUMBERED.fullmatch(pinpoint) is None:
            other = replace(named, pinpoints=(pinpoint,))
            if not any(notes_at(store, other)) and not any(parts_at(store, other)):
                yield _without_other(store, other)
            continue
        found = paragraphs_at(store, Place(named.target, (pinpoint,), named.documents))
        if not found:
            absent.append(pinpoint)
        elif not any(has_point(row.paragraph, labels(point)) for row, point in found):
            yield _without_point(found[0][0].paragraph, labels(found[0][1]))
    if absent:
        yield f"{document_name(document)} is held, and has no {house_style(*absent)}{_last(store, document, absent)}"


def has_point(paragraph: Paragraph, path: Sequence[str]) -> bool:
    """Whether a paragraph has such a point, set apart or, as a citation may have it, within its sentences."""
    wanted = tuple(label.casefold() for label in path)
    if not wanted or any(tuple(map(str.casefold, found)) == wanted for found, _, _ in paragraph.point_spans()):
        return True
    inline = [label.casefold() for label in re.findall(r"(?<!\w)\((\w{1,5})\)\s", paragraph.text)]
    return len(wanted) == 1 and len(inline) > 1 and wanted[0] in inline


def _without_point(paragraph: Paragraph, path: Sequence[str]) -> str:
    """`para. 2 has no point (z); it has (a)–(u)`, at the depth where the path ends."""
    points: Sequence[Point] = paragraph.points
    above = ""
    for label in path[:-1]:
        under = next((point for point in points if point.label.casefold() == label.casefold()), None)
        if under is None:
            path = [label]
            break
        points, above = under.points, f"{above}({under.label})"
    has = f"it has ({points[0].label})" if points else "it has no points"
    if len(points) > 1:
        has += f"–({points[-1].label})"
    return f"{place(paragraph, above)} has no point ({path[-1]}); {has}"


def _last(store: Lookups, document: DocumentRow, absent: Sequence[str]) -> str:
    """Where the document's own numbering ends, if what is asked for lies beyond it."""
    wanted = [re.match(r"\d+", pin) for pin in absent]
    rows = store.paragraphs_of(document.id)
    numbered = [row.paragraph for row in rows if row.paragraph.number and row.paragraph.scope is None]
    last = numbered[-1].number if numbered else None
    if not last or not last.isdecimal() or not all(pin and int(pin.group()) > int(last) for pin in wanted):
        return ""
    return f"; its last is para. {last}"


def _without_other(store: Lookups, named: Place) -> str:
    """That a place which is no paragraph is not there; of a footnote, which paragraphs bear one with its mark."""
    said = f"{document_name(named.documents[0])} is held, and has no "
    note = NOTE.fullmatch(named.pinpoints[0])
    if note is None or not (note["base"] or named.ordinal is not None):
        return said + house_style(*named.pinpoints)
    alone = replace(named, pinpoints=(f"footnote {note['label']}",), ordinal=None, point="")
    elsewhere = list(dict.fromkeys(noted.citation for noted in notes_at(store, alone)))
    hint = f"; there is {' and '.join(elsewhere[:LISTED])}" if elsewhere else ""
    return said + named.citation.removeprefix(f"{named.target}, ") + hint
