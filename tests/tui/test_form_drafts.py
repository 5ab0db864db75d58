"""What is typed in a form and not saved: kept, offered again, never put over what changed meanwhile."""

from __future__ import annotations

from datetime import datetime

import made_up_log
import pytest
from driving import drive, screen_text, until

from alcto_core.entry.form import draft_of, text_of
from alcto_core.hours import HOUR
from alcto_core.keeping import drafts
from alcto_core.records.reading import read_text
from alcto_tui import messages, requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.credentials.step_form import StepForm
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.entries.entry_question import go_on_with

LOGGED = made_up_log.LOGGED
NOON = datetime(2026, 8, 14, 12)


async def to_step(pilot):
    """Type in the form of a step."""
    app = pilot.app
    standing = app.overview.standing("al-cto")
    requirement = next(one for one in standing.requirements if one.id == "presentation")
    app.push_screen(StepForm(app.overview, standing, requirement))
    await until(pilot, lambda: isinstance(app.screen, StepForm) and app.screen.query("#done-input"))
    app.screen.field("done").input.value = "2026-08-01"
    app.screen.field("note").input.value = "Mine"


def test_what_was_typed_of_a_step_is_kept_and_offered_at_the_next_start(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_current)
        await to_step(pilot)
        app.screen.keep_typed()
        app.pop_screen()
        app.post_message(messages.DraftsChanged())
        await until(pilot, lambda: "Not saved yet" in screen_text(app))
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, StepForm) and "is here again" in screen_text(app))
        assert app.screen.value("note") == "Mine"
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and not app.drafts)
        assert 'note = "Mine"' in app.folder.file.read_text(encoding="utf-8")

    drive(app, walk)


def test_a_cancelled_step_leaves_no_draft(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_current)
        await to_step(pilot)
        await until(pilot, lambda: drafts.load_drafts(app.folder))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and not drafts.load_drafts(app.folder))

    drive(app, walk)


@pytest.mark.parametrize(
    ("theirs", "location", "is_told"), [("Orlando, FL", "Tampa, FL", False), ("Miami, FL", "Tampa, FL", True)]
)
def test_a_draft_of_an_edit_keeps_what_changed_in_the_file_since(theirs, location, is_told, app_on):
    app = app_on(LOGGED.replace("hours = 8\n", "hours = 7\n").replace("Orlando, FL", theirs))
    before = text_of(read_text(LOGGED.encode()).records.activity("fetc"))
    typed = draft_of(before) | {"location": location}
    draft = drafts.Draft(name="entry-x", fields={**typed, "editing": "fetc", "began": draft_of(before)}, at=NOON)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_current)
        app.screen.post_message(requests.EntryRequested(draft=draft))
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen._foresight is not None)
        assert (app.screen._text.hours, app.screen._text.location) == ("7", location)
        assert any("location" in one.message for one in app._notifications) == is_told
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        saved = app.overview.records.activity("fetc")
        assert (saved.hours, saved.location) == (7 * HOUR, location)

    drive(app, walk)


def test_the_end_of_the_program_keeps_the_last_letters(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_current)
        app.screen.post_message(requests.EntryRequested())
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen._foresight is not None)
        app.screen.query_one("#title-input").value = "The last word"
        await until(pilot, lambda: app.screen._text.title == "The last word")
        app.end(143)
        (kept,) = drafts.load_drafts(app.folder)
        assert kept.fields["title"] == "The last word"

    drive(app, walk)


def test_a_draft_names_its_day_as_every_other_day_is_named():
    words = go_on_with(drafts.Draft(name="entry", at=datetime(2026, 12, 1, 2, 44), fields={}), "FETC")._words
    assert words == "A draft is waiting that was not saved: “FETC”, kept 1 Dec, 02:44."
