"""Keys of a person's own: read from the settings, bound and written everywhere, and refused where they would clash."""

from __future__ import annotations

import made_up
import pytest
from driving import drive, screen_text, until

from alcto_core import system
from alcto_core.keeping.settings import keep_setting, settings_file
from alcto_tui import own_keys
from alcto_tui.app import AlctoApp
from alcto_tui.key_settings import read_key, read_own
from alcto_tui.own_settings import settle_settings
from alcto_tui.screens.at_home.help import HelpScreen
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.at_home.person_form import PersonForm
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.start import run


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Write the settings file; the usual keys are there again afterwards."""
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path / "settings")
    (tmp_path / "settings").mkdir()

    def write(text):
        settings_file().write_text(text, encoding="utf-8")

    yield write
    own_keys.use(own_keys.OwnKeys())


@pytest.mark.parametrize(
    ("text", "key"),
    [("a", "a"), ("Z", "Z"), ("?", "question_mark"), (",", "comma"), ("F7", "f7"), ("f12", "f12"), ("Ctrl+N", "ctrl+n"),
     ("space", "space"), ("é", "é"), ("Esc", "escape"), ("Enter", "enter"), ("F13", None), ("Ctrl+", None), ("", None),
     ("Ctrl+1", None), ("ab", None), ("\x1b", None), (" ", None)],
)  # fmt: skip
def test_a_key_is_read_as_people_write_it(text, key):
    assert read_key(text) == key


def test_every_key_that_can_be_given_is_written_as_it_is_read():
    for text in ("a", "Z", "?", ",", "'", "F7", "Ctrl+N", "Space", "é", "/", "\\", "`"):
        assert own_keys.written(read_key(text)) == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('plna = "N"', "no action is called “plna”; did you mean plan?"),
        ('zzzzzz = "N"', "no action is called “zzzzzz”; `alcto keys` lists the actions"),
        ('plan = "F99"', "“F99” is no key that alcto knows; write one like"),
        ("plan = 7", "“plan” needs a key, or a list of up to 3; write one like"),
        ("plan = []", "“plan” needs a key, or a list of up to 3"),
        ('plan = ["a", "b", "c", "d"]', "“plan” needs a key, or a list of up to 3"),
        ('plan = "j"', "j cannot be given to plan: it moves or answers"),
        ('plan = "Esc"', "Esc cannot be given to plan: it moves or answers"),
        ('save = "S"', "S cannot be given to save: it works while something is typed, and S would be written"),
        ('plan = "x"', "x takes it away (delete), so it cannot be plan too (shows the plan); both are on Activities"),
        (
            'sort = "m"',
            "m marks it done (done), so it cannot be sort too (sorts); a key means one thing on all screens",
        ),
        ('save = "F3"', "F3 adds a session (session), so it cannot be save too (saves); both are on Entry"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_line_and_the_usual_key_stays(settings, line, said):
    settings(f'theme = "light"\n\n[keys]\n{line}\n')
    own, problems = read_own()
    assert own == own_keys.OwnKeys()
    assert [str(one).startswith(f"{settings_file()}:4: {said}") for one in problems] == [True], problems


def test_two_that_change_places_do_not_clash_and_of_two_that_do_the_first_stays(settings):
    settings('[keys]\nplan = "x"\ndelete = "P"\nlog = "N"\nrules = ["N", "Ctrl+N"]\n')
    own, problems = read_own()
    assert own.keys == {"plan": ("x",), "delete": ("P",), "log": ("N",)}
    assert [one.line for one in problems] == [5]


@pytest.mark.parametrize("text", ["keys = 3\n", "[keys]\n", "", "[keys]\nplan = '\\'\n"])
def test_odd_settings_stop_nothing(settings, text):
    settings(text)
    settle_settings()


def test_a_damaged_file_and_an_unknown_theme_are_remarks(settings):
    settings("[keys\n")
    assert settle_settings() == (
        f"{settings_file()}:1: “[keys” cannot be read, so the usual keys are used; put the line right, or delete it",
    )
    settings('theme = "lihgt"\n')
    assert settle_settings()[0].endswith(":1: no theme is called “lihgt”; did you mean light?")


@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize("damage", [b"[keys\nplan = 'F7'\n", b"records = \n", b"\xff\xfer\0", b"theme = 'nord\n"])
def test_a_damaged_file_stops_no_start(settings, monkeypatch, tmp_path, damage, is_named):
    settings("")
    settings_file().write_bytes(damage)
    monkeypatch.setattr(system, "private_folder", lambda: tmp_path / "private")
    monkeypatch.delenv("ALCTO_RECORDS", raising=False)
    begun = []
    monkeypatch.setattr(AlctoApp, "run", lambda app, **_: begun.append(app))
    assert run(records=tmp_path / "named" if is_named else None) == 0
    (app,) = begun
    assert app.folder.path == tmp_path / ("named" if is_named else "private")
    (remark,) = app._remarks
    assert remark.startswith(f"{settings_file()}:1: ")
    lies_there = damage.startswith((b"records", b"\xff"))
    assert (f"{tmp_path / 'private'} is opened" in remark) == (lies_there and not is_named)
    assert settings_file().read_bytes() == damage


def test_own_keys_are_bound_and_written_on_every_screen(settings, app_on):
    settings('[keys]\nlog = "N"\nadd = ["+", "Ctrl+N"]\nhelp = "F7"\nsave = "Ctrl+S"\nundo = "U"\n')
    assert settle_settings() == ()
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await until(pilot, lambda: "+ Add  Enter Open  N Log  / Find  F7 Help  q Quit" in screen_text(app))
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        await until(pilot, lambda: "+ Add  e Edit" in screen_text(app))
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert "+, Ctrl+N   Add an activity to the log" in screen_text(app)
        keys = {key for _, key, _ in app.screen._keys}
        assert {"U, Ctrl+Z", "F7"} <= keys
        await pilot.press("escape", "h", "i")
        await until(pilot, lambda: isinstance(app.screen, PersonForm))
        assert "Save  Ctrl+S" in screen_text(app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk, (120, 40))


def test_what_a_person_wrote_in_the_settings_stays_where_a_choice_is_remembered(settings):
    settings("# mine\ntheme = 'nord'  # as in my editor\n\n[keys]  # own\nplan = \"F7\"\n")
    keep_setting("theme", "alcto-light")
    keep_setting("records", "here")
    kept = settings_file().read_text("utf-8")
    assert kept == 'records = "here"\n# mine\ntheme = "alcto-light"\n\n[keys]  # own\nplan = "F7"\n'
    assert read_own()[0].keys == {"plan": ("f7",)}
