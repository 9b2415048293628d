"""Files made to break readers: each small, each by a known trick; and seeded damage to sound ones."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator

from wordfile import p, word_file

__all__ = [
    "DAMAGES",
    "damaged",
    "hostile_docx",
    "hostile_html",
    "hostile_pdf",
    "hostile_text",
    "huge_docx",
    "huge_pdf",
    "nasty_query",
    "plain_pdf",
]

LINE = "Keepers of lighthouses should be trained every year in signals of distress"
"""What most of them would say if they could be read."""

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
    b"/XObject << /X 6 0 R >> >> >>"
)


def stream(data: bytes, entries: bytes = b"", length: bytes | None = None) -> bytes:
    """A stream object; its length as stated, true or not."""
    said = b"%d" % len(data) if length is None else length
    return b"<< /Length %s %s >>\nstream\n%s\nendstream" % (said, entries, data)


def drawing(*lines: str) -> bytes:
    """What draws these lines."""
    shown = b" ".join(b"(%s) Tj 0 -14 Td" % line.encode() for line in lines)
    return b"BT /F1 10 Tf 72 770 Td %s ET" % shown


def assembled(objects: dict[int, bytes], trailer: bytes = b"", tail: bytes = b"") -> bytes:
    """A PDF of these objects, its table true."""
    out = b"%PDF-1.5\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (max(objects) + 1, trailer)
    return out + (tail or b"startxref\n%d\n%%%%EOF" % start)


def with_objects(**changed: bytes) -> dict[int, bytes]:
    """A page that says `LINE`, with some of its objects changed: `o4=...` is object 4."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE,
        4: stream(drawing(LINE)),
        5: FONT,
        6: stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]"),
    }
    return dict(sorted({**objects, **{int(name[1:]): body for name, body in changed.items()}}.items()))


def simple(trailer: bytes = b"", tail: bytes = b"", **changed: bytes) -> bytes:
    return assembled(with_objects(**changed), trailer, tail)


def plain_pdf(pages: int = 3, lines: int = 30, *, packed: bool = True) -> bytes:
    """A sound PDF of numbered lines, its streams compressed or not."""
    objects = with_objects()
    del objects[3], objects[4], objects[6]
    kids = []
    for page in range(pages):
        drawn = drawing(
            *(f"{page * lines + n}. {LINE}, as item {n} of sheet {page} says." for n in range(1, lines + 1))
        )
        number = 10 + 2 * page
        objects[number] = PAGE.replace(b"4 0 R", b"%d 0 R" % (number + 1)).replace(b"/XObject << /X 6 0 R >>", b"")
        objects[number + 1] = stream(zlib.compress(drawn), b"/Filter /FlateDecode") if packed else stream(drawn)
        kids.append(b"%d 0 R" % number)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), pages)
    return assembled(objects)


