"""The answer to a search: explained, grouped by document, counted, whole; and why nothing was found."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_cli import Run, run

from compendium.corpus.document import Document, Masthead, Paragraph
from compendium.corpus.extract import read_document
from compendium.corpus.styled import StyledText
from compendium.errors import CompendiumError
from compendium.indexer.collection import Collection
from compendium.search.answer import search
from compendium.search.answer_records import HitRecord, SearchRecord
from compendium.search.filters import Filters
from compendium.search.grouping import BEST
from compendium.search.query import Range
from compendium.search.request import EVERY, Request

__all__ = ["run"]

PAPERS = Path(__file__).parent / "data" / "papers"
WORDS = [
    "keeper",
    "lamp",
    "oil",
    "wick",
    "signal",
    "frost",
    "harbour master",
    "charity",
    '"of a lamp"',
    "trai*",
    "trim~1",
]


@pytest.fixture(scope="module")
def collection(invented: Path) -> Iterator[Collection]:
    with Collection.open(invented, write=False) as collection:
        yield collection


@pytest.fixture(scope="module")
def papers(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The two real papers."""
    home = tmp_path_factory.mktemp("papers")
    with Collection.open(home, write=True) as collection:
        for name in ("000_5afab09b1758ec5d.txt", "004_4a185ebc38df41a0.txt"):
            collection.add(read_document(shared(f"corpus/{name}")))
        collection.commit()
    with Collection.open(home, write=False) as collection:
        yield collection


def record(run: Run, *arguments: str) -> SearchRecord:
    answer: SearchRecord = json.loads(run("search", *arguments, "--format", "json").out)
    return answer


# Explained


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.sampled_from([" ", " OR ", " AND "]), st.booleans())
def test_contributions_add_up_to_the_score(
    collection: Collection, words: list[str], between: str, expand: bool
) -> None:
    request = Request(between.join(words), limit=50, expand=expand, facets=False)
    scores = {hit.row.id: hit.score for hit in search(collection, request).hits}
    found = search(collection, replace(request, explain=True))
    assert {hit.row.id: hit.score for hit in found.hits} == scores
    for hit in found.hits:
        assert hit.explanation is not None
        assert hit.explanation.score == pytest.approx(hit.score)
        assert sum(one.gave for one in hit.explanation.contributions) == pytest.approx(hit.score)


REAL = [
    "consular training",
    "charity work with girls",
    '"abuse of a position of vulnerability" victims',
    "traffick* AND demand",
]


@pytest.mark.parametrize("query", REAL)
def test_contributions_add_up_on_the_real_papers(papers: Collection, query: str) -> None:
    found = search(papers, Request(query, explain=True, facets=False))
    assert found.hits
    for hit in found.hits:
        assert hit.explanation is not None
        assert sum(one.gave for one in hit.explanation.contributions) == pytest.approx(hit.score)


def test_an_explanation_names_what_was_typed_what_was_found_and_where(run: Run) -> None:
    answer = record(run, "keeper wick", "--document", "lamps.md", "--explain", "--limit", "1")
    (hit,) = answer["hits"]
    told = hit["explanation"]
    assert sum(one["gave"] for one in told["contributions"]) == pytest.approx(told["score"], abs=1e-4)
    wick = next(one for one in told["contributions"] if one["term"] == "wick")
    assert (wick["found"], wick["field"], wick["times"]) == ("wick", "points", 1)
    assert wick["weight"] == 0.9
    assert wick["holders"] == record(run, "wick")["total"]
    assert answer["searched"]["filters"] == ["--document lamps.md"]
    assert {"word": "wick", "weight": 1.0} in next(
        t["words"] for t in answer["searched"]["terms"] if t["term"] == "wick"
    )


