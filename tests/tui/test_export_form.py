"""Export from the screens: what is written, where, what is asked first, and what is told of it."""

from __future__ import annotations

import re
import threading
import zipfile

import made_up
import pytest
from driving import SIZE_NAMES, SIZES, drive, in_each_theme, is_harmless, screen_text, still, until
from textual.widgets import Input

from alcto_core.paperwork import packet
from alcto_core.paperwork.ordering import PACKET
from alcto_tui import requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.papers.export_form import ExportForm
from alcto_tui.widgets.choices import ChoiceField


async def opened(pilot, credential=None):
    """Open the form."""
    app = pilot.app
    app.screen.post_message(requests.ExportFormRequested(credential))
    await until(pilot, lambda: isinstance(app.screen, ExportForm) and app.screen.field("file").value)
    return app.screen


async def choose(pilot, form, id, value):
    """Choose one of the words of a field, as a click does."""
    choices = form.query_one(f"#{id}", ChoiceField).choices
    choices.value = (value,)
    choices.post_message(choices.Changed(choices, choices.value))
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
def test_an_export_is_asked_for(size, app_on, demo_text, text_snapshot):
    app = app_on(demo_text)

    async def walk(pilot):
        form = await opened(pilot)
        form.field("file").query_one(Input).value = "form.txt"  # the folder of a test has another name each time
        await still(pilot)
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


def test_an_export_looks(app_on, demo_text, svg_snapshot):
    app = app_on(demo_text)

    async def walk(pilot):
        form = await opened(pilot, "al-cto")
        form.field("file").query_one(Input).value = "form.txt"
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_a_form_is_written_and_what_a_reviewer_would_miss_stays_on_the_screen(app_on, demo_text, tmp_path):
    app = app_on(demo_text)
    before = app.folder.file.read_bytes()
    target = app.folder.path.parent / "alcto-form-al-cto.txt"

    async def walk(pilot):
        form = await opened(pilot, "al-cto")
        assert form.field("file").value == str(target)
        await pilot.press("f2")
        await until(pilot, lambda: "is written: 15 entries" in " ".join(screen_text(app).replace("│", " ").split()))
        assert "8 hours in one piece" in screen_text(app)
        await pilot.press("f2")
        await until(pilot, lambda: "is there already" in screen_text(app))
        await pilot.press("n")
        await until(pilot, lambda: app.screen is form)

    drive(app, walk, SIZES[2])
    assert "Jordan Avery; Pine Hollow City Schools" in target.read_text("utf-8")
    assert app.folder.file.read_bytes() == before


def test_the_word_under_the_cursor_is_the_one_that_is_written(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        form = await opened(pilot)
        kind = form.query_one("#kind", ChoiceField).choices
        kind.focus()
        await pilot.press("left", "left")  # from the form over the entries to the packet
        await until(pilot, lambda: kind.value == (PACKET,))
        await until(pilot, lambda: form.field("file").value.endswith("alcto-packet.zip"))

    drive(app, walk)


def test_a_packet_asks_first_and_is_made(app_on, demo_text):
    app = app_on(demo_text)
    target = app.folder.path.parent / "alcto-packet-al-td-ceu.zip"

    async def walk(pilot):
        form = await opened(pilot)
        await choose(pilot, form, "kind", "packet")
        await pilot.press("f2")
        await until(pilot, lambda: "Name the one credential" in screen_text(app))
        await choose(pilot, form, "credential", "al-td-ceu")
        await pilot.press("f2")
        await until(pilot, lambda: "Make the packet as it is?" in screen_text(app))
        assert not target.exists()
        [told] = app.screen.query("Question #told")  # the question hides no part of what it is about
        assert "Entries without proof" in str(told.query_one("Words").visual)
        await pilot.press("y")
        await until(pilot, lambda: target.exists() and "is made" in screen_text(app))

    drive(app, walk, SIZES[2])
    with zipfile.ZipFile(target) as zipped:
        assert any(name.endswith("data/standing.json") for name in zipped.namelist())


@pytest.mark.parametrize("name", ["packet.zip", "packet"])
def test_packing_tells_how_far_it_is_and_esc_stops_it(app_on, demo_text, monkeypatch, name):
    text = demo_text.replace('id = "2026-01-12-fetc"', 'id = "2026-01-12-fetc"\nevidence = ["evidence/a.pdf"]')
    app = app_on(text)
    app.folder.evidence.mkdir()
    (app.folder.evidence / "a.pdf").write_bytes(b"proof")
    target, began, goes_on = app.folder.path.parent / name, threading.Event(), threading.Event()

    def slow(root, own):
        parts, size = real(root, own)

        def waiting():
            for part in parts:
                began.set()
                goes_on.wait(30)
                yield part

        return waiting(), size

    real = packet._read
    monkeypatch.setattr(packet, "_read", slow)

    async def walk(pilot):
        form = await opened(pilot, "al-cto")
        await choose(pilot, form, "kind", "packet")
        form.field("file").query_one(Input).value = str(target)
        await pilot.press("f2")
        await until(pilot, lambda: "Make the packet as it is?" in screen_text(app))
        await pilot.press("y")
        await until(pilot, began.is_set)
        await until(pilot, lambda: re.search(r"Packing: (\d+) of \d+ files. Esc stops.", screen_text(app)))
        await pilot.press("escape")
        await until(pilot, lambda: "Stopping" in screen_text(app))
        goes_on.set()
        await until(pilot, lambda: "The packet was stopped; nothing is left of it." in screen_text(app))
        assert app.screen is form
        assert [one.name for one in target.parent.iterdir() if "packet" in one.name] == []
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)


