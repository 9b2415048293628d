"""ZIP archives, as office files are, without the clock: the same contents give the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

__all__ = ["LONG_AGO", "without_dates"]

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a ZIP archive can bear."""


def without_dates(data: bytes) -> bytes:
    """The archive with one date for all its entries."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
