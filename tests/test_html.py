"""The reader of web pages: the document, and nothing that the site puts around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.corpus.document import Block, BlockKind
from compendium.corpus.extract import document_of
from compendium.corpus.readers import read_source
from compendium.corpus.readers.html import read
from compendium.corpus.styled import Style
from compendium.errors import SourceError

PROSE = "The group considered the matter at length and took note of what had been said by the speakers. " * 6


def blocks(page: str) -> tuple[Block, ...]:
    return read(f"<!DOCTYPE html><html><head><title>T</title></head><body>{page}</body></html>".encode()).blocks


def texts(page: str) -> list[str]:
    return [b.content.text for b in blocks(page)]


def kinds(page: str) -> list[tuple[BlockKind, str, str]]:
    return [(b.kind, b.label, b.content.text) for b in blocks(page)]


AROUND = (
    "<header><h1>Site</h1><nav><ul><li><a href='/'>Home</a></li></ul></nav></header>{}"
    "<aside>Related <a href='/x'>links</a></aside><footer><p>Contact us</p></footer>"
)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<main><p>{PROSE}</p></main>", id="main"),
        pytest.param(f"<div role='main'><p>{PROSE}</p></div>", id="role"),
        pytest.param(f"<div class='x'><div><p>{PROSE}</p></div></div>", id="by its prose"),
        pytest.param(f"<main><p>Short.</p></main><div><p>{PROSE}</p></div>", id="a main without the text"),
        pytest.param(f"<form action='/' id='aspnet'><p>{PROSE}</p><input value='x'></form>", id="a form around all"),
    ],
)
def test_the_text_is_found(page: str) -> None:
    found = [b.content.text for b in blocks(AROUND.format(page)) if b.kind is BlockKind.TEXT]
    assert found == [PROSE.strip()]


@pytest.mark.parametrize(
    "noise",
    [
        pytest.param("<script>var x = 'noise'</script>", id="script"),
        pytest.param("<style>p {}</style>", id="style"),
        pytest.param("<noscript><p>noise</p></noscript>", id="noscript"),
        pytest.param("<nav><a href='#'>noise</a></nav>", id="nav"),
        pytest.param("<p hidden>noise</p>", id="hidden"),
        pytest.param("<p style='color: red; display : none'>noise</p>", id="not displayed"),
        pytest.param("<p aria-hidden='true'>noise</p>", id="hidden from readers"),
        pytest.param("<span class='sr-only'>noise</span>", id="for screen readers"),
        pytest.param("<div id='cookie-banner'><p>We use noise.</p></div>", id="cookies"),
        pytest.param("<div role='dialog'><p>noise</p></div>", id="dialog"),
        pytest.param("<aside><a href='/'>noise</a></aside>", id="aside"),
        pytest.param("<form><label>noise</label><input><button>noise</button></form>", id="form"),
        pytest.param("<div>Share</div>", id="control"),
        pytest.param("<!-- noise --><![CDATA[noise]]>", id="comment"),
        pytest.param("<template><p>noise</p></template>", id="template"),
        pytest.param("<p>&nbsp;</p><p> </p>", id="empty"),
    ],
)
def test_what_is_no_text_is_left_out(noise: str) -> None:
    assert texts(f"<main><p>Before.</p>{noise}<p>After.</p></main>") == ["Before.", "After."]


def test_an_aside_with_prose_is_part_of_the_text() -> None:
    """A report's boxes are asides too."""
    assert texts(f"<main><p>One.</p><aside><h4>Box 1</h4><p>{PROSE}</p></aside></main>") == [
        "One.", "Box 1", PROSE.strip(),
    ]  # fmt: skip


def test_headings_have_levels_and_their_numbers() -> None:
    page = (
        "<main><h1>Report</h1><header><h6>3.1</h6><h2>Scope</h2></header><p>Text.</p><h3>Box 2:</h3><h4>Aim</h4></main>"
    )
    found = [(b.level, b.content.text) for b in blocks(page) if b.kind is BlockKind.HEADING]
    assert found == [(1, "Report"), (2, "3.1 Scope"), (4, "Box 2: Aim")]


def test_the_title_above_the_text_is_kept() -> None:
    assert texts(f"<div><h1>Report</h1></div><main><p>{PROSE}</p></main>")[0] == "Report"


