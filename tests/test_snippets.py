"""Snippets: the right passage, whole words, marks on exactly what matched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.indexer.tree import WORD_FIELDS, Field, Group, Phrase, Prefix, Word
from compendium.search.marks import Sought, marks
from compendium.search.snippets import LENGTH, SPARE, Piece, snippet

LONG = (
    "Ferries leave the harbour twice a day, and the harbour master keeps a list of them. "
    "A second list, which nobody reads, is kept by the lighthouse. In winter the boats stay ashore; "
    "they are painted, and the harbour is quiet. The island council (see para. 4) has asked that painters be given "
    "lodgings near the quay, so that work can begin at first light. Nets are mended there too, by hand."
)


def word(*forms: str, fields: tuple[Field, ...] = WORD_FIELDS, weight: float = 1.0) -> Sought:
    return Sought(Group(tuple(Word(form, fields) for form in forms)), weight)


def phrase(text: str, slop: int = 0) -> Sought:
    return Sought(Group((Phrase(tuple(text.split()), slop),)))


def marked(text: str, sought: list[Sought], field: Field = Field.TEXT) -> list[str]:
    found = snippet([Piece(field, text)], sought)
    return [found.text[start:end] for start, end in found.marks]


@pytest.mark.parametrize(
    ("text", "sought", "shown"),
    [
        pytest.param("The victims’ boats", [word("victims", "victim")], ["victims"], id="without its apostrophe"),
        pytest.param("an attaché writes", [word("attache")], ["attaché"], id="accents"),
        pytest.param("by supply, by demand: the supply side", [phrase("supply side")], ["supply side"], id="phrase"),
        pytest.param("side supply side", [phrase("supply side")], ["supply side"], id="phrase in order"),
        pytest.param("front–line and front line", [phrase("front line")], ["front–line", "front line"], id="hyphens"),
        pytest.param("boats of the island", [phrase("boats island", 2)], ["boats", "island"], id="loose phrase"),
        pytest.param("boats of the small island", [phrase("boats island", 2)], [], id="too loose"),
        pytest.param("painter paints", [Sought(Group((Prefix("paint"),)))], ["painter", "paints"], id="prefix"),
        pytest.param("boats", [word("boats", fields=(Field.TITLE,))], [], id="another field"),
    ],
)
def test_marks(text: str, sought: list[Sought], shown: list[str]) -> None:
    assert marked(text, sought) == shown


def test_begins_and_ends_with_a_sentence() -> None:
    found = snippet([Piece(Field.TEXT, LONG)], [word("lighthouse")])
    assert found.text.startswith("A second list")
    assert found.text.endswith("quiet.")


def test_shortened_words_end_no_sentence() -> None:
    found = snippet([Piece(Field.TEXT, LONG)], [word("painters"), word("lodgings")])
    assert found.text.startswith("The island council (see para. 4) has asked")


def test_the_passage_with_most_of_what_is_sought() -> None:
    found = snippet([Piece(Field.TEXT, LONG)], [word("harbour"), word("quiet")])
    assert "harbour is quiet" in found.text


def test_short_texts_are_shown_whole() -> None:
    text = "Boats stay ashore. They are painted."
    assert snippet([Piece(Field.TEXT, text)], [word("painted")]).text == text


def test_the_point_with_the_match_is_named() -> None:
    points = [Piece(Field.POINTS, "painted;", "a"), Piece(Field.POINTS, "moored.", "b")]
    pieces = [Piece(Field.TEXT, "Boats are:"), *points]
    assert snippet(pieces, [word("moored")]).piece.label == "b"
    assert snippet(pieces, [word("boats")]).piece.label == ""


def test_the_foremost_piece_among_equals() -> None:
    pieces = [Piece(Field.TEXT, "Boats."), Piece(Field.FOOTNOTES, "Boats.", "5"), Piece(Field.HEADINGS, "I. Boats")]
    assert snippet(pieces, [word("boats")]).piece.field is Field.TEXT


def test_nothing_matched_shows_the_beginning() -> None:
    found = snippet([Piece(Field.TEXT, LONG)], [word("absent")])
    assert (found.start, found.marks) == (0, ())
    assert found.text


SYLLABLES = st.sampled_from(["boat", "net ", "a", " ", ". ", "Quay, ", "é", "; Ice", "-", "para. 4 "])


@given(st.lists(SYLLABLES, max_size=120).map("".join), st.sampled_from(["boat", "net", "quay", "a"]))
def test_passages_are_parts_of_the_text(text: str, sought: str) -> None:
    found = snippet([Piece(Field.TEXT, text)], [word(sought)])
    assert text[found.start : found.end] == found.text
    assert len(found.text) <= LENGTH + SPARE
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
    assert {found.text[start:end].lower() for start, end in found.marks} <= {sought}
    assert all(a[1] <= b[0] for a, b in zip(found.marks, found.marks[1:], strict=False))


MEMBERS = st.one_of(
    st.builds(Word, st.sampled_from(["a", "ab", "b1", "ba", ""])),
    st.builds(Prefix, st.sampled_from(["a", "ab"])),
    st.builds(
        Phrase, st.lists(st.sampled_from(["a", "ab", "b1"]), min_size=1, max_size=3).map(tuple), st.integers(0, 2)
    ),
)


@given(st.text("abAB1 '’_-.", max_size=60), st.lists(st.lists(MEMBERS, max_size=3), max_size=3))
def test_a_letter_with_an_accent_at_the_end_changes_no_mark(
    text: str, members: list[list[Word | Prefix | Phrase]]
) -> None:
    sought = [Sought(Group(tuple(some))) for some in members]
    assert marks(text, Field.TEXT, sought) == marks(f"{text} é", Field.TEXT, sought)
