"""First run: no records yet, a short form, then Home."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, until

from alcto_core.records.reading import read_text
from alcto_tui.screens.first_run import FirstRunScreen
from alcto_tui.screens.home import HomeScreen
from alcto_tui.widgets.tick import Tick


@pytest.fixture
def new_app(app_on, tmp_path, monkeypatch):
    """The app with no records yet; the remembered folder is a file of the test's own."""
    monkeypatch.setattr("alcto_core.system.settings_folder", lambda: tmp_path / "settings")
    app = app_on(None)
    app.set_reactive(type(app).overview, None)
    app._propose = Path("Documents/alcto")
    return app


async def opened(pilot):
    """Wait for the form with its programs."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, FirstRunScreen) and len(app.screen.query(Tick)) >= 2)


def tick(app, program):
    """The box of a program."""
    return next(box for box in app.screen.query(Tick) if box.name == program)


def test_first_run_shows(new_app, text_snapshot):
    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(new_app, walk, SIZES[0])


def test_first_run_asks_about_a_cohort_whose_due_date_has_passed(new_app, text_snapshot):
    async def walk(pilot):
        await opened(pilot)
        tick(new_app, "al-cto").value = True
        await until(pilot, lambda: new_app.screen.query("#h0-cohort, #h1-cohort"))
        new_app.screen.query("#h0-cohort, #h1-cohort").first().input.value = "ECHO"
        await until(pilot, lambda: "First due 1 Jun 2024" in screen_text(new_app))
        assert screen_text(new_app) == text_snapshot

    drive(new_app, walk, (80, 30))


def test_first_run_looks(new_app, svg_snapshot):
    async def walk(pilot):
        await opened(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(new_app, walk)


def test_a_form_without_a_name_says_so_and_makes_nothing(new_app):
    async def walk(pilot):
        await opened(pilot)
        await new_app.screen.run_action("make")
        await until(pilot, lambda: "Your name" in screen_text(new_app))

    drive(new_app, walk)
    assert not Path("Documents").exists()


def test_first_run_with_the_keyboard_alone_ends_on_home(new_app):
    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*"Jordan", "enter")
        new_app.screen.query_one("#district").input.value = "Pine Hollow"
        new_app.screen.query_one("#role-began").input.value = "2019-07-01"
        tick(new_app, "al-td-ceu").focus()
        await pilot.press("space")
        await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(new_app.screen, HomeScreen))
        await until(pilot, lambda: "TD-CEU FY26" in screen_text(new_app))

    drive(new_app, walk)
    records = read_text(Path("Documents/alcto/records.toml").read_bytes()).records
    assert (records.person.name, records.person.role_began) == ("Jordan", date(2019, 7, 1))
    assert [credential.program for credential in records.credentials] == ["al-td-ceu"]


@pytest.mark.parametrize(
    ("answer", "kept"),
    [("", None), ("not sure", None), ("2024-05-20", (date(2024, 5, 20),)), ("no", ())],
    ids=["nothing", "not-sure", "a-day", "no"],
)
def test_the_answer_about_the_renewal_is_kept(answer, kept, new_app):
    async def walk(pilot):
        await opened(pilot)
        new_app.screen.query_one("#name").input.value = "Jordan"
        tick(new_app, "al-cto").value = True
        await until(pilot, lambda: new_app.screen.query("#h0-cohort, #h1-cohort"))
        new_app.screen.query("#h0-cohort, #h1-cohort").first().input.value = "ECHO"
        renewed = new_app.screen.query("#h0-renewed, #h1-renewed").first()
        await until(pilot, lambda: renewed.display)
        renewed.input.value = answer
        await pilot.pause()
        await new_app.screen.run_action("make")
        await until(pilot, lambda: isinstance(new_app.screen, HomeScreen))
        await until(pilot, lambda: new_app.overview.standings)

    drive(new_app, walk)
    records = read_text(Path("Documents/alcto/records.toml").read_bytes()).records
    assert records.credentials[0].renewed == kept


def test_a_file_that_is_there_is_never_touched(new_app):
    async def walk(pilot):
        await opened(pilot)
        Path("Documents/alcto").mkdir(parents=True)
        Path("Documents/alcto/records.toml").write_text("mine", encoding="utf-8")
        new_app.screen.query_one("#name").input.value = "Jordan"
        await new_app.screen.run_action("make")
        await until(pilot, lambda: "already" in screen_text(new_app))

    drive(new_app, walk, (80, 30))
    assert Path("Documents/alcto/records.toml").read_text(encoding="utf-8") == "mine"
