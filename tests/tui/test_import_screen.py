"""Import: a spreadsheet brought in from the screens."""

from __future__ import annotations

import io
import threading
import zipfile

import made_up_log
import pytest
from driving import SIZE_NAMES, SIZES, drive, screen_text, still, until
from textual.widgets import Input

from alcto_core.importing.intake import Intake
from alcto_tui import messages, requests
from alcto_tui.screens.base.list_question import ListQuestion
from alcto_tui.screens.importing.column_question import ColumnQuestion
from alcto_tui.screens.importing.import_choices import HoursQuestion, TypedQuestion, ZoneQuestion
from alcto_tui.screens.importing.import_sheet import ImportScreen
from alcto_tui.screens.log.activities import ActivitiesScreen

LOG = """\
Name of Activity,Date Completed,Number of Hours,Coursework Skill Area,Location
ALET Fall Conference,10/22/2025,4,IT Management,"Orange Beach, AL"
Future of Education Technology Conference (FETC),1/12/2026,6,IT Management,
Region meeting,soon,2,Law,
Vendor workshop,3/4/2026,1:30,IT Management,Mobile
"""
DOUBTFUL = "Employee ID,Date,Activity,CEU\n7,3/4/2026,Security workshop,0.6\n"
LISTED = 'schema = 1\n[person]\nname = "Jordan Avery"\n\n[[credential]]\nprogram = "al-td-ceu"\nfrom = 2025-10-01\n'
LACKING = "Happening,When,Shoe size,Zeit\nCamp,2025-10-15,eleven,2\n"


@pytest.fixture
def sheets(tmp_path):
    for name, text in {"log.csv": LOG, "ceu.csv": DOUBTFUL, "zeit.csv": LACKING, "none.csv": "nothing\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


async def opened(pilot, path=""):
    """Open the screen, on the file of this name."""
    app = pilot.app
    app.screen.post_message(requests.ImportRequested(path))
    await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen._shown is not None)
    await until(pilot, lambda: not app.screen._is_busy and (not path or app.screen._sheet or app.screen._said))


def marks(app):
    """What stands before each row."""
    return [row.words.plain[:3] for row in app.screen._rows if row.id.startswith("row-")]


async def go_to(pilot, row):
    rows = pilot.app.screen.query_one("#rows")
    rows.highlighted = rows.get_option_index(row)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
@pytest.mark.parametrize("file", ["", "log.csv", "ceu.csv", "zeit.csv", "none.csv"])
def test_import_shows(file, size, app_on, sheets, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, file)
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
def test_the_question_what_a_column_holds_shows(size, app_on, sheets, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "log.csv")
        await go_to(pilot, "column-2")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ColumnQuestion))
        await still(pilot)
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


def test_a_path_is_checked_while_it_is_typed_and_completed(app_on, sheets):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        checked = app.screen.query_one("#checked")
        await pilot.press(*"zz")
        await until(pilot, lambda: "no such file" in checked.content.plain)
        app.screen.query_one(Input).value = ""
        await pilot.press("tab")
        await until(pilot, lambda: "ceu.csv  log.csv  none.csv  zeit.csv" in checked.content.plain)
        await pilot.press("l", "tab")
        await until(pilot, lambda: app.screen.query_one(Input).value == "log.csv")
        await until(pilot, lambda: "CSV file" in checked.content.plain)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen._sheet is not None)

    drive(app, walk)


def test_what_is_ticked_comes_in_by_one_save_and_is_marked_in_the_log(app_on, sheets):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "log.csv")
        assert marks(app) == ["[x]", "[ ]", " – ", "[x]"]
        await go_to(pilot, "row-2")
        await pilot.press("space")
        await until(pilot, lambda: marks(app) == ["[ ]", "[ ]", " – ", "[x]"])
        await pilot.press("asterisk")
        await until(pilot, lambda: marks(app) == ["[ ]", "[x]", " – ", "[x]"])
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        records = app.overview.records
        assert len(records.activities) == made_up_log.COUNT + 1
        assert records.activity("2026-03-04-vendor-workshop").hours == 450
        assert records.activity("fetc").hours == 6 * 300
        await until(pilot, lambda: app.screen.query_one("#marked").content.plain.startswith("2 marked"))
        assert any("u takes it back" in one.message for one in app._notifications)
        await pilot.press("u")
        await until(pilot, lambda: app.folder.file.read_text(encoding="utf-8") == made_up_log.LOGGED)

    drive(app, walk)


