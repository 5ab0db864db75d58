"""Every kind of paper in every format: the same to the byte in another process, hostile text as it was typed or in
visible pictures, and what it holds read back by another hand. A new kind or format is asked here before it is done."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pypdf
import pytest
from calling import Run
from docx import Document
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from alcto_core.demonstration import DAY, FOLDER
from alcto_core.paperwork.kinds import BY_NAME, KINDS
from alcto_core.text import plain

HOSTILE = "=1+1 </td><script>x()</script> [a](http://b) *b* \x1b]0;P\x07 \u202e{{1}} end"
FORMATS = [(kind.name, form.ending) for kind in KINDS for form in kind.formats]
HOLDS = {
    "entries": ("Budget workshop with the cabinet", "District leadership academy"),
    "form": ("Budget workshop with the cabinet", "Technology Planning and Budgeting"),
    "report": ("Budget workshop with the cabinet", "NOT YET", "Recertification policy"),
    "calendar": ("AL-CTO 2024-2027: due", "15.5 hours, 6 documents, hand-in missing"),
    "plan-skeleton": ("Mission statement", "Evaluation method", "Signature sheet"),
    "portfolio": ("Academy completed", "Sheet for the mentor to sign", "Jordan Avery"),
    "checklist": ("Budget workshop with the cabinet", "evidence/a.pdf", "not looked at"),
    "records": ("Budget workshop with the cabinet", "plan/mission"),
}
"""What each kind says, whatever its format."""


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def _html(raw: bytes) -> str:
    page = _Words()
    page.feed(raw.decode())
    return " ".join(page.said)


def _markdown(raw: bytes) -> str:
    tokens = MarkdownIt("commonmark").enable("table").parse(raw.decode())
    return " ".join("".join(one.content or " " for one in token.children or ()) for token in tokens)


def _docx(raw: bytes) -> str:
    document = Document(io.BytesIO(raw))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join((*(one.text for one in document.paragraphs), *cells))


def _ics(raw: bytes) -> str:
    events = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    return " ".join(f"{one['SUMMARY']} {one.get('DESCRIPTION', '')}" for one in events)


def _csv(raw: bytes) -> str:
    cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for cell in row]
    assert not [one for one in cells if one.startswith(("=", "+", "-", "@"))]
    return " ".join(cells)


def _xlsx(raw: bytes) -> str:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    return " ".join(str(cell) for row in rows for cell in row)


def _pdf(raw: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)


def _texts(value: object) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


READERS: dict[str, Callable[[bytes], str]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "json": lambda raw: " ".join(_texts(json.loads(raw))),
    "md": _markdown,
    "txt": bytes.decode,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "ics": _ics,
    "toml": lambda raw: " ".join(_texts(tomllib.loads(raw.decode()))),
}


def _without_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def attacked(records: Path) -> Path:
    """The director of the demo, with proof for each entry and hostile text for the district and two titles."""
    text = (
        (FOLDER / "alabama.toml").read_text("utf-8").replace("\nhours = ", '\nevidence = ["evidence/a.pdf"]\nhours = ')
    )
    written = json.dumps(HOSTILE)  # JSON's escapes are TOML's
    for value in ("Pine Hollow City Schools", "FETC", "Data governance basics"):
        text = text.replace(f'"{value}"', written, 1)
    records.write_text(text, "utf-8")
    (records.parent / "evidence").mkdir()
    (records.parent / "evidence" / "a.pdf").write_bytes(b"proof")
    return records


def _made(folder: Path, records: Path, seed: str) -> dict[tuple[str, str], bytes]:
    """All papers, each made in a process whose sets and dicts have an order of their own."""
    folder.mkdir()
    calls = [
        ["export", kind, str(folder / f"{kind}.{ending}"), "--on", str(DAY), "--records", str(records.parent), "--yes"]
        + (["--credential", "al-cto-academy"] if kind == "portfolio" else [])
        for kind, ending in FORMATS
    ]
    code = "import json, sys\nfrom alcto_core.cli.group import run\nfor words in json.loads(sys.stdin.read()):\n" + (
        "    try:\n        run(words)\n    except SystemExit as end:\n        assert not end.code, (words, end.code)\n"
    )
    env = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "TZ": f"UTC{seed}",
    }
    subprocess.run([sys.executable, "-c", code], input=json.dumps(calls), env=env, text=True, check=True)
    return {(kind, ending): (folder / f"{kind}.{ending}").read_bytes() for kind, ending in FORMATS}


def test_every_format_is_the_same_to_the_byte_in_another_process(attacked: Path, tmp_path: Path) -> None:
    first, second = (_made(tmp_path / seed, attacked, seed) for seed in ("1", "2"))
    assert [one for one in FORMATS if first[one] != second[one]] == []


@pytest.mark.parametrize(("kind", "ending"), FORMATS, ids=[f"{kind}.{ending}" for kind, ending in FORMATS])
def test_what_it_holds_is_read_by_another_hand_and_hostile_text_is_text(
    alcto: Run, attacked: Path, tmp_path: Path, kind: str, ending: str
) -> None:
    file = tmp_path / f"made.{ending}"
    words = ("--credential", "al-cto-academy") if kind == "portfolio" else ()
    assert alcto("export", kind, str(file), "--on", DAY, *words).exit_code == 0
    raw = file.read_bytes()
    said = READERS[ending](raw)
    for held in HOLDS[kind]:
        assert _without_blanks(held) in _without_blanks(said), held
    if ending in ("json", "toml"):  # a program reads what was typed, and the bytes hold escapes
        assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae", raw)
        assert HOSTILE in said
        return
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]", said)
    shown = plain(HOSTILE)
    if ending == "pdf":
        shown = shown.replace("␛", "[escape]").replace("␇", "[bell]")
    assert _without_blanks(shown) in _without_blanks(said)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if len(kind.formats) > 1])
def test_what_one_format_tells_of_the_records_every_other_one_tells_too(
    alcto: Run, records: Path, tmp_path: Path, kind: str
) -> None:
    records.write_bytes((FOLDER / "alabama.toml").read_bytes())
    words = ("--credential", "al-cto-academy" if kind == "portfolio" else "al-cto")
    said: dict[str, str] = {}
    for form in BY_NAME[kind].formats:
        file = tmp_path / f"made.{form.ending}"
        assert alcto("export", kind, str(file), "--on", DAY, *words).exit_code == 0
        said[form.ending] = READERS[form.ending](file.read_bytes())
    held = tomllib.loads(records.read_text("utf-8"))
    parts = [held["activity"], *([held["person"]] if kind != "entries" else [])]  # whose a sheet is only Markdown says
    typed = {_without_blanks(text) for text in _texts(parts) if " " in text}
    told = {ending: {text for text in typed if text in _without_blanks(words)} for ending, words in said.items()}
    assert len(told["md"]) > (1 if kind in ("plan-skeleton", "portfolio") else 10)
    assert {ending: told["md"] - found for ending, found in told.items() if told["md"] - found} == {}
