"""Backups: one made, those that are found, and what one would bring back."""

from __future__ import annotations

import os
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from driving import at_each_size, drive, in_each_theme, screen_text, until
from textual.widgets import Input

from alcto_core.backup import packing, unpacking
from alcto_core.backup.packing import back_up
from alcto_tui import requests
from alcto_tui.screens.keeping.backups import BackupsScreen
from alcto_tui.screens.keeping.bring_back import BringBackScreen

NOW = datetime(2026, 8, 14, 12, 5, tzinfo=timezone(timedelta(hours=-5)))
FILE = Path("alcto-backup-2026-08-01.zip")


@pytest.fixture(autouse=True)
def at_noon(monkeypatch, tmp_path):
    monkeypatch.setattr(BackupsScreen, "now", staticmethod(lambda: NOW))
    monkeypatch.setattr(packing, "__version__", "0.1.0")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def backed_up(app, text=None):
    """A backup beside the records: of the records as they are, or of others."""
    now = app.folder.file.read_text(encoding="utf-8")
    if text is not None:
        app.folder.file.write_text(text, encoding="utf-8")
    back_up(app.folder, FILE, at=NOW)
    app.folder.file.write_text(now, encoding="utf-8")


def other(text):
    """The records as they were: one activity is not there, one is otherwise, one is more."""
    gone = text.replace('title = "FETC"', 'title = "FETC in January"', 1)
    return f'{gone}\n[[activity]]\nid = "old"\ntitle = "Old [b] talk"\ndate = 2025-11-01\nhours = 1\n'


def is_found(app):
    return isinstance(app.screen, BackupsScreen) and app.screen._sheet is not None


def is_read(app):
    return (
        isinstance(app.screen, BringBackScreen)
        and app.screen._watch is None
        and app.screen._said + str(app.screen._sheet)
    )


async def opened(pilot):
    pilot.app.screen.post_message(requests.BackupsRequested())
    await until(pilot, lambda: is_found(pilot.app))


async def looked_at(pilot, path=FILE):
    pilot.app.screen.post_message(requests.BringBackRequested(path))
    await until(pilot, lambda: is_read(pilot.app) and pilot.app.screen.is_current)


def damaged(app):
    FILE.write_bytes(b"PK torn")
    at = datetime(2026, 8, 1, 9, 0).astimezone().timestamp()
    os.utime(FILE, (at, at))


@pytest.mark.parametrize("state", ["none", "one", "damaged"])
def test_backups_show(state, app_on, demo_text, text_snapshot):
    app = app_on(demo_text)
    if state != "none":
        (backed_up if state == "one" else damaged)(app)

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk)


@pytest.mark.parametrize("state", ["other", "same", "torn", "newer", "gone", "here-damaged"])
def test_what_a_backup_would_bring_back_shows(state, app_on, demo_text, text_snapshot):
    app = app_on(demo_text)
    proof = app.folder.evidence / "old.pdf"
    proof.parent.mkdir()
    proof.write_bytes(b"then")
    newer = demo_text.replace("schema = 1", "schema = 99", 1)
    backed_up(app, {"other": other(demo_text), "newer": newer}.get(state))
    if state == "other":
        proof.write_bytes(b"now")
    elif state == "torn":
        FILE.write_bytes(FILE.read_bytes()[:-40])
    elif state == "gone":
        FILE.unlink()
    elif state == "here-damaged":
        app.folder.file.write_bytes(b"[[activity\n")

    async def walk(pilot):
        await looked_at(pilot)
        if state == "here-damaged":  # the notice of it comes and goes by itself
            await until(pilot, lambda: "changed outside alcto" in " ".join(screen_text(app).split()))
            app.clear_notifications()
            await until(pilot, lambda: "changed outside" not in screen_text(app))
        await at_each_size(pilot, text_snapshot)

    drive(app, walk)


def test_what_a_backup_would_bring_back_looks(app_on, demo_text, svg_snapshot):
    app = app_on(demo_text)
    backed_up(app, other(demo_text))

    async def walk(pilot):
        await looked_at(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_f2_makes_a_backup_as_the_proposed_file_and_proposes_another(app_on, demo_text, text_snapshot):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.is_current)
        await pilot.press("B")
        await until(pilot, lambda: is_found(app))
        await pilot.press("f2")
        await until(pilot, lambda: app.screen._made is not None and app.screen._sheet.parts)
        assert Path("alcto-backup-2026-08-14.zip").is_file()
        assert app.screen.query_one(Input).value == "alcto-backup-2026-08-14-2.zip"
        await at_each_size(pilot, text_snapshot)
        await pilot.press("enter")
        await until(pilot, lambda: is_read(app) and "is here already" in screen_text(app))

    drive(app, walk)


