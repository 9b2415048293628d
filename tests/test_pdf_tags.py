"""What a tagged PDF declares is believed only as far as the page bears it out."""

from __future__ import annotations

from compendium.corpus.readers.pdf.blocks import draft_blocks
from compendium.corpus.readers.pdf.lines import Line, Piece, Row, merged
from compendium.corpus.readers.pdf.measure import Measure
from compendium.corpus.readers.pdf.notes import part_notes
from compendium.corpus.readers.pdf.tags import Element
from compendium.corpus.readers.pdf.words import PageWords, Word

USUAL = Measure(size=10, pitch=12, left=72, right=472)
IN_LIST = Element(7, ("LBody", "LI", "L", "Sect"))


def line(x: float, y: float, text: str, element: Element, size: float = 10) -> Line:
    word = Word(x, x + 5 * len(text), y, size, text, False, False, False, 1, False)
    return Line(1, x, word.x1, y, size, [Piece(word, False)], text, element)


def test_a_hanging_number_starts_a_paragraph_inside_the_element_of_the_one_before() -> None:
    numbered = merged([line(72, 688, "12.", IN_LIST), line(102, 688, "Decides to stay;", IN_LIST)])
    drafts = draft_blocks([line(72, 700, "of the Parties and of all others who were there.", IN_LIST), numbered], USUAL)
    assert [d.label for d in drafts] == ["", "12"]


def test_the_list_that_hangs_under_a_note_is_no_note() -> None:
    astray = Element(8, ("LBody", "LI", "L", "Note", "Document"))
    note = Element(9, ("P", "Note", "Document"))
    rows = [
        Row([line(72, 700, "Also decides to go.", astray)]),
        Row([line(72, 100, "Available in the archive.", note, size=8)]),
    ]
    body, _, notes = part_notes(PageWords(1, 595, 842), rows, USUAL)
    assert (len(body), len(notes)) == (1, 1)