def test_captions_of_figures_are_no_headings() -> None:
    (caption,) = blocks("<main><figure><img alt='x'><figcaption><h4>Figure 1</h4></figcaption></figure></main>")
    assert (caption.kind, caption.content.text) == (BlockKind.TEXT, "Figure 1")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<ul><li>a b</li><li>c</li></ul>", ["", ""], id="bullets"),
        pytest.param("<ol><li>x</li><li>y</li></ol>", ["1", "2"], id="from one"),
        pytest.param("<ol start=5><li>x</li><li>y</li></ol>", ["5", "6"], id="start"),
        pytest.param("<ol><li>x</li><li value=7>y</li><li>z</li></ol>", ["1", "7", "8"], id="value"),
        pytest.param("<ol type=a><li>x</li><li>y</li></ol>", ["a", "b"], id="letters"),
        pytest.param("<ol type=i start=3><li>x</li><li>y</li></ol>", ["iii", "iv"], id="Roman"),
        pytest.param("<ol reversed><li>x</li><li>y</li></ol>", ["2", "1"], id="backwards"),
        pytest.param("<ol style='list-style-type: lower-roman'><li>x</li></ol>", ["i"], id="by style"),
        pytest.param("<ol style='list-style: none'><li>x</li></ol>", [""], id="without numbers"),
        pytest.param("<ol><li>(a) typed</li><li>2. typed</li></ol>", ["", ""], id="typed numbers"),
        pytest.param("<ol><li>x<ol type=i><li>y</li></ol></li><li>z</li></ol>", ["1", "i", "2"], id="nested"),
        pytest.param("<ol start=x><li value=''>x</li></ol>", ["1"], id="bad numbers"),
    ],
)
def test_labels_of_list_items(page: str, expected: list[str]) -> None:
    found = blocks(f"<main>{page}</main>")
    assert [b.label for b in found] == expected
    assert {b.kind for b in found} == {BlockKind.ITEM}


NOTES = {
    "link in a superscript": (
        "<p>One<sup><a href='#n5'>5</a></sup>, two.</p><hr><ol><li id='n5'>See A. <a href='#r5'>↩</a></li></ol>",
        "5",
    ),
    "identifier on the superscript": (
        (
            "<p>One<sup id='fnref:1'><a href='#fn:1'>1</a></sup>, two.</p>"
            "<div id='fn:1'><p>See A. <a href='#fnref:1' class='footnote-back'>&#8617;</a></p></div>"
        ),
        "1",
    ),
    "exported from a word processor": (
        (
            "<p>One<a href='#_ftn3' name='_ftnref3'>[3]</a>, two.</p>"
            "<p><a href='#_ftnref3' name='_ftn3'>[3]</a> See A.</p>"
        ),
        "3",
    ),
    "an encyclopedia": (
        (
            "<p>One<sup id='cite_ref-1'><a href='#cite_note-1'>[1]</a></sup>, two.</p>"
            "<ol><li id='cite_note-1'><span>^ <a href='#cite_ref-1'><sup>a</sup></a></span> See A.</li></ol>"
        ),
        "1",
    ),
    "typed superscripts": ("<p>One<sup>2</sup>, two.</p><p><sup>2</sup> See A.</p>", "2"),
    "a label typed at its head": ("<p>One<sup><a href='#n'>4</a></sup>, two.</p><p id='n'>4. See A.</p>", "4"),
    "brackets around the link": ("<p>One<sup>[<a href='#n'>4</a>]</sup>, two.</p><p id='n'>See A.</p>", "4"),
}


@pytest.mark.parametrize("style", NOTES)
def test_footnotes(style: str) -> None:
    page, label = NOTES[style]
    text, note, *rest = blocks(f"<main>{page}</main>")
    assert (text.content.text, [(m.label, m.offset) for m in text.content.marks]) == ("One, two.", [(label, 3)])
    assert (note.kind, note.label) == (BlockKind.NOTE, label)
    assert note.content.text == "See A."
    assert not [b for b in rest if b.kind is not BlockKind.RULE]


