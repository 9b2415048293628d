"""Checks of completeness: what is said of a document that may lack something, and what is not."""

from __future__ import annotations

import pytest

from compendium.corpus.extract import document_of
from compendium.corpus.readers.text import read

WORDS = "The members of the group met in the old hall and spoke of the lamps that had gone out. "


def findings(text: str) -> list[tuple[str, bool]]:
    """What is said of a text, and whether it then counts as incomplete."""
    document = document_of(read(text.encode()), "text/plain", "x.txt", "0")
    return [(finding.message, finding.incomplete) for finding in document.findings]


def numbered(*numbers: str) -> str:
    return "".join(f"{number}. {WORDS}\n\n" for number in numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(numbered("1", "2", "3"), [], id="all there"),
        pytest.param(numbered("1", "3"), [("paragraph 2 is missing between 1 and 3", True)], id="one missing"),
        pytest.param(
            numbered("1", "2") + "\f" + numbered("6"),
            [("paragraphs 3 to 5 are missing between 2 and 6 (page 2)", True)],
            id="several missing, with the page",
        ),
        pytest.param(numbered("4", "5"), [("the first paragraph is 4", True)], id="the first missing"),
        pytest.param(
            numbered("1", "2") + "Annex II\n\n" + numbered("1", "3"),
            [("paragraph 2 is missing between 1 and 3 of annex II", True)],
            id="missing in an annex",
        ),
        pytest.param("1. The lamps[1] burn[2].\n\n[1] See the list.\n[2] Page 4.", [], id="footnotes with their marks"),
        pytest.param(
            "1. The lamps[^1] burn.\n\n" + "".join(f"[^{n}]: See page {n}.\n\n" for n in range(1, 15)),
            [("13 footnotes have no mark in the text (2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ...)", False)],
            id="many footnotes without a mark",
        ),
        pytest.param(
            "1. The lamps[^1] burn.\n\n[^1]: See the list.\n\n[^2]: Page 4.",
            [("footnote 2 has no mark in the text", False)],
            id="a footnote without a mark",
        ),
        pytest.param(numbered("1") + "\f\f" + numbered("2"), [("page 2 has no text", True)], id="a page without text"),
        pytest.param(
            "\f".join([numbered("1") * 9, numbered("2") * 9, "3. Lamps.\n", numbered("4") * 9, numbered("5") * 9]),
            [("page 3 has far less text than the pages around it", True)],
            id="a page with hardly any",
        ),
        pytest.param("1. The la\ufffdps burn.", [("1 character could not be read", True)], id="unreadable"),
        pytest.param(
            f"1. {WORDS * 20} c0untry, mobilIze, e~ch, w0rd, repOrts",
            [
                (
                    "its text layer is poor: at least 5 of its words are damaged (a scan recognised by machine)",
                    True,
                )
            ],
            id="recognised by machine",
        ),
        pytest.param(f"1. {WORDS * 20} {'The e-deleGATE portal. ' * 9}", [], id="a name of odd spelling"),
    ],
)
def test_what_is_said_of_a_document(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [f for f in findings(text) if "occurs twice" not in f[0]] == expected
