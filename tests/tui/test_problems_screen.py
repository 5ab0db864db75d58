"""Problems: what is wrong in the file, and the way to the editor."""

from __future__ import annotations

import made_up
import pytest
from driving import SIZE_NAMES, SIZES, drive, screen_svg, screen_text, until

from alcto_tui import app as app_module
from alcto_tui import messages
from alcto_tui.screens.home import HomeScreen
from alcto_tui.screens.problems import ProblemsScreen
from alcto_tui.theme import DARK, LIGHT

STATES = {"none": made_up.HEALTHY, "records": made_up.RECORD_PROBLEMS, "not-toml": made_up.PROBLEMS}


async def opened(pilot):
    """Open the screen and wait until it is filled."""
    app = pilot.app
    app.screen.post_message(messages.ProblemsRequested())
    await until(pilot, lambda: isinstance(app.screen, ProblemsScreen))
    await until(pilot, lambda: app.screen.query_one("#list").option_count == len(app.overview.problems))


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
@pytest.mark.parametrize("state", STATES)
def test_problems_show(state, size, app_on, text_snapshot):
    app = app_on(STATES[state])

    async def walk(pilot):
        await opened(pilot)
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
def test_problems_look(theme, app_on, svg_snapshot):
    app = app_on(made_up.RECORD_PROBLEMS)

    async def walk(pilot):
        app.theme = theme
        await opened(pilot)
        assert screen_svg(app) == svg_snapshot

    drive(app, walk)


def test_a_problem_shows_its_line_and_the_corrected_line(app_on):
    app = app_on(made_up.PROBLEMS)

    async def walk(pilot):
        await opened(pilot)
        text = screen_text(app)
        assert "date = 10/1/2025" in text
        assert "date = 2025-10-01" in text

    drive(app, walk)


@pytest.mark.parametrize(
    ("editor", "begins"),
    [
        ("vim", ["vim", "+32"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+32"]),
        ("code --wait", ["code", "--wait"]),
    ],
)
def test_the_editor_opens_at_the_line_and_what_it_saved_is_read(editor, begins, app_on, monkeypatch):
    app = app_on(made_up.PROBLEMS)
    calls = []

    class _Suspended:
        def __enter__(self):
            calls.append("suspended")

        def __exit__(self, *_error):
            calls.append("resumed")

    def edit(command, check):
        calls.append(command)
        app.folder.file.write_text(made_up.PROBLEMS.replace("10/1/2025", "2025-10-01"), encoding="utf-8")

    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setattr(app, "suspend", _Suspended)
    monkeypatch.setattr("subprocess.run", edit)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "No problems" in screen_text(app))

    drive(app, walk)
    line = made_up.PROBLEMS.splitlines().index("date = 10/1/2025") + 1
    wanted = [word.replace("32", str(line)) for word in begins]
    assert calls == ["suspended", [*wanted, str(app.folder.file)], "resumed"]


def test_without_an_editor_a_sentence_names_the_file(app_on, monkeypatch):
    app = app_on(made_up.PROBLEMS)
    monkeypatch.setattr(app_module.system, "editor_command", lambda _environ: None)

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
        await until(pilot, lambda: app.screen.query_one("#list").highlighted == 0)
        first = screen_text(app)
        await pilot.press("down")
        await until(pilot, lambda: app.screen.query_one("#list").highlighted == 1)
        assert screen_text(app) != first
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)