def test_corrections_and_expansions_are_explained(run: Run) -> None:
    answer = record(run, "smugled", "--explain")
    assert answer["searched"]["corrections"] == [{"typed": "smugled", "instead": ["smuggled"]}]
    assert {one["term"] for one in answer["hits"][0]["explanation"]["contributions"]} == {"smuggled"}
    assert record(run, "wick", "--explain", "--expand")["searched"]["learnt"]
    learnt = record(run, "keeper wick", "--explain", "--expand")["searched"]["learnt"]
    assert learnt
    (named,) = [n for n in record(run, "keeper wick", "--expand")["notices"] if "from the first answers" in n]
    assert {word for word in learnt if word in named.split(": ")[1]}
    assert "keeper" not in named
    assert not [n for n in record(run, "keeper wick")["notices"] if "from the first answers" in n]


def test_an_explanation_in_plain_words(run: Run) -> None:
    out = run("search", "keeper wick", "--explain", "--limit", "1").out
    assert "Why: score " in out
    assert [line.split() for line in out.splitlines() if "found as" in line] == [
        ["searched", "found", "as", "where", "times", "weight", "gave"]
    ]
    assert "What was searched" in out


def test_an_explanation_names_the_same_words_and_each_turn_of_phrase_once(run: Run, tmp_path: Path) -> None:
    told = run("search", "keeper wick", "--explain", "--expand", "--limit", "1").out
    rows = [" ".join(line.split()).rpartition(" paragraph ")[0] for line in told.splitlines() if " paragraph " in line]
    assert rows
    assert len(rows) == len(set(rows))
    digest = str(tmp_path / "no collection")
    told = run("--home", digest, "search", "organ removal", "--explain").out.partition("What was searched")[2]
    assert " ".join(told.split()).count("organ trafficking") == 2  # for each of the words typed
    assert "organs trafficking" not in told


def test_what_no_word_gave_a_score_is_said(run: Run) -> None:
    assert "no word gave it a score" in run("search", "--topic", "Keepers", "--explain").out
    (first, *_) = record(run, "--topic", "Keepers", "--explain")["hits"]
    assert first["explanation"] == {"score": 0.0, "contributions": [], "coordination": []}


def test_nothing_is_explained_unless_it_is_asked_for(run: Run) -> None:
    answer = record(run, "wick")
    assert "searched" not in answer
    assert not any("explanation" in hit for hit in answer["hits"])


# Grouped


def test_documents_by_their_best_paragraph(collection: Collection) -> None:
    ranked = search(collection, Request("keeper oil lamp", limit=EVERY)).hits
    found = search(collection, Request("keeper oil lamp", group=True))
    assert found.groups is not None
    order = list(dict.fromkeys(hit.document.id for hit in ranked))
    assert [group.document.id for group in found.groups] == order
    assert [hit.rank for hit in found.hits] == list(range(1, len(found.hits) + 1))
    for group in found.groups:
        own = [hit for hit in ranked if hit.document.id == group.document.id]
        assert group.total == len(own)
        assert [id_ for _, id_ in group.best] == [hit.row.id for hit in own[:BEST]]
    scores = {hit.row.id: hit.score for hit in ranked}
    assert {hit.row.id: hit.score for hit in found.hits} == {hit.row.id: scores[hit.row.id] for hit in found.hits}


@pytest.mark.parametrize("sort", ["relevance", "document", "newest"])
def test_pages_of_documents(collection: Collection, sort: str) -> None:
    whole = search(collection, Request("keeper OR oil", group=True, sort=sort))  # type: ignore[arg-type]
    assert whole.groups is not None
    assert whole.documents == len(whole.groups) > 1
    request = Request("keeper OR oil", limit=1, group=True, sort=sort)  # type: ignore[arg-type]
    pages = [search(collection, replace(request, page=page)) for page in range(1, whole.documents + 1)]
    assert tuple(group for page in pages for group in page.groups or ()) == whole.groups
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits


