"""Problems: what is wrong in the file, and the way to the editor."""

from __future__ import annotations

import os
import subprocess
from threading import Event

import made_up
import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, until
from textual.widgets import Input

from alcto_core import doctor, system
from alcto_core.doctor import Finding
from alcto_core.problems import Problem, Severity
from alcto_tui import messages, requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.keeping.mend_form import MendForm
from alcto_tui.screens.keeping.problems import ProblemsScreen

STATES = {"none": made_up.HEALTHY, "records": made_up.RECORD_PROBLEMS, "not-toml": made_up.PROBLEMS}


async def opened(pilot):
    """Open the screen and wait until it is filled."""
    app = pilot.app
    app.screen.post_message(requests.ProblemsRequested())
    await until(pilot, lambda: isinstance(app.screen, ProblemsScreen))
    await until(pilot, lambda: app.screen.query_one("#rows").option_count == len(app.overview.problems))


@pytest.mark.parametrize("state", STATES)
def test_problems_show(state, app_on, text_snapshot):
    app = app_on(STATES[state])

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_where_there_is_no_file_none_is_said_to_have_been_read(app_on):
    app = app_on(None)

    async def walk(pilot):
        app.screen.post_message(requests.ProblemsRequested())
        await until(pilot, lambda: isinstance(app.screen, ProblemsScreen) and "no records" in screen_text(app))
        assert "could be read" not in screen_text(app)

    drive(app, walk)


