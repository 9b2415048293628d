"""What differs between two wordings, word by word: left out, added, the same."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from compendium.search.wording import tokens

__all__ = ["Run", "as_html", "as_marks", "as_text", "likeness", "redline"]

Kind = Literal["same", "left_out", "added"]
STRUCK, ADDED, PLAIN = "\x1b[9;31m", "\x1b[4;32m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that both have, or only the first, or only the second."""

    kind: Kind
    text: str
    """With the white space behind it."""


def redline(first: str, second: str) -> tuple[Run, ...]:
    """The runs that lead from one wording to another; glyphs of quotation marks and dashes make no difference.

    >>> [(run.kind, run.text) for run in redline("States may act now", "States should act")]
    [('same', 'States '), ('left_out', 'may '), ('added', 'should '), ('same', 'act '), ('left_out', 'now')]
    """
    from rapidfuzz.distance import Indel

    ours, theirs = list(tokens(first)), list(tokens(second))
    left = [*(token.start for token in ours[1:]), len(first)]
    right = [*(token.start for token in theirs[1:]), len(second)]
    runs: list[Run] = []
    for code in Indel.opcodes([t.norm for t in ours], [t.norm for t in theirs]):
        if code.tag in ("equal", "delete"):
            text = first[ours[code.src_start].start : left[code.src_end - 1]]
            runs.append(Run("same" if code.tag == "equal" else "left_out", text))
        else:
            runs.append(Run("added", second[theirs[code.dest_start].start : right[code.dest_end - 1]]))
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
    for run in runs:
        text = run.text.rstrip()
        behind = run.text[len(text) :] or (" " if run is not runs[-1] and run.kind != "same" else "")
        if run.kind == "same" or not text:
            out.append(run.text)
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


def as_marks(runs: Sequence[Run]) -> list[dict[str, str]]:
    """A redline as records."""
    return [{"kind": run.kind, "text": run.text} for run in runs]
