from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdffile import Sheet, pdf, width_of, wrap

from compendium.corpus.document import Block, BlockKind, SourceText
from compendium.corpus.readers.pdf import read
from compendium.errors import SourceError

LEFT, WIDTH = 72, 400
ORCHARD = (
    "The keepers of the orchard met in the spring of the year to agree on the paths between the rows, on the ladders "
    "that each village lends to its neighbours, and on the days on which the gates stand open to all who bring a basket"
)


def body(count: int = 24) -> list[str]:
    """Lines of running text, to give a document its usual size and margins."""
    return (wrap(" ".join([ORCHARD + "."] * 8), WIDTH) * 3)[:count]


def sheet(number: int = 2) -> Sheet:
    """A page with a footer, and a header if it is not the first."""
    page = Sheet() if number == 1 else Sheet().put(430, 800, "A/HRC/99/7", 9)
    return page.put(LEFT, 30, "GE.11-12345", 9).put(460, 30, str(number), 9)


def rule_of(number: int) -> str:
    """The text of a numbered paragraph."""
    trees = ("Almond", "Birch", "Cherry", "Damson", "Elder", "Fig", "Gean", "Hazel")
    return f"{trees[number - 1]} trees aside: {ORCHARD}."


def numbered_page(number: int, first: int) -> Sheet:
    """A page with a few numbered paragraphs, their numbers in a column of their own."""
    page = sheet(number)
    y = 760.0
    for n in range(first, first + 4):
        lines = wrap(rule_of(n), WIDTH - 30)
        page.put(LEFT, y, f"{n}.").put(LEFT + 30, y, lines[0])
        y = page.lines(LEFT, y - 12, wrap(" ".join(lines[1:]), WIDTH)) - 6
    return page


def texts(source: SourceText, kind: BlockKind | None = None) -> list[str]:
    return [b.content.text for b in source.blocks if kind in (None, b.kind)]


def block(source: SourceText, start: str) -> Block:
    return next(b for b in source.blocks if b.content.text.startswith(start))


def test_hanging_numbers_are_labels_and_furniture_is_gone() -> None:
    source = read(pdf(numbered_page(1, 1), numbered_page(2, 5)))
    paragraphs = [b for b in source.blocks if b.kind is BlockKind.TEXT]
    assert [(b.label, b.page) for b in paragraphs] == [(str(n), 1 if n < 5 else 2) for n in range(1, 9)]
    assert [b.content.text for b in paragraphs] == [rule_of(n) for n in range(1, 9)]
    assert "GE.11-12345" in source.text
    assert all(page.characters > 500 for page in source.pages)


def test_offsets_lead_to_the_source_text() -> None:
    source = read(pdf(numbered_page(1, 1), numbered_page(2, 5)))
    for found in source.blocks:
        raw = " ".join(source.text[found.start : found.end].split())
        assert raw.endswith(found.content.text)
        assert raw.startswith(found.label)


def cut_by_page(resumes: str) -> SourceText:
    first, second = sheet(2), sheet(3)
    first.lines(LEFT, 760, [*body(20), *wrap(ORCHARD, WIDTH)[:2]])
    second.lines(LEFT, 760, wrap(resumes, WIDTH))
    second.lines(LEFT, 640, body())
    return read(pdf(first, second))


def test_a_paragraph_cut_by_a_page_break_says_so() -> None:
    source = cut_by_page("agreement was reached on the ladders before the first frost, and all went home.")
    resumed = block(source, "agreement was")
    assert resumed.page == 2
    assert resumed.continues is True


def test_a_numbered_paragraph_at_the_top_of_a_page_carries_nothing_on() -> None:
    source = read(pdf(numbered_page(1, 1), numbered_page(2, 5)))
    assert [b.continues for b in source.blocks] == [None, None, None, None, False, None, None, None]


def test_the_same_first_line_on_two_pages_is_no_header() -> None:
    page = sheet()
    page.lines(LEFT, 760, body())
    assert sum(ORCHARD[:60] in t for t in texts(read(pdf(page, page)))) >= 2


