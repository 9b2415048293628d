"""The words of one paragraph: its runs as they are printed, changes accepted, instructions and hidden text left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from compendium.corpus.readers.decode import normalise
from compendium.corpus.readers.docx.notes import Notes
from compendium.corpus.readers.docx.ooxml import W, children, flag, knowledge, number, val, w
from compendium.corpus.readers.docx.styles import SWITCHES, Styles
from compendium.corpus.styled import NoteMark, Span, Style, StyledText

__all__ = ["Line", "NoteRef", "Raised", "Runs"]

MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

LEFT_OUT = frozenset({
    "pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "rt", "del", "moveFrom", "instrText", "delText", "delInstrText",
    "softHyphen", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
})  # fmt: skip
"""Elements without printed text of the document's own; `del` and `moveFrom` are changes, read as accepted."""
COUNTING = re.compile(r"\s*(?:AUTONUM|LISTNUM)", re.IGNORECASE)
SYMBOLS = re.compile("[\uf020-\uf0ff]")
"""Where symbol fonts have their characters, in the private use area."""
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A footnote or endnote that a paragraph refers to."""

    kind: str
    """`footnote` or `endnote`."""
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Raised:
    """Superscript type that may be a footnote's mark, typed by hand."""

    start: int
    end: int
    refers: bool
    """Whether a field says that it is one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's text as it comes, white space untouched, and what hangs on it."""

    content: StyledText
    raised: tuple[Raised, ...] = ()
    boxes: tuple[etree._Element, ...] = ()
    """Text boxes anchored in it."""
    notes: tuple[NoteRef, ...] = ()

    @staticmethod
    def joined(lines: Iterable[Line]) -> Line:
        """One line of all, in time linear in their number: a table has thousands."""
        build = _Build()
        for line in lines:
            shift, content = build.length, line.content
            build.pieces.append(content.text)
            build.length += len(content.text)
            build.spans += (replace(s, start=s.start + shift, end=s.end + shift) for s in content.spans)
            build.marks += (replace(m, offset=m.offset + shift) for m in content.marks)
            build.raised += (replace(r, start=r.start + shift, end=r.end + shift) for r in line.raised)
            build.boxes += line.boxes
            build.notes += line.notes
        return build.line()


@dataclass(frozen=True, slots=True)
class _Format:
    styles: frozenset[Style] = frozenset()
    hidden: bool = False
    raised: bool = False
    font: str = ""
    """In which the run is set, where it says so itself."""


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction is gathered until its result begins."""

    instruction: str = ""
    result: bool = False


@dataclass(slots=True)
class _Build:
    """A line in the making."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)
    raised: list[Raised] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[NoteRef] = field(default_factory=list)
    custom: tuple[str, str] | None = None
    """Kind and identifier of a note whose mark, chosen by the author, is the text that follows."""

    def put(self, text: str, look: _Format, *, refers: bool) -> None:
        start, self.length = self.length, self.length + len(text)
        self.pieces.append(text)
        for style in sorted(look.styles):
            last = next((i for i, s in enumerate(reversed(self.spans[-3:]), 1) if s.style is style), 0)
            if last and self.spans[-last].end == start:
                self.spans[-last] = replace(self.spans[-last], end=self.length)
            else:
                self.spans.append(Span(start, self.length, style))
        if look.raised:
            if self.raised and self.raised[-1].end == start:
                start = self.raised.pop().start
            self.raised.append(Raised(start, self.length, refers))

    def line(self) -> Line:
        content = StyledText("".join(self.pieces), tuple(self.spans), tuple(self.marks))
        return Line(content, tuple(self.raised), tuple(self.boxes), tuple(self.notes))


