"""Records as a workbook (XLSX): one sheet, a head that stays in sight, plain text in every cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font

from compendium.search.printers.archive import LONG_AGO, without_dates

__all__ = ["as_workbook"]

LONGEST = 32767
"""Characters that a cell can hold."""
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so a workbook, cannot hold."""


def as_workbook(rows: Iterable[list[object]], title: str) -> tuple[bytes, int]:
    """The bytes of a workbook whose first row is the head, and how many rows follow it.

    A text that looks like a formula stays text: what a source says is never run.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    count = -1
    for count, row in enumerate(rows):
        sheet.append([_cell(sheet, value, head=count == 0) for value in row])
    book.properties.creator = "compendium"
    book.properties.created = book.properties.modified = datetime(*LONG_AGO)  # noqa: DTZ001 - Excel's dates have no zone
    out = BytesIO()
    book.save(out)
    return without_dates(_re_dated(out.getvalue())), max(count, 0)


def _re_dated(data: bytes) -> bytes:
    """The workbook without the moment at which it was saved, which the library writes whatever it was told."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", content)
            new.writestr(name, content)
    return out.getvalue()


def _cell(sheet: object, value: object, *, head: bool) -> Cell:
    if isinstance(value, str):
        value = FORBIDDEN.sub("\ufffd", value)[:LONGEST]
    cell: Cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=len(value) > 40, vertical="top")
    if head:
        cell.font = Font(bold=True)
    return cell
