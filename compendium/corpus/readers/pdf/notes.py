"""Footnotes at the foot of a page: found by the rule above them, parted by their labels."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from compendium.corpus.readers.pdf.lines import Line, Row, merged
from compendium.corpus.readers.pdf.measure import Measure
from compendium.corpus.readers.pdf.rules import across
from compendium.corpus.readers.pdf.words import PageWords, Rule

__all__ = ["MARK", "Note", "part_notes", "split_notes"]

MARK = re.compile(r"(?P<label>\d{1,3}|[a-z](?=/)|\*{1,4}|[†‡§]+)[.)/]?")
UNDERSCORES = re.compile(r"[_\s]*_{5,}[_\s]*|[—–-]{8,}")


@dataclass(slots=True)
class Note:
    """The lines of one footnote on one page; no label where it continues one of the page before."""

    label: str
    lines: list[Line]
    skip: int
    """Pieces of the first line that are the label."""


def part_notes(page: PageWords, rows: list[Row], usual: Measure) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows of a page's body, its footnote rule if that is drawn with letters, and its footnotes."""
    cut = _tagged(rows)
    if cut is None:
        cut = _below_underscores(rows, usual)
    if cut is None:
        cut = _below_rule(page, rows, usual)
    if cut is None:
        cut = _small_tail(rows, usual)
    if cut is None:
        return rows, [], []
    if cut and UNDERSCORES.fullmatch(_text(rows[cut - 1])):
        return rows[: cut - 1], [rows[cut - 1]], rows[cut:]
    return rows[:cut], [], rows[cut:]


def _text(row: Row) -> str:
    return " ".join(c.text for c in row.cells)


def _tagged(rows: list[Row]) -> int | None:
    """Where the rows begin that the source marks as notes, to the last row."""
    cut: int | None = None
    for i in range(len(rows) - 1, -1, -1):
        element = rows[i].cells[-1].element
        if element is None or not _says_note(element.roles):
            break
        cut = i
    return cut


def _says_note(roles: tuple[str, ...]) -> bool:
    """Whether these roles, from the innermost outward, are a note's.

    Word may hang the list that goes on under a note, and with it the rest of the document, into the note itself.
    """
    place = next((i for i, role in enumerate(roles) if role in {"Note", "FENote"}), -1)
    return place >= 0 and "L" not in roles[:place]


def _below_underscores(rows: list[Row], usual: Measure) -> int | None:
    for i in range(len(rows) - 1, 0, -1):
        if UNDERSCORES.fullmatch(_text(rows[i - 1])) and _like_notes(rows[i:], usual):
            return i
    return None


def _below_rule(page: PageWords, rows: list[Row], usual: Measure) -> int | None:
    """Where the rows begin that stand under a short rule at the left margin."""
    width = usual.right - usual.left
    for rule in sorted(across(page), key=lambda r: r.y0):
        here = usual.left < rule.x1 and rule.x0 <= usual.left + 0.15 * width  # not over another column's notes
        if not here or not 0.08 * page.width < rule.width < 0.6 * width:
            continue
        below = [i for i, row in enumerate(rows) if row.y < rule.y0]
        if not below or _underlines(rule, rows):
            continue
        if _like_notes(rows[below[0] :], usual):
            return below[0]
    return None


def _underlines(rule: Rule, rows: list[Row]) -> bool:
    """Whether a rule is the underline of a word, which stands just above it."""
    return any(
        0 <= c.y - rule.y0 < 0.35 * c.size and c.x0 < rule.x1 and rule.x0 < c.x1 for row in rows for c in row.cells
    )


def _like_notes(rows: list[Row], usual: Measure) -> bool:
    """Whether rows may be footnotes: set small, or starting with a mark."""
    first = rows[0].cells[0]
    if starts_note(rows[0]):
        return all(c.size <= usual.size * 1.05 for row in rows for c in row.cells)
    return all(c.size < 0.96 * usual.size for row in rows for c in row.cells) and not first.text[:1].isupper()


def _small_tail(rows: list[Row], usual: Measure) -> int | None:
    """Where the last rows begin that are set small and start with a raised figure, where no rule is drawn."""
    cut: int | None = None
    for i in range(len(rows) - 1, 0, -1):
        cells = rows[i].cells
        if any(c.size > 0.95 * usual.size for c in cells) or len(cells) > 2:
            break
        piece = cells[0].pieces[0]
        if piece.raised and piece.word.text.isdigit():
            cut = i
    if cut is None or rows[cut - 1].y - rows[cut].y < 1.3 * usual.pitch_of(rows[cut].cells[0].size):
        return None
    return cut


def starts_note(row: Row) -> str:
    """The label of the footnote that starts in a row, or an empty string."""
    pieces = row.cells[0].pieces
    found = MARK.fullmatch(pieces[0].word.text)
    if found is None:
        text = pieces[0].word.text
        return text if pieces[0].raised and len(text) == 1 and text.isalpha() else ""
    if pieces[0].raised or found["label"][0] in "*†‡§" or len(pieces[0].word.text) > len(found["label"]):
        return found["label"]
    apart = len(pieces) == 1 and len(row.cells) > 1
    return found["label"] if apart else ""


def split_notes(rows: list[Row], expected: int, marks: Collection[str] = ()) -> list[Note]:
    """The footnotes of a page; for labels set like the text, `expected` is the number after the last one seen, and
    `marks` are the raised figures of the page's text."""
    notes: list[Note] = []
    for row in rows:
        if not any(c.isalnum() for cell in row.cells for c in cell.text):
            continue  # the ----- that ends a document
        label = starts_note(row)
        line = merged(row.cells)
        head = line.pieces[0].word.text
        plain = head == str(expected) or (head in marks and head.isdigit() and int(head) > expected)
        if not label and plain and len(line.pieces) > 1 and line.pieces[1].space:
            label = head
        if label:
            notes.append(Note(label, [line], 1))
            if label.isdigit():
                expected = int(label) + 1
        elif notes:
            notes[-1].lines.append(line)
        else:
            notes.append(Note("", [line], 0))
    return notes
