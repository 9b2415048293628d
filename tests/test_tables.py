"""Tables of words: plain text under headings."""

from __future__ import annotations

from pathlib import Path

from compendium.indexer.tables import read_table


def test_entries_stand_under_their_headings(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text("# Words.\n\n[one]\na bc\n# more\nd\n\n[two]\nise/ize be/is/was\n[none]\n", "utf-8")
    assert read_table(path) == {
        "one": [("a",), ("bc",), ("d",)],
        "two": [("ise", "ize"), ("be", "is", "was")],
        "none": [],
    }
