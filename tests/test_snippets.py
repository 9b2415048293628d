"""Snippets: the right passage, whole words, marks on exactly what matched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.indexer.analysis import Token, words
from compendium.indexer.tree import WORD_FIELDS, Field, Group, Phrase, Prefix, Word
from compendium.search.marks import Mark, Marker, Sought
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
    found = snippet([Piece(field, text)], Marker(sought))
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
    found = snippet([Piece(Field.TEXT, LONG)], Marker([word("lighthouse")]))
    assert found.text.startswith("A second list")
    assert found.text.endswith("quiet.")


def test_shortened_words_end_no_sentence() -> None:
    found = snippet([Piece(Field.TEXT, LONG)], Marker([word("painters"), word("lodgings")]))
    assert found.text.startswith("The island council (see para. 4) has asked")


def test_the_passage_with_most_of_what_is_sought() -> None:
    found = snippet([Piece(Field.TEXT, LONG)], Marker([word("harbour"), word("quiet")]))
    assert "harbour is quiet" in found.text


def test_short_texts_are_shown_whole() -> None:
    text = "Boats stay ashore. They are painted."
    assert snippet([Piece(Field.TEXT, text)], Marker([word("painted")])).text == text


def test_the_point_with_the_match_is_named() -> None:
    points = [Piece(Field.POINTS, "painted;", "a"), Piece(Field.POINTS, "moored.", "b")]
    pieces = [Piece(Field.TEXT, "Boats are:"), *points]
    assert snippet(pieces, Marker([word("moored")])).piece.label == "b"
    assert snippet(pieces, Marker([word("boats")])).piece.label == ""


def test_the_foremost_piece_among_equals() -> None:
    pieces = [Piece(Field.TEXT, "Boats."), Piece(Field.FOOTNOTES, "Boats.", "5"), Piece(Field.HEADINGS, "I. Boats")]
    assert snippet(pieces, Marker([word("boats")])).piece.field is Field.TEXT


def test_nothing_matched_shows_the_beginning() -> None:
    found = snippet([Piece(Field.TEXT, LONG)], Marker([word("absent")]))
    assert (found.start, found.marks) == (0, ())
    assert found.text


SYLLABLES = st.sampled_from(["boat", "net ", "a", " ", ". ", "Quay, ", "é", "; Ice", "-", "para. 4 "])


@given(st.lists(SYLLABLES, max_size=120).map("".join), st.sampled_from(["boat", "net", "quay", "a"]))
def test_passages_are_parts_of_the_text(text: str, sought: str) -> None:
    found = snippet([Piece(Field.TEXT, text)], Marker([word(sought)]))
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


def places(member: Word | Prefix | Phrase, held: list[Token]) -> set[tuple[int, int]]:
    """Where a text holds a member, looked for from every word of it."""
    if isinstance(member, Prefix):
        return {(token.start, token.end) for token in held if token.word.startswith(member.prefix)}
    wanted = (member.word,) if isinstance(member, Word) else member.words
    slop = 0 if isinstance(member, Word) else member.slop
    found: set[tuple[int, int]] = set()
    for first in range(len(held)):
        at, rest = [first], list(wanted[1:])
        for number in range(first + 1, min(first + len(wanted) + slop, len(held))):
            if rest and held[number].word == rest[0]:
                at.append(number)
                rest = rest[1:]
        if held[first].word != wanted[0] or rest:
            continue
        one = at[-1] - first == len(wanted) - 1
        runs = [(first, at[-1])] if one else [(number, number) for number in at]
        found |= {(held[start].start, held[end].end) for start, end in runs}
    return found


@given(st.text("abAB1éß '’_-.", max_size=60), st.lists(st.lists(MEMBERS, max_size=3), max_size=3))
def test_marks_are_all_that_the_words_of_a_text_tell(text: str, members: list[list[Word | Prefix | Phrase]]) -> None:
    sought = [Sought(Group(tuple(some))) for some in members]
    held = list(words(text))
    told = {Mark(*span, n) for n, some in enumerate(members) for member in some for span in places(member, held)}
    assert Marker(sought).marks(text, Field.TEXT) == sorted(told)
