"""What is searched besides the words typed: the table that comes with the program, and those of the user."""

from __future__ import annotations

from collections import deque
from functools import cache
from pathlib import Path

import pytest

from compendium.errors import SettingsError
from compendium.indexer.analysis import stem, word_list
from compendium.search.skos import read_skos
from compendium.search.thesaurus import FOLDER, Thesaurus, built_in, own_tables, regular

CONCEPTS = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="urn:x:1">
    <skos:prefLabel xml:lang="en">Flockmasters (labour)</skos:prefLabel>
    <skos:altLabel xml:lang="en">drove leaders</skos:altLabel>
    <skos:hiddenLabel xml:lang="en">flockmastres</skos:hiddenLabel>
    <skos:prefLabel xml:lang="fr">chefs d'équipe</skos:prefLabel>
  </skos:Concept>
</rdf:RDF>
"""


@cache
def thesaurus(*tables: str) -> Thesaurus:
    return Thesaurus(*tables)


@cache
def also(query: str, *tables: str) -> dict[str, tuple[str, ...]]:
    words = word_list(query)
    return {" ".join(words[r.start : r.stop]): r.also for r in thesaurus(*tables).related(tuple(words))}


@cache
def found_of_entries() -> dict[str, list[tuple[str, list[tuple[str, ...]]]]]:
    """For each line of the table, its entries, each with what else is searched for what stands in it.

    Hundreds are asked for at once, each a query of its own: between them stands a word that no entry has.
    """
    lines = [line for line in built_in().splitlines() if line and not line.startswith("#")]
    entries = [(line, entry.strip()) for line in lines for entry in line.partition("=>")[0].split(",")]
    found: dict[str, list[tuple[str, list[tuple[str, ...]]]]] = {}
    for batch in (entries[at : at + 400] for at in range(0, len(entries), 400)):
        words: list[str] = []
        ends = []
        for _, entry in batch:
            words += word_list(entry)
            ends.append(len(words))
            words.append("zzz")
        related = deque(thesaurus().related(tuple(words)))
        for (line, entry), end in zip(batch, ends, strict=True):
            own = []
            while related and related[0].stop <= end:
                own.append(related.popleft().also)
            found.setdefault(line, []).append((entry, own))
        assert not related
    return found


@pytest.mark.parametrize(
    ("query", "table", "found"),
    [
        pytest.param("foo", "foo, bar, baz qux", {"foo": ("bar", "baz qux")}, id="set"),
        pytest.param("baz qux", "foo, bar, baz qux", {"baz qux": ("foo", "bar")}, id="several words, both ways"),
        pytest.param("bar", "foo => bar", {}, id="one way"),
        pytest.param("the foos fooing", "foo => bar", {"foos": ("bar",), "fooing": ("bar",)}, id="inflection"),
        pytest.param(
            "fallen teeth", "fall => x\ntooth => y", {"fallen": ("x",), "teeth": ("y",)}, id="irregular forms"
        ),
        pytest.param("lilies", "lily => x", {"lilies": ("x",)}, id="forms in y"),
        pytest.param("foo bar", "foo => x\nfoo bar => y", {"foo bar": ("y",)}, id="the longest entry"),
        pytest.param(
            "foo bar baz qux", "foo bar => x\nbar baz qux => y", {"bar baz qux": ("y",)}, id="wherever it begins"
        ),
        pytest.param("foo to bar qux", "foo to bar => x\nbar qux => y", {"foo to bar": ("x",)}, id="of two as telling"),
        pytest.param(
            "took her foos", "take foo => x\nbar the qux => y", {"took her foos": ("x",)}, id="her in the query alone"
        ),
        pytest.param("bar qux", "bar the qux => y", {"bar qux": ("y",)}, id="the in the table alone"),
        pytest.param("own foo", "her own foo => y", {"own foo": ("y",)}, id="her before all in the table alone"),
        pytest.param("foo", "foo => bar\nfoo, baz", {"foo": ("bar", "baz")}, id="lines add up"),
        pytest.param("was foo", "is foo => y", {}, id="an irregular form in the table"),
        pytest.param("foo bar", '"foo bar" => y', {"foo bar": ("y",)}, id="quotes in the table"),
        pytest.param("foo bar foo", "foo => x\nfoo bar =>", {"foo": ("x",)}, id="a name stands for nothing else"),
        pytest.param("foo", "# foo => bar\n\nqux =>", {}, id="comments and halves"),
    ],
)
def test_a_table_of_ones_own(query: str, table: str, found: dict[str, tuple[str, ...]]) -> None:
    assert also(query, table) == found


def test_every_line_of_the_table_can_be_reached() -> None:
    assert len(found_of_entries()) > 1200
    for line, entries in found_of_entries().items():
        is_name = line.rstrip().endswith("=>")
        assert all(entry and bool(found) is not is_name for entry, found in entries), line


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("her mum phoned the embassy", "contacted"),
        ("thrown out of the country", "deported"),
        ("tied to one boss", "bound to one employer"),
        ("somewhere safe to sleep", "shelter"),
        ("two police forces", "joint investigation"),
        ("must I pay to get work", "recruitment fees"),
        ("will anyone pick her up", "upon arrival"),
        ("who speaks no English", "interpretation"),
        ("wipe the slate clean", "criminal records"),
        ("formation of judges", "training"),
        ("a gratuitous advocate", "legal aid"),
        ("sensitization of villagers", "awareness-raising"),
    ],
)
def test_everyday_words_reach_the_terms_of_the_field(query: str, term: str) -> None:
    assert term in [other for others in also(query).values() for other in others]


def test_the_table_is_in_regular_form() -> None:
    lines = "\n".join(line for line in built_in().splitlines() if not line.startswith("#"))
    assert regular(lines) == lines


@pytest.mark.parametrize(
    ("table", "as_it_should_be"),
    [
        ("# FOO\nFoo ,bar\t baz,  “Qux”", "foo, bar baz, qux"),
        ("Foo=>bar ,baz", "foo => bar, baz"),
        ("foo, , bar\r\n\nqux =>", "foo, bar\n\nqux =>"),
    ],
)
def test_a_table_is_made_regular(table: str, as_it_should_be: str) -> None:
    assert regular(table) == as_it_should_be


def test_no_entry_stands_twice_for_the_same() -> None:
    pairs = set()
    for line in built_in().splitlines():
        left, arrow, right = line.partition("=>")
        if not arrow or line.startswith("#"):
            continue
        for entry in left.split(","):
            own = tuple(stem(word) for word in word_list(entry))
            pair = (own, right)
            assert pair not in pairs, f"{entry.strip()}: {line}"
            pairs.add(pair)


def test_no_entry_stands_for_itself() -> None:
    for line, entries in found_of_entries().items():
        for entry, found in entries:
            own = [stem(word) for word in word_list(entry)]
            others = [other for also in found for other in also]
            assert own not in [[stem(word) for word in word_list(other)] for other in others], line


def test_skos(tmp_path: Path) -> None:
    path = tmp_path / "terms.rdf"
    path.write_text(CONCEPTS, "utf-8")
    table = read_skos(path)
    assert also("flockmaster", table) == {"flockmaster": ("drove leaders",)}
    assert also("flockmastres", table) == {"flockmastres": ("flockmasters", "drove leaders")}
    assert also("drove leader", table) == {"drove leader": ("flockmasters",)}


def test_tables_stand_in_a_folder_of_the_collection(tmp_path: Path) -> None:
    assert own_tables(tmp_path) == []
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "a.txt").write_text("foo, bar", "utf-8")
    (tmp_path / FOLDER / "b.rdf").write_text(CONCEPTS, "utf-8")
    assert also("foo drove leaders", *own_tables(tmp_path)) == {"foo": ("bar",), "drove leaders": ("flockmasters",)}


@pytest.mark.parametrize(("name", "content"), [("a.txt", b"\xff\xfe\x00"), ("b.rdf", b"<rdf"), ("c.xml", b"")])
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / name).write_bytes(content)
    with pytest.raises(SettingsError, match=name) as caught:
        own_tables(tmp_path)
    assert caught.value.hint