def test_notes_of_another_word_processor_below_the_text() -> None:
    page = (
        f"<div><p>1. {PROSE}The lamps burn<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'>"
        f"<sup>1</sup></a> still.</p><p>2. {PROSE}</p></div><div id='sdfootnote1'><p>"
        "<a name='sdfootnote1sym' href='#sdfootnote1anc'>1</a> See the list.</p></div>"
    )
    [first, note, _] = blocks(page)
    assert (note.kind, note.label, note.content.text) == (BlockKind.NOTE, "1", "See the list.")
    assert [mark.label for mark in first.content.marks] == ["1"]
    assert first.content.text.endswith("The lamps burn still.")


def test_a_note_of_several_paragraphs_from_a_word_processor() -> None:
    page = (
        "<div><p>One<a href='#_ftn1' name='_ftnref1'><span><![if !supportFootnotes]><span>[1]</span><![endif]>"
        "</span></a>.</p></div><div><br clear=all><hr><div id=ftn1>"
        "<p><a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> See A.</p><p>And B.</p></div></div>"
    )
    assert kinds(page)[:2] == [(BlockKind.TEXT, "", "One."), (BlockKind.NOTE, "1", "See A.\nAnd B.")]


@pytest.mark.parametrize("page", ["<?xml version='1.0'?>" + "<!-- -->" * 99 + "<html><p>Text.", "Text."])
def test_what_hardly_looks_like_a_page(page: str) -> None:
    assert read(page.encode()).text == "Text."


def test_notes_stand_after_the_block_that_bears_their_mark() -> None:
    page = (
        "<main><p>One<sup><a href='#n1'>1</a></sup>.</p><p>Two<sup><a href='#n2'>2</a>,<a href='#n3'>3</a></sup>.</p>"
        "<h2>Notes</h2><ol><li id='n1'>A.</li><li id='n2'>B.</li><li id='n3'>C.</li></ol></main>"
    )
    assert texts(page) == ["One.", "A.", "Two.", "B.", "C."]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<ul><li><a href='#s1'>1</a></li></ul><h2 id='s1'>Scope</h2><p>Text.</p>", id="contents"),
        pytest.param("<p>An area of 5 km<sup>2</sup>.</p><p>Text.</p>", id="a power"),
        pytest.param("<p>See <a href='#p'>2</a> below.</p><p id='p'>Text.</p>", id="a plain link"),
        pytest.param("<p>One<sup><a href='#gone'>1</a></sup>.</p>", id="no such note"),
    ],
)
def test_what_is_no_footnote(page: str) -> None:
    found = blocks(f"<main>{page}</main>")
    assert BlockKind.NOTE not in {b.kind for b in found}
    assert not [m for b in found for m in b.content.marks]


def test_a_masthead_set_as_a_table_is_none() -> None:
    page = (
        "<table><tr><td></td><td>General Assembly</td><td>A/80/604/Add.7</td></tr><tr><td></td><td></td>"
        f"<td><p>Distr.: General</p><p>14 April 2026</p></td></tr></table><p>1. {PROSE}</p>"
    )
    document = document_of(read(f"<html><body>{page}</body></html>".encode()), "text/html", "x", "0")
    assert (document.symbol, document.masthead.date) == ("A/80/604/Add.7", "2026-04-14")
    assert [p.number for p in document.paragraphs] == ["1"]


def test_tables_of_data_and_tables_for_looks() -> None:
    data = "<table><tr><th>State</th><th>Year</th></tr><tr><td>Oman</td><td><p>20</p><p>11</p></td></tr></table>"
    assert kinds(f"<main>{data}</main>") == [(BlockKind.TABLE, "", "State\tYear\nOman\t20 11")]
    looks = f"<table><tr><td><table><tr><td>Left</td></tr></table></td><td><p>{PROSE}</p><p>B.</p></td></tr></table>"
    assert texts(looks)[-2:] == [PROSE.strip(), "B."]


