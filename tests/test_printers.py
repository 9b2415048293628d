"""Pages for people: marks with and without colours, nothing hidden, tables for spreadsheets."""

from __future__ import annotations

import io
import json

import pytest

from compendium.search.printers.page import Page
from compendium.search.printers.rows import Format, write_rows


def page(width: int = 40, *, colour: bool = False) -> tuple[Page, io.StringIO]:
    out = io.StringIO()
    return Page(out, width, colour), out


def test_marks_stand_under_the_words_they_mark() -> None:
    sheet, out = page(20)
    sheet.text("the lamp by the old harbour wall", 2, [(4, 8), (16, 19), (20, 27)])
    assert out.getvalue() == (
        "  the lamp by the\n"
        "      ^^^^\n"
        "  old harbour wall\n"
        "  ^^^ ^^^^^^^\n"
    )  # fmt: skip


def test_a_mark_over_the_end_of_a_line_goes_on_in_the_next() -> None:
    sheet, out = page(12)
    sheet.text("the old harbour", 0, [(4, 15)])
    assert out.getvalue() == "the old\n    ^^^\nharbour\n^^^^^^^\n"


def test_marks_under_wide_letters() -> None:
    sheet, out = page()
    sheet.text("条约 lamp", 0, [(3, 7)])
    assert out.getvalue() == "条约 lamp\n     ^^^^\n"


def test_marks_in_colour_leave_the_words_alone() -> None:
    sheet, out = page(colour=True)
    sheet.text("the lamp", 0, [(4, 8)])
    assert out.getvalue() == "the \x1b[1;4mlamp\x1b[0m\n"


def test_hidden_characters_are_shown_and_marks_follow() -> None:
    sheet, out = page()
    sheet.text("a\x1b[2Jb lamp", 0, [(7, 11)])
    assert out.getvalue() == "a<U+001B>[2Jb lamp\n              ^^^^\n"


ROWS = [{"name": "a", "tags": ["x", "y"], "nested": [{"k": 1}], "none": None, "flag": True, "n": 2}]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("jsonl", json.dumps(ROWS[0]) + "\n"),
        ("csv", 'name,tags,nested,none,flag,n\na,x; y,"[{""k"": 1}]",,true,2\n'),
    ],
)
def test_rows(form: Format, written: str) -> None:
    out = io.StringIO()
    assert write_rows("things", ROWS, form, out) == 1
    assert out.getvalue() == written


def test_json_says_its_version() -> None:
    out = io.StringIO()
    write_rows("things", ROWS, "json", out, {"reference": "x"})
    assert json.loads(out.getvalue()) == {"version": 1, "reference": "x", "things": ROWS}