class Runs:
    """Reads the paragraphs of one story (body, header, note), in order: fields may span several."""

    def __init__(self, styles: Styles, notes: Notes) -> None:
        self._styles = styles
        self._notes = notes
        self._fields: list[_Field] = []
        self._build = _Build()
        self.changed = False
        """Whether tracked changes were met."""
        self.counted = False
        """Whether fields were met that count, and whose numbers Word shows and keeps nowhere."""

    def read(self, paragraph: etree._Element) -> Line:
        """The line of a `w:p`."""
        self._build = _Build()
        style = val(paragraph.find(w("pPr")), "pStyle")
        self._walk(paragraph, self._look(None, style, _Format()), style)
        # An instruction does not span paragraphs in any document seen; in a damaged one it must not swallow the rest.
        self._fields = [f for f in self._fields if f.result]
        return self._build.line()

    def _walk(self, parent: etree._Element, look: _Format, style: str | None) -> None:
        for name, child in children(parent):
            if name in LEFT_OUT:
                self._leave_out(name, child)
            elif name == "r":
                self._walk(child, self._look(child.find(w("rPr")), style, look), style)
            elif name in {"t", MATH_TEXT}:
                self._text(child.text or "", look)
            elif name in CHARACTERS:
                self._text(CHARACTERS[name] if child.get(w("type")) not in {"page", "column"} else " ", look)
            elif name == "sym":
                self._text(_symbol(child), look)
            elif name == "fldChar":
                self._field(child.get(w("fldCharType")))
            elif name in {"footnoteReference", "endnoteReference"}:
                self._reference(child, name.removesuffix("Reference"), look)
            elif name == "txbxContent":
                self._build.boxes.append(child)
            elif name == MARKUP + "AlternateContent":
                self._alternative(child, look, style)
            else:
                if name == "fldSimple":
                    self._note_counting(child.get(W + "instr", ""))
                linked = replace(look, styles=look.styles | {Style.LINK}) if name == "hyperlink" else look
                self._walk(child, linked, style)

    def _alternative(self, parent: etree._Element, look: _Format, style: str | None) -> None:
        """Reads the first of several forms of one thing: a text box has a new and an old one."""
        chosen = parent.find(MARKUP + "Choice")
        if chosen is None:
            chosen = parent.find(MARKUP + "Fallback")
        if chosen is not None:
            self._walk(chosen, look, style)

    def _leave_out(self, name: str, element: etree._Element) -> None:
        if name == "instrText" and self._fields:
            self._fields[-1].instruction += element.text or ""
        elif name in {"del", "moveFrom"}:
            self.changed = True

    def _look(self, properties: etree._Element | None, style: str | None, outer: _Format) -> _Format:
        """How a run is set: its own switches, else those of its style and its paragraph's, which toggle each other."""
        char = val(properties, "rStyle")
        inherited = [a != b for a, b in zip(self._own(char), self._styles.switches(style), strict=True)]
        own = [flag(properties, name) for name in SWITCHES]
        bold, italic, hidden = (o if o is not None else i for o, i in zip(own, inherited, strict=True))
        styles = {s for s, on in ((Style.BOLD, bold), (Style.ITALIC, italic)) if on}
        aligned = val(properties, "vertAlign") or (self._styles.raised(char) if char else None)
        fonts = None if properties is None else properties.find(w("rFonts"))
        font = "" if fonts is None else fonts.get(w("ascii"), "")
        return _Format(frozenset(styles | (outer.styles & {Style.LINK})), hidden, aligned == "superscript", font)

    def _own(self, char: str | None) -> tuple[bool, ...]:
        return self._styles.switches(char) if char else (False,) * len(SWITCHES)

    def _text(self, raw: str, look: _Format) -> None:
        if look.hidden or any(not f.result for f in self._fields):
            return
        if look.font and not raw.isascii():
            raw = SYMBOLS.sub(lambda match: _character(look.font, ord(match.group())), raw)
        text = normalise(raw)[0].replace("\u00ad", "").replace("\u2011", "-")
        if not text:
            return
        if self._build.custom and text.strip():
            kind, ref = self._build.custom
            self._build.custom = None
            self._mark(kind, ref, text.strip())
            return
        self._build.put(text, look, refers=any("NOTEREF" in f.instruction for f in self._fields))

    def _field(self, part: str | None) -> None:
        if part == "begin":
            self._fields.append(_Field())
        elif part == "separate" and self._fields:
            self._fields[-1].result = True
        elif part == "end" and self._fields:
            self._note_counting(self._fields.pop().instruction)

    def _note_counting(self, instruction: str) -> None:
        self.counted = self.counted or COUNTING.match(instruction) is not None

    def _reference(self, element: etree._Element, kind: str, look: _Format) -> None:
        ref = element.get(w("id"))
        if ref is None or look.hidden:
            return
        if element.get(w("customMarkFollows")) in {"1", "true", "on"}:
            self._build.custom = (kind, ref)
        else:
            self._mark(kind, ref, self._notes.next_label(kind))

    def _mark(self, kind: str, ref: str, label: str) -> None:
        self._build.marks.append(NoteMark(label, self._build.length))
        self._build.notes.append(NoteRef(kind, ref, label))


def _symbol(element: etree._Element) -> str:
    """The character of a `w:sym`; a replacement character where its font is not known."""
    code = number(str(int(element.get(W + "char", ""), 16)) if _is_hex(element.get(W + "char", "")) else None)
    return "" if code is None else _character(element.get(W + "font", ""), code)


def _character(font: str, code: int) -> str:
    """What a symbol font prints at a place; a replacement character where the font is not known."""
    # Symbol fonts put their characters into the private use area from F000 on.
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    table = knowledge().symbols.get(font.lower())
    if table is not None and low in table:
        return table[low]
    if 0x20 <= low < 0x7F or 0xE000 > low > 0xA0:
        return chr(low)
    return "\ufffd"


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 6 and all(c in "0123456789abcdefABCDEF" for c in text)
