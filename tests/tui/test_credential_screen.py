"""Credential: requirements, entries, readings, steps, renewals and periods."""

from __future__ import annotations

from datetime import date

import made_up
import made_up_programs
import pytest
from driving import SIZES, at_each_size, drive, highlight, in_each_theme, screen_text, until

from alcto_core.records.reading import read_text
from alcto_tui import requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.screens.credentials.credential_form import CredentialForm
from alcto_tui.screens.credentials.renew_form import RenewForm
from alcto_tui.screens.credentials.step_form import StepForm
from alcto_tui.widgets.choices import ChoiceField
from alcto_tui.widgets.tick import Tick

LONG_ID = "a-second-holding-with-a-remarkably-long-identifier-for-a-credential"


async def opened(pilot, credential):
    """Open a credential and wait until its rows are there."""
    app = pilot.app
    app.screen.post_message(requests.CredentialRequested(credential))
    await until(pilot, lambda: isinstance(app.screen, CredentialScreen) and app.screen.query_one("#rows").option_count)


def saved(app):
    """The records as they are on disk."""
    return read_text(app.folder.file.read_bytes()).records


CASES = {
    "td-at-risk": (None, "al-td-ceu"),
    "cto-at-risk": (None, "al-cto"),
    "healthy": (made_up.HEALTHY, "al-td-ceu"),
    "no-activities": (made_up.NO_ACTIVITIES, "al-td-ceu"),
    "not-sure": (made_up.NOT_SURE, "al-cto"),
    "long-texts": (made_up.LONG, LONG_ID),
    "technology-plan": (made_up_programs.PLAN, "al-cto"),
}


@pytest.mark.parametrize("case", CASES)
def test_credential_shows(case, app_on, demo_text, text_snapshot):
    text, credential = CASES[case]
    app = app_on(text or demo_text)

    async def walk(pilot):
        await opened(pilot, credential)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_credential_looks(app_on, demo_text, svg_snapshot):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot, "al-td-ceu")
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_an_entry_says_why_it_counts_less_and_where_that_stands(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot, "al-td-ceu")
        less = next(
            row
            for row in app.screen._rows
            if row.about and row.about.ledger and row.about.tone == "short" and row.about.state
        )
        await highlight(pilot, less.id)
        text = screen_text(app)
        assert "Meal time never counts" in text
        assert "Training, line" in text

    drive(app, walk)


def test_the_proof_of_a_shortfall_is_a_row(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot, "al-cto")
        await highlight(pilot, "shortfall-strands")
        assert "However the hours are divided" in screen_text(app)

    drive(app, walk)


def test_a_reading_that_changes_the_answer_shows_both_answers(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot, "al-td-ceu")
        await highlight(pilot, "reading-external-needs-posting")
        text = screen_text(app)
        assert "The other reading" in text
        assert "Under it: NOT YET" in text

    drive(app, walk)


def test_one_file_serves_every_section_of_the_plan(app_on):
    app = app_on(made_up.MISSED + "renewed = [2024-05-20]\n")

    async def walk(pilot):
        await opened(pilot, "al-cto")
        await highlight(pilot, "step-plan/mission")
        await app.screen.run_action("mark")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        app.screen.field("done").input.value = "2026-05-04"
        app.screen.field("files").input.value = "evidence/plan.pdf"
        app.screen.query_one("#all", Tick).value = True
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        await until(pilot, lambda: "6 of 6" in screen_text(app) and "✓ Mission statement" in screen_text(app))

    drive(app, walk)
    steps = saved(app).credentials[0].steps
    assert [step.id for step in steps] == [
        f"plan/{part}" for part in ("mission", "needs", "goals", "training", "resources", "evaluation")
    ]
    assert {step.files for step in steps} == {("evidence/plan.pdf",)}
    assert {step.done for step in steps} == {date(2026, 5, 4)}


