"""Proof ticked on the screen: one key each, what the file says beside it, and a reflection."""

from __future__ import annotations

import sys
from pathlib import Path

import made_up
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, until
from textual.widgets import TextArea

from alcto_core.records.checklist import look_in
from alcto_core.records.reading import read_text
from alcto_tui import requests
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.evidence.checklist import ChecklistScreen
from alcto_tui.screens.evidence.reflection_form import ReflectionForm
from alcto_tui.screens.log.activities import ActivitiesScreen

sys.path.append(str(Path(__file__).parents[1] / "core" / "importing"))
from made_pdf import made_pdf

WINTER = 'id = "winter"\n'
LOOKED = (
    made_up.HEALTHY.replace(WINTER, WINTER + 'evidence = ["evidence/winter.pdf"]\n')
    + """
[[activity]]
id = "seen"
title = "Region [meeting]"
date = 2026-03-02
hours = 2
offering = "alet/region-meeting"
strands = ["al-cto/it"]
evidence = ["evidence/winter.pdf"]
note = "Proof shows sponsor, title, day, hours, participant; looked at 2026-03-05."

[[activity]]
id = "short"
title = "Cyber camp"
date = 2026-03-12
hours = 3
offering = "alet/cyber-camp"
strands = ["al-cto/it"]
evidence = ["evidence/winter.pdf"]
note = "Proof shows title, day; looked at 2026-03-15."
"""
)


def made(app_on, tmp_path):
    """The app with a certificate in its folder."""
    evidence = tmp_path / "alcto" / "evidence"
    evidence.mkdir(parents=True)
    lines = ["Awarded to Jordan Avery", "Course: ALET Winter Conference", "January 28, 2026", "Contact Hours: 6.5"]
    (evidence / "winter.pdf").write_bytes(made_pdf(lines))
    return app_on(LOOKED)


async def opened(pilot):
    """Open the checklist from the log."""
    app = pilot.app
    app.screen.post_message(requests.ActivitiesRequested())
    await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
    await pilot.press("K")
    await until(pilot, lambda: isinstance(app.screen, ChecklistScreen) and app.screen.chosen() is not None)
    return app.screen


async def on_row(pilot, id):
    """Put the cursor on an entry."""
    rows = pilot.app.screen.query_one("#rows")
    rows.highlighted = rows.get_option_index(f"proof-{id}")
    await pilot.pause()


def activity(app, id):
    """The entry as the file holds it now."""
    return read_text(app.folder.file.read_bytes(), "records.toml").records.activity(id)


def test_the_checklist_shows(app_on, tmp_path, text_snapshot):
    app = made(app_on, tmp_path)

    async def walk(pilot):
        await opened(pilot)
        await on_row(pilot, "short")
        await at_each_size(pilot, text_snapshot)

    drive(app, walk)


def test_entries_of_several_years_stand_below_their_years(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot)
        rows = app.screen.query_one("#rows")
        told = [str(rows.get_option_at_index(at).prompt).strip() for at in range(rows.option_count)]
        years = [one for one in told if one.isdecimal()]
        assert len(years) > 1 and years == sorted(set(years), reverse=True)

    drive(app, walk)


def test_the_checklist_looks(app_on, tmp_path, svg_snapshot):
    app = made(app_on, tmp_path)

    async def walk(pilot):
        await opened(pilot)
        await on_row(pilot, "short")
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk, SIZES[2])


def test_a_key_ticks_and_takes_the_tick_away(app_on, tmp_path):
    app = made(app_on, tmp_path)

    async def walk(pilot):
        await opened(pilot)
        await on_row(pilot, "winter")
        for key, seen in (("2", ("title",)), ("4", ("title", "hours")), ("2", ("hours",))):
            await pilot.press(key)
            await until(pilot, lambda seen=seen: (look := look_in(activity(app, "winter").note)) and look.seen == seen)
            await until(pilot, lambda: app.overview.records.activity("winter").note == activity(app, "winter").note)
        for count in (5, 0):
            await pilot.press("0")
            await until(pilot, lambda count=count: len(look_in(activity(app, "winter").note).seen) == count)
            await until(pilot, lambda: app.overview.records.activity("winter").note == activity(app, "winter").note)

    drive(app, walk)


def test_what_the_certificate_says_is_read_beside_the_entry(app_on, tmp_path):
    app = made(app_on, tmp_path)

    async def walk(pilot):
        screen = await opened(pilot)
        await on_row(pilot, "winter")
        await pilot.press("F")
        words = screen.query_one("#explanation")
        await until(pilot, lambda: "The file says 6.5, which is not what the entry says" in words.content.plain)
        assert "page 1, line 4: “Contact Hours: 6.5”" in words.content.plain

    drive(app, walk, SIZES[2])


