"""What other programs do to the records folder while alcto is open."""

from __future__ import annotations

import made_up_log
import pytest
from driving import drive, screen_text, until

from alcto_core.problems import RecordsError
from alcto_tui import messages
from alcto_tui.screens.activities import ActivitiesScreen
from alcto_tui.screens.conflict import ConflictScreen
from alcto_tui.screens.entry import EntryScreen
from alcto_tui.screens.entry_form import EntryForm
from alcto_tui.screens.history import HistoryScreen
from alcto_tui.screens.problems import ProblemsScreen
from alcto_tui.screens.question import Question

LOGGED = made_up_log.LOGGED
DAMAGED = LOGGED.replace("[person]", "[person")


def told(app):
    return [one.message for one in app._notifications]


def damage(app):
    app.folder.file.write_text(DAMAGED, encoding="utf-8")


def remove(app):
    app.folder.file.unlink()


def test_a_second_copy_that_appears_is_told_without_a_restart(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None and not app.copies)
        copy = app.folder.path / "records (Jordan's conflicted copy 2026-08-01).toml"
        copy.write_text(LOGGED.replace("hours = 8\n", "hours = 7\n"), encoding="utf-8")
        await until(pilot, lambda: app.screen.query_one("#copies").has_class("-found"))
        copy.unlink()
        await until(pilot, lambda: not app.screen.query_one("#copies").has_class("-found"))

    drive(app, walk)


def test_a_file_that_was_only_touched_is_no_news(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        before = app.overview
        app.folder.file.write_text(LOGGED, encoding="utf-8")
        await until(pilot, lambda: app.overview is not before)
        assert told(app) == []

    drive(app, walk)


@pytest.mark.parametrize(
    ("way", "words"), [(damage, "changed outside alcto and cannot be read now"), (remove, "gone from its folder")]
)
def test_a_file_that_can_be_read_no_more_is_said_so(way, words, app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        way(app)
        await until(pilot, lambda: app.overview.records is None and told(app))
        assert [words in one for one in told(app)] == [True]

    drive(app, walk)


def test_a_file_that_the_system_does_not_give_is_told_once_and_not_with_every_look(app_on, monkeypatch):
    app = app_on(LOGGED)
    tries = []

    def refused():
        tries.append(1)
        raise RecordsError("records.toml cannot be read: permission denied.")

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        monkeypatch.setattr(app, "_read", refused)
        damage(app)
        for _ in range(3):
            app._look_outside()
            await until(pilot, lambda: not app._is_working)
        assert len(tries) == 1
        assert told(app) == ["records.toml cannot be read: permission denied."]
        assert app.overview.records is not None

    drive(app, walk)


@pytest.mark.parametrize("way", [damage, remove])
def test_what_is_typed_for_a_file_that_can_be_read_no_more_is_not_lost(way, app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        app.screen.post_message(messages.EntryRequested(activity="fetc"))
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.query(EntryForm))
        form = app.screen
        form.query_one("#location-input").value = "Tampa, FL"
        way(app)
        await until(pilot, lambda: app.overview.records is None)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen) and app.screen._shown is not None)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is form)
        assert form.query_one("#location-input").value == "Tampa, FL"
        app.folder.file.write_text(LOGGED, encoding="utf-8")
        await until(pilot, lambda: app.overview.records is not None)
        await pilot.press("f2")
        await until(pilot, lambda: "Tampa, FL" in app.folder.file.read_text(encoding="utf-8"))

    drive(app, walk)


def test_letters_are_commands_where_the_log_has_nothing_to_find(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        app.screen.post_message(messages.ActivitiesRequested())
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen) and app.screen._log)
        damage(app)
        await until(pilot, lambda: app.overview.records is None and not app.screen._log)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, ProblemsScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        await pilot.press("H")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))

    drive(app, walk)


def test_where_no_draft_can_be_kept_it_is_told_once_and_the_form_is_not_closed_as_if_one_were(app_on):
    app = app_on(LOGGED)
    app.folder.own.write_text("a file in the way", encoding="utf-8")

    async def walk(pilot):
        app.screen.post_message(messages.EntryRequested())
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.query(EntryForm))
        form = app.screen
        app.clear_notifications()
        for words in ("Cyber", "Cyber camp"):
            form.query_one("#title-input").value = words
            await until(pilot, lambda words=words: form._text.title == words)
            form.keep_typed()
        assert ["draft could not be kept" in one for one in told(app)] == [True]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert "what you typed is lost" in " ".join(screen_text(app).split())
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is form)
        assert form.query_one("#title-input").value == "Cyber camp"

    drive(app, walk)
