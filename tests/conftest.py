"""Where the tests find real documents: beside the checkout, or where COMPENDIUM_SHARED says."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

PAPERS = Path(__file__).parent / "data" / "papers"
"""Two short invented papers: a background paper and a thematic compendium that lists it."""

SHARED = Path(os.environ.get("COMPENDIUM_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """The path of a shared document; the test is skipped, by the document's name, where it is absent."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"needs the shared document {name}")
        return path

    return find


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a collection of the invented papers; to be read only."""
    from compendium.corpus.extract import read_document
    from compendium.indexer.collection import Collection

    home = tmp_path_factory.mktemp("invented")
    with Collection.open(home, write=True) as collection:
        for path in sorted(PAPERS.glob("*.md")):
            collection.add(read_document(path))
        collection.commit()
    return home