def test_the_pane_beside_the_list_says_what_the_entry_says_and_follows_the_cursor(app_on, tmp_path):
    app = made(app_on, tmp_path)

    def pane():
        return app.screen.query_one("#explanation").content.plain

    async def walk(pilot):
        await opened(pilot)
        await on_row(pilot, "seen")
        assert "Region [meeting]" in pane()
        assert "In the entry" in pane()
        assert "2 Mar 2026" in pane()
        assert "ALET region meeting" in pane()  # by its title, and not by its id
        assert "alet/region-meeting" not in pane()
        await pilot.press("down" if app.screen._rows[app.screen.query_one("#rows").highlighted + 1].about else "up")
        await until(pilot, lambda: "2 Mar 2026" not in pane())
        assert "In the entry" in pane()
        await on_row(pilot, "short")
        assert "Cyber camp" in pane()
        await pilot.press("4")  # the pane says at once what was ticked, and the cursor stays
        await until(pilot, lambda: look_in(activity(app, "short").note).seen == ("title", "day", "hours"))
        await until(pilot, lambda: app.overview.records.activity("short").note == activity(app, "short").note)
        assert app.screen.chosen().id == "short"
        assert "12 Mar 2026" in pane()

    drive(app, walk, SIZES[2])


def test_what_was_read_of_a_certificate_stays_with_its_entry(app_on, tmp_path):
    app = made(app_on, tmp_path)

    async def walk(pilot):
        screen = await opened(pilot)
        words = screen.query_one("#explanation")
        await on_row(pilot, "winter")
        await pilot.press("F")
        await until(pilot, lambda: "Contact Hours: 6.5" in words.content.plain)
        assert "In the entry" in words.content.plain  # both are there to be held against each other
        await on_row(pilot, "seen")
        assert "Contact Hours" not in words.content.plain
        await on_row(pilot, "winter")
        assert "Contact Hours: 6.5" in words.content.plain

    drive(app, walk, SIZES[2])


def test_in_a_narrow_window_the_pane_leaves_out_what_the_entry_says(app_on, tmp_path):
    app = made(app_on, tmp_path)

    async def walk(pilot):
        screen = await opened(pilot)
        await on_row(pilot, "seen")
        assert "In the entry" not in screen.query_one("#explanation").content.plain

    drive(app, walk, SIZES[1])


def test_enter_opens_the_entry_and_its_proof_is_a_key_away(app_on, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr("alcto_tui.screens.evidence.checklist.show_proof", lambda *asked: seen.append(asked[2]))
    app = made(app_on, tmp_path)

    async def walk(pilot):
        checklist = await opened(pilot)
        await on_row(pilot, "seen")
        await pilot.press("o")
        await until(pilot, lambda: seen == [("evidence/winter.pdf",)])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.query("#title-input"))
        assert app.screen.query_one("#title-input").value == "Region [meeting]"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is checklist)
        assert checklist.chosen().id == "seen"

    drive(app, walk)


def test_without_proof_nothing_is_ticked_and_a_reflection_can_be_written(app_on, tmp_path):
    app = made(app_on, tmp_path)

    async def walk(pilot):
        await opened(pilot)
        await on_row(pilot, "summer")
        await pilot.press("1")
        await until(pilot, lambda: "No file of proof is named" in " ".join(screen_text(app).split()))
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, ReflectionForm))
        app.screen.query_one(TextArea).text = "What I [b]practised."
        await pilot.press("f2")
        await until(pilot, lambda: activity(app, "summer").evidence)

    drive(app, walk)
    (path,) = activity(app, "summer").evidence
    assert path == "evidence/2026-06-10-alet-summer-conference-reflection.txt"
    assert "What I [b]practised." in (app.folder.path / path).read_text("utf-8")


def test_a_reflection_that_was_begun_is_not_dropped_unasked(app_on, tmp_path):
    app = made(app_on, tmp_path)

    async def walk(pilot):
        await opened(pilot)
        await on_row(pilot, "summer")
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, ReflectionForm))
        app.screen.query_one(TextArea).text = "Begun"
        await pilot.press("escape")
        await until(pilot, lambda: "Drop what you wrote?" in screen_text(app))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, ReflectionForm))
        assert app.screen.query_one(TextArea).text == "Begun"

    drive(app, walk)


def test_a_reflection_that_was_begun_is_offered_again(app_on, tmp_path):
    app = made(app_on, tmp_path)

    async def begin(pilot):
        await opened(pilot)
        await on_row(pilot, "summer")
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, ReflectionForm))
        app.screen.query_one(TextArea).text = "Begun [b]and\nnot kept"
        app.screen.keep_typed()

    drive(app, begin)
    again = app_on(None)

    async def go_on(pilot):
        await until(pilot, lambda: again.drafts)
        assert "Reflection on ALET Summer Conference" in screen_text(again)
        await again.screen.run_action("draft")
        await until(pilot, lambda: isinstance(again.screen, ReflectionForm))
        assert again.screen.query_one(TextArea).text == "Begun [b]and\nnot kept"
        await pilot.press("f2")
        await until(pilot, lambda: activity(again, "summer").evidence)
        await until(pilot, lambda: not again.drafts)

    drive(again, go_on)