def test_a_document_of_many_paragraphs_keeps_none_away(tmp_path: Path) -> None:
    with Collection.open(tmp_path, write=True) as collection:
        for name, words in (
            ("long", "lamp " * 9),
            ("short", "A lamp stands in the harbour of a town that has no name"),
        ):
            source = tmp_path / f"{name}.txt"
            count = 100 if name == "long" else 4
            source.write_text("\n\n".join(f"{n}. {words.strip()}." for n in range(1, count + 1)), "utf-8")
            collection.add(read_document(source))
        collection.commit()
        found = search(collection, Request("lamp", limit=2, group=True))
    assert found.groups is not None
    assert [(g.document.source, g.total, len(g.best)) for g in found.groups] == [
        ("long.txt", 100, BEST),
        ("short.txt", 4, BEST),
    ]


def test_a_query_that_names_a_paragraph_puts_its_document_first(run: Run) -> None:
    answer = record(run, "2031/3 para 4", "--group", "document")
    assert (answer["groups"][0]["document"], answer["hits"][0]["paragraph"]) == ("CTOC/COP/WG.9/2031/3", "4")


def test_groups_in_each_form(run: Run) -> None:
    answer = record(run, "oil", "--group", "document", "--limit", "1")
    (group,) = answer["groups"]
    assert group["ranks"] == [hit["rank"] for hit in answer["hits"]]
    assert answer["documents"] == 2
    said = run("search", "oil", "--group", "document", "--limit", "1")
    assert said.out.startswith(f"{group['document'] or group['source']}: {group['total']} paragraphs\n")
    assert f"{answer['total']} paragraphs in 2 documents found, documents 1 to 1 shown; next: --page 2" in said.err
    rows = list(csv.DictReader(io.StringIO(run("search", "oil", "--group", "document", "--format", "csv").out)))
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, len(rows) + 1)]


# Counted, whole


def test_count_is_a_number(run: Run) -> None:
    total = record(run, "oil OR keeper")["total"]
    assert run("search", "oil OR keeper", "--count").out == f"{total}\n"
    nothing = run("search", "zzyzxqq", "--count")
    assert (nothing.code, nothing.out) == (1, "0\n")


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "text"])
def test_all_is_every_page(run: Run, form: str) -> None:
    answer = record(run, "oil OR keeper", "--all")
    assert len(answer["hits"]) == answer["total"] > 3
    if form == "json":
        pages = [record(run, "oil OR keeper", "--limit", "3", "--page", str(n))["hits"] for n in range(1, 6)]
        assert [hit for page in pages for hit in page] == answer["hits"]
    else:
        whole = run("search", "oil OR keeper", "--format", form, "--limit", "1000").out
        assert run("search", "oil OR keeper", "--format", form, "--all").out == whole


