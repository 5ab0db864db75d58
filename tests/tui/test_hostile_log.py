"""Texts that a careless screen would obey, in every field of the log, the form and the catalogue."""

from __future__ import annotations

import made_up
from driving import drive, screen_text, until
from hostile import faults_on, shows
from textual.widgets import Input

from alcto_core.entry.form import EntryText, draft_of
from alcto_core.entry.reader import SessionText
from alcto_core.keeping import drafts
from alcto_tui import requests
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.entries import entry_preview
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.widgets.literal import cell
from alcto_tui.widgets.log_table import LogTable

FIELDS = [
    "title", "location", "date", "hours", "offering", "course", "split", "source", "category", "units", "posted",
    "justification", "description", "evidence", "note",
]  # fmt: skip


def assert_literal(app):
    """Nothing on the screen would move a cursor, and no text became an action or a link."""
    assert faults_on(app) == []


def test_the_log_and_its_form_show_any_text_literally(app_on):
    app = app_on(made_up.hostile(*made_up.PAYLOADS))

    async def walk(pilot):
        app.screen.post_message(requests.ActivitiesRequested())
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        table = app.screen.query_one(LogTable)
        await until(pilot, lambda: table.row_count == len(made_up.PAYLOADS) + 1)
        shown = []
        await app.screen.run_action("whole")
        for row in range(1, table.row_count + 1):
            table.move_cursor(row=row)
            await pilot.pause()
            assert_literal(app)
            shown.append(screen_text(app))
            await app.screen.run_action("delete")
            await until(pilot, lambda: not isinstance(app.screen, ActivitiesScreen))
            assert_literal(app)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        assert [payload for payload in made_up.PAYLOADS if not shows("".join(shown), payload)] == []
        for row in (1, table.row_count):
            table.move_cursor(row=row)
            await app.screen.run_action("edit")
            await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen._foresight is not None)
            assert_literal(app)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        for payload in made_up.PAYLOADS:
            app.screen.query_one("#find", Input).value = payload
            await pilot.pause()
            assert_literal(app)

    drive(app, walk, (100, 60))


def test_a_draft_full_of_it_is_offered_literally(app_on):
    app = app_on(made_up.NO_ACTIVITIES)
    payload = " ".join(made_up.PAYLOADS)
    sessions = (SessionText(title=payload, hours="1", strands=(payload,)),)
    text = EntryText(**dict.fromkeys(FIELDS, payload), strands=(payload,), sessions=sessions)

    async def walk(pilot):
        drafts.save_draft(app.folder, draft_of(text), at=EntryScreen.now())
        app.screen.post_message(requests.EntryRequested())
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert_literal(app)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen._foresight is not None)
        await app.screen.run_action("save")
        await pilot.pause()
        assert_literal(app)
        assert app.screen._text == text

    drive(app, walk, (120, 60))


def test_a_form_complains_of_it_literally_and_keeps_it(app_on, monkeypatch):
    monkeypatch.setattr(entry_preview, "PREVIEW_AFTER", 0.01)
    app = app_on(made_up.NO_ACTIVITIES)

    async def walk(pilot):
        app.screen.post_message(requests.EntryRequested())
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen._foresight is not None)
        await app.screen.run_action("save")
        for payload in made_up.PAYLOADS:
            for field in FIELDS:
                app.screen.query_one(f"#{field}-input", Input).value = payload
            await until(pilot, lambda: app.screen._seen == app.screen._text)
            assert_literal(app)
            assert app.screen._text == EntryText(**dict.fromkeys(FIELDS, payload))

    drive(app, walk, (120, 60))


def test_a_cell_shows_control_characters_as_pictures():
    assert cell("a\x1b[31mb\x07").plain == "a␛[31mb␇"