def test_a_doubt_is_answered_and_days_are_asked_before_anything_is_saved(app_on, sheets):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "ceu.csv")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen._reading.plan is not None and not app.screen._is_busy)
        await pilot.press("f2")
        await until(pilot, lambda: "Say first which day" in screen_text(app))
        await go_to(pilot, "order-dmy")
        await pilot.press("enter")
        await until(pilot, lambda: not app.screen._reading.asks_order and not app.screen._is_busy)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        added = app.overview.records.activities[-1]
        assert (added.title, str(added.date), added.hours) == ("Security workshop", "2026-04-03", 180)

    drive(app, walk)


def test_a_column_is_changed_by_a_choice_and_the_choice_is_remembered(app_on, sheets):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "log.csv")
        await go_to(pilot, "column-4")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ColumnQuestion))
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and not app.screen._is_busy)
        assert app.screen._reading.layout.column("location") is None
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        assert app.overview.records.activities[-1].location == ""
        await opened(pilot, "log.csv")
        assert app.screen._reading.layout.columns[4].reason == "as last time"

    drive(app, walk)


def test_a_reading_can_be_stopped_and_begun_again(app_on, sheets, monkeypatch):
    app = app_on(made_up_log.LOGGED)
    began, goes_on = threading.Event(), threading.Event()
    ended = []

    def slow(self, layout, order=None, new_rows=(), watch=None):
        began.set()
        goes_on.wait(30)
        try:
            watch(0, 1)
        except Exception as wrong:
            ended.append(str(wrong))
            raise
        return real(self, layout, order, new_rows, watch)

    real = Intake.plan
    monkeypatch.setattr(Intake, "plan", slow)

    async def walk(pilot):
        app.screen.post_message(requests.ImportRequested("log.csv"))
        await until(pilot, began.is_set)
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped; nothing was saved." in screen_text(app))
        goes_on.set()
        await until(pilot, lambda: ended == ["Stopped."])
        assert app.screen._sheet is None
        app.screen.query_one(Input).focus()
        await pilot.press("enter")
        await until(pilot, lambda: app.screen._sheet is not None)

    drive(app, walk)


def test_reading_tells_how_far_it_is(app_on, sheets, monkeypatch):
    heard = []
    monkeypatch.setattr(ImportScreen, "on_import_screen_progressed", lambda _, told: heard.append((told.done, told.of)))
    rows = "".join(f"Talk {number},2025-01-0{1 + number % 9},1\n" for number in range(120))
    (sheets / "long.csv").write_text(f"Title,Date,Hours\n{rows}", encoding="utf-8")
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        screen = app.screen
        screen.query_one(Input).value = "long.csv"
        screen.on_input_submitted()
        await until(pilot, lambda: screen._sheet is not None)

    drive(app, walk)
    assert heard == [(0, 120), (50, 120), (100, 120)]


def test_a_key_in_the_log_opens_it(app_on, sheets):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.is_current)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        await until(pilot, lambda: app.screen.focused is app.screen.query_one(Input))

    drive(app, walk)


CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Region day
BEGIN:VEVENT
UID:one@example.org
DTSTART;TZID=America/Chicago:20260210T090000
DTEND;TZID=America/Chicago:20260210T103000
SUMMARY:Ransomware tabletop
END:VEVENT
BEGIN:VEVENT
UID:two@example.org
DTSTART;TZID=America/Chicago:20260210T100000
DTEND;TZID=America/Chicago:20260210T110000
SUMMARY:Privacy law
END:VEVENT
BEGIN:VEVENT
UID:three@example.org
DTSTART;VALUE=DATE:20260211
SUMMARY:Vendor day
END:VEVENT
BEGIN:VEVENT
UID:four@example.org
DTSTART:20260213T013000Z
DTEND:20260213T023000Z
SUMMARY:Evening call
END:VEVENT
END:VCALENDAR
"""


async def settled(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen) and not pilot.app.screen._is_busy)


@pytest.fixture
def calendar(sheets):
    pytest.importorskip("icalendar")
    (sheets / "region.ics").write_text(CALENDAR, encoding="utf-8")
    return sheets


def test_a_calendar_asks_on_the_screen_what_the_verb_asks(app_on, calendar, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "region.ics")
        assert screen_text(app) == text_snapshot
        await go_to(pilot, "as-completed")
        await pilot.press("enter")
        await settled(pilot)
        assert screen_text(app) == text_snapshot
        await go_to(pilot, "attended-1")
        await pilot.press("space")
        assert app.screen._ticked_events == {1}
        await pilot.press("enter")
        await settled(pilot)
        assert screen_text(app) == text_snapshot
        await go_to(pilot, "answer-zone")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ZoneQuestion))
        assert screen_text(app) == text_snapshot
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert "America/Chicago, as you said" in screen_text(app)
        await go_to(pilot, "row-3")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HoursQuestion))
        await pilot.press("x", "enter")
        await until(pilot, lambda: "is not a number of hours" in screen_text(app))
        await pilot.press("backspace", "6", "enter")
        await settled(pilot)
        assert marks(app) == ["[x]", "[x]", "[x]"]
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        added = app.overview.records.activities[-3:]
        assert [(one.title, str(one.date), one.hours) for one in added] == [
            ("Ransomware tabletop", "2026-02-10", 450),
            ("Vendor day", "2026-02-11", 1800),
            ("Evening call", "2026-02-12", 300),
        ]

    drive(app, walk)


def test_answers_about_a_calendar_can_be_taken_back(app_on, calendar):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "region.ics")
        await go_to(pilot, "as-one-activity")
        await pilot.press("enter")
        await settled(pilot)
        await go_to(pilot, "attended-none")
        await pilot.press("enter")
        await settled(pilot)
        assert "Of events at the same time you were at none" in screen_text(app)
        await go_to(pilot, "answer-attended")
        await pilot.press("enter")
        await settled(pilot)
        await go_to(pilot, "attended-2")
        await pilot.press("enter")
        await settled(pilot)
        assert [row.table["title"] for row in app.screen._reading.plan.rows] == ["Region day"]
        await go_to(pilot, "answer-as")
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen._reading.plan is None
        await go_to(pilot, "as-planned")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        assert {one.status for one in app.overview.records.activities[-2:]} == {"planned"}

    drive(app, walk)


def ods(sheets):
    """A workbook of these sheets, each cell a text."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("table", "text"))
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    tables = ""
    for name, rows in sheets.items():
        tables += f'<table:table table:name="{name}">'
        for row in rows:
            cells = (
                f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
                for cell in row
            )
            tables += f"<table:table-row>{''.join(cells)}</table:table-row>"
        tables += "</table:table>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        file.writestr("content.xml", f"<office:document-content {office} {spaces}>{body}</office:document-content>")
    return out.getvalue()


@pytest.mark.parametrize("has_headings", [True, False])
def test_another_sheet_of_a_workbook_is_chosen(has_headings, app_on, sheets, text_snapshot):
    pytest.importorskip("python_calamine")
    first = [["Name", "Done", "Hours"], ["Old talk", "2025-10-01", "2"]] if has_headings else [["nothing"]]
    second = [["Title", "Date", "Hours"], ["New talk", "2026-02-03", "3"]]
    (sheets / "book.ods").write_bytes(ods({"Old": first, "New [/b]": second, "Empty": [["x"]]}))
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "book.ods")
        assert screen_text(app) == text_snapshot
        await go_to(pilot, "sheet-3")
        await pilot.press("enter")
        await settled(pilot)
        assert "“Empty”:" in screen_text(app)
        await go_to(pilot, "sheet-2")
        await pilot.press("enter")
        await settled(pilot)
        assert [row.table["title"] for row in app.screen._reading.plan.rows] == ["New talk"]
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        assert app.overview.records.activities[-1].title == "New talk"

    drive(app, walk)


def test_another_table_of_a_sheet_is_chosen(app_on, sheets):
    table = "Title,Date,Hours\nOld talk,2026-02-03,2\n\nCourse,Completed,Minutes\nPrivacy,2026-02-04,90\n"
    (sheets / "two.csv").write_text(table, "utf-8")
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "two.csv")
        assert "another table was not read" in screen_text(app)
        await go_to(pilot, "sheet-2")
        await pilot.press("enter")
        await settled(pilot)
        assert [row.table["title"] for row in app.screen._reading.plan.rows] == ["Privacy"]
        assert "not read" not in screen_text(app)

    drive(app, walk)


