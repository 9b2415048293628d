"""Bytes to text: by byte order mark, by declaration, as UTF-8, and only then by guessing."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import replace

from compendium.corpus.document import SourceText
from compendium.corpus.styled import StyledText
from compendium.errors import SourceError

__all__ = ["cleaned", "decode", "unicode_form"]

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Codecs that are not character sets: a page that declares `unicode_escape` could otherwise conjure control
# characters out of plain letters.
REFUSED = frozenset({"unicode_escape", "raw_unicode_escape", "idna", "punycode", "mbcs", "undefined", "utf_7"})

# The character sets in which texts in the six official languages are found; a guess among all there are takes
# Western text from a Macintosh for Central European.
PLAUSIBLE = [
    "utf_8",
    "cp1252",
    "mac_roman",
    "cp1251",
    "koi8_r",
    "iso8859_5",
    "cp866",
    "cp1256",
    "iso8859_6",
    "gb18030",
    "big5",
    "cp437",
]

CONTROLS = {c: None for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n\f\r\x0b\x85"}
INVISIBLE = dict.fromkeys(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF, 0x061C)
)
"""Zero-width characters, bidirectional marks, embeddings, overrides and isolates."""
JOINERS = (0x200C, 0x200D)
"""Zero-width joiners shape words in some scripts; kept between letters of those scripts."""

NEWLINES = re.compile(r"\r\n?|\x85|\u2028|\u2029|\x0b")
ASCII_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_JOINED = re.compile(r"[\u0600-\u06ff\u0900-\u0dff]")
"""Letters of the scripts that join."""
ESCAPED = re.compile("[\udc80-\udcff]")
"""Bytes that are not UTF-8, as `surrogateescape` keeps them."""
SURROGATES = re.compile("[\ud800-\udfff]")


SELDOM = 200
"""A text has a space or a line end at least once in so many characters, even in Chinese."""
HEAD = 4096
"""Bytes looked at to recognise UTF-16 without a mark."""


def unicode_form(data: bytes) -> tuple[str, int] | None:
    """The form of Unicode that a byte order mark, or the zeros beside plain letters, show, and the mark's length.

    >>> unicode_form("1. Работа".encode("utf-16-le")), unicode_form(b"1. Work"), unicode_form(b"a\\0\\0b\\1 c\\0")
    (('utf-16-le', 0), None, None)
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name, len(mark)
    head = data[: HEAD - HEAD % 2]
    if b"\x00" in head:
        for name in ("utf-16-le", "utf-16-be"):
            text = head[: len(head) // 2 * 2].decode(name, "replace")
            odd = any(c == "\ufffd" or (c < " " and c not in "\t\n\f\r") for c in text[:-1])
            # The wrong way round, spaces and line ends are other characters.
            if not odd and sum(c in " \n" for c in text) * SELDOM > len(text):
                return name, 0
    return None


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes, normalised, and warnings about what had to be guessed.

    The text is NFC, has `\\n` for every line end, and no control, zero-width or bidirectional characters.

    Raises:
        SourceError: no character set fits.
    """
    raw, warnings = _decoded(data, declared)
    text, removed = normalise(raw)
    return text, (*warnings, *_said(removed))


def normalise(text: str) -> tuple[str, int]:
    """The text in NFC, line ends as `\\n`, and how many controls were left out.

    Invisible characters are left out too, and not counted: they are common, and nothing is lost with them.

    >>> normalise("e\\u0301tat\\x1b[31m\\r\\n")
    ('état[31m\\n', 1)
    """
    text = NEWLINES.sub("\n", text)
    text = SURROGATES.sub("\ufffd", text)
    clean = text.translate(CONTROLS)
    removed = len(text) - len(clean)
    if not clean.isascii():
        clean = _without_invisible(clean)
    return unicodedata.normalize("NFC", clean), removed


def _said(removed: int) -> tuple[str, ...]:
    """The warning about controls that were left out, if any were."""
    if not removed:
        return ()
    return (f"{removed} control character{'s were' if removed > 1 else ' was'} left out",)


def cleaned(source: SourceText) -> SourceText:
    """What a reader gave, its blocks normalised as `normalise` does.

    Readers of text do that before they read; but a page can write `&#x202e;`, an archive hold it in XML, and the
    fonts of a PDF map any glyph to it. The text that offsets count in keeps its length.
    """
    everything = "".join((source.title, source.text, *(block.content.text for block in source.blocks)))
    if everything.isascii() and not ASCII_CONTROLS.search(everything):
        return source
    unwanted = _unwanted(everything)
    if not unwanted.search(everything) and unicodedata.is_normalized("NFC", everything):
        return source
    removed = sum(ord(found) in CONTROLS for b in source.blocks for found in unwanted.findall(b.content.text))
    return replace(
        source,
        text=unwanted.sub(" ", source.text),
        title=unwanted.sub("", source.title),
        blocks=tuple(replace(block, content=_clean(block.content, unwanted)) for block in source.blocks),
        warnings=(*source.warnings, *_said(removed)),
    )


def _clean(content: StyledText, unwanted: re.Pattern[str]) -> StyledText:
    content = content.sub(unwanted, "") if unwanted.search(content.text) else content
    if unicodedata.is_normalized("NFC", content.text):
        return content
    return content.sub(re.compile(r"\w[\u0300-\u036f]+"), lambda match: unicodedata.normalize("NFC", match.group()))


def _unwanted(text: str) -> re.Pattern[str]:
    """What is to be left out of a text: its controls, surrogates and what is invisible in its scripts."""
    table = {**CONTROLS, **INVISIBLE, **dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029))}
    if _JOINED.search(text):
        for joiner in JOINERS:
            del table[joiner]
    return re.compile("[" + "".join(map(re.escape, map(chr, table))) + "\ud800-\udfff]")


def _without_invisible(text: str) -> str:
    table = {**INVISIBLE}
    if _JOINED.search(text):
        for joiner in JOINERS:
            del table[joiner]
    return text.translate(table)


def _decoded(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    form = unicode_form(data)
    if form:
        return data[form[1] :].decode(form[0], "replace"), ()
    if declared:
        text = _as_declared(data, declared)
        if text is not None:
            return text, ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _mixed(data) or _guessed(data)


def _as_declared(data: bytes, declared: str) -> str | None:
    """The text in the declared character set, or None where the declaration cannot be true."""
    try:
        codec = codecs.lookup(declared)
    except (LookupError, ValueError):
        return None
    if codec.name.replace("-", "_") in REFUSED or not getattr(codec, "_is_text_encoding", True):
        return None
    # HTML says ISO-8859-1 and means Windows-1252 (WHATWG Encoding Standard, "Names and labels").
    name = "cp1252" if codec.name in {"iso8859-1", "ascii"} else codec.name
    try:
        return data.decode(name)
    except (UnicodeError, ValueError):
        return None


def _mixed(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-8 into which some text of Windows-1252 was pasted; None where there is too little of the former."""
    text = data.decode("utf-8", "surrogateescape")
    bad = len(ESCAPED.findall(text))
    if sum(c > "\x7f" for c in text) < 4 * bad:
        return None
    text = ESCAPED.sub(lambda m: bytes([ord(m.group()) - 0xDC00]).decode("cp1252", "replace"), text)
    return text, (f"{bad} of its bytes are not UTF-8 and were read as Windows-1252",)


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=PLAUSIBLE).best()
    if best is None:
        raise SourceError("no character set fits its bytes", hint="Save it as UTF-8 text and try again.")
    return str(best), (f"its character set was guessed ({best.encoding})",)
