"""What references open: every citation that the program prints, points, sections, footnotes, and what is not there."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from compendium.__main__ import main
from compendium.corpus.extract import read_document
from compendium.indexer.collection import Collection
from compendium.indexer.rows import SourceFile
from compendium.search.cite import cite, cite_footnote, point_path
from compendium.search.resolve import paragraphs_at, resolve
from compendium.search.show import show

SHARED_SOURCES = [
    "corpus/000_5afab09b1758ec5d.txt",
    "corpus/004_4a185ebc38df41a0.txt",
    "real/text/A_RES_64_293.txt",
    "real/languages/un_charter_en.txt",
    "real/docx/A_81_6_SECT._16.docx",
]
REPORT = """CTOC/COP/WG.9/2032/5(Sect.2)

# Report on buoys

1. All buoys were counted:

(a) Red ones;

(b) Green ones, as follows:

(i) Small;

(ii) Large;

(c) Others.

2. Nobody objected (see (a) the list and (b) the map).

## II. Painting

3. Paint was bought.

A word without a number.

## Annex I

1. The list.[^1]

2. The map.

[^1]: Kept ashore.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the invented report, held twice."""
    folder = tmp_path_factory.mktemp("report")
    home = tmp_path_factory.mktemp("home")
    with Collection.open(home, write=True) as collection:
        for name in ("buoys.md", "buoys copy.md"):
            (folder / name).write_text(REPORT, "utf-8")
            collection.add(read_document(folder / name), SourceFile(name, 1, 1))
        collection.commit()
    return home


def printed(collection: Collection) -> Iterator[tuple[str, int]]:
    """Each citation of a paragraph or point that the program can print, and the paragraph's number in the store."""
    for document in collection.store.documents():
        for row in collection.store.paragraphs_of(document.id):
            yield cite(document, row.paragraph), row.id
            for path, _, _ in row.paragraph.point_spans():
                yield cite(document, row.paragraph, point_path(path)), row.id


def assert_all_open(collection: Collection) -> None:
    store = collection.store
    for citation, id_ in printed(collection):
        assert id_ in [row.id for row, _ in paragraphs_at(store, resolve(store, citation))], citation
    for document in store.documents():
        for held in store.footnotes_of(document.id):
            found = show(store, cite_footnote(document, held.footnote.label)).notes
            assert held.footnote.text in [noted.note.footnote.text for noted in found], held.footnote.label
            for noted in found:
                assert show(store, noted.citation).notes, noted.citation


def test_every_citation_that_is_printed_opens(home: Path, invented: Path) -> None:
    for folder in (home, invented):
        with Collection.open(folder, write=False) as collection:
            assert_all_open(collection)


@pytest.mark.parametrize("source", SHARED_SOURCES)
def test_every_citation_of_a_real_document_opens(source: str, shared: Callable[[str], Path], tmp_path: Path) -> None:
    path = shared(source)
    with Collection.open(tmp_path, write=True) as collection:
        collection.add(read_document(path))
        assert_all_open(collection)


Show = Callable[..., tuple[int, str, str]]


@pytest.fixture
def opening(home: Path, capfd: pytest.CaptureFixture[str]) -> Show:
    """Runs `show`: exit code, output, and what is said beside it."""

    def opening(*arguments: str) -> tuple[int, str, str]:
        code = main(["--home", str(home), "show", *arguments])
        return code, *capfd.readouterr()

    return opening


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("2032/5(Sect.2) 1 (z)", "para. 1 has no point (z); it has (a)–(c)"),
        ("2032/5(Sect.2) 1 (a) (i)", "para. 1 (a) has no point (i); it has no points"),
        ("2032/5(Sect.2) 1 (b) (iv)", "para. 1 (b) has no point (iv); it has (i)–(ii)"),
        ("2032/5(Sect.2) 3 (a)", "para. 3 has no point (a); it has no points"),
        ("2032/5(Sect.2) paras 7-9", "has no paras. 7–9; its last is para. 3"),
        ("2032/5(Sect.2) footnote 9", "has no footnote 9"),
        ("2032/5(Sect.2) sect. IX", "has no sect. IX"),
        ("2032/5 para 3", "did you mean CTOC/COP/WG.9/2032/5(Sect.2), para. 3?"),
        ("2302/5(Sect.2)", "did you mean CTOC/COP/WG.9/2032/5(Sect.2)?"),
    ],
)
def test_what_is_not_there_is_never_shown(opening: Show, reference: str, said: str) -> None:
    code, out, err = opening(reference)
    assert (code, out) == (1, "")
    assert said in err