def test_a_mark_is_changed_and_taken_away(app_on):
    app = app_on(
        made_up.MISSED
        + """renewed = [2024-05-20]

  [[credential.step]]
  id = "presentation"
  done = 2026-04-01
  by = "Dr. Lee"
"""
    )

    async def walk(pilot):
        await opened(pilot, "al-cto")
        await highlight(pilot, "step-presentation")
        await app.screen.run_action("mark")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        assert app.screen.value("by") == "Dr. Lee"
        app.screen.field("by").input.value = ""
        app.screen.field("attended").input.value = "Dr. Lee, Ms. Ortiz"
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        (step,) = saved(app).credentials[0].steps
        assert (step.by, step.attended) == ("", ("Dr. Lee", "Ms. Ortiz"))
        await highlight(pilot, "step-presentation")
        await app.screen.run_action("mark")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        await pilot.click("#unmark")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))

    drive(app, walk)
    assert saved(app).credentials[0].steps == ()


def test_a_step_is_sent_back_and_the_hand_in_has_no_waiver(app_on):
    app = app_on(
        made_up.MISSED + "renewed = [2024-05-20]\n\n" + '[[credential.step]]\nid = "presentation"\ndone = 2026-04-01\n'
    )

    async def walk(pilot):
        await opened(pilot, "al-cto")
        await highlight(pilot, "step-presentation")
        await app.screen.run_action("mark")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        app.screen.field("refused").input.value = "2026-04-20"
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        await highlight(pilot, "step-submitted")
        await app.screen.run_action("mark")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        assert not app.screen.query("#waived")

    drive(app, walk, (120, 40))
    (step,) = saved(app).credentials[0].steps
    assert (step.done, step.refused) == (date(2026, 4, 1), date(2026, 4, 20))


def test_a_step_is_waived_with_a_reason(app_on):
    app = app_on(made_up.MISSED + "renewed = [2024-05-20]\n")

    async def walk(pilot):
        await opened(pilot, "al-cto")
        await highlight(pilot, "step-presentation")
        await app.screen.run_action("mark")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        await app.screen.run_action("save")
        await until(pilot, lambda: "Say when it was done" in screen_text(app))
        app.screen.field("waived").input.value = "No cabinet in higher education"
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        await until(pilot, lambda: "waived" in screen_text(app))

    drive(app, walk, (120, 40))
    assert saved(app).credentials[0].steps[0].waived == "No cabinet in higher education"


@pytest.mark.parametrize(
    ("written", "unsure", "kept"),
    [("2024-05-20", False, (date(2024, 5, 20),)), ("", True, None)],
    ids=["a-day", "not-sure"],
)
def test_a_renewal_is_recorded(written, unsure, kept, app_on):
    app = app_on(made_up.MISSED)

    async def walk(pilot):
        await opened(pilot, "al-cto")
        assert "was it renewed, and when?" in screen_text(app)
        await app.screen.run_action("renew")
        await until(pilot, lambda: isinstance(app.screen, RenewForm))
        app.screen.field("renewed").input.value = written
        app.screen.query_one("#unsure", Tick).value = unsure
        await app.screen.run_action("save")
        if not unsure:
            await until(pilot, lambda: type(app.screen).__name__ == "Question")
            assert "This closes 2021-2024 with 60 hours" in screen_text(app)
            await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        await until(pilot, lambda: "MISSED" not in screen_text(app))
        assert ("CANNOT TELL" in screen_text(app)) == unsure

    drive(app, walk)
    assert saved(app).credentials[0].renewed == kept


def test_a_date_that_is_none_is_told_beside_its_field(app_on):
    app = app_on(made_up.MISSED)

    async def walk(pilot):
        await opened(pilot, "al-cto")
        await app.screen.run_action("renew")
        await until(pilot, lambda: isinstance(app.screen, RenewForm))
        app.screen.field("renewed").input.value = "someday"
        await app.screen.run_action("save")
        await until(pilot, lambda: "“someday”" in screen_text(app))
        assert isinstance(app.screen, RenewForm)

    drive(app, walk)


def choose_cohort(app, name):
    """Choose a cohort of the list."""
    choices = app.screen.query_one("#cohort", ChoiceField).choices
    choices.cursor = [id for id, _ in choices.options].index(name)
    choices.action_choose()