def scanned(number: int, speck: str = "") -> Sheet:
    """A page of a scan of which another follows: text behind the picture, one page higher than the next."""
    page, shift = Sheet(["3 Tr"]), 7 * number
    if speck:
        page.put(LEFT + 300, 830, speck)
    page.put(400, 740 + shift, "A/99/21").put(400, 728 + shift, "English").put(400, 716 + shift, f"Page {number}")
    page.lines(LEFT, 680 + shift, body(20))
    page.put(500, 70 + shift, "/ ...").put(300, 20 + shift, "Digitized by the Library of the Harbour", 8)
    return page


def test_the_furniture_of_scanned_pages_lies_higher_and_lower() -> None:
    specks = ((2, ""), (3, "e Ai"), (4, "'~"), (5, ""))
    source = read(pdf(sheet(), *(scanned(number, speck) for number, speck in specks)))
    found = " ".join(texts(source))
    assert not re.findall(r"Digitized|English|Page \d|A/99/21|/ \.\.\.|e Ai|~", found)
    assert "Digitized" in source.text, "what is left out of the blocks is still in the text as read"


def test_a_number_alone_over_the_text_of_a_scanned_page_is_a_heading() -> None:
    pages = [Sheet(["3 Tr"]) for _ in range(3)]
    for page in pages:
        page.put(LEFT + 200, 760, "IV").lines(LEFT, 730, body(20))
    assert "IV" in texts(read(pdf(*pages)))


def page_with_note(rule: Callable[[Sheet], object]) -> SourceText:
    page = sheet()
    page.lines(LEFT, 760, body(20))
    page.put(LEFT, 480, "The baskets are counted at dusk.").put(LEFT + 129, 484, "5", 6).put(
        LEFT + 134, 480, "and again at dawn"
    )
    rule(page)
    page.put(LEFT, 103, "5", 6).put(LEFT + 6, 100, "See the ledger of the gate, folio 3.", 8)
    second = sheet(3)
    second.lines(LEFT, 760, body())
    return read(pdf(page, second))


@pytest.mark.parametrize(
    "rule",
    [lambda page: page.rule(LEFT, LEFT + 70, 115), lambda page: page.put(LEFT, 115, "_" * 20), lambda page: None],
    ids=["drawn rule", "rule of underscores", "no rule, small type"],
)
def test_footnotes_and_their_marks(rule: Callable[[Sheet], object]) -> None:
    source = page_with_note(rule)
    note = next(b for b in source.blocks if b.kind is BlockKind.NOTE)
    assert (note.label, note.content.text, note.page) == ("5", "See the ledger of the gate, folio 3.", 1)
    bearing = block(source, "The baskets")
    assert [(m.label, m.offset) for m in bearing.content.marks] == [("5", len("The baskets are counted at dusk."))]
    assert "_" not in " ".join(texts(source))


def test_footnotes_that_look_alike_are_no_running_footer() -> None:
    sheets = []
    for number in range(1, 4):
        sheet = Sheet()
        y = sheet.lines(72, 760, wrap(f"The lamps of pier {number} burn all night. " * 12, 450))
        sheet.put(72, y, "They are trimmed.").put(150, y + 4, str(number), 6).rule(72, 200, 90)
        sheet.put(72, 78, f"{number} Ibid., para. {number + 5}.", 8)
        sheets.append(sheet)
    notes = [block for block in read(pdf(*sheets)).blocks if block.kind is BlockKind.NOTE]
    assert [(note.label, note.content.text) for note in notes] == [
        (str(n), f"Ibid., para. {n + 5}.") for n in range(1, 4)
    ]


def test_a_paragraph_that_stands_in_on_both_sides_is_a_quotation() -> None:
    sheet = Sheet()
    words = "The keepers of all lamps trim each wick at dusk and again before the bell rings. " * 6
    y = sheet.lines(72, 760, wrap(words, 450)) - 12
    y = sheet.lines(110, y, wrap(words, 370)) - 12
    sheet.lines(72, y, wrap(words, 450))
    assert [block.quoted for block in read(pdf(sheet)).blocks] == [False, True, False]