def test_a_file_that_is_there_is_never_overwritten(app_on, demo_text):
    app = app_on(demo_text)
    dear = Path("dear.zip").absolute()

    async def walk(pilot):
        dear.write_bytes(b"dear")
        await opened(pilot)
        await pilot.press("F")
        field = app.screen.query_one(Input)
        field.value = "dear.zip"
        await until(pilot, lambda: "already" in app.screen.query_one("#checked").content.plain)
        await pilot.press("f2")
        await until(pilot, lambda: app.screen._watch is None)
        field.focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BringBackScreen) and "not a zip file" in screen_text(app))
        assert dear.read_bytes() == b"dear"

    drive(app, walk)


def test_a_backup_comes_back_in_one_save_and_one_undo_takes_it_back(app_on, demo_text):
    app = app_on(demo_text)
    then = other(demo_text)
    backed_up(app, then)

    async def walk(pilot):
        await looked_at(pilot)
        assert app.folder.file.read_text(encoding="utf-8") == demo_text
        await pilot.press("f2")
        await until(pilot, lambda: app.screen._done and app.screen._sheet is not None)
        assert app.folder.file.read_text(encoding="utf-8") == then
        assert app.overview.records.activity("old").title == "Old [b] talk"
        assert "The records are those of the backup." in screen_text(app)
        assert not app.screen.check_action("take", ())
        await pilot.press("u")
        await until(pilot, lambda: app.folder.file.read_text(encoding="utf-8") == demo_text)
        await until(pilot, lambda: app.screen.check_action("take", ()))
        assert "The records are those of the backup." not in screen_text(app)

    drive(app, walk)


def test_a_backup_that_changed_since_it_was_looked_at_is_not_brought_back(app_on, demo_text):
    app = app_on(demo_text)
    backed_up(app, other(demo_text))

    async def walk(pilot):
        await looked_at(pilot)
        FILE.unlink()
        backed_up(app, f"{demo_text}\n# another\n")
        await pilot.press("f2")
        await until(pilot, lambda: "is another one since it was looked at" in " ".join(screen_text(app).split()))
        assert app.folder.file.read_text(encoding="utf-8") == demo_text

    drive(app, walk)


def test_packing_tells_how_far_it_is_and_can_be_stopped(app_on, demo_text, monkeypatch):
    app = app_on(demo_text)
    app.folder.evidence.mkdir()
    for number in range(4):
        (app.folder.evidence / f"{number}.pdf").write_bytes(b"proof")
    began, goes_on = threading.Event(), threading.Event()

    def slow(source, spool):
        if source.path.endswith("1.pdf"):
            began.set()
            goes_on.wait(30)
        return real(source, spool)

    real = packing._steadily
    monkeypatch.setattr(packing, "_steadily", slow)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("f2")
        await until(pilot, began.is_set)
        await until(pilot, lambda: "Packing: 2 of 5 files. Esc stops." in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Stopping" in screen_text(app))
        goes_on.set()
        await until(pilot, lambda: "stopped; nothing is left of it" in screen_text(app))
        assert [*Path().glob("*.zip*")] == []

    drive(app, walk)


def test_bringing_back_can_be_stopped_and_the_records_are_as_they_were(app_on, demo_text, monkeypatch):
    app = app_on(demo_text)
    app.folder.evidence.mkdir()
    for number in range(3):
        (app.folder.evidence / f"{number}.pdf").write_bytes(b"proof")
    backed_up(app, other(demo_text))
    for number in range(3):
        (app.folder.evidence / f"{number}.pdf").unlink()
    began, goes_on = threading.Event(), threading.Event()

    def slow(self, packed):
        if app.screen._is_taking and packed.path.endswith("0.pdf"):
            began.set()
            goes_on.wait(30)
        yield from real(self, packed)

    real = unpacking.Archive.parts
    monkeypatch.setattr(unpacking.Archive, "parts", slow)

    async def walk(pilot):
        await looked_at(pilot)
        await pilot.press("f2")
        await until(pilot, began.is_set)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen._watch.is_stopped)
        goes_on.set()
        await until(pilot, lambda: "you stopped it" in " ".join(screen_text(app).split()))
        assert app.folder.file.read_text(encoding="utf-8") == demo_text
        await pilot.press("f5")
        await until(pilot, lambda: is_read(app) and app.screen.check_action("take", ()))
        await pilot.press("f2")
        await until(pilot, lambda: app.screen._done)
        assert sorted(one.name for one in app.folder.evidence.iterdir()) == ["0.pdf", "1.pdf", "2.pdf"]

    drive(app, walk)
