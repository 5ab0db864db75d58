"""History: earlier states of the records, and the way back to each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import made_up
import pytest
from driving import SIZE_NAMES, SIZES, at_each_size, drive, in_each_theme, screen_text, until

from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.records.edits import AddActivity, ChangeActivity, DeleteActivity
from alcto_tui import requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.keeping.history import HistoryScreen
from alcto_tui.screens.keeping.restore import RestoreQuestion

FALL = {"id": "fall", "title": "ALET Fall Conference", "date": datetime(2025, 10, 8).date(), "hours": 6}
"""An activity that is added, changed and taken out again."""


def with_past(folder: RecordsFolder) -> RecordsStore:
    """Five saves, a minute apart, and an undo."""
    begin = datetime(2026, 8, 13, 9, 0, tzinfo=UTC)
    times = iter(begin + timedelta(minutes=number) for number in range(100))
    store = RecordsStore(folder, now=lambda: next(times))
    store.save(store.load(), AddActivity(table=FALL))
    store.save(store.load(), ChangeActivity(id="fall", changes={"hours": 5, "location": "Mobile, AL"}))
    store.save(store.load(), DeleteActivity(id="winter"))
    store.save(store.load(), ChangeActivity(id="summer", changes={"note": "Two\nlines [b]bold[/b]"}))
    store.undo()
    return store


@pytest.fixture
def app_with_past(app_on, plugins):
    """The app on records that have a past."""

    def make(text: str = made_up.HEALTHY):
        from alcto_core.overview import open_overview

        app = app_on(text)
        with_past(app.folder)
        app.set_reactive(type(app).overview, open_overview(app.folder, plugins, app.on))
        return app

    return make


async def opened(pilot):
    """Open the screen, and wait until the states and what changed are there."""
    app = pilot.app
    app.screen.post_message(requests.HistoryRequested())
    await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and app.screen._states is not None)
    await until(pilot, lambda: "Reading" not in screen_text(app))


def test_earlier_states_show(app_with_past, text_snapshot):
    app = app_with_past()

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_a_history_that_is_empty_says_how_it_fills(app_on, text_snapshot):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


@pytest.mark.parametrize("row", [1, 3, 4])
def test_a_wide_window_shows_what_changed_in_full(row, app_with_past, text_snapshot):
    app = app_with_past()

    async def walk(pilot):
        await opened(pilot)
        app.screen.query_one("#rows").highlighted = row
        await until(pilot, lambda: "Reading" not in screen_text(app))
        assert screen_text(app) == text_snapshot

    drive(app, walk, (200, 50))


def test_history_looks(app_with_past, svg_snapshot):
    app = app_with_past()

    async def walk(pilot):
        await opened(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


async def asked_about(pilot, row):
    """Put the cursor on a row and ask to bring its state back."""
    app = pilot.app
    app.screen.query_one("#rows").highlighted = row
    await pilot.pause()
    await pilot.press("f2")
    await until(pilot, lambda: isinstance(app.screen, RestoreQuestion))


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
def test_the_question_says_what_is_gained_and_lost(size, app_with_past, text_snapshot):
    app = app_with_past()

    async def walk(pilot):
        await opened(pilot)
        await asked_about(pilot, 4)
        await pilot.pause()
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


def test_the_question_looks(app_with_past, svg_snapshot):
    app = app_with_past()

    async def walk(pilot):
        await opened(pilot)
        await asked_about(pilot, 5)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_a_state_is_brought_back_and_one_undo_takes_it_back(app_with_past):
    app = app_with_past()
    before = app.folder.file.read_bytes()

    async def walk(pilot):
        await opened(pilot)
        await asked_about(pilot, 5)
        await pilot.press("y")
        await until(pilot, lambda: app.folder.file.read_bytes() == made_up.HEALTHY.encode())
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and len(app.screen._states) == 7)
        assert [one.id for one in app.overview.records.activities] == ["winter", "summer"]
        await pilot.press("u")
        await until(pilot, lambda: app.folder.file.read_bytes() == before)

    drive(app, walk)


def test_keeping_the_file_changes_nothing(app_with_past):
    app = app_with_past()
    before = app.folder.file.read_bytes()

    async def walk(pilot):
        await opened(pilot)
        for key in ("n", "escape", "enter"):
            await asked_about(pilot, 5)
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        assert app.folder.file.read_bytes() == before

    drive(app, walk)


def test_the_present_state_is_not_brought_back(app_with_past):
    app = app_with_past()

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: len(app._notifications))
        assert "in this state now" in next(iter(app._notifications)).message

    drive(app, walk)


LOST = {"gone": None, "damaged": b"schema = \n", "empty": b"", "not-text": b"\xff\xfe\x00"}


@pytest.mark.parametrize("what", LOST)
def test_a_file_that_is_lost_is_brought_back_from_home(what, app_on, text_snapshot):
    app = app_on(made_up.HEALTHY)
    store = with_past(app.folder)
    wanted = app.folder.file.read_bytes()
    app.folder.file.unlink()
    if LOST[what] is not None:
        app.folder.file.write_bytes(LOST[what])
    app.set_reactive(type(app).overview, None)

    async def walk(pilot):
        await until(pilot, lambda: "earlier states" in screen_text(app))
        assert isinstance(app.screen, HomeScreen)
        assert screen_text(app) == text_snapshot
        await pilot.press("H")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and app.screen._states)
        rows = [state.sha256 for state in app.screen._states]
        from alcto_core.keeping.history import digest

        await asked_about(pilot, rows.index(digest(wanted)))
        await pilot.press("y")
        await until(pilot, lambda: app.folder.file.exists() and app.folder.file.read_bytes() == wanted)
        await pilot.press("escape")
        await until(pilot, lambda: "TD-CEU" in screen_text(app))

    drive(app, walk)
    assert store.generations()[0].is_present


def test_a_file_that_the_system_refuses_names_the_way_to_earlier_states(app_on, tmp_path):
    app = app_on(made_up.HEALTHY)
    with_past(app.folder)
    app.folder.file.unlink()
    app.folder.file.mkdir()
    app.set_reactive(type(app).overview, None)

    async def walk(pilot):
        await until(pilot, lambda: "H to look at earlier states" in screen_text(app))
        await pilot.press("H")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and app.screen._states is not None)
        assert "cannot be read" in screen_text(app)

    drive(app, walk)


def test_a_state_whose_bytes_are_gone_says_so(app_with_past):
    app = app_with_past()
    for file in app.folder.stretches.iterdir():
        file.unlink()

    async def walk(pilot):
        await opened(pilot)
        app.screen.query_one("#rows").highlighted = 3
        await until(pilot, lambda: "not known" in screen_text(app))
        await pilot.press("f2")
        await until(pilot, lambda: len(app._notifications))
        assert "no longer kept" in next(iter(app._notifications)).message

    drive(app, walk)


def test_begin_a_new_file_where_the_old_one_is_gone(app_on):
    from alcto_tui.screens.at_home.first_run import FirstRunScreen

    app = app_on(made_up.HEALTHY)
    with_past(app.folder)
    app.folder.file.unlink()
    app.set_reactive(type(app).overview, None)

    async def walk(pilot):
        await until(pilot, lambda: "n to begin a" in screen_text(app))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))

    drive(app, walk)
