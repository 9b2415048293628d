"""The check of a draft: each outcome, each way of quoting and citing, and drafts with known faults."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from drafts import seeded
from pdffile import Sheet, pdf
from wordfile import p, word_file

from compendium.__main__ import main
from compendium.corpus.extract import read_document
from compendium.corpus.identity import SourceSettings
from compendium.indexer.collection import Collection
from compendium.search.check import check
from compendium.search.draft import draft_of
from compendium.search.findings import Checked, Finding, Outcome
from compendium.search.printers.checks import explained, marked_up
from compendium.search.quotations import quotations

PAPER = "CTOC/COP/WG.9/2031/3"
PAPERS = {
    "corpus/000_5afab09b1758ec5d.txt": "CTOC/COP/WG.4/2019/3",
    "corpus/004_4a185ebc38df41a0.txt": "CTOC/COP/WG.4/2021/99",
}
Checking = Callable[[str], Checked]


@pytest.fixture(scope="module")
def checked(invented: Path) -> Checking:
    def run(text: str) -> Checked:
        with Collection.open(invented, write=False) as collection:
            return check(collection, draft_of(text.encode()))

    return run


def only(found: Checked) -> Finding:
    assert len(found.findings) == 1, found.findings
    return found.findings[0]


def found_against(path: Path, source: str, draft: str) -> Finding:
    """The one finding in a draft, against a collection of this source alone."""
    path.write_text(source)
    with Collection.open(path.parent / "home", write=True) as collection:
        collection.add(read_document(path))
        collection.commit()
        return only(check(collection, draft_of(draft.encode())))


@pytest.mark.parametrize(
    ("text", "outcome", "references"),
    [
        pytest.param(f"“A keeper learns the trade in three winters” ({PAPER}, para. 2).", "exact",
                     [f"{PAPER}, para. 2"], id="literal"),
        pytest.param(f'"A keeper learns the trade" ({PAPER}, para. 2).', "exact", [f"{PAPER}, para. 2"], id="straight"),
        pytest.param(f"‘A keeper learns the trade in three winters’ ({PAPER}, para. 2).", "exact",
                     [f"{PAPER}, para. 2"], id="single marks"),
        pytest.param(f"«A keeper learns the trade» ({PAPER}, para. 2).", "exact", [f"{PAPER}, para. 2"], id="angular"),
        pytest.param(f"“Front–line keepers should be able” ({PAPER}, para. 3).", "exact", [f"{PAPER}, para. 3"],
                     id="glyph of a dash"),
        pytest.param(f"“A keeper  learns\nthe trade” ({PAPER}, para. 2).", "exact", [f"{PAPER}, para. 2"], id="spaces"),
        pytest.param(f"“Signal to fishing boats in distress” ({PAPER}, para. 3 (b)).", "exact",
                     [f"{PAPER}, para. 3 (b)"], id="point"),
        pytest.param(f"“Signal to fishing boats in distress” ({PAPER}, para. 3).", "exact", [f"{PAPER}, para. 3 (b)"],
                     id="paragraph that holds the point"),
        pytest.param(f"“Signal to fishing boats in distress” ({PAPER}).", "exact", [f"{PAPER}, para. 3 (b)"],
                     id="document alone"),
        pytest.param("“Smuggled oil is dark and smells of fish” (themes.md, para. 5).", "exact", ["themes.md, para. 5"],
                     id="unidentified"),
        pytest.param("“A keeper learns the trade in three winters” (2031/3, para. 2).", "exact", [f"{PAPER}, para. 2"],
                     id="shortened"),
        pytest.param(f"> A keeper learns the trade in three winters. ({PAPER}, para. 2)", "exact",
                     [f"{PAPER}, para. 2"], id="block"),
        pytest.param(f"The paper says so ({PAPER}, para. 2):\n\n> A keeper learns the trade in three winters.", "exact",
                     [f"{PAPER}, para. 2"], id="block that is introduced"),
        pytest.param("“A keeper learns the trade.[^1]”\n\n[^1]: " + f"{PAPER}, para. 2.", "permitted",
                     [f"{PAPER}, para. 2"], id="footnote"),
        pytest.param(f"As {PAPER}, para. 2, has it, “a keeper learns the trade in three winters”.", "permitted",
                     [f"{PAPER}, para. 2"], id="initial letter; cited before"),
        pytest.param(f"“[a] keeper ... learns the trade” ({PAPER}, para. 2).", "permitted", [f"{PAPER}, para. 2"],
                     id="initial in brackets"),
        pytest.param(f"“A keeper ... in three winters” ({PAPER}, para. 2).", "permitted", [f"{PAPER}, para. 2"],
                     id="ellipsis"),
        pytest.param(f"“A keeper [of lamps] learns the [business] in three winters” ({PAPER}, para. 2).", "permitted",
                     [f"{PAPER}, para. 2"], id="brackets"),
        pytest.param(f"“Signal to fishing boats in distress.” ({PAPER}, para. 3 (b)).", "permitted",
                     [f"{PAPER}, para. 3 (b)"], id="final punctuation"),
        pytest.param(f"“the Working Group recommended that ‘States should train keepers’” ({PAPER}, para. 2).",
                     "permitted", [f"{PAPER}, para. 2"], id="inner marks"),
        pytest.param(f"See {PAPER}, para. 3 (c).", "exists", [f"{PAPER}, para. 3 (c)"], id="citation alone"),
        pytest.param(f"“A keeper learns the trade in four winters” ({PAPER}, para. 2).", "altered",
                     [f"{PAPER}, para. 2"], id="changed word"),
        pytest.param(f"“A keeper never learns the trade in three winters” ({PAPER}, para. 2).", "altered",
                     [f"{PAPER}, para. 2"], id="added word"),
        pytest.param(f"“in three winters ... A keeper learns the trade” ({PAPER}, para. 2).", "altered",
                     [f"{PAPER}, para. 2"], id="ellipsis out of order"),
        pytest.param("“A keeper learns the trade in four short winters”.", "altered", [f"{PAPER}, para. 2"],
                     id="changed and without source"),
        pytest.param(f"“A keeper learns the trade in three winters” ({PAPER}, para. 4).", "wrong_paragraph",
                     [f"{PAPER}, para. 2"], id="another paragraph"),
        pytest.param(f"“Signal to fishing boats in distress” ({PAPER}, para. 3 (a)).", "wrong_paragraph",
                     [f"{PAPER}, para. 3 (b)"], id="wrong letter"),
        pytest.param(f"“Signal to fishing boats in distress” ({PAPER}, para. 3 (k)).", "wrong_paragraph",
                     [f"{PAPER}, para. 3 (b)"], id="no such letter"),
        pytest.param("“A keeper learns the trade in three winters” (themes.md, para. 2).", "wrong_symbol",
                     [f"{PAPER}, para. 2"], id="another document"),
        pytest.param("“A keeper learns the trade in three winters” (CTOC/COP/WG.9/2044/8, para. 2).", "wrong_symbol",
                     [f"{PAPER}, para. 2"], id="invented document"),
        pytest.param(f"“A keeper learns the trade in three winters” ({PAPER}, para. 31).", "no_such_paragraph",
                     [f"{PAPER}, para. 2"], id="no such paragraph, words held"),
        pytest.param(f"See {PAPER}, para. 31.", "no_such_paragraph", [], id="no such paragraph"),
        pytest.param(f"See {PAPER}, para. 3 (k).", "no_such_paragraph", [], id="no such point"),
        pytest.param("They held that “a keeper learns the trade in three winters”.", "no_source", [f"{PAPER}, para. 2"],
                     id="no source"),
        pytest.param(f"“Every boat must carry two anchors and a bell” ({PAPER}, para. 2).", "not_found", [],
                     id="nowhere"),
        pytest.param("“Every boat must carry two anchors and a bell of brass”.", "not_found", [],
                     id="nowhere and without source"),
        pytest.param("“States should train keepers before the first frost” (CTOC/COP/WG.9/2029/6, para. 14 (b)).",
                     "not_held", [f"{PAPER}, para. 2"], id="not held, recalled in another"),
        pytest.param("See CTOC/COP/WG.9/2044/8, para. 2.", "not_held", [], id="citation of what is not held"),
    ],
)  # fmt: skip
def test_outcome(checked: Checking, text: str, outcome: str, references: list[str]) -> None:
    found = only(checked(text))
    assert (found.outcome.value, list(found.references)) == (outcome, references)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They spoke of “soft” power and “hard lamps” alike.", id="scare quotes"),
        pytest.param("The paper entitled “Keepers of all the boats and their duties” was read.", id="title"),
        pytest.param("The motto “every lamp a friend at sea” was chosen.", id="motto"),
        pytest.param("The campaign “Light For All” began.", id="capitals"),
        pytest.param("They read the “Handbook for keepers of lamps” twice.", id="title that a document held cites"),
        pytest.param("See UNODC, “Ways to trim a wick that is wet: issue paper” (Vienna, 2020).", id="publication"),
        pytest.param("The States’ and keepers’ lamps don’t burn.", id="apostrophes"),
        pytest.param('A pipe of 5" and a board of 8" were laid.', id="inches"),
    ],
)
def test_what_is_no_quotation_is_left_out(checked: Checking, text: str) -> None:
    assert checked(text).findings == ()


def test_title_of_a_document_that_is_held_is_a_citation_of_it(checked: Checking) -> None:
    found = only(checked("The paper entitled “Keepers of harbour lamps and their duties” was read."))
    assert (found.quote, found.outcome) == ("", Outcome.EXISTS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"“Signal to fishing boats in distress” ({PAPER}, para. 3 (b)); “signal to fishing” (ibid.).",
                     ["exact", "permitted"], id="ibid. is the same place"),
        pytest.param(f"“Signal to fishing boats in distress” ({PAPER}, para. 3 (b)); “measured each morning” (ibid.).",
                     ["exact", "wrong_paragraph"], id="ibid. is no other place"),
        pytest.param(f"See {PAPER}, para. 3 (b), and “measured each morning” (ibid., para. 4).",
                     ["exists", "exact"], id="ibid. with a place"),
        pytest.param("“Measured each morning.[^1]” More.[^2]\n\n"
                     f"[^1]: See {PAPER}, para. 2.\n\n[^2]: Ibid., para. 44.",
                     ["wrong_paragraph", "no_such_paragraph"], id="ibid. in a footnote"),
        pytest.param(f"The report ({PAPER}) says in its paragraph 4 that oil is “measured each morning”.", ["exact"],
                     id="place named later"),
        pytest.param(f"The report ({PAPER}) says in paragraph 2 that “oil is measured each morning”.",
                     ["wrong_paragraph"], id="wrong place named later"),
        pytest.param(f"“A keeper learns the trade”, the paper says, “in three winters” ({PAPER}, para. 2).",
                     ["exact", "exact"], id="two halves"),
        pytest.param(f"{PAPER}, para. 2, has it that:\n\n- “A keeper learns the trade”;\n\n- “in three winters”.",
                     ["exact", "exact"], id="list below its source"),
        pytest.param(f"> A keeper learns the trade ({PAPER}, para. 2; and {PAPER}, para. 3 (b))", ["exact", "exists"],
                     id="letters in the bracket below a block"),
        pytest.param("They say “A keeper learns the trade in three winters”.[1]\n\n[1] " + f"{PAPER}, para. 4.",
                     ["wrong_paragraph"], id="note in square brackets"),
        pytest.param("They say “measured each\nmorning” (see\n" + f"{PAPER}, para. 4).\n\n     A keeper learns the\n"
                     f"     trade in three winters ({PAPER}, para. 2)\n\nThat is all.", ["exact", "exact"],
                     id="block told by its indent"),
        pytest.param(f"The term “measured each evening” ({PAPER}, para. 4) was used.", ["altered"],
                     id="term with a place is a quotation"),
        pytest.param(f"See {PAPER}, para. 3; 'by the harbour master, see General Assembly resolution 71/167. Oil is "
                     "measured' (idem, para. 4).", ["exists", "exact"],
                     id="idem is what the draft cites, not what it quotes"),
        pytest.param(f"It speaks of \"the supply in article 5 of the oil that is organized\" ({PAPER}, para. 4).",
                     ["altered"],
                     id="a place in a quotation is not of the source behind it"),
        pytest.param(f"> The supply of article 5 of the oil is organized ({PAPER}, para. 4)", ["altered"],
                     id="a bracket with a place of its own takes none from before it"),
        pytest.param(f"> A keeper learns the trade\n\nFrom {PAPER}, para. 4:\n\n> Oil is measured each morning",
                     ["no_source", "exact"], id="a lead is not the source of the block before it"),
        pytest.param(f"| “measured each morning” | {PAPER}, para. 4 |", ["exact"], id="cells of a row"),
        pytest.param(f"> 'A keeper learns the trade in three winters'\n\n({PAPER}, para. 2)", ["exact"],
                     id="block in single marks"),
        pytest.param("As A/99/1, para. 3, says: “trim a wick in the dark”.", ["wrong_symbol"],
                     id="a phrase that a citation introduces"),
    ],
)  # fmt: skip
def test_ways_of_citing(checked: Checking, text: str, found: list[str]) -> None:
    assert [finding.outcome.value for finding in checked(text).findings] == found


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        pytest.param("themes.md", "the words stand in another document than the one cited: ", id="held"),
        pytest.param("CTOC/COP/WG.9/2044/8", "the document cited is not held; these words stand in ", id="not held"),
    ],
)
def test_a_wrong_document_is_said_to_be_held_or_not(checked: Checking, cited: str, said: str) -> None:
    (finding,) = checked(f"“A keeper learns the trade in three winters” ({cited}, para. 2).").findings
    assert explained(finding) == f"{said}{PAPER}, para. 2"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param("A lamp that is seen is a lamp that is heard", "its words are so recalled in ", id="the same"),
        pytest.param("A lamp which is seen is a lamp heard", "the words differ from how they are recalled in ",
                     id="altered"),
    ],
)  # fmt: skip
def test_words_of_what_is_not_held_are_compared_with_those_that_recall_them(
    tmp_path: Path, words: str, said: str
) -> None:
    source = "1. The group said: “A lamp that is seen is a lamp that is heard” (CTOC/COP/WG.9/2044/8, para. 7).\n"
    found = found_against(tmp_path / "paper.txt", source, f"“{words}” (CTOC/COP/WG.9/2044/8, para. 7).")
    assert found.outcome is Outcome.NOT_HELD
    assert explained(found) == f"the document cited is not held; {said}paper.txt, para. 1"


@pytest.mark.parametrize(
    ("cited", "remark"),
    [
        pytest.param("See ibid., para. 99.", f"“ibid., para. 99” was taken for {PAPER}, para. 99", id="ibid."),
        pytest.param("It is so (para. 98 (d)).", f"“para. 98 (d)” was taken for {PAPER}, para. 98 (d)", id="bare"),
        pytest.param(f"See {PAPER}, para. 97.", "", id="named"),
        pytest.param("See ibid., para. 4.", "", id="in order"),
    ],
)
def test_what_a_citation_that_names_no_document_was_taken_for(checked: Checking, cited: str, remark: str) -> None:
    *_, finding = checked(f"Keepers learn ({PAPER}, para. 2). {cited}").findings
    assert finding.remarks == ((remark,) if remark else ())


def test_a_number_of_an_annex_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "A_99_21.txt"
    source.write_text(
        "A/99/21\n\nDistr.: General\n\nReport on lamps\n\n1. Lamps are lit at dusk.\n\n2. They are put out.\n\n"
        "Annex\n\nList of harbours\n\n1. That of the north is large.\n\n2. That of the south is not.\n\n"
        "3. The harbour of the west is closed in winter.\n"
    )
    draft = tmp_path / "draft.md"
    draft.write_text("“The harbour of the west is closed in winter” (A/99/21, para. 3); see A/99/21, para. 2.\n")
    home = ["--home", str(tmp_path / "home")]
    assert main([*home, "index", str(source)]) == 0
    capsys.readouterr()
    assert main([*home, "check", str(draft), "--format", "lines"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert ": exact: " in line
    assert "cite A/99/21, annex, para. 3" in line


def test_a_source_that_may_be_incomplete_is_said_to_be(tmp_path: Path) -> None:
    source = "1. The lamp is lit at dusk by the keeper.\n\n2. It is put out.\n\n5. Oil is bought in spring.\n"
    quote = "“The lamp is lit at noon by the keeper” (rules.txt, para. 1)."
    (remark,) = found_against(tmp_path / "rules.txt", source, quote).remarks
    assert "rules.txt may be incomplete or misread: paragraphs 3 to 4 are missing" in remark


def test_quotation_over_paragraphs_starts_in_the_paragraph_cited(checked: Checking) -> None:
    text = "“measured each morning;\n\n“the colour of the flame”"
    assert only(checked(f"{text} ({PAPER}, para. 3)")).outcome is Outcome.WRONG_PARAGRAPH


def test_quotation_over_paragraphs(checked: Checking) -> None:
    text = (
        "“4. The supply of oil is organized by the harbour master, see General Assembly resolution 71/167. Oil is "
        "measured each morning; the colour of the flame tells its quality.\n\n"
        f"“5. Café owners and the attaché of Côte d’Ivoire gave evidence.” ({PAPER}, paras. 4 and 5)"
    )
    found = only(checked(text))
    assert found.outcome in (Outcome.EXACT, Outcome.PERMITTED)
    assert found.references == (f"{PAPER}, para. 4", f"{PAPER}, para. 5")


def test_of_several_citations_the_one_that_fits_is_the_source(checked: Checking) -> None:
    found = checked(f"“Signal to fishing boats in distress” ({PAPER}, para. 2; and {PAPER}, para. 3 (b)).").findings
    assert [(f.outcome.value, f.citation) for f in found] == [
        ("exact", f"{PAPER}, para. 3 (b)"),
        ("exists", f"{PAPER}, para. 2"),
    ]


def test_each_quotation_has_its_own_citation(checked: Checking) -> None:
    text = f"“measured each morning” ({PAPER}, para. 4), “given at sea by the State and ashore” ({PAPER}, para. 2)"
    assert [f.outcome.value for f in checked(text).findings] == ["exact", "not_found"]


def test_words_that_a_line_breaks_are_whole(checked: Checking) -> None:
    broken = f"They say “A keeper learns the tra-\nde in three winters” ({PAPER}, para. 2)."
    typed = f"They say “A keeper learns the tra-de in three winters” ({PAPER}, para. 2)."
    assert [only(checked(text)).outcome.value for text in (broken, typed)] == ["exact", "altered"]
    parted = f"It says that “front-\nline keepers should be able” ({PAPER}, para. 3)."
    assert only(checked(parted)).quote == "front-line keepers should be able"


def test_place_under_a_heading_where_numbers_start_anew(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "A/99/21\n\nDistr.: General\n\nReport on lamps\n\n1. Lamps are lit at dusk.\n\n2. They are put out.\n\n"
        "Annex\n\nList of harbours\n\n1. The harbour of the north is large.\n\n2. That of the south is not.\n"
    )
    with Collection.open(tmp_path / "home", write=True) as collection:
        collection.add(read_document(path))
        collection.commit()
        scope = next(row.paragraph.scope for row in collection.store.paragraphs_of(1) if row.paragraph.scope)
        cited = f"A/99/21, {scope[0].upper()}{scope[1:]}, para. 2"
        found = only(check(collection, draft_of(f"> That of the south is not\n\n({cited})".encode())))
        assert found.outcome is Outcome.EXACT


def test_changes_are_named_with_the_words_of_the_source(checked: Checking) -> None:
    found = only(checked(f"“A keeper learns a trade in winters” ({PAPER}, para. 2)."))
    assert found.wording == "A keeper learns the trade in three winters"
    assert [(c.source, c.quote) for c in found.changes] == [("the", "a"), ("three", "")]


@pytest.mark.parametrize(
    ("quote", "changes"),
    [
        # what is left out is longer than what stands before or behind it
        pytest.param("The harbour master must ask the keeper of the lamp", "[-should each evening, before the boats "
                     "return,-] {+must+}", id="in the middle"),
        pytest.param("The master should each evening, before the boats return, ask the keeper and the cook",
                     "[-harbour-] [-of the lamp, the pilot-]", id="near the end"),
        pytest.param("The harbour master return, ask the keeper of the lamp",
                     "[-should each evening, before the boats-]", id="near the beginning"),
        pytest.param("The harbour master ought to ask the keeper of the cook", "[-should each evening, before "
                     "the boats return,-] {+ought to+} [-the lamp, the pilot and-]", id="one word at the end"),
        pytest.param("The harbour master should each morning ask the keeper",
                     "[-evening, before the boats return,-] {+morning+}", id="replaced"),
    ],
)  # fmt: skip
def test_words_left_out_are_told_from_words_added(tmp_path: Path, quote: str, changes: str) -> None:
    source = (
        "1. The harbour master should each evening, before the boats return, ask the keeper of the lamp, the pilot "
        "and the cook.\n"
    )
    found = found_against(tmp_path / "rules.txt", source, f"“{quote}” (rules.txt, para. 1).")
    assert found.outcome is Outcome.ALTERED
    assert " ".join(re.findall(r"\[-.*?-\]|\{\+.*?\+\}", marked_up(found))) == changes


@pytest.mark.parametrize(
    ("quote", "outcome"),
    [
        pytest.param("shall [ever] leave the lamp before the bell", Outcome.ALTERED, id="replaced"),
        pytest.param("shall ... leave the lamp before the bell", Outcome.ALTERED, id="left out"),
        pytest.param("shall not leave the lamp before the bell [never] has rung", Outcome.ALTERED, id="put in"),
        pytest.param("shall [by no means] leave the lamp before the bell", Outcome.ALTERED, id="in other words"),
        pytest.param("shall [not] leave the lamp before the bell", Outcome.PERMITTED, id="kept"),
        pytest.param("shall not leave ... before the bell has rung [footnote not reproduced]", Outcome.PERMITTED,
                     id="of the quotation itself"),
    ],
)  # fmt: skip
def test_brackets_and_ellipses_do_not_touch_a_not(tmp_path: Path, quote: str, outcome: Outcome) -> None:
    source = "1. The keeper shall not leave the lamp before the bell has rung twice.\n"
    text = f"“The keeper {quote}” (rules.txt, para. 1)."
    assert found_against(tmp_path / "rules.txt", source, text).outcome is outcome


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        pytest.param("1. The harbour harbuor light is kept by the harbour master, in every harbour and every harbour.",
                     "The harbour harbour light is kept by the harbour master", id="a letter out of its place"),
        pytest.param("1. The keeper shall trim the the wick each night before the bell.",
                     "The keeper shall trim the wick each night", id="a word twice"),
        pytest.param("1. The keeper shalltrim the wick each night before the bell.",
                     "The keeper shall trim the wick each night", id="words run together"),
        pytest.param("1. The keepers12 shall trim the wick each night before the bell.",
                     "The keepers shall trim the wick each night", id="a footnote mark that stuck"),
    ],
)  # fmt: skip
def test_clear_slips_may_be_mended(tmp_path: Path, source: str, quote: str) -> None:
    source += "\n\n2. One harbour.\n\n3. Another harbour.\n\n4. The last harbour.\n"
    found = found_against(tmp_path / "slips.txt", source, f"“{quote}” (slips.txt, para. 1).")
    assert found.outcome is Outcome.PERMITTED
    assert all(change.permitted for change in found.changes)


@pytest.mark.parametrize(
    ("quote", "outcome", "changes"),
    [
        pytest.param("The keepers shall trim the wick. They shall", "permitted", [("7", "")], id="a mark left out"),
        pytest.param("shall trim ... They shall wind", "permitted", [], id="the mark passed over"),
        pytest.param("The keepers shall trim the wick", "exact", [], id="no mark inside"),
        pytest.param("The keepers shall trim the wick.[^1] They shall", "exact", [], id="the draft's own mark there"),
        pytest.param("The keepers shall trim the wick.7 They shall", "permitted", [("", "7")], id="the figure typed"),
        pytest.param("trim the wick.8 They shall", "altered", [("", "8")], id="another figure"),
    ],
)  # fmt: skip
def test_footnote_marks_inside_a_quotation(
    tmp_path: Path, quote: str, outcome: str, changes: list[tuple[str, str]]
) -> None:
    source = (
        "1. The keepers shall trim the wick.[^7] They shall wind[^8] the clock each night.\n\n2. It is so.\n\n"
        "[^7]: Rules of the harbour.\n\n[^8]: Twice in winter.\n"
    )
    draft = f"“{quote}” (rules.md, para. 1).\n\n[^1]: A note of the draft.\n"
    found = found_against(tmp_path / "rules.md", source, draft)
    assert (found.outcome, [(change.source, change.quote) for change in found.changes]) == (outcome, changes)


def test_words_decide_between_two_meanings_of_a_shortened_symbol(tmp_path: Path) -> None:
    with Collection.open(tmp_path / "home", write=True) as collection:
        for number, words in ((1, "The red lamp burns all night at the pier"), (2, "The green lamp is out by ten")):
            path = tmp_path / f"paper{number}.txt"
            path.write_text(f"CTOC/COP/WG.{number}/2031/3\n\nDistr.: General\n\n1. {words}.\n\n2. It is so.\n")
            collection.add(read_document(path))
        collection.commit()
        right = only(check(collection, draft_of("“The red lamp burns all night” (2031/3, para. 1).".encode())))
        assert (right.outcome, right.references) == (Outcome.EXACT, ("CTOC/COP/WG.1/2031/3, para. 1",))
        alone = only(check(collection, draft_of(b"As was said (2031/3, para. 1).")))
        assert alone.outcome is Outcome.AMBIGUOUS
        assert alone.references == ("CTOC/COP/WG.1/2031/3", "CTOC/COP/WG.2/2031/3")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("a “b “c” d” e", ["b “c” d"], id="nested"),
        pytest.param("a “one two\n\nthree” b", ["one two\nthree"], id="closed in the next paragraph"),
        pytest.param("“one\n\n“two\n\n“three” end", ["one\ntwo\nthree"], id="opened again"),
        pytest.param("„one two“ and «three»", ["one two", "three"], id="other languages"),
        pytest.param("a “b and no end\n\nnext", [], id="never closed"),
        pytest.param("the keepers' log and the masters' bell", [], id="plural possessives"),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [quotation.text for quotation in quotations(draft_of(text.encode()).parts)] == quoted


@pytest.mark.parametrize("number", range(2))
def test_every_seeded_fault_in_the_two_papers_is_named(
    shared: Callable[[str], Path], tmp_path: Path, number: int
) -> None:
    with Collection.open(tmp_path / "home", write=True) as collection:
        for name, symbol in PAPERS.items():
            collection.add(read_document(shared(name), SourceSettings(symbol=symbol)))
        collection.commit()
        text, seeds = seeded(collection.store, 100, number)
        found = {f.quote or f.citation: f for f in check(collection, draft_of(text.encode())).findings}
    wrong = [
        (seed, found.get(seed.quote or seed.citation))
        for seed in seeds
        if (f := found.get(seed.quote or seed.citation)) is None
        or f.outcome.value not in seed.outcomes
        or (seed.reference and seed.reference not in f.references)
    ]
    assert wrong == []


# The command


def test_command_writes_records_and_says_whether_all_is_in_order(
    invented: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(invented))
    draft = tmp_path / "draft.md"
    text = f"“A keeper learns the trade in four winters” ({PAPER}, para. 2).\n\nSee {PAPER}, para. 4.\n"
    draft.write_text(text, encoding="utf-8")
    assert main(["check", str(draft), "--format", "json"]) == 1
    record = json.loads(capfd.readouterr().out)
    assert record["version"] == 1
    assert record["file"] == str(draft)
    altered, exists = record["findings"]
    assert text[altered["start"] : altered["end"]] == altered["quote"]
    assert text[exists["start"] : exists["end"]] == exists["citation"] == f"{PAPER}, para. 4"
    assert altered["changes"] == [{"source": "three", "quote": "four", "permitted": False}]
    assert (exists["quote"], exists["wording"]) == (None, None)

    assert main(["check", str(draft), "--format", "lines"]) == 1
    assert capfd.readouterr().out.startswith(f"{draft}:1:2: altered: ")

    draft.write_text(f"See {PAPER}, para. 4.\n", encoding="utf-8")
    assert main(["check", str(draft)]) == 0
    assert "1 exists" in capfd.readouterr().err


def test_word_draft_gets_a_copy_with_a_comment_at_each_finding(
    invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docx import Document

    monkeypatch.setenv("COMPENDIUM_HOME", str(invented))
    document = Document()
    paragraph = document.add_paragraph("It is said that “A keeper learns the trade ")
    paragraph.add_run("in four winters").bold = True
    paragraph.add_run(f"” ({PAPER}, para. 2).")
    document.add_paragraph(f"See {PAPER}, para. 4.")
    document.add_paragraph("A keeper learns the trade in three winters.", style="Quote")
    document.save(str(tmp_path / "draft.docx"))
    copy = tmp_path / "copy.docx"
    assert main(["check", str(tmp_path / "draft.docx"), "--comments", str(copy)]) == 1
    comments = list(Document(str(copy)).comments)
    assert [c.text.split(":")[0] for c in comments] == ["altered", "no source"]
    assert "[-three-] {+four+}" in comments[0].text
    first = copy.read_bytes()
    main(["check", str(tmp_path / "draft.docx"), "--comments", str(copy)])
    assert copy.read_bytes()[:200] == first[:200]
    copy.write_bytes(b"another's")
    assert main(["check", str(tmp_path / "draft.docx"), "--comments", str(copy)]) == 2
    assert copy.read_bytes() == b"another's"
    assert main(["check", str(tmp_path / "draft.docx"), "--comments", str(copy), "--force"]) == 1
    assert copy.read_bytes() == first


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("none.docx", None, "cannot be opened (No such file or directory)", id="missing"),
        pytest.param("empty.txt", b"", "the draft is empty", id="empty"),
        pytest.param("blank.docx", word_file(p("")), "the draft is empty", id="without words"),
        pytest.param("scan.pdf", pdf(Sheet()), "must have its text recognised", id="scan"),
        pytest.param("noise.bin", bytes(range(256)) * 20, "", id="no document"),
    ],
)
def test_what_cannot_be_read_is_said(
    invented: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    data: bytes | None,
    message: str,
) -> None:
    monkeypatch.setenv("COMPENDIUM_HOME", str(invented))
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["check", str(tmp_path / name)]) == 2
    error = capfd.readouterr().err
    assert message in error
    assert "Traceback" not in error
