"""The report as PDF: tagged as screen readers need it, the same each time, and hostile text as text."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypdf
import pypdfium2
import pytest
from calling import Run
from hostile_records import HOSTILE, basic, hostile_records

from alcto_core.demonstration import DAY

sys.path.append(str(Path(__file__).parents[1] / "tui"))
import made_up_programs

NO_FONT = "\U0001fffe"
"""No sign, and never one: what is unassigned today may be a letter in the next Unicode."""
"""A sign that is in no font, since it is none yet."""
MARGIN = 0.8 * 72


def _hostile(demo: Path) -> None:
    demo.write_text(hostile_records(demo.read_text("utf-8")), "utf-8")


def _made(alcto: Run, target: Path, *words: str) -> Path:
    done = alcto("export", "report", str(target), "--on", DAY, *words)
    assert done.exit_code in (0, 1), done.stderr
    return target


_JUDGE = """
import json, sys, page
for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
    found = page.validate_pdf(sys.argv[1], profile=profile)
    print(json.dumps([found.rules.passed, [one.rule_id for one in found.failures]]))
"""
_MISTAKEN = {"PDFA2A-STREAM-LENGTH-001"}
"""What the judge says of a stream that happens to end in what looks like the end of a line."""


def _judged(file: Path) -> list[Any]:
    """What a validator of another hand says of UA-1 and of A-2a, asked in a process of its own: it is called `page`."""
    asked = [sys.executable, "-I", "-c", _JUDGE, str(file)]
    told = subprocess.run(asked, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in told.stdout.splitlines()]


@pytest.mark.parametrize("is_hostile", [False, True])
def test_a_validator_of_another_hand_finds_no_fault(alcto: Run, demo: Path, tmp_path: Path, is_hostile: bool) -> None:
    if is_hostile:
        _hostile(demo)
    (of_ua, ua), (of_a, a) = _judged(_made(alcto, tmp_path / "report.pdf"))
    assert (of_ua > 100, ua) == (True, [])
    assert (of_a > 150, set(a) - _MISTAKEN) == (True, set())


def test_a_sheet_to_sign_passes_it_too_and_its_rows_grow(alcto: Run, records: Path, tmp_path: Path) -> None:
    records.write_text(made_up_programs.HALF_WAY.replace("Dr. Rivera", "Dr. Rivera and colleagues " * 9), "utf-8")
    file = tmp_path / "portfolio.pdf"
    assert alcto("export", "portfolio", str(file), "--on", DAY).exit_code == 0
    (of_ua, ua), (of_a, a) = _judged(file)
    assert (of_ua > 100, ua) == (True, [])
    assert (of_a > 150, set(a) - _MISTAKEN) == (True, set())
    with pypdfium2.PdfDocument(file) as document:
        letters = list(_letters(document[len(document) - 1]))
    assert len(letters) > 500
    assert not list(_printed_over(letters))


def test_the_validator_finds_what_is_wrong(alcto: Run, demo: Path, tmp_path: Path) -> None:
    broken = _made(alcto, tmp_path / "report.pdf").read_bytes().replace(b"<pdfuaid:part>1", b"<pdfuaid:part>7")
    (tmp_path / "broken.pdf").write_bytes(broken)
    (_, ua), _ = _judged(tmp_path / "broken.pdf")
    assert ua


class _Tag(NamedTuple):
    kind: str
    attributes: dict[str, Any]
    children: list[_Tag]


def _tags(node: Any) -> Iterator[_Tag]:
    """The structure below a node, without what only marks its place on a page."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object()
        if isinstance(one, dict) and "/S" in one:
            told = one.get("/A", {})
            told = told.get_object() if hasattr(told, "get_object") else told
            several = told if isinstance(told, list) else [told]
            attributes = {key: value for each in several for key, value in (each or {}).items()}
            yield _Tag(str(one["/S"]), attributes, list(_tags(one)))


def _below(tags: list[_Tag], *kinds: str) -> Iterator[_Tag]:
    for tag in tags:
        if tag.kind in kinds:
            yield tag
        yield from _below(tag.children, *kinds)


def test_headings_tables_and_lists_are_tagged_as_such(alcto: Run, demo: Path, tmp_path: Path) -> None:
    read = pypdf.PdfReader(_made(alcto, tmp_path / "report.pdf"))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en-US"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert read.metadata is not None and read.metadata.title == "Jordan Avery: report"
    tags = list(_tags(root["/StructTreeRoot"]))
    levels = [int(tag.kind[2:]) for tag in _below(tags, "/H1", "/H2", "/H3")]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))
    tables = list(_below(tags, "/Table"))
    assert len(tables) > 10
    for table in tables:
        heads = list(_below(table.children, "/TH"))
        assert heads and all(str(one.attributes["/Scope"]) == "/Column" for one in heads)
        rows = list(_below(list(_below(table.children, "/TBody")), "/TR"))
        assert rows and all(len(list(_below(row.children, "/TD"))) == len(heads) for row in rows)
    assert list(_below(tags, "/L"))


def test_the_pdf_says_what_the_html_says(alcto: Run, demo: Path, tmp_path: Path) -> None:
    status = json.loads(alcto("status", "--json", "--on", DAY).stdout)
    text = " ".join(_text(_made(alcto, tmp_path / "report.pdf")).split())
    for standing in status["standings"]:
        assert all(_same(one["title"]) in _same(text) for one in standing["requirements"])
        for one in standing["credits"]:
            assert all(_same(reason["text"].rstrip(".")) in _same(text) for reason in one["because"])
    assert "For TD-CEU, ALET Talent is the official record" in text


def _same(text: str) -> str:
    """Text without its blanks, which a line break adds and takes."""
    return "".join(text.split())


