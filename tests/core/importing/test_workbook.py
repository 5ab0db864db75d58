"""Workbooks: read by python-calamine where it is there, else refused with the way to get it."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import pytest

from alcto_core.importing import workbook
from alcto_core.importing.opening import sheet_in
from alcto_core.importing.tables import first_with_headings
from alcto_core.importing.workbook import is_workbook, read_workbook
from alcto_core.importing.xlsx import Shown, shown_by
from alcto_core.problems import Refused

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, tuple):  # a serial number that is shown as a day
        return f'<c s="1"><v>{value[0]}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def xlsx(**sheets: list[list[object]]) -> bytes:
    """A workbook of these sheets; a tuple is the serial number of a day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        overrides = "".join(
            f'<Override PartName="/xl/worksheets/sheet{at}.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for at, _ in enumerate(sheets, 1)
        )
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'spreadsheetml.sheet.main+xml"/>{overrides}</Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        names = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="s{at}"/>' for at, name in enumerate(sheets, 1))
        file.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINK}"><sheets>{names}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="s{at}" Type="{_LINK}/worksheet" Target="worksheets/sheet{at}.xml"/>'
            for at, _ in enumerate(sheets, 1)
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}<Relationship Id="st" Type="{_LINK}/styles" '
            'Target="styles.xml"/></Relationships>',
        )
        file.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>",
        )
        for at, rows in enumerate(sheets.values(), 1):
            body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
            file.writestr(
                f"xl/worksheets/sheet{at}.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
            )
    return out.getvalue()


LOG: list[list[object]] = [
    ["My log"],
    ["Activity", "Date", "Hours"],
    ["Camp", (46095,), 6.5],
    ["=1+1", (46096,), 2],
]


def test_a_workbook_gives_its_cells_as_text() -> None:
    pytest.importorskip("python_calamine")
    raw = xlsx(Notes=[["nothing here"]], Log=LOG)
    assert is_workbook(raw)
    sheets = read_workbook(raw)
    assert list(sheets) == ["Notes", "Log"]
    assert [row.cells for row in sheets["Log"].rows] == [
        ("My log",),
        ("Activity", "Date", "Hours"),
        ("Camp", "2026-03-14", "6.5"),
        ("=1+1", "2026-03-15", "2"),
    ]


def test_one_sheet_can_be_asked_for() -> None:
    pytest.importorskip("python_calamine")
    raw = xlsx(FY25=LOG, FY26=LOG)
    assert list(read_workbook(raw, "fy26")) == ["FY26"]
    with pytest.raises(Refused, match="no sheet “FY27”; did you mean"):
        read_workbook(raw, "FY27")


@pytest.mark.parametrize("cut", [4, 40, 400, 900])
def test_a_damaged_workbook_is_refused(cut: int) -> None:
    pytest.importorskip("python_calamine")
    with pytest.raises(Refused, match=r"damaged|cannot be read"):
        read_workbook(xlsx(Log=LOG)[:cut])


def test_a_workbook_that_is_none_inside_is_refused() -> None:
    pytest.importorskip("python_calamine")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", "<a/>")
    with pytest.raises(Refused, match=r"neither \.xlsx nor \.ods"):
        read_workbook(out.getvalue())


def test_an_older_workbook_is_refused_with_the_way_on() -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert is_workbook(raw)
    with pytest.raises(Refused, match=r"neither \.xlsx nor \.ods"):
        read_workbook(raw)


def test_a_workbook_with_a_password_says_so() -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Refused, match="protected with a password"):
        read_workbook(raw)


def test_a_hidden_sheet_that_alone_has_headings_is_named() -> None:
    pytest.importorskip("python_calamine")
    raw = with_part(xlsx(Cover=[["My log"]], Log=LOG), "xl/workbook.xml", b'name="Log"', b'name="Log" state="hidden"')
    with pytest.raises(Refused, match="hides “Log”; --sheet 'Log' reads it"):
        first_with_headings(read_workbook(raw), {}, date(2026, 3, 1))
    grid, _, _ = first_with_headings(read_workbook(raw, "Log"), {}, date(2026, 3, 1), with_hidden=True)
    assert grid.is_hidden


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", None),
        ("0.00", None),
        ("#,##0", None),
        ("[Red]0.0", None),
        ("h:mm", Shown("clock")),
        ("[$-409]h:mm\\ AM/PM;@", Shown("half")),
        ("[h]:mm:ss", Shown("length")),
        ("[mm]:ss", Shown("length")),
        ("yyyy-mm-dd h:mm", Shown("day")),
        ("mmmm", Shown("month")),
        ("[$-409]mmm\\-yy;@", Shown("month")),
        ("d-mmm", Shown("day")),
        ("0%", Shown("percent")),
        ("_($* #,##0.00_)", Shown("money", "$")),
        ('0" min"', Shown("unit", "min")),
        ("0.0\\ \\h", Shown("unit", "h")),
    ],
)
def test_a_number_format_says_what_a_number_is(code: str, shown: Shown | None) -> None:
    assert shown_by(code) == shown


