"""Records for scripts: one JSON object, JSON Lines, or a table with a header (CSV)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TextIO

from compendium.errors import SettingsError
from compendium.search.terminal import escaped, visible

__all__ = ["Format", "write_object", "write_rows"]

FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+(?:\.\d+)?$)")
"""How a cell begins that a spreadsheet would run; a number with its sign is none."""

Format = Literal["text", "json", "jsonl", "csv", "xlsx", "ris", "csl"]


def write_object(record: Mapping[str, object], out: TextIO) -> None:
    """One JSON object, indented."""
    out.write(escaped(json.dumps(record, ensure_ascii=False, indent=2)) + "\n")


def write_rows(
    name: str, rows: Iterable[Mapping[str, object]], form: Format, out: TextIO, head: Mapping[str, object] | None = None
) -> int:
    """Write records in this form; how many they were.

    Args:
        name: Under which key JSON holds them.
        rows: All of the same shape; written as they come where the form allows it.
        form: `json`, `jsonl` or `csv`.
        out: Where to.
        head: What else the JSON object says.
    """
    if form == "json":
        from compendium.search.records import VERSION  # with all shapes of records, which text needs not

        held = list(rows)
        write_object({"version": VERSION, **(head or {}), name: held}, out)
        return len(held)
    if form == "xlsx":
        return _write_workbook(name, rows, out)
    return _write_lines(rows, out) if form == "jsonl" else _write_table(rows, out)


def _write_lines(rows: Iterable[Mapping[str, object]], out: TextIO) -> int:
    count = 0
    for row in rows:
        out.write(escaped(json.dumps(row, ensure_ascii=False)) + "\n")
        count += 1
    return count


def _write_table(rows: Iterable[Mapping[str, object]], out: TextIO) -> int:
    import csv

    writer = csv.writer(out, lineterminator="\n")
    count = 0
    for count, row in enumerate(rows, 1):
        if count == 1:
            writer.writerow(row)
        writer.writerow([_harmless(_cell(value)) for value in row.values()])
    return count


def _harmless(value: object) -> object:
    """A cell that a spreadsheet takes for text, though it begins as a formula does: an apostrophe stands before it."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def _write_workbook(name: str, rows: Iterable[Mapping[str, object]], out: TextIO) -> int:
    """A workbook, which is no text: it goes to the bytes below the stream."""
    if out.isatty():
        raise SettingsError("a workbook is not for a terminal", hint="Send it to a file: ... --format xlsx > FILE.xlsx")
    from compendium.search.printers.workbook import as_workbook

    data, count = as_workbook(_table(rows), name)
    out.flush()
    out.buffer.write(data)
    out.buffer.flush()
    return count


def _table(rows: Iterable[Mapping[str, object]]) -> Iterator[list[object]]:
    """The records as rows of cells, the head first."""
    for number, row in enumerate(rows):
        if not number:
            yield list(row)
        yield [_cell(value) for value in row.values()]


def _cell(value: object) -> object:
    """A value in one cell: lists of words separated by semicolons, points by strokes, a snippet as its text, anything
    deeper as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(item, (str, int)) for item in value):
        return visible("; ".join(map(str, value)))
    if isinstance(value, Mapping) and isinstance(value.get("text"), str) and "marks" in value:
        return visible(value["text"])
    if isinstance(value, list) and all(isinstance(item, Mapping) and "label" in item for item in value):
        return visible(" | ".join(_point(item) for item in value))
    if isinstance(value, (list, dict)):
        return escaped(json.dumps(value, ensure_ascii=False))
    return value


def _point(point: Mapping[str, object]) -> str:
    """A point with those below it, in words: `(b) Green ones | (i) Small`."""
    below = point.get("points")
    inner = [_point(item) for item in below] if isinstance(below, list) else []
    return " | ".join([f"({point['label']}) {point['text']}", *inner])
