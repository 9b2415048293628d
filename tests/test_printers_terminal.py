"""Nothing hidden reaches a terminal, and lines fit."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.search.terminal import columns, escaped, lines, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\x1b]0;x\x07", "a<U+001B>]0;x<U+0007>", id="escape sequence"),
        pytest.param("a\u202eb\u2066", "a<U+202E>b<U+2066>", id="bidirectional"),
        pytest.param("a\udc80", "a<U+DC80>", id="undecodable file name"),
        pytest.param("a\r\nb\tc", "a<U+000D>\nb\tc", id="line ends and tabs"),
        pytest.param("Côte d’Ivoire – 条约", "Côte d’Ivoire – 条约", id="ordinary text"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_escaped_json_says_the_same(text: str) -> None:
    dumped = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(dumped) == text
    assert visible(dumped) == dumped


@given(st.text(st.sampled_from("ab é条\n-")), st.integers(2, 12))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    found = list(lines(text, width))
    assert all(columns(text[start:end]) <= width for start, end in found)
    assert "".join(text[start:end] for start, end in found).replace(" ", "").replace("\n", "") == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
