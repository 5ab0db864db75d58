"""Mentor: stages, the mentor, assessments, and what of the curriculum is covered."""

from __future__ import annotations

from datetime import date

import made_up_programs as made_up
import pytest
from driving import SIZES, at_each_size, drive, highlight, in_each_theme, is_harmless, screen_text, sized, until
from hostile import shows
from made_up import BOTH_WAYS

from alcto_core.records.reading import read_text
from alcto_tui import requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.screens.credentials.mentor import MentorScreen
from alcto_tui.screens.credentials.step_form import StepForm
from alcto_tui.screens.log.activities import ActivitiesScreen

CASES = {
    "nothing-yet": (made_up.NOTHING_YET, "cetpa-cto-mentor"),
    "half-way": (made_up.HALF_WAY, "cetpa-cto-mentor"),
    "certified": (made_up.CERTIFIED, "cetpa-cto-mentor"),
    "completed-without-certification": (made_up.NOT_CERTIFIED, "cetpa-cto-mentor"),
    "unverified": (made_up.CBO, "fcmat-cbo"),
}


async def opened(pilot, credential="cetpa-cto-mentor"):
    """Open the program and wait until its rows are there."""
    app = pilot.app
    app.screen.post_message(requests.MentorRequested(credential))
    await until(pilot, lambda: isinstance(app.screen, MentorScreen) and app.screen.query_one("#rows").option_count)


def saved(app):
    """The marks on disk."""
    return read_text(app.folder.file.read_bytes()).records.credentials[0].steps


@pytest.mark.parametrize(("case", "size"), sized(CASES, anew=["certified"]))
def test_mentor_shows(case, size, app_on, text_snapshot):
    text, credential = CASES[case]
    app = app_on(text)

    async def walk(pilot):
        await opened(pilot, credential)
        await at_each_size(pilot, text_snapshot, size)

    drive(app, walk, size or SIZES[0])


def test_mentor_looks(app_on, svg_snapshot):
    app = app_on(made_up.HALF_WAY)

    async def walk(pilot):
        await opened(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk, (120, 40))


def test_a_program_of_stages_opens_here_from_home(app_on):
    app = app_on(made_up.HALF_WAY)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await app.screen.run_action("open")
        await until(pilot, lambda: isinstance(app.screen, MentorScreen))
        await app.screen.run_action("details")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))

    drive(app, walk)


def test_the_cursor_begins_on_the_next_stage_and_marks_it(app_on):
    app = app_on(made_up.HALF_WAY)

    async def walk(pilot):
        await opened(pilot)
        assert app.screen._highlighted_id() == "stage-completed"
        await app.screen.run_action("mark")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        assert not app.screen.query("#waived")
        await app.screen.run_action("save")
        await until(pilot, lambda: "Say when." in screen_text(app))
        app.screen.field("done").input.value = "2026-08-10"
        app.screen.field("by").input.value = "CETPA"
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, MentorScreen))
        await until(pilot, lambda: "10 Aug 2026" in screen_text(app))

    drive(app, walk)
    step = saved(app)[-1]
    assert (step.id, step.done, step.by) == ("completed", date(2026, 8, 10), "CETPA")


def test_the_decision_is_recorded_and_never_computed(app_on):
    everything = made_up.CERTIFIED.replace('id = "certified"', 'id = "final-presentation"')
    app = app_on(everything)

    async def walk(pilot):
        await opened(pilot)
        await highlight(pilot, "stage-certified")
        text = screen_text(app)
        assert "Others decide this." in text
        assert "NOT YET" in text

    drive(app, walk)


def test_a_further_meeting_stands_beside_the_others(app_on):
    app = app_on(made_up.HALF_WAY)

    async def walk(pilot):
        await opened(pilot)
        await highlight(pilot, "step-mentor-meeting")
        await app.screen.run_action("another")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        assert app.screen.value("done") == ""
        app.screen.field("done").input.value = "2026-08-12"
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, MentorScreen))
        await until(pilot, lambda: len([row for row in app.screen._rows if row.id.startswith("mark-")]) == 4)

    drive(app, walk)
    assert [step.done.day for step in saved(app) if step.id == "mentor-meeting"] == [20, 17, 5, 12]


def test_one_meeting_of_several_is_changed(app_on):
    app = app_on(made_up.HALF_WAY)

    async def walk(pilot):
        await opened(pilot)
        await highlight(pilot, "mark-mentor-meeting/1")
        await app.screen.run_action("mark")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        assert app.screen.value("done") == "2026-04-17"
        app.screen.field("note").input.value = "Vendors"
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, MentorScreen))

    drive(app, walk)
    assert [step.note for step in saved(app) if step.id == "mentor-meeting"] == [
        "Budget of the refresh cycle",
        "Vendors",
        "Dry run of the presentation",
    ]


def test_a_label_opens_its_sessions_in_the_log(app_on):
    app = app_on(made_up.HALF_WAY)

    async def walk(pilot):
        await opened(pilot)
        await highlight(pilot, "label-curriculum/cetpa-cto/law")
        assert "May weekend: law" in screen_text(app)
        await app.screen.run_action("open")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        await until(pilot, lambda: "May weekend: law" in screen_text(app))

    drive(app, walk)


def test_mentor_with_the_keyboard_alone(app_on):
    app = app_on(made_up.HALF_WAY)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MentorScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        await pilot.press(*"2026-08-01", "f2")
        await until(pilot, lambda: isinstance(app.screen, MentorScreen))
        await pilot.press("space", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)
    assert saved(app)[-1].id == "completed"


@pytest.mark.parametrize("payloads", BOTH_WAYS, ids=["first-to-last", "last-to-first"])
def test_hostile_text_is_shown_literally(payloads, app_on):
    text = " ".join(payloads)
    app = app_on(made_up.hostile_stages(text))

    async def walk(pilot):
        await opened(pilot, text)
        for row in {row.about.kind: row.id for row in app.screen._rows if row.about}.values():
            await highlight(pilot, row)
            assert is_harmless(screen_text(app))
        await highlight(pilot, "mark-mentor-meeting/0")
        assert [one for one in payloads if not shows(screen_text(app), one)] == []
        await app.screen.run_action("mark")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        assert not app._exit

    drive(app, walk, (120, 60))
