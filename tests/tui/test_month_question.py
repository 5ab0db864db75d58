"""The day chosen from a calendar of months, and its plain twin."""

from __future__ import annotations

import pytest
from driving import drive, screen_text, until
from textual.pilot import Pilot

from alcto_core.telling.month import cell_of, marks_of, weeks_of, words_of


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_a_day_is_chosen_from_the_calendar_and_stands_in_the_form(app_on, demo_text, size) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await pilot.press("a")
        await until(pilot, lambda: getattr(app.focused, "id", "") == "title-input")
        await pilot.press("f8", "pagedown", *["down"] * 2, "right", "right")
        await until(pilot, lambda: "September 2026" in screen_text(app))
        day = app.screen._day
        assert day.isoformat() == "2026-09-30"
        marks = marks_of(app.overview)
        shown = " ".join(screen_text(app).replace("│", " ").split())
        assert words_of(day, marks) in shown
        for week in weeks_of(day):
            assert " ".join("".join(cell_of(one, marks) for one in week).split()) in shown
        await pilot.press("enter")
        await until(pilot, lambda: getattr(app.focused, "id", "") == "date-input")
        assert app.focused.value == "2026-09-30"
        assert app.screen._text.date == "2026-09-30"

    drive(app, walk, size=size)


def test_esc_leaves_the_day_as_it_was_typed(app_on, demo_text) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await pilot.press("a")
        await until(pilot, lambda: getattr(app.focused, "id", "") == "title-input")
        await pilot.press("tab", "tab", *"2026-02-03", "f8", "left", "escape")
        await until(pilot, lambda: getattr(app.focused, "id", "") == "date-input")
        assert app.focused.value == "2026-02-03"

    drive(app, walk)
