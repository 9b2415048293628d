"""Makes small PDFs for tests: type set at given places, rules, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from pdfminer.fontmetrics import FONT_METRICS

FONTS = ("Times-Roman", "Times-Bold", "Times-Italic", "Courier")
WIDTH, HEIGHT = 595, 842
CP1252 = {"’": "\x92", "“": "\x93", "”": "\x94", "–": "\x96", "—": "\x97", "•": "\x95"}


@dataclass
class Sheet:
    """One page; lengths in points from its lower left corner."""

    operators: list[str] = field(default_factory=list)

    def put(self, x: float, y: float, text: str, size: float = 10, font: str = "Times-Roman") -> Sheet:
        """Set a line of type."""
        for sign, byte in CP1252.items():
            text = text.replace(sign, byte)
        for sign in "\\()":
            text = text.replace(sign, "\\" + sign)
        self.operators.append(f"BT /F{FONTS.index(font)} {size} Tf {x} {y} Td ({text}) Tj ET")
        return self

    def rule(self, x0: float, x1: float, y: float) -> Sheet:
        """Draw a line across."""
        self.operators.append(f"{x0} {y} m {x1} {y} l S")
        return self

    def box(self, x0: float, x1: float, y0: float, y1: float) -> Sheet:
        """Draw the four sides of a frame."""
        for a, b, c, d in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.operators.append(f"{a} {b} m {c} {d} l S")
        return self

    def lines(
        self, x: float, y: float, lines: list[str], size: float = 10, pitch: float = 12, font: str = "Times-Roman"
    ) -> float:
        """Set lines under each other; where the next would stand."""
        for line in lines:
            self.put(x, y, line, size, font)
            y -= pitch
        return y


def wrap(text: str, width: float, size: float = 10, font: str = "Times-Roman") -> list[str]:
    """A paragraph as lines that fit a width."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size, font) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def width_of(text: str, size: float = 10, font: str = "Times-Roman") -> float:
    """How wide a line of type is."""
    metrics = FONT_METRICS[font][1]
    return float(sum(metrics.get(c, 500) for c in text)) * size / 1000


def pdf(*sheets: Sheet) -> bytes:
    """The bytes of a PDF with these pages."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = []
    for i, name in enumerate(FONTS):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode())
        fonts.append(f"/F{i} {len(objects)} 0 R")
    kids = []
    for sheet in sheets:
        content = "\n".join(sheet.operators).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << {' '.join(fonts)} >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
