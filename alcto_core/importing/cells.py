"""The cells of a spreadsheet as text: from the bytes of a file to numbered rows.

Every cell is text and stays text: a formula is never worked out, and nothing in a cell is obeyed.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator

import msgspec

from alcto_core.problems import Refused
from alcto_core.text import unguarded

NO_VALUE = "(a formula without a saved value)"
"""What stands in a cell whose formula was never calculated."""
MOST_BYTES = 50 << 20
MOST_ROWS = 100_000
MOST_COLUMNS = 500
_SIGNS = ("=", "'")
_DELIMITERS = ",;\t|"
_LOOKED_AT = 2_000
"""Rows by which a delimiter is judged."""
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_AS_TEXT = re.compile(r"""="([^"]*)"|'(\d[\d./:, -]*)""", re.ASCII)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class SheetRow(msgspec.Struct, frozen=True):
    """One row of the sheet."""

    number: int
    """As the spreadsheet counts, from 1: a cell with line breaks is still one row."""
    cells: tuple[str, ...]
    """Without blanks around them; empty ones at the end are left out."""

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell)

    def cell(self, column: int) -> str:
        """The cell of a column, counted from 0; "" where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """All the rows of one sheet."""

    rows: tuple[SheetRow, ...]
    told: tuple[str, ...] = ()
    """What the person should know of how it was read. Holds text from the file."""
    merged: tuple[tuple[int, int, int], ...] = ()
    """First and last row, as the spreadsheet counts, and column, from 0, of cells that are one."""
    is_hidden: bool = False
    """Whether the workbook hides this sheet."""
    broken: tuple[int, str] | None = None
    """The row from which the rest could not be told apart, and why."""


def table_name(sheet: str, number: int) -> str:
    """What a further table of a sheet is called; the first one is called as the sheet."""
    return f"{sheet}, table {number}" if sheet else f"table {number}"


def sheet_with(name: str) -> str:
    """The sheet that a table of this name may stand in, of a workbook."""
    return name.rpartition(", table ")[0] or name


def require_size(raw: bytes) -> None:
    """Raises `Refused` for a file that no person's log could be."""
    if len(raw) > MOST_BYTES:
        raise Refused(
            "The file is larger than 50 MB, and no log of one person is. "
            "Save the sheet with your activities as a CSV file of its own."
        )


def require_rows(rows: int) -> None:
    """Raises `Refused` for more rows than a person could have logged."""
    if rows > MOST_ROWS:
        raise Refused("The sheet has more than 100,000 rows. Save the rows of your activities as a file of its own.")


def read_csv(raw: bytes) -> Grid:
    """The rows of a text file whose cells are divided by commas, semicolons, tabs or bars.

    Raises `Refused` where it is too large, empty or no text at all.
    """
    require_size(raw)
    text, told = decoded(raw)
    text, asked = _without_hint(text)
    candidates = asked or _DELIMITERS
    found = {delimiter: tuple(_rows(text, delimiter, _LOOKED_AT)) for delimiter in candidates}
    delimiter = max(candidates, key=lambda one: _fitness(found[one]))
    rows: list[SheetRow] = []
    first = 2 if asked else 1
    for number, cells in enumerate(_rows(text, delimiter), first):
        require_rows(number)
        rows.append(SheetRow(number, trimmed([_plain(cell) if cell[:1] in _SIGNS else cell for cell in cells])))
    if not text.strip(' \t\r\n,;|\ufeff"'):
        raise Refused("There is nothing in the file.")
    if delimiter != "," and any(len(row.cells) > 1 for row in rows):
        told.append(f"The cells are divided by {_NAMES.get(delimiter, f'“{delimiter}”')}.")
    return Grid(rows=tuple(rows), told=tuple(told), broken=_open_quote(text, delimiter, rows))


def _plain(cell: str) -> str:
    """A cell without the signs by which programs keep a number or day as text: `="1/12/2026"`, `'1.5`."""
    if (text := _AS_TEXT.fullmatch(cell)) is not None:
        return text[1] or text[2] or ""
    return unguarded(cell)


def trimmed(cells: list[str]) -> tuple[str, ...]:
    """The cells of one row as they are kept. Raises `Refused` for a row that is none."""
    if len(cells) > MOST_COLUMNS:
        raise Refused(f"The sheet has more than {MOST_COLUMNS} columns, so it is no log of activities.")
    kept = [cell.strip() if cell.isascii() and "\r" not in cell else _tidy(cell) for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _tidy(cell: str) -> str:
    """One cell: line breaks of one kind, no-break spaces as spaces, no blanks around it."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ").strip()


def decoded(raw: bytes) -> tuple[str, list[str]]:
    """The text of a file, and what is to be told of how it was read. Raises `Refused` where it is no text."""
    told: list[str] = []
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "")
    if encoding:
        text = raw.decode(encoding, "replace")
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
            told.append("It is not written in UTF-8, so it was read as Windows-1252; see that accents came out right.")
    if nul := text.count("\0"):
        text = text.replace("\0", "")
        told.append(f"{nul} NUL character{'s were' if nul > 1 else ' was'} left out.")
    unseen = sum((char < " " and char not in "\t\r\n") or char == "\ufffd" for char in text[:4_000])
    if unseen > 40 and unseen * 10 > len(text[:4_000]):
        raise Refused("The file holds no text. Save the sheet as a CSV file, or as .xlsx or .ods, and import that.")
    return text, told


def _without_hint(text: str) -> tuple[str, str]:
    """The text without a first line such as `sep=;`, by which Excel is told the delimiter, and that delimiter."""
    line, ending, rest = text.partition("\n")
    hint = line.rstrip("\r").strip('"')
    if ending and len(hint) == 5 and hint.lower().startswith("sep=") and hint[4] not in '\r\n"':
        return rest, hint[4]
    return text, ""


def _rows(text: str, delimiter: str, most: int | None = None) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    previous = csv.field_size_limit(MOST_BYTES)
    try:
        for number, cells in enumerate(reader):
            if most is not None and number >= most:
                return
            yield cells
    except csv.Error as error:
        raise Refused(f"The file cannot be read as a table: {error}. Save the sheet as CSV once more.") from error
    finally:
        csv.field_size_limit(previous)


def _fitness(rows: tuple[list[str], ...]) -> tuple[float, int]:
    """How well a delimiter explains the rows: the share of rows of the commonest width, times how wide they are.

    Titles, totals and ragged ends make some rows narrower, so the width is bounded: a wrong delimiter
    splits some cells often, the right one splits every row.
    """
    widths = [len(cells) for cells in rows if any(map(str.strip, cells))]
    if not widths:
        return 0.0, 0
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 1
    width, number = max(several.items(), key=lambda item: (item[1], item[0]))
    near = sum(count for other, count in several.items() if abs(other - width) <= 1)
    return (number + 0.5 * (near - number)) / len(widths) * min(width, 4), width


def _open_quote(text: str, delimiter: str, rows: list[SheetRow]) -> tuple[int, str] | None:
    """The row in which a double quote is opened and never closed: it swallows all that follows."""
    if text.count('"') % 2 == 0 or not rows:
        return None
    end = "alcto-end"
    last = deque(_rows(f"{text}\n{end}", delimiter), maxlen=1)
    if last[0] == [end]:
        return None
    return rows[-1].number, "a double quote is opened here and never closed, so all that follows stands in one cell"
