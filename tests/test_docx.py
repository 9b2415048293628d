"""The reader of Word documents: what a careful reader of the printed page would copy out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wordfile import OFFICE, level, lists, p, r, table, word_file, zipped

from compendium.corpus.document import Block, BlockKind
from compendium.corpus.readers import read_source
from compendium.corpus.readers.docx import read
from compendium.corpus.readers.docx.numbering import printed
from compendium.corpus.styled import Style
from compendium.errors import SourceError

DECIMAL = level(0, "decimal", "%1.")
MULTI = (DECIMAL, level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)"))
BOOK = (level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r(" First note."))}'
    f"{p('Its second paragraph.')}</w:footnote>"
    f'<w:footnote w:id="3">{p(r("* A starred note."))}</w:footnote>'
    f'<w:footnote w:id="4">{p("<w:r><w:footnoteRef/></w:r>" + r(" Another."))}</w:footnote>'
)


def ref(note: int, custom: str = "") -> str:
    mark = ' w:customMarkFollows="1"' if custom else ""
    return f'<w:r><w:footnoteReference w:id="{note}"{mark}/>{f"<w:t>{custom}</w:t>" if custom else ""}</w:r>'


def blocks(body: str, **parts: str) -> tuple[Block, ...]:
    return read(word_file(body, **parts)).blocks


def texts(body: str, **parts: str) -> list[str]:
    return [b.content.text for b in blocks(body, **parts)]


@pytest.mark.parametrize(
    ("body", "numbering", "expected"),
    [
        pytest.param(
            "".join(p("x", list_at=(1, 0)) for _ in range(3)), lists(DECIMAL), ["1", "2", "3"], id="counts from one"
        ),
        pytest.param(
            p("x", list_at=(1, 0)) + p("x", list_at=(1, 0)), lists(level(0, "decimal", "%1.", start=31)), ["31", "32"],
            id="starts where the list says",
        ),
        pytest.param(
            "".join(p("x", list_at=(1, at)) for at in (0, 1, 1, 2, 0, 1)), lists(*MULTI),
            ["1", "a", "b", "i", "2", "a"],
            id="an inner level begins anew after an outer one",
        ),
        pytest.param(
            "".join(p("x", list_at=(1, at)) for at in (0, 1, 1, 0, 1)), lists(*BOOK), ["1", "1.1", "1.2", "2", "2.1"],
            id="numbers of two levels",
        ),
        pytest.param(
            "".join(p("x", list_at=(1, at)) for at in (0, 1, 0, 1)),
            lists(DECIMAL, level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')), ["1", "1", "2", "2"],
            id="a level that never begins anew",
        ),
        pytest.param(
            "".join(p("x", list_at=(n, 0)) for n in (1, 1, 2, 1)), lists(DECIMAL, nums=("", "")), ["1", "2", "3", "4"],
            id="two lists of one kind count together",
        ),
        pytest.param(
            "".join(p("x", list_at=(n, 0)) for n in (1, 1, 2, 2)),
            lists(DECIMAL, nums=("", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')),
            ["1", "2", "1", "2"], id="an annex begins anew by an override",
        ),
        pytest.param(
            p("x", list_at=(1, 0)) + p("", list_at=(0, 0)) + p("y", list_at=(0, 0)), lists(DECIMAL), ["1", ""],
            id="list 0 means no number",
        ),
        pytest.param(
            p("x", list_at=(1, 0)), lists(level(0, "lowerRoman", "%1.")), ["i"], id="Roman, without its full stop"
        ),
        pytest.param(p("x", list_at=(9, 0)), lists(DECIMAL), [""], id="a list that is not there"),
        pytest.param(p("x", list_at=(1, 8)), lists(DECIMAL), [""], id="a level that is not there"),
    ],
)  # fmt: skip
def test_automatic_numbers_become_labels(body: str, numbering: str, expected: list[str]) -> None:
    assert [b.label for b in blocks(body, numbering=numbering)] == expected


@pytest.mark.parametrize(
    ("style", "form", "text"),
    [
        pytest.param("upperRoman", "%1.", "I. Scope", id="a section's"),
        pytest.param("decimal", "(%1)", "(1) Scope", id="a point's figure, not a paragraph's number"),
        pytest.param("decimal", "Article %1", "Article 1 Scope", id="words"),
        pytest.param("chineseCounting", "%1、", "一、Scope", id="Chinese"),
        pytest.param("arabicAlpha", "(%1)", "(أ) Scope", id="Arabic"),
    ],
)
def test_other_automatic_numbers_stand_before_the_text_as_printed(style: str, form: str, text: str) -> None:
    [block] = blocks(p("Scope", list_at=(1, 0)), numbering=lists(level(0, style, form)))
    assert (block.label, block.content.text) == ("", text)


def test_a_symbol_set_in_a_symbol_font_is_read() -> None:
    [block] = blocks(p(r("x \uf0b3 y", '<w:rFonts w:ascii="Symbol"/>')))
    assert block.content.text == "x ≥ y"


STRICT = [
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(STRICT, id="ISO 29500 Strict"),
        pytest.param([("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")], id="with macros"),
        pytest.param([("document.xml", "document2.xml")], id="as Word on the web names its part"),
        pytest.param(
            [("</Relationships>", f'<Relationship Id="z" Type="{OFFICE}/image" Target="gone.png"/></Relationships>')],
            id="a picture is missing",
        ),
    ],
)
def test_kinds_of_word_files(changes: list[tuple[str, str]]) -> None:
    data = word_file(p("One.", list_at=(1, 0)), numbering=lists(level(0, "decimal", "%1.")))
    members = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            for old, new in changes:
                name, text = name.replace(old, new), text.replace(old, new)
            members[name] = text
    kind, source = read_source(zipped(members))
    assert kind.endswith("wordprocessingml.document")
    assert [(b.label, b.content.text) for b in source.blocks] == [("1", "One.")]


def test_a_document_inserted_from_another_file_is_read_in_its_place() -> None:
    page = "<html><body><h2>Inserted</h2><p>From a page.</p></body></html>"
    data = word_file(p("Before.") + '<w:altChunk r:id="c1"/>' + p("After."))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    relations = "word/_rels/document.xml.rels"
    chunk = f'<Relationship Id="c1" Type="{OFFICE}/aFChunk" Target="afchunk.htm"/></Relationships>'
    lacking = read(zipped(members))
    members[relations] = members[relations].replace("</Relationships>", chunk)
    whole = read(zipped(members | {"word/afchunk.htm": page}))
    assert [b.content.text for b in whole.blocks] == ["Before.", "Inserted", "From a page.", "After."]
    assert not whole.findings
    assert [f.message for f in lacking.findings] == [
        "another file that is inserted in it could not be read (it is missing)"
    ]


def test_an_inserted_file_that_inserts_others_is_read_once() -> None:
    relations = "word/_rels/document.xml.rels"
    chunk = f'<Relationship Id="c1" Type="{OFFICE}/aFChunk" Target="inner.docx"/></Relationships>'
    inner = word_file(p("Inner.") + '<w:altChunk r:id="c1"/>')
    with zipfile.ZipFile(io.BytesIO(word_file(p("Outer.") + '<w:altChunk r:id="c1"/>'))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name).decode() for name in archive.namelist()}
    members[relations] = str(members[relations]).replace("</Relationships>", chunk)
    source = read(zipped(members | {"word/inner.docx": inner}))
    assert [b.content.text for b in source.blocks] == ["Outer.", "Inner."]
    assert len(source.findings) == 1


FIELD = '<w:fldChar w:fldCharType="{}"/>'


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr="AUTONUM"/>',
        f"<w:r>{FIELD.format('begin')}<w:instrText> LISTNUM </w:instrText>{FIELD.format('end')}</w:r>",
    ],
    ids=["simple", "complex"],
)
def test_numbers_that_only_word_can_count_are_named(field: str) -> None:
    source = read(word_file(f"<w:p>{field}{r(chr(9) + 'The lamps burn.')}</w:p>"))
    assert source.text == "The lamps burn."
    assert "only Word can count" in source.findings[0].message


def test_a_damaged_part_is_named_and_the_rest_read() -> None:
    source = read(word_file(p("Text."), styles="<w:style>"))
    assert [b.content.text for b in source.blocks] == ["Text."]
    assert [f.message for f in source.findings] == ["a part of the file is damaged and was left out (word/styles.xml)"]


def test_deleted_paragraphs_do_not_count_and_their_text_is_gone() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = p("One.", list_at=(1, 0)) + p(f'<w:del w:id="2">{r("Two.")}</w:del>', list_at=(1, 0), properties=gone)
    found = blocks(body + p("Three.", list_at=(1, 0)), numbering=lists(DECIMAL))
    assert [(b.label, b.content.text) for b in found] == [("1", "One."), ("2", "Three.")]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param(r("16.1\tThe Office"), "16.1 The Office", id="a typed number stays at the head"),
        pytest.param(r("\t(a)\tWork;"), "(a) Work;", id="tabs are spaces"),
        pytest.param(f'<w:ins w:id="1">{r("kept")}</w:ins><w:del w:id="2">{r("gone")}</w:del>', "kept", id="changes"),
        pytest.param(f'<w:moveTo w:id="1">{r("to")}</w:moveTo><w:moveFrom w:id="2">{r("from")}</w:moveFrom>', "to",
                     id="moves"),
        pytest.param(r("seen") + r("hidden", "<w:vanish/>"), "seen", id="hidden text"),
        pytest.param(r("non") + "<w:r><w:noBreakHyphen/></w:r>" + r("State"), "non-State", id="non-breaking hyphen"),
        pytest.param(r("soft") + "<w:r><w:softHyphen/></w:r>" + r("ly\u00ad"), "softly", id="soft hyphens"),
        pytest.param(r("5 ") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 4"), "5 ≥ 4", id="symbol"),
        pytest.param('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
                     '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("9 March")
                     + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" on"), "9 March on", id="field"),
        pytest.param('<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("whole"), "whole", id="half a field"),
        pytest.param(f'<w:hyperlink r:id="x">{r("55/67")}</w:hyperlink>' + r("."), "55/67.", id="link"),
        pytest.param(f"<w:sdt><w:sdtContent>{r('in a control')}</w:sdtContent></w:sdt>", "in a control", id="control"),
        pytest.param('<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>', "x+y", id="formula"),
        pytest.param("<w:r><w:ruby><w:rt><w:r><w:t>note</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r>"
                     "</w:rubyBase></w:ruby></w:r>", "base", id="ruby"),
        pytest.param(r("Geneva,<w:br/>".replace("<w:br/>", "")) + "<w:r><w:br/></w:r>" + r("9 May"), "Geneva,\n9 May",
                     id="line break in a short paragraph"),
    ],
)  # fmt: skip
def test_words_of_a_paragraph(inside: str, expected: str) -> None:
    assert texts(p(inside)) == [expected]


def test_an_unfinished_field_does_not_swallow_the_rest() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("lost")
    assert texts(p(begun) + p("Kept.")) == ["Kept."]


def test_bold_and_italic_come_from_run_and_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Bold"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="E"><w:name w:val="Emphasis"/><w:rPr><w:i/><w:b/></w:rPr></w:style>'
    )
    inside = r("bold ") + r("plain ", '<w:b w:val="0"/>') + r("toggled", '<w:rStyle w:val="E"/>')
    (block,) = blocks(p(inside, style="B"), styles=styles)
    found = {(block.content.text[s.start : s.end].strip(), s.style) for s in block.content.spans}
    assert found == {("bold", Style.BOLD), ("toggled", Style.ITALIC)}


def test_footnotes_bear_the_displayed_number_and_the_place_of_their_mark() -> None:
    body = p(r("One") + ref(2) + r(", two") + ref(3, "*") + r(".")) + p(r("Three") + ref(4) + r("."))
    found = blocks(body, footnotes=FOOTNOTES)
    assert [(b.kind, b.label, b.content.text) for b in found] == [
        (BlockKind.TEXT, "", "One, two."),
        (BlockKind.NOTE, "1", "First note.\nIts second paragraph."),
        (BlockKind.NOTE, "*", "A starred note."),
        (BlockKind.TEXT, "", "Three."),
        (BlockKind.NOTE, "2", "Another."),
    ]
    assert [(m.label, m.offset) for m in found[0].content.marks] == [("1", 3), ("*", 8)]


def test_footnotes_of_each_section_may_begin_anew() -> None:
    restart = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    body = p(r("One") + ref(2), properties=restart) + p(r("Two") + ref(4)) + restart
    assert [b.label for b in blocks(body, footnotes=FOOTNOTES) if b.kind is BlockKind.NOTE] == ["1", "1"]


def test_footnotes_typed_by_hand() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = p(r("Ten km") + r("2", raised) + r(" of land") + r("1", raised) + r(" and sea.")) + p(
        r("1", raised) + r(" Source: a survey.")
    )
    text, note = blocks(body)
    assert (text.content.text, text.content.marks[0].offset) == ("Ten km2 of land and sea.", 15)
    assert (note.kind, note.label, note.content.text) == (BlockKind.NOTE, "1", "Source: a survey.")


def test_one_asterisk_paragraph_is_a_note_and_several_are_a_list() -> None:
    assert [b.kind for b in blocks(p("* CAC/1.") + p("Text."))] == [BlockKind.NOTE, BlockKind.TEXT]
    assert [b.kind for b in blocks(p("* One") + p("* Two"))] == [BlockKind.TEXT, BlockKind.TEXT]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="HCh"><w:name w:val="_ H _Ch"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="_ H_1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H23"><w:name w:val="_ H_2/3"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="House Head"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Se"><w:name w:val="Session"/><w:basedOn w:val="H23"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="RegH4"><w:name w:val="Reg_H_4_G"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
)


@pytest.mark.parametrize(
    ("style", "properties", "kind", "depth"),
    [
        pytest.param("HCh", "", BlockKind.HEADING, 1, id="chapter of the United Nations' template"),
        pytest.param("H1", "", BlockKind.HEADING, 1, id="level 1 where there is no chapter"),
        pytest.param("H23", "", BlockKind.HEADING, 2, id="its own level, not that of what it is based on"),
        pytest.param("RegH4", "", BlockKind.HEADING, 4, id="the template of another duty station"),
        pytest.param("Own", "", BlockKind.HEADING, 1, id="a style's outline level"),
        pytest.param("", '<w:outlineLvl w:val="2"/>', BlockKind.HEADING, 3, id="a paragraph's outline level"),
        pytest.param("H1", '<w:outlineLvl w:val="9"/>', BlockKind.TEXT, 0, id="level 9 is body text"),
        pytest.param("Se", "", BlockKind.TEXT, 0, id="based on a heading for its looks"),
        pytest.param("Loop", "", BlockKind.TEXT, 0, id="a style based on itself"),
        pytest.param("Nowhere", "", BlockKind.TEXT, 0, id="a style that is not there"),
    ],
)
def test_headings_by_style(style: str, properties: str, kind: BlockKind, depth: int) -> None:
    (block,) = blocks(p("Scope", style=style, properties=properties), styles=STYLES)
    assert (block.kind, block.level) == (kind, depth)


def test_other_headings_stand_below_chapters() -> None:
    found = blocks(p("I.\tScope", style="HCh") + p("A.\tAim", style="H1") + p("Aid", style="H23"), styles=STYLES)
    assert [(b.level, b.content.text) for b in found] == [(1, "I. Scope"), (2, "A. Aim"), (3, "Aid")]


def test_an_automatic_number_of_a_heading_is_printed_with_it() -> None:
    numbering = lists(level(0, "upperRoman", "%1."), level(1, "decimal", "Article %2"))
    body = p("Scope", style="H1", list_at=(1, 0)) + p("Terms are used so.", list_at=(1, 1))
    found = blocks(body, styles=STYLES, numbering=numbering)
    assert [b.content.text for b in found] == ["I. Scope", "Article 1 Terms are used so."]


def test_bullets_are_left_out() -> None:
    found = blocks(p("•\tRice") + p("Maize", list_at=(1, 0)), numbering=lists(level(0, "bullet", "•")))
    assert [(b.kind, b.label, b.content.text) for b in found] == [
        (BlockKind.ITEM, "", "Rice"),
        (BlockKind.ITEM, "", "Maize"),
    ]


def test_tables_are_rows_of_cells() -> None:
    covered = "<w:tcPr><w:vMerge/></w:tcPr>" + p("ghost")
    (block,) = blocks(table(("State", "Year"), ("Oman", p("20") + p("11")), (covered, "2012")))
    assert (block.kind, block.content.text) == (BlockKind.TABLE, "State\tYear\nOman\t20 11\n\t2012")


def test_a_box_and_a_masthead_are_no_tables() -> None:
    assert [b.kind for b in blocks(table((p("Summary") + p("1.\tWords."),)))] == [BlockKind.TEXT, BlockKind.TEXT]
    head = table(("United Nations", "A/1/2"), ("General Assembly", p("Distr.: General")))
    assert texts(head) == ["United Nations", "A/1/2", "General Assembly", "Distr.: General"]


def test_footnotes_of_a_table_stand_after_it() -> None:
    found = blocks(table(("State", p(r("Year") + ref(2)))), footnotes=FOOTNOTES)
    assert [b.kind for b in found] == [BlockKind.TABLE, BlockKind.NOTE]
    assert [(m.label, m.offset) for m in found[0].content.marks] == [("1", 10)]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('Boxed.')}</w:txbxContent>"
    inside = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(p(r("Text.") + inside)) == ["Text.", "Boxed."]


def test_the_masthead_in_the_first_pages_header_comes_first() -> None:
    body = p("Body.") + (
        '<w:sectPr><w:headerReference w:type="first" r:id="header1"/>'
        '<w:headerReference w:type="default" r:id="header2"/>'
        '<w:footerReference w:type="first" r:id="footer1"/><w:titlePg/></w:sectPr>'
    )
    parts = {
        "header1": p("A/1/2") + p("Distr.: General"),
        "header2": p("A/1/2"),
        "footer1": p("26-00001 (E)") + p("1/4"),
    }
    assert texts(body, **parts) == ["A/1/2", "Distr.: General", "26-00001 (E)", "Body."]


def test_a_contents_list_is_one_table() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    found = blocks(p("I.\tScope\t3", style="T1") + p("II.\tAim\t4", style="T1") + p("Text."), styles=styles)
    assert [(b.kind, b.content.text) for b in found] == [
        (BlockKind.TABLE, "I.\tScope\t3\nII.\tAim\t4"),
        (BlockKind.TEXT, "Text."),
    ]


def test_offsets_count_in_the_text() -> None:
    source = read(word_file(p("One.") + p("") + table(("a", "b")) + p("Two.")))
    assert [source.text[b.start : b.end] for b in source.blocks] == [b.content.text for b in source.blocks]


def test_tracked_changes_are_said() -> None:
    assert read(word_file(p(f'<w:del w:id="2">{r("gone")}</w:del>' + r("kept")))).warnings
    assert not read(word_file(p("kept"))).warnings


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"PK\x03\x04 and no more", "damaged", id="cut short"),
        pytest.param(word_file(p("Text."))[:-60], "its end is missing", id="without its directory"),
        pytest.param(zipped({"word/a.docx": word_file(p("Another."))}, zipfile.ZIP_STORED)[:-80], "its end is missing",
                     id="with the directory of another file in it"),
        pytest.param(zipped({"word/document.xml": "<x/>"}), "no body", id="no body"),
        pytest.param(word_file("<w:p>"), "damaged", id="broken XML"),
        pytest.param(word_file(" " * 105_000_000), "unpacks", id="a bomb"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(data: bytes, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(data)
    assert words in caught.value.message
    assert caught.value.hint


def test_external_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    data = word_file(p("Text."))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    members["word/document.xml"] = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>' + members[
        "word/document.xml"
    ].replace("Text.", "Text&e;.")
    try:
        found = read(zipped(members)).text
    except SourceError:
        return
    assert "secret" not in found


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (28, "lowerLetter", "bb"), (4, "upperRoman", "IV"), (1999, "lowerRoman", "mcmxcix"), (2, "chicago", "†"),
        (3, "ordinal", "3rd"), (12, "ordinal", "12th"), (7, "decimalZero", "07"), (0, "lowerRoman", "0"),
        (5, "none", ""), (2, "russianLower", "б"), (9, "cardinalText", "9"),
    ],
)  # fmt: skip
def test_printed(value: int, style: str, expected: str) -> None:
    assert printed(value, style) == expected


WHOLE = word_file(
    p("One" + "\t", list_at=(1, 1)) + p(r("Two") + ref(2)) + table(("a", p("b", list_at=(1, 0)))),
    numbering=lists(*MULTI), footnotes=FOOTNOTES, styles=STYLES,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=8), st.booleans())
def test_damaged_files_are_read_or_refused(changes: list[tuple[int, int]], inside: bool) -> None:
    """Bytes changed in the package, or in the XML of its parts."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    data = bytearray(WHOLE)
    for at, value in changes:
        if inside:
            name = sorted(members)[at % len(members)]
            part = bytearray(members[name])
            part[at % len(part)] = value
            members[name] = bytes(part)
        else:
            data[at % len(data)] = value
    if inside:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, part_bytes in members.items():
                archive.writestr(name, part_bytes)
        data = bytearray(out.getvalue())
    try:
        source = read(bytes(data))
    except SourceError:
        return
    assert [source.text[b.start : b.end] for b in source.blocks] == [b.content.text for b in source.blocks]


def test_real_document(shared: Callable[[str], Path]) -> None:
    """59 tables, "16.1" numbers, three footnotes, three asterisk notes."""
    found = read(shared("real/docx/A_81_6_SECT._16.docx").read_bytes()).blocks
    numbered = [b for b in found if b.content.text.startswith("16.") and b.kind is BlockKind.TEXT]
    assert len(numbered) == 147
    assert [b.label for b in found if b.kind is BlockKind.NOTE] == ["*", "**", "***", "1", "2", "3"]
    assert (numbered[0].content.text[:4], numbered[-1].content.text[:6]) == ("16.1", "16.147")