def test_the_rows_stand_beside_the_records_of_now(app_on, sheets):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "log.csv")
        assert marks(app) == ["[x]", "[ ]", " – ", "[x]"]
        added = '\n[[activity]]\nid = "vendor"\ntitle = "Vendor workshop"\ndate = 2026-03-04\nhours = 1.5\n'
        app.folder.file.write_text(f"{made_up_log.LOGGED}{added}", encoding="utf-8")
        app.screen.post_message(messages.ReloadRequested())
        await until(pilot, lambda: len(app.overview.records.activities) == made_up_log.COUNT + 1)
        await until(pilot, lambda: app.screen._reading.planned["5"].mark != "add")

    drive(app, walk)


def test_a_row_is_taken_as_the_entry_of_a_catalogue_that_its_title_is_near(app_on, tmp_path):
    app = app_on(LISTED)
    sheet = tmp_path / "log.csv"
    sheet.write_text(
        "Title,Date,Hours,Strand\nFETC,2026-01-12,8,IT\nALET Summer Conference 2026,2026-06-10,6,IT\n", encoding="utf-8"
    )

    async def walk(pilot):
        app.screen.post_message(requests.ImportRequested(str(sheet)))
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen._sheet is not None)
        screen = app.screen
        rows = screen.query_one("#rows")
        assert "0 → 0" in screen_text(app) or "no change" in screen_text(app).casefold()
        rows.highlighted = rows.get_option_index("near-2")
        await pilot.press("enter")
        await until(pilot, lambda: screen._wishes.offerings == {2: "external/fetc"} and "0 → 6" in screen_text(app))
        rows.highlighted = rows.get_option_index("near-3")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ListQuestion))
        await pilot.press("enter")  # the likeliest stands first
        await until(pilot, lambda: len(screen._wishes.offerings) == 2)
        rows.highlighted = rows.get_option_index("near-2")
        await pilot.press("enter")
        await until(pilot, lambda: list(screen._wishes.offerings) == [3])
        await pilot.press("enter")
        await until(pilot, lambda: len(screen._wishes.offerings) == 2)
        await pilot.press("f2")
        await until(pilot, lambda: "external/fetc" in app.folder.file.read_text(encoding="utf-8"))
        assert 'offering = "alet/summer-conference"' in app.folder.file.read_text(encoding="utf-8")

    drive(app, walk)


def test_a_suggested_strand_is_taken_and_given_back(app_on, calendar):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "region.ics")
        for row in ("as-completed", "attended-1"):
            await go_to(pilot, row)
            await pilot.press("enter")
            await settled(pilot)
        await go_to(pilot, "suggested-1")
        assert "might be IT" in screen_text(app)
        for says in ("is taken as IT", "might be IT"):
            await go_to(pilot, "suggested-1")
            await pilot.press("enter")
            await settled(pilot)
            await until(pilot, lambda says=says: says in screen_text(app).split("─────")[0])  # it stays in sight

    drive(app, walk, SIZES[0])


def test_fewer_events_of_a_calendar_are_read_by_their_words_and_days(app_on, calendar):
    app = app_on(made_up_log.LOGGED)

    async def said(pilot, row, *keys):
        await go_to(pilot, row)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TypedQuestion))
        await pilot.press(*keys, "enter")

    async def walk(pilot):
        await opened(pilot, "region.ics")
        await go_to(pilot, "as-completed")
        await pilot.press("enter")
        await settled(pilot)
        await said(pilot, "answer-only", *"vendor")
        await settled(pilot)
        assert [row.words.plain for row in app.screen._rows if row.id.startswith("row-")] != []
        assert "Only events with “vendor”" in screen_text(app)
        assert len(marks(app)) == 1
        await said(pilot, "answer-days", *"soon")
        await until(pilot, lambda: "is not FROM..TO" in screen_text(app))
        await pilot.press("escape")
        await said(pilot, "answer-days", *"2026-02-12..")
        await settled(pilot)
        assert marks(app) == []
        assert "Events from 12 Feb 2026 to a year ahead" in screen_text(app)

    drive(app, walk, (80, 50))


@pytest.mark.parametrize(("row", "said"), [("3/5/2026,,1", "Row 3"), ("soon,Law day,1", "Row 3: Law day")])
def test_a_row_that_cannot_be_read_is_named_by_its_number_and_its_title_if_it_has_one(row, said, app_on, tmp_path):
    sheet = f"Date,Name of Activity,Hours\n3/4/2026,Vendor workshop,2\n{row}\n"
    (tmp_path / "rows.csv").write_text(sheet, encoding="utf-8")
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, "rows.csv")
        await go_to(pilot, "row-3")
        await until(pilot, lambda: said in map(str.strip, screen_text(app).splitlines()))

    drive(app, walk)
