"""Technology plans made up for tests: Word, OpenDocument, PDF and Markdown with the same headings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape

from docx import Document
from made_pdf import made_pdf

SECTIONS = (
    "Mission statement",
    "Technology needs assessment",
    "Long-term and short-term goals",
    "Training and staff development needs",
    "Resource requirements",
    "Evaluation method",
)
BODY = "We look at what we have, and say in whole sentences what comes next for mission and goals and budget."


def docx(headings: Sequence[str], *, marked: bool = True) -> bytes:
    """A Word document; without marks its headings are bold lines."""
    document = Document()
    document.add_heading("District plan", level=0)
    for words in headings:
        if marked:
            document.add_heading(words, level=1)
        else:
            document.add_paragraph().add_run(words).bold = True
        document.add_paragraph(BODY)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these parts by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, body in parts.items():
            zipped.writestr(name, body)
    return made.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def word(body: str, before: str = "") -> bytes:
    """A Word document of this body in XML."""
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": xml})


def paragraph(words: str, properties: str = "", run: str = "") -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{escape(words)}</w:t></w:r></w:p>"


def odt(headings: Sequence[str], extra: str = "", within: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """An OpenDocument text; what stands within a heading may be said in XML."""
    body = "".join(
        f'<text:h text:outline-level="1">{within.get(words) or escape(words)}</text:h><text:p>{BODY}</text:p>'
        for words in headings
    )
    xml = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">'
        f"<office:body><office:text>{extra}{body}</office:text></office:body></office:document-content>"
    )
    return packed({"content.xml": xml})


def pdf(headings: Sequence[str]) -> bytes:
    """A PDF with a page for each section."""
    return made_pdf(*([words, BODY] for words in headings))


def markdown(headings: Sequence[str]) -> bytes:
    """Markdown."""
    return "".join(f"## {words}\n\n{BODY}\n\n" for words in headings).encode()