def test_points_asked_for_stand_out_and_the_others_are_said_to_be_left_out(opening: Show) -> None:
    code, out, _ = opening("2032/5(Sect.2) 1 (b)(ii)")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "CTOC/COP/WG.9/2032/5(Sect.2), para. 1 (b) (ii)"
    start = next(at for at, line in enumerate(lines) if "All buoys" in line)
    assert lines[start : start + 6] == [
        "  1. All buoys were counted:",
        "      [(a) left out]",
        "      (b) Green ones, as follows:",
        "          [(i) left out]",
        "        > (ii) Large;",
        "      [(c) left out]",
    ]


def test_a_range_of_points_is_one_paragraph(opening: Show) -> None:
    _, out, _ = opening("2032/5(Sect.2) paras 1 (a)-(b)")
    assert out.count("1. All buoys") == 1
    assert out.splitlines()[0].endswith("para. 1 (a), (b)")
    assert [line.split()[1] for line in out.splitlines() if line.lstrip().startswith(">")] == ["(a)", "(b)"]


def test_twins_are_shown_once(opening: Show) -> None:
    _, out, _ = opening("2032/5(Sect.2) para 2")
    assert out.count("Nobody objected") == 1
    assert "the same words in buoys copy.md" in out


@pytest.mark.parametrize(
    ("reference", "holds", "lacks"),
    [
        ("2032/5(Sect.2) sect. II", ["II. Painting", "3. Paint", "A word"], ["All buoys"]),
        ("2032/5(Sect.2) annex I", ["The list.[1]", "The map."], ["Paint"]),
        ("buoys.md annex I para 2", ["The map."], ["The list."]),
        ("2032/5(Sect.2) annex I para 1 fn 1", ["Kept ashore."], ["Paint"]),
        ("2032/5(Sect.2) 2 (b)", ["Nobody objected"], ["left out"]),
    ],
)
def test_other_places(opening: Show, reference: str, holds: list[str], lacks: list[str]) -> None:
    code, out, _ = opening(reference)
    assert code == 0
    assert all(text in out for text in holds)
    assert not any(text in out for text in lacks)


def test_a_table_has_points_and_snippets_as_words(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home), "export", "paragraphs", "--format", "csv"]) == 0
    row = next(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert row["points"] == "(a) Red ones; | (b) Green ones, as follows: | (i) Small; | (ii) Large; | (c) Others."
    assert main(["--home", str(home), "search", "paint", "--format", "csv"]) == 0
    assert next(csv.DictReader(io.StringIO(capfd.readouterr().out)))["snippet"] == "Paint was bought."


@pytest.mark.parametrize("command", [["documents"], ["show", "gap.md"]])
def test_what_may_be_missing_is_said(command: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gap.md").write_text("# A\n\n1. One.\n\n2. Two.\n\n5. Five.\n\n6. Six.\n", "utf-8")
    home = str(tmp_path / "home")
    assert main(["--home", home, "index", str(tmp_path / "gap.md"), "--jobs", "1"]) == 0
    capfd.readouterr()
    assert main(["--home", home, *command]) == 0
    assert "may be incomplete: " in capfd.readouterr().out


def test_a_part_of_a_list_that_is_there_is_shown(opening: Show) -> None:
    code, out, err = opening("2032/5(Sect.2) paras 3-5")
    assert code == 0
    assert "Paint was bought" in out
    assert "has no para. 4 and" not in out
    assert "has no paras. 4 and 5; its last is para. 3" in err


def test_record_says_what_was_asked_and_what_is_lacking(opening: Show) -> None:
    record = json.loads(opening("2032/5(Sect.2) 1 (a)-(b)", "--format", "json")[1])
    assert record["paragraphs"][0]["asked"] == ["a", "b"]
    record = json.loads(opening("2032/5(Sect.2) 1 (z)", "--format", "json")[1])
    assert record["paragraphs"] == []
    assert record["notices"] == ["para. 1 has no point (z); it has (a)–(c)"]


def test_a_paragraph_of_a_text_that_may_be_incomplete_is_shown_with_a_note(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gaps = tmp_path / "gaps.txt"
    gaps.write_text("1. The lamp is lit.\n\n2. It is put out.\n\n5. Oil is bought.\n")
    home = ["--home", str(tmp_path / "home")]
    assert main([*home, "index", str(gaps)]) == 0
    capsys.readouterr()
    assert main([*home, "show", "gaps.txt para 5"]) == 0
    said = "the text of gaps.txt may be incomplete or misread: paragraphs 3 to 4 are missing between 2 and 5"
    assert said in " ".join(capsys.readouterr().err.split())
    assert main([*home, "show", "gaps.txt para 5", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["notices"] == [said]
    assert main([*home, "cite", "gaps.txt para 5", "--quote"]) == 0
    assert said in " ".join(capsys.readouterr().err.split())
