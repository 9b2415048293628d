"""Notes and marks as typewriters and flattening converters leave them."""

from __future__ import annotations

import pytest

from compendium.corpus.readers.text import read
from compendium.corpus.segment import Segments, segment


def of(text: str) -> Segments:
    return segment(read(text.encode()).blocks, plain_headings=True)


@pytest.mark.parametrize(
    ("text", "paragraphs", "notes"),
    [
        pytest.param(
            "1. The keepers, 1/ who met in May, agreed. 2/\n\n2. They left. a/\n\nNotes\n\n1/ See the list.\n\n"
            "2/ Page 4.\n\na/ By road.",
            ["The keepers, who met in May, agreed.", "They left."],
            [("1", 1, 12, "See the list."), ("2", 1, 36, "Page 4."), ("a", 2, 10, "By road.")],
            id="typewritten, under Notes",
        ),
        pytest.param(
            "1. The keepers[1] met in May [2].\n\n2. They left [3] at ten.\n\n[1] See the list.\n[2] Page 4.",
            ["The keepers met in May.", "They left [3] at ten."],
            [("1", 1, 11, "See the list."), ("2", 1, 22, "Page 4.")],
            id="in square brackets, each with its mark",
        ),
        pytest.param(
            "1. The keepers 1/ met.\n\n----------\n\n1/ See the list.\n\n2. They left.",
            ["The keepers met.", "They left."],
            [("1", 1, 11, "See the list.")],
            id="typewritten, below a rule",
        ),
        pytest.param(
            "1. The keepers[1] met[2] at [3].\n\n[1] See the list.\n[2] Page 4,\nat the foot.",
            ["The keepers met at [3]."],
            [("1", 1, 11, "See the list."), ("2", 1, 15, "Page 4, at the foot.")],
            id="in square brackets, as programs make text of pages",
        ),
        pytest.param(
            "1. One met.<sup>1</sup>\n\n2. Two left.<sup>2</sup>\n\nNotes\n\n1 See the list.\n\n2. Page 4.",
            ["One met.", "Two left."],
            [("1", 1, 8, "See the list."), ("2", 2, 9, "Page 4.")],
            id="raised marks, numbered notes at the end",
        ),
        pytest.param(
            "1. The gates were open.1 They stayed so.\n\n1 All but the third gate.\n\n2. They left.",
            ["The gates were open. They stayed so.", "They left."],
            [("1", 1, 20, "All but the third gate.")],
            id="a mark let down into the line",
        ),
        pytest.param(
            "1. It was 1/ 2 of the crop and/or less.\n\n2. They left.",
            ["It was 1/ 2 of the crop and/or less.", "They left."],
            [],
            id="a fraction is no mark",
        ),
        pytest.param(
            "1. In zone A1 were 3 gates.\n\n2. They left.\n\n3 gates were left.",
            ["In zone A1 were 3 gates.", "They left.", "3 gates were left."],
            [],
            id="a figure at the head of a line is no note",
        ),
    ],
)
def test_typewritten_notes(
    text: str, paragraphs: list[str], notes: list[tuple[str, int | None, int | None, str]]
) -> None:
    parts = of(text)
    assert [p.text for p in parts.paragraphs] == paragraphs
    assert [(n.label, n.ordinal, n.offset, n.text) for n in parts.footnotes] == notes