def test_a_paragraph_that_stands_in_on_the_left_is_a_quotation_too() -> None:
    sheet = Sheet()
    words = "The keepers of all lamps trim each wick at dusk and again before the bell rings. " * 6
    y = sheet.lines(72, 760, wrap(f"{words}The rules say:", 450))
    y = sheet.lines(100, y, wrap("they trim each wick at dusk, and " * 6, 422))
    sheet.lines(72, y - 12, wrap(words, 450))
    blocks = read(pdf(sheet)).blocks
    assert [block.quoted for block in blocks] == [False, True, False]
    assert blocks[0].content.text.endswith("The rules say:")


def test_a_framed_table_is_read_cell_by_cell() -> None:
    sheet = Sheet()
    words = "The keepers of all lamps trim each wick at dusk and again before the bell rings. " * 6
    y = sheet.lines(72, 760, wrap(words, 450)) - 24
    left = ["“each wick is trimmed before", "the bell has rung and", "again at dusk”"]
    right = ["Rules of the harbour,", "para. 4"]
    sheet.lines(75, y, left)
    sheet.lines(205, y, right)
    sheet.box(72, 202, y + 10, y - 30).box(202, 400, y + 10, y - 30)
    sheet.lines(75, y - 41, ["Lamps"])
    sheet.lines(205, y - 41, ["Oil"])
    sheet.box(72, 202, y - 30, y - 50).box(202, 400, y - 30, y - 50)
    table = next(block for block in read(pdf(sheet)).blocks if block.kind is BlockKind.TABLE)
    assert table.content.text.split("\n") == [f"{' '.join(left)}\t{' '.join(right)}", "Lamps\tOil"]


def test_double_borders_are_one_and_what_hangs_over_the_outer_one_is_kept() -> None:
    sheet = Sheet()
    words = "The keepers of all lamps trim each wick at dusk and again before the bell rings. " * 6
    y = sheet.lines(72, 760, wrap(words, 450)) - 24
    sheet.put(97, y, "•").lines(106, y, ["Lamps"])
    sheet.lines(205, y, ["Oil"])
    for inset in (0, 2):
        sheet.box(100 + inset, 200, y + 10 - inset, y - 6 + inset).box(200, 300 - inset, y + 10 - inset, y - 6 + inset)
    table = next(block for block in read(pdf(sheet)).blocks if block.kind is BlockKind.TABLE)
    assert table.content.text == "• Lamps\tOil"


def test_a_quotation_in_a_cell_without_a_frame_is_not_read_across() -> None:
    sheet = Sheet()
    words = "The keepers of all lamps trim each wick at dusk and again before the bell rings. " * 6
    y = sheet.lines(72, 760, wrap(words, 450)) - 24
    left = ["“each wick is trimmed before", "the bell has rung and", "again at dusk”"]
    sheet.lines(72, y, left)
    sheet.lines(205, y, ["Rules of the harbour,", "para. 4"])
    sheet.lines(72, y - 60, wrap(words, 450))
    table = next(block for block in read(pdf(sheet)).blocks if block.kind is BlockKind.TABLE)
    assert table.content.text == f"{' '.join(left)}\tRules of the harbour, para. 4"


def test_a_note_that_goes_on_over_the_page() -> None:
    first, second = sheet(2), sheet(3)
    first.lines(LEFT, 760, body())
    first.rule(LEFT, LEFT + 70, 115).put(LEFT, 103, "1", 6).put(LEFT + 6, 100, "The ledger of the gate was", 8)
    second.lines(LEFT, 760, body())
    second.rule(LEFT, LEFT + 70, 115).put(LEFT + 6, 100, "opened in the year of the flood.", 8)
    notes = [b for b in read(pdf(first, second)).blocks if b.kind is BlockKind.NOTE]
    assert [(n.label, n.continues, n.page) for n in notes] == [("1", None, 1), ("", True, 2)]


def hyphenated(first: str, second: str, also: str = "") -> str:
    page = sheet()
    page.lines(LEFT, 760, [*body(20), f"{first}", f"{second} of the orchard.", "", also])
    return " ".join(texts(read(pdf(page))))