def _text(file: Path) -> str:
    """All text of a PDF, as somebody copies it."""
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _elements(node: Any) -> Iterator[Any]:
    """Every element of the structure below a node."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object()
        if isinstance(one, dict) and "/S" in one:
            yield one
            yield from _elements(one)


def test_charts_are_figures_that_say_their_sentences(alcto: Run, demo: Path, tmp_path: Path) -> None:
    told = " ".join(alcto("status", "--charts", "--on", DAY).stdout.split())
    tree = pypdf.PdfReader(_made(alcto, tmp_path / "r.pdf")).trailer["/Root"]["/StructTreeRoot"]
    alts = [str(one["/Alt"]) for one in _elements(tree) if one.get("/S") == "/Figure"]
    assert len(alts) == 6
    for alt in alts:
        title, _, sentence = alt.partition(". ")
        assert f"{title} {sentence}" in told


def test_made_twice_a_pdf_is_the_same_to_the_byte(alcto: Run, demo: Path, tmp_path: Path) -> None:
    first, second = (_made(alcto, tmp_path / f"{at}.pdf").read_bytes() for at in (1, 2))
    assert first == second
    assert alcto("export", "report", "-", "--format", "pdf", "--on", DAY).stdout_bytes == first
    other = alcto("export", "report", str(tmp_path / "3.pdf"), "--on", "2026-08-15")
    assert other.exit_code in (0, 1)
    assert (tmp_path / "3.pdf").read_bytes() != first


def test_hostile_text_comes_out_as_typed_and_does_nothing(alcto: Run, demo: Path, tmp_path: Path) -> None:
    _hostile(demo)
    file = _made(alcto, tmp_path / "report.pdf")
    text = _same(_text(file))
    for words in (
        "</td><script>x()</script> [a](http://b.example) \ufffd *b* [escape][2J",
        HOSTILE[1], HOSTILE[2], HOSTILE[3], HOSTILE[8],
    ):  # fmt: skip
        assert _same(words) in text
    assert "root:x:0" not in text
    read = pypdf.PdfReader(file)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(read.trailer["/Root"])
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(read.trailer["/Root"].get("/Names", {}))
    assert not [page for page in read.pages if "/Annots" in page or "/AA" in page]


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


def _letters(page: Any) -> Iterator[tuple[str, _Box]]:
    """Each letter of a page and where it stands; marks on letters are left out."""
    found = page.get_textpage()
    for at in range(found.count_chars()):
        sign = found.get_text_range(at, 1)
        if sign.strip() and not unicodedata.category(sign[0]).startswith(("M", "C")):
            yield sign, _Box(*found.get_charbox(at))


def test_no_text_leaves_its_column(alcto: Run, demo: Path, tmp_path: Path) -> None:
    _hostile(demo)
    with pypdfium2.PdfDocument(_made(alcto, tmp_path / "report.pdf")) as document:
        for page in document:
            width, height = page.get_size()
            letters = list(_letters(page))
            assert letters
            for sign, box in letters:
                inside = box.left > MARGIN - 2 and box.right < width - MARGIN + 2 and 0 < box.bottom < box.top < height
                assert inside or box.right - box.left < 0.1, (sign, box)
            assert not list(_printed_over(letters))


def _printed_over(letters: list[tuple[str, _Box]]) -> Iterator[tuple[str, str, _Box]]:
    """Letters whose middle lies within another letter."""
    places: dict[tuple[int, int], list[tuple[str, _Box]]] = {}
    for sign, box in letters:
        middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        places.setdefault((int(middle[0] // 20), int(middle[1] // 20)), []).append((sign, box))
    for sign, box in letters:
        column, line = int(box.left // 20), int(box.bottom // 20)
        for near in ((column + x, line + y) for x in (-1, 0, 1) for y in (-1, 0, 1)):
            for other, its in places.get(near, ()):
                across, up = (its.left + its.right) / 2, (its.bottom + its.top) / 2
                if its != box and box.left < across < box.right and box.bottom < up < box.top:
                    yield sign, other, its


def test_a_sign_that_no_font_has_is_written_out_and_told(alcto: Run, demo: Path, tmp_path: Path) -> None:
    demo.write_text(demo.read_text("utf-8").replace('"FETC"', f'"FETC {basic(NO_FONT)}"'), "utf-8")
    done = alcto("export", "report", str(tmp_path / "report.pdf"), "--on", DAY)
    assert "No font on this computer has U+1FFFE" in done.stderr
    assert "FETC [U+1FFFE]" in _text(tmp_path / "report.pdf")


def test_a_text_of_many_pages_is_cut_and_says_so(alcto: Run, demo: Path, tmp_path: Path) -> None:
    title, long = 'title = "FETC"', "long " * 10_000
    text = demo.read_text("utf-8")
    assert title in text
    demo.write_text(text.replace(title, f'{title}\nnote = "{long}"', 1), "utf-8")
    shown = " ".join(_text(_made(alcto, tmp_path / "report.pdf")).split())
    assert shown.count("long long") > 1_000
    assert "letters more: the records hold all of it)" in shown


def test_without_the_extra_a_sentence_names_it_and_the_way_by_the_browser(
    alcto: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "alcto_core.paperwork.writers.pdf", raising=False)
    monkeypatch.setitem(sys.modules, "typst", None)
    refused = alcto("export", "report", str(tmp_path / "report.pdf"), "--on", DAY)
    assert refused.exit_code == 2
    assert "pip install 'alcto[pdf]' brings it." in refused.stderr
    assert "open the HTML report in a browser and save it as PDF" in refused.stderr
    assert not (tmp_path / "report.pdf").exists()
