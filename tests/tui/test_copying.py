"""What is under the cursor is copied in words: into the clipboard, or a file where the terminal may take nothing."""

from __future__ import annotations

import made_up
import made_up_programs
import pytest
from driving import drive, is_harmless, screen_text, until
from textual.widgets import OptionList

from alcto_core.keeping.folder import RecordsFolder
from alcto_tui import clipboard, requests
from alcto_tui.clipboard import copy_words, taking
from alcto_tui.commands import COPY
from alcto_tui.screens.base.frame import Frame
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.screens.credentials.mentor import MentorScreen
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.screens.papers.export_form import ExportForm
from alcto_tui.widgets.choices import ChoiceField

REQUESTS = (
    requests.ActivitiesRequested, requests.CatalogueRequested, requests.RulesRequested,
    requests.ProblemsRequested, requests.HistoryRequested, requests.BackupsRequested,
    lambda: requests.RuleSetRequested("al-cto"), lambda: requests.CredentialRequested("al-cto"),
    lambda: requests.HelpRequested((("This screen", "x", "what it does"),)),
)  # fmt: skip
"""Screens on which nothing is typed."""


async def opened(pilot, request, screen):
    """Open the screen that the request asks for."""
    pilot.app.screen.post_message(request)
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def copied(pilot):
    """What `y` copies."""
    app = pilot.app
    app.clear_notifications()
    app._clipboard = ""
    await pilot.press("y")
    await until(pilot, lambda: app.clipboard or clipboard.NOTHING in screen_text(app))
    return app.clipboard


def test_a_requirement_an_entry_and_a_card_are_copied_as_the_verbs_tell_them(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        assert (await copied(pilot)).startswith("TD-CEU FY26 is not met yet: 2.5 ALET hours missing")
        await opened(pilot, requests.CredentialRequested("al-cto"), CredentialScreen)
        rows = app.screen.query_one("#rows", OptionList)
        rows.highlighted = rows.get_option_index("requirement-total")
        await pilot.pause()
        first, *told = (await copied(pilot)).splitlines()
        assert first.startswith("Sixty hours")
        assert "Source: Recertification policy, line 46" in "\n".join(told)
        await pilot.press("escape")
        await opened(pilot, requests.ActivitiesRequested(), ActivitiesScreen)
        activity = app.screen._current()
        words = await copied(pilot)
        assert words.startswith(f"{activity.title}, ")
        assert "TD-CEU" in words

    drive(app, walk)


@pytest.mark.parametrize("payload", [made_up.PAYLOADS[0], "\x1b]52;c;YQ==\x07 \x9b2J"])
def test_every_screen_but_the_forms_copies_and_nothing_copied_is_obeyed(payload, app_on):
    app = app_on(made_up.hostile(payload))
    copying = set()

    async def walk(pilot):
        for request in (None, *REQUESTS):
            home = app.screen
            if request is not None:
                home.post_message(request())
                await until(pilot, lambda home=home: app.screen is not home and app.screen.is_mounted)
            screen = app.screen
            assert isinstance(screen, Frame)
            assert [one.key for one in screen.commands if one.action == "copy"] == [COPY.key], screen
            app._clipboard = ""
            await screen.run_action("copy")
            await pilot.pause()
            assert is_harmless(app.clipboard)
            if app.clipboard:
                copying.add(type(screen).__name__)
            if request is not None:
                await screen.run_action("back")
                await until(pilot, lambda home=home: app.screen is home)

    drive(app, walk)
    assert copying >= {
        "ActivitiesScreen", "CatalogueScreen", "CredentialScreen", "HelpScreen", "HomeScreen", "ProblemsScreen",
        "RuleSetScreen", "RulesScreen",
    }  # fmt: skip


def test_where_nothing_is_under_the_cursor_it_says_so(app_on):
    app = app_on(made_up.NO_ACTIVITIES)

    async def walk(pilot):
        await opened(pilot, requests.ActivitiesRequested(), ActivitiesScreen)
        assert await copied(pilot) == ""

    drive(app, walk)


@pytest.mark.parametrize(
    ("environ", "how"),
    [
        ({"TERM": "xterm-256color"}, "yes"),
        ({"TERM": "xterm-kitty", "TERM_PROGRAM": "iTerm.app"}, "yes"),
        ({"TERM": "linux"}, "no"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "no"),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, "perhaps"),
        ({"TERM": "screen", "STY": "1.pts-0"}, "no"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7006"}, "perhaps"),
    ],
)
def test_terminals_that_take_no_copies_are_known(environ, how):
    assert taking(environ) == how


class Asked:
    """An app that is asked to copy."""

    def __init__(self):
        self.copied = []
        self.said = []

    def copy_to_clipboard(self, words):
        self.copied.append(words)

    def notify(self, words, **_how):
        self.said.append(words)


@pytest.mark.parametrize(
    ("environ", "is_sent", "begins"),
    [
        ({"TERM": "linux"}, False, "This terminal takes no copies; it lies in "),
        ({"TERM": "tmux", "TMUX": "x"}, True, "Handed to the terminal; it also lies in "),
    ],
)
def test_what_a_terminal_may_not_take_lies_in_a_file(environ, is_sent, begins, tmp_path):
    folder, app = RecordsFolder(path=tmp_path), Asked()
    copy_words(app, folder, "twelve hours\nå", environ)
    copy_words(app, folder, "the last", environ)
    file = folder.own / "copied.txt"
    assert file.read_text("utf-8") == "the last"
    assert app.said == [f"{begins}{file}."] * 2
    assert app.copied == (["twelve hours\nå", "the last"] if is_sent else [])


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / ".alcto").write_text("in the way")
    app = Asked()
    copy_words(app, RecordsFolder(path=tmp_path), "words", {"TERM": "linux"})
    assert "cannot be kept" in app.said[0]


@pytest.mark.parametrize("is_staged", [False, True])
def test_an_export_from_a_credential_is_of_that_credential(is_staged, app_on, demo_text):
    app = app_on(made_up_programs.HALF_WAY if is_staged else demo_text)

    async def walk(pilot):
        if is_staged:
            id = app.overview.standings[0].credential
            await opened(pilot, requests.MentorRequested(id), MentorScreen)
        else:
            id = "al-cto"
            await opened(pilot, requests.CredentialRequested(id), CredentialScreen)
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, ExportForm))
        assert app.screen.query_one("#credential", ChoiceField).choices.value == (id,)

    drive(app, walk)


def test_an_export_from_a_past_period_is_of_that_period(app_on, tmp_path):
    app = app_on(made_up.HEALTHY.replace("from = 2025-10-01", "from = 2024-10-01"))

    async def walk(pilot):
        await opened(pilot, requests.CredentialRequested("al-td-ceu", "FY25"), CredentialScreen)
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, ExportForm) and app.screen.field("file").value)
        form = app.screen
        assert form.field("file").value.endswith("alcto-report-al-td-ceu-fy25.html")
        assert "It is of FY25" in " ".join(screen_text(app).replace("│", " ").split())
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is not form)

    drive(app, walk)
    made = (tmp_path / "alcto-report-al-td-ceu-fy25.html").read_text("utf-8")
    assert "TD-CEU FY25" in made
    assert "ALET Winter Conference" not in made
