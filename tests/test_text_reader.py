from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfile import zipped

from compendium.corpus.document import BlockKind
from compendium.corpus.extract import document_of, read_document
from compendium.corpus.readers import read_source
from compendium.corpus.readers.decode import decode
from compendium.corpus.readers.inline import parse_inline
from compendium.corpus.readers.media import OFFICE, media_type
from compendium.corpus.readers.text import read
from compendium.corpus.styled import NoteMark, Style
from compendium.errors import SourceError


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain words", "plain words"),
        ("**bold** and *italic*", "bold and italic"),
        ("***both***", "both"),
        (r"file\\_name\_x", "file_name_x"),  # escapes, doubled by some converters
        ("snake_case_name stays", "snake_case_name stays"),
        ("a * b * c", "a * b * c"),
        ("an **unclosed sign", "an **unclosed sign"),
        ("see [A/69/269](#), para. 3", "see A/69/269, para. 3"),
        ("[a[1].pdf](http://x.org/a[1].pdf) end", "a[1].pdf end"),
        ("[not a link] here", "[not a link] here"),
        ("<http://icat.network>", "http://icat.network"),
        ("H<sub>2</sub>O &amp; more &lt;b&gt;", "H2O & more <b>"),
        ("![picture](x.png) caption", " caption"),
    ],
)
def test_inline_marks(raw: str, text: str) -> None:
    assert parse_inline(raw).text == text


def test_a_superscript_is_a_mark_only_where_there_is_such_a_footnote() -> None:
    assert parse_inline("word<sup>5</sup>, ten<sup>2</sup>", {"5"}).marks == (NoteMark("5", 4),)
    assert parse_inline("ten<sup>2</sup>").text == "ten2"


def test_emphasis_is_kept_as_spans() -> None:
    content = parse_inline("the *Toolkit to **Combat** it*")
    assert {(content.text[s.start : s.end], s.style) for s in content.spans} == {
        ("Combat", Style.BOLD),
        ("Toolkit to Combat it", Style.ITALIC),
    }


@given(st.text(r"ab *_[]()\<>/&;#1", max_size=60))
def test_letters_and_figures_outlive_any_marks(raw: str) -> None:
    assert [c for c in parse_inline(raw).text if c in "ab"].count("a") <= raw.count("a")
    parse_inline(raw, {"1", "*"})  # no input raises


@given(st.lists(st.sampled_from(["# One", "12. Text", "- (a) point", "---", "", "plain line", "<sup>1</sup> Note."])))
def test_offsets_of_blocks_hold_and_lose_no_line(lines: list[str]) -> None:
    raw = "\n".join(lines)
    source = read(raw.encode())
    covered = [source.text[b.start : b.end] for b in source.blocks]
    assert [line for piece in covered for line in piece.split("\n")] == [line for line in lines if line]
    assert all(a.end <= b.start for a, b in zip(source.blocks, source.blocks[1:], strict=False))


def test_kinds_of_blocks() -> None:
    source = read(
        b"# Title\n\n12. A paragraph<sup>3</sup>\nthat goes on.\n\n- (a) A point;\n\n---\n\n<sup>3</sup> A note.\n"
    )
    assert [(b.kind, b.label, b.content.text) for b in source.blocks] == [
        (BlockKind.HEADING, "", "Title"),
        (BlockKind.TEXT, "", "12. A paragraph that goes on."),
        (BlockKind.ITEM, "", "(a) A point;"),
        (BlockKind.RULE, "", ""),
        (BlockKind.NOTE, "3", "A note."),
    ]


def test_form_feeds_are_pages() -> None:
    source = read(b"1. One.\n\f2. Two.\n")
    assert [(b.content.text, b.page) for b in source.blocks] == [("1. One.", 1), ("2. Two.", 2)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("caf\u00e9".encode(), "café"),
        ("cafe\u0301".encode(), "café"),
        ("\ufeffbom".encode(), "bom"),
        ("wide".encode("utf-16"), "wide"),
        (b"a\r\nb\rc", "a\nb\nc"),
        (b"red\x1b[31m\x07", "red[31m"),
        ("a\u202eb\u200bc".encode(), "abc"),
    ],
    ids=["utf-8", "decomposed", "bom", "utf-16", "line ends", "escapes", "bidirectional"],
)
def test_decoding(data: bytes, text: str) -> None:
    assert decode(data)[0] == text


