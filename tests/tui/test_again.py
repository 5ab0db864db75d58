"""Another entry begun from one that is there, by its number."""

from __future__ import annotations

from driving import drive, until
from textual.pilot import Pilot

from alcto_core.entry.templates import templates


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
