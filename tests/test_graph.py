"""The graph under the text: a report and two papers that recall it, what of their citations is held and what is not."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from compendium.__main__ import main
from compendium.corpus.document import Citation, CitationKind
from compendium.corpus.extract import read_document
from compendium.corpus.reference import house_style
from compendium.errors import CompendiumError
from compendium.indexer.collection import Collection
from compendium.indexer.lookups import Lookups
from compendium.search.graph import cited_by, cites
from compendium.search.holdings import coverage, missing
from compendium.search.inferred import infer
from compendium.search.network import edges, nodes, write_graphml
from compendium.search.resolve import citations_of, resolve
from compendium.search.show import show
from compendium.search.themes import themes
from compendium.search.works import Works

CHAIN = Path(__file__).parent / "data" / "chain"
REPORT, FIRST, SECOND = "CTOC/COP/WG.9/2029/6", "CTOC/COP/WG.9/2031/3", "CTOC/COP/WG.9/2032/2"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the three documents of the chain."""
    folder = tmp_path_factory.mktemp("chain")
    assert main(["--home", str(folder), "index", str(CHAIN)]) == 0
    return folder


@pytest.fixture
def collection(home: Path) -> Iterator[Collection]:
    with Collection.open(home, write=False) as opened:
        yield opened


@pytest.fixture
def run(home: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command: its exit code, what it wrote, what it said beside."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main(["--home", str(home), *arguments])
        return code, *capfd.readouterr()

    return run


Run = Callable[..., tuple[int, str, str]]


# The ledger


def test_what_a_report_adopts_and_papers_recall_is_one_entry(run: Run) -> None:
    code, out, err = run("recommendations", "frost", "--format", "json")
    (entry,) = json.loads(out)["recommendations"]
    assert code == 0
    assert (entry["document"], entry["meeting"], entry["year"]) == (REPORT, 3, 2029)
    assert [mention["citation"] for mention in entry["mentions"]] == [
        f"{FIRST}, para. 1",
        f"{REPORT}, para. 2 (b)",
        f"{SECOND}, para. 1",
    ]
    assert json.loads(out)["sources"] == {"held": 1, "cited": 1}
    assert "1 recommendation; 1 of 1 report held" in err


@pytest.mark.parametrize(
    ("arguments", "first_words"),
    [
        pytest.param(["--meeting", "3"], ["Count", "Train", "States", "the"], id="meeting"),
        pytest.param(["--year", "2030"], ["the"], id="the year of one of several sources"),
        pytest.param(["--meeting", "3", "--year", "2030"], [], id="meeting and year of one occasion"),
        pytest.param(["--document", SECOND], ["Train"], id="the document that recalls"),
        pytest.param(["--document", "2030/4"], ["the"], id="the document that is recalled"),
        pytest.param(["--quoted", "oil"], ["States"], id="quoted"),
        pytest.param(["--addressee", "States parties"], ["States"], id="addressee"),
        pytest.param(["--topic", "Oil"], [], id="no such topic"),
    ],
)
def test_filters_of_the_ledger(run: Run, arguments: list[str], first_words: list[str]) -> None:
    code, out, _ = run("recommendations", *arguments, "--format", "json")
    assert [entry["text"].split()[0] for entry in json.loads(out)["recommendations"]] == first_words
    assert code == (0 if first_words else 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--year", "1999"], "no recommendation of year 1999 is recalled here, and no document", id="year"),
        pytest.param(["--document", "foo"], "'foo' is not held, and is not the source of", id="no such document"),
        pytest.param(
            ["--addressee", "unicorns"],
            "no recommendation is made to the addressee unicorns; the addressee",
            id="no such addressee",
        ),
        pytest.param(
            ["--kind", "circular"],
            "no recommendation is recalled in a document of the kind circular; the kind",
            id="no such kind",
        ),
        pytest.param(
            ["--language", "fr", "oil"],
            "no recommendation is recalled in the language fr; the language is en",
            id="no such language",
        ),
        pytest.param(["--topic", "Whales"], "no topics are known", id="no such topic"),
        pytest.param(["--year", "2032"], "of year 2032 is recalled here, and documents of it are held", id="held"),
        pytest.param(["--meeting", "9"], "the meetings are 3", id="meeting"),
        pytest.param(["oil", "--year", "1999"], "without --year 1999: 2 recommendations", id="without the filter"),
        pytest.param(["--addressee", "whales", "--quoted"], "without --addressee whales: ", id="without the addressee"),
        pytest.param(["whales"], "of those that they rest on, 1 of 2 reports held", id="word"),
    ],
)
def test_an_empty_ledger_says_what_there_is(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run("recommendations", *arguments)
    assert (code, out) == (1, "")
    assert said in err
    assert said in run("recommendations", *arguments, "--chains")[2]
    assert said in "\n".join(json.loads(run("recommendations", *arguments, "--format", "json")[1])["notices"])


PARTIAL = f"""{SECOND}

# I. Ropes

1. In 2029, the Working Group on Harbour Lamps recommended that “forms of rope, above all those of ships” should be
looked at in future meetings ({REPORT}, para. 5).

2. Ropes must be kept dry. The Working Group on Harbour Lamps has noted the importance of such a rule on several
occasions ({REPORT}, para. 6).
"""


def test_a_number_below_nothing_is_no_range(run: Run) -> None:
    code, _, err = run("recommendations", "--meeting", "-1")
    assert code == 2
    assert "'-1' is not a number or a range" in err


def test_what_the_words_leave_to_those_around_them_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ropes.md").write_text(PARTIAL, "utf-8")
    home = str(tmp_path / "home")
    assert main(["--home", home, "index", str(tmp_path / "ropes.md")]) == 0
    capfd.readouterr()
    assert main(["--home", home, "recommendations"]) == 0
    out = " ".join(capfd.readouterr().out.split())
    assert "“forms of rope, above all those of ships” should be looked at in future meetings Source:" in out
    assert f'What “such a rule” is stands before it: compendium show "{SECOND}, para. 2" --context 1' in out
    assert main(["--home", home, "brief", "--year", "2029", "rope"]) == 0
    brief = " ".join(capfd.readouterr().out.split())
    assert f"above all those of ships” should be looked at in future meetings ({REPORT}, para. 5)" in brief


def test_what_holds_only_some_of_the_words_is_named(run: Run) -> None:
    _, out, err = run("recommendations", "lending", "oil")
    assert "lending oil to their neighbours" in out
    assert "cheap oil" not in out
    assert (
        "left out, since only some of the words are in it: CTOC/COP/WG.9/2029/6, para. 3; CTOC/COP/WG.9/2030/4" in err
    )
    assert "left out" not in run("recommendations", "oil")[2]


def test_a_word_that_most_recommendations_hold_tells_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    asked = ["train", "pay", "house", "feed", "clothe", "teach", "count"]
    lines = (
        f"{n}. In 2029, the Working Group recommended that States {verb} keepers ({REPORT}, para. {n})."
        for n, verb in enumerate(asked, 1)
    )
    last = "8. The Working Group on Harbour Lamps recommended that States ban whaling in harbours."
    (tmp_path / "keepers.md").write_text("\n\n".join([f"{SECOND}", *lines, last]), "utf-8")
    home = str(tmp_path / "home")
    assert main(["--home", home, "index", str(tmp_path / "keepers.md")]) == 0
    capfd.readouterr()
    assert main(["--home", home, "recommendations", "whaling of keepers", "--exact"]) == 0
    out, err = capfd.readouterr()
    assert "ban whaling" in out
    assert "keepers" not in out
    assert "no recommendation holds all the words" in err
    assert main(["--home", home, "recommendations", "keepers"]) == 0
    assert capfd.readouterr().out.count("Recalled in") == len(asked), "by itself it is what was asked for"


def test_adopted_and_recalled_are_told_apart(run: Run) -> None:
    _, out, _ = run("recommendations", "frost", "--links")
    assert f"Adopted in: {REPORT}, para. 2 (b)" in out
    assert f"Recalled in: {FIRST}, para. 1; {SECOND}, para. 1" in out
    assert f"https://docs.un.org/en/{REPORT}" in out
    assert "https://" not in run("recommendations", "frost")[1]


# Both directions


def relations(collection: Collection, reference: str) -> list[tuple[str, str]]:
    store = collection.store
    return [(m.citation.removeprefix("CTOC/COP/WG.9/"), m.relation) for m in cited_by(store, resolve(store, reference))]


def test_points_answer_for_their_paragraph_and_paragraphs_apart_for_their_points(collection: Collection) -> None:
    assert relations(collection, "2029/6 para 2") == [
        ("2031/3, para. 1", "within"),
        ("2031/3, para. 2", "exact"),
        ("2032/2, para. 1", "within"),
    ]
    assert relations(collection, "2029/6 para 2 (b)") == [
        ("2031/3, para. 1", "exact"),
        ("2031/3, para. 2", "wider"),
        ("2032/2, para. 1", "exact"),
    ]
    assert relations(collection, "2029/6 para 2 (a)") == [("2031/3, para. 2", "wider")]
    assert relations(collection, "2029/6 para 1") == []
    assert len(relations(collection, "2029/6")) == 6


def test_citations_of_the_whole_are_counted_beside_those_of_a_place(run: Run) -> None:
    _, out, err = run("cited-by", "2029/6 para 2 (b)")
    assert "Apart from these" in out
    assert "1 citation of the document name no place in it" in err


def test_each_citation_says_whether_its_place_is_held(run: Run) -> None:
    _, out, err = run("cites", FIRST, "--format", "json")
    held = {(c["target"] or c["title"], *c["pinpoints"]): c["held"] for c in json.loads(out)["citations"]}
    assert held == {
        (REPORT, "2(b)"): True,
        ("Handbook for Keepers of Lamps",): False,
        (REPORT, "2"): True,
        (REPORT,): True,
        ("A/RES/71/167",): False,
        ("UNTOC", "art. 9"): False,
        (REPORT, "3"): True,
        ("CTOC/COP/WG.9/2030/4", "9(c)"): False,
    }
    assert "8 citations; of United Nations documents among them, 1 of 3 held" in err
    (_, lost) = json.loads(run("cites", SECOND, "--format", "json")[1])["citations"]
    assert (lost["pinpoints"], lost["held"]) == (["77"], False)


@pytest.mark.parametrize("reference", ["Handbook for Keepers of Lamps", "handbook for keepers", "Sales No. E.19.IV.2"])
def test_a_book_is_one_work_by_title_and_number(collection: Collection, reference: str) -> None:
    assert relations(collection, reference) == [("2031/3, para. 1", "exact"), ("2029/6, para. 1", "exact")]


NOTED = """CTOC/COP/WG.9/2033/4

# I. Ropes

1. Ropes age.[^1] They are tested.[^2]

# II. Knots

2. Knots hold (A/RES/71/167, para. 3).

# III. Nets

3. They are old.[^3]

[^1]: See CTOC/COP/WG.9/2029/6, para. 2 (a); and A/RES/64/293.

[^2]: Every spring.

[^3]: “Care of ropes, nets and knots in harbours” (Vienna, 2018), p. 5; Organization of Ports (document
RTP/doc.9/06 rev.1), topic IV; directive 2011/36/EU of the European Parliament; decision 1/CP.17, paragraphs 4–9;
A/RES/64/293, annex, paras. 3 and 5.
"""


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of one paper with footnotes."""
    folder = tmp_path_factory.mktemp("noted")
    (folder / "ropes.md").write_text(NOTED, "utf-8")
    assert main(["--home", str(folder / "home"), "index", str(folder / "ropes.md")]) == 0
    return folder / "home"


@pytest.mark.parametrize(
    ("reference", "cited"),
    [
        pytest.param("2033/4 footnote 1", [REPORT, "A/RES/64/293"], id="footnote"),
        pytest.param("2033/4 para 1 fn 1", [REPORT, "A/RES/64/293"], id="footnote of a paragraph"),
        pytest.param("2033/4 footnote 2", [], id="footnote that cites nothing"),
        pytest.param("2033/4 para 2 fn 1", [], id="footnote of another paragraph"),
        pytest.param("2033/4 sect. II", ["A/RES/71/167"], id="section"),
        pytest.param("2033/4 sect. II and para. 2", ["A/RES/71/167"], id="each once"),
    ],
)
def test_footnotes_and_sections_cite(noted: Path, reference: str, cited: list[str]) -> None:
    with Collection.open(noted, write=False) as collection:
        found = cites(collection.store, resolve(collection.store, reference))
    assert [mention.row.citation.target for mention in found] == cited


@pytest.mark.parametrize(
    ("command", "code", "out", "said"),
    [
        (["cited-by", "2033/4 footnote 1"], 1, "", 'cited-by "CTOC/COP/WG.9/2033/4, para. 1"'),
        (
            ["cites", "2033/4 para 2 fn 1"],
            1,
            "",
            "has no para. 2, footnote 1; there is CTOC/COP/WG.9/2033/4, para. 1, f",
        ),
        (["cite", "2033/4 fn 2"], 0, "CTOC/COP/WG.9/2033/4, para. 1, footnote 2\n", ""),
        (["cite", "2033/4 fn 2", "--quote"], 0, "“Every spring.” (CTOC/COP/WG.9/2033/4, para. 1, footnote 2)\n", ""),
        (["cite", "2033/4 fn 9"], 1, "CTOC/COP/WG.9/2033/4, footnote 9\n", "is held, and has no footnote 9: its words"),
        (["cite", "2033/4 sect. II"], 0, "CTOC/COP/WG.9/2033/4, sect. II\n", ""),
    ],
)
def test_what_is_said_of_footnotes(
    noted: Path, capfd: pytest.CaptureFixture[str], command: list[str], code: int, out: str, said: str
) -> None:
    assert main(["--home", str(noted), *command]) == code
    printed = capfd.readouterr()
    assert (printed.out, said in printed.err) == (out, True)


@pytest.mark.parametrize(
    ("typed", "name", "pinpoints"),
    [
        pytest.param("2011/36/EU", "2011/36/EU", (), id="act"),
        pytest.param(
            "Directive 2011/36/EU of the European Parliament and of the Council", "2011/36/EU", (), id="in full"
        ),
        pytest.param("RTP/doc.9/06", "RTP/doc.9/06 rev.1", (), id="beginning of a number"),
        pytest.param("RTP/doc.9/06 rev.1, topic IV", "RTP/doc.9/06 rev.1", ("topic IV",), id="number with a place"),
        pytest.param("1/CP.17, paras. 4–9", "1/CP.17", ("4", "5", "6", "7", "8", "9"), id="number alone"),
        pytest.param("decision 1/CP.17, paragraph 4", "1/CP.17", ("4",), id="decision"),
        pytest.param(
            "Care of ropes, nets, p. 5", "Care of ropes, nets and knots in harbours", ("p. 5",), id="title cut short"
        ),
        pytest.param(
            "“Care of ropes, nets and knots in harbours” (Vienna, 2018), p. 5",
            "Care of ropes, nets and knots in harbours",
            ("p. 5",),
            id="as in a footnote",
        ),
    ],
)
def test_what_is_cited_is_known_by_what_it_is_called(
    noted: Path, typed: str, name: str, pinpoints: tuple[str, ...]
) -> None:
    with Collection.open(noted, write=False) as collection:
        place = resolve(collection.store, typed)
        assert (place.target, place.pinpoints) == (name, pinpoints)
        assert cited_by(collection.store, place)


@pytest.mark.parametrize("typed", ["A/RES/71/167 and A/RES/64/293", "A/RES/71/167, chap. 9z", "Ropes, para. 1"])
def test_a_reference_is_not_understood_in_part(noted: Path, typed: str) -> None:
    with Collection.open(noted, write=False) as collection, pytest.raises(CompendiumError):
        resolve(collection.store, typed)


def assert_understood(store: Lookups) -> None:
    """Asserts that all that is printed of citations leads back to them when it is typed."""
    for row in store.citations():
        name, cited = row.citation.target or row.citation.title, row.citation
        for typed in (name, ", ".join(part for part in (name, house_style(*cited.pinpoints)) if part)):
            assert row in [mention.row for mention in cited_by(store, resolve(store, typed))], typed
            show(store, typed)


def test_what_is_printed_can_be_typed_back(home: Path, noted: Path) -> None:
    for folder in (home, noted):
        with Collection.open(folder, write=False) as collection:
            assert_understood(collection.store)


@pytest.mark.parametrize("source", ["corpus/000_5afab09b1758ec5d.txt", "real/pdf/CP_21__1_CP_21.pdf"])
def test_what_is_printed_of_a_real_paper_can_be_typed_back(
    source: str, shared: Callable[[str], Path], tmp_path: Path
) -> None:
    path = shared(source)
    with Collection.open(tmp_path, write=True) as collection:
        collection.add(read_document(path))
        assert_understood(collection.store)


# Search by citation


@pytest.mark.parametrize(
    ("query", "citations"),
    [
        pytest.param("2029/6 para 3", [f"{REPORT}, para. 3", f"{FIRST}, para. 3"], id="held: itself, then who cites"),
        pytest.param("res 71/167", [f"{FIRST}, para. 2"], id="resolution"),
        pytest.param("71/167", [f"{FIRST}, para. 2"], id="number alone"),
        pytest.param("Organized Crime Convention art 9", [f"{FIRST}, para. 2"], id="article"),
        pytest.param("Sales No. E.19.IV.2", [f"{REPORT}, para. 1"], id="sales number"),
        pytest.param('cites:"2030/4 para 9"', [f"{FIRST}, para. 3"], id="field"),
        pytest.param('cites:"Handbook for Keepers of Lamps"', [f"{REPORT}, para. 1", f"{FIRST}, para. 1"], id="title"),
    ],
)
def test_search_by_citation(run: Run, query: str, citations: list[str]) -> None:
    code, out, _ = run("search", query, "--format", "json")
    assert code == 0
    found = [hit["citation"].partition(" (")[0] for hit in json.loads(out)["hits"]]
    assert found[0] == citations[0]
    assert set(citations) <= set(found)


@pytest.mark.parametrize(
    "query",
    [
        "res 71/168",
        "71/168",
        "UNSCR 2331",
        "SC resolution 2029",
        "2029/6 para 71",
        "Sales No. E.29.VI.14",
        "CRC art 9",
        "A/RES/2029/6",
    ],
)
def test_what_is_nowhere_is_said_to_be(run: Run, query: str) -> None:
    code, out, err = run("search", query)
    assert (code, out) == (1, "")
    assert "not held and not cited" in err


# What is missing


def test_the_reading_list_puts_the_groups_own_first(collection: Collection) -> None:
    records = missing(collection.store)
    assert [(r["target"], r["group"]) for r in records] == [
        ("CTOC/COP/WG.9/2030/4", "group"),
        ("A/RES/71/167", "united nations"),
        ("E.19.IV.2", "other"),
        ("UNTOC", "other"),
    ]
    assert records[0]["pinpoints"] == ["9(c)"]
    assert records[0]["link"] == "https://docs.un.org/en/CTOC/COP/WG.9/2030/4"
    assert (records[2]["title"], records[2]["citations"], records[2]["link"]) == (
        "Handbook for Keepers of Lamps",
        2,
        None,
    )


def test_coverage_counts_documents_alone(collection: Collection) -> None:
    found = coverage(collection.store, [REPORT, "A/RES/71/167", "UNTOC", "E.19.IV.2", REPORT])
    assert (found.held, found.cited, found.said("document")) == (1, 2, "1 of 2 documents held")


# The graph as a whole


def test_graphml_holds_every_citation_between_known_nodes(collection: Collection) -> None:
    out = io.StringIO()
    count = write_graphml(collection.store, out)
    tree = etree.fromstring(out.getvalue().encode())
    space = "{http://graphml.graphdrawing.org/xmlns}"
    ids = {node.get("id") for node in tree.iter(f"{space}node")}
    ends = {edge.get(end) for edge in tree.iter(f"{space}edge") for end in ("source", "target")}
    assert count == len(list(edges(collection.store))) == len(list(tree.iter(f"{space}edge")))
    assert len(ids) == len(nodes(collection.store))
    assert ends <= ids
    assert "Oil for harbour lamps & the price of <oil>" in {data.text for data in tree.iter(f"{space}data")}


def test_graph_for_scripts(run: Run) -> None:
    code, out, _ = run("export", "graph")
    first = json.loads(out.splitlines()[0])
    assert code == 0
    assert (first["from"], first["to"], first["pinpoints"], first["held"]) == (FIRST, REPORT, ["2(b)"], True)
    assert run("export", "topics", "--format", "graphml")[0] == 2


TITLES = st.lists(st.sampled_from(["Guide", "for", "Keepers", "of", "Lamps", "—", "é"]), max_size=6).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["", "E.19.IV.2", "A/69/269"]), TITLES), max_size=8))
def test_every_citation_is_of_a_work_that_keeps_its_name(cited: list[tuple[str, str]]) -> None:
    citations = [Citation("x", 0, 1, CitationKind.PUBLICATION, target, (), title) for target, title in cited]
    works = Works(citations)
    for citation in citations:
        work = works.of(citation)
        assert work.name
        assert not citation.target or work.name == citation.target


@given(st.text(max_size=60))
def test_any_reference_is_resolved_or_refused(home: Path, text: str) -> None:
    with Collection.open(home, write=False) as collection:
        try:
            place = resolve(collection.store, text)
        except CompendiumError:
            return
        assert place.citation or not text.strip()
        citations_of(collection.store, place)


# Topics


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chain with a compendium that lists one of its papers."""
    folder = tmp_path_factory.mktemp("themed")
    papers = CHAIN.parent / "papers"
    with Collection.open(folder, write=True) as collection:
        for path in (papers / "themes.md", papers / "lamps.md", CHAIN / "second.md"):
            collection.add(read_document(path))
        collection.commit()
    return folder


def test_a_topic_in_detail(themed: Path) -> None:
    with Collection.open(themed, write=False) as collection:
        (theme,) = themes(collection, "Keepers")
        assert (theme.papers.held, theme.papers.cited) == (1, 1)
        assert theme.recommendations is not None
        assert [len(entry.mentions) for entry in theme.recommendations.entries] == [1]
        assert [(cited.name, cited.held) for cited in theme.most_cited][:1] == [("A/RES/71/167", False)]


def test_topics_are_inferred_only_where_none_is_stated(themed: Path) -> None:
    with Collection.open(themed, write=False) as collection:
        documents = {row.id: row.symbol for row in collection.store.documents()}
        assert {documents[id_] for id_ in infer(collection).topics} <= {SECOND}
        assert all(theme.inferred == () for theme in themes(collection))
