"""Citations in running text: every hard form, what is no citation, and the two papers against their truth."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.corpus.citations import covers, find_citations, find_in_text, pinpoints_of
from compendium.corpus.document import Citation, Document, Footnote, Masthead, Paragraph, Point
from compendium.corpus.extract import read_document
from compendium.corpus.styled import Span, Style, StyledText

Found = list[tuple[str, str, tuple[str, ...]]]

# text beside the kind, target and pinpoints of each citation in it
FORMS: list[tuple[str, str, Found]] = [
    (
        "one paragraph",
        "It agreed (CTOC/COP/WG.4/2010/6, para. 20).",
        [("un_document", "CTOC/COP/WG.4/2010/6", ("20",))],
    ),
    ("no space", "See CTOC/COP/WG.4/2009/2, para.12, and so on.", [("un_document", "CTOC/COP/WG.4/2009/2", ("12",))]),
    (
        "pinpoints belong to what they follow",
        "See CTOC/COP/WG.4/2010/6, paras. 11, 18 and 54; CTOC/COP/WG.4/2011/8, paras. 28 and 42; and A/69/269.",
        [
            ("un_document", "CTOC/COP/WG.4/2010/6", ("11", "18", "54")),
            ("un_document", "CTOC/COP/WG.4/2011/8", ("28", "42")),
            ("un_document", "A/69/269", ()),
        ],
    ),
    ("a range is taken apart", "A/69/269, paras. 11–14", [("un_document", "A/69/269", ("11", "12", "13", "14"))]),
    ("letters", "A/69/269, para. 8 (f) and (g)", [("un_document", "A/69/269", ("8(f)", "8(g)"))]),
    (
        "a bare paragraph in brackets is that of the document cited last",
        "They agreed (A/69/269, para. 8 (f)). They also agreed to go on (para. 8 (d)).",
        [("un_document", "A/69/269", ("8(f)",)), ("un_document", "A/69/269", ("8(d)",))],
    ),
    (
        "ibid.",
        "A/69/269, para. 3; ibid., para. 7.",
        [("un_document", "A/69/269", ("3",)), ("un_document", "A/69/269", ("7",))],
    ),
    (
        "the same report",
        "As A/69/269 says; see the same report, para. 5.",
        [("un_document", "A/69/269", ()), ("un_document", "A/69/269", ("5",))],
    ),
    (
        "of that report",
        "As A/69/269 says, and in paragraph 9 of that report too.",
        [("un_document", "A/69/269", ()), ("un_document", "A/69/269", ("9",))],
    ),
    (
        "the place first",
        "paragraph 7 of the report of the expert on work (A/69/269)",
        [("un_document", "A/69/269", ("7",))],
    ),
    ("annex", "A/57/304, annex II, para. 3", [("un_document", "A/57/304", ("annex II, para. 3",))]),
    ("chapter and section", "A/77/53, chap. VI, sect. A", [("un_document", "A/77/53", ("chap. VI, sect. A",))]),
    ("corrigendum", "A/59/565 and Corr.1", [("un_document", "A/59/565", ()), ("un_document", "A/59/565/Corr.1", ())]),
    (
        "double symbol",
        "(A/79/943-S/2025/369, para. 4)",
        [("un_document", "A/79/943", ("4",)), ("un_document", "S/2025/369", ("4",))],
    ),
    ("volume", "A/80/5 (Vol. II), chap. II, para. 215", [("un_document", "A/80/5(Vol.II)", ("chap. II, para. 215",))]),
    (
        "resolutions under one word",
        (
            "Security Council resolutions 2388 (2017), para. 17; 2331 (2016), para. 2 (d); "
            "General Assembly resolutions S-23/3 and 55/67"
        ),
        [
            ("resolution", "S/RES/2388(2017)", ("17",)),
            ("resolution", "S/RES/2331(2016)", ("2(d)",)),
            ("resolution", "A/RES/S-23/3", ()),
            ("resolution", "A/RES/55/67", ()),
        ],
    ),
    (
        "dates between",
        "its resolutions 53/117 of 9 December 1998, 56/128 of 19 December 2001 and 77/195 of 15 December 2022",
        [("resolution", "A/RES/53/117", ()), ("resolution", "A/RES/56/128", ()), ("resolution", "A/RES/77/195", ())],
    ),
    (
        "the body was named a sentence before",
        "The Human Rights Council has often spoken of this. In its resolution 35/5, it asked for more.",
        [("resolution", "A/HRC/RES/35/5", ())],
    ),
    ("the body behind", "resolution 48/13 of the Human Rights Council", [("resolution", "A/HRC/RES/48/13", ())]),
    (
        "Economic and Social Council",
        "Economic and Social Council resolution 2021/25",
        [("resolution", "E/RES/2021/25", ())],
    ),
    ("roman session", "resolution 1514 (XV) of 14 December 1960", [("resolution", "A/RES/1514(XV)", ())]),
    (
        "place before",
        "paragraph 17 of Security Council resolution 2388 (2017)",
        [("resolution", "S/RES/2388(2017)", ("17",))],
    ),
    ("bracket, then place", "(General Assembly resolution 72/1), para. 8", [("resolution", "A/RES/72/1", ("8",))]),
    ("as a symbol", "A/RES/64/293, annex, para. 4", [("resolution", "A/RES/64/293", ("annex, para. 4",))]),
    ("decision", "decision 4/4 of the Conference of the Parties", [("decision", "CTOC/COP/DEC/4/4", ())]),
    ("Conference of the Parties", "Conference of the Parties resolution 5/2", [("resolution", "CTOC/COP/RES/5/2", ())]),
    (
        "the body behind a list",
        "decisions 1/5 of 7 July 2004 and 4/4 of 17 October 2008 of the Conference of the Parties",
        [("decision", "CTOC/COP/DEC/1/5", ()), ("decision", "CTOC/COP/DEC/4/4", ())],
    ),
    (
        "the Council that was named",
        "The Human Rights Council met. Assembly resolution 77/226 and Council resolution 52/28 followed.",
        [("resolution", "A/RES/77/226", ()), ("resolution", "A/HRC/RES/52/28", ())],
    ),
    (
        "a resolution in a title is one, the title is none",
        "resolution 72/305 of 2 July 2018, entitled “Review of the implementation of General Assembly resolution 68/1”",
        [("resolution", "A/RES/72/305", ()), ("resolution", "A/RES/68/1", ())],
    ),
    (
        "section, then date",
        "resolutions 45/248 B, section VI, of 21 December 1990, and 55/231 of 23 December 2000",
        [("resolution", "A/RES/45/248B", ("sect. VI",)), ("resolution", "A/RES/55/231", ())],
    ),
    (
        "roman article",
        "article XII, paragraph 3, of the Genocide Convention",
        [("treaty_article", "GENOCIDE-1948", ("art. XII, para. 3",))],
    ),
    (
        "a treaty not listed",
        "article 5 of the Convention on Stray Things",
        [("treaty_article", "", ("art. 5",))],
    ),
    ("climate decision", "decision 1/CP.21, paragraph 5", [("decision", "1/CP.21", ("5",))]),
    (
        "year known from before",
        "Security Council resolution 1325 (2000) matters. Resolution 1325 said so.",
        [("resolution", "S/RES/1325(2000)", ()), ("resolution", "S/RES/1325(2000)", ())],
    ),
    ("treaty", "article 6 of the Trafficking in Persons Protocol", [("treaty_article", "TIP-PROTOCOL", ("art. 6",))]),
    (
        "what supplements what",
        (
            "article 2 of the Protocol to Prevent, Suppress and Punish Trafficking in Persons, "
            "Especially Women and Children, "
            "supplementing the United Nations Convention against Transnational Organized Crime"
        ),
        [("treaty_article", "TIP-PROTOCOL", ("art. 2",))],
    ),
    (
        "paragraph of an article",
        "Organized Crime Convention, art. 29, para. 2",
        [("treaty_article", "UNTOC", ("art. 29, para. 2",))],
    ),
    (
        "lettered paragraph",
        "article 3, paragraph (a), of the Smuggling of Migrants Protocol",
        [("treaty_article", "SOM-PROTOCOL", ("art. 3(a)",))],
    ),
    (
        "figures in brackets",
        "article 29 (2) of the Firearms Protocol",
        [("treaty_article", "FIREARMS-PROTOCOL", ("art. 29, para. 2",))],
    ),
    (
        "paragraph and letter",
        "article 6, paragraph 3 (a), of the Palermo Protocol",
        [("treaty_article", "TIP-PROTOCOL", ("art. 6, para. 3(a)",))],
    ),
    (
        "inner place first",
        "paragraph 2 of article 29 of the Organized Crime Convention",
        [("treaty_article", "UNTOC", ("art. 29, para. 2",))],
    ),
    (
        "a year before",
        "Article 3 of the 1961 Vienna Convention on Diplomatic Relations",
        [("treaty_article", "VCDR", ("art. 3",))],
    ),
    (
        "a year behind",
        "art. 4, para. 2, of the Protocol of 2014 to the Forced Labour Convention, 1930.",
        [("treaty_article", "ILO-P029", ("art. 4, para. 2",))],
    ),
    ("by number", "article 2 of ILO Convention No. 29", [("treaty_article", "ILO-C029", ("art. 2",))]),
    (
        "defined name",
        (
            "The Convention on the Rights of the Child (hereinafter “the Convention”) and the Slavery Convention bind "
            "them. "
            "Article 35 of the Convention says so."
        ),
        [("treaty_article", "CRC", ("art. 35",))],
    ),
    (
        "named last in the paragraph",
        (
            "The Organized Crime Convention and the Trafficking in Persons Protocol bind them. "
            "See article 25 of the Convention "
            "and article 6 of the Protocol. They help (art. 6, para. 3)."
        ),
        [
            ("treaty_article", "UNTOC", ("art. 25",)),
            ("treaty_article", "TIP-PROTOCOL", ("art. 6",)),
            ("treaty_article", "TIP-PROTOCOL", ("art. 6, para. 3",)),
        ],
    ),
    (
        "bare article",
        "the Trafficking in Persons Protocol, with a focus on article 9",
        [("treaty_article", "TIP-PROTOCOL", ("art. 9",))],
    ),
    (
        "chapter of a treaty",
        "Acting under Chapter VII of the Charter of the United Nations,",
        [("treaty_article", "UN-CHARTER", ("chap. VII",))],
    ),
    (
        "principles",
        (
            "principle 7 and guideline 8, para. 3, of the Recommended Principles and Guidelines on Human Rights and "
            "Human Trafficking"
        ),
        [("publication", "", ("principle 7", "guideline 8, para. 3"))],
    ),
    ("directive", "directive 2011/36/EU", [("other", "2011/36/EU", ())]),
    (
        "directive in words",
        "directive 2011/36 of the European Parliament and of the Council",
        [("other", "2011/36/EU", ())],
    ),
    (
        "another organization",
        "its Conclusions (document RTP/doc.16/06 rev.1 corr. 1), topic IV, recommendation 7",
        [("other", "RTP/doc.16/06 rev.1 corr. 1", ("topic IV, recommendation 7",))],
    ),
    (
        "sales number",
        "(United Nations publication, Sales No. E.06.V.11), p. 4",
        [("publication", "E.06.V.11", ("p. 4",))],
    ),
    ("ISBN", "a book, ISBN 978-92-1-130371-1.", [("publication", "ISBN 9789211303711", ())]),
    (
        "title, place and year",
        "See UNODC, “A first book of consular practice” (Vienna, 2009), annex II",
        [("publication", "", ("annex II",))],
    ),
    ("title and page", "Baltic Council, “Guide for ministries”, pp. 12-15.", [("publication", "", ("pp. 12-15",))]),
    ("entitled", "a paper by the Office entitled “Listening well to people” helps", [("publication", "", ())]),
    (
        "title of a document",
        "the note entitled “Listening well to people” (A/69/269)",
        [("un_document", "A/69/269", ())],
    ),
    (
        "entitled, though a longer title was cited before",
        "Group, “Listening well to people: a paper” (2016). The paper entitled “Listening well to people” helps.",
        [("publication", "", ()), ("publication", "", ())],
    ),
    (
        "a known title typed plainly",
        "See UNODC, “A first book of consular work: module 2” (Vienna, 2009). The First Book of Consular Work helps.",
        [("publication", "", ()), ("publication", "", ())],
    ),
    ("a text by name", "the Nelson Mandela Rules bind them", [("publication", "", ())]),
    ("a number in a series", "as the Group's issue brief No. 6 on borders points out", [("publication", "", ())]),
    (
        "a quoted recommendation is no title",
        "It recommended that “guidelines for all States should be drawn up” (A/69/269, para. 2).",
        [("un_document", "A/69/269", ("2",))],
    ),
    (
        "series",
        "See also Listening Group, “What is a border?”, Issue brief, No. 1 (October 2016).",
        [("publication", "", ())],
    ),
]


def brief(citations: list[Citation] | tuple[Citation, ...]) -> Found:
    return [(c.kind.value, c.target, c.pinpoints) for c in citations]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_forms(text: str, expected: Found) -> None:
    found = find_in_text(text)
    assert brief(found) == expected
    assert all(text[c.start : c.end] == c.raw for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "See paras. 20-22 above, paragraph 3 of the present report and para. 7 below.",  # inside the document
        "The Trafficking in Persons Protocol and the Organized Crime Convention bind them.",  # treaties without a place
        "V.21-05275 3/14, on 12/07/2021, 24/7, 1/2 of men and/or women, 50/50.",
        "See www.example.org/A/69/269 and https://undocs.org/A/RES/70/1.",
        "Article 202 of the Criminal Code; the Palermo Protocol and the Penal Code, whose article 9 is new.",
        "They shall decide under article 4 of this Convention; see article 5.",
        "The resolution of disputes took 20 decisions in 2017 and 3 resolutions.",
        "The term “means of control” and the event “A day for listening well to people” are known.",
        "In 2331 (2016) words, 55/67 of them were new.",
        "They took up the sub-item entitled “Report of the High Commissioner for everything”.",
        "As resolution 5/2 of some club says, and decision 27/2 of the Governing Council.",
        "The annexes to the Organized Crime Convention.",
        "A working paper was tabled; the brief had no. 6 in the list.",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert brief(find_in_text(text)) == []


def italic(text: str, words: str) -> StyledText:
    start = text.index(words)
    return StyledText(text, (Span(start, start + len(words), Style.ITALIC),))


def test_a_title_in_italics_with_its_sales_number() -> None:
    text = "See the Handbook for Listening to People (United Nations publication, Sales No. E.06.V.11), pp. xiii."
    found = find_in_text(italic(text, "Handbook for Listening to People"))
    assert brief(found) == [("publication", "E.06.V.11", ("pp. xiii",))]
    assert found[0].title == "Handbook for Listening to People"


@pytest.mark.parametrize(
    "words", ["Identification of victims", "travaux préparatoires", "Welcoming", "inter alia and so on"]
)
def test_italics_that_are_no_title(words: str) -> None:
    assert find_in_text(italic(f"{words}. Some text follows.", words)) == []


def test_chapters_of_a_book_named_before() -> None:
    text = "The Toolkit to Welcome People helps. Chapter VI of the Toolkit is short; chapter VII is long."
    styled = italic(text, "Toolkit to Welcome People")
    styled = StyledText(text, (*styled.spans, Span(text.index("Toolkit is"), text.index(" is short"), Style.ITALIC)))
    assert [c.pinpoints for c in find_in_text(styled)] == [(), ("chap. VI",), ("chap. VII",)]


def test_what_only_repeats_the_words_of_a_title_is_none() -> None:
    text = "See Council, “Listening well to people” (2016), p. 3. They were listening well to people."
    assert len(find_in_text(text)) == 1


def test_the_fuller_of_two_known_titles_is_taken() -> None:
    known = "“Guide to Very Good Listening” (2015); “Guide to Very Good Listening at Sea” (2016)."
    found = find_in_text(f"See {known} The Guide to Very Good Listening at Sea helps.")
    assert [c.raw for c in found][-1] == "Guide to Very Good Listening at Sea"
    assert len(found) == 3


def test_a_recommendation_in_quotation_marks_is_not_the_title_of_its_source() -> None:
    text = "It urged that “Principles for the care of all people be drawn up” (CTOC/COP/WG.4/2010/6, para. 20)."
    assert [(c.target, c.title) for c in find_in_text(text)] == [("CTOC/COP/WG.4/2010/6", "")]


def paper(*texts: str, notes: tuple[Footnote, ...] = (), symbol: str = "", points: tuple[Point, ...] = ()) -> Document:
    paragraphs = tuple(
        Paragraph(i, str(i), None, StyledText(text), points if i == len(texts) else ())
        for i, text in enumerate(texts, 1)
    )
    return Document("paper.txt", "0", "text/plain", Masthead(symbol=symbol), paragraphs=paragraphs, footnotes=notes)


def test_footnotes_do_not_move_what_the_text_means() -> None:
    note = Footnote("1", StyledText("See A/70/1, para. 2."), 1, 22)
    again = Footnote("2", StyledText("Ibid., para. 5."), 1, 40)
    found = find_citations(paper("As said (A/69/269, para. 1) it was. It went on (para. 2).", notes=(note, again)))
    assert [(c.footnote, c.target, c.pinpoints) for c in found] == [
        (None, "A/69/269", ("1",)),
        (None, "A/69/269", ("2",)),
        ("1", "A/70/1", ("2",)),
        ("2", "A/70/1", ("5",)),
    ]
    assert all(c.ordinal == 1 for c in found)


def test_points_are_part_of_the_text() -> None:
    document = paper("They agreed:", points=(Point("a", StyledText("To follow A/69/269, para. 4;")),))
    (found,) = find_citations(document)
    assert document.paragraphs[0].full.text[found.start : found.end] == found.raw == "A/69/269, para. 4"


def test_its_own_resolutions() -> None:
    text = "Recalling its resolutions 48/13 of 8 October 2021 and 35/5,"
    assert next(c.target for c in find_citations(paper(text, symbol="A/HRC/RES/50/1"))) == "A/HRC/RES/48/13"
    assert next(c.target for c in find_citations(paper(text, symbol="A/RES/70/1"))) == "A/RES/48/13"


def test_its_own_symbol_is_no_citation() -> None:
    assert [c.target for c in find_citations(paper("A/69/269, as A/70/1 says.", symbol="A/69/269"))] == ["A/70/1"]


def test_a_footnote_without_a_mark_is_read_too() -> None:
    (found,) = find_citations(paper("No more.", notes=(Footnote("*", StyledText("CTOC/COP/WG.4/2019/1.")),)))
    assert (found.ordinal, found.footnote, found.target) == (None, "*", "CTOC/COP/WG.4/2019/1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("paras. 3, 5 (a) and (b), and 7", ("3", "5(a)", "5(b)", "7")),
        ("para. 8 (a)-(d)", ("8(a)", "8(b)", "8(c)", "8(d)")),
        ("paragraph 12 (b) (ii)", ("12(b)(ii)",)),
        ("para. 2 (a) (i)-(iii)", ("2(a)(i)", "2(a)(ii)", "2(a)(iii)")),
        ("paras. 2 (g)-(i)", ("2(g)", "2(h)", "2(i)")),
        ("para. 3 (i)-(v)", ("3(i)", "3(ii)", "3(iii)", "3(iv)", "3(v)")),
        ("para. 16.1", ("16.1",)),
        ("annex I, para. 3, and annex II, para. 4", ("annex I, para. 3", "annex II, para. 4")),
        ("paragraphs 3 to 5 of section II", ("sect. II, para. 3", "sect. II, para. 4", "sect. II, para. 5")),
        ("chap. I, sect. B, draft resolution I", ("chap. I, sect. B, draft resolution I",)),
        ("pp. 3 and 5", ("p. 3", "p. 5")),
    ],
)
def test_pinpoints(text: str, expected: tuple[str, ...]) -> None:
    assert pinpoints_of(text) == expected


@pytest.mark.parametrize(
    ("wider", "pinpoint", "holds"),
    [
        ("", "50", True),
        ("50", "50(d)", True),
        ("50(d)", "50", False),
        ("5", "50", False),
        ("50(d)", "50(d)(ii)", True),
        ("annex II", "annex II, para. 3", True),
        ("annex I", "annex II, para. 3", False),
        ("art. 3", "art. 3(a)", True),
        ("art. 2", "art. 29, para. 2", False),
    ],
)
def test_covers(wider: str, pinpoint: str, holds: bool) -> None:
    assert covers(wider, pinpoint) is holds


PIECES = st.sampled_from(
    [text for _, text, _ in FORMS] + ["(", ")", " ", "“", ". ", "Article 5 ", "para. ", "resolution "]
)


@given(st.lists(PIECES, max_size=6).map(" ".join))
def test_offsets_hold_and_nothing_overlaps(text: str) -> None:
    last = 0
    for citation in find_in_text(text):
        assert last <= citation.start < citation.end
        assert text[citation.start : citation.end] == citation.raw
        last = citation.end


@given(st.text(alphabet='artspCTO/COP. 0123456789()IVX,;“”"-–nexof', max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(text[c.start : c.end] == c.raw for c in find_in_text(text))


@given(st.lists(PIECES, min_size=1, max_size=4).map(" ".join), st.lists(PIECES, max_size=3).map(" ".join))
def test_a_further_paragraph_changes_no_earlier_citation(first: str, second: str) -> None:
    alone = find_citations(paper(first))
    assert find_citations(paper(first, second))[: len(alone)] == alone


def score(paper_name: str, document: Document, kinds: set[str]) -> float:
    """F1 of (place, kind, target, pinpoint) against the truth; a citation without pinpoint counts as one."""
    rows = tomllib.loads((Path(__file__).parent / "truth_citations.toml").read_text("utf-8"))[paper_name]
    numbers = {p.ordinal: p.number for p in document.paragraphs}
    truth = Counter(
        (where, kind, target, pin) for where, kind, target, pins in rows if kind in kinds for pin in pins or [""]
    )
    found = Counter(
        (f"{numbers.get(c.ordinal or 0) or ''}{'/' + c.footnote if c.footnote else ''}", c.kind.value, c.target, pin)
        for c in document.citations
        if c.kind.value in kinds
        for pin in c.pinpoints or ("",)
    )
    return 2 * (truth & found).total() / (truth.total() + found.total())


@pytest.mark.parametrize(
    ("paper_name", "source"),
    [("background", "corpus/000_5afab09b1758ec5d.txt"), ("compendium", "corpus/004_4a185ebc38df41a0.txt")],
)
def test_the_two_papers(shared: Callable[[str], Path], paper_name: str, source: str) -> None:
    document = read_document(shared(source))
    assert score(paper_name, document, {"un_document", "resolution", "decision", "treaty_article"}) >= 0.99
    assert score(paper_name, document, {"publication", "other"}) >= 0.95


def test_linked_symbols_of_real_resolutions(shared: Callable[[str], Path]) -> None:
    """Of the citations that carry a link and are symbols themselves, at least 99 in 100 are found."""
    total = found = 0
    with gzip.open(shared("scale/un_resolution_paragraphs.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in islice(lines, 120_000):
            row = json.loads(line)
            words = [link[0].strip(" ,") for link in row["links"] if re.match(r"[A-Z]{1,5}/[A-Z0-9]", link[0])]
            printed = [word for word in words if word in row["text"]]
            if printed:
                raw = "; ".join(citation.raw for citation in find_in_text(row["text"]))
                total += len(printed)
                found += sum(word in raw for word in printed)
    assert total > 500
    assert found >= 0.99 * total
