"""Where the tests find real documents: beside the checkout, or where COMPENDIUM_SHARED says."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

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
