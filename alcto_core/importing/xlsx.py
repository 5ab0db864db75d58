"""What an .xlsx workbook says of its cells beside their values: number formats, formulas without a value, blank cells.

The library that reads workbooks gives values alone; whether 20 is shown as “20 min”, 0.0625 as a time of day or as a
length, and whether a formula was ever calculated, stands in the parts of the package.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from html import unescape
from typing import Literal, NamedTuple

from alcto_core.importing.cells import NO_VALUE
from alcto_core.patterns import late

_SHEET = late(rb"<(?:\w+:)?sheet\b([^>]*)/?>")
_RELATION = late(rb"<(?:\w+:)?Relationship\b([^>]*)/?>")
_ATTRIBUTE = late(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL = late(rb"<(?:\w+:)?(?:(row)\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.S)
_PIECES = late(rb"<(?:\w+:)?r>")
"""The pieces of a cell of several looks."""
_PIECE = late(rb"<((?:\w+:)?t)>(?=\s|[^<]*\s<)")
_RAISED = late(
    rb"(?<=\d)(</(?:\w+:)?t></(?:\w+:)?r><(?:\w+:)?r><(?:\w+:)?rPr>(?:(?!</(?:\w+:)?rPr>).)*?superscript"
    rb"(?:(?!</(?:\w+:)?rPr>).)*</(?:\w+:)?rPr><(?:\w+:)?t)\b[^>]*>(?=\d)",
    re.S,
)
"""Between the figures of a number and figures that are raised behind it."""
_VALUE = late(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v>")
_TEXT = late(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_SHARED = late(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.S)
_FORMAT = late(rb"<(?:\w+:)?numFmt\b([^>]*)/?>")
_STYLES = late(rb"<(?:\w+:)?cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", re.S)
_STYLE = late(rb"<(?:\w+:)?xf\b([^>]*?)/?>")
_ROW = late(rb"<(?:\w+:)?row\b([^>]*)>")
_FONT = late(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.S)
_STRIKE = late(rb"<(?:\w+:)?strike\s*(?:val\s*=\s*[\"'](?:1|true)[\"']\s*)?/>")
_REFERENCE = late(rb"([A-Za-z]{1,3})(\d{1,9})")
_BUILT_IN = {
    5: "$0", 6: "$0", 7: "$0", 8: "$0", 9: "0%", 10: "0.00%", 14: "m/d/yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 42: "$0", 44: "$0",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
}  # fmt: skip
_COLOUR = late(r"\[\$-[^\]]*\]|\[(?:red|blue|green|black|white|yellow|cyan|magenta|color ?\d+|[<>=][^\]]*)\]", re.I)
_SECONDS_OF_A_DAY = 86_400
_ZEROS = (date(1899, 12, 30), date(1904, 1, 1))
_FROM_1904 = late(rb"date1904\s*=\s*[\"'](?:1|true)")
_NO_DAY = 10_000
"""Numbers below it are shown as days before 1928, so no day is meant."""

CellKind = Literal["clock", "half", "length", "day", "month", "percent", "money", "unit"]


class Shown(NamedTuple):
    """How a number format shows a number."""

    kind: CellKind
    unit: str = ""
    """What stands behind the number, such as “min”; before it for money."""


class SheetParts(NamedTuple):
    """What the parts of one sheet say."""

    texts: Mapping[tuple[int, int], str]
    """Row and column, counted from 0, of each cell that reads otherwise than by its value, and its text."""
    without_value: int
    """Formulas that were never calculated."""
    hidden: frozenset[int] = frozenset()
    """Rows, counted from 1, that a filter or a person hides."""
    struck: frozenset[int] = frozenset()
    """Rows with words that are struck through."""


def sheet_paths(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by its name."""
    names = set(package.namelist())
    links = "xl/_rels/workbook.xml.rels"
    if links not in names or "xl/workbook.xml" not in names:
        return {}
    targets = {
        one.get("Id", ""): one.get("Target", "") for one in map(_attributes, _RELATION.findall(package.read(links)))
    }
    found: dict[str, str] = {}
    for one in map(_attributes, _SHEET.findall(package.read("xl/workbook.xml"))):
        target = targets.get(next((value for key, value in one.items() if key.endswith(":id")), ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "name" in one and path in names:
            found[one["name"]] = path
    return found


def with_blanks(part: bytes) -> bytes:
    """A part in which the pieces of a cell keep the blanks between them, and what is raised has one before it: the
    library drops those that no attribute asks to keep, and makes 96 hours of a struck "9 " and "6 hours", and 61 of a 6
    with the mark of a footnote."""
    if not _PIECES.search(part):
        return part
    return _RAISED.sub(rb'\1 xml:space="preserve"> ', _PIECE.sub(rb'<\1 xml:space="preserve">', part))


def read_parts(package: zipfile.ZipFile, path: str) -> SheetParts:
    """What the parts say of the cells of one sheet."""
    part = package.read(path)
    shown = _formats(package)
    hidden = frozenset(_hidden_rows(part))
    lines = _struck_styles(package)
    if not shown and not lines and b"<f" not in part:
        return SheetParts({}, 0, hidden)
    struck: set[int] = set()
    book = package.read("xl/workbook.xml")
    is_never_calculated = b"fullCalcOnLoad" in book
    zero = _ZEROS[_FROM_1904.search(book) is not None]
    texts: dict[tuple[int, int], str] = {}
    without_value = 0
    for place, attributes, body in _cells(part):
        kind = attributes.get(b"t", b"n")
        if body and attributes.get(b"s", b"0") in lines:
            struck.add(place[0] + 1)
        if not body or kind in (b"s", b"inlineStr", b"b", b"e", b"d"):
            continue
        found = _VALUE.search(body)
        value = found[1].strip() if found else b""
        has_formula = b"<f" in body or b":f" in body
        if has_formula and kind != b"str" and (not value or (is_never_calculated and value == b"0")):
            texts[place] = NO_VALUE
            without_value += 1
            continue
        style = shown.get(attributes.get(b"s", b"0")) if kind == b"n" and value else None
        if style is not None and (text := _as_shown(value, style, zero)) is not None:
            texts[place] = text
    return SheetParts(texts, without_value, hidden, frozenset(struck))


def _hidden_rows(part: bytes) -> Iterator[int]:
    if b"hidden" not in part:
        return
    for attributes in map(dict, map(_pairs, _ROW.findall(part))):
        if attributes.get(b"hidden") in (b"1", b"true") and attributes.get(b"r", b"").isdigit():
            yield int(attributes[b"r"])


def _struck_styles(package: zipfile.ZipFile) -> frozenset[bytes]:
    """The styles whose words are struck through."""
    styles = package.read("xl/styles.xml") if "xl/styles.xml" in package.namelist() else b""
    if b"strike" not in styles:
        return frozenset()
    fonts = {str(at) for at, one in enumerate(_FONT.findall(styles)) if _STRIKE.search(one)}
    held = _STYLES.search(styles)
    listed = map(_attributes, _STYLE.findall(held[1]) if held else ())
    return frozenset(str(at).encode() for at, one in enumerate(listed) if one.get("fontId", "0") in fonts)


def without_blank_cells(part: bytes, package: zipfile.ZipFile) -> bytes:
    """A sheet without the cells that hold blanks alone, which may lie far away from all others."""
    names = package.namelist()
    shared = package.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b""
    blank = {
        str(at).encode()
        for at, one in enumerate(_SHARED.finditer(shared))
        if not b"".join(_TEXT.findall(one[1] or b"")).strip()
    }

    def kept(cell: re.Match[bytes]) -> bytes:
        if cell[1]:
            return cell[0]
        body, kind = cell[4] or b"", dict(_pairs(cell[3] or b"")).get(b"t", b"n")
        value = found[1].strip() if (found := _VALUE.search(body)) else b""
        is_blank = value in blank if kind == b"s" else not value and not b"".join(_TEXT.findall(body)).strip()
        return b"" if is_blank and b"<f" not in body else cell[0]

    return _CELL.sub(kept, part)


def _cells(part: bytes) -> Iterator[tuple[tuple[int, int], Mapping[bytes, bytes], bytes]]:
    """Every cell with its place, its attributes and what stands in it."""
    row, column = -1, -1
    for found in _CELL.finditer(part):
        if found[1]:
            number = dict(_pairs(found[2])).get(b"r", b"")
            row, column = (int(number) - 1 if number.isdigit() else row + 1), -1
            continue
        attributes = dict(_pairs(found[3] or b""))
        place = _REFERENCE.fullmatch(attributes.get(b"r", b""))
        column += 1
        if place:
            row, column = int(place[2]) - 1, 0
            for letter in place[1].upper():
                column = column * 26 + letter - 64
            column -= 1
        yield (row, column), attributes, found[4] or b""


def _pairs(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    return ((name, value or other) for name, value, other in _ATTRIBUTE.findall(text))


def _attributes(text: bytes) -> dict[str, str]:
    return {name.decode("utf-8", "replace"): unescape(value.decode("utf-8", "replace")) for name, value in _pairs(text)}


def _formats(package: zipfile.ZipFile) -> dict[bytes, Shown]:
    """How each style of the workbook shows a number, those left out that show it as it is."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    styles = package.read("xl/styles.xml")
    codes: dict[int, str] = dict(_BUILT_IN)
    for one in map(_attributes, _FORMAT.findall(styles)):
        if one.get("numFmtId", "").isdigit():
            codes[int(one["numFmtId"])] = one.get("formatCode", "")
    held = _STYLES.search(styles)
    found: dict[bytes, Shown] = {}
    for at, one in enumerate(map(_attributes, _STYLE.findall(held[1]) if held else ())):
        number = one.get("numFmtId", "0")
        if (style := shown_by(codes.get(int(number) if number.isdigit() else 0, ""))) is not None:
            found[str(at).encode()] = style
    return found


def shown_by(code: str) -> Shown | None:
    """How a number format shows a number: `h:mm AM/PM`, `[h]:mm`, `0" min"`; None for a number as it is."""
    first = _COLOUR.sub("", code.split(";")[0])
    plain = re.sub(r"\"[^\"]*\"|\\.|_.|\*.", "", first)
    letters = plain.lower()
    if re.search(r"\[h+\]|\[m+\]|\[s+\]", letters):
        return Shown("length")
    if found := re.findall(r"[yd]", letters.replace("am/pm", "").replace("general", "").replace("red", "")):
        return Shown("day" if "d" in found else "month")
    if re.search(r"h|mm?:ss|s", letters.replace("general", "")):
        return Shown("half" if "am/pm" in letters or "a/p" in letters else "clock")
    if re.fullmatch(r"m{2,5}", letters.strip()):
        return Shown("month")
    if "%" in plain:
        return Shown("percent")
    if money := re.search(r"[$€£]", re.sub(r"\\(.)", r"\1", first)):
        return Shown("money", money[0])
    words = re.sub(r"\\(.)", r'"\1"', first).replace('""', "")
    behind = re.search(r"[0#?](?:\s|_.)*\"([^\"]*[A-Za-z][^\"]*)\"\s*$", words)
    return Shown("unit", behind[1].strip()) if behind else None


def _as_shown(value: bytes, shown: Shown, zero: date) -> str | None:
    """A number as its format shows it, as far as that says what it means; None for a day, which the library reads.
    Days are counted from `zero`."""
    try:
        number = float(value)
    except ValueError:
        return None
    match shown.kind:
        case "unit":
            return f"{number:.10g} {shown.unit}"
        case "percent":
            return f"{number * 100:.10g}%"
        case "money":
            return f"{shown.unit}{number:.10g}"
        case "day" | "month" if number < _NO_DAY:
            return f"{number:.10g} shown as a day"
        case "month" if (day := zero + timedelta(days=int(number))).day == 1:
            return f"{day.year}-{day.month:02d} shown as a month"  # “Mar 2026” was typed, and no day of it
        case "day" | "month":
            return None
        case "length":
            return clock_text(round(number * _SECONDS_OF_A_DAY))
        case "clock" | "half":
            seconds = round(number * _SECONDS_OF_A_DAY)
            if seconds < 0:
                return clock_text(seconds)
            if seconds >= _SECONDS_OF_A_DAY:
                if number >= _NO_DAY:
                    return None
                return f"{_hm(seconds)} shown as {_hm(seconds % _SECONDS_OF_A_DAY)}"
            return _half(seconds) if shown.kind == "half" else clock_text(seconds)
    return None


def clock_text(seconds: int) -> str:
    """Seconds as hours and minutes, with seconds where there are any, or where it is longer than a day."""
    if seconds < 0:
        return f"-{clock_text(-seconds)}"
    rest = seconds % 60
    return _hm(seconds) + (f":{rest:02d}" if rest or seconds >= _SECONDS_OF_A_DAY else "")


def _hm(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}"


def _half(seconds: int) -> str:
    hour = seconds // 3600
    return f"{hour % 12 or 12}:{seconds // 60 % 60:02d} {'PM' if hour >= 12 else 'AM'}"