@pytest.mark.parametrize("name", ["packet.zip", "packet"])
def test_whoever_leaves_alcto_while_it_packs_finds_nothing_half_made(app_on, demo_text, monkeypatch, name):
    text = demo_text.replace('id = "2026-01-12-fetc"', 'id = "2026-01-12-fetc"\nevidence = ["evidence/a.pdf"]')
    app = app_on(text)
    app.folder.evidence.mkdir()
    (app.folder.evidence / "a.pdf").write_bytes(b"proof")
    target, began = app.folder.path.parent / name, threading.Event()

    def endless(root, own):
        parts, size = real(root, own)

        def again():
            for part in parts:
                began.set()
                while True:  # as long as the proof of a whole career
                    yield part

        return again(), size

    real = packet._read
    monkeypatch.setattr(packet, "_read", endless)

    async def walk(pilot):
        form = await opened(pilot, "al-cto")
        await choose(pilot, form, "kind", "packet")
        form.field("file").query_one(Input).value = str(target)
        await pilot.press("f2")
        await until(pilot, lambda: "Make the packet as it is?" in screen_text(app))
        await pilot.press("y")
        await until(pilot, began.is_set)
        assert [one for one in target.parent.iterdir() if name in one.name]

    drive(app, walk)
    assert [one.name for one in target.parent.iterdir() if name in one.name] == []


def test_what_cannot_be_written_is_said_and_the_form_stays(app_on, demo_text):
    app = app_on(demo_text.replace("FETC", "FE[b]\\u001b[2JTC"))

    async def walk(pilot):
        form = await opened(pilot)
        for typed, said in (
            ("", "path of the file first"),
            (str(app.folder.file), "must end in .txt, .md or .json"),
            (str(app.folder.path / "evidence" / "x.txt"), "belongs to your records"),
        ):
            form.field("file").query_one(Input).value = typed
            await pilot.press("f2")
            await until(pilot, lambda said=said: said in " ".join(screen_text(app).replace("│", " ").split()))
            assert is_harmless(screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk, SIZES[2])


BEGAN = made_up.PERSON.replace("2019-07-01", "2025-10-01")


@pytest.mark.parametrize(
    ("programs", "kind"),
    [
        (("al-cto-academy",), "portfolio"),
        (("al-cto-academy", "al-td-ceu"), "report"),
        (("al-td-ceu", "al-cto"), "form"),
    ],
)
def test_what_is_proposed_is_of_all_that_is_held(programs, kind, app_on):
    app = app_on(BEGAN + "".join(f'\n[[credential]]\nprogram = "{one}"\n' for one in programs))

    async def walk(pilot):
        form = await opened(pilot)
        assert form.query_one("#kind", ChoiceField).choices.value == (kind,)

    drive(app, walk)
