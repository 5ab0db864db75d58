"""First run: no records yet, a short form, then Home."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, until

from alcto_core.records.reading import read_text
from alcto_tui.screens.at_home.first_run import FirstRunScreen, Program
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.widgets.choices import Choices
from alcto_tui.widgets.field import Field
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


def program_of(app, id):
    """The program with its box and what has to be known of it."""
    return next(program for program in app.screen.query(Program) if program.item.id == id)


def tick(app, program):
    """The box of a program."""
    return program_of(app, program).tick


def choose_cohort(app, program, name):
    """Choose a cohort of a program."""
    choices = program_of(app, program).query_one(Choices)
    choices.focus()
    choices.cursor = [id for id, _ in choices.options].index(name)
    choices.action_choose()


def test_first_run_shows(new_app, text_snapshot):
    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(new_app, walk, SIZES[0])


def test_first_run_asks_about_a_cohort_whose_due_date_has_passed(new_app, text_snapshot):
    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*"AL")
        await until(pilot, lambda: tick(new_app, "al-td-ceu").value)
        tick(new_app, "al-cto").value = True
        await pilot.pause()
        choose_cohort(new_app, "al-cto", "ECHO")
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
        await pilot.press(*"AL", "tab", *"Jordan", "enter", *"Pine Hollow", "tab", *"2019-07-01", "f2")
        await until(pilot, lambda: isinstance(new_app.screen, HomeScreen))
        await until(pilot, lambda: "TD-CEU FY26" in screen_text(new_app))

    drive(new_app, walk)
    records = read_text(Path("Documents/alcto/records.toml").read_bytes()).records
    assert (records.person.name, records.person.role_began) == ("Jordan", date(2019, 7, 1))
    assert records.person.role == ""  # nothing is recorded that was not said
    assert [credential.program for credential in records.credentials] == ["al-td-ceu"]


def test_another_role_is_asked_for_and_recorded(new_app):
    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*"AL", "tab", *"Jordan", "tab", "tab", "tab", *"coordinator", "f2")
        await until(pilot, lambda: isinstance(new_app.screen, HomeScreen))

    drive(new_app, walk)
    records = read_text(Path("Documents/alcto/records.toml").read_bytes()).records
    assert records.person.role == "coordinator"


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
        choose_cohort(new_app, "al-cto", "ECHO")
        renewed = next(one for one in program_of(new_app, "al-cto").query(Field) if one.id.endswith("renewed"))
        await until(pilot, lambda: not renewed.disabled)
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
        await until(pilot, lambda: "already. Open them?" in screen_text(new_app))
        await pilot.press("n")

    drive(new_app, walk, (80, 30))
    assert Path("Documents/alcto/records.toml").read_text(encoding="utf-8") == "mine"


def test_what_is_typed_without_a_pause_stands_where_it_was_typed(new_app):
    """Ticking a program brings its fields, and a cohort the question about the renewal: none of them takes the keys."""

    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*"AL", "tab", *"Jordan", "down", "down", "down", "down", "down", "down", "space")
        assert new_app.focused is tick(new_app, "al-cto")
        await pilot.press("tab", *"ec", "tab", *"2021-06-01", "down", "n", "o", "f2")
        await until(pilot, lambda: isinstance(new_app.screen, HomeScreen))

    drive(new_app, walk)
    records = read_text(Path("Documents/alcto/records.toml").read_bytes()).records
    assert [credential.program for credential in records.credentials] == ["al-td-ceu", "al-cto"]
    held = records.credentials[1]
    assert (held.cohort, held.issued, held.renewed) == ("ECHO", date(2021, 6, 1), ())


def test_esc_asks_and_what_was_typed_is_there_the_next_time(new_app, app_on):
    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*"AL", "tab", *"Jordan", "escape")
        await until(pilot, lambda: "Leave alcto?" in screen_text(new_app))
        await pilot.press("y")

    drive(new_app, walk)
    again = app_on(None)
    again.set_reactive(type(again).overview, None)

    async def look(pilot):
        await opened(pilot)
        await until(pilot, lambda: "Jordan" in screen_text(again) and tick(again, "al-td-ceu").value)

    drive(again, look)


def test_the_demo_is_one_key_away_and_the_form_comes_back_after_it(new_app):
    async def walk(pilot):
        await opened(pilot)
        await pilot.press("f3")
        await pilot.pause()

    drive(new_app, walk)
    assert new_app.is_for_demo


def test_a_credential_without_a_cohort_says_which_key_mends_it(new_app):
    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*"AL", "tab", *"Jordan")
        tick(new_app, "al-cto").value = True
        await until(pilot, lambda: "AL-CTO reads CANNOT TELL until" in screen_text(new_app))
        await pilot.press("f2")
        await pilot.press("down")  # only the marked card is open
        await until(pilot, lambda: "Press e and say your cohort" in screen_text(new_app))

    drive(new_app, walk)


def test_a_file_that_is_not_downloaded_yet_never_opens_the_first_run(new_app):
    """A new file in its place would hide the records until the download."""
    new_app.folder.path.mkdir(parents=True, exist_ok=True)
    (new_app.folder.path / ".records.toml.icloud").touch()

    async def walk(pilot):
        await until(pilot, lambda: "not on this computer yet: iCloud Drive" in " ".join(screen_text(new_app).split()))
        assert isinstance(new_app.screen, HomeScreen)

    drive(new_app, walk, SIZES[0])


def test_who_lives_where_no_program_is_of_sees_why_none_is_ticked_and_others_last(new_app):
    async def walk(pilot):
        app = pilot.app
        await opened(pilot)
        app.screen.query_one("#state", Field).input.value = "CA"
        told = "No installed program names CA as its own; tick those that you answer to."
        await until(pilot, lambda: told in screen_text(app))
        programs = [program.item.id for program in app.screen.query(Program)]
        assert programs[-3:] == ["al-cto-academy", "al-cto", "al-td-ceu"]
        app.screen.query_one("#state", Field).input.value = "AL"
        await until(pilot, lambda: told not in screen_text(app))
        assert next(program.item.id for program in app.screen.query(Program)) == "al-td-ceu"

    drive(new_app, walk)
