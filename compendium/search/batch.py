"""Many queries, one a line, each answered as if it had been asked alone; a bad one costs its own line."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from compendium.errors import QueryError
from compendium.search.answer import Found, search
from compendium.search.lex import MOST_CHARACTERS
from compendium.search.request import Request, Searchable

__all__ = ["Answered", "Line", "answered", "lines"]

LONGEST = 4 * MOST_CHARACTERS
"""Bytes of a line that are read: a longer one cannot be a query, however its letters are encoded."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds a query."""

    number: int
    """From 1; empty lines count."""
    query: str
    error: QueryError | None = None
    """Why it cannot be read, where it cannot."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A line, and its answer or what is wrong with it."""

    line: Line
    found: Found | None
    error: QueryError | None = None


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream that are not empty, each as soon as it is there.

    Text is UTF-8, with a mark at its beginning or without.
    """
    number = 0
    while raw := stream.readline(LONGEST):
        number += 1
        is_whole = raw.endswith(b"\n") or len(raw) < LONGEST
        if not is_whole:
            _pass_over(stream)
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if raw.decode("utf-8", "replace").strip():  # a separator of records is blank as text, and not as a byte
            yield _line(number, raw.strip(), is_whole=is_whole)


def answered(collection: Searchable, line: Line, request: Request) -> Answered:
    """The answer to the query of a line, with what the request asks for beside its own query."""
    if line.error is not None:
        return Answered(line, None, line.error)
    try:
        return Answered(line, search(collection, replace(request, query=line.query)))
    except QueryError as error:
        return Answered(line, None, error)


def _line(number: int, raw: bytes, *, is_whole: bool) -> Line:
    shown = raw[:LONGEST].decode("utf-8", "backslashreplace")
    if not is_whole:
        error = QueryError(f"the line is too long for a query: {MOST_CHARACTERS:,} characters are the most")
        return Line(number, shown[:100] + "…", error)
    try:
        return Line(number, raw.decode("utf-8"))
    except UnicodeDecodeError as fault:
        offset = len(raw[: fault.start].decode("utf-8"))
        error = QueryError(
            f"the line is not text in UTF-8 at character {offset + 1}",
            hint="Save the list of queries in UTF-8.",
            offset=offset,
        )
        return Line(number, shown, error)


def _pass_over(stream: BinaryIO) -> None:
    """Read on to the end of a line."""
    while (more := stream.readline(LONGEST)) and not more.endswith(b"\n"):
        pass
