"""The short name of a treaty in a query: the word, and what cites the treaty."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compendium.corpus.extract import read_document
from compendium.indexer.collection import Collection
from compendium.indexer.rows import SourceFile
from compendium.search.answer import Request, search

TEXT = """CTOC/COP/WG.9/2033/2

# Conventions at sea

1. A form headed ICCPR-7 lay on the desk.

2. The keeper spoke of article 9 of the International Covenant on Civil and Political Rights.

3. States were invited to ratify what they had signed.

4. A lamp burned.

5. The article 17 of UNCLOS was read aloud.
"""

Find = Callable[[str], list[str | None]]


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Find:
    """Runs a search: the numbers of the paragraphs found."""
    path = tmp_path_factory.mktemp("sea") / "sea.md"
    path.write_text(TEXT, "utf-8")
    home = tmp_path_factory.mktemp("home")
    with Collection.open(home, write=True) as collection:
        collection.add(read_document(path), SourceFile("sea.md", 1, 1))
        collection.commit()

    def find(query: str) -> list[str | None]:
        with Collection.open(home, write=False) as collection:
            return [hit.row.paragraph.number for hit in search(collection, Request(query)).hits]

    return find


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("ICCPR", {"1", "2"}, id="alone"),
        pytest.param("ratify ICCPR", {"1", "2", "3"}, id="among words"),
        pytest.param("keeper AND ICCPR", {"2"}, id="Boolean"),
        pytest.param("ICCPR -keeper", {"1"}, id="without"),
        pytest.param("lamp UNTOC", set(), id="a treaty that is not cited"),
    ],
)
def test_word_and_citations(find: Find, query: str, found: set[str]) -> None:
    assert set(find(query)) == found


def test_an_article_is_a_reference(find: Find) -> None:
    assert find("ICCPR article 9") == ["2"]
