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


def test_keys_typed_ahead_wait_for_a_form_that_opens_late(app_on, demo_text, monkeypatch) -> None:
    from alcto_tui.screens.entries.entry import EntryScreen

    app, begun = app_on(demo_text), EntryScreen._begin
    late: list[int] = []

    def begin(screen: EntryScreen, overview: object, left: int = 12) -> None:
        """Begin many refreshes later, as on a machine that has other things to do."""
        late.append(left)
        if left:
            screen._start = None
            screen.set_timer(0.01, lambda: begin(screen, overview, left - 1))
        else:
            begun(screen, overview)

    monkeypatch.setattr(EntryScreen, "_begin", begin)

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        keys = ["l", "slash", *"regi", "enter", "e", "tab", "tab", "tab", "backspace", *"3.5"]
        for key in keys:
            app.post_message(events.Key({".": "full_stop"}.get(key, key), key if len(key) == 1 else None))
        await until(pilot, lambda: app.screen.query("#hours-input"))
        await until(pilot, lambda: app.focused is not None and app.focused.id == "hours-input")
        await until(pilot, lambda: app.focused.value == "3.5")
        assert len(late) > 10

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
