"""What a person is told of the records folder at the start."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import made_up
from driving import drive, screen_text, until

from alcto_core.keeping.presence import OPEN_ELSEWHERE, Presence
from alcto_core.keeping.store import INTERRUPTED
from alcto_tui import messages
from alcto_tui.notices import notices
from alcto_tui.screens.base.question import Question


def told(app):
    """The sentences that were shown in passing."""
    return [one.message for one in app._notifications]


def started(app, holds, *, before=lambda: None):
    """Start the app on what is there, until something holds of what was told; what was told."""
    app.set_reactive(type(app).overview, None)
    seen = []

    async def walk(pilot):
        before()
        await until(pilot, lambda: app._presence is not None and holds(told(app)))
        seen.extend(told(app))

    drive(app, walk)
    return seen


def test_a_start_like_any_other_says_nothing(app_on):
    app = app_on(made_up.HEALTHY)
    assert started(app, lambda _told: (app.folder.own / "open.lock").exists()) == []


def test_a_save_that_was_cut_short_is_told_and_cleared_away(app_on):
    app = app_on(made_up.HEALTHY)
    left = app.folder.path / ".records.toml.1-abcdef01.alcto-tmp"
    left.write_bytes(b"half of")
    assert started(app, len) == [INTERRUPTED]
    assert not left.exists()
    assert app.folder.file.read_text(encoding="utf-8") == made_up.HEALTHY


def test_a_second_alcto_says_that_there_is_a_first(app_on):
    app = app_on(made_up.HEALTHY)
    first = Presence(app.folder)
    assert not first.enter()
    assert started(app, len) == [OPEN_ELSEWHERE]
    first.leave()


def test_an_alcto_that_is_closed_is_no_longer_there(app_on):
    app = app_on(made_up.HEALTHY)
    started(app, lambda _told: (app.folder.own / "open.lock").exists())
    after = Presence(app.folder)
    assert not after.enter()
    after.leave()


def test_a_folder_that_cannot_be_written_says_nothing(app_on):
    app = app_on(made_up.HEALTHY)
    app.folder.own.write_text("a file in the way", encoding="utf-8")
    now = datetime.now().astimezone()
    assert notices(app.folder, app.overview.loaded, Presence(app.folder), now) == ()


def test_a_file_from_the_future_makes_the_clock_doubtful(app_on):
    app = app_on(made_up.HEALTHY)
    before = app.folder.file.read_bytes()
    os.utime(app.folder.file, (4_000_000_000, 4_000_000_000))
    (sentence,) = started(app, len)
    assert "but the clock says" in sentence
    assert app.folder.file.read_bytes() == before


def test_notices_are_looked_for_only_once(app_on, monkeypatch):
    app = app_on(made_up.HEALTHY)
    looked = []
    monkeypatch.setattr("alcto_tui.notices.notices", lambda *given: looked.append(given) or ("Look here.",))

    async def walk(pilot):
        await until(pilot, lambda: told(app) == ["Look here."])
        app.screen.post_message(messages.ReloadRequested())
        await until(pilot, lambda: "Read again." in told(app))

    drive(app, walk)
    assert len(looked) == 1


def test_no_file_yet_means_nothing_to_tell(app_on):
    app = app_on(None)

    async def walk(pilot):
        await pilot.pause()
        assert app._presence is None

    drive(app, walk)
    assert not Path("alcto/.alcto").exists()


def test_what_is_told_lets_nothing_show_beside_it(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        app.notify("Done.")
        await until(pilot, lambda: app.screen.query("Toast") and app.screen.query_one("Toast").region.width)
        assert app.screen.query_one("Toast").region.right == app.size.width

    drive(app, walk)


def test_what_is_told_stands_once_also_where_a_question_opens_over_it(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        for _ in range(2):
            app.notify("Look here.", severity="warning", timeout=60)
            await until(pilot, lambda: "Look here." in screen_text(app))
        assert screen_text(app).count("Look here.") == 1
        home = app.screen
        app.push_screen(Question("Well?", (("n", "No", "no"),)))
        await until(pilot, lambda: app.screen is not home and "Well?" in screen_text(app))
        await until(pilot, lambda: screen_text(app).count("Look here.") == 1)
        rows = screen_text(app).splitlines()
        assert "Look here." in rows[0], rows  # above the question, whose answers stand below
        await pilot.press("n")
        await until(pilot, lambda: app.screen is home)
        await until(pilot, lambda: "Look here." in screen_text(app).splitlines()[-2])

    drive(app, walk)


def test_several_are_told_one_after_the_other_in_one_line(app_on):
    app = app_on(made_up.HEALTHY)
    app._remarks = ("The first remark.", "The second remark.", "The third remark.")

    async def walk(pilot):
        await until(pilot, lambda: told(app) == ["The first remark. (1 of 3; F9 shows the next)"])
        assert "The second" not in screen_text(app)
        await pilot.press("f9")
        await until(pilot, lambda: told(app) == ["The second remark. (2 of 3; F9 shows the next)"])
        app._in_turn.add(["A notice."], "information", 8)
        await until(pilot, lambda: told(app) == ["The second remark. (2 of 4; F9 shows the next)"])
        await pilot.press("f9", "f9", "f9")
        await until(pilot, lambda: told(app) == ["A notice. (4 of 4)"])

    drive(app, walk)