@pytest.mark.parametrize(
    ("first", "second", "also", "joined"),
    [
        ("They met again by the wall of the Ljubljana-", "The Hague road", "", "Ljubljana-The Hague"),  # a proper name
        ("They heard, with patience, a very controver-", "sial account", "", "controversial"),  # half a word
        ("They lent out ladders by a village-", "based list", "", "village-based"),  # a second half that stands so
        ("They lent the ladders for the harvest, a well-", "known rule", "A well-known rule.", "well-known"),
        ("They lent the ladders for the har-", "vest, a rule", "The harvest was good.", "harvest, a rule"),
        ("They drew lots in the years 2010-", "2012 by custom", "", "2010-2012"),
        ("They kept the rota of ladder-", "and basket-carriers", "", "ladder- and basket-carriers"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, also: str, joined: str) -> None:
    assert joined in hyphenated(first, second, also)


def test_two_columns_are_read_one_after_the_other() -> None:
    page = sheet()
    column = wrap(" ".join([ORCHARD + "."] * 6), 190)
    page.lines(LEFT, 740, [f"{line}" for line in column[:30]])
    page.lines(LEFT + 210, 740, ["Second column begins here and runs on with", *column[:29]])
    text = " ".join(" ".join(texts(read(pdf(page, page)))).split())
    assert text.index("the days on which the gates stand open") < text.index("Second column begins here")
    assert " ".join(column[3:6]) in text


@pytest.mark.parametrize(
    ("left_end", "right_start", "carries"),
    [
        pytest.param("and the gates were opened by", "Wardens of three parishes in turn.", True, id="a capital"),
        pytest.param("and the gates stand open for", "all who come before the frost.", True, id="a small letter"),
        pytest.param("and so it ended.", "Wardens of three parishes took turns.", False, id="a short line has ended"),
    ],
)
def test_a_paragraph_over_two_columns_of_a_page_is_one(left_end: str, right_start: str, carries: bool) -> None:
    column = wrap(" ".join([ORCHARD + "."] * 6), 190)[:24]
    page = sheet()
    full = wrap(f"{left_end} all of the people here and there", 190)[0] if carries else left_end
    y = page.lines(LEFT, 740, [*column, full])
    assert y > 400
    page.lines(LEFT + 210, 740, [*wrap(right_start, 190), *column])
    blocks = read(pdf(numbered_page(1, 1), page)).blocks
    resumed = next(b for b in blocks if b.content.text.startswith(right_start[:12]))
    assert resumed.continues is carries


def test_a_table_is_rows_and_stays_out_of_the_text() -> None:
    page = sheet()
    y = page.lines(LEFT, 760, body(12)) - 16
    rows = [
        ("Village", "Baskets", "Ladders"),
        ("Upper mill", "112", "4"),
        ("Lower mill", "98", "3"),
        ("Ferry", "40", "1"),
    ]
    for row in rows:
        for x, cell in zip((LEFT, 260, 400), row, strict=True):
            page.put(x, y, cell)
        y -= 14
    page.lines(LEFT, y - 16, body(12))
    source = read(pdf(page))
    assert texts(source, BlockKind.TABLE) == ["\n".join("\t".join(row) for row in rows)]
    assert not any("Ferry" in t for t in texts(source, BlockKind.TEXT))


def test_a_table_of_contents_is_no_text() -> None:
    page = sheet()
    page.put(LEFT, 740, "Contents", 12, "Times-Bold").put(430, 724, "Page", 8)
    for i, name in enumerate(("I. The gate", "II. The ladders", "III. The baskets")):
        page.put(LEFT, 700 - 14 * i, f"{name} {'. ' * 40} {i + 3}")
    page.lines(LEFT, 600, body())
    source = read(pdf(page))
    assert not any(". . ." in t for t in texts(source, BlockKind.TEXT) + texts(source, BlockKind.HEADING))
    assert texts(source, BlockKind.HEADING) == ["Contents"]


def test_overprinted_words_come_once_and_are_bold() -> None:
    page = sheet()
    page.put(LEFT, 760, "UNITED ORCHARDS").put(LEFT + 0.4, 760, "UNITED ORCHARDS")
    page.lines(LEFT, 720, body())
    heading = block(read(pdf(page)), "UNITED")
    assert heading.content.text == "UNITED ORCHARDS"
    assert heading.kind is BlockKind.HEADING


def test_bold_sentences_do_not_split_a_paragraph() -> None:
    page = sheet()
    lines = wrap(ORCHARD + ".", WIDTH)
    page.lines(LEFT, 760, lines[:1])
    page.lines(LEFT, 748, wrap(" ".join(lines[1:]), WIDTH, font="Times-Bold"), font="Times-Bold")
    page.lines(LEFT, 600, body())
    assert ORCHARD + "." in texts(read(pdf(page)), BlockKind.TEXT)


def test_the_masthead_keeps_its_statements_apart() -> None:
    page = Sheet().put(LEFT, 790, "United Nations", 14).put(430, 790, "A/HRC/99/7")
    page.lines(430, 760, ["Distr.: General", "26 June 2019", "", "Original: English"])
    page.rule(LEFT, 520, 700)
    page.put(LEFT, 640, "Report on the orchard", 14, "Times-Bold")
    page.lines(LEFT, 600, body())
    source = read(pdf(page))
    assert "Distr.: General\n26 June 2019\nOriginal: English" in texts(source)
    assert "A/HRC/99/7" in texts(source)
    assert block(source, "Report on").kind is BlockKind.HEADING


def test_italics_are_kept_as_spans() -> None:
    page = sheet()
    page.put(LEFT, 760, "Notes").put(LEFT + 27, 760, "with appreciation", font="Times-Italic")
    page.put(LEFT + 30 + width_of("with appreciation", font="Times-Italic"), 760, "the gate,")
    page.lines(LEFT, 700, body())
    found = block(read(pdf(page)), "Notes").content
    assert found.text == "Notes with appreciation the gate,"
    assert [found.text[s.start : s.end] for s in found.spans] == ["with appreciation"]


def test_a_pdf_without_text_layer_has_pages_and_no_blocks() -> None:
    source = read(pdf(Sheet().rule(LEFT, 400, 300), Sheet()))
    assert source.blocks == ()
    assert [page.characters for page in source.pages] == [0, 0]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"%PDF-1.7 no more than a head", b"\x00" * 500], ids=str)
