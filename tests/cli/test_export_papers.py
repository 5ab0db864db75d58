"""`alcto export form|report|records`: what is handed in, kept, and read again."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import docx
import icalendar
import pytest
import vobject
from calling import Run
from docx.document import Document
from markdown_it import MarkdownIt

from alcto_core.demonstration import DAY

HOSTILE = "</td><script>x()</script> [a](http://b) \u202e *b* \x1b[2J"


def _hostile(demo: Path) -> None:
    written = json.dumps(HOSTILE, ensure_ascii=False).replace("\u202e", "\\u202e")
    demo.write_text(demo.read_text("utf-8").replace('"FETC"', written), "utf-8")


def test_the_form_holds_the_seven_fields_of_each_entry_that_counts(alcto: Run, demo: Path) -> None:
    printed = alcto("export", "form", "-", "--format", "json", "--on", DAY)
    form = json.loads(printed.stdout)["forms"]
    assert [one["credential"] for one in form] == ["al-cto"]
    first = form[0]["entries"][0]["fields"]
    assert list(first) == ["applicant", "activity", "date", "hours", "strands", "justification", "description"]
    assert first["applicant"]["text"] == "Jordan Avery; Pine Hollow City Schools"
    assert first["activity"]["text"] == "ALET Summer Conference; Orange Beach, AL"
    status = json.loads(alcto("status", "--json", "--on", DAY).stdout)
    counted = {one["credential"]: one["hours"]["counted"] for one in status["standings"]}
    handed_in = sum(float(one["fields"]["hours"]["text"]) for one in form[0]["entries"])
    assert handed_in == pytest.approx(counted["al-cto"])


def test_what_a_reviewer_would_miss_is_told_with_the_entry(alcto: Run, demo: Path) -> None:
    text = demo.read_text("utf-8")
    place = 'location = "Orlando, FL"\n'
    assert place in text
    fetc = text.index('title = "FETC"')
    changed = re.sub(r'justification = ".*"', 'justification = "Training"', text[fetc:], count=1)
    demo.write_text(text[:fetc] + changed.replace(place, "", 1), "utf-8")
    told = alcto("export", "form", "--on", DAY, "--credential", "al-cto").stderr
    assert "(2026-01-12-fetc): It lacks the place." in told
    assert "(2026-01-12-fetc): The justification does not say" in told
    assert "(2026-01-12-fetc): 8 hours in one piece look like a whole day or more" in told


def test_a_credential_without_a_form_is_named(alcto: Run, demo: Path) -> None:
    refused = alcto("export", "form", "-", "--on", DAY, "--credential", "al-td-ceu")
    assert refused.exit_code == 2
    assert "TD-CEU has no form that asks fields of an entry." in refused.stderr


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        *(("form", ending) for ending in ("txt", "md", "json")),
        *(("report", ending) for ending in ("html", "md")),
        ("calendar", "ics"),
        ("plan-skeleton", "md"),
        ("plan-skeleton", "docx"),
    ],
)
def test_made_twice_it_is_the_same_and_hostile_text_stays_text(
    alcto: Run, demo: Path, tmp_path: Path, kind: str, ending: str
) -> None:
    _hostile(demo)
    files = [tmp_path / f"{at}.{ending}" for at in (1, 2)]
    for file in files:
        assert alcto("export", kind, str(file), "--on", DAY, "--credential", "al-cto").exit_code == 0
    first, second = (file.read_bytes() for file in files)
    assert first == second
    if ending == "docx":
        return
    made = first.decode("utf-8")
    assert not {"\x1b", "\u202e"} & set(made)
    assert ("script" in made) is (kind in {"form", "report"})
    if ending == "md":
        assert "<script" not in made.replace("\\<", "")
        assert "](http" not in made.replace("\\]", "")


@pytest.mark.parametrize("reader", ["commonmark", "gfm-like"])
@pytest.mark.parametrize("kind", ["report", "form", "entries", "plan-skeleton"])
def test_markdown_is_read_by_another_hand_without_a_link_or_markup_of_what_was_typed(
    alcto: Run, demo: Path, kind: str, reader: str
) -> None:
    _hostile(demo)
    made = alcto("export", kind, "-", "--format", "md", "--on", DAY, "--credential", "al-cto").stdout
    tokens = MarkdownIt(reader).enable("table").parse(made)
    found = {one.type for token in tokens for one in (token, *(token.children or ()))}
    assert not found & {"html_block", "html_inline", "link_open", "image", "code_inline", "code_block", "fence", "hr"}
    assert not found & {"blockquote_open", "ordered_list_open", "s_open"}
    said = "".join(one.content for token in tokens for one in token.children or ())
    assert ("</td><script>x()</script> [a](http://b) \ufffd *b*" in said) is (kind != "plan-skeleton")


class _Looked(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"meta", "rect"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_report_is_one_whole_file_without_script_link_or_network(alcto: Run, demo: Path) -> None:
    _hostile(demo)
    made = alcto("export", "report", "-", "--on", DAY).stdout
    looked = _Looked()
    looked.feed(made)
    assert looked.open == []
    assert not looked.tags & {"script", "a", "img", "link", "iframe", "object", "form", "base"}
    assert not {one for one in looked.attributes if one in {"src", "href"} or one.startswith("on")}
    assert "url(" not in made
    assert "</td><script>x()</script> [a](http://b) � *b* ␛[2J" in looked.text
    status = json.loads(alcto("status", "--json", "--on", DAY).stdout)
    for standing in status["standings"]:
        for one in standing["credits"]:
            assert all(reason["text"].rstrip(".") in looked.text for reason in one["because"])
    assert "For TD-CEU, ALET Talent is the official record" in looked.text


def test_the_report_has_the_charts_of_each_credential_and_their_sentences(alcto: Run, demo: Path) -> None:
    page, words = (alcto("export", "report", "-", "--format", one, "--on", DAY).stdout for one in ("html", "md"))
    told = alcto("status", "--charts", "--on", DAY).stdout
    titles = re.findall(
        r"^(The days that come|\S.*: (?:counted so far|by month and strand))\n  (.*)$", told, flags=re.M
    )
    assert len(titles) == 6
    pictures = re.findall(r"<figure>\n<svg class=\"chart\".*?</figure>", page, flags=re.S)
    assert len(pictures) == len(titles)
    for picture, (title, sentence) in zip(pictures, titles, strict=True):
        assert f">{title}</title>" in picture
        assert f"<figcaption><strong>{title}.</strong> {sentence}</figcaption>" in picture
        assert f"**{title}.** {sentence}" in words.replace("\\", "")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 2 * len(titles)


def test_the_part_of_one_credential_judges_it_as_the_whole_file_does(alcto: Run, demo: Path, tmp_path: Path) -> None:
    def standing(folder: Path) -> object:
        answer = json.loads(alcto("status", "--json", "--on", DAY, "--records", str(folder)).stdout)
        return next(one for one in answer["standings"] if one["credential"] == "al-td-ceu")

    (tmp_path / "part").mkdir()
    file = tmp_path / "part" / "records.toml"
    whole = standing(demo.parent)
    assert alcto("export", "records", str(file), "--on", DAY, "--credential", "al-td-ceu").exit_code == 0
    assert standing(file.parent) == whole
    assert len(file.read_text("utf-8")) < len(demo.read_text("utf-8"))
    lines = demo.read_text("utf-8").splitlines()
    assert [line for line in file.read_text("utf-8").splitlines() if line not in lines] == []


def test_the_records_without_a_credential_are_the_file_itself(alcto: Run, demo: Path) -> None:
    assert alcto("export", "records", "-", "--on", DAY).stdout_bytes == demo.read_bytes()
    assert alcto("export", "records", "-", "--on", DAY, "--period", "FY25").exit_code == 2


def test_a_calendar_is_read_by_two_other_hands_as_it_was_meant(alcto: Run, demo: Path) -> None:
    title = 'Talk; with, "signs" \\ and \\n ' + "long words, " * 20 + "日本 👩‍👩‍👧"
    text = demo.read_text("utf-8").replace("Data governance basics", json.dumps(title, ensure_ascii=False)[1:-1], 1)
    demo.write_text(text, "utf-8")
    raw = alcto("export", "calendar", "-", "--on", DAY).stdout_bytes
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert not re.search(rb"\\\r\n ", raw)
    events = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(raw).walk("VEVENT")}
    others = {one.uid.value: one for one in vobject.readOne(raw.decode("utf-8")).vevent_list}
    assert events.keys() == others.keys()
    assert events.keys() >= {"al-td-ceu/FY26/due@alcto", "al-cto/2024-2027/due@alcto"}
    due = events["al-td-ceu/FY26/due@alcto"]
    assert due["DTSTART"].dt.isoformat() == "2026-09-30"
    assert len(due.walk("VALARM")) == 2
    planned = "activity/2026-09-12-talent-governance@alcto"
    assert str(events[planned]["SUMMARY"]) == others[planned].summary.value == title.strip()


def test_a_calendar_keeps_its_ids_and_counts_up_from_day_to_day(alcto: Run, demo: Path) -> None:
    first, later = (
        {str(one["UID"]): int(one["SEQUENCE"]) for one in icalendar.Calendar.from_ical(raw).walk("VEVENT")}
        for raw in (alcto("export", "calendar", "-", "--on", day).stdout_bytes for day in ("2026-08-14", "2026-08-20"))
    )
    assert first.keys() == later.keys()
    assert all(later[uid] > number for uid, number in first.items())


def _asked_below(document: Document, headings: list[str]) -> dict[str, list[str]]:
    """The questions of each section, each with more than one empty line below it to write in."""
    found: dict[str, list[str]] = {}
    paragraphs = document.paragraphs
    section = ""
    for at, one in enumerate(paragraphs):
        if one.text in headings:
            section = one.text
            assert one.paragraph_format.page_break_before
        elif section in headings and one.text and one.text.endswith("?"):
            found.setdefault(section, []).append(one.text)
            assert [below.text for below in paragraphs[at + 1 : at + 3]] == ["", ""]
    assert list(found) == headings
    return found


def test_the_outline_of_the_plan_has_the_six_sections_and_opens_in_word(alcto: Run, demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    assert alcto("export", "plan-skeleton", str(file), "--on", DAY).exit_code == 0
    document = docx.Document(str(file))
    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings == [
        "Mission statement",
        "Technology needs assessment",
        "Long-term and short-term goals",
        "Training and staff development needs",
        "Resource requirements",
        "Evaluation method",
        "Signature sheet: presented to cabinet-level administration",
    ]
    assert "Pine Hollow City Schools" in [one.text for one in document.paragraphs]
    asked = _asked_below(document, headings[:6])
    assert all(len(questions) >= 2 and all(one.endswith("?") for one in questions) for questions in asked.values())
    assert "What does it hope to reach?" in asked["Mission statement"]
    assert "Prepared by Jordan Avery for AL-CTO 2024-2027" in [one.text for one in document.paragraphs]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Name", "Position", "Signature", "Date"]
    text = alcto("export", "plan-skeleton", "-", "--format", "md", "--on", DAY).stdout
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == headings
    assert all(f"*{question}*" in text for questions in asked.values() for question in questions)
    refused = alcto("export", "plan-skeleton", "-", "--credential", "al-td-ceu", "--on", DAY)
    assert "None of these credentials asks a technology plan." in refused.stderr
