"""The official record: an export read, compared, put right pair by pair, and noted."""

from __future__ import annotations

import pytest
from driving import SIZE_NAMES, SIZES, TODAY, drive, is_harmless, screen_svg, screen_text, until
from textual.widgets import Input

from alcto_tui import requests
from alcto_tui.screens.papers.letter import Letter
from alcto_tui.screens.papers.reconcile import ReconcileScreen
from alcto_tui.theme import DARK, LIGHT

RECORDS = """\
schema = 1
[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"
role_began = 2025-07-14
[[credential]]
program = "al-td-ceu"
[[activity]]
id = "winter"
title = "ALET Winter Conference"
date = 2026-01-28
hours = 6
strands = ["al-cto/it"]
offering = "alet/winter-conference"
[[activity]]
id = "fetc"
title = "FETC"
location = "Orlando, FL"
date = 2026-01-12
hours = 6
strands = ["al-cto/it"]
offering = "external/fetc"
"""
HEADINGS = "Course Title,Completion Date,Credit Hours,Date Posted\n"
AGREE = HEADINGS + "ALET Winter Conference,01/28/2026,6,02/10/2026\nFETC,01/12/2026,6,02/10/2026\n"
STATES = {
    "nothing": HEADINGS + "ALET Winter Conference,01/28/2019,6,02/10/2019\n",
    "agree": AGREE,
    "differences": HEADINGS + "ALET Winter Conf.,01/29/2026,4,02/10/2026\nRegion meeting [b],03/12/2026,2,03/20/2026\n",
    "doubtful": HEADINGS + "ALET Winter Conference,01/31/2026,6,02/10/2026\nSummit,01/12/2026,6,02/10/2026\n",
    "order": HEADINGS + "ALET Winter Conference,02/01/2026,6,02/10/2026\n",
    "column": "Title,Date,CEU\nALET Winter Conference,2026-01-28,6\nFETC,2026-01-13,8\n",
    "lacking": "Title,Date,Place\nALET Winter Conference,2026-01-28,Mobile\nFETC,2026-01-13,Orlando\n",
    "none": "",
}


async def opened(pilot, text, tmp_path):
    """Open the screen, and read an export of this text; "" leaves the path empty."""
    app = pilot.app
    app.screen.post_message(requests.ReconcileRequested())
    await until(pilot, lambda: isinstance(app.screen, ReconcileScreen) and app.screen._shown is not None)
    screen = app.screen
    if not text:
        await until(pilot, lambda: screen.query_one("#path", Input).has_focus)
        return screen
    file = tmp_path / "talent.csv"
    file.write_text(text, encoding="utf-8")
    field = screen.query_one("#path", Input)
    field.value = str(file)
    await field.action_submit()
    await until(pilot, lambda: screen._look and not screen._is_looking)
    if screen._comparison is not None and screen._comparison.edit() is not None:
        await until(pilot, lambda: screen._effects)
    with field.prevent(Input.Changed):  # the folder of a test has another name each time
        field.value = "talent.csv"
    await pilot.pause()
    return screen


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
@pytest.mark.parametrize("state", STATES)
def test_the_official_record_is_shown(state, size, app_on, tmp_path, text_snapshot):
    app = app_on(RECORDS)

    async def walk(pilot):
        await opened(pilot, STATES[state], tmp_path)
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
def test_the_official_record_looks(theme, app_on, tmp_path, svg_snapshot):
    app = app_on(RECORDS)

    async def walk(pilot):
        app.theme = theme
        await opened(pilot, STATES["differences"], tmp_path)
        assert screen_svg(app) == svg_snapshot

    drive(app, walk)


def on(screen, title):
    """Move to the row of this title."""
    rows = [row for row in screen._rows if not row.is_heading]
    wanted = next(row for row in rows if row.about.title == title)
    screen.query_one("#rows").highlighted = [row.id for row in screen._rows].index(wanted.id)


def test_what_is_sure_is_noted_and_taken_back(app_on, tmp_path):
    app = app_on(RECORDS)
    before = app.folder.file.read_bytes()

    async def walk(pilot):
        await opened(pilot, AGREE, tmp_path)
        await pilot.press("f2")
        await until(pilot, lambda: app.folder.file.read_text(encoding="utf-8").count("posted = 2026-02-10") == 2)
        await until(pilot, lambda: "Your records note all of that already." in screen_text(app))
        await pilot.press("u")
        await until(pilot, lambda: app.folder.file.read_bytes() == before)

    drive(app, walk)