def test_a_credential_is_added_with_its_cohort_and_asked_about_its_renewal(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await app.screen.run_action("new_credential")
        await until(pilot, lambda: isinstance(app.screen, CredentialForm))
        app.screen.query_one("#program").value = "al-cto"
        await until(pilot, lambda: app.screen.query("#cohort"))
        assert app.screen.field("renewed").disabled
        choose_cohort(app, "ECHO")
        await until(pilot, lambda: not app.screen.field("renewed").disabled)
        assert "First due 1 Jun 2024" in screen_text(app)
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "CANNOT TELL" in screen_text(app))

    drive(app, walk)
    added = saved(app).credential("al-cto")
    assert (added.cohort, added.renewed) == ("ECHO", None)


def test_a_credential_is_changed_and_removed_and_brought_back(app_on):
    app = app_on(made_up.MISSED)
    raw = app.folder.file.read_bytes()

    async def walk(pilot):
        await opened(pilot, "al-cto")
        await app.screen.run_action("change")
        await until(pilot, lambda: isinstance(app.screen, CredentialForm))
        choose_cohort(app, "FOXTROT")
        app.screen.field("renewed").input.value = "no"
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        assert saved(app).credentials[0].cohort == "FOXTROT"
        await app.screen.run_action("remove")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert saved(app).credentials == ()
        await app.screen.run_action("undo")
        await until(pilot, lambda: app.overview.standings)
        await app.screen.run_action("undo")
        await until(pilot, lambda: app.folder.file.read_bytes() == raw)

    drive(app, walk)


def test_past_periods_are_a_key_away(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot, "al-td-ceu")
        await app.screen.run_action("earlier")
        await until(pilot, lambda: "TD-CEU FY25" in screen_text(app))
        await app.screen.run_action("later")
        await until(pilot, lambda: "TD-CEU FY26" in screen_text(app))

    drive(app, walk)


def test_from_further_back_each_key_comes_one_period_nearer(app_on):
    app = app_on(made_up_programs.YEARS)

    async def walk(pilot):
        await opened(pilot, "al-td-ceu")
        await app.screen.run_action("earlier")
        app.screen._go_to("FY25")  # the shipped rules reach back one period, others reach further
        shown = []
        for _ in range(2):
            await app.screen.run_action("later")
            shown.append(app.screen.shown_period)
        assert shown == ["FY25", None]

    drive(app, walk)


def test_the_past_is_in_sight_again_where_the_cursor_stood_on_it_out_of_sight(app_on):
    app = app_on(made_up_programs.YEARS)

    async def walk(pilot):
        await opened(pilot, "al-td-ceu")
        await app.screen.run_action("past")
        rows = app.screen.query_one("#rows")
        await until(pilot, lambda: rows.scroll_offset.y > 0)
        rows.scroll_home(animate=False)
        await until(pilot, lambda: rows.scroll_offset.y == 0)
        await app.screen.run_action("past")
        await until(pilot, lambda: rows.scroll_offset.y > 0)

    drive(app, walk, SIZES[0])


@pytest.mark.parametrize("credential", ["al-td-ceu", "al-cto"])
def test_a_past_period_shows(credential, app_on, text_snapshot):
    app = app_on(made_up_programs.YEARS)

    async def walk(pilot):
        await opened(pilot, credential)
        await app.screen.run_action("past")
        await app.screen.run_action("open")
        await until(pilot, lambda: "A past period" in screen_text(app) and "Esc Back" in screen_text(app))
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_a_past_period_is_shown_and_not_changed(app_on):
    app = app_on(made_up_programs.YEARS)

    async def walk(pilot):
        await opened(pilot, "al-td-ceu")
        await pilot.press("f")
        await until(pilot, lambda: app.screen._chosen("past"))
        assert "TD-CEU FY25 is met" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "A past period" in screen_text(app))
        offered = {command.action for command in app.screen.commands}
        assert offered.isdisjoint({"mark", "renew", "change", "remove"})
        await highlight(pilot, "entry-winter-25")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CredentialScreen)
        await pilot.press("escape")
        await until(pilot, lambda: "TD-CEU FY26" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)


SAID = {
    "plan/needs": "Survey of staff in appendix B",
    "plan/evaluation": "How progress is watched and the plan corrected",
    "plan/resources": "The regional office keeps the budget",
}
"""What is recorded of some steps, or what they are for."""


