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


def sent(app, character: str) -> None:
    """A sign as a terminal sends it: a byte, that may be a stray one."""
    key = Key(character, character)
    mark(key, Piece("text", character))
    app.post_message(key)


def test_a_number_is_asked_for_once_more_and_the_line_that_asks_does_not_cover_the_form(app_on, demo_text) -> None:
    app = app_on(demo_text)

    def asked() -> list[str]:
        return [one.message for one in app._notifications]

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await pilot.press("l")
        await until(pilot, lambda: type(app.screen).__name__ == "ActivitiesScreen")
        sent(app, "1")
        await until(pilot, lambda: asked() == ["Press 1 once more: add one as your latest entry."])
        sent(app, "2")
        await until(pilot, lambda: asked() == ["Press 2 once more: add one as entry 2 of these."])
        assert type(app.screen).__name__ == "ActivitiesScreen"
        sent(app, "2")
        await until(pilot, lambda: type(app.screen).__name__ == "EntryScreen")
        assert asked() == []

    drive(app, walk)
