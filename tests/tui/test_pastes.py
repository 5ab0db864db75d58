"""What is pasted: into a field of one line, as an agenda, and what becomes of it when alcto ends before it is saved."""

from __future__ import annotations

import made_up_log
import pytest
from driving import drive, screen_text, until
from textual.events import Paste
from textual.widgets import TextArea

from alcto_core.keeping import drafts
from alcto_tui import requests
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.entries.entry_agenda import AgendaForm

AGENDA = "9:00-10:00 Opening\n10:00-11:30 Ransomware tabletop\n13:00-14:00 Budgets\n"


async def entry(pilot, **how):
    """Open the form of an entry, with the cursor in its title."""
    pilot.app.screen.post_message(requests.EntryRequested(**how))
    await until(pilot, lambda: isinstance(pilot.app.screen, EntryScreen) and pilot.app.screen.query("#title-input"))
    await until(pilot, lambda: getattr(pilot.app.focused, "id", "") == "title-input")


def title(app):
    return app.screen.query_one("#title-input").value


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        ("Budget clinic", "Budget clinic"),
        ("\nBudget clinic", "Budget clinic"),
        ("\r\n\r\n  \r\nBudget clinic\r\n", "Budget clinic"),
        ("\rBudget clinic\rsecond", "Budget clinic"),
        (" a", " a"),
        ("\n\n", ""),
        ("", ""),
    ],
    ids=["one-line", "break-first", "several-breaks", "lines-as-a-terminal-sends-them", "blank", "breaks", "nothing"],
)
def test_the_first_line_that_is_not_empty_goes_into_a_field(pasted, value, app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await entry(pilot)
        app.post_message(Paste(pasted))
        await pilot.pause()
        await until(pilot, lambda: title(app) == value)

    drive(app, walk)


def test_lines_that_do_not_fit_are_said_and_offered_as_an_agenda(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await entry(pilot)
        app.post_message(Paste(AGENDA))
        await until(pilot, lambda: title(app) == "9:00-10:00 Opening")
        await until(pilot, lambda: any("3 lines were pasted" in one.message for one in app._notifications))
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, AgendaForm) and app.screen.query(TextArea))
        await until(pilot, lambda: "3 sessions, 3.5 h" in screen_text(app))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and len(app.screen._text.sessions) == 3)

    drive(app, walk)


def test_a_form_without_agendas_says_that_lines_were_left_out(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await pilot.press("i")
        await until(pilot, lambda: type(app.screen).__name__ == "PersonForm")
        app.post_message(Paste("Jordan\nAvery"))
        await until(pilot, lambda: any("only the first went in" in one.message for one in app._notifications))

    drive(app, walk)


def test_an_agenda_that_was_pasted_and_not_taken_is_in_the_draft(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await entry(pilot)
        form = app.screen
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, AgendaForm) and app.screen.query(TextArea))
        app.post_message(Paste(AGENDA))
        await until(pilot, lambda: "3 sessions, 3.5 h" in screen_text(app))
        form.keep_typed()
        (kept,) = drafts.load_drafts(app.folder)
        assert kept.fields["agenda"] == AGENDA
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is form)
        form.dismiss()
        await until(pilot, lambda: app.screen is not form)
        await entry(pilot, draft=kept)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, AgendaForm) and app.screen.query(TextArea))
        assert app.screen.query_one(TextArea).text == AGENDA

    drive(app, walk)
