"""Whoever types without waiting gets every letter where it belongs."""

from __future__ import annotations

from driving import drive, until
from textual import events
from textual.pilot import Pilot

from alcto_tui import typing_ahead


def test_letters_typed_at_once_after_a_key_that_opens_a_form_land_in_the_form(app_on, demo_text) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        for character in "aquux quu":
            key = "space" if character == " " else character
            app.post_message(events.Key(key, character))
        await until(pilot, lambda: type(app.screen).__name__ == "EntryScreen")
        await until(pilot, lambda: getattr(app.focused, "value", "") == "quux quu")

    drive(app, walk)


def test_a_screen_that_was_closed_does_not_hold_up_the_next_key(app_on, demo_text, monkeypatch) -> None:
    monkeypatch.setattr(typing_ahead, "PATIENCE", 1_000_000.0)
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        for key in ("l", "escape", "p", "escape", "H"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: type(app.screen).__name__ == "HistoryScreen")

    drive(app, walk)