def test_problems_look(app_on, svg_snapshot):
    app = app_on(made_up.RECORD_PROBLEMS)

    async def walk(pilot):
        await opened(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


KEPT = (
    Finding(subject="records", state="good", sentence="41 entries were read, without a problem."),
    Finding(
        subject="evidence",
        state="wrong",
        sentence="evidence/2026-winter.pdf is not the file that was logged: it changed on 2026-08-01.",
        remedy="Look at it; `alcto check --accept` takes it as it is now.",
        problems=(
            Problem(
                severity=Severity.WARNING,
                file="records.toml",
                line=18,
                path="activity[0].evidence[0]",
                text="evidence/2026-winter.pdf has changed",
            ),
        ),
    ),
    Finding(subject="backups", state="look", sentence="No backup was ever made.", remedy="`alcto backup` makes one."),
    Finding(subject="clock", state="good", sentence="Nothing was written after the time that the clock says."),
)
"""What a doctor might find."""


async def checked(pilot):
    """Open the screen, ask the doctor and wait for the answer."""
    await opened(pilot)
    await pilot.press("A")
    await until(pilot, lambda: "Everything was checked" in screen_text(pilot.app))


@pytest.fixture
def found(monkeypatch):
    """The doctor finds the same each time."""
    monkeypatch.setattr(doctor, "examine", lambda _overview, _now: KEPT)
    monkeypatch.setattr(doctor, "remember", lambda _overview, _now: ())


@pytest.mark.parametrize("state", ["none", "records"])
def test_what_the_doctor_finds_shows(state, app_on, found, text_snapshot):
    app = app_on(STATES[state])

    async def walk(pilot):
        await checked(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_what_the_doctor_finds_looks(app_on, found, svg_snapshot):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await checked(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_a_line_says_that_the_doctor_is_at_work(app_on, found, monkeypatch):
    app = app_on(made_up.RECORD_PROBLEMS)
    done = Event()
    monkeypatch.setattr(doctor, "examine", lambda _overview, _now: done.wait(20) and KEPT)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("A")
        await until(pilot, lambda: "Checking records" in screen_text(app))
        await pilot.press("A")
        done.set()
        await until(pilot, lambda: "Everything was checked" in screen_text(app))
        assert "Checking" not in screen_text(app)

    drive(app, walk)


def test_a_finding_is_told_with_its_remedy_and_its_place(app_on, found):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await checked(pilot)
        text = " ".join(screen_text(app).split())
        assert "takes it as it is now" in text
        assert "records.toml:18" in text

    drive(app, walk)


def test_the_doctor_of_the_core_is_asked(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await checked(pilot)
        subjects = {finding.subject for finding in app.screen._findings}
        assert {"records", "rule sets", "plugins", "backups", "clock"} <= subjects
        assert all(finding.remedy for finding in app.screen._findings if not finding.is_good)

    drive(app, walk)


def test_after_a_change_the_doctor_looks_again(app_on, found, monkeypatch):
    app = app_on(made_up.HEALTHY)
    seen = []
    monkeypatch.setattr(doctor, "examine", lambda overview, _now: seen.append(overview) or KEPT)

    async def walk(pilot):
        await checked(pilot)
        app.screen.post_message(messages.ReloadRequested())
        await until(pilot, lambda: len(seen) == 2 and not app.screen._is_checking)
        assert seen[-1] is app.overview

    drive(app, walk)


def test_a_problem_shows_its_line_and_the_corrected_line(app_on):
    app = app_on(made_up.PROBLEMS)

    async def walk(pilot):
        await opened(pilot)
        text = screen_text(app)
        assert "date = 10/1/2025" in text
        assert "date = 2025-10-01" in text

    drive(app, walk)


def test_one_fault_of_many_entries_is_one_row_with_its_lines(app_on):
    entry = '[[activity]]\nid = "x{0}"\ntitle = "X{0}"\ndate = 2026-01-1{0}\nhours = 1.0\nstrands = ["al-cto/bogus"]\n'
    app = app_on(made_up.HEALTHY + "\n" + "".join(entry.format(number) for number in range(3)))
    first = (made_up.HEALTHY + "\n").count("\n") + 6

    async def walk(pilot):
        app.screen.post_message(requests.ProblemsRequested())
        await until(pilot, lambda: isinstance(app.screen, ProblemsScreen))
        await until(pilot, lambda: app.screen.query_one("#rows").option_count == 1)
        assert f"The same in 2 other lines: {first + 6}, {first + 12}." in screen_text(app)

    drive(app, walk)


@pytest.mark.parametrize(
    ("editor", "begins"),
    [
        ("vim", ["vim", "+32"]),
        ("{bin}/nano -w", ["{bin}/nano", "-w", "+32"]),
        ("code --wait", ["code", "--wait"]),
        ("{bin}/My Editor --wait", ["{bin}/My Editor", "--wait"]),
        ("'{bin}/My Editor' --wait", ["{bin}/My Editor", "--wait"]),
    ],
    ids=["by-name", "by-path", "that-takes-no-line", "with-a-blank", "with-a-blank-in-quotes"],
)
def test_the_editor_opens_at_the_line_and_what_it_saved_is_read(editor, begins, app_on, monkeypatch, tmp_path):
    app = app_on(made_up.PROBLEMS)
    calls = []
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("vim", "nano", "code", "My Editor"):
        (programs / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    editor, begins = editor.format(bin=programs), [word.format(bin=programs) for word in begins]

    class _Suspended:
        def __enter__(self):
            calls.append("suspended")

        def __exit__(self, *_error):
            calls.append("resumed")

    def edit(command, check):
        calls.append(command)
        app.folder.file.write_text(made_up.PROBLEMS.replace("10/1/2025", "2025-10-01"), encoding="utf-8")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setattr(app, "suspend", _Suspended)
    monkeypatch.setattr("subprocess.run", edit)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "No problems" in screen_text(app))

    drive(app, walk)
    line = made_up.PROBLEMS.splitlines().index("date = 10/1/2025") + 1
    wanted = [f"+{line}" if word == "+32" else word for word in begins]
    assert calls == ["suspended", [*wanted, str(app.folder.file)], "resumed"]


def test_an_editor_that_is_not_there_is_said_before_the_screens_go(app_on, monkeypatch):
    app = app_on(made_up.PROBLEMS)
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    monkeypatch.setattr(app, "suspend", lambda: pytest.fail("the screens went"))

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("e")
        await until(pilot, lambda: len(app._notifications))
        assert "There is no program no-such-editor" in next(iter(app._notifications)).message

    drive(app, walk)


def test_without_an_editor_a_sentence_names_the_file(app_on, monkeypatch):
    app = app_on(made_up.PROBLEMS)
    monkeypatch.setattr(system, "editor_command", lambda _environ: None)

    async def walk(pilot):
        await opened(pilot)
        await app.screen.run_action("edit")
        await until(pilot, lambda: len(app._notifications))
        assert "No editor was found" in next(iter(app._notifications)).message

    drive(app, walk)


def test_problems_with_the_keyboard_alone(app_on):
    app = app_on(made_up.RECORD_PROBLEMS)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, ProblemsScreen))
        await until(pilot, lambda: app.screen.query_one("#rows").highlighted == 0)
        first = screen_text(app)
        await pilot.press("down")
        await until(pilot, lambda: app.screen.query_one("#rows").highlighted == 1)
        assert screen_text(app) != first
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)


WORD = """
[[activity]]
id = "word"
title = "Region meeting"
date = 2026-02-03
hours = eight
strands = ["al-cto/it"]
"""
"""An entry whose hours are a word, which keeps the file from being read."""


def test_enter_opens_the_line_that_is_wrong_and_f2_puts_it_right(app_on, text_snapshot):
    app = app_on(made_up.HEALTHY + WORD)

    async def walk(pilot):
        await opened(pilot)
        assert "activity[" not in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MendForm))
        await at_each_size(pilot, text_snapshot)
        field = app.screen.query_one("Field Input", Input)
        field.value = "hours = nine hundred"
        await pilot.press("f2")
        await until(pilot, lambda: "not a number" in app.screen.query_one("Field .remark").content.plain)
        field.value = "hours = 8"
        await pilot.press("f2")
        await until(pilot, lambda: app.overview.records is not None and app.overview.records.activity("word"))
        await until(pilot, lambda: isinstance(app.screen, ProblemsScreen))
        assert app.folder.file.read_text("utf-8") == made_up.HEALTHY + WORD.replace("eight", "8")
        await pilot.press("u")
        await until(pilot, lambda: app.overview.records is None)

    drive(app, walk, SIZES[0])


def test_enter_opens_the_form_of_the_entry_at_the_field(app_on):
    app = app_on(made_up.HEALTHY + WORD.replace("eight", "8").replace('strands = ["al-cto/it"]\n', ""))

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.focused is not None)
        await until(pilot, lambda: app.screen.focused.id == "strands-choices")

    drive(app, walk)
