"""The fonts of a PDF: what text their glyphs stand for and how wide they are, and whether they are bold or italic."""

from __future__ import annotations

from typing import Any, NamedTuple

from pdfminer.pdffont import PDFUnicodeNotDefined

__all__ = ["Font", "font_of", "glyph_of"]

PLAIN = str.maketrans(
    {
        "\u2011": "-",
        "\u2217": "*",
        "\uf02a": "*",
        "\uf02d": "-",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff"),
    }
)
"""Ligatures, and signs that stand for plainer ones; those without width are left out."""


class Font(NamedTuple):
    """What is known of a font."""

    glyphs: dict[int, tuple[str, float]]
    """Text and advance, in ems, of the glyphs seen so far, by their number."""
    bold: bool
    italic: bool


def font_of(font: Any) -> Font:
    """What a font's name tells of it; none of its glyphs has been seen yet."""
    name = str(font.fontname or "").lower()
    return Font(
        {},
        bold=any(w in name for w in ("bold", "black", "heavy", "demi")),
        italic=any(w in name for w in ("italic", "oblique")),
    )


def glyph_of(glyphs: dict[int, tuple[str, float]], font: Any, cid: int) -> tuple[str, float]:
    """The text of a glyph and its advance, in ems; remembered."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        text = f"(cid:{cid})"
    text = text.translate(PLAIN) if isinstance(text, str) and text else " "
    found = (text, font.char_width(cid))
    glyphs[cid] = found
    return found
