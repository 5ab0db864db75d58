"""What other programs do to the records folder while alcto is open."""

from __future__ import annotations

from pathlib import Path

import made_up_log
import pytest
from driving import drive, screen_text, until

from alcto_core.keeping.folder import remembered_folder
from alcto_core.problems import RecordsError, RecordsMissing
from alcto_tui import requests
from alcto_tui.screens.at_home.first_run import FirstRunScreen
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.entries.entry_form import EntryForm
from alcto_tui.screens.keeping.conflict import ConflictScreen
from alcto_tui.screens.keeping.history import HistoryScreen
from alcto_tui.screens.keeping.problems import ProblemsScreen
from alcto_tui.screens.log.activities import ActivitiesScreen

LOGGED = made_up_log.LOGGED
DAMAGED = LOGGED.replace("[person]", "[person")


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    """Nothing that was typed elsewhere is offered here, and nothing is remembered for real."""
    monkeypatch.setattr("alcto_core.system.settings_folder", lambda: tmp_path / "settings")


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
        copy.write_text(LOGGED, encoding="utf-8")
        app._look_for_copies()
        await until(pilot, lambda: app.copies)
        assert not app.screen.query_one("#copies").has_class("-found")  # it holds nothing else
        copy.write_text(LOGGED.replace("hours = 8\n", "hours = 7\n"), encoding="utf-8")
        app._look_for_copies()
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


def test_earlier_states_are_offered_only_where_some_are_kept(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        remove(app)
        await until(pilot, lambda: app.overview.loaded is None)
        for app.has_earlier in (False, True):
            await until(pilot, lambda: ("to look at earlier states of it" in screen_text(app)) == app.has_earlier)
            said = app._problem(RecordsMissing("gone"))
            assert ("shows earlier states of it" in said) == app.has_earlier

    drive(app, walk)


@pytest.mark.parametrize("way", [damage, remove])
def test_what_is_typed_for_a_file_that_can_be_read_no_more_is_not_lost(way, app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        app.screen.post_message(requests.EntryRequested(activity="fetc"))
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
        app.screen.post_message(requests.ActivitiesRequested())
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen) and app.screen._known)
        damage(app)
        await until(pilot, lambda: app.overview.records is None and not app.screen._known)
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
        app.screen.post_message(requests.EntryRequested())
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


def take_away(app):
    """The folder goes elsewhere, as by another program or with its drive."""
    app.folder.path.rename("moved")


def bring_back(app):
    """It is there again."""
    Path("moved").rename(app.folder.path)


def empty(app):
    """The place of a drive that is not connected any more."""
    take_away(app)
    app.folder.path.mkdir()


@pytest.mark.parametrize("way", [take_away, empty])
def test_a_folder_that_goes_away_is_told_and_nothing_is_made_in_its_place(way, app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        way(app)
        await until(pilot, lambda: app.overview.loaded is None and app.last_there)
        assert isinstance(app.screen, HomeScreen)
        words = " ".join(screen_text(app).split())
        assert "is its drive not connected?" in words
        assert "a moment ago" in words
        assert not app.folder.path.exists() or not list(app.folder.path.iterdir())

    drive(app, walk)


def test_a_folder_that_comes_back_is_shown_again_by_itself(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        take_away(app)
        await until(pilot, lambda: app.overview.loaded is None)
        bring_back(app)
        await until(pilot, lambda: app.overview.records is not None)
        assert told(app)[-1] == "Your records are there again."

    drive(app, walk)


@pytest.mark.parametrize("way", [take_away, empty])
def test_what_is_typed_while_the_folder_is_away_is_saved_once_it_is_back(way, app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        app.screen.post_message(requests.EntryRequested(activity="fetc"))
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.query(EntryForm))
        form = app.screen
        way(app)
        await until(pilot, lambda: app.overview.loaded is None)
        form.query_one("#location-input").value = "Tampa, FL"
        await until(pilot, lambda: form._text.location == "Tampa, FL")
        form.keep_typed()
        await pilot.press("f2")
        await until(pilot, lambda: "Nothing was saved." in " ".join(told(app)))
        assert app.screen is form
        assert not app.folder.path.exists() or not list(app.folder.path.iterdir())
        if app.folder.path.exists():
            app.folder.path.rmdir()
        bring_back(app)
        await until(pilot, lambda: app.overview.records is not None)
        await pilot.press("f2")
        await until(pilot, lambda: "Tampa, FL" in app.folder.file.read_text(encoding="utf-8"))

    drive(app, walk)


def test_home_says_where_the_records_were_and_new_ones_in_their_place_are_asked_about(app_on, text_snapshot):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        take_away(app)
        await until(pilot, lambda: app.overview.loaded is None)
        app.clear_notifications()
        await pilot.pause()
        assert screen_text(app) == text_snapshot
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        form = app.screen
        form.query_one("#name").input.value = "Jordan"
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert "Begin new ones in their place?" in app.screen._words
        await pilot.press("n")
        await until(pilot, lambda: app.screen is form)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert not app.folder.path.exists()

    drive(app, walk)


def test_records_that_were_moved_are_opened_where_they_are_now(app_on, tmp_path):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        take_away(app)
        await until(pilot, lambda: app.overview.loaded is None)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        app.screen.query_one("#folder").input.value = str(tmp_path / "moved")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("y")
        await until(pilot, lambda: app.overview.records is not None and isinstance(app.screen, HomeScreen))
        assert app.folder.path == tmp_path / "moved"
        assert remembered_folder() == tmp_path / "moved"

    drive(app, walk)


def test_a_remembered_folder_that_is_away_at_the_start_is_no_first_run(app_on):
    app = app_on(None)
    app.set_reactive(type(app).last_there, "the last time")

    async def walk(pilot):
        await until(pilot, lambda: "the last time" in screen_text(app))
        assert isinstance(app.screen, HomeScreen)

    drive(app, walk)


def test_a_screen_whose_credential_is_gone_waits_for_the_question_before_it(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app._folder_seen is not None)
        app.screen.post_message(requests.CredentialRequested("al-td-ceu"))
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen) and app.screen._sheet is not None)
        await app.screen.run_action("remove")
        await until(pilot, lambda: isinstance(app.screen, Question))
        take_away(app)
        await until(pilot, lambda: app.overview.loaded is None)
        app._load()
        await until(pilot, lambda: not app._is_working)
        assert isinstance(app.screen, Question)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)
