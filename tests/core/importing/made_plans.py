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


_STYLED = (
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    f'xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def bold_odt(headings: Sequence[str], lines: Sequence[str]) -> bytes:
    """An OpenDocument text of headings and of lines in XML; bold are `B` of signs, `P` and `Own` of paragraphs.
    `N` is not bold, and a list after `After` is bold. The head of its pages is bold too."""

    def style(name: str, family: str, inner: str, below: str = "") -> str:
        rests = f' style:parent-style-name="{below}"' if below else ""
        return f'<style:style style:name="{name}" style:family="{family}"{rests}>{inner}</style:style>'

    bold, normal = (f'<style:text-properties fo:font-weight="{weight}"/>' for weight in ("bold", "normal"))
    automatic = style("B", "text", bold) + style("N", "text", normal) + style("P", "paragraph", "", "Heavy")
    listed = f"<text:list-style><text:list-level-style-number>{bold}</text:list-level-style-number></text:list-style>"
    marked = "".join(f'<text:h text:outline-level="1">{escape(words)}</text:h>' for words in headings)
    body = "".join(f"{line}<text:p>{BODY}</text:p>" for line in lines)
    content = (
        f"<office:document-content {_STYLED}><office:automatic-styles>{automatic}"
        f"{style('After', 'paragraph', '')}{listed}</office:automatic-styles>"
        f"<office:body><office:text>{marked}{body}</office:text></office:body></office:document-content>"
    )
    headed = '<style:header><text:p text:style-name="Own">Evaluation</text:p></style:header>'
    head = f"<style:master-page>{headed}</style:master-page>"
    heavy = '<style:text-properties fo:font-weight="700"/>'
    named = style("Heavy", "paragraph", heavy) + style("Own", "paragraph", "", "Heavy")
    styles = f"<office:document-styles {_STYLED}><office:styles>{named}</office:styles>{head}</office:document-styles>"
    return packed({"content.xml": content, "styles.xml": styles})


def pdf(headings: Sequence[str]) -> bytes:
    """A PDF with a page for each section."""
    return made_pdf(*([words, BODY] for words in headings))


def markdown(headings: Sequence[str]) -> bytes:
    """Markdown."""
    return "".join(f"## {words}\n\n{BODY}\n\n" for words in headings).encode()