@pytest.mark.parametrize(
    "arguments",
    [
        ["--count", "--page", "2"],
        ["--count", "--limit", "2"],
        ["--count", "--format", "json"],
        ["--count", "--explain"],
        ["--count", "--group", "document"],
        ["--all", "--limit", "2"],
        ["--all", "--page", "2"],
        ["--count", "--facets"],
        ["--facets", "--format", "csv"],
        ["--group", "topic"],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_together_is_an_error(run: Run, arguments: list[str]) -> None:
    done = run("search", "oil", *arguments)
    assert (done.code, done.out) == (2, "")
    assert arguments[0] in done.err


@pytest.mark.parametrize(
    "query", [[], [""], ["  "], ["", " "], ["", "--count"], ["", "--all"], ["--inferred"]], ids=repr
)
def test_nothing_to_search_for_is_an_error(run: Run, query: list[str]) -> None:
    done = run("search", *query)
    assert (done.code, done.out) == (2, "")
    assert "there is nothing to search for" in done.err


def test_scores_are_those_of_the_best_order_in_any_order(collection: Collection) -> None:
    request = Request("keeper OR oil", limit=4)
    scores = {hit.row.id: hit.score for hit in search(collection, replace(request, limit=EVERY)).hits}
    for hit in search(collection, replace(request, sort="newest")).hits:
        assert hit.score == pytest.approx(scores[hit.row.id])


def test_facets_are_shown_to_people_too(run: Run) -> None:
    out = run("search", "oil", "--limit", "1", "--facets").out
    shown = out[out.index("Paragraphs found, by\n") :]
    for name, values in record(run, "oil")["facets"].items():
        for value, number in values.items():  # type: ignore[attr-defined]
            assert f"{value} ({number})" in shown, name
    assert "Paragraphs found" not in run("search", "oil").out


# Pages of the source


def test_a_hit_says_on_which_pages_it_stands(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from compendium.__main__ import main

    document = read_document(PAPERS / "lamps.md")
    paged = replace(
        document, paragraphs=tuple(replace(p, pages=(p.ordinal, p.ordinal + 1)) for p in document.paragraphs)
    )
    with Collection.open(tmp_path, write=True) as collection:
        collection.add(paged)
        collection.commit()
    query = ["--home", str(tmp_path), "search", "wick"]
    assert main(query) == 0
    assert "  (lamps.md, pages 3–4)\n" in capfd.readouterr().out
    assert main([*query, "--format", "jsonl"]) == 0
    hit: HitRecord = json.loads(capfd.readouterr().out.splitlines()[0])
    assert hit["pages"] == [3, 4]


def test_inferred_topics_leave_tables_whole(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("search", "oil", "--inferred", "--format", "csv").out)))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


# Nothing found


def test_what_each_filter_and_word_kept_out(collection: Collection) -> None:
    found = search(collection, Request("keeper AND oil", Filters(topics=("Keepers",), years=Range("year", 1950, 1950))))
    assert found.total == 0
    for one in found.without:
        assert one.total > 0
    told = search(collection, Request("keeper", Filters(years=Range("year", 1950, 1950)))).without
    (left,) = told
    assert left.left_out == ("--year 1950",)
    assert left.total == search(collection, Request("keeper")).total


QUERIES = st.lists(
    st.sampled_from(["keeper", "oil", "frost", "smuggled", "zzyzxqq", '"oil lamp"', "NOT lamp", "year:1950"]),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    QUERIES,
    st.sampled_from([" ", " AND "]),
    st.sampled_from([Filters(), Filters(kinds=("report",)), Filters(topics=("Keepers",))]),
)
def test_what_is_left_out_finds_what_is_said(
    collection: Collection, words: list[str], between: str, filters: Filters
) -> None:
    try:
        found = search(collection, Request(between.join(words), filters, facets=False))
    except CompendiumError:
        return
    assert not (found.total and found.without)
    for one in found.without:
        kept = Filters() if any(text.startswith("--") for text in one.left_out) else filters
        rest = list(words)
        for text in one.left_out:
            if not text.startswith("--"):
                rest.remove(text)
        assert search(collection, Request(between.join(rest), kept, facets=False)).total == one.total


def test_what_would_have_been_found_is_in_the_record(run: Run) -> None:
    answer = record(run, "mainland", "--topic", "Keepers")
    assert answer["without"] == [{"left_out": ["--topic Keepers"], "total": 1}]
    assert answer["notices"] == ["without --topic Keepers: 1 paragraph"]
    assert "without" not in record(run, "oil")


# Asked again


def test_a_word_that_is_added_meanwhile_is_known_to_the_next_question(tmp_path: Path) -> None:
    def add(name: str, text: str) -> None:
        paragraphs = (Paragraph(1, "1", None, StyledText(text)),)
        with Collection.open(tmp_path, write=True) as writer:
            writer.add(Document(name, name, "text/plain", Masthead(), paragraphs=paragraphs))
            writer.commit()

    add("one", "A lamp was lit.")
    asked = Request("lantern", exact=True)
    with Collection.open(tmp_path, write=False) as reader:
        assert search(reader, asked).total == 0
        add("two", "The lanterns were lit.")
        assert search(reader, asked).total == 0  # a reader keeps to one state until it is told to follow
        reader.follow()
        found = search(reader, asked)
    assert (found.total, found.notices) == (1, ())
