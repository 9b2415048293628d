"""How word processors and browsers print the counts of their lists."""

from __future__ import annotations

__all__ = ["LARGEST_ROMAN", "roman"]

LARGEST_ROMAN = 3999
"""Larger numbers have no Roman numeral in plain letters."""
WORTHS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(value: int) -> str:
    """A count from 1 to `LARGEST_ROMAN` as a small Roman numeral.

    >>> roman(4), roman(1999)
    ('iv', 'mcmxcix')
    """
    out = []
    for worth, letters in WORTHS:
        times, value = divmod(value, worth)
        out.append(letters * times)
    return "".join(out)
