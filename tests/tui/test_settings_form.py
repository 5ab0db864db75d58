"""The settings of a credential, changed in its form, and by the verb that reads them alike."""

from __future__ import annotations

import tomllib

import pytest
from driving import drive, screen_text, until
from textual.pilot import Pilot

from alcto_tui import requests

CCTO = """\
schema = 1
[person]
name = "Kim Doe"
[[credential]]
program = "cetpa-ccto"
issued = 2024-02-01 # on the certificate
"""


def held(app, program: str) -> dict:
    found = tomllib.loads(app.folder.file.read_text(encoding="utf-8"))
    return next(one for one in found["credential"] if one["program"] == program)


async def opened(app, pilot: Pilot, program: str) -> None:
    await until(pilot, lambda: app.screen.query("CredentialCard"))
    app.screen.post_message(requests.CredentialFormRequested(program))
    await until(pilot, lambda: app.screen.query("Settings"))


def test_a_number_that_no_source_names_is_set_and_taken_out_again(app_on) -> None:
    app = app_on(CCTO)

    async def walk(pilot: Pilot) -> None:
        await opened(app, pilot, "cetpa-ccto")
        app.screen.field("setting-0").input.value = "a dozen"
        await pilot.press("f2")
        await until(pilot, lambda: "is a number, not “a dozen”" in " ".join(screen_text(app).split()))
        app.screen.field("setting-0").input.value = "12"
        await pilot.press("f2")
        await until(pilot, lambda: not app.screen.query("Settings"))
        assert held(app, "cetpa-ccto")["settings"] == {"ceus": 12}
        assert "# on the certificate" in app.folder.file.read_text(encoding="utf-8")
        await opened(app, pilot, "cetpa-ccto")
        assert app.screen.value("setting-0") == "12"
        app.screen.field("setting-0").input.value = ""
        await pilot.press("f2")
        await until(pilot, lambda: not app.screen.query("Settings"))
        assert "settings" not in held(app, "cetpa-ccto")

    drive(app, walk)


def test_the_other_reading_of_a_clause_is_chosen_and_told(app_on, demo_text) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await opened(app, pilot, "al-td-ceu")
        before = dict(held(app, "al-td-ceu").get("settings", {}))
        switches = app.overview.library.rule_sets["al-td-ceu"].switch
        place, switch = next((at, one) for at, one in enumerate(switches) if one.id not in before)
        choices = app.screen.query_one(f"#switch-{place}")
        choices.focus()
        await pilot.press("down", "space")
        await until(pilot, lambda: f"(•) {switch.other_text}" in " ".join(str(choices.render()).split()))
        await pilot.press("f2")
        await until(pilot, lambda: not app.screen.query("Settings"))
        assert held(app, "al-td-ceu")["settings"] == {**before, switch.id: switch.other}

    drive(app, walk)


def test_readings_are_sentences_below_each_other_by_keys_and_by_mouse(app_on, demo_text) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await opened(app, pilot, "al-td-ceu")
        first, second = app.screen.query_one("#switch-0"), app.screen.query_one("#switch-1")
        first.focus()
        await pilot.press("down")
        assert (first.has_focus, first.cursor) == (True, 1)
        await pilot.press("down")
        await until(pilot, lambda: second.has_focus)
        await pilot.press("up")
        await until(pilot, lambda: first.has_focus)
        assert first.cursor == 0  # where what is chosen stands
        second.scroll_visible(animate=False)
        await until(pilot, lambda: second.region.bottom <= app.screen.region.bottom)
        assert second.region.height > 2  # a sentence that is longer than the form goes on below itself
        await pilot.click("#switch-1", offset=(6, second.region.height - 1))
        await until(pilot, lambda: second.value == ("fixed",))

    drive(app, walk, (80, 24))


def test_a_form_that_was_not_touched_changes_nothing(app_on, demo_text) -> None:
    app = app_on(demo_text)
    before = app.folder.file.read_bytes()

    async def walk(pilot: Pilot) -> None:
        for program in ("al-td-ceu", "al-cto"):
            await opened(app, pilot, program)
            await pilot.press("f2")
            await until(pilot, lambda: not app.screen.query("Settings"))
        assert app.folder.file.read_bytes() == before

    drive(app, walk)


@pytest.mark.parametrize(("height", "is_told"), [(24, True), (60, False)])
def test_where_the_form_is_longer_than_the_window_its_frame_names_the_keys(app_on, demo_text, height, is_told) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await opened(app, pilot, "al-td-ceu")
        await until(pilot, lambda: ("Save F2  Cancel Esc" in screen_text(app)) == is_told)
        assert ("Cancel  Esc" in screen_text(app)) != is_told  # the buttons themselves
        assert "(•) Online courses count; hours in person are advice." in screen_text(app)
        assert "online-counts" not in screen_text(app)

    drive(app, walk, size=(80, height))