def with_part(raw: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same package with other bytes in one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.namelist():
            part = before.read(one)
            after.writestr(one, part.replace(old, new) if one == name else part)
    return out.getvalue()


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1", "SG9999", "ZZZ999999999"])
def test_a_cell_far_away_from_all_others_takes_no_room(cell: str) -> None:
    pytest.importorskip("python_calamine")
    far = f'<row><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    raw = with_part(xlsx(Log=LOG), "xl/worksheets/sheet1.xml", b"</sheetData>", far)
    with pytest.raises(Refused, match=r"far away|100,000 rows"):
        read_workbook(raw)


def test_cells_that_are_only_coloured_are_no_matter() -> None:
    pytest.importorskip("python_calamine")
    coloured = b'<row r="9"><c r="AMJ9" s="1"/></row><row r="1048576"/></sheetData>'
    raw = with_part(xlsx(Log=LOG), "xl/worksheets/sheet1.xml", b"</sheetData>", coloured)
    assert read_workbook(raw)["Log"].rows[1].cells == ("Activity", "Date", "Hours")


def ods(body: str) -> bytes:
    """An OpenDocument spreadsheet with one sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        names = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        file.writestr("META-INF/manifest.xml", f"<manifest:manifest {names}>{entry}</manifest:manifest>")
        file.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
            'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:spreadsheet>'
            f'<table:table table:name="Log">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


_WORD = '<table:table-cell {}office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_BLANK = '<table:table-cell table:number-columns-repeated="{}"/>'
_DAY = '<table:table-cell office:value-type="date" office:date-value="2026-03-14"><text:p>x</text:p></table:table-cell>'
_EMPTY_END = f'<table:table-row table:number-rows-repeated="1048000">{_BLANK.format(16384)}</table:table-row>'


def test_an_open_document_sheet_is_read_too() -> None:
    pytest.importorskip("python_calamine")
    heads = "".join(_WORD.format("", word) for word in ("Title", "Date"))
    first, second = heads + _BLANK.format(16382), _WORD.format("", "Camp") + _DAY
    body = f"<table:table-row>{first}</table:table-row><table:table-row>{second}</table:table-row>{_EMPTY_END}"
    assert [row.cells for row in read_workbook(ods(body))["Log"].rows] == [("Title", "Date"), ("Camp", "2026-03-14")]


_COMMENT = "<office:annotation><dc:date>2026-11-30T00:00:00</dc:date><text:p>{}</text:p></office:annotation>"
_TEXT_BOX = "<draw:g><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame><draw:line/></draw:g>"


@pytest.mark.parametrize("aside", [_COMMENT, _TEXT_BOX], ids=["comment", "drawing"])
@pytest.mark.parametrize(
    ("attributes", "shown", "beside", "read"),
    [
        ('office:value-type="float" office:value="6"', "6", "9 hours", "6"),
        ('office:value-type="percentage" office:value="1"', "100%", "50%", "100%"),
        ('office:value-type="date" office:date-value="2026-03-01"', "3/1/26", "March 2026", "2026-03-01"),
        ('office:value-type="string"', "6 hours", "9 hours", "6 hours"),
    ],
)
def test_a_comment_in_a_cell_is_not_what_the_cell_says(
    aside: str, attributes: str, shown: str, beside: str, read: str
) -> None:
    """LibreOffice 7.4.7 writes a comment into its cell, before the text (OpenDocument 1.3, 9.1.4 and 14.1), and a
    drawing that is anchored to a cell as well."""
    pytest.importorskip("python_calamine")
    text = f"<text:p>{shown}</text:p>"
    row = "<table:table-row><table:table-cell {}>{}</table:table-cell></table:table-row>"
    body = "".join(row.format(attributes, text.join(parts)) for parts in ((aside.format(beside), ""), ("", aside)))
    assert [one.cells for one in read_workbook(ods(body))["Log"].rows] == [(read,), (read,)]


@pytest.mark.parametrize(
    ("value", "read"), [("-PT01H30M00S", "-1:30"), ("-PT26H30M00S", "-26:30:00"), ("PT01H30M00S", "1:30")]
)
def test_a_correction_of_a_length_keeps_its_sign(value: str, read: str) -> None:
    """LibreOffice 7.4.7 writes -1:30 as -PT01H30M00S, and python-calamine 0.9.1 gives that as it stands."""
    pytest.importorskip("python_calamine")
    cell = (
        f'<table:table-cell office:value-type="time" office:time-value="{value}"><text:p>x</text:p></table:table-cell>'
    )
    assert read_workbook(ods(f"<table:table-row>{cell}</table:table-row>"))["Log"].rows[0].cells == (read,)


def test_a_line_break_in_a_cell_keeps_two_figures_apart() -> None:
    """Gnumeric 1.12.55 puts text:line-break between the lines of a cell; python-calamine 0.9.1 passes over it, so that
    6 and 15 become 615."""
    pytest.importorskip("python_calamine")
    cell = _WORD.format("", "Sessions: 6<text:line-break/>15 March")
    read = read_workbook(ods(f"<table:table-row>{cell}</table:table-row>"))["Log"].rows[0].cells
    assert read == ("Sessions: 6\n15 March",)


@pytest.mark.parametrize(
    ("position", "behind", "read"),
    [
        ("super 58%", "1/2 hours", "6 1/2 hours"),
        ("33% 58%", "1", "6 1"),
        ("sub 58%", "5", "65"),
        ("super", "th", "6th"),
    ],
)
def test_what_is_raised_is_no_figure_of_the_number_before_it(position: str, behind: str, read: str) -> None:
    """LibreOffice 7.4.7 writes raised characters of a cell as a span of their own (OpenDocument 1.3, 20.395)."""
    pytest.importorskip("python_calamine")
    style = f'<style:style style:name="T1"><style:text-properties style:text-position="{position}"/></style:style>'
    cell = _WORD.format("", f'6<text:span text:style-name="T1">{behind}</text:span>')
    raw = with_part(
        ods(f"<table:table-row>{cell}</table:table-row>"),
        "content.xml",
        b"<office:body>",
        f'<office:automatic-styles xmlns:style="s">{style}</office:automatic-styles><office:body>'.encode(),
    )
    assert read_workbook(raw)["Log"].rows[0].cells == (read,)


@pytest.mark.parametrize(
    "row",
    [
        f'<table:table-row table:number-rows-repeated="1048576">{_WORD.format("", "x")}</table:table-row>',
        "<table:table-row>" + _WORD.format('table:number-columns-repeated="999999999" ', "x") + "</table:table-row>",
        f"<table:table-row>{_BLANK.format(999999)}{_WORD.format('', 'x')}</table:table-row>",
        '<table:table-row table:number-rows-repeated="900000"/>'
        f"<table:table-row>{_WORD.format('', 'x')}</table:table-row>",
    ],
)
def test_a_repeated_cell_takes_no_room(row: str) -> None:
    pytest.importorskip("python_calamine")
    with pytest.raises(Refused, match=r"far away|100,000 rows"):
        read_workbook(ods(row))


def test_pieces_of_a_cell_keep_the_blanks_between_them() -> None:
    """Gnumeric 1.12.55 writes them without xml:space; LibreOffice 7.4.7 and openpyxl 3.1.5 keep the blanks all the
    same, python-calamine 0.9.1 does not."""
    pytest.importorskip("python_calamine")
    pieces = b"".join(b"<r><t>%b</t></r>" % one for one in (b"9 ", b"6", b" 1", b"/2 hours"))
    row = b'<row><c t="inlineStr"><is>%b</is></c></row></sheetData>' % pieces
    raw = with_part(xlsx(Log=LOG), "xl/worksheets/sheet1.xml", b"</sheetData>", row)
    assert read_workbook(raw)["Log"].rows[-1].cells[0] == "9 6 1/2 hours"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("python_calamine")
    monkeypatch.setattr(workbook, "_MOST_UNPACKED", 100)
    with pytest.raises(Refused, match="unpacks to more"):
        read_workbook(xlsx(Log=LOG))


def test_without_the_library_the_way_to_get_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(Refused, match=r"pip install 'alcto\[sheets\]'"):
        read_workbook(b"PK\x03\x04")


def test_a_table_of_a_workbook_has_the_name_of_its_sheet() -> None:
    rows = [
        ["Title", "Date", "Hours"], ["Camp", "2026-03-12", "4"], [],
        ["Course", "Completed", "Contact Hours"], ["Privacy", "2026-04-01", "1"],
    ]  # fmt: skip
    raw = xlsx(Log=rows)
    assert any("--sheet 'Log, table 2' reads it." in one for one in sheet_in(raw, {}, date(2026, 11, 30)).headed.told)
    assert [row.cells for row in sheet_in(raw, {}, date(2026, 11, 30), "log, table 2").headed.rows] == [
        ("Privacy", "2026-04-01", "1")
    ]
    with pytest.raises(Refused, match="no table “Log, table 3”"):
        sheet_in(raw, {}, date(2026, 11, 30), "Log, table 3")
