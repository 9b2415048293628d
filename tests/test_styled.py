from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from compendium.corpus.styled import NoteMark, Span, Style, StyledText

WORDS = st.text("ab  .-\n", max_size=20)


@st.composite
def styled(draw: st.DrawFn) -> StyledText:
    text = draw(WORDS)
    size = len(text)
    place = st.integers(0, size)
    ends = [sorted((draw(place), draw(place))) for _ in range(2)]
    spans = [Span(start, end, draw(st.sampled_from(Style))) for start, end in ends]
    marks = [NoteMark("1", draw(place)) for _ in range(2)]
    return StyledText(text, tuple(s for s in spans if s.start < s.end), tuple(sorted(marks, key=lambda m: m.offset)))


def bounded(content: StyledText) -> bool:
    size = len(content.text)
    return all(0 <= s.start < s.end <= size for s in content.spans) and all(
        0 <= m.offset <= size for m in content.marks
    )


@given(styled(), styled())
def test_joining_keeps_text_and_marks(a: StyledText, b: StyledText) -> None:
    whole = a + b
    assert whole.text == a.text + b.text
    assert bounded(whole)
    assert [m.offset for m in whole.marks] == [m.offset for m in a.marks] + [m.offset + len(a.text) for m in b.marks]


@given(styled())
def test_stripping_loses_no_mark(content: StyledText) -> None:
    stripped = content.strip()
    assert stripped.text == content.text.strip()
    assert len(stripped.marks) == len(content.marks)
    assert bounded(stripped)


@given(styled(), st.sampled_from([r"a+", r" ", r"\n", r"b(?=a)"]), st.sampled_from(["", "x", "long word"]))
def test_replacing_keeps_offsets_true(content: StyledText, pattern: str, new: str) -> None:
    changed = content.sub(re.compile(pattern), new)
    assert changed.text == re.sub(pattern, new, content.text)
    assert bounded(changed)
    assert len(changed.marks) == len(content.marks)


@given(styled(), st.integers(0, 20), st.integers(0, 20))
def test_a_part_holds_what_it_covers(content: StyledText, start: int, end: int) -> None:
    part = content.cut(start, max(start, end))
    assert part.text == content.text[start : max(start, end)]
    assert bounded(StyledText(part.text, part.spans, tuple(m for m in part.marks if m.offset <= len(part.text))))


def test_wholly_looks_at_letters_only() -> None:
    assert StyledText("Bold.", (Span(0, 4, Style.BOLD),)).wholly(Style.BOLD)
    assert not StyledText("Bold end", (Span(0, 4, Style.BOLD),)).wholly(Style.BOLD)