def test_marks_in_a_table() -> None:
    page = "<main><table><tr><th>A</th><th>B<sup><a href='#n'>1</a></sup></th></tr></table><p id='n'>Note.</p></main>"
    table, note = blocks(page)
    assert [(m.label, m.offset) for m in table.content.marks] == [("1", 3)]
    assert note.kind is BlockKind.NOTE


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("bare<p>one</p>text", ["bare", "one", "text"], id="bare text"),
        pytest.param("<div>one<div>two</div>three</div>", ["one", "two", "three"], id="text in divisions"),
        pytest.param("<p>one<br>\ntwo</p>", ["one\ntwo"], id="a line break in a short paragraph"),
        pytest.param("<p>one<br><br>two</p>", ["one", "two"], id="two line breaks part paragraphs"),
        pytest.param("<p>as:<br>• one<br>• two</p>", ["as:", "one", "two"], id="typed bullets"),
        pytest.param("<p>a&nbsp;b &amp; &#8220;c&#8221;\n d</p>", ["a b & “c” d"], id="entities and spaces"),
        pytest.param("<p>a <q>b</q></p>", ["a “b”"], id="quotation"),
        pytest.param("<pre>one\ntwo\n\nthree</pre>", ["one two", "three"], id="preformatted"),
        pytest.param("<p>CO<sub>2</sub></p>", ["CO2"], id="subscript"),
        pytest.param("<p>one<p>two", ["one", "two"], id="unclosed"),
        pytest.param("<dl><dt>term</dt><dd>sense</dd></dl>", ["term", "sense"], id="definitions"),
    ],
)
def test_paragraphs(page: str, expected: list[str]) -> None:
    assert texts(f"<main>{page}</main>") == expected


def test_type_is_kept_as_spans() -> None:
    (block,) = blocks("<main><p><b>Bold <i>both</i></b> and <em>more</em> <a href='/x'>link</a></p></main>")
    found = {(block.content.text[s.start : s.end].strip(), s.style) for s in block.content.spans}
    assert found == {("Bold both", Style.BOLD), ("both", Style.ITALIC), ("more", Style.ITALIC), ("link", Style.LINK)}


@pytest.mark.parametrize(
    ("data", "warned"),
    [
        pytest.param('<html><head><meta charset="windows-1252"></head><body><p>états</p>'.encode("cp1252"), False,
                     id="declared"),
        pytest.param('<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head>'
                     "<body><p>états</p>".encode("latin-1"), False, id="declared the old way"),
        pytest.param("<html><body><p>états</p>".encode("utf-16"), False, id="byte order mark"),
        pytest.param("<html><body><p>états</p>".encode(), False, id="UTF-8"),
        pytest.param('<html><head><meta charset="utf-8"></head><body><p>états</p>'
                     f"<p>{'les états parties à la convention ont été priés de présenter leurs réponses. ' * 9}</p>"
                     .encode("cp1252"), True, id="declared wrongly"),
    ],
)  # fmt: skip
def test_character_sets(data: bytes, warned: bool) -> None:
    source = read(data)
    assert source.blocks[0].content.text == "états"
    assert bool(source.warnings) is warned


def test_capital_numbers_of_a_list_stand_before_its_items_as_printed() -> None:
    assert texts("<main><ol type=I start=3><li>Means</li><li>Ends</li></ol></main>") == ["III. Means", "IV. Ends"]


def test_numbers_in_a_column_of_their_own_are_paragraphs() -> None:
    rows = "".join(f"<tr><td>{n}.</td><td>{PROSE}</td></tr>" for n in (1, 2))
    found = document_of(read(f"<html><body><table>{rows}</table></body></html>".encode()), "text/html", "x", "0")
    assert [(p.number, p.text) for p in found.paragraphs] == [("1", PROSE.strip()), ("2", PROSE.strip())]


