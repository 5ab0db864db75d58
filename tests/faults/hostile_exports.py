"""Hostile text and hostile files of proof on their way out: spreadsheets, calendars, pages and packets.

Each text stands in every field that a person types. What an export holds is read as the program that opens it reads it:
a cell that a spreadsheet would work out, a line of a calendar or a tag of a page that the same export of plain text has
not, a file in a packet that lay outside the records folder.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import gates
from click.testing import Result

PLAIN = "Plain words"
TEXTS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\n=1+1", " =1+1", '=HYPERLINK("https://data.example","x")',
    "=cmd|' /C calc'!A0", 'x","=1+1', "x\n=1+1,=2+2", "x;=1+1", "\uff1d1+1",
    "x\nBEGIN:VEVENT\nSUMMARY:forged\nEND:VEVENT", "x\r\nATTACH:https://data.example/x", "x\\nSUMMARY:forged",
    "x\u2028ATTACH:x", "x\u0085ATTACH:x", "x\x0bATTACH:x", "\u65e5\u672c\u8a9e" * 40 + "\nURL:https://data.example",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><script>x</script>", "' onmouseover='x",
    "<!-- x", "]]><iframe src=x>", "<a href='javascript:x'>y</a>", "&lt;script&gt;x", "</style><svg onload=x>",
)  # fmt: skip
EXPORTS = (("entries", "csv"), ("entries", "xlsx"), ("calendar", "ics"), ("report", "html"))
_ON = "2026-03-01"
_FIELDS = ("title", "location", "justification", "description", "note", "course", "source")
Run = Callable[..., Result]


def measure(scratch: Path, run: Run, outcome: gates.Outcome) -> None:
    """Every text through every export, each beside the same records in plain words."""
    for figure in ("hostile exports", "live formulas", "injected lines", "live tags"):
        outcome.add(figure, 0)
    plain = _exported(scratch / "plain", PLAIN, run)
    for number, text in enumerate(TEXTS):
        made = _exported(scratch / str(number), text, run)
        for kind in EXPORTS:
            outcome.add("hostile exports")
            for figure, what in _LOOKS[kind](made[kind], plain[kind]):
                outcome.add(figure)
                outcome.fail(f"{kind[0]}.{kind[1]} of {text!r}: {what}")


def _exported(folder: Path, text: str, run: Run) -> dict[tuple[str, str], bytes]:
    """The exports of records in which this text stands in every field."""
    folder.mkdir(parents=True)
    (folder / "records.toml").write_text(records(text), encoding="utf-8")
    made = {}
    for kind, ending in EXPORTS:
        target = folder / f"made.{ending}"
        result = run(folder, "export", kind, str(target), "--on", _ON, "--yes")
        if result.exit_code not in (0, 1):
            raise AssertionError(f"export {kind} of {text!r} did not run: {result.output[:300]} {result.exception!r}")
        made[kind, ending] = target.read_bytes()
    return made


def records(text: str) -> str:
    """Records with one entry done and one planned."""
    quoted = json.dumps(text)
    lines = ["schema = 1", "[person]", f"name = {quoted}", f"district = {quoted}", "role_began = 2025-10-01",
             "[[credential]]", 'program = "al-td-ceu"', "[[credential]]", 'program = "al-cto"', "issued = 2025-01-01",
             "[[credential.step]]", 'id = "presentation"', "done = 2026-02-01", f"by = {quoted}", f"note = {quoted}",
             f"attended = [{quoted}]"]  # fmt: skip
    for id, day, status in (("done", "2026-01-28", "completed"), ("planned", "2026-04-28", "planned")):
        lines += ["[[activity]]", f'id = "{id}"', f"date = {day}", "hours = 1", f'status = "{status}"',
                  'strands = ["al-cto/it"]', 'offering = "alet/talent"',
                  *(f"{field} = {quoted}" for field in _FIELDS)]  # fmt: skip
    return "\n".join(lines) + "\n"


Found = Iterator[tuple[str, str]]
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def _csv_flaws(made: bytes, plain: bytes) -> Found:
    rows, as_plain = (list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))) for raw in (made, plain))
    if [len(row) for row in rows] != [len(row) for row in as_plain]:
        yield "injected lines", f"{len(rows)} rows of {[len(row) for row in rows]} cells"
    for row in rows:
        for cell in row:
            # Some programs take blanks away first, and read a full-width sign as the plain one.
            begins = cell.lstrip()[:1]
            if begins and begins in "=+-@\uff1d\uff0b\uff0d\uff20" and not _NUMBER.fullmatch(cell):
                yield "live formulas", f"the cell {cell!r}"


def _xlsx_flaws(made: bytes, plain: bytes) -> Found:
    with zipfile.ZipFile(io.BytesIO(made)) as book, zipfile.ZipFile(io.BytesIO(plain)) as as_plain:
        if sorted(book.namelist()) != sorted(as_plain.namelist()):
            yield "live formulas", f"it holds {book.namelist()}"
        for name in book.namelist():
            part = book.read(name)
            for mark in (b"<f>", b"<f ", b"<hyperlink", b'TargetMode="External"', b"ddeLink"):
                if mark in part and mark not in as_plain.read(name):
                    yield "live formulas", f"{mark!r} in {name}"
            if name.startswith("xl/worksheets") and part.count(b"<row") != as_plain.read(name).count(b"<row"):
                yield "injected lines", f"{part.count(b'<row')} rows in {name}"


def _ics_flaws(made: bytes, plain: bytes) -> Found:
    for line in made.split(b"\r\n"):
        if b"\r" in line or b"\n" in line or len(line) > 75:
            yield "injected lines", f"the line {line!r}"
    # Programs end lines at other signs than RFC 5545 does, so these are looked for as well.
    names, as_plain = (
        [re.split(r"[:;]", line, maxsplit=1)[0] for line in re.sub("\r\n[ \t]", "", raw.decode()).splitlines()]
        for raw in (made, plain)
    )
    if names != as_plain:
        yield "injected lines", f"the lines {[name for name in names if name not in as_plain] or names}"


class _Tags(HTMLParser):
    """The names of tags, and of attributes in them that act or lead somewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        for name, value in attrs:
            leads = name in ("href", "src", "action", "xlink:href") and not (value or "").startswith("#")
            self.found.add(f"{tag} {name}={value}" if leads else f"{tag} {name}" if name.startswith("on") else tag)

    def handle_comment(self, data: str) -> None:
        self.found.add("a comment")


def _html_flaws(made: bytes, plain: bytes) -> Found:
    tags, as_plain = _Tags(), _Tags()
    tags.feed(made.decode())
    as_plain.feed(plain.decode())
    if beyond := tags.found - as_plain.found - {"br"}:
        yield "live tags", ", ".join(sorted(beyond))


_LOOKS: dict[tuple[str, str], Callable[[bytes, bytes], Found]] = {
    ("entries", "csv"): _csv_flaws,
    ("entries", "xlsx"): _xlsx_flaws,
    ("calendar", "ics"): _ics_flaws,
    ("report", "html"): _html_flaws,
}