def bomb(megabytes: int, layers: int = 1) -> bytes:
    """Blanks, compressed once or again and again."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes)) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return data


def hostile_pdf() -> Iterator[tuple[str, bytes]]:
    """PDFs that have readers run for ever, fill the memory or fall over."""
    yield "length-of-itself", simple(o4=stream(drawing(LINE), length=b"4 0 R"))
    yield "length-circle", simple(o4=stream(drawing(LINE), length=b"7 0 R"), o7=b"8 0 R", o8=b"7 0 R")
    yield "length-huge", simple(o4=stream(drawing(LINE), length=b"99999999999999999999"))
    yield "length-negative", simple(o4=stream(drawing(LINE), length=b"-5"))
    yield "object-is-itself", simple(o4=b"4 0 R")
    yield "objects-in-circle", simple(o4=b"7 0 R", o7=b"8 0 R", o8=b"4 0 R")
    yield "resources-in-circle", simple(o3=PAGE.replace(b"<< /Font", b"9 0 R /Z << /Font"), o9=b"9 0 R")
    yield "kids-of-themselves", simple(o2=b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>")
    yield (
        "kids-in-circle",
        simple(o2=b"<< /Type /Pages /Kids [7 0 R] /Count 1 >>", o7=b"<< /Type /Pages /Kids [2 0 R 3 0 R] >>"),
    )
    yield "kids-not-references", simple(o2=b"<< /Type /Pages /Kids [1 2 (x) /Y] /Count 4 >>")
    yield "kids-deep", assembled(deep_tree(3000))
    yield "count-huge", simple(o2=b"<< /Type /Pages /Kids [3 0 R] /Count 999999999999 >>")
    yield "count-negative", simple(o2=b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>")
    yield "contents-twice-nested", simple(o3=PAGE.replace(b"4 0 R", b"[[4 0 R] 4 0 R]"))
    yield "contents-in-circle", simple(o3=PAGE.replace(b"4 0 R", b"7 0 R"), o7=b"[7 0 R 4 0 R]")
    yield "root-missing", simple().replace(b"/Root 1 0 R", b"/Boot 1 0 R")
    yield "root-in-circle", simple(o1=b"1 0 R")
    yield "root-is-number", simple(o1=b"17")
    yield "size-huge", simple(trailer=b"/Size 99999999999")
    yield "prev-to-itself", simple(trailer=b"/Prev 9")
    yield "prev-circle", circle_of_tables()
    yield "table-count-huge", simple().replace(b"xref\n0 7", b"xref\n0 999999999")
    yield "table-stream-huge", table_stream(b"/Index [0 2000000000]")
    yield "table-stream-wide", table_stream(b"/Index [0 7]", b"[1 100000000 1]")
    yield "table-stream-negative", table_stream(b"/Index [0 -7]", b"[1 -2 1]")
    yield "startxref-none", simple(tail=b"%%EOF")
    yield "startxref-huge", simple(tail=b"startxref\n99999999999\n%%EOF")
    yield "startxref-itself", simple(tail=b"startxref\n9\n%%EOF")
    yield (
        "form-draws-itself",
        simple(o4=stream(b"/X Do " + drawing(LINE)), o6=form(b"/X Do", b"/Resources << /XObject << /X 6 0 R >> >>")),
    )
    yield "forms-deep", assembled(billion_forms(900, 1))
    yield "filters-in-circle", simple(o4=stream(b"x", b"/Filter 7 0 R"), o7=b"[7 0 R]")
    yield "filter-unknown", simple(o4=stream(drawing(LINE), b"/Filter /Nonsense"))
    yield "arrays-deep", simple(o3=PAGE.replace(b"/MediaBox", b"/Z " + b"[" * 200_000 + b"]" * 200_000 + b" /MediaBox"))
    yield "dicts-deep", simple(o7=b"<< /A " * 50_000 + b"1" + b" >>" * 50_000, o3=PAGE.replace(b"4 0 R", b"7 0 R"))
    yield "places-not-numbers", simple(o4=stream(b"BT /F1 10 Tf (x) (y) Td /N TL [1] Tc " + drawing(LINE)))
    yield "places-infinite", simple(o4=stream(b"BT /F1 1e999 Tf 1" + b"0" * 400 + b" 0 Td (x) Tj ET " + drawing(LINE)))
    yield "matrix-empty", simple(o4=stream(b"0 0 0 0 0 0 cm " + drawing(LINE)))
    yield "media-box-words", simple(o3=PAGE.replace(b"[0 0 595 842]", b"[(a) /B null 1 0 R]"))
    yield "media-box-huge", simple(o3=PAGE.replace(b"[0 0 595 842]", b"[-1e300 -1e300 1e300 1e300]"))
    yield "rotate-words", simple(o3=PAGE.replace(b"/MediaBox", b"/Rotate (x) /MediaBox"))
    yield (
        "font-in-circle",
        simple(o5=b"<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] /Encoding /Identity-H >>"),
    )
    yield "font-none", simple(o5=b"null")
    yield "font-width-range", simple(o5=composite(b"/W [0 4000000000 500]"))
    yield "font-map-range", simple(o5=composite(b"", b"/ToUnicode 7 0 R"), o7=unicode_map(b"<0000> <FFFFFFFF> <0041>"))
    yield (
        "font-map-wide",
        simple(o5=composite(b"", b"/ToUnicode 7 0 R"), o7=unicode_map(b"<00> <FF> <" + b"0041" * 500_000 + b">")),
    )
    yield (
        "font-map-uses-itself",
        simple(o5=composite(b"", b"/ToUnicode 7 0 R"), o7=stream(b"/Identity-H usecmap " * 9999)),
    )
    yield "font-encoding-escape", simple(o5=composite(b"").replace(b"Identity-H", b"..#2F..#2F..#2Fetc#2Fpasswd"))
    yield (
        "font-differences-long",
        simple(o5=FONT.replace(b">>", b"/Encoding << /Differences [0 " + b"/A " * 500_000 + b"] >> >>")),
    )
    yield (
        "font-file-broken",
        simple(
            o5=b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 7 0 R >>",
            o7=b"<< /Type /FontDescriptor /FontFile2 8 0 R >>",
            o8=stream(b"\x00\x01\x00\x00\xff\xff" + b"\xff" * 9999),
        ),
    )
    yield (
        "labels-in-circle",
        simple(o1=b"<< /Type /Catalog /Pages 2 0 R /PageLabels 7 0 R >>", o7=b"<< /Kids [7 0 R] >>"),
    )
    yield (
        "tags-in-circle",
        simple(
            o1=b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot << /ParentTree 7 0 R >> >>",
            o7=b"<< /Kids [7 0 R 7 0 R 7 0 R] >>",
        ),
    )
    yield "locked-strangely", simple(trailer=b"/Encrypt << /Filter /Standard /V 4 /R 4 /O (x) /U (y) /P 1 >>")
    yield "locked-unknown", simple(trailer=b"/Encrypt 1 0 R")
    yield (
        "packed-objects-circle",
        simple(
            o4=stream(
                zlib.compress(b"4 0 5 9 4 0 R 5 0 R"),
                b"/Type /ObjStm /N 2 /First 8 /Extends 4 0 R /Filter /FlateDecode",
            )
        ),
    )
    yield "packed-objects-huge", simple(o4=stream(b"1 0", b"/Type /ObjStm /N 999999999999 /First 99999999999"))
    yield "colours-odd", simple(o4=stream(b"/Pattern cs (x) scn /P0 scn [1] 0 d 1 2 3 4 5 6 7 8 9 k " + drawing(LINE)))
    yield "nothing", b"%PDF-1.7\n"


def huge_pdf() -> Iterator[tuple[str, bytes]]:
    """PDFs that are large, or become so."""
    yield "contents-thousandfold", simple(o3=PAGE.replace(b"4 0 R", b"[" + b"4 0 R " * 200_000 + b"]"))
    yield "forms-billion", assembled(billion_forms(12, 10))
    yield "bomb", simple(o4=stream(bomb(1500), b"/Filter /FlateDecode"))
    yield "bomb-layered", simple(o4=stream(bomb(3000, 3), b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"))
    yield (
        "bomb-runlength",
        simple(o4=stream(zlib.compress(b"\x81 " * 30_000_000), b"/Filter [/FlateDecode /RunLengthDecode]")),
    )
    yield "bomb-lzw", simple(o4=stream(bomb(30), b"/Filter [/FlateDecode /LZWDecode]"))
    yield "bomb-hex", simple(o4=stream(bomb(200), b"/Filter [/FlateDecode /ASCIIHexDecode]"))
    yield "bomb-85", simple(o4=stream(zlib.compress(b"z" * 100_000_000), b"/Filter [/FlateDecode /ASCII85Decode]"))
    yield (
        "bomb-in-font-map",
        simple(o5=FONT.replace(b">>", b"/ToUnicode 7 0 R >>"), o7=stream(bomb(1500), b"/Filter /FlateDecode")),
    )
    yield "filters-thousand", simple(o4=stream(b"x", b"/Filter [" + b"/ASCIIHexDecode " * 100_000 + b"]"))
    yield (
        "predictor-wide",
        simple(o4=stream(bomb(1), b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 999999999 >>")),
    )
    yield (
        "predictor-zero",
        simple(o4=stream(bomb(1), b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 0 /Colors 0 >>")),
    )
    yield (
        "predictor-tiff",
        simple(o4=stream(bomb(1), b"/Filter /FlateDecode /DecodeParms << /Predictor 2 /Columns -1 >>")),
    )
    yield "arrays-deep-drawn", simple(o4=stream(b"[" * 500_000 + drawing(LINE)))
    yield "states-deep", simple(o4=stream(b"q " * 1_000_000 + drawing(LINE)))
    yield "brackets-deep", simple(o4=stream(b"BT /F1 10 Tf " + b"(" * 1_000_000 + b" Tj ET"))
    yield "number-endless", simple(o4=stream(b"9" * 2_000_000 + b" " + drawing(LINE)))
    yield "name-endless", simple(o4=stream(b"/" + b"N" * 5_000_000 + b" " + drawing(LINE)))
    yield "operators-million", simple(o4=stream(b"0 0 m 1 1 l S " * 500_000 + drawing(LINE)))
    yield "texts-million", simple(o4=stream(b"BT /F1 10 Tf " + b"(a) Tj " * 400_000 + b"ET"))
    yield "one-place-million", simple(o4=stream(b"BT /F1 1 Tf " + b"1 0 0 1 9 9 Tm (ab) Tj " * 200_000 + b"ET"))
    yield "image-inline-open", simple(o4=stream(b"BI /W 9 /H 9 ID " + b"\x00" * 3_000_000))
    yield (
        "labels-endless",
        simple(o1=b"<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /D /St -9 >>] >> >>"),
    )
    yield "zeros", b"%PDF-1.7\n" + bytes(3_000_000)
    yield "ends-of-lines", b"%PDF-1.7\n" + b"\r" * 3_000_000 + b"startxref\n5\n%%EOF"
    yield "no-ends-of-lines", b"%PDF-1.7 " + b"1 0 obj " * 500_000


def deep_tree(depth: int) -> dict[int, bytes]:
    objects = with_objects(o2=b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>")
    for number in range(10, 10 + depth):
        objects[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1 if number < 9 + depth else 3)
    return objects


def circle_of_tables() -> bytes:
    data = simple(trailer=b"/Prev 0000000000")
    return data.replace(b"/Prev 0000000000", b"/Prev %010d" % data.index(b"xref\n"))


def table_stream(entries: bytes, widths: bytes = b"[1 2 1]") -> bytes:
    """A PDF whose table is a stream."""
    body = b"%PDF-1.5\n"
    places = {}
    for number, text in with_objects().items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    rows = b"\x00\x00\x00\x00" + b"".join(b"\x01" + place.to_bytes(2, "big") + b"\x00" for place in places.values())
    head = b"/Type /XRef /Size 7 /Root 1 0 R /W %s %s" % (widths, entries)
    return body + b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (stream(rows, head), len(body))


def form(data: bytes, entries: bytes = b"") -> bytes:
    return stream(data, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + entries)


def billion_forms(levels: int, times: int) -> dict[int, bytes]:
    """Forms that each draw the next so many times."""
    objects = with_objects(o4=stream(b"/X Do"))
    objects[6] = form(b"/X Do", b"/Resources << /XObject << /X 10 0 R >> >>")
    for number in range(10, 10 + levels):
        resources = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >>" % (number + 1)
        objects[number] = form(b"/X Do " * times, resources)
    objects[10 + levels] = form(drawing("x"), b"/Resources << /Font << /F1 5 0 R >> >>")
    return objects


def composite(descendant: bytes, entries: bytes = b"") -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H %s /DescendantFonts [<< /Type /Font "
        b"/Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >> %s >>] >>"
    ) % (entries, descendant)


def unicode_map(ranges: bytes) -> bytes:
    return stream(b"begincmap 1 beginbfrange %s endbfrange endcmap" % ranges)


def hostile_html() -> Iterator[tuple[str, bytes]]:
    """Pages that have parsers run for ever, fall over, or let through what a terminal obeys."""
    body = f"<p>1. {LINE}.</p>".encode()
    deep = 200_000
    for tag in ("div", "span", "b", "table", "ul", "li", "blockquote", "font", "svg", "select", "a", "form"):
        yield f"deep-{tag}", b"<html><body>" + f"<{tag}>".encode() * deep + body
    yield "deep-table-cells", b"<html><body>" + b"<table><tr><td>" * 50_000 + body
    yield "deep-closed", b"<html><body>" + b"<div>" * deep + body + b"</div>" * deep
    yield "misnested", b"<html><body>" + b"<b><i><u>" * 30_000 + body + b"</b></i></u>" * 30_000
    yield "formatting-thousand", b"<html><body>" + b"<b><p>" * 20_000 + body
    yield "closings-only", b"<html><body>" + b"</div>" * 1_000_000 + body
    yield "attributes-many", b"<html><body><p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + b">" + body
    yield "attribute-huge", b"<html><body><p title='" + b"x" * 12_000_000 + b"'>" + body
    yield "attribute-open", b"<html><body><p title='" + b"x" * 3_000_000
    yield "classes-many", b"<html><body><p class='" + b"c " * 1_000_000 + b"'>" + body
    yield "style-long", b"<html><body><div style='" + b"display :" * 300_000 + b"'>" + body
    yield "comment-open", b"<html><body>" + body + b"<!--" * 300_000
    yield "comments-many", b"<html><body>" + b"<!-- -- -- >" * 200_000 + body
    yield "declaration-open", b"<html><body>" + body + b"<![CDATA[" * 200_000
    yield "instruction-open", b"<html><body>" + body + b"<?" * 500_000
    yield "less-than", b"<html><body>" + body + b"<" * 3_000_000
    yield "ampersands", b"<html><body>" + body + b"&" * 3_000_000
    yield "references-many", b"<html><body><p>" + b"&amp;" * 500_000 + b"</p>" + body
    yield "references-of-controls", b"<html><body><p>&#27;[31m&#x202e;&#x9b;&#8203;&#0;&#xd800;&#1114112;</p>" + body
    yield (
        "entities-billion",
        (
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
            + b"]><html><body>&m;"
            + body
        ),
    )
    yield (
        "entity-of-file",
        (b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;' + body),
    )
    for name in ("unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode", "rot13", "base64", "hex", "zlib"):
        yield f"charset-{name}", f"<html><meta charset={name}><body><p>\\x1b[31m +AGM-</p>".encode() + body
    yield "charset-endless", b"<html><meta charset=" + b"x" * 500_000 + b"><body>" + body
    yield "charset-utf-16-false", b"<html><meta charset=utf-16><body>" + body
    yield "escapes-raw", b"<html><body><p>\x1b]0;title\x07\x1b[2J\xe2\x80\xae</p>" + body
    yield "zeros", b"<html><body>" + body + bytes(2_000_000)
    yield "one-long-word", b"<html><body><p>" + b"x" * 8_000_000 + b"</p>" + body
    yield "one-long-line", b"<html><body><p>" + b"word " * 1_000_000 + b"</p>" + body
    yield "paragraphs-many", b"<html><body>" + b"<p>x" * 300_000 + body
    yield "lists-deep", b"<html><body>" + b"<ul><li>" * 20_000 + body
    yield "table-spans", b"<html><body><table><tr><td colspan=999999999 rowspan=999999999>1</table>" + body
    yield (
        "notes-many",
        b"<html><body>"
        + b"".join(b'<a id=r%d href="#n%d"><sup>%d</sup></a>' % (n, n, n) for n in range(20_000))
        + body,
    )
    yield "script-open", b"<html><body>" + body + b"<script>" + b"</scrip" * 300_000
    yield "frames", b"<html><frameset><frame src=x></frameset>"
    yield "nothing", b"<html>"


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(member: str, change: Callable[[bytes], bytes], body: str = "") -> bytes:
    """A Word file with one member changed."""
    with zipfile.ZipFile(io.BytesIO(word_file(body or p(LINE)))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members.get(member, b""))
    return zipped(members)


def hostile_docx() -> Iterator[tuple[str, bytes]]:
    """Word files that unpack without end, nest without end, or reach out."""
    main = "word/document.xml"
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [%s]>'
    billion = b'<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
    )
    yield "entities-billion", changed(main, lambda x: doctype % billion + x.replace(LINE.encode(), b"&m;"))
    yield (
        "entity-of-file",
        changed(
            main, lambda x: doctype % b'<!ENTITY f SYSTEM "file:///etc/passwd">' + x.replace(LINE.encode(), b"&f;")
        ),
    )
    yield "tables-deep", word_file("<w:tbl><w:tr><w:tc>" * 200 + p(LINE) + "</w:tc></w:tr></w:tbl>" * 200)
    yield "main-cut-off", changed(main, lambda x: x[: len(x) // 2])
    yield "main-empty", changed(main, lambda _: b"")
    yield "main-is-not-xml", changed(main, lambda _: b"\x00\xff" * 999)
    yield "relations-broken", changed("_rels/.rels", lambda _: b"<Relationships")
    yield (
        "relation-outside",
        changed(
            "word/_rels/document.xml.rels", lambda x: x.replace(b'Target="', b'Target="../../../../etc/passwd" X="')
        ),
    )
    yield "controls", changed(main, lambda x: x.replace(LINE.encode(), "\u202eevil\u200b\u2066".encode()))
    yield (
        "span-huge",
        word_file(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p(LINE)}</w:tc></w:tr></w:tbl>'
        ),
    )
    yield "cut-off", word_file(p(LINE))[:-200]


def huge_docx() -> Iterator[tuple[str, bytes]]:
    """Word files that are large, or become so."""
    main = "word/document.xml"
    yield "bomb", changed("word/media/x.png", lambda _: bytes(500_000_000))
    yield "bomb-of-text", changed(main, lambda x: x.replace(b"<w:body>", b"<w:body>" + b" " * 300_000_000))
    yield "bomb-of-paragraphs", changed(main, lambda x: x.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 5_000_000))
    yield "deep", changed(main, lambda x: x.replace(b"<w:body>", b"<w:body>" + b"<w:sdt><w:sdtContent>" * 100_000))
    yield "tables-deeper", word_file("<w:tbl><w:tr><w:tc>" * 5000 + p(LINE) + "</w:tc></w:tr></w:tbl>" * 5000)
    yield "zip-of-many", zipped({main: b"<x/>", **{f"m{n}": b"" for n in range(60_000)}})


def hostile_text() -> Iterator[tuple[str, bytes]]:
    """Texts with what a terminal obeys, odd encodings, and lines that have patterns run for ever."""
    yield "escapes", f"1. {LINE}.\n\n2. \x1b[31mred\x1b]0;title\x07\x9b2J\x00\x08 end of it.\n".encode()
    yield "overrides", f"1. {LINE}.\n\n2. pay \u202e001\u202c \u2066x\u2069 \u200f dollars\u2028 and so on.\n".encode()
    yield "widthless", f"1. {LINE}.\n\n2. traf\u200bfick\u2060ing in per\ufeffsons\u00ad and so on.\n".encode()
    yield "surrogates", b"1. " + LINE.encode() + b" \xed\xa0\x80\xed\xb0\x80 and so on.\n"
    yield "tags", f"1. {LINE} \U000e0041\U000e0042 \ufff9x\ufffa and so on.\n".encode()
    yield "combining", f"1. {LINE} e{chr(0x301) * 200_000} and so on.\n".encode()
    yield "utf-16", f"1. {LINE}\n".encode("utf-16")
    yield "utf-16-odd", f"1. {LINE}\n".encode("utf-16")[:-1]
    yield "utf-32", f"1. {LINE}\n".encode("utf-32")
    yield "latin", f"1. {LINE} in the cafés, as at the fête.\n".encode("latin-1") * 20
    yield "nothing", b""
    yield "blanks", b" \n\t\r\n" * 500_000
    yield "one-line", b"1. " + b"word " * 2_000_000
    yield "one-word", b"x" * 8_000_000
    yield "numbers", b"1. " * 300_000
    yield "numbered-lines", b"\n\n".join(b"%d. x" % n for n in range(60_000))
    yield "brackets", b"(a) " * 200_000
    yield "brackets-open", b"(" * 1_000_000
    yield "hashes", b"#" * 1_000_000 + b" x"
    yield "stars", b"*" * 500_000 + b" x\n" + b"**a " * 200_000
    yield "underlines", b"_a" * 300_000
    yield "links", b"[" * 200_000 + b"](" * 200_000
    yield "tables", b"|" * 500_000 + b"\n" + b"|-" * 200_000
    yield "superscripts", b"<sup>1</sup>" * 100_000
    yield "superscripts-open", b"<sup>" * 200_000
    yield "symbols", b"CTOC/COP/WG.4/2019/3, paras. 1, 2 and 3; " * 50_000
    yield "symbol-endless", b"A/" * 500_000
    yield "pinpoints", b"CTOC/COP/WG.4/2019/3, para. " + b"1 (a), " * 100_000
    yield "quotations", "“".encode() * 300_000 + b" x"
    yield "recommendations", b"The Working Group recommended that States should train keepers. " * 30_000
    yield "notes", b"\n".join(b"[^%d]: x" % n for n in range(50_000))
    yield "dots", b"." * 1_000_000 + b" 1"


def damaged(data: bytes, seed: int) -> tuple[str, bytes]:
    """The data with one seeded damage, and its name."""
    chance = random.Random(seed)
    name = chance.choice(sorted(DAMAGES))
    return name, DAMAGES[name](bytearray(data), chance)


def _cut(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(len(data) // 10, len(data))])


def _flip(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 10, 100))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _overwrite(data: bytearray, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data)), chance.choice((16, 512, 4096))
    data[at : at + length] = chance.randbytes(min(length, len(data) - at))
    return bytes(data)


def _blank(data: bytearray, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data)), chance.choice((512, 4096, 32768))
    data[at : at + length] = bytes(min(length, len(data) - at))
    return bytes(data)


def _leave_out(data: bytearray, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 64, 4096))]
    return bytes(data)


def _repeat(data: bytearray, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    data[at:at] = data[at : at + chance.choice((1, 64, 4096))]
    return bytes(data)


DAMAGES: dict[str, Callable[[bytearray, random.Random], bytes]] = {
    "blank": _blank,
    "cut": _cut,
    "flip": _flip,
    "leave-out": _leave_out,
    "overwrite": _overwrite,
    "repeat": _repeat,
}


WORDS = (
    "lamp keeper signal distress year training of the AND OR NOT NEAR title: topic: cites: year: meeting: nosuch: "
    "( ) (( )) \" “ ” ' ~ ~1 ~2 ~9 * la* l* *mp ? + - -- \\ / : ; , . .. 2010..2015 ..2012 2015.. 99999.. A/RES/71/167 "
    "CTOC/COP/WG.4/2019/3 para. 25 (a) art. {} [] <> | & && || ! ^ ^2 \x00 \x1b[31m \u202e \u200b \ud800 é 条约 🦀 "
    "%s {0} ${x} ' OR 1=1 ; DROP"
).split(" ")


def nasty_query(chance: random.Random) -> str:
    """A query that nobody should ask: bits of the language thrown together, or one bit over and over."""
    kind = chance.randrange(10)
    if kind == 0:
        return chance.choice(WORDS) * chance.choice((1, 50, 5000))
    if kind == 1:
        return "".join(chr(chance.choice((chance.randrange(128), chance.randrange(0x3000)))) for _ in range(40))
    if kind == 2:
        return "(" * chance.randrange(40) + "lamp" + ")" * chance.randrange(40)
    if kind == 3:
        return " OR ".join(f"{chance.choice('abcdefghijklmnopqrst')}{chance.choice('aeiou')}*" for _ in range(60))
    if kind == 4:
        return " ".join(f"{chance.choice(WORDS)}~{chance.randrange(4)}" for _ in range(30))
    glue = chance.choice((" ", ""))
    return glue.join(chance.choice(WORDS) for _ in range(chance.randrange(1, 30)))
