"""A brief as a Word document: real styles and headings, a table of contents field, page numbers, links.

The same brief gives the same bytes: nothing is dated by the clock, and the archive's entries bear one fixed date.
"""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from compendium.search.brief.contents import Brief
from compendium.search.brief.parts import Heading, Part, Run, Table
from compendium.search.brief.parts import Paragraph as Text
from compendium.search.printers.archive import LONG_AGO, without_dates

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

__all__ = ["as_word"]

FONT, LANGUAGE = "Times New Roman", "en-GB"
BLACK, GREY = RGBColor(0, 0, 0), RGBColor(0x44, 0x44, 0x44)
RED, GREEN, BLUE = RGBColor(0x96, 0x18, 0x2A), RGBColor(0x06, 0x51, 0x2A), RGBColor(0x1F, 0x3F, 0x77)
WIDTHS = (Cm(9.6), Cm(2.6), Cm(2.8))
STYLES = {"body": "Body Text", "quote": "Quote", "item": "List Paragraph", "small": "Source Note"}


def as_word(brief: Brief) -> bytes:
    """The whole brief."""
    document = Document()
    _set_styles(document)
    _front(document, brief)
    _contents(document, brief)
    for part in brief.parts:
        _part(document, part)
    _footer(document, brief)
    _properties(document, brief)
    out = BytesIO()
    document.save(out)
    return without_dates(out.getvalue())


# Styles


def _set_styles(document: Word) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.top_margin = section.bottom_margin = Cm(2.5)
    _style(document, "Normal", 11)
    _style(document, "Title", 22, bold=True, after=4)
    _style(document, "Subtitle", 13, after=2, colour=GREY)
    _style(document, "Heading 1", 14, bold=True, before=20, after=6)
    _style(document, "Heading 2", 12, bold=True, before=14, after=4)
    _style(document, "Heading 3", 11, italic=True, before=10, after=3)
    _style(document, "Body Text", 11, after=6)
    _style(document, "Quote", 11, before=4, after=3, left=1.2, right=0.8)
    _style(document, "List Paragraph", 11, after=3, left=1.2)
    _style(document, "List Bullet", 11, after=3, left=1.7)
    _style(document, "Table Text", 10, before=1, after=1)
    _style(document, "Source Note", 9.5, after=8, left=1.2, right=0.8, colour=GREY)
    _style(document, "Contents Heading", 12, bold=True, before=16, after=4)
    for level in (1, 2):
        _style(document, f"TOC {level}", 11, after=2, left=0.7 * (level - 1))
    document.styles["List Bullet"].paragraph_format.first_line_indent = Cm(-0.5)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    document.styles["Quote"].font.italic = False
    document.styles["Title"].element.get_or_add_pPr()
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def _style(
    document: Word,
    name: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    left: float = 0,
    right: float = 0,
    colour: RGBColor = BLACK,
) -> None:
    """Set a style, made where the template has none; sizes and spaces in points, indents in centimetres."""
    from docx.enum.style import WD_STYLE_TYPE

    names = [style.name for style in document.styles]
    style: ParagraphStyle = (
        document.styles[name] if name in names else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    style.font.bold, style.font.italic = bold, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.left_indent, form.right_indent = Cm(left), Cm(right)
    form.widow_control = True


# Parts


def _front(document: Word, brief: Brief) -> None:
    document.add_paragraph(brief.title, style="Title")
    document.add_paragraph(brief.subtitle, style="Subtitle")
    if brief.as_of:
        document.add_paragraph(f"Newest document held: {brief.as_of.day} {brief.as_of:%B %Y}", style="Subtitle")


def _contents(document: Word, brief: Brief) -> None:
    """A table of contents field, filled with the headings so that it is never empty; Word adds the pages."""
    headings = [part for part in brief.parts if isinstance(part, Heading) and part.level <= 2]
    document.add_paragraph("Contents", style="Contents Heading")
    for at, heading in enumerate(headings):
        paragraph = document.add_paragraph(style=f"TOC {heading.level}")
        if at == 0:
            _field_start(paragraph, ' TOC \\o "1-2" \\h \\z \\u ')
        paragraph.add_run(heading.text)
        if at == len(headings) - 1:
            _field_end(paragraph)


def _field_start(paragraph: Paragraph, instruction: str) -> None:
    for kind in ("begin", "instruction", "separate"):
        run = paragraph.add_run()
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = instruction
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), kind)
        run._r.append(code)


def _field_end(paragraph: Paragraph) -> None:
    end = OxmlElement("w:fldChar")
    end.set(qn("w:fldCharType"), "end")
    paragraph.add_run()._r.append(end)


def _part(document: Word, part: Part) -> None:
    if isinstance(part, Heading):
        document.add_heading(part.text, part.level)
    elif isinstance(part, Table):
        _table(document, part)
    else:
        _paragraph(document, part)


def _paragraph(document: Word, part: Text) -> None:
    pointed = re.match(r"\(\w{1,5}\) ", "".join(run.text for run in part.runs))
    bulleted = part.style == "item" and pointed is None
    paragraph = document.add_paragraph(style="List Bullet" if bulleted else STYLES[part.style])
    for run in part.runs:
        _run(paragraph, run)
    if part.style == "quote":
        paragraph.paragraph_format.keep_with_next = True


def _run(paragraph: Paragraph, run: Run) -> None:
    if run.link:
        _link(paragraph, run.text, run.link)
        return
    made = paragraph.add_run(run.text)
    if run.look in ("bold", "new"):
        made.bold = True
    elif run.look == "italic":
        made.italic = True
    elif run.look == "left_out":
        made.font.strike, made.font.color.rgb = True, RED
    elif run.look == "added":
        made.font.underline, made.font.color.rgb = True, GREEN


def _link(paragraph: Paragraph, text: str, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.color.rgb = BLUE
    link.append(run._r)
    paragraph._p.append(link)


def _table(document: Word, part: Table) -> None:
    table = document.add_table(rows=0, cols=len(part.rows[0]))
    table.style, table.autofit = "Table Grid", False
    for at, row in enumerate(part.rows):
        cells = table.add_row().cells
        link = part.links[at - 1] if at and part.links else ""
        for column, text in enumerate(row):
            paragraph = cells[column].paragraphs[0]
            paragraph.style = "Table Text"
            paragraph.paragraph_format.keep_with_next = at < len(part.rows) - 1  # it has few rows: they stay together
            _run(paragraph, Run(text, "plain" if at else "bold", link if not column else ""))
    for column, width in zip(table.columns, WIDTHS, strict=False):
        column.width = width
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, WIDTHS, strict=False):
            cell.width = width
    document.add_paragraph(style="Body Text")


def _footer(document: Word, brief: Brief) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{brief.title}  –  ").font.size = Pt(9)
    _field_start(paragraph, " PAGE ")
    paragraph.add_run("1").font.size = Pt(9)
    _field_end(paragraph)


def _properties(document: Word, brief: Brief) -> None:
    stamp = datetime(brief.as_of.year, brief.as_of.month, brief.as_of.day) if brief.as_of else datetime(*LONG_AGO)  # noqa: DTZ001 - Word's dates have no zone
    core = document.core_properties
    core.title, core.subject, core.author, core.comments = brief.title, brief.subtitle, "compendium", ""
    core.created = core.modified = stamp
    core.last_modified_by, core.revision, core.language = "compendium", 1, LANGUAGE
