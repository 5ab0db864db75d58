"""Conflict: a change that met another one in the file is never saved over it, and the person chooses."""

from __future__ import annotations

import tomllib
from datetime import date

import made_up_log
import pytest
from driving import SIZES, drive, in_each_theme, screen_text, until

from alcto_core.records.edits import AddActivity, ChangeActivity, DeleteActivity, Several
from alcto_tui import messages, requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.at_home.person_form import PersonForm
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.credentials.credential_form import CredentialForm
from alcto_tui.screens.credentials.renew_form import RenewForm
from alcto_tui.screens.credentials.step_form import StepForm
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.keeping.conflict import ConflictScreen
from alcto_tui.screens.log.activities import ActivitiesScreen

LOGGED = made_up_log.LOGGED
PLACE = ('location = "Orlando, FL"', 'location = "Miami, FL"')
HOURS = ("hours = 8\n", "hours = 7\n")
MINE = ChangeActivity(id="fetc", changes={"location": "Tampa, FL", "note": "Keynote by [b]the chair[/b]"})
NEW = AddActivity(table={"title": "Talent course", "date": date(2026, 8, 1), "hours": 2, "strands": ["al-cto/it"]})


def without(text: str, id: str) -> str:
    """The records without one activity."""
    before, _, after = text.partition(f'[[activity]]\nid = "{id}"')
    return before + after[after.index("[[activity]]") :]


SEVERAL = Several(edits=(MINE, ChangeActivity(id="governance", changes={"location": "Mobile"}), NEW), sentence="all")
STATES = {
    "same-key": (MINE, LOGGED.replace(*PLACE)),
    "other-keys": (MINE, LOGGED.replace(*HOURS).replace('district = "', 'district = "Greater ')),
    "gone-there": (MINE, without(LOGGED, "fetc")),
    "deleted-here": (DeleteActivity(id="fetc"), LOGGED.replace(*PLACE)),
    "several": (SEVERAL, LOGGED.replace(*PLACE)),
    "mostly-gone": (NEW, LOGGED[: LOGGED.index("[[activity]]")]),
    "damaged": (MINE, LOGGED.replace("date = 2026-01-12", "date = 1/12/2026")),
    "gone": (MINE, None),
}


def written(app):
    """The records in the file, by id."""
    document = tomllib.loads(app.folder.file.read_text(encoding="utf-8"))
    return {one["id"]: one for one in document["activity"]}


