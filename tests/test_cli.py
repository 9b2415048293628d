"""The command line: what each command says, in each form, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from compendium.__main__ import main
from compendium.cli import COMMANDS, program
from compendium.cli.reference import reference

ROOT = Path(__file__).parents[1]
PAPERS = Path(__file__).parent / "data" / "papers"

PROGRAM = [sys.executable, "-m", "compendium"]

Run = Callable[..., "Outcome"]


class Outcome:
    """What a command wrote, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(invented: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the invented papers, through the entry point."""
    monkeypatch.setenv("COMPENDIUM_HOME", str(invented))

    def run(*arguments: str) -> Outcome:
        code = main(list(arguments))
        return Outcome(code, *capfd.readouterr())

    return run


# Search


def test_citation_first_then_headings_and_topic_then_the_marked_passage(run: Run) -> None:
    found = run("search", "signal", "distress")
    assert found.code == 0
    assert found.out.splitlines()[:6] == [
        "CTOC/COP/WG.9/2031/3, para. 3 (b)",
        "  II. Background > A. Training of keepers",
        "  Topic: Keepers",
        "  (b) Signal to fishing boats in distress;",
        "      ^^^^^^                     ^^^^^^^^",
        "",
    ]
    assert all(len(line) <= 80 for line in found.out.splitlines())


@pytest.mark.parametrize(
    ("query", "citation"),
    [
        pytest.param("wick dark", "CTOC/COP/WG.9/2031/3, para. 3 (a)", id="a point"),
        pytest.param('"three winters"', "CTOC/COP/WG.9/2031/3, para. 2", id="phrase"),
        pytest.param("smugled", "themes.md, para. 5", id="misspelling"),
        pytest.param("organised oil", "CTOC/COP/WG.9/2031/3, para. 4", id="British spelling"),
        pytest.param("color", "CTOC/COP/WG.9/2031/3, para. 4", id="American spelling"),
        pytest.param("frontline", "CTOC/COP/WG.9/2031/3, para. 3", id="one word for two"),
        pytest.param("front line", "CTOC/COP/WG.9/2031/3, para. 3", id="two words for a hyphen"),
        pytest.param("attache cafe", "CTOC/COP/WG.9/2031/3, para. 5", id="accents left out"),
        pytest.param("child", "CTOC/COP/WG.9/2031/3, para. 5", id="irregular plural"),
        pytest.param("mainl*", "themes.md, para. 5", id="prefix"),
        pytest.param("mainlnd~1", "themes.md, para. 5", id="fuzzy"),
        pytest.param("oil AND demand", "themes.md, para. 5", id="and"),
        pytest.param("oil NOT demand NOT smuggled", "CTOC/COP/WG.9/2031/3, para. 4", id="not"),
        pytest.param("footnote:handbook", "CTOC/COP/WG.9/2031/3, para. 2", id="field"),
        pytest.param("res 71/167", "CTOC/COP/WG.9/2031/3, para. 4", id="a reference that is cited"),
        pytest.param("2031/3 para 5", "CTOC/COP/WG.9/2031/3, para. 5", id="a reference that is held"),
        pytest.param("cites:2029/6", "CTOC/COP/WG.9/2031/3, para. 2", id="cites"),
    ],
)
def test_first_hit(run: Run, query: str, citation: str) -> None:
    found = run("search", query)
    assert found.code == 0
    assert found.out.splitlines()[0] == citation


@pytest.mark.parametrize(
    ("arguments", "paragraphs"),
    [
        pytest.param(["--topic", "Oil and wicks"], ["4", "5"], id="topic"),
        pytest.param(["--topic", "oil"], ["4", "5"], id="part of a topic"),
        pytest.param(["--year", "2029"], ["4", "5"], id="year of the paper described"),
        pytest.param(["--year", "2030..", "--document", "themes.md"], ["1", "2", "3"], id="range and source"),
        pytest.param(["--meeting", "5", "--kind", "compendium"], ["2", "3"], id="meeting and kind"),
        pytest.param(["--document", "2031/3", "wick"], ["3"], id="symbol's end, with a word"),
        pytest.param(["--document", "CTOC/COP/WG.9/*", "wick"], ["3"], id="symbol's start"),
        pytest.param(["--recommendations"], ["2"], id="recommendations"),
        pytest.param(
            ["--recommendations", "--meeting", "3", "--year", "2029"], ["2"], id="the recommendation's meeting"
        ),
        pytest.param(["--recommendations", "--meeting", "5"], [], id="not the document's meeting"),
        pytest.param(["--language", "fr"], [], id="no such language"),
        pytest.param(["--topic", "Whales"], [], id="no such topic"),
        pytest.param(["year:2029", "demand"], ["5"], id="range in the query"),
    ],
)
def test_filters(run: Run, arguments: list[str], paragraphs: list[str]) -> None:
    found = run("search", *arguments, "--format", "json")
    assert [hit["paragraph"] for hit in json.loads(found.out)["hits"]] == paragraphs
    assert found.code == (0 if paragraphs else 1)


def test_search_record(run: Run) -> None:
    record = json.loads(run("search", "wick", "--document", "lamps.md", "--format", "json").out)
    assert list(record) == [
        "version", "query", "interpreted", "total", "suggestion", "expansions", "notices", "facets", "hits"
    ]  # fmt: skip
    assert list(record["facets"]) == ["topic", "meeting", "year", "kind", "document"]
    (hit,) = record["hits"]
    assert list(hit) == [
        "rank", "score", "document", "source", "paragraph", "scope", "ordinal", "point", "citation", "title", "section",
        "topics", "meeting", "year", "kind", "language", "text", "points", "snippet",
        "pages",
    ]  # fmt: skip
    assert (hit["document"], hit["source"], hit["paragraph"], hit["point"]) == (
        "CTOC/COP/WG.9/2031/3", "lamps.md", "3", "a"
    )  # fmt: skip
    snippet = hit["snippet"]
    assert [snippet["text"][start:end] for start, end in snippet["marks"]] == ["wick"]
    assert snippet["field"] == "points"


def test_correction_is_said_and_suggested(run: Run) -> None:
    found = run("search", "smugled", "--format", "json")
    assert json.loads(found.out)["suggestion"] == "smuggled"
    assert "“smugled” is nowhere in the collection; searched “smuggled” instead" in found.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        pytest.param(["zzyzxqq"], "“zzyzxqq” is nowhere in the collection", id="a word that is nowhere"),
        pytest.param(['"lamp zzyzxqq"'], "try: lamp", id="a phrase with one"),
        pytest.param(["mainland", "--topic", "Keepers"], "without --topic Keepers: 1 paragraph\n", id="a filter"),
        pytest.param(["frost AND smuggled"], "without “frost”: 2 paragraphs\n", id="a word"),
        pytest.param(["year:1950 +oil"], "without “year:1950”: ", id="a filter in the query"),
        pytest.param(
            ["oil", "--kind", "report", "--year", "1950"], "without --kind report, --year 1950: ", id="all filters"
        ),
        pytest.param(["--year", "1950"], "nothing of year 1950 is held; the years are ", id="no such year"),
        pytest.param(["oil", "--topic", "Whales"], "the topics are Keepers, Oil and wicks", id="no such topic"),
        pytest.param(["oil", "--document", "*"], "'*' is not held", id="no document, but a star"),
        pytest.param(["oil", "--document", "3"], "may be: CTOC/COP/WG.9/2031/3", id="no document, but a figure"),
        pytest.param(["2017/9 para 4"], "2017/9, para. 4 is not held and not cited", id="a reference to nothing"),
        pytest.param(["frost AND smuggled"], "try: frost smuggled", id="not both"),
    ],
)
def test_nothing_found_says_why(run: Run, arguments: list[str], why: str) -> None:
    found = run("search", *arguments)
    assert (found.code, found.out) == (1, "")
    assert why in found.err


def test_query_that_cannot_be_understood(run: Run) -> None:
    found = run("search", "oil (and")
    assert (found.code, found.out) == (2, "")
    assert found.err == (
        "compendium: could not understand the query at character 5: this bracket is never closed\nTry: oil (and)\n"
    )


def test_understanding_is_said_where_it_differs(run: Run) -> None:
    assert "read as: keeper AND oil AND lamps" in run("search", "keeper", "oil AND lamps").err
    assert "read as" not in run("search", "keeper", "oil?").err


def test_paging_and_sorting(run: Run) -> None:
    whole = run("search", "keeper OR oil", "--sort", "document").out
    paged = ["search", "keeper OR oil", "--sort", "document", "--limit", "2"]
    pages = [run(*paged, "--page", str(number)).out for number in range(1, 7)]
    assert "\n".join(page for page in pages if page) == whole
    newest = json.loads(run("search", "keeper OR oil", "--sort", "newest", "--format", "json").out)["hits"]
    years = [hit["year"] for hit in newest]
    assert years == sorted(years, reverse=True)


def test_the_same_query_gives_the_same_bytes(run: Run) -> None:
    assert len({run("search", "keeper oil lamp wick", "--format", "json").out for _ in range(5)}) == 1


# Show


def test_show_a_paragraph(run: Run) -> None:
    shown = run("show", "2031/3", "para", "3")
    assert shown.out.splitlines() == [
        "CTOC/COP/WG.9/2031/3, para. 3",
        "  II. Background > A. Training of keepers",
        "  Topic: Keepers",
        "",
        "  3. Front-line keepers should be able to:",
        "      (a) Trim a wick in the dark;",
        "      (b) Signal to fishing boats in distress;",
        "      (c) Keep a log, in which every lamp is named.",
        "  (lamps.md)",
    ]


def test_show_with_neighbours_and_footnotes(run: Run) -> None:
    record = json.loads(run("show", "lamps.md para 2", "--context", "1", "--format", "json").out)
    (shown,) = record["paragraphs"]
    assert [other["paragraph"] for other in (*shown["before"], *shown["after"])] == ["1", "3"]
    assert [note["footnote"] for note in shown["notes"]] == shown["footnotes"] == ["1"]


def test_show_an_outline(run: Run) -> None:
    shown = run("show", "ctoc/cop/wg.9/2031/3")
    assert shown.code == 0
    assert "    A. Training of keepers  [paras. 2–3]" in shown.out.splitlines()


@pytest.mark.parametrize(
    ("reference", "code", "said"),
    [
        pytest.param(
            "2029/6 para 14 (b)", 1, "is not held; it is cited in:\n  CTOC/COP/WG.9/2031/3, para. 2", id="cited"
        ),
        pytest.param("A/RES/1/1", 1, "is not held and not cited", id="not cited"),
        pytest.param("2031/3 para 99", 1, "CTOC/COP/WG.9/2031/3 is held, and has no para. 99", id="no such paragraph"),
        pytest.param("2029/*", 1, "may be: CTOC/COP/WG.9/2029/2, CTOC/COP/WG.9/2029/6", id="ambiguous"),
        pytest.param("a lamp", 2, "cannot be read as a reference", id="no reference"),
    ],
)
def test_show_what_cannot_be_shown(run: Run, reference: str, code: int, said: str) -> None:
    shown = run("show", reference)
    assert (shown.code, shown.out) == (code, "")
    assert said in shown.err


# Citations, recommendations, topics, documents, export


def test_cites_and_cited_by(run: Run) -> None:
    made = json.loads(run("cites", "2031/3", "--format", "json").out)["citations"]
    assert [record["target"] for record in made] == ["CTOC/COP/WG.9/2029/6", "E.19.IV.2", "A/RES/71/167"]
    received = json.loads(run("cited-by", "2029/6 para 14", "--format", "json").out)["citations"]
    assert [(r["citation"], r["relation"]) for r in received] == [("CTOC/COP/WG.9/2031/3, para. 2", "within")]
    assert [r["passage"]["text"][a:b] for r in received for a, b in r["passage"]["marks"]] == [
        "CTOC/COP/WG.9/2029/6, para. 14 (b)"
    ]
    assert run("cited-by", "2029/6 para 15").code == 1


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        pytest.param([], 1, id="all"),
        pytest.param(["frost"], 1, id="a word"),
        pytest.param(["ashore"], 0, id="a word beside it"),
        pytest.param(["--meeting", "3", "--quoted"], 1, id="its meeting"),
        pytest.param(["--meeting", "5"], 0, id="the document's meeting"),
        pytest.param(["--addressee", "States"], 1, id="addressee"),
    ],
)
def test_recommendations(run: Run, arguments: list[str], found: int) -> None:
    answer = run("recommendations", *arguments, "--format", "json")
    assert len(json.loads(answer.out)["recommendations"]) == found
    assert answer.code == (0 if found else 1)


def test_topics(run: Run) -> None:
    assert [line for line in run("topics").out.splitlines() if line[0] != " "] == ["Keepers", "Oil and wicks"]
    (topic,) = json.loads(run("topics", "oil", "--format", "json").out)["topics"]
    assert [paper["symbol"] for paper in topic["papers"]] == ["CTOC/COP/WG.9/2029/2"]
    assert run("topics", "whales").code == 1


def test_documents(run: Run) -> None:
    held = json.loads(run("documents", "--format", "json").out)["documents"]
    assert {(d["document"], d["source"], d["paragraphs"]) for d in held} == {
        ("CTOC/COP/WG.9/2031/3", "lamps.md", 5),
        (None, "themes.md", 5),
    }
    missing = json.loads(run("documents", "--missing", "--format", "json").out)["missing"]
    assert {m["target"]: m["pinpoints"] for m in missing}["CTOC/COP/WG.9/2029/6"] == ["14(b)"]


@pytest.mark.parametrize(
    ("records", "count"),
    [("documents", 2), ("sections", 8), ("paragraphs", 10), ("footnotes", 1), ("recommendations", 1), ("topics", 2)],
)
def test_export(run: Run, records: str, count: int) -> None:
    lines = [json.loads(line) for line in run("export", records).out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("export", records, "--format", "csv").out)))
    assert len(lines) == len(rows) == count
    assert all(list(row) == list(lines[0]) for row in (*lines, *rows))
    assert all({"document", "source"} <= set(line) for line in lines)


# The collection


def test_index_report_remove_and_rebuild(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for path in PAPERS.glob("*.md"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    home = ["--home", str(tmp_path / "home")]
    first = run(*home, "index", str(folder), "--jobs", "1")
    assert first.code == 1
    assert [line.split(":")[0] for line in first.out.splitlines()] == ["skipped", "added", "added"]
    (folder / "empty.txt").unlink()
    again = run(*home, "index", str(folder), "--jobs", "1")
    assert again.code == 0
    assert [line.split(":")[0] for line in again.out.splitlines()] == ["unchanged", "unchanged"]
    for name in ("*", "3", "2031/3", "CTOC/COP/WG.9/*", "lamps", "", "/"):
        refused = run(*home, "remove", "themes.md", name)
        assert (refused.code, refused.out) == (2, "")
        assert "nothing was removed" in refused.err
    assert "It may be: CTOC/COP/WG.9/2031/3" in run(*home, "remove", "2031/3").err
    assert run(*home, "remove", "ctoc/cop/ wg.9/2031/3").out.startswith("removed: CTOC/COP/WG.9/2031/3")
    assert run(*home, "search", "frost").code == 1
    assert run(*home, "rebuild").code == 0
    assert run(*home, "search", "smuggled").code == 0
    assert json.loads(run(*home, "status", "--format", "json").out)["healthy"] is True
    assert run(*home, "status", "--verify").out.splitlines()[-1].split() == ["verified", "all", "is", "well"]
    assert run(*home, "index", str(tmp_path / "absent")).code == 2


def test_index_reports_to_scripts(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text("CTOC/COP/WG.9/2031/5\n\n1. The lamps burn.\n\n3. They went out.\n")
    (folder / "b.txt").write_bytes(b"")
    command = ["--home", str(tmp_path / "home"), "index", str(folder), "--jobs", "1", "--format"]
    first = run(*command, "json")
    assert first.code == 1
    assert json.loads(first.out) == {
        "version": 1, "total": 2, "added": 1, "updated": 0, "unchanged": 0, "moved": 0, "skipped": 1, "incomplete": 1,
        "gone": [],
        "sources": [
            {
                "source": "a.txt", "path": str(folder / "a.txt"), "outcome": "added",
                "document": "CTOC/COP/WG.9/2031/5", "paragraphs": 2, "reason": None, "hint": None,
                "incomplete": ["paragraph 2 is missing between 1 and 3"], "notes": [],
            },
            {
                "source": "b.txt", "path": str(folder / "b.txt"), "outcome": "skipped", "document": None,
                "paragraphs": None, "reason": "it holds no text", "hint": None, "incomplete": [], "notes": [],
            },
        ],
    }  # fmt: skip
    assert "1 may be incomplete" in first.err
    (folder / "a.txt").rename(tmp_path / "a.txt")
    gone = run(*command, "json")
    assert json.loads(gone.out)["gone"] == ["CTOC/COP/WG.9/2031/5"]
    assert "still held, though the file is gone: CTOC/COP/WG.9/2031/5" in gone.err
    (tmp_path / "a.txt").rename(folder / "a.txt")
    assert [json.loads(line)["outcome"] for line in run(*command, "jsonl").out.splitlines()] == ["unchanged", "skipped"]
    assert run(*command, "csv").out.startswith("source,path,outcome,document,")


def test_the_digest_can_be_added(run: Run, tmp_path: Path) -> None:
    added = run("--home", str(tmp_path), "index", "--digest", "--jobs", "1")
    assert added.code == 0
    assert all(line.startswith("added: ") for line in added.out.splitlines())
    kinds = json.loads(run("--home", str(tmp_path), "documents", "--format", "json").out)["documents"]
    assert {document["kind"] for document in kinds} == {"digest"}


@pytest.mark.parametrize("command", ["status", "rebuild", "remove x"])
def test_commands_that_need_a_collection(run: Run, tmp_path: Path, command: str) -> None:
    answer = run("--home", str(tmp_path), *command.split())
    assert answer.code == 2
    assert "There is no collection in" in answer.err
    assert "compendium index FOLDER" in answer.err


def test_without_a_collection_the_digest_answers(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for _ in range(2):  # made, then kept
        found = run("--home", str(tmp_path / "none"), "search", "training of consular officers")
        assert found.code == 0
        assert found.out.splitlines()[0].endswith("[digest]")
        assert "built-in digest" in found.err.splitlines()[0]


# Manners


def test_help_of_every_command_is_in_the_docs() -> None:
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == reference()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str) -> None:
    answer = CliRunner().invoke(program, [command, "--help"])
    assert answer.exit_code == 0
    assert f"compendium {command}" in answer.output.partition("Examples:")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["serch", "x"], id="command"),
        pytest.param(["search", "x", "--limit", "0"], id="limit"),
        pytest.param(["search", "x", "--year", "soon"], id="year"),
        pytest.param(["search"], id="nothing"),
        pytest.param(["export", "lamps"], id="records"),
        pytest.param(["show"], id="no reference"),
        pytest.param([], id="no command"),
    ],
)
def test_wrong_use_is_an_error(run: Run, arguments: list[str]) -> None:
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_a_broken_pipe_that_is_not_the_readers_is_an_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("compendium.cli.topics.themes", fail)
    answer = run("topics")
    assert (answer.code, answer.out) == (2, "")
    assert "ended before its time" in answer.err


def test_a_closed_output_is_quiet(invented: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [*PROGRAM, "--home", str(invented), "export", "paragraphs"]
    answer = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (answer.returncode, answer.stderr) == (0, b"")


def test_a_near_command_is_suggested(run: Run) -> None:
    assert "Did you mean 'search'?" in run("serch", "x").err


@pytest.mark.parametrize("command", ["search", "recommendations", "brief"])
def test_a_minus_before_all_else_is_told_from_an_option(run: Run, command: str) -> None:
    answer = run(command, "-lamps", "oil")
    assert (answer.code, answer.out) == (2, "")
    assert f"compendium {command} -- victims -children" in answer.err
    assert "--help" in run(command, "--lamps", "oil").err


@pytest.mark.parametrize(
    ("symbol", "code", "held", "noted"),
    [
        pytest.param("ctoc/cop/wg.9/2031/3", 0, "CTOC/COP/WG.9/2031/3", False, id="put in form"),
        pytest.param("Report 5", 0, "Report5", True, id="of one's own"),
        pytest.param("2031/3", 0, "2031/3", True, id="cut short"),
        pytest.param(" ", 2, "", False, id="empty"),
    ],
)
def test_a_symbol_that_is_none_is_kept_and_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], symbol: str, code: int, held: str, noted: bool
) -> None:
    (tmp_path / "a.md").write_text("1. Lamps burn.\n\n2. Boats float.\n", "utf-8")
    arguments = ["--home", str(tmp_path / "home"), "index", str(tmp_path / "a.md"), "--symbol", symbol]
    assert main(arguments) == code
    out = capfd.readouterr().out
    assert f" - {held}, 2 paragraphs" in out or code == 2
    assert ("is no symbol of the United Nations" in out) == noted


def test_completion_offers_symbols_and_topics(invented: Path) -> None:
    environment = {"_COMPENDIUM_COMPLETE": "bash_complete", "COMPENDIUM_HOME": str(invented)}
    for words, last, offered in (
        ("compendium show ctoc/cop/wg.9/2031", "2", "CTOC/COP/WG.9/2031/3"),
        ("compendium search --topic oil", "3", "Oil and wicks"),
    ):
        answer = subprocess.run(
            PROGRAM,
            env={**os.environ, **environment, "COMP_WORDS": words, "COMP_CWORD": last},
            capture_output=True,
            text=True,
            check=False,
        )
        assert offered in answer.stdout


def test_whole_program(invented: Path) -> None:
    answer = subprocess.run(
        [*PROGRAM, "--home", str(invented), "search", "smuggled oil"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[0] == "themes.md, para. 5"
    assert "found" in answer.stderr


def test_a_reader_that_goes_away_is_no_error(invented: Path) -> None:
    command = [*PROGRAM, "--home", str(invented), "export", "paragraphs"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_error(invented: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        answer = subprocess.run(
            [*PROGRAM, "--home", str(invented), "search", "oil"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-2].startswith("compendium: No space left")


NOT_FOR_A_LOOK_UP = {
    "pdfminer", "bs4", "lxml", "docx", "rich", "rapidfuzz", "asyncio", "multiprocessing", "concurrent.futures",
    "whoosh.qparser", "whoosh.index", "snowballstemmer", "charset_normalizer", "compendium.corpus.readers",
    "compendium.corpus.citations", "compendium.indexer.ingest",
}  # fmt: skip


def test_a_look_up_imports_only_what_it_needs(invented: Path) -> None:
    script = (
        "import sys; from compendium.__main__ import main; "
        f"main(['--home', {str(invented)!r}, 'search', 'smuggled oil']); print(*sys.modules, file=sys.stderr)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    imported = set(answer.stderr.splitlines()[-1].split())
    assert not imported & NOT_FOR_A_LOOK_UP
