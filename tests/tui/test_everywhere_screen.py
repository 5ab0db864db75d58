"""Words found in everything at once, on the screen and by the verb."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from driving import TODAY, drive, screen_text, until
from textual.pilot import Pilot

from alcto_core.cli.group import command
from alcto_core.telling.everywhere import ENTRY, OFFERING, RULE, STEP, Everywhere

WORDS = {"winter": {ENTRY, OFFERING}, "presentation": {STEP, RULE}, "fetc": {ENTRY, OFFERING}}


@pytest.mark.parametrize("words", WORDS)
def test_screen_and_verb_find_the_same_things(words, app_on, demo_text) -> None:
    app = app_on(demo_text)
    found: list[str] = []

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await pilot.press("slash")
        await until(pilot, lambda: getattr(app.focused, "id", "") == "find")
        await pilot.press(*words)
        await until(pilot, lambda: any(row.about is not None for row in app.screen._rows))
        found.extend(row.about.word for row in app.screen._rows if row.about is not None)
        sheet = Everywhere(app.overview).find(words)
        assert {one.kind for one in sheet.items()} >= WORDS[words]
        assert found == [one.word for one in sheet.items()]

    drive(app, walk)
    asked = ["--records", str(app.folder.path), "--on", TODAY.isoformat(), "find", words]
    done = CliRunner().invoke(command, asked)
    assert all(id in done.stdout for id in found)
    told = json.loads(CliRunner().invoke(command, [*asked, "--json"]).stdout)
    assert [one["id"] for one in told["found"]] == found


@pytest.mark.parametrize(
    ("words", "kind", "opens"),
    [
        ("winter", ENTRY, "EntryScreen"),
        ("presentation", STEP, "CredentialScreen"),
        ("winter", OFFERING, "EntryScreen"),
        ("presentation", RULE, "RuleSetScreen"),
    ],
)
def test_enter_leads_to_what_was_found(words, kind, opens, app_on, demo_text) -> None:
    app = app_on(demo_text)

    async def walk(pilot: Pilot) -> None:
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await pilot.press("slash", *words)
        await until(pilot, lambda: any(row.about is not None for row in app.screen._rows))
        rows = app.screen._rows
        place = next(at for at, row in enumerate(rows) if row.about is not None and row.about.kind == kind)
        await pilot.press("enter")
        app.screen.query_one("#rows").highlighted = place
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == opens)
        if opens == "RuleSetScreen":
            await until(pilot, lambda: "presentation" in screen_text(app).casefold())
            assert app.screen._highlighted_id() == app.screen._clause != ""

    drive(app, walk)


def test_words_that_stand_nowhere_are_said_to(app_on, demo_text) -> None:
    app = app_on(demo_text)
    asked = ["--records", str(app.folder.path), "--on", TODAY.isoformat(), "find", "zebra", "crossing"]
    done = CliRunner().invoke(command, asked)
    assert done.stdout == "Nothing holds “zebra crossing”.\n"
    assert done.exit_code == 1
