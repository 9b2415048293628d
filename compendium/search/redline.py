"""What differs between two wordings, word by word: left out, added, the same."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from compendium.search.wording import tokens

__all__ = ["Run", "as_html", "as_text", "likeness", "redline"]

Kind = Literal["same", "left_out", "added"]
STRUCK, ADDED, PLAIN = "\x1b[9;31m", "\x1b[4;32m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that both have (as the second has it), or only the first, or only the second."""

    kind: Kind
    text: str
    """With the white space behind it."""


def redline(first: str, second: str) -> tuple[Run, ...]:
    """The runs that lead from one wording to another; glyphs of quotation marks and dashes make no difference.

    >>> [(run.kind, run.text) for run in redline("States may act now", "States should act")]
    [('same', 'States '), ('left_out', 'may '), ('added', 'should '), ('same', 'act'), ('left_out', 'now')]
    """
    from rapidfuzz.distance import Indel

    ours, theirs = list(tokens(first)), list(tokens(second))
    left = [*(token.start for token in ours[1:]), len(first)]
    right = [*(token.start for token in theirs[1:]), len(second)]
    runs: list[Run] = []
    for code in Indel.opcodes([t.norm for t in ours], [t.norm for t in theirs]):
        if code.tag == "delete":
            runs.append(Run("left_out", first[ours[code.src_start].start : left[code.src_end - 1]]))
        else:
            text = second[theirs[code.dest_start].start : right[code.dest_end - 1]]
            runs.append(Run("same" if code.tag == "equal" else "added", text))
    return tuple(_deleted_first(runs))


def likeness(first: str, second: str) -> float:
    """Share of the words and marks of two wordings that they have in common, in order; from 0 to 1."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity([t.norm for t in tokens(first)], [t.norm for t in tokens(second)])


def _deleted_first(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs with what was left out before what came in its place."""
    held: list[Run] = []
    for run in runs:
        if run.kind == "same":
            yield from sorted(held, key=lambda r: r.kind == "added")
            held = []
            yield run
        else:
            held.append(run)
    yield from sorted(held, key=lambda r: r.kind == "added")


def as_text(runs: Sequence[Run], *, colour: bool = False) -> str:
    """A redline in one line: `[-left out-] {+added+}`, or struck out and underlined in colours.

    >>> as_text(redline("States may act", "States should act"))
    'States [-may-] {+should+} act'
    """
    out = []
    for run, following in zip(runs, [*runs[1:], Run("same", "")], strict=True):
        text = run.text.rstrip()
        parted = "left_out" in (run.kind, following.kind) and following.text[:1].isalnum()
        behind = run.text[len(text) :] or (" " if parted else "")
        if run.kind == "same" or not text:
            out.append(text + behind)
        elif colour:
            out.append(f"{STRUCK if run.kind == 'left_out' else ADDED}{text}{PLAIN}{behind}")
        else:
            out.append((f"[-{text}-]" if run.kind == "left_out" else f"{{+{text}+}}") + behind)
    return "".join(out).rstrip()


def as_html(runs: Sequence[Run]) -> str:
    """A redline as HTML: `<del>` and `<ins>`."""
    tags = {"left_out": "del", "added": "ins"}
    return "".join(
        html.escape(run.text) if run.kind == "same" else f"<{(tag := tags[run.kind])}>{html.escape(run.text)}</{tag}>"
        for run in runs
    )
