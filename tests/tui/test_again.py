"""Another entry begun from one that is there, by its number."""

from __future__ import annotations

from driving import drive, until
from textual.events import Key
from textual.pilot import Pilot

from alcto_core.entry.templates import templates
from alcto_tui.care import mark
from alcto_tui.sequences import Piece


def test_a_number_in_the_log_opens_a_copy_and_f7_lists_the_same_by_their_numbers(app_on, demo_text) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        wanted = templates(app.overview.records.activities)
        await pilot.press("l", "3")
        await until(pilot, lambda: app.screen.query("#title-input"))
        await until(pilot, lambda: getattr(app.focused, "id", "") == "date-input")
        assert app.screen.query_one("#title-input").value == wanted[2].title
        assert app.focused.value == ""
        await pilot.press("escape", "a")
        await until(pilot, lambda: getattr(app.focused, "id", "") == "title-input")
        await pilot.press("f7")
        await until(pilot, lambda: type(app.screen).__name__ == "NumberedQuestion")
        await pilot.press("2")
        await until(pilot, lambda: type(app.screen).__name__ == "EntryScreen")
        await until(pilot, lambda: app.screen.query_one("#title-input").value == wanted[1].title)
        await until(pilot, lambda: app.screen._text.hours or app.screen._text.sessions)
        assert app.screen._text.offering == (wanted[1].offering or "")
        assert app.screen._text.date == ""

    drive(app, walk)


def sent(app, character: str, *, in_run: bool = False) -> None:
    """A sign as a terminal sends it: a byte, that may be a stray one."""
    key = Key(character, character)
    mark(key, Piece("text", character, in_run=in_run))
    app.post_message(key)


def test_a_number_alone_is_enough_and_one_among_letters_opens_nothing(app_on, demo_text) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await pilot.press("l")
        await until(pilot, lambda: type(app.screen).__name__ == "ActivitiesScreen")
        sent(app, "2", in_run=True)
        await until(pilot, lambda: any("came together" in one.message for one in app._notifications))
        assert type(app.screen).__name__ == "ActivitiesScreen"
        sent(app, "2")
        await until(pilot, lambda: type(app.screen).__name__ == "EntryScreen")
        assert not any("once more" in one.message for one in app._notifications)

    drive(app, walk)


def test_help_and_palette_tell_of_the_numbers_in_one_line(app_on, demo_text) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await pilot.press("l")
        await until(pilot, lambda: type(app.screen).__name__ == "ActivitiesScreen")
        await until(pilot, lambda: app.screen.check_action("again", ()))
        told = [one for one in app.screen.commands if one.action.startswith("again(")]
        assert [(one.written_key, "2 to 9" in one.meaning) for one in told] == [("1-9", True)]

    drive(app, walk)
