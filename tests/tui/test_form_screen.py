"""The authority's form on the screen: one key for each field, and what a reviewer would miss."""

from __future__ import annotations

import made_up
import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, until

from alcto_core.paperwork.asked import Asked, made
from alcto_core.paperwork.form import forms, lint
from alcto_core.paperwork.kinds import BY_NAME
from alcto_core.text import plain
from alcto_tui import requests
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.papers.form_fields import FormFieldsScreen


async def opened(pilot, credential="al-cto"):
    """Open the form of the credential by its key."""
    app = pilot.app
    app.screen.post_message(requests.CredentialRequested(credential))
    await until(pilot, lambda: isinstance(app.screen, CredentialScreen) and app.screen._standing is not None)
    await pilot.press("Y")
    await until(pilot, lambda: isinstance(app.screen, FormFieldsScreen) and app.screen.chosen() is not None)
    return app.screen


def test_the_form_shows(app_on, demo_text, text_snapshot):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk)


def test_the_form_looks(app_on, demo_text, svg_snapshot):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk, SIZES[2])


def test_each_key_copies_its_field_as_the_verb_writes_it(app_on, demo_text):
    app = app_on(demo_text)
    asked = Asked(overview=app.overview, credential="al-cto")
    (form,) = forms(asked)
    written = made(asked, BY_NAME["form"], BY_NAME["form"].format("txt")).raw.decode()

    async def walk(pilot):
        screen = await opened(pilot)
        assert [row.id for row in screen._rows] == [entry.activity for entry in form.entries]
        entry = form.entries[0]
        assert len(entry.fields) == 7
        for number, field in enumerate(entry.fields, 1):
            app._clipboard = ""
            app.clear_notifications()
            await pilot.press(str(number))
            said = f"Copied: {field.label}." if field.text else "holds nothing for it"
            await until(pilot, lambda said=said: said in " ".join(screen_text(app).split()))
            assert app.clipboard == field.text
            assert f"  {field.label}:\n    {plain(field.text)}\n" in written
        app._clipboard = ""
        await pilot.press("9")
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard)
        assert app.clipboard.splitlines() == [f"{one.label}: {one.text}" for one in entry.fields]

    drive(app, walk)


def test_what_a_reviewer_would_miss_stands_with_its_entry_and_enter_mends_it(app_on, demo_text):
    app = app_on(demo_text)
    (form,) = forms(Asked(overview=app.overview, credential="al-cto"))
    wrong = {entry.activity: words for entry, words in lint(form)}

    async def walk(pilot):
        screen = await opened(pilot)
        rows = screen.query_one("#rows")
        id, words = next(iter(wrong.items()))
        rows.highlighted = rows.get_option_index(id)
        await pilot.pause()
        assert words in screen.query_one("#explanation").content.plain
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))

    drive(app, walk, SIZES[2])


@pytest.mark.parametrize("payload", ["[/b] plan", "\x1b]52;c;YQ==\x07"])
def test_hostile_fields_are_shown_and_copied_as_pictures(payload, app_on):
    text = made_up.HEALTHY.replace("Orange Beach, AL", made_up.quoted(payload)[1:-1]) + (
        '\n[[credential]]\nprogram = "al-cto"\nissued = 2024-06-01\n'
    )
    app = app_on(text)

    async def walk(pilot):
        screen = await opened(pilot)
        rows = screen.query_one("#rows")
        rows.highlighted = rows.get_option_index("summer")
        await pilot.pause()
        await pilot.press("2")
        await until(pilot, lambda: app.clipboard)
        assert plain(payload) in app.clipboard
        assert app.clipboard.isprintable()
        assert plain(payload) in screen.query_one("#explanation").content.plain

    drive(app, walk)


def test_a_credential_without_a_form_says_so(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        app.screen.post_message(requests.CredentialRequested("al-td-ceu"))
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        await pilot.press("Y")
        await until(pilot, lambda: "has no form that asks fields" in " ".join(screen_text(app).split()))
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))

    drive(app, walk)
