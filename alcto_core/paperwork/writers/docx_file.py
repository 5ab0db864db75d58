"""A Word document, the same to the byte each time: no clock gets into it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Length, Pt, RGBColor
from docx.text.paragraph import Paragraph
from msgspec.structs import replace

from alcto_core.dates import show
from alcto_core.numbers import counted
from alcto_core.paperwork.asked import Asked, Made
from alcto_core.paperwork.plan_skeleton import HINT, LINES, PRESENTED, SIGNED, SIGNERS, Section, Skeleton, skeleton
from alcto_core.paperwork.portfolio import CHECKED, TITLE, SigningSheet
from alcto_core.paperwork.portfolio import SIGNED as WHO_SIGNS
from alcto_core.paperwork.portfolio import portfolio as of_stages
from alcto_core.telling.page import Sheet, sentence
from alcto_core.text import plain

_DAY = (1980, 1, 1, 0, 0, 0)
_MARGIN = Inches(1)
_WIDTHS = (Inches(1.9), Inches(1.8), Inches(1.9), Inches(0.9))
"""Of the columns of a signature sheet, together the width of a line."""
_CHECKED = (Inches(2.3), Inches(2.3), Inches(1.0), Inches(0.9))
"""Of those of what the mentor looks at."""
_SIGNING = Inches(0.42)
"""Height of a row in which somebody signs by hand."""
_COVER = Inches(2.4)
"""Above the title."""
_QUIET = RGBColor(0x59, 0x59, 0x59)
_TOGETHER = 12
"""Lines below a name that stand on one page with it; more of them may go on over its end."""
_ANSWER = 3
"""Empty lines below a question, to write in."""


def plan_skeleton(asked: Asked) -> Made:
    """The outline of a technology plan."""
    found = skeleton(asked)
    document = Document()
    document.core_properties.title = plain(found.title)
    _set_up(document, found)
    _cover(document, found)
    for section in found.sections:
        _section(document, section)
    _signatures(document)
    return Made(raw=_fixed(document, asked.overview.on), holds=counted(len(found.sections), "section"))


def _set_up(document: Docx, found: Skeleton) -> None:
    """Margins, and a line at the foot of each page but the cover with whose plan it is and the page."""
    page = document.sections[0]
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    page.different_first_page_header_footer = True
    _foot(document, found.title, found.district)


def _foot(document: Docx, *whose: str) -> None:
    """Whose paper it is, and the number of the page, below each."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(foot, ", ".join(plain(words) for words in whose if words) + ", page ")
    _page_number(foot)


def _cover(document: Docx, found: Skeleton) -> None:
    title = document.add_heading(plain(found.title), level=0)
    title.paragraph_format.space_before = _COVER
    for number, line in enumerate(found.cover):
        run = document.add_paragraph().add_run(plain(line))
        run.font.size = Pt(16 if number == 0 else 12)
    hint = document.add_paragraph()
    hint.paragraph_format.space_before = _COVER
    _small(hint, HINT)


def _section(document: Docx, section: Section) -> None:
    """A section on a page of its own: what it is about, then each question with room below it."""
    heading = document.add_heading(plain(section.title), level=1)
    heading.paragraph_format.page_break_before = True
    _question(document, section.asks)
    for question in section.questions or ("",):
        if question:
            _question(document, question)
        for _ in range(_ANSWER):
            document.add_paragraph()


def _question(document: Docx, words: str) -> None:
    asked = document.add_paragraph()
    asked.paragraph_format.keep_with_next = True
    run = asked.add_run(plain(words))
    run.italic = True
    run.font.color.rgb = _QUIET


def _signatures(document: Docx) -> None:
    heading = document.add_heading(SIGNED, level=1)
    heading.paragraph_format.page_break_before = True
    document.add_paragraph(PRESENTED)
    _grid(document, SIGNERS, [("",) * len(SIGNERS)] * LINES, _WIDTHS)


def portfolio(asked: Asked) -> Made:
    """The portfolio of a program of stages, with the sheet to sign on a page of its own."""
    found = of_stages(asked)
    document = Document()
    document.core_properties.title = plain(f"{found.pages[0].title}: {found.standing.title}")
    margins = document.sections[0]
    margins.left_margin = margins.right_margin = margins.top_margin = margins.bottom_margin = _MARGIN
    _foot(document, found.pages[0].title, found.standing.title)
    for number, page in enumerate(found.pages):
        _told(document, page, 1 if number else 0)
    _signing(document, found.signing)
    return Made(raw=_fixed(document, asked.overview.on), holds=found.standing.title)


def _told(document: Docx, page: Sheet, level: int) -> None:
    """A page of words: headings, sentences, and a line for each thing with its sentences below."""
    state = f": {page.state}" if page.state else ""
    document.add_heading(plain(f"{page.title}{state}"), level=level)
    for words in (*page.alerts, *page.head):
        document.add_paragraph(plain(sentence(words)))
    for part in page.parts:
        if part.heading:
            document.add_heading(plain(f"{part.heading} ({part.fact})" if part.fact else part.heading), level=2)
        for item in part.items:
            name, beside, told = replace(item, day=None).lines()
            name = f"{name}, {show(item.day)}" if item.day and item.title else name
            line = document.add_paragraph(style="List Bullet")
            line.add_run(plain(name)).bold = bool(item.title)
            line.add_run(plain(f": {beside}") if beside else "")
            line.paragraph_format.space_after = Pt(2)
            line.paragraph_format.keep_with_next = bool(told)
            for number, words in enumerate(told, 1):
                below = document.add_paragraph(plain(words))
                below.paragraph_format.keep_with_next = number < min(len(told), _TOGETHER)
                below.paragraph_format.left_indent = Inches(0.5)
                below.paragraph_format.space_after = Pt(2)


def _signing(document: Docx, sheet: SigningSheet) -> None:
    heading = document.add_heading(TITLE, level=1)
    heading.paragraph_format.page_break_before = True
    for words in sheet.says:
        document.add_paragraph(plain(words))
    _grid(document, CHECKED, [(*row, "", "") for row in sheet.rows], _CHECKED)
    document.add_paragraph()
    _grid(document, WHO_SIGNS, [(one.role, one.name, "", "") for one in sheet.signers], _WIDTHS)


def _grid(document: Docx, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[Length]) -> None:
    """A table with room to write in by hand, its headings at the top of each page."""
    table = document.add_table(rows=len(rows) + 1, cols=len(headings))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, (row, values) in enumerate(zip(table.rows, (headings, *rows), strict=True)):
        for cell, width, words in zip(row.cells, widths, values, strict=True):
            cell.width = width
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].add_run(plain(words)).bold = number == 0
        if number:
            row.height, row.height_rule = _SIGNING, WD_ROW_HEIGHT_RULE.AT_LEAST
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # python-docx has no call for it


def _small(paragraph: Paragraph, words: str) -> Any:
    run = paragraph.add_run(words)
    run.font.size = Pt(9)
    run.font.color.rgb = _QUIET
    return run


def _page_number(paragraph: Paragraph) -> None:
    """A field that Word fills with the number of the page; python-docx has no call for it."""
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        _small(paragraph, "")._r.append(part)


def _fixed(document: Docx, on: date) -> bytes:
    """The document as a zip whose entries carry no clock."""
    properties = document.core_properties
    properties.created = properties.modified = datetime(on.year, on.month, on.day)
    properties.author = properties.last_modified_by = ""
    properties.comments = ""
    made, fixed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return fixed.getvalue()
