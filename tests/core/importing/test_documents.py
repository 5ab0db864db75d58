"""Headings of documents that somebody wrote, and files that are made to do harm."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import made_plans
import pytest
from made_pdf import made_pdf
from made_plans import SECTIONS, paragraph, word

from alcto_core.importing.document import headings_of
from alcto_core.problems import Refused

STYLE_NAMES = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'


def with_part(raw: bytes, name: str, text: str) -> bytes:
    """A packed document with one more part."""
    whole = io.BytesIO(raw)
    with zipfile.ZipFile(whole, "a") as packed:
        packed.writestr(name, text)
    return whole.getvalue()


def put(tmp_path: Path, name: str, raw: bytes) -> Path:
    (tmp_path / name).write_bytes(raw)
    return tmp_path / name


@pytest.mark.parametrize(
    ("ending", "made", "is_marked"),
    [
        (".docx", made_plans.docx, True),
        (".DOCX", lambda headings: made_plans.docx(headings, marked=False), False),
        (".odt", made_plans.odt, True),
        (".pdf", made_plans.pdf, False),
        (".md", made_plans.markdown, True),
        (".txt", lambda headings: "\n\n".join((*headings, made_plans.BODY)).encode(), False),
    ],
)
def test_headings_are_found_in_every_kind_of_document(
    ending: str, made: Callable[..., bytes], is_marked: bool, tmp_path: Path
) -> None:
    found = headings_of(put(tmp_path, f"plan{ending}", made(SECTIONS)))
    assert found.is_marked == is_marked
    assert [one for one in found.lines if one in SECTIONS] == list(SECTIONS)
    assert made_plans.BODY not in found.lines


def test_a_style_that_rests_on_a_heading_and_a_level_are_headings(tmp_path: Path) -> None:
    styles = (
        f'<w:styles xmlns:w="{made_plans.WORD}"><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Own"><w:name w:val="District"/><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style></w:styles>'
    )
    body = (
        paragraph("Mission", '<w:pStyle w:val="H1"/>')
        + paragraph("Goals", '<w:pStyle w:val="Own"/>')
        + paragraph("Budget", '<w:outlineLvl w:val="1"/>')
        + paragraph("No heading", '<w:pStyle w:val="Loop"/>')
        + paragraph("Nor this", '<w:outlineLvl w:val="9"/>')
    )
    document = f'<w:document xmlns:w="{made_plans.WORD}"><w:body>{body}</w:body></w:document>'
    raw = made_plans.packed({"word/document.xml": document, "word/styles.xml": styles})
    found = headings_of(put(tmp_path, "plan.docx", raw))
    assert found == (("Mission", "Goals", "Budget"), True)


@pytest.mark.parametrize("style", ["Title", "Subtitle", "P1"])
def test_the_title_of_an_open_document_is_a_heading_as_that_of_word_is(style: str, tmp_path: Path) -> None:
    """LibreOffice 7.4.7 writes it as a paragraph of the style Title, or of one of its own that rests on it."""
    own = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    styles = f'<office:styles xmlns:office="o" {STYLE_NAMES}>{own}</office:styles>'
    title = f'<text:p text:style-name="{style}">Technology plan</text:p><text:p>A short line</text:p>'
    raw = with_part(made_plans.odt(["Mission", "Goals"], title), "styles.xml", styles)
    assert headings_of(put(tmp_path, "plan.odt", raw)) == (("Technology plan", "Mission", "Goals"), True)


def test_hidden_and_deleted_words_are_no_headings_and_inserted_ones_are(tmp_path: Path) -> None:
    style = '<w:outlineLvl w:val="0"/>'
    body = (
        paragraph("Hidden", style, "<w:vanish/>")
        + f"<w:p><w:pPr>{style}</w:pPr><w:del><w:r><w:delText>Deleted</w:delText></w:r></w:del></w:p>"
        + f"<w:p><w:pPr>{style}</w:pPr><w:ins><w:r><w:t>Mission</w:t></w:r></w:ins>"
        + "<w:r><w:t> statement</w:t></w:r></w:p>"
        + paragraph("Goals", style)
        + paragraph("Budget", style)
    )
    assert headings_of(put(tmp_path, "plan.docx", word(body))).lines == ("Mission statement", "Goals", "Budget")


def test_hyphens_that_keep_a_word_on_one_line_are_hyphens(tmp_path: Path) -> None:
    run = "<w:r><w:t>Long</w:t><w:noBreakHyphen/><w:t>term</w:t><w:softHyphen/><w:t> goals</w:t></w:r>"
    body = f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{run}</w:p>'
    seen = "Long-term goals"
    assert headings_of(put(tmp_path, "plan.docx", word(body * 3))).lines == (seen,) * 3
    written = ["Long\u2011term goals", "Long\u2010term goals", "Long-te\u00adrm goals"]
    assert headings_of(put(tmp_path, "plan.odt", made_plans.odt(written))).lines == (seen,) * 3


def test_a_heading_that_holds_a_comment_a_note_or_a_text_box_is_a_heading(tmp_path: Path) -> None:
    """LibreOffice 7.4.7 and Word write them into the paragraph that they hang on, paragraphs of their own inside."""
    words = ["Mission", "Goals", "Budget", "Training"]
    box = (
        "<draw:frame><draw:text-box><text:p>Beside it</text:p></draw:text-box><svg:title>Logo</svg:title></draw:frame>"
    )
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>x</text:p></text:note-body>"
    comment = "<office:annotation><dc:creator>Jordan Avery</dc:creator><text:p>Whose?</text:p></office:annotation>"
    shown = {"Mission": f"{box}Mission", "Goals": f"Go{comment}als", "Budget": f"Budget{note}</text:note>"}
    found = headings_of(put(tmp_path, "plan.odt", made_plans.odt(words, within=shown)))
    assert found == headings_of(put(tmp_path, "plain.odt", made_plans.odt(words)))
    style = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    drawn = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Beside it</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = "".join(f"<w:p>{style}{run.format(one[:2])}{drawn}{run.format(one[2:])}</w:p>" for one in words)
    assert headings_of(put(tmp_path, "plan.docx", word(body))).lines == tuple(words)


def test_what_tracked_changes_took_out_and_a_table_of_contents_are_no_headings(tmp_path: Path) -> None:
    gone = "<text:tracked-changes><text:h>Mission</text:h></text:tracked-changes>"
    contents = "<text:table-of-content><text:p>Goals\t3</text:p></text:table-of-content>"
    found = headings_of(put(tmp_path, "plan.odt", made_plans.odt(["A", "B", "C"], gone + contents)))
    assert found.lines == ("A", "B", "C")


def test_a_line_of_contents_and_a_sentence_are_no_headings_of_a_pdf(tmp_path: Path) -> None:
    raw = made_pdf(["Mission statement ........ 3", "Goals . . . . . . 12", "We shall see.", "Budget"])
    assert headings_of(put(tmp_path, "plan.pdf", raw)).lines == ("Budget",)


def test_markdown_is_read_without_its_marks_and_not_inside_code(tmp_path: Path) -> None:
    text = "# **Mission** [statement](x)\n\nGoals\n=====\n\n```\n# Not this\n```\n### Budget \\& more ###\n"
    found = headings_of(put(tmp_path, "plan.md", text.encode()))
    assert found == (("Mission** statement", "Goals", "Budget & more"), True)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("plan.doc", b"x", "not of a kind whose headings"),
        ("plan", b"x", "not of a kind whose headings"),
        ("plan.docx", b"", "zip file"),
        ("plan.docx", made_plans.packed({"x": "y"}), "no Word document"),
        ("plan.odt", made_plans.packed({"x": "y"}), "no OpenDocument text"),
        ("plan.docx", made_plans.packed({"word/document.xml": b"\0" * 60_000_000}), "far more"),
        ("plan.docx", made_plans.packed({"word/document.xml": "<a"}), "damaged"),
        ("plan.docx", word("", f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'), "declares entities"),
        ("plan.docx", word("", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares entities"),
        ("plan.docx", made_plans.packed({"../out": "x", "word/document.xml": "<a/>"}), "not safe"),
        ("plan.md", b"a" * 5_000_001, "larger than 5 MB"),
        ("plan.pdf", b"%PDF-1.4" + b" " * 50_000_000, "larger than 50 MB; a plan is not"),
        ("plan.pdf", made_pdf(*[["x"]] * 301), "301 pages, and a plan at most 300"),
    ],
)
def test_a_document_made_to_do_harm_is_refused_with_a_sentence(name: str, raw: bytes, why: str, tmp_path: Path) -> None:
    file = put(tmp_path, name, raw)
    tracemalloc.start()
    with pytest.raises(Refused, match=why):
        headings_of(file)
    assert tracemalloc.get_traced_memory()[1] < 130_000_000
    tracemalloc.stop()


def test_very_many_paragraphs_and_very_long_ones_stay_small(tmp_path: Path) -> None:
    body = paragraph("x" * 5_000_000, '<w:outlineLvl w:val="0"/>') * 2 + paragraph("short") * 100_000
    found = headings_of(put(tmp_path, "plan.docx", word(body)))
    assert max(map(len, found.lines)) <= 200
    assert len(found.lines) <= 5_000


def test_text_of_a_document_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    raw = "# Mission \x1b]0;PWNED\x07\n# \u202egoals\n# Budget \x9b2J\n".encode()
    assert all(one.isprintable() for one in headings_of(put(tmp_path, "plan.md", raw)).lines)


def mixed(headings: Sequence[str], bold: Callable[[str], str]) -> str:
    """A body of three marked headings, of lines that are wholly bold, and of text in which some words are."""
    marked = "".join(paragraph(words, '<w:outlineLvl w:val="0"/>') for words in ("Plan", "Our district", "Years"))
    return marked + "".join(bold(words) + paragraph(made_plans.BODY) for words in headings)


def run(words: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


def halves(first: str, second: str) -> Callable[[str], str]:
    """A paragraph whose first letters look otherwise than the rest."""
    return lambda words: f"<w:p>{run(words[:4], first)}{run(words[4:], second)}</w:p>"


ON, OFF = '<w:b w:val="1"/>', '<w:b w:val="0"/>'
OLD = "<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>"
BOLD_IN_WORD = {
    "each run": halves("<w:b/>", ON),
    "a style of the paragraph": lambda words: paragraph(words, '<w:pStyle w:val="Lower"/>'),
    "a style of its signs": halves("<w:b/>", '<w:rStyle w:val="Strong"/>'),
    "blanks beside it": lambda words: f"<w:p>{run(words, ON)}{run(' ', '')}</w:p>",
}
NO_HEADING_IN_WORD = {
    "some of it": halves("<w:b/>", ""),
    "taken back": lambda words: paragraph(words, '<w:pStyle w:val="Bold"/>', OFF),
    "the mark of the paragraph": lambda words: paragraph(words, "<w:rPr><w:b/></w:rPr>"),
    "before a change": halves(OLD, OLD),
    "headings of columns": lambda words: f"<w:tbl><w:tr><w:tc>{paragraph(words, '', ON)}</w:tc></w:tr></w:tbl>",
    "a sentence": lambda words: paragraph(f"{words} is what we look at.", "", ON),
}
STYLES = (
    f'<w:styles xmlns:w="{made_plans.WORD}"><w:style w:styleId="Bold"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:styleId="Lower"><w:basedOn w:val="Bold"/></w:style>'
    '<w:style w:styleId="Strong"><w:rPr><w:b w:val="true"/></w:rPr></w:style></w:styles>'
)


@pytest.mark.parametrize(
    ("bold", "is_found"),
    [
        *(pytest.param(one, True, id=name) for name, one in BOLD_IN_WORD.items()),
        *(pytest.param(one, False, id=name) for name, one in NO_HEADING_IN_WORD.items()),
    ],
)
def test_a_line_of_word_that_is_wholly_bold_is_a_heading_beside_marked_ones(
    bold: Callable[[str], str], is_found: bool, tmp_path: Path
) -> None:
    document = f'<w:document xmlns:w="{made_plans.WORD}"><w:body>{mixed(SECTIONS, bold)}</w:body></w:document>'
    raw = made_plans.packed({"word/document.xml": document, "word/styles.xml": STYLES})
    found = headings_of(put(tmp_path, "plan.docx", raw))
    assert found == (("Plan", "Our district", "Years", *(SECTIONS if is_found else ())), True)


BOLD_IN_OPEN_TEXT = {
    "a span": lambda words: f'<text:p><text:span text:style-name="B">{words}</text:span></text:p>',
    "the paragraph": lambda words: f'<text:p text:style-name="P">{words}</text:p>',
    "a style with a name": lambda words: f'<text:p text:style-name="Own">{words}</text:p>',
    "a note beside it": lambda words: (
        f'<text:p text:style-name="P">{words}<text:note><text:p>2025</text:p></text:note></text:p>'
    ),
}
NO_HEADING_IN_OPEN_TEXT = {
    "some of it": lambda words: f'<text:p><text:span text:style-name="B">{words[:4]}</text:span>{words[4:]}</text:p>',
    "taken back": lambda words: (
        f'<text:p text:style-name="P"><text:span text:style-name="N">{words}</text:span></text:p>'
    ),
    "a list of another kind": lambda words: f'<text:p text:style-name="After">{words}</text:p>',
    "headings of columns": lambda words: (
        f'<table:table><table:table-cell><text:p text:style-name="P">{words}</text:p></table:table-cell></table:table>'
    ),
}


@pytest.mark.parametrize(
    ("bold", "is_found"),
    [
        *(pytest.param(one, True, id=name) for name, one in BOLD_IN_OPEN_TEXT.items()),
        *(pytest.param(one, False, id=name) for name, one in NO_HEADING_IN_OPEN_TEXT.items()),
    ],
)
def test_a_line_of_open_document_that_is_wholly_bold_is_a_heading_beside_marked_ones(
    bold: Callable[[str], str], is_found: bool, tmp_path: Path
) -> None:
    found = headings_of(
        put(
            tmp_path,
            "plan.odt",
            made_plans.bold_odt(("Plan", "Our district", "Years"), [bold(words) for words in SECTIONS]),
        )
    )
    assert found == (("Plan", "Our district", "Years", *(SECTIONS if is_found else ())), True)
