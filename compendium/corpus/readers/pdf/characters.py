"""The letters that a PDF draws, put together into the words of each page, and the rules drawn around them.

pdfminer's own layout analysis is left out: it guesses at paragraphs without knowing a footnote rule from a
footer. Only its interpreter is used, and words are put together while it draws, so that a page costs a few hundred
small records and not one object for each character.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.psparser import PSLiteral

from compendium.corpus.readers.pdf.fonts import Font, font_of, glyph_of
from compendium.corpus.readers.pdf.words import PageWords, Rule, Word

__all__ = ["WordDevice"]

SPACE_EM = 0.17
"""A gap wider than this, in ems, parts two words even where the page draws no space."""
OVERPRINT_EM = 0.12
"""A letter drawn again this near to itself, in ems, is one letter in bold."""
SMALLEST_PT = 0.01
"""A letter or a page smaller than this has no size: nobody sees it."""
USUAL_PAGE = (595.0, 842.0)
"""Width and height of A4: what a page is taken to have that states none that can be."""


@dataclass(slots=True)
class _Open:
    """The word that is being put together; `x` and `y` in the frame of its direction."""

    x0: float
    x1: float
    y: float
    size: float
    last: float
    """Where its last letter starts."""
    font: Font
    spaced: bool
    letters: list[str]
    doubled: int = 0


class WordDevice(PDFTextDevice):  # type: ignore[misc]
    """Puts words together while pdfminer's interpreter draws."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.fonts: dict[int, Font] = {}
        self.page = PageWords(0, 0.0, 0.0)
        self.turned: dict[int, list[Word]] = {}
        self.open: _Open | None = None
        self.direction = 0
        self.space = False
        self.unseen = False
        """Whether letters without size were drawn on the page, which are left out."""
        self.marked: list[tuple[int, bool]] = []
        self.mcid = -1
        self.artifact = False
        self.properties: dict[str, Any] = {}

    def begin_page(self, page: Any, ctm: Any) -> None:
        """Start a page: nothing drawn on it yet."""
        x0, y0, x1, y1 = page.mediabox
        width, height = abs(x1 - x0), abs(y1 - y0)
        if min(width, height) < SMALLEST_PT:
            width, height = USUAL_PAGE
        if page.rotate in (90, 270):
            width, height = height, width
        self.page = PageWords(self.page.number + 1, width, height)
        self.turned = {0: self.page.words, 90: [], 180: [], 270: []}
        self.marked, self.mcid, self.artifact, self.space = [], -1, False, False
        self.unseen = False
        found = page.resources.get("Properties") if isinstance(page.resources, dict) else None
        self.properties = found if isinstance(found, dict) else {}

    def end_page(self, page: Any) -> None:
        """Close the last word; a page whose words mostly run up or down is turned so that they read across."""
        self._close()
        most = max(self.turned, key=lambda d: len(self.turned[d]))
        if most != 0:
            self._turn(most)

    def _turn(self, direction: int) -> None:
        page = self.page
        width, height = page.width, page.height
        if direction == 90:
            shift, rules = (0.0, width), [Rule(r.y0, width - r.x1, r.y1, width - r.x0) for r in page.rules]
        elif direction == 270:
            shift, rules = (height, 0.0), [Rule(height - r.y1, r.x0, height - r.y0, r.x1) for r in page.rules]
        else:
            shift, rules = (
                (width, height),
                [Rule(width - r.x1, height - r.y1, width - r.x0, height - r.y0) for r in page.rules],
            )
        dx, dy = shift
        page.words = [w._replace(x0=w.x0 + dx, x1=w.x1 + dx, y=w.y + dy) for w in self.turned[direction]]
        page.rules = rules
        if direction != 180:
            page.width, page.height = height, width

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Enter marked content: its number, and whether it is page furniture."""
        self.marked.append((self.mcid, self.artifact))
        if isinstance(props, PSLiteral):
            props = getattr(self.properties.get(str(props.name)), "resolve", lambda: None)()
        mcid = props.get("MCID") if isinstance(props, dict) else None
        if isinstance(mcid, int):
            self._close()
            self.mcid = mcid
        if getattr(tag, "name", "") == "Artifact":
            self._close()
            self.artifact = True

    def end_tag(self) -> None:
        """Leave marked content."""
        if self.marked:
            mcid, artifact = self.marked.pop()
            if (mcid, artifact) != (self.mcid, self.artifact):
                self._close()
            self.mcid, self.artifact = mcid, artifact

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Keep straight lines and boxes; curves are drawings."""
        a, b, c, d, e, f = self.ctm
        start: list[tuple[float, float]] = []
        for part in path:
            if part[0] == "m":
                self._keep_rule(start)
                start = []
            if part[0] in "cvy":
                return
            if part[0] != "h":
                x, y = part[-2], part[-1]
                start.append((a * x + c * y + e, b * x + d * y + f))
        self._keep_rule(start)

    def _keep_rule(self, points: list[tuple[float, float]]) -> None:
        if not 2 <= len(points) <= 5:
            return
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        rule = Rule(min(xs), min(ys), max(xs), max(ys))
        if rule.width < 3.0 or rule.height < 3.0:
            self.page.rules.append(rule)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Add the letters of one string to the words of the page."""
        font = textstate.font
        if (known := self.fonts.get(id(font))) is None:
            known = self.fonts[id(font)] = font_of(font)
        size, scaling = textstate.fontsize, textstate.scaling * 0.01
        if textstate.render == 3:
            self.page.recognised = True
        ta, tb, tc, td, te, tf = textstate.matrix
        ca, cb, cc, cd, ce, cf = self.ctm
        a, b = ta * ca + tb * cc, ta * cb + tb * cd
        c, d = tc * ca + td * cc, tc * cb + td * cd
        x, y = textstate.linematrix
        e = (
            (tx := te + ta * x + tc * (y + textstate.rise)) * ca
            + (ty := tf + tb * x + td * (y + textstate.rise)) * cc
            + ce
        )
        f = tx * cb + ty * cd + cf
        em = (c * c + d * d) ** 0.5 * abs(size)
        along = (a * a + b * b) ** 0.5
        turn, u, v = _frame(a, b, e, f)
        if turn != self.direction:
            self._close()
            self.direction = turn
        wordspace = 0.0 if font.is_multibyte() else textstate.wordspace * scaling
        moved = self._letters(
            seq, known, font, (u, v, em, along), (size * scaling, textstate.charspace * scaling, wordspace)
        )
        textstate.linematrix = (x + moved, y)

    def _letters(
        self,
        seq: Any,
        known: Font,
        font: Any,
        place: tuple[float, float, float, float],
        spacing: tuple[float, float, float],
    ) -> float:
        """Draw the letters of one string; how far the pen moved, in text space."""
        u, v, em, along = place
        size, charspace, wordspace = spacing
        glyphs = known.glyphs
        pen = 0.0
        parted = False
        for part in seq:
            if isinstance(part, (int, float)):
                pen -= part * size * 0.001
                parted = True
                continue
            if not isinstance(part, bytes):
                continue
            for cid in font.decode(part):
                if parted:
                    pen += charspace
                text, advance = glyphs.get(cid) or glyph_of(glyphs, font, cid)
                width = advance * size
                if text.isspace():
                    self.space = True
                elif text and em < SMALLEST_PT:
                    self.unseen = True
                elif text:
                    start = u + pen * along
                    self._letter(text, start, start + width * along, v, em, known)
                pen += width
                if cid == 32 and wordspace:
                    pen += wordspace
                parted = True
        return pen

    def _letter(self, text: str, x0: float, x1: float, y: float, em: float, font: Font) -> None:
        word = self.open
        if word is not None:
            near = abs(word.y - y) < 0.05 * em
            if near and abs(x0 - word.last) < OVERPRINT_EM * em and text == word.letters[-1]:
                word.doubled += 1
                return
            if (
                near
                and not self.space
                and word.font is font
                and abs(word.size - em) < 0.01 * em
                and -SPACE_EM * em < x0 - word.x1 < SPACE_EM * em
            ):
                word.letters.append(text)
                word.last, word.x1 = x0, max(x1, word.x1)
                return
            self._close()
        self.open = _Open(x0, x1, y, em, x0, font, self.space, [text])
        self.space = False

    def _close(self) -> None:
        word = self.open
        if word is None:
            return
        self.open = None
        text = "".join(word.letters)
        self.page.characters += len(text)
        bold = word.font.bold or word.doubled * 2 > len(word.letters)
        self.turned[self.direction].append(
            Word(
                word.x0, word.x1, word.y, word.size, text, bold, word.font.italic, word.spaced, self.mcid, self.artifact
            )
        )


def _frame(a: float, b: float, e: float, f: float) -> tuple[int, float, float]:
    """The direction of reading in degrees, and the place of the pen in a frame where that direction is across."""
    if abs(a) >= abs(b):
        return (0, e, f) if a >= 0 else (180, -e, -f)
    return (90, f, -e) if b > 0 else (270, -f, e)