def test_a_doubtful_pair_is_noted_only_where_it_is_agreed_to(app_on, tmp_path):
    app = app_on(RECORDS)

    async def walk(pilot):
        screen = await opened(pilot, STATES["doubtful"], tmp_path)
        assert screen._comparison.edit(screen._agreed) is None
        on(screen, "FETC")
        await pilot.pause()
        await pilot.press("space")
        await pilot.press("f2")
        await until(pilot, lambda: "posted" in app.folder.file.read_text(encoding="utf-8"))
        assert app.folder.file.read_text(encoding="utf-8").count("posted") == 1

    drive(app, walk)


def test_pairs_are_parted_and_made_by_keys(app_on, tmp_path):
    app = app_on(RECORDS)

    async def walk(pilot):
        screen = await opened(pilot, STATES["differences"], tmp_path)
        on(screen, "ALET Winter Conference")
        await pilot.pause()
        await pilot.press("minus")
        assert [row.number for row in screen._comparison.found.only_theirs] == [2, 3]
        on(screen, "Region meeting [b]")
        await pilot.pause()
        await pilot.press("equals_sign")
        on(screen, "FETC")
        await pilot.pause()
        await pilot.press("equals_sign")
        assert [(one.activity.id, one.rows[0].number) for one in screen._comparison.found.pairs] == [("fetc", 3)]
        on(screen, "ALET Winter Conf.")
        await pilot.pause()
        await pilot.press("minus")
        assert len(screen._comparison.found.pairs) == 2

    drive(app, walk)


def test_several_entries_are_paired_with_one_row_and_one_is_parted_again(app_on, tmp_path):
    parts = (("one", "Camp", "02-01"), ("two", "Retreat", "03-01"), ("three", "Studio", "04-01"))
    held = "".join(
        f'\n[[activity]]\nid = "{id}"\ntitle = "{title}"\ndate = 2026-{day}\nhours = 2\n' for id, title, day in parts
    )
    app = app_on(f"{RECORDS}{held}")

    async def pair(pilot, screen, first, second):
        for title in (first, second):
            on(screen, title)
            await pilot.pause()
            await pilot.press("equals_sign")

    async def walk(pilot):
        screen = await opened(pilot, "Title,Date,Hours\nSpring online courses,5/20/2026,6\n", tmp_path)
        await pair(pilot, screen, "Spring online courses", "Camp")
        await pair(pilot, screen, "Retreat", "Camp")
        await pair(pilot, screen, "Camp", "Studio")
        found = screen._comparison.found
        assert [(one.activity.id, one.rows[0].number, one.agrees) for one in found.pairs] == [
            (id, 2, True) for id, _, _ in parts
        ]
        on(screen, "Retreat")
        await pilot.pause()
        await pilot.press("minus")
        assert [one.activity.id for one in screen._comparison.found.pairs] == ["one", "three"]

    drive(app, walk)


def test_a_row_is_taken_in(app_on, tmp_path):
    app = app_on(RECORDS)

    async def walk(pilot):
        screen = await opened(pilot, STATES["differences"], tmp_path)
        on(screen, "Region meeting [b]")
        await pilot.pause()
        await pilot.press("space", "f2")
        await until(pilot, lambda: "Region meeting [b]" in app.folder.file.read_text(encoding="utf-8"))
        await until(pilot, lambda: not screen._is_looking and not screen._comparison.found.only_theirs)

    drive(app, walk)


def test_a_column_is_chosen(app_on, tmp_path):
    app = app_on(RECORDS)

    async def walk(pilot):
        screen = await opened(pilot, STATES["column"], tmp_path)
        assert screen._doubt is not None
        await pilot.press("space")
        await until(pilot, lambda: screen._comparison is not None)

    drive(app, walk)


def test_a_file_that_is_not_there_is_told(app_on, tmp_path):
    app = app_on(RECORDS)

    async def walk(pilot):
        screen = await opened(pilot, "", tmp_path)
        screen.query_one("#path", Input).value = str(tmp_path / "gone.csv")
        await pilot.press("enter")
        await until(pilot, lambda: "cannot be read" in screen_text(app))

    drive(app, walk)


@pytest.mark.parametrize(
    ("typed", "told"), [("'{}'", "2 in both"), ("~nobody-of-this-name/talent.csv", "no such file")]
)
def test_a_path_is_taken_as_a_terminal_gives_it_and_of_nobody_is_no_end(typed, told, app_on, tmp_path):
    app = app_on(RECORDS)

    async def walk(pilot):
        screen = await opened(pilot, "", tmp_path)
        file = tmp_path / "talent.csv"
        file.write_text(STATES["agree"], encoding="utf-8")
        screen.query_one("#path", Input).value = typed.format(file)
        await until(pilot, lambda: "file" in screen.query_one("#checked").content.plain)
        assert told in screen_text(app) or told == "2 in both"
        await pilot.press("enter")
        await until(pilot, lambda: screen._look and not screen._is_looking)
        assert (told == "2 in both") == ("2 in both" in screen_text(app))

    drive(app, walk)