def test_numbers_and_letters_after_line_breaks_begin_blocks() -> None:
    page = "<div>1. The group met.<br>2. It recommends to:<br>(a) act;<br>(b) see that\nthe 3. and last holds.</div>"
    assert texts(page) == [
        "1. The group met.",
        "2. It recommends to:",
        "(a) act;",
        "(b) see that the 3. and last holds.",
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        pytest.param("<frameset><frame src=a.html></frameset>", "another document in a frame", id="frames"),
        pytest.param("<body><iframe src=x.pdf></iframe></body>", "another document in a frame", id="a viewer"),
        pytest.param("<body><div id=root></div><script src=x></script></body>", "a script fetches", id="a script"),
        pytest.param("<body><nav>Home</nav></body>", "holds no text", id="nothing"),
    ],
)
def test_a_page_without_text_says_why(page: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(f"<html>{page}</html>".encode())


@pytest.mark.parametrize(
    ("frame", "named"),
    [
        pytest.param("<iframe src=x.pdf></iframe>", True, id="a document"),
        pytest.param("<noscript><iframe src=count.html></iframe></noscript>", False, id="a counter"),
        pytest.param("<iframe src=count.html height=0 width=0></iframe>", False, id="another counter"),
    ],
)
def test_a_short_page_around_a_frame_is_incomplete(frame: str, named: bool) -> None:
    source = read(f"<html><body><p>A document of the group.</p>{frame}</body></html>".encode())
    assert bool(source.findings) is named


ARCHIVE = """From: <Saved by a browser>
Subject: T
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html"; boundary="--b"

----b
Content-Type: text/html; charset="windows-1252"
Content-Transfer-Encoding: quoted-printable

<html><body><p>1. Ann=E9es, =
and more.</p></body></html>
----b
Content-Type: text/css

p { color: red }
----b--
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_web_archive_is_read_as_its_page(end: str) -> None:
    kind, source = read_source(ARCHIVE.replace("\n", end).encode())
    assert (kind, source.text) == ("multipart/related", "1. Années, and more.")


def test_a_web_archive_without_a_page_is_refused() -> None:
    with pytest.raises(SourceError, match="no page"):
        read_source(ARCHIVE.replace("text/html;", "text/plain;").replace('type="text/html"; ', "").encode())


def test_the_declared_title() -> None:
    page = "<html><head><meta property='og:title' content='Report  one'><title>Site</title></head><body><p>x</p></body>"
    assert read(page.encode()).title == "Report one"


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "span", "sup", "section"])
def test_deep_nesting_is_no_matter(tag: str) -> None:
    opened = f"<{tag}>" * 4_000
    assert read(f"<html><body>{opened}deep".encode()).blocks[0].content.text == "deep"


def test_the_title_is_the_first_level_heading_not_the_series_above_it() -> None:
    page = f"<main><h5>A series</h5><h1>The report</h1><p>{PROSE}</p></main>"
    source = read(f"<html><head><title>Site</title></head><body>{page}</body></html>".encode())
    assert document_of(source, "text/html", "a.html", "").title == "The report"


TAGS = ["p", "div", "ul", "ol", "li", "table", "tr", "td", "sup", "a href='#x'", "a id='x' name='y'", "p id='x'", "h2",
        "main", "article", "aside", "br", "hr", "b", "q", "pre", "figure", "form", "nav", "section", "dl"]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([f"<{t}>" for t in TAGS] + [f"</{t.split()[0]}>" for t in TAGS]),
    st.sampled_from(["1", " ", "\n", "words of a text", "&amp;", "&#0;", "<", "[2]", "↩", "<!--", "-->", "]]>"]),
    st.text(max_size=5),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_page_is_read(pieces: list[str]) -> None:
    try:
        source = read(("<html><body>x " + "".join(pieces)).encode("utf-8", "replace"))
    except SourceError:  # what is left of it has no text
        return
    for block in source.blocks:
        assert source.text[block.start : block.end] == block.content.text
        assert all(0 <= s.start < s.end <= len(block.content.text) for s in block.content.spans)
        assert all(0 <= m.offset <= len(block.content.text) for m in block.content.marks)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("abcdefgh ", min_size=1).filter(str.strip), min_size=1, max_size=8))
def test_no_text_is_lost(paragraphs: list[str]) -> None:
    page = "<main>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</main>"
    assert texts(page) == [" ".join(text.split()) for text in paragraphs]


def test_real_page(shared: Callable[[str], Path]) -> None:
    """Two series of footnotes that both begin at 1; boxes in asides; navigation before and after."""
    source = read(shared("real/html/ipcc_sr15_ch03_wordpress.html").read_bytes())
    notes = [b for b in source.blocks if b.kind is BlockKind.NOTE]
    marks = [m.label for b in source.blocks for m in b.content.marks]
    assert (len(notes), len(marks)) == (1411, 1391)
    assert (notes[0].label, notes[-1].label) == ("1", "1400")
    assert marks == [b.label for b in notes][:1391]
    headings = [b.content.text for b in source.blocks if b.kind is BlockKind.HEADING]
    assert "3.3.2 Regional Temperatures on Land, Including Extremes" in headings
    assert not {"Menu", "Share", "Download", "Footnotes"} & {b.content.text for b in source.blocks}
    assert not [b for b in source.blocks if "↩" in b.content.text]