def test_a_damaged_file_is_named_so(data: bytes) -> None:
    with pytest.raises(SourceError, match="damaged"):
        read(data)


GOOD = pdf(numbered_page(1, 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=40), st.booleans())
def test_damage_never_ends_in_anything_but_a_source_error(changes: list[tuple[int, int]], cut: bool) -> None:
    data = bytearray(GOOD)
    for place, value in changes:
        data[place] = value
    if cut:
        del data[changes[0][0] :]
    try:
        source = read(bytes(data))
    except SourceError:
        return
    assert all(0 <= b.start <= b.end <= len(source.text) for b in source.blocks)


@pytest.mark.parametrize(
    ("name", "pages", "last"),
    [("oman2011", 25, 92), ("unitedarabemirates2009", 23, 94), ("A_52_687.en", 14, 47), ("A_80_21.en", 41, 166)],
)
def test_real_documents_number_their_paragraphs_without_gaps(
    shared: Callable[[str], Path], name: str, pages: int, last: int
) -> None:
    source = read(shared(f"real/pdf/{name}.pdf").read_bytes())
    assert len(source.pages) == pages
    expected = 1
    for found in source.blocks:
        if found.kind in (BlockKind.TEXT, BlockKind.ITEM):
            number = found.label or found.content.text.partition(".")[0]
            expected += number == str(expected)
    assert expected == last + 1


def test_a_real_scan_is_told_from_text(shared: Callable[[str], Path]) -> None:
    scan = read(shared("real/pdf/A_45_696_Add.1.en.pdf").read_bytes())
    assert (scan.blocks, len(scan.pages)) == ((), 22)
    recognised = read(shared("real/pdf/A_47_466.en.pdf").read_bytes())
    assert any("text recognition" in warning for warning in recognised.warnings)


