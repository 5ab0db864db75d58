"""Activities: several marked, changed and deleted at once."""

from __future__ import annotations

import made_up_log
import pytest
from click.testing import CliRunner
from driving import SIZE_NAMES, SIZES, TODAY, drive, resize, screen_text, until
from rich.cells import cell_len
from test_activities_screen import MANY, opened
from test_twins import missing
from textual.widgets import Input, Static

from alcto_core.cli.group import command
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.screens.log.marked_form import DeleteQuestion, MarkedForm, SheetPane
from alcto_tui.widgets.choices import Choices
from alcto_tui.widgets.log_table import LogTable


def told(app):
    """What stands above the footer."""
    words = app.screen.query_one("#marked")
    return words.content.plain if words.has_class("-told") else ""


def pane(app):
    """What the preview says."""
    return str(app.screen.query_one(SheetPane).query_one(Static).content)


async def form_open(pilot, *keys):
    """Mark by these keys, and open the form."""
    await opened(pilot)
    await pilot.press(*keys, "e")
    await until(pilot, lambda: isinstance(pilot.app.screen, MarkedForm))


async def fill(pilot, **values):
    for key, value in values.items():
        pilot.app.screen.query_one(f"#{key}-input", Input).value = value
    await until(pilot, lambda: "What it does" in pane(pilot.app))


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
def test_marked_rows_show(size, app_on, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("space", "down", "space")
        await until(pilot, lambda: told(app).startswith("2 marked"))
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
@pytest.mark.parametrize("state", ["empty", "filled", "wrong"])
def test_the_form_for_marked_rows_shows(state, size, app_on, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await form_open(pilot, "space", "space")
        if state == "filled":
            app.screen.query_one("#strands-choices", Choices).action_choose()
            await fill(pilot, posted="2026-03-01", offering="fetc")
        elif state == "wrong":
            app.screen.query_one("#posted-input", Input).value = "feb 31"
            app.screen.query_one("#offering-input", Input).value = "nowhere"
            await until(pilot, lambda: len(app.screen.query(".-wrong")) == 2)
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
def test_the_question_before_marked_rows_are_deleted_shows(size, app_on, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("space", "space", "x")
        await until(pilot, lambda: isinstance(app.screen, DeleteQuestion) and "What it does" in pane(app))
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


def test_what_a_deletion_does_is_wrapped_beside_its_signs_in_each_size(app_on):
    app = app_on(MANY)

    async def walk(pilot):
        await opened(pilot)
        await app.screen.run_action("mark_all")
        await app.screen.run_action("delete")
        await until(pilot, lambda: isinstance(app.screen, DeleteQuestion) and "What it does" in pane(app))
        shown = app.screen.query_one(SheetPane)
        for size in SIZES[::-1]:
            await resize(pilot, size)
            await until(pilot, lambda: not app.is_busy)
            room = shown.scrollable_content_region.width
            assert shown.max_scroll_y and max(map(cell_len, pane(app).splitlines())) <= room

    drive(app, walk)


def test_marked_rows_are_changed_in_one_save_and_stay_marked(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await form_open(pilot, "space", "space", "space")
        app.screen.query_one("#strands-choices", Choices).action_choose()
        await fill(pilot, posted="2026-03-01")
        marked = {one.id: one for one in app.screen._marked}
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        after = [app.overview.records.activity(id) for id in marked]
        assert {str(one.posted) for one in after} == {"2026-03-01"}
        for one in after:
            assert one.strands == tuple(dict.fromkeys((*marked[one.id].strands, "al-cto/roles")))
        assert told(app).startswith("3 marked")
        await pilot.press("u")
        await until(pilot, lambda: app.folder.file.read_text(encoding="utf-8") == made_up_log.LOGGED)

    drive(app, walk)


def test_marked_rows_whose_day_has_not_come_are_said_before_they_are_done(app_on):
    planned = '[[activity]]\nid = "camp"\ntitle = "Cyber camp"\ndate = 2026-09-12\nhours = 2\nstatus = "planned"\n'
    app = app_on(f"{MANY}\n{planned}")

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("slash", *"cyber camp", "enter", "asterisk", "e")
        await until(pilot, lambda: isinstance(app.screen, MarkedForm))
        app.screen.query_one("#status-choices").value = ("completed",)
        await pilot.press("f2")
        await until(pilot, lambda: "“Cyber camp” (12 Sep 2026) has not come yet." in screen_text(app))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, MarkedForm))
        assert app.overview.records.activity("camp").is_planned
        await pilot.press("f2", "y")
        await until(pilot, lambda: not app.overview.records.activity("camp").is_planned)

    drive(app, walk)


def test_everything_found_is_marked_and_escape_clears_the_marks_alone(app_on):
    app = app_on(MANY)

    async def walk(pilot):
        await opened(pilot, find="session 61")
        found = len(app.screen.found)
        await pilot.press("asterisk")
        await until(pilot, lambda: told(app).startswith(f"{found} marked, {found} hours."))
        app.screen.query_one("#find", Input).value = "session 610"
        await until(pilot, lambda: f"({found - 1} not in sight)" in told(app))
        await pilot.press("escape")
        await until(pilot, lambda: not told(app))
        assert app.screen.typed == "session 610"
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.typed)
        await pilot.press("asterisk")
        await until(pilot, lambda: told(app).startswith("620 marked, 620 hours (") or "620 marked" in told(app))
        await pilot.press("asterisk")
        await until(pilot, lambda: not told(app))

    drive(app, walk)


def test_marked_rows_are_deleted_and_marked_no_more(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("space", "space", "x")
        await until(pilot, lambda: isinstance(app.screen, DeleteQuestion))
        await pilot.press("y")
        await until(pilot, lambda: len(app.overview.records.activities) == made_up_log.COUNT - 2)
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen) and not told(app))
        await pilot.press("u")
        await until(pilot, lambda: len(app.overview.records.activities) == made_up_log.COUNT)

    drive(app, walk)


def test_enter_opens_the_row_of_the_cursor_whatever_is_marked(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("space", "space", "enter")
        await until(pilot, lambda: app.screen.query("#title-input"))

    drive(app, walk)


def test_the_form_and_its_verb_say_the_same_of_every_credential(app_on):
    app = app_on(made_up_log.LOGGED)
    said: list[str] = []
    ids: list[str] = []

    async def walk(pilot):
        await form_open(pilot, "space", "space", "space")
        ids.extend(one.id for one in app.screen._marked)
        await fill(pilot, posted="2026-03-01")
        said.extend(pane(app).splitlines())

    drive(app, walk, (240, 60))
    verb = ["--records", str(app.folder.path), "--on", TODAY.isoformat(), "edit", *ids, "--posted", "2026-03-01"]
    done = CliRunner().invoke(command, verb)
    pieces = [words for row in said for words in row.strip(" ○✓×?–").split("  ") if words]
    assert len(pieces) > 5
    told_by_verb = done.stderr.replace(":", "").replace(";", "")
    assert (
        missing([one.replace(":", "").replace(";", "") for one in pieces if not one[:1].isdigit()], told_by_verb) == []
    )


def test_space_held_down_marks_row_after_row(app_on):
    app = app_on(MANY)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*["space"] * 12)
        await until(pilot, lambda: told(app).startswith("12 marked"))
        assert app.screen.query_one(LogTable)._at == 13  # below the head of its year

    drive(app, walk)