def test_tab_goes_on_with_the_path_of_the_export(app_on, tmp_path):
    app = app_on(RECORDS)

    async def walk(pilot):
        screen = await opened(pilot, "", tmp_path)
        (tmp_path / "talent-2026.csv").write_text(STATES["agree"], encoding="utf-8")
        screen.query_one("#path", Input).value = str(tmp_path / "tal")
        screen.query_one("#path", Input).action_end()
        await pilot.press("tab")
        assert screen.query_one("#path", Input).value == str(tmp_path / "talent-2026.csv")

    drive(app, walk)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
def test_a_message_is_drafted_and_kept(size, app_on, tmp_path, text_snapshot):
    app = app_on(RECORDS)

    async def walk(pilot):
        await opened(pilot, STATES["differences"], tmp_path)
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, Letter))
        assert screen_text(app) == text_snapshot
        await pilot.press("s")
        draft = app.folder.path / f"message-al-td-ceu-{TODAY.isoformat()}.txt"
        await until(pilot, draft.exists)
        assert "FETC, Orlando, FL: 6 hours" in draft.read_text(encoding="utf-8")

    drive(app, walk, size)


def test_hostile_text_is_shown_as_it_is(app_on, tmp_path):
    app = app_on(RECORDS.replace('"FETC"', '"[/b] \\u001b[2J"'))

    async def walk(pilot):
        await opened(pilot, HEADINGS + '"[@click=app.quit]x[/] \x1b[2J",03/18/2026,2,\n', tmp_path)
        assert "[@click=app.quit]x[/]" in screen_text(app)
        assert is_harmless(screen_text(app))
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, Letter))
        assert is_harmless(screen_text(app))

    drive(app, walk)


def test_what_noting_does_to_each_credential_follows_what_is_taken(app_on, tmp_path):
    app = app_on(RECORDS)

    async def walk(pilot):
        screen = await opened(pilot, STATES["differences"], tmp_path)
        before = screen._effects
        on(screen, "Region meeting [b]")
        await pilot.pause()
        await pilot.press("space")
        await until(pilot, lambda: screen._effects != before)
        assert "What it does to each credential" in screen_text(app)
        await pilot.press("space")
        await until(pilot, lambda: screen._effects == before)

    drive(app, walk, (80, 40))


TWO = RECORDS.replace(
    'program = "al-td-ceu"', 'program = "al-td-ceu"\n[[credential]]\nprogram = "al-cto"\ncohort = "ECHO"'
)


def test_whose_official_record_it_is_can_be_chosen(app_on, tmp_path):
    app = app_on(TWO)

    async def walk(pilot):
        screen = await opened(pilot, AGREE, tmp_path)
        assert screen._comparison.scope.credential.id == "al-td-ceu"
        await pilot.press("W")
        await until(pilot, lambda: screen._doubt is not None)
        on(screen, screen._doubt.items[1].title)
        await pilot.pause()
        await pilot.press("space")
        await until(
            pilot, lambda: screen._comparison is not None and screen._comparison.scope.credential.id == "al-cto"
        )

    drive(app, walk)


def test_where_no_program_lists_activities_it_is_asked_whose_the_file_is(app_on, tmp_path, text_snapshot):
    app = app_on(TWO.replace('program = "al-td-ceu"\n', 'program = "cosn-cetl"\nissued = 2025-01-01\n'))

    async def walk(pilot):
        screen = await opened(pilot, AGREE, tmp_path)
        assert screen_text(app) == text_snapshot
        await pilot.press("space")
        await until(pilot, lambda: screen._comparison is not None or screen._problem)
        assert not screen._problem

    drive(app, walk)


def test_what_the_columns_hold_is_remembered_once_something_is_noted(app_on, tmp_path):
    app = app_on(RECORDS)
    odd = AGREE.replace("Credit Hours", "CEU")

    async def walk(pilot):
        screen = await opened(pilot, odd, tmp_path)
        assert screen._doubt is not None
        await pilot.press("space")
        await until(pilot, lambda: screen._comparison is not None)
        await pilot.press("f2")
        await until(pilot, lambda: (app.folder.own / "import.toml").exists())
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)
        again = await opened(pilot, odd, tmp_path)
        assert again._doubt is None

    drive(app, walk)