def in_two_columns(*, offset: float, pages: int = 1) -> SourceText:
    """Numbered paragraphs in two columns 12 points apart, the lines of the right one set lower by an offset."""
    sheets = []
    for page in range(pages):
        lines: list[str] = []
        for n in range(1, 5):
            lines += wrap(f"{n + 4 * page}.    {rule_of(n)}", 194)
        page_of = sheet(page + 2)
        page_of.lines(LEFT, 740, lines[: len(lines) // 2])
        page_of.lines(LEFT + 206, 740 - offset, lines[len(lines) // 2 :])
        sheets.append(page_of)
    return read(pdf(*sheets))


@pytest.mark.parametrize("offset", [0.0, 1.2, 6.0])
def test_columns_parted_by_no_more_than_a_word_space_need_not_share_baselines(offset: float) -> None:
    paragraphs = [b for b in in_two_columns(offset=offset, pages=2).blocks if b.kind is BlockKind.TEXT]
    joined = " ".join(b.content.text for b in paragraphs)
    assert [joined.count(f"{n}. {rule_of(n)}") for n in range(1, 5)] == [1, 1, 1, 1]


def test_headings_at_the_heads_of_pages_that_differ_by_their_number_are_kept() -> None:
    sheets = []
    for n in range(1, 6):
        page = Sheet().put(LEFT, 800, f"Page {n} of the ledger", 9)
        page.put(210, 770, f"Decision {2 * n}/XY.4", 12, "Times-Bold")
        page.lines(LEFT, 740, body(20))
        sheets.append(page)
    found = texts(read(pdf(*sheets)))
    assert [f"Decision {2 * n}/XY.4" for n in range(1, 6)] == [t for t in found if t.startswith("Decision")]
    assert sum("of the ledger" in t for t in found) == 1  # the first page's head may be a masthead


def test_a_hyphen_of_another_font_at_a_line_end_joins_as_any_other() -> None:
    page = sheet()
    first = "The keepers gave the baskets to the Union"
    page.put(LEFT, 760, first).put(LEFT + width_of(first), 760, "-", font="Times-Bold")
    page.lines(LEFT, 748, ["facilitated talks of the two villages.", *body()])
    assert any("Union-facilitated talks" in t for t in texts(read(pdf(page))))


def test_a_typewritten_heading_of_two_lines_is_one() -> None:
    page = sheet()
    for y, text in ((760, "List of the agreements that the keepers"), (748, "have made as at 27 November")):
        page.put(LEFT + (WIDTH - width_of(text, font="Courier")) / 2, y, text, font="Courier")
    page.lines(LEFT, 720, body())
    headings = texts(read(pdf(page)), BlockKind.HEADING)
    assert headings == ["List of the agreements that the keepers have made as at 27 November"]


def test_an_indented_first_line_in_the_middle_is_no_heading() -> None:
    page = sheet()
    first = "Invites all the keepers to bring their ladders to the gate by"
    page.put(LEFT + 40, 760, "3.").put(LEFT + 70, 760, first)
    page.lines(LEFT, 748, ["16 February of the year, and no later, in accordance with the rules.", *body()])
    found = block(read(pdf(page)), "Invites")
    assert (found.kind, found.label) == (BlockKind.TEXT, "3")
    assert "by 16 February of the year" in found.content.text


def test_a_figure_that_hangs_far_before_its_note_is_its_label() -> None:
    page = sheet()
    page.lines(LEFT, 760, body(20))
    page.put(LEFT, 480, "The baskets are counted at dusk.").put(LEFT + 129, 484, "1", 6)
    page.rule(LEFT, LEFT + 120, 120)
    page.put(LEFT, 105, "1", 6).put(LEFT + 19, 100, "See the ledger of the gate.", 9)
    second = sheet(3)
    second.lines(LEFT, 760, body())
    notes = [b for b in read(pdf(page, second)).blocks if b.kind is BlockKind.NOTE]
    assert [(n.label, n.content.text) for n in notes] == [("1", "See the ledger of the gate.")]


def test_words_driven_apart_to_fill_a_line_are_no_table() -> None:
    page = sheet()
    column = wrap(" ".join([ORCHARD + "."] * 6), 190)[:24]
    y = page.lines(LEFT, 740, column)
    words = ["provisional", "ladders", "because", "gates"]
    gap = (190 - sum(width_of(w) for w in words)) / 3
    x = float(LEFT)
    for word in words:
        page.put(x, y, word)
        x += width_of(word) + gap
    page.lines(LEFT, y - 12, column)
    page.lines(LEFT + 206, 740, [*column, *column])
    assert not texts(read(pdf(page)), BlockKind.TABLE)


def test_a_rule_that_starts_left_of_the_text_parts_its_notes_as_well() -> None:
    page = sheet()
    page.lines(LEFT, 760, body(20))
    page.put(LEFT, 480, "The baskets are counted at dusk.").put(LEFT + 129, 484, "1", 6)
    page.rule(LEFT - 65, LEFT + 60, 120)
    page.put(LEFT - 12, 108, "1", 6).put(LEFT, 104, "See the ledger of the gate.", 9)
    notes = [b for b in read(pdf(page)).blocks if b.kind is BlockKind.NOTE]
    assert [(n.label, n.content.text) for n in notes] == [("1", "See the ledger of the gate.")]


def test_a_typewritten_page_has_one_column_though_its_letters_stand_in_columns() -> None:
    page = sheet()
    lines = wrap(" ".join([ORCHARD + "."] * 8), WIDTH, font="Courier")[:30]
    page.lines(LEFT, 760, lines, font="Courier")
    assert " ".join(lines) in " ".join(texts(read(pdf(page, page))))


def test_a_typewritten_heading_with_a_hanging_letter_is_one() -> None:
    page = sheet()
    page.put(LEFT, 760, "C.", font="Courier").put(LEFT + 30, 760, "Restoration of the gates and the ladders of the", 10)
    page.put(LEFT + 30, 748, "three orchards of the south", 10)
    page.lines(LEFT, 720, body())
    assert block(read(pdf(page)), "C. Restoration").kind is BlockKind.HEADING


def test_a_bold_paragraph_cut_by_a_page_break_is_no_heading() -> None:
    page, after = sheet(2), sheet(3)
    page.lines(LEFT, 760, body(20))
    page.put(LEFT, 500, "5. To open all the gates that were agreed by the Orchard", font="Times-Bold")
    after.put(LEFT, 760, "Council (Norland);", font="Times-Bold")
    after.lines(LEFT, 736, body())
    found = read(pdf(page, after))
    assert block(found, "5. To open").kind is BlockKind.TEXT
    assert block(found, "Council").continues is not False


def test_a_line_under_the_text_of_a_hanging_number_carries_it_on() -> None:
    page = sheet()
    page.put(LEFT, 760, "5.").put(LEFT + 36, 760, "Attain the aims that were agreed by the Orchard")
    page.put(LEFT + 36, 748, "Council (Norland);")
    page.lines(LEFT, 724, body())
    assert texts(read(pdf(page)))[1] == "Attain the aims that were agreed by the Orchard Council (Norland);"


def test_a_hyphen_that_hangs_at_a_line_end_keeps_its_space() -> None:
    page = sheet()
    page.lines(LEFT, 760, ["The fees are due to fruit-", "and ladder-lending villages.", *body()])
    assert any("fruit- and ladder-lending villages" in t for t in texts(read(pdf(page))))


def test_a_verbatim_record_is_whole_over_columns_pages_and_the_notice_at_its_foot() -> None:
    said = [f"Mr. Gardener{n} (Norland): {' '.join([ORCHARD + '.'] * (1 + n % 3))}" for n in range(24)]
    lines: list[tuple[int, str]] = []
    for text in said:
        first, *_ = wrap(text, 218)
        lines += [(14, first), *((0, line) for line in wrap(text[len(first) + 1 :], 232))]
    sheets: list[Sheet] = []
    while lines:
        page = Sheet().put(60, 790, "S/PV.9999", 14 if not sheets else 9)
        for x in (60, 310):
            for y in range(500 if not sheets else 760, 90, -12):
                if lines:
                    indent, text = lines.pop(0)
                    page.put(x + indent, y, text)
        if not sheets:
            page.put(480, 770, "Provisional", 9)
            page.lines(60, 70, ["This record contains the text of speeches.", "Corrections are made later."], 8)
        sheets.append(page)
    source = read(pdf(*sheets))
    joined: list[str] = []
    for found in source.blocks:
        if found.continues and joined:
            joined[-1] += f" {found.content.text}"
        else:
            joined.append(found.content.text)
    assert [text for text in joined if text.startswith("Mr.")] == said
    assert not any("This record" in text for text in joined)