def test_each_section_of_the_plan_says_what_it_is_for_and_what_is_recorded(app_on):
    app = app_on(made_up_programs.PLAN)

    async def walk(pilot):
        await opened(pilot, "al-cto")
        # What is recorded is said of the marked step alone, so that the list can be read at a glance.
        assert "evidence/plan-2026.pdf" not in screen_text(app)
        for step, said in SAID.items():
            await highlight(pilot, f"step-{step}")
            assert said in app.screen.query_one("#explanation").content.plain
        await highlight(pilot, "step-signature-sheets")
        text = screen_text(app)
        assert "Proof of who was in the room" in text
        assert "Attended by Dr. Lee, Ms. Ortiz, Mr. Quist" in text

    drive(app, walk, (120, 60))


def test_a_change_to_the_same_record_elsewhere_lets_the_person_choose(app_on, monkeypatch):
    app = app_on(made_up.MISSED)
    monkeypatch.setattr(type(app), "_look_outside", lambda _app: None)  # the save meets the change first

    async def walk(pilot):
        await opened(pilot, "al-cto")
        await app.screen.run_action("renew")
        await until(pilot, lambda: isinstance(app.screen, RenewForm))
        theirs = made_up.MISSED.replace("ECHO", "DELTA")
        app.folder.file.write_text(theirs, encoding="utf-8")
        app.screen.query_one("#unsure", Tick).value = True
        await app.screen.run_action("save")
        await until(pilot, lambda: type(app.screen).__name__ == "ConflictScreen")
        await pilot.press("s")
        await until(pilot, lambda: "theirs" in screen_text(app))
        await pilot.press("f4")
        await until(pilot, lambda: list(app.folder.path.glob("records (mine*.toml")))
        assert app.folder.file.read_text(encoding="utf-8") == theirs

    drive(app, walk)


def test_credential_with_the_keyboard_alone(app_on):
    app = app_on(made_up.MISSED + "renewed = [2024-05-20]\n")

    async def walk(pilot):
        await opened(pilot, "al-cto")
        await highlight(pilot, "step-submitted")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        await pilot.press(*"2026-08-01", "f2")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RenewForm))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)
    assert saved(app).credentials[0].steps[0].done == date(2026, 8, 1)


def test_what_an_attached_plan_lacks_is_read_beside_the_screen(app_on, demo_text, tmp_path):
    evidence = tmp_path / "alcto" / "evidence"
    evidence.mkdir(parents=True)
    (evidence / "plan.md").write_text(
        "# Mission\n# Needs assessment\n# Goals\n# Staff [development]\n# Budget\n", "utf-8"
    )
    marks = "".join(
        f'  [[credential.step]]\n  id = "plan/{section}"\n  done = 2026-05-04\n  files = ["evidence/plan.md"]\n'
        for section in ("mission", "needs", "goals", "training", "resources", "evaluation")
    )
    held = '\n[[credential]]\nprogram = "al-cto"\nissued = 2024-06-01\n'
    app = app_on(made_up.HEALTHY + held + marks)

    async def walk(pilot):
        await opened(pilot, "al-cto")
        rows = app.screen.query_one("#rows")
        await until(pilot, lambda: any(row.id == "section-plan/evaluation" for row in app.screen._rows))
        rows.highlighted = rows.get_option_index("section-plan/evaluation")
        await pilot.pause()
        assert "Attached plan headings for 5 of 6 sections" in " ".join(screen_text(app).split())
        explained = app.screen.query_one("#explanation")
        assert "No heading was found for Evaluation method in evidence/plan.md" in explained.content.plain
        rows.highlighted = rows.get_option_index("section-plan/training")
        await pilot.pause()
        assert "“Staff [development]” in evidence/plan.md" in explained.content.plain

    drive(app, walk, SIZES[2])


def test_a_credential_without_due_date_says_the_key_that_records_it(app_on):
    text = (
        'schema = 1\n[person]\nname = "J"\nstate = "AL"\nrole_began = 2015-01-01\n[[credential]]\nprogram = "al-cto"\n'
    )

    async def look(pilot):
        await opened(pilot, "al-cto")
        words = " ".join(screen_text(pilot.app).split())
        assert "`alcto" not in words
        assert "Neither cohort nor date of issue is recorded. NEXT Press e and say your cohort" in words

    drive(app_on(text), look)
