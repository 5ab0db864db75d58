"""A Word document, the same to the byte each time: no clock gets into it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_BREAK

from alcto_core.numbers import counted
from alcto_core.paperwork.asked import Asked, Made
from alcto_core.paperwork.plan_skeleton import LINES, SIGNED, SIGNERS, skeleton
from alcto_core.text import plain

_DAY = (1980, 1, 1, 0, 0, 0)


def plan_skeleton(asked: Asked) -> Made:
    """The outline of a technology plan."""
    found = skeleton(asked)
    document = Document()
    document.add_heading(plain(found.title), level=0)
    for line in found.cover:
        document.add_paragraph(plain(line))
    for section in found.sections:
        _new_page(document)
        document.add_heading(plain(section.title), level=1)
        question = document.add_paragraph()
        question.add_run(f"{plain(section.question)} ({plain(section.source)})").italic = True
        document.add_paragraph()
    _new_page(document)
    document.add_heading(SIGNED, level=1)
    table = document.add_table(rows=LINES + 1, cols=len(SIGNERS))
    table.style = "Table Grid"
    for cell, heading in zip(table.rows[0].cells, SIGNERS, strict=True):
        cell.text = heading
    return Made(raw=_fixed(document, asked.overview.on), holds=counted(len(found.sections), "section"))


def _new_page(document: Docx) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


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
