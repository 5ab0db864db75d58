"""Whoever types without waiting gets every letter where it belongs."""

from __future__ import annotations

from driving import drive, until
from textual import events
from textual.pilot import Pilot


def test_letters_typed_at_once_after_a_key_that_opens_a_form_land_in_the_form(app_on, demo_text) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        for character in "aquux quu":
            key = "space" if character == " " else character
            app.post_message(events.Key(key, character))
        await until(pilot, lambda: type(app.screen).__name__ == "EntryScreen")
        await until(pilot, lambda: getattr(app.focused, "value", "") == "quux quu")

    drive(app, walk)