RUSSIAN = "1.  Рабочая группа по торговле людьми провела свое совещание в Вене и приняла повестку дня.\n"
ARABIC = "1.  عقد الفريق العامل المعني بالاتجار بالأشخاص اجتماعه الأول في فيينا وأوصى باتخاذ تدابير.\n"
CHINESE = "1.  贩运人口问题工作组在维也纳举行了第一次会议，并通过了会议议程。\n"


@pytest.mark.parametrize("text", [RUSSIAN, ARABIC, CHINESE], ids=["ru", "ar", "zh"])
@pytest.mark.parametrize("form", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_characters_with_and_without_a_mark(text: str, form: str) -> None:
    kind, source = read_source(text.encode(form))
    assert (kind, source.text) == ("text/plain", text)


@pytest.mark.parametrize(
    ("text", "form"),
    [(RUSSIAN, "koi8-r"), (RUSSIAN, "iso8859-5"), (RUSSIAN, "cp866"), (ARABIC, "iso8859-6"), (CHINESE, "gb18030")],
)
def test_national_character_sets_are_guessed(text: str, form: str) -> None:
    assert decode(text.encode(form))[0] == text


def test_a_few_bytes_of_another_set_in_utf_8_are_read_and_said() -> None:
    text, warnings = decode("Les États parties à la réunion — élargie.\n".encode() + b"It\x92s")
    assert text == "Les États parties à la réunion — élargie.\nIt’s"
    assert warnings == ("1 of its bytes are not UTF-8 and were read as Windows-1252",)


def test_hyphens_at_line_ends_are_taken_out_where_the_document_has_the_whole_word() -> None:
    raw = b"1. On traffick-\ning, co-\noperation, short-\nand long-term aims. Trafficking and co-operation.\n"
    [block] = read(raw).blocks
    assert block.content.text == (
        "1. On trafficking, co-operation, short- and long-term aims. Trafficking and co-operation."
    )


def test_running_lines_of_pages_are_left_out_and_what_they_cut_is_joined() -> None:
    head = "A/52/687\nEnglish\nPage {}\n\n"
    raw = (
        "Distr.\nGENERAL\nA/52/687\n18 November 1997\n\n1.   The group considered the first item and\n\n/...\n\f"
        + head.format(2) + "the second, which it adopted.\n\n2.   It went on.\n\n- 2 -\n\f"
        + head.format(3) + "3.   It closed.\n"
    )  # fmt: skip
    document = document_of(read(raw.encode()), "text/plain", "x.txt", "0")
    assert (document.symbol, document.sections) == ("A/52/687", ())
    assert [(p.number, p.text, p.pages) for p in document.paragraphs] == [
        ("1", "The group considered the first item and the second, which it adopted.", (1, 2)),
        ("2", "It went on.", (2,)),
        ("3", "It closed.", (3,)),
    ]


def test_numbers_and_notes_that_come_again_at_the_edges_of_pages_are_text() -> None:
    raw = "\f".join(f"{n}.\nWords of paragraph {'abc'[n - 1]}.\n\n{n}/ Ibid.\n" for n in (1, 2, 3))
    assert [b.content.text for b in read(raw.encode()).blocks if b.content.text.endswith("Ibid.")] == [
        "1/ Ibid.", "2/ Ibid.", "3/ Ibid.",
    ]  # fmt: skip


def test_controls_that_are_left_out_are_said_and_bidirectional_marks_are_not() -> None:
    assert decode(b"red\x1b[31m")[1] == ("1 control character was left out",)
    assert decode("\u200fالمادة 1\u200e".encode())[1] == ()


def test_a_chinese_text_with_a_paragraph_to_each_line_is_not_taken_to_be_wrapped() -> None:
    long = "工作组在维也纳举行了会议并通过了议程" * 6 + "。"
    source = read(f"第一章：宗旨\n第一条\n　　{long}\n第二条\n　　{long}\n".encode())
    document = document_of(source, "text/plain", "x.txt", "0")
    assert [s.heading for s in document.sections] == ["第一章：宗旨", "第一条", "第二条"]
    assert [(p.scope, p.text) for p in document.paragraphs] == [("第一条", long), ("第二条", long)]


@pytest.mark.parametrize(
    ("language", "article"),
    [
        ("en", r"Article \d+"), ("fr", r"Article \d+"), ("es", r"Artículo \d+"), ("ru", r"Статья \d+"),
        ("ar", r"المادة \d+"), ("zh", "第[一二三四五六七八九十百零]+条"),
    ],
)  # fmt: skip
def test_the_charter_has_its_articles_in_every_language(
    language: str, article: str, shared: Callable[[str], Path]
) -> None:
    document = read_document(shared(f"real/languages/un_charter_{language}.txt"))
    headings = [s.heading for s in document.sections if re.fullmatch(article, s.heading)]
    assert (document.language, len(headings), len(set(headings))) == (language, 111, 111)


def test_a_declared_escape_codec_is_refused() -> None:
    assert decode(rb"\x1b[31m", "unicode_escape")[0] == r"\x1b[31m"


def test_a_guess_is_said() -> None:
    text, warnings = decode("Le café, la forêt, l’été : “déjà”. Où étais-tu ? À l’école.".encode("cp1252"))
    assert "café" in text
    assert "guessed" in warnings[0]


def cut_archive(name: str) -> bytes:
    """An archive with one part, without the directory at its end."""
    return zipped({name: "<x/>" * 50}, zipfile.ZIP_STORED)[:-60]


WORD_FILE = zipped(
    {
        "[Content_Types].xml": "<x/>",
        "word/document.xml": "<x/>" * 50,
        "word/embeddings/table.xlsx": zipped({"xl/workbook.xml": "<x/>" * 50}),
    },
    zipfile.ZIP_STORED,
)
DIRECTORY = WORD_FILE.rfind(b"PK\x01\x02", 0, WORD_FILE.rfind(b"[Content_Types].xml"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4", "application/pdf"),
        (b"<html><body>", "text/html"),
        (b"{\\rtf1", "application/rtf"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"PK\x03\x04junk", "application/zip"),
        (cut_archive("word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
        (cut_archive("word/styles.xml"), f"{OFFICE}.wordprocessingml.document"),
        (
            WORD_FILE[:DIRECTORY],
            f"{OFFICE}.wordprocessingml.document",
        ),  # ends in the workbook's directory
        (WORD_FILE[7:], f"{OFFICE}.wordprocessingml.document"),
        (WORD_FILE[len(WORD_FILE) // 2 :], f"{OFFICE}.wordprocessingml.document"),
        (WORD_FILE[:DIRECTORY] + bytes(80) + WORD_FILE[DIRECTORY + 80 :], f"{OFFICE}.wordprocessingml.document"),
        (cut_archive("xl/workbook.xml"), f"{OFFICE}.spreadsheetml.sheet"),
        (cut_archive("[Content_Types].xml"), OFFICE),
        (cut_archive("notes/word.txt"), "application/zip"),
        (b"", "text/plain"),
    ],
)
def test_formats_are_told_by_content(data: bytes, kind: str) -> None:
    assert media_type(data) == kind


def test_an_unknown_format_is_refused_with_a_hint() -> None:
    with pytest.raises(SourceError, match="not a document that can be read") as raised:
        read_source(b"\x00\x01\x02")
    assert raised.value.hint


def test_one_long_line_among_wrapped_ones_tears_no_paragraph() -> None:
    paragraph = "The lamps burn all night at sea, at the pier, and on the long breakwater\nand the keepers trim them."
    wrapped = "\n\n".join([paragraph] * 30)
    row = " ".join(["a row of a table that nobody wraps"] * 8)
    texts = [block.content.text for block in read(f"{wrapped}\n\n{row}\n".encode()).blocks]
    assert len(texts) == 31
    assert texts[0].endswith("breakwater and the keepers trim them.")