async def met(pilot, edit, theirs):
    """Ask for a save of something that changed in the file meanwhile."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_current)
    seen = app.overview.loaded
    if theirs is None:
        app.folder.file.unlink()
    else:
        app.folder.file.write_text(theirs, encoding="utf-8")
    app.screen.post_message(messages.EditRequested(edit, seen=seen))
    await until(pilot, lambda: isinstance(app.screen, ConflictScreen) and app.screen._shown is not None)
    await until(pilot, lambda: app.screen.query_one("#rows").option_count)


@pytest.fixture
def still(app_on, monkeypatch):
    """`app_on`, and the app does not look by itself what became of the file: a toast in the picture tells of that."""

    def make(text):
        app = app_on(text)
        monkeypatch.setattr(type(app), "_look_outside", lambda _app: None)
        return app

    return make


# One state shows what a narrow window does: both sides one under the other.
SHOWN = [(state, size) for state in STATES for size in SIZES if size >= (80, 24) or state == "same-key"]


@pytest.mark.parametrize(("state", "size"), SHOWN, ids=[f"{state}-{size[0]}x{size[1]}" for state, size in SHOWN])
def test_a_conflict_shows_both_sides(state, size, still, text_snapshot):
    app = still(LOGGED)

    async def walk(pilot):
        await met(pilot, *STATES[state])
        app.clear_notifications()
        await pilot.pause()
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


def test_a_conflict_looks(still, svg_snapshot):
    app = still(LOGGED)

    async def walk(pilot):
        await met(pilot, *STATES["same-key"])
        app.clear_notifications()
        await pilot.pause()
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


@pytest.mark.parametrize(
    ("state", "keys", "there"),
    [
        ("same-key", "m", {"location": "Tampa, FL", "hours": 8}),
        ("same-key", " m", {"location": "Miami, FL", "hours": 8}),
        ("other-keys", "m", {"location": "Tampa, FL", "hours": 7}),
        ("other-keys", " m", {"location": "Tampa, FL", "hours": 8}),
        ("gone-there", "m", {"location": "Tampa, FL", "hours": 8}),
        ("gone-there", " m", None),
        ("deleted-here", "m", None),
        ("deleted-here", " m", {"location": "Miami, FL", "hours": 8}),
        ("same-key", "t", {"location": "Miami, FL", "hours": 8}),
        ("same-key", "c", {"location": "Miami, FL", "hours": 8}),
    ],
)
def test_the_choice_is_in_the_file_and_one_undo_takes_it_back(state, keys, there, app_on):
    app = app_on(LOGGED)
    edit, theirs = STATES[state]

    async def walk(pilot):
        await met(pilot, edit, theirs)
        await pilot.press(*({" ": "space", "m": "f2", "t": "f3", "c": "f4"}[key] for key in keys))
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and not app._is_working and not app._waiting)
        found = written(app).get("fetc")
        assert (found and {key: found[key] for key in ("location", "hours")}) == there
        if app.folder.file.read_text(encoding="utf-8") != theirs:
            await app.screen.run_action("undo")
            await until(pilot, lambda: app.folder.file.read_text(encoding="utf-8") == theirs)

    drive(app, walk)


def test_a_copy_holds_the_whole_of_mine_and_the_file_stays(app_on):
    app = app_on(LOGGED)
    edit, theirs = STATES["same-key"]

    async def walk(pilot):
        await met(pilot, edit, theirs)
        await pilot.press("f4")
        await until(pilot, lambda: list(app.folder.path.glob("records (mine *.toml")))
        (copy,) = app.folder.path.glob("records (mine *.toml")
        assert tomllib.loads(copy.read_text(encoding="utf-8"))["activity"][0]["location"] == "Tampa, FL"
        assert app.folder.file.read_text(encoding="utf-8") == theirs
        await until(pilot, lambda: copy.name in "".join(one.message for one in app._notifications))

    drive(app, walk)


@pytest.mark.parametrize("state", ["damaged", "gone"])
def test_where_the_file_cannot_be_read_a_copy_is_kept_or_the_save_is_tried_again(state, app_on):
    app = app_on(LOGGED)
    edit, theirs = STATES[state]

    async def walk(pilot):
        await met(pilot, edit, theirs)
        offered = {command.action for command in app.screen.commands}
        assert {"copy_mine", "again"} <= offered
        assert not offered & {"merge", "theirs", "switch"}
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen) and app.screen._shown is not None)
        app.folder.file.write_text(LOGGED, encoding="utf-8")
        await pilot.press("f5")
        await until(pilot, lambda: not isinstance(app.screen, ConflictScreen))
        await until(pilot, lambda: written(app)["fetc"]["location"] == "Tampa, FL")

    drive(app, walk)


def test_the_file_may_change_once_more_while_the_person_chooses(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await met(pilot, *STATES["same-key"])
        again = LOGGED.replace(PLACE[0], 'location = "Ocala, FL"')
        app.folder.file.write_text(again, encoding="utf-8")
        first = app.screen
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen) and app.screen is not first)
        await until(pilot, lambda: "Ocala, FL" in screen_text(app))
        assert app.folder.file.read_text(encoding="utf-8") == again

    drive(app, walk)


async def to_entry(pilot):
    app = pilot.app
    app.screen.post_message(requests.EntryRequested(activity="fetc"))
    await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.query("#location-input"))
    await until(pilot, lambda: app.screen._foresight is not None)
    app.screen.query_one("#location-input").value = "Tampa, FL"
    await until(pilot, lambda: app.screen._text.location == "Tampa, FL")


async def to_person(pilot):
    app = pilot.app
    await app.screen.run_action("person")
    await until(pilot, lambda: isinstance(app.screen, PersonForm) and app.screen.query("#district-input"))
    app.screen.field("district").input.value = "Mine"


async def to_credential(pilot):
    app = pilot.app
    app.screen.post_message(requests.CredentialFormRequested("al-cto"))
    await until(pilot, lambda: isinstance(app.screen, CredentialForm) and app.screen.query("#due-input"))
    app.screen.field("due").input.value = "2027-06-30"


async def to_renewal(pilot):
    app = pilot.app
    app.push_screen(RenewForm(app.overview, app.overview.standing("al-cto")))
    await until(pilot, lambda: isinstance(app.screen, RenewForm) and app.screen.query("#renewed-input"))
    app.screen.field("renewed").input.value = "2026-05-01"


async def to_step(pilot):
    app = pilot.app
    standing = app.overview.standing("al-cto")
    requirement = next(one for one in standing.requirements if one.id == "presentation")
    app.push_screen(StepForm(app.overview, standing, requirement))
    await until(pilot, lambda: isinstance(app.screen, StepForm) and app.screen.query("#done-input"))
    app.screen.field("done").input.value = "2026-08-01"
    app.screen.field("note").input.value = "Mine"


RENEWED = ("renewed = [2024-05-20]", "renewed = [2024-05-21]")
STEP = (
    "renewed = [2024-05-20]\n",
    'renewed = [2024-05-20]\n[[credential.step]]\nid = "presentation"\ndone = 2026-07-01\n',
)
FORMS = {
    "entry": (to_entry, PLACE, "Miami"),
    "person": (to_person, ('district = "', 'district = "Greater '), "Greater"),
    "credential": (to_credential, ("renewed =", "due = 2027-05-01\nrenewed ="), "2027-05-01"),
    "renew": (to_renewal, RENEWED, "2024-05-21"),
    "step": (to_step, STEP, "2026-07-01"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_never_saves_over_what_changed_outside_while_it_was_open(form, app_on):
    app = app_on(LOGGED)
    opened, (mine, theirs), shown = FORMS[form]

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_current)
        await opened(pilot)
        shows = app.screen
        changed = LOGGED.replace(mine, theirs, 1)
        assert changed != LOGGED
        app.folder.file.write_text(changed, encoding="utf-8")
        shows.post_message(messages.ReloadRequested())
        await until(pilot, lambda: app.overview.loaded.raw == changed.encode())
        await shows.run_action("save")
        if form == "renew":
            await until(pilot, lambda: "This closes" in screen_text(app))
            await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen) and app.screen._shown is not None)
        await until(pilot, lambda: shown in screen_text(app))
        assert app.folder.file.read_text(encoding="utf-8") == changed
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is shows)
        assert app.folder.file.read_text(encoding="utf-8") == changed
        await shows.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen))
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.folder.file.read_text(encoding="utf-8") == changed

    drive(app, walk)


def test_what_changed_in_other_records_is_saved_beside_it(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_current)
        await to_entry(pilot)
        changed = LOGGED.replace('title = "E-Rate basics"', 'title = "E-Rate once more"')
        app.folder.file.write_text(changed, encoding="utf-8")
        app.screen.post_message(messages.ReloadRequested())
        await until(pilot, lambda: app.overview.loaded.raw == changed.encode())
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.folder.file.read_text(encoding="utf-8") == changed.replace("Orlando, FL", "Tampa, FL", 1)

    drive(app, walk)


def test_only_the_entry_that_was_asked_about_is_deleted(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_current)
        app.screen.post_message(requests.ActivitiesRequested(find="Orlando"))
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen) and app.screen._current())
        await app.screen.run_action("delete")
        await until(pilot, lambda: isinstance(app.screen, Question))
        changed = LOGGED.replace(*HOURS)
        app.folder.file.write_text(changed, encoding="utf-8")
        app.screen.post_message(messages.ReloadRequested())
        await until(pilot, lambda: app.overview.loaded.raw == changed.encode())
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, ConflictScreen))
        assert app.folder.file.read_text(encoding="utf-8") == changed

    drive(app, walk)
