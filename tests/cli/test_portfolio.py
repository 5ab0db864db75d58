"""A program of stages as it is handed in: what is recorded of it, and a sheet for the mentor to sign."""

from __future__ import annotations

import io
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest
from calling import Run
from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from markdown_it import MarkdownIt

sys.path.append(str(Path(__file__).parents[1] / "tui"))
import made_up_programs

DAY = "2026-08-14"


@pytest.fixture
def mentored(records: Path) -> Path:
    """Half way through a mentor program."""
    records.write_text(made_up_programs.HALF_WAY, encoding="utf-8")
    return records


class _Page(HTMLParser):
    """The text of a page, and the tags and attributes in it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


def words_of(ending: str, raw: bytes) -> str:
    """Everything that a reader sees in it."""
    if ending == "docx":
        document = Document(io.BytesIO(raw))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join(" ".join((*(one.text for one in document.paragraphs), *cells)).split())
    if ending == "pdf":
        return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages).split())
    if ending == "html":
        page = _Page()
        page.feed(raw.decode())
        return " ".join(page.text.split())
    tokens = MarkdownIt("commonmark").enable("table").parse(raw.decode())
    return " ".join(" ".join(one.content for token in tokens for one in token.children or ()).split())


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "md"])
def test_it_tells_stages_assessments_and_curriculum_and_has_a_sheet_to_sign(
    ending: str, alcto: Run, mentored: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"portfolio.{ending}"
    assert alcto("export", "portfolio", str(file), "--on", DAY).exit_code == 0
    said = words_of(ending, file.read_bytes())
    for words in (
        "Stages", "Accepted", "20 Oct 2025", "Mentor meetings", "Budget of the refresh cycle", "Curriculum",
        "Kickoff: vision and leadership", "No session is logged under this label yet", "Sheet for the mentor to sign",
        "I was the mentor of Jordan Avery", "Whether the candidate is certified is decided by the program",
        "Agreed", "20 Feb 2026, Dr. Rivera", "Executive summary not recorded", "Mentor Dr. Rivera", "Signature",
    ):  # fmt: skip
        assert words in said, words


def test_pages_in_word_say_whose_they_are_and_no_entry_is_torn(alcto: Run, mentored: Path, tmp_path: Path) -> None:
    file = tmp_path / "portfolio.docx"
    alcto("export", "portfolio", str(file), "--on", DAY)
    document = Document(str(file))
    assert document.sections[0].footer.paragraphs[0].text == "Jordan Avery, CETPA CTO mentor program, page "
    signed = [row.cells[0] for table in document.tables for row in table.rows]
    assert {one.vertical_alignment for one in signed} == {WD_CELL_VERTICAL_ALIGNMENT.CENTER}
    lines = document.paragraphs
    first = next(place for place, one in enumerate(lines) if one.text.startswith("Accepted"))
    after = next(place for place in range(first + 1, len(lines)) if lines[place].style.name == "List Bullet")
    kept = [bool(one.paragraph_format.keep_with_next) for one in lines[first:after]]
    assert len(kept) > 2 and kept == [True] * (len(kept) - 1) + [False]


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "md"])
def test_made_twice_it_is_the_same_and_hostile_text_stays_text(
    ending: str, alcto: Run, mentored: Path, tmp_path: Path
) -> None:
    hostile = "</td><script>x()</script> [a](http://b) *b* \\u001b]0;P\\u0007 =1+1"
    text = mentored.read_text("utf-8")
    mentored.write_text(text.replace("Dr. Rivera", hostile).replace("March weekend", hostile), "utf-8")
    files = [tmp_path / f"{at}.{ending}" for at in (1, 2)]
    for file in files:
        alcto("export", "portfolio", str(file), "--on", DAY)
    first, second = (file.read_bytes() for file in files)
    assert first == second
    said = words_of(ending, first)
    assert "\x1b" not in said
    if ending == "pdf":  # words may go on in the next line of a narrow column, and pictures of signs have names
        assert "</td><script>x()</script>[a](http://b)*b*[escape]]0;P[bell]=1+1" in said.replace(" ", "")
    else:
        assert "</td><script>x()</script> [a](http://b) *b* ␛]0;P␇ =1+1" in said
    if ending == "html":
        page = _Page()
        page.feed(first.decode())
        assert not page.tags & {"script", "a", "img", "iframe", "form"}
        assert not page.attributes & {"href", "src", "onclick", "onload"}
    if ending == "md":
        tokens = MarkdownIt("commonmark").enable("table").parse(first.decode())
        kinds = {one.type for token in tokens for one in (token, *(token.children or ()))}
        assert not kinds & {"html_block", "html_inline", "link_open", "image"}


def test_every_step_stands_on_the_sheet_and_waived_ones_say_so(alcto: Run, mentored: Path) -> None:
    made = alcto("export", "portfolio", "-", "--format", "md", "--on", DAY).stdout
    sheet = made.partition("Sheet for the mentor to sign")[2]
    for title in ("Mentor", "Mentor meetings", "Mentor's assessment", "Assignments", "Class participation"):
        assert f"| {title} |" in sheet.replace("\\", "")
    assert sheet.count("| Mentor meetings |") == 3
    assert "sessions on" in sheet


def test_a_packet_of_a_program_of_stages_holds_it_and_judges_again(alcto: Run, mentored: Path, tmp_path: Path) -> None:
    target = tmp_path / "packet.zip"
    alcto("packet", "cetpa-cto-mentor", "--to", str(target), "--yes", "--on", DAY)
    with zipfile.ZipFile(target) as packed:
        names = {name.partition("/data/")[2] for name in packed.namelist()}
    assert {"portfolio.html", "portfolio.pdf", "portfolio.docx"} <= names
    assert alcto("packet", "--verify", str(target)).exit_code == 0


def test_a_program_without_stages_has_no_portfolio(alcto: Run, records: Path) -> None:
    refused = alcto("export", "portfolio", "-", "--on", DAY)
    assert refused.exit_code == 2
    assert "no portfolio to write" in refused.stderr
