"""Entry: the form, its preview, its drafts, and what is said of wrong fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import made_up
import made_up_log
import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, sized, until
from textual.events import AppBlur, AppFocus, Paste
from textual.widgets import Input, TextArea

from alcto_core.entry.form import EntryText, draft_of
from alcto_core.entry.reader import SessionText
from alcto_core.hours import HOUR, from_decimal
from alcto_core.keeping import drafts
from alcto_tui import messages, requests
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.entries import entry, entry_preview
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.entries.entry_agenda import AgendaForm
from alcto_tui.screens.entries.entry_session import SessionForm
from alcto_tui.screens.keeping.conflict import ConflictScreen
from alcto_tui.widgets.choices import Choices
from alcto_tui.widgets.key_line import KeyLine
from alcto_tui.widgets.session_list import SessionList

NOON = datetime(2026, 8, 14, 14, 2)
AGENDA = """8:00-8:30 Check-in
9:00-10:15 Ransomware tabletop | IT
12:00-1:00 Lunch
1:00-2:30 Student privacy | Law, Data
2:30-4:30 Budget clinic | Planning
4:30-5:30 Vendors | exhibit hall
Good night"""
SUMMER = EntryText(
    title="ALET Summer Conference",
    offering="alet/summer-conference",
    date="jun 10",
    sessions=(
        SessionText(title="Check-in", hours="0.5", kind="registration"),
        SessionText(title="Ransomware tabletop", hours="1.25", strands=("al-cto/it",)),
        SessionText(title="Student privacy", hours="1.5", strands=("al-cto/law-ethics", "al-cto/data")),
        SessionText(title="Lunch", hours="1", kind="meal"),
    ),
    justification="Ransomware duties of my post",
)


AHEAD = """
[[activity]]
id = "ahead"
title = "Cyber camp"
date = 2026-09-12
hours = 2
"""


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(EntryScreen, "now", staticmethod(lambda: NOON))
    monkeypatch.setattr(entry, "KEEP_EVERY", 0.05)
    monkeypatch.setattr(entry_preview, "PREVIEW_AFTER", 0.01)


async def opened(pilot, **asked):
    """Open the form and wait until it looked ahead."""
    app = pilot.app
    app.screen.post_message(requests.EntryRequested(**asked))
    await until(pilot, lambda: isinstance(app.screen, EntryScreen))
    await until(pilot, lambda: is_quiet(app))


def is_quiet(app):
    """Whether the form is there, looked ahead at what stands in it, and kept it."""
    screen = app.screen
    return (
        isinstance(screen, EntryScreen)
        and screen.query("#title-input")
        and screen._foresight is not None
        and screen._seen == screen._text
        and screen._is_kept
    )


async def typed(pilot, **values):
    """Type values into fields, at once."""
    for key, value in values.items():
        pilot.app.screen.query_one(f"#{key}-input", Input).value = value
    await pilot.pause()
    await until(pilot, lambda: is_quiet(pilot.app))


def draft(text, **more):
    """A kept draft of this form."""
    return drafts.Draft(name="entry", fields=draft_of(text) | more, at=NOON)


def complaint(app, field):
    """What is said beside a field."""
    return app.screen.query_one(f"#{field} > .remark").content.plain


@pytest.mark.parametrize(
    ("state", "size"),
    sized(["new", "sessions", "edit", "long"], anew=["errors", "planned", "no-credentials"]),
)
def test_entry_shows(state, size, app_on, text_snapshot):
    app = app_on(made_up.NO_CREDENTIALS if state == "no-credentials" else made_up_log.LOGGED)

    async def walk(pilot):
        if state == "edit":
            await opened(pilot, activity="winter")
            await typed(pilot, location="Montgomery, AL")
        elif state == "sessions":
            await opened(pilot, draft=draft(SUMMER))
        elif state == "long":
            await opened(pilot, draft=draft(EntryText(title="A very long name " * 20, date="jun 10", hours="3")))
        else:
            await opened(pilot)
        if state == "errors":
            await typed(pilot, date="10/32", hours="1,5", split="Magic 3", evidence="/etc/passwd")
            await app.screen.run_action("save")
            await until(pilot, lambda: "needs another look" in screen_text(app) or "need another" in screen_text(app))
        if state in {"planned", "no-credentials"}:
            await typed(pilot, title="Talent course", offering="alet/talent", date="sep 20", hours="2.5")
            app.screen.query_one("#status-choices", Choices).focus()
            await pilot.press("right", "space")
            await until(pilot, lambda: app.screen._foresight.is_planned and is_quiet(app))
        await at_each_size(pilot, text_snapshot, size)

    drive(app, walk, size or SIZES[0])


@pytest.mark.parametrize(("state", "size"), sized([], anew=["draft-offered", "agenda", "session", "close"]))
def test_questions_of_the_entry_show(state, size, app_on, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        if state == "draft-offered":
            drafts.save_draft(app.folder, draft_of(SUMMER), at=NOON)
            app.screen.post_message(requests.EntryRequested())
            await until(pilot, lambda: isinstance(app.screen, Question))
        else:
            await opened(pilot, draft=draft(SUMMER))
            if state == "agenda":
                await app.screen.run_action("agenda")
                await until(pilot, lambda: isinstance(app.screen, AgendaForm) and app.screen.query(TextArea))
                app.screen.query_one(TextArea).text = AGENDA
                await until(pilot, lambda: "Line 7 left out" in screen_text(app))
                form = app.screen_stack[-2]
                await until(pilot, lambda: form._agenda == AGENDA)
                form.keep_typed()  # now, and not at the next beat
            elif state == "session":
                app.screen.post_message(SessionList.Wanted(1))
                await until(pilot, lambda: isinstance(app.screen, SessionForm) and app.screen.query("#title-input"))
            else:
                await until(pilot, lambda: is_quiet(app))
                await app.screen.run_action("back")
                await until(pilot, lambda: isinstance(app.screen, Question))
        await until(pilot, lambda: app.screen_stack[-2].query_one(KeyLine).keys)
        await pilot.pause()
        app.screen.refresh()  # with what lies behind it
        await until(pilot, lambda: state == "agenda" or "F2 Save" in screen_text(app))
        await pilot.pause()
        await at_each_size(pilot, text_snapshot, size)

    drive(app, walk, size)


def test_a_long_agenda_that_was_pasted_can_be_taken_back(app_on):
    app = app_on(made_up_log.LOGGED)
    pasted = "\n".join(f"{hour}:00-{hour}:30 Talk {hour}" for hour in range(1, 13)) * 5

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, AgendaForm) and app.screen.query(TextArea))
        area = app.screen.query_one(TextArea)
        app.post_message(Paste(pasted))
        await until(pilot, lambda: area.text == pasted)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: area.text == "")
        await pilot.press("ctrl+y")
        await until(pilot, lambda: area.text == pasted)

    drive(app, walk)


def test_entry_looks(app_on, svg_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, draft=draft(SUMMER))
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_an_entry_is_written_and_saved_by_keys(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.is_current)
        await pilot.press("a")
        await until(pilot, lambda: is_quiet(app))
        await pilot.press(*"summer", "down", "enter")
        await until(pilot, lambda: app.screen.query_one("#offering-input", Input).value == "ALET Summer Conference")
        await pilot.press(*"jun 10", "enter", *"2.5", "enter", "space", "right", "right", "space", "enter")
        await pilot.press(*"Orange Beach?", "f2")
        await until(pilot, lambda: not isinstance(app.screen, EntryScreen))
        saved = app.overview.records.activity("2026-06-10-alet-summer-conference")
        assert (saved.hours, saved.strands, saved.offering) == (
            from_decimal(Decimal("2.5")),
            ("al-cto/roles", "al-cto/data"),
            "alet/summer-conference",
        )
        assert saved.location == "Orange Beach?"
        assert drafts.load_drafts(app.folder) == ()
        await until(pilot, lambda: "Saved “ALET Summer Conference”" in screen_text(app))

    drive(app, walk)


def test_the_first_match_is_taken_and_arrows_move_one_field_at_a_time(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*"cyb")
        await until(pilot, lambda: app.screen.query_one("#matches").option_count > 2)
        first = app.screen.query_one("#matches")._shown[0]
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.screen._text.offering == first)
        await until(pilot, lambda: app.screen.query_one("#date-input").has_focus)
        await pilot.press("down", "down")
        await until(pilot, lambda: app.screen.query_one("#strands-choices").has_focus)
        await pilot.press("up")
        await until(pilot, lambda: app.screen.query_one("#hours-input").has_focus)

    drive(app, walk)


@pytest.mark.parametrize("words", ["alet/winter-conference", "alet winter conference", "winter conf"])
def test_the_catalogue_entry_is_shown_by_its_title_and_found_by_that_its_id_or_words(words, app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, activity="fetc")
        listed = app.screen.query_one("#offering-input", Input)
        assert listed.value == "FETC, Florida"
        assert not app.screen.is_changed
        listed.value = "FET"
        listed.value = "FETC, Florida"  # its title, typed again, is no change either
        await pilot.pause()
        assert not app.screen.is_changed
        listed.value = words
        await until(pilot, lambda: "On the list: ALET" in screen_text(app))
        await app.screen.run_action("save")
        await until(pilot, lambda: not isinstance(app.screen, EntryScreen))
        assert app.overview.records.activity("fetc").offering == "alet/winter-conference"

    drive(app, walk)


def test_tab_and_enter_go_to_the_same_field_whether_matches_are_shown_or_not(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*"cyb")
        await until(pilot, lambda: app.screen.query_one("#matches").option_count > 2)
        await pilot.press("tab")
        await until(pilot, lambda: app.focused.id == "offering-input")
        assert app.screen.query_one("#matches").has_class("-open")
        await pilot.press("tab", *"2026")
        await until(pilot, lambda: app.screen.query_one("#date-input").value == "2026")
        await pilot.press("shift+tab", *"cyb", "enter")
        await until(pilot, lambda: app.focused.id == "date-input")

    drive(app, walk)


def test_the_list_of_matches_takes_a_click_and_keeps_the_cursor_while_the_window_is_away(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press(*"cyb")
        matches = app.screen.query_one("#matches")
        await until(pilot, lambda: matches.option_count > 2 and matches.region.height > 2)
        await pilot.press("down")
        await until(pilot, lambda: app.focused is matches)
        app.post_message(AppBlur())
        await until(pilot, lambda: app.focused is None)
        app.post_message(AppFocus())
        await until(pilot, lambda: app.focused is matches)
        await pilot.press("escape")
        await until(pilot, lambda: app.focused.id == "title-input" and not matches.can_focus)
        await pilot.press("e")
        await until(pilot, lambda: matches.option_count > 1 and matches.region.height > 1)
        second = matches._shown[1]
        await pilot.click(matches, offset=(4, 1))
        await until(pilot, lambda: app.screen._text.offering == second)
        await until(pilot, lambda: app.focused.id == "date-input")

    drive(app, walk)


def test_the_preview_says_what_would_change(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, draft=draft(SUMMER))
        words = app.screen.query_one("#effects").content.plain
        assert "4.25 h logged" in words
        assert "9.5 → 12.25 of 12" in words
        assert "becomes MET" in words
        assert "-1.5" in words
        assert "Other entries unchanged" in words

    drive(app, walk)


def test_sessions_are_added_changed_and_removed(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, SessionForm) and app.screen.query("#title-input"))
        first = app.screen
        await pilot.press(*"Lunch", "tab", *"1:30", "f3")
        await until(pilot, lambda: isinstance(app.screen, SessionForm) and app.screen is not first)
        await until(pilot, lambda: app.screen.query("#title-input") and app.screen.query_one("#title-input").has_focus)
        await pilot.press("f2")
        await until(pilot, lambda: "title" in app.screen.query_one(".trouble").content.plain)
        await pilot.press(*"Tabletop", "tab", *"2", "f2")
        await until(pilot, lambda: is_quiet(app))
        lunch, tabletop = app.screen._text.sessions
        assert (lunch.kind, lunch.hours, tabletop.kind, tabletop.strands) == ("meal", "1:30", "session", None)
        assert "3.5, the sum of 2 sessions" in complaint(app, "hours")
        app.screen.query_one(SessionList).focus()
        await pilot.press("delete")
        await until(pilot, lambda: app.screen._text.sessions == (tabletop,))

    drive(app, walk)


def test_suggested_strands_are_shown_with_an_agenda_and_taken_only_by_their_key(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        for key, strands in (("f2", None), ("f3", ("al-cto/it",))):
            await opened(pilot)
            await app.screen.run_action("agenda")
            await until(pilot, lambda: isinstance(app.screen, AgendaForm) and app.screen.query("TextArea"))
            app.screen.query_one("TextArea").text = "9:00-10:00 Phishing and you"
            await until(pilot, lambda: "suggested: IT" in screen_text(app))
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen._text.sessions)
            assert [one.strands for one in app.screen._text.sessions] == [strands]
            app.screen._leave()
            await until(pilot, lambda: not isinstance(app.screen, EntryScreen))

    drive(app, walk)


def test_an_agenda_becomes_sessions(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, AgendaForm) and app.screen.query(TextArea))
        app.screen.query_one(TextArea).text = AGENDA
        await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: is_quiet(app))
        assert [session.title for session in app.screen._text.sessions][-1] == "Vendors"
        assert len(app.screen._text.sessions) == 6

    drive(app, walk)


async def taken_agenda(pilot, text):
    await pilot.app.screen.run_action("agenda")
    await until(pilot, lambda: isinstance(pilot.app.screen, AgendaForm) and pilot.app.screen.query(TextArea))
    pilot.app.screen.query_one(TextArea).text = text
    await pilot.pause()
    await pilot.press("f2")
    await until(pilot, lambda: is_quiet(pilot.app))


def test_the_day_above_an_agenda_goes_into_an_empty_date(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await taken_agenda(pilot, "Monday, July 13, 2026\n9:00-10:00 Ransomware")
        assert app.screen._text.date == "2026-07-13"
        assert "the agenda" not in complaint(app, "date")
        await typed(pilot, title="Camp", date="2026-07-20")
        await until(pilot, lambda: complaint(app, "date").endswith("the agenda is of 13 Jul 2026"))
        await pilot.press("f2")
        await until(pilot, lambda: "Save it all the same?" in screen_text(app))
        await pilot.press("escape")
        await typed(pilot, date="2026-07-13")
        await until(pilot, lambda: "the agenda" not in complaint(app, "date"))

    drive(app, walk)


def test_a_date_that_was_typed_stays_and_is_held_against_the_agenda(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await typed(pilot, date="2026-07-14")
        await taken_agenda(pilot, "Monday, July 13, 2026\n9:00-10:00 Ransomware")
        assert app.screen._text.date == "2026-07-14"
        await until(pilot, lambda: complaint(app, "date").endswith("the agenda is of 13 Jul 2026"))

    drive(app, walk)


def test_wrong_fields_are_named_beside_them_and_nothing_is_lost(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await typed(pilot, date="10/32", hours="1,5")
        assert "no such day" in complaint(app, "date")
        assert complaint(app, "title") == ""
        await pilot.press("f2")
        await until(pilot, lambda: "name of the event" in complaint(app, "title"))
        assert "not a comma" in complaint(app, "hours")
        assert app.screen._text == EntryText(date="10/32", hours="1,5")
        assert len(app.overview.records.activities) == made_up_log.COUNT

    drive(app, walk)


def test_an_edit_changes_only_what_was_typed(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, activity="fetc")
        await typed(pilot, posted="feb 3")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, EntryScreen))
        text = app.folder.file.read_text(encoding="utf-8")
        assert text.replace("posted = 2026-02-03\n", "", 1) == made_up_log.LOGGED

    drive(app, walk)


def test_a_copy_asks_for_its_own_day(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, activity="winter", copy=True)
        assert app.screen.query_one("#date-input", Input).value == ""
        assert app.screen.query_one("#date-input").has_focus
        assert len(app.screen._text.sessions) == 4
        assert (app.screen._text.posted, app.screen._text.evidence) == ("", "")
        await typed(pilot, date="2026-02-11")
        await app.screen.run_action("save")
        await until(pilot, lambda: not isinstance(app.screen, EntryScreen))
        days = [str(one.date) for one in app.overview.records.activities if one.title == "ALET Winter Conference"]
        assert days == ["2026-01-28", "2026-02-11"]

    drive(app, walk)


def test_a_preview_that_was_overtaken_is_not_shown(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, activity="winter")
        form, shown = app.screen, app.screen._foresight
        late = replace(shown, why="of what was typed before")
        form.on_looked(messages.Looked((form._number - 1, form._text), late))
        assert form._foresight is shown
        form.on_looked(messages.Looked((form._number, form._text), late))
        assert form._foresight is late

    drive(app, walk)


def test_a_look_alike_is_asked_about(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await typed(pilot, title="alet winter conference", date="2026-01-28", hours="1")
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert "is in the log already" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        assert len(app.overview.records.activities) == made_up_log.COUNT
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("s")
        await until(pilot, lambda: len(app.overview.records.activities) == made_up_log.COUNT + 1)

    drive(app, walk)


@pytest.mark.parametrize(("answer", "status"), [("p", "planned"), ("d", "completed"), ("escape", "")])
def test_what_is_done_on_a_day_that_has_not_come_is_asked_about(app_on, answer, status):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await typed(pilot, title="Cyber camp", date="2026-09-12", hours="2")
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await until(pilot, lambda: "is on Saturday 12 September 2026" in screen_text(app))
        await pilot.press(answer)
        if not status:
            await until(pilot, lambda: isinstance(app.screen, EntryScreen))
            assert len(app.overview.records.activities) == made_up_log.COUNT
            return
        await until(pilot, lambda: len(app.overview.records.activities) == made_up_log.COUNT + 1)
        assert [one.status for one in app.overview.records.activities if one.title == "Cyber camp"] == [status]

    drive(app, walk)


def test_an_entry_that_was_so_before_is_not_asked_about_again(app_on):
    app = app_on(made_up_log.LOGGED + AHEAD)

    async def walk(pilot):
        await opened(pilot, activity="ahead")
        await typed(pilot, location="Hoover, AL")
        await app.screen.run_action("save")
        await until(pilot, lambda: app.overview.records.activity("ahead").location == "Hoover, AL")

    drive(app, walk)


def test_what_was_typed_is_kept_and_offered_again(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await typed(pilot, title="Half an entry", hours="1,")
        (kept,) = drafts.load_drafts(app.folder)
        assert kept.fields["hours"] == "1,"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("k")
        await until(pilot, lambda: not isinstance(app.screen, (Question, EntryScreen)))
        app.screen.post_message(requests.EntryRequested())
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.query("#title-input"))
        assert app.screen.query_one("#title-input", Input).value == "Half an entry"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("d")
        await until(pilot, lambda: not isinstance(app.screen, (Question, EntryScreen)))
        assert drafts.load_drafts(app.folder) == ()

    drive(app, walk)


def test_a_form_in_which_nothing_was_typed_closes_at_once(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, activity="fetc")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, (Question, EntryScreen)))

    drive(app, walk)


def test_a_failed_save_keeps_the_form_and_the_draft(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, activity="fetc")
        await typed(pilot, location="Tampa, FL")
        changed = made_up_log.LOGGED.replace('location = "Orlando, FL"', 'location = "Miami, FL"')
        app.folder.file.write_text(changed, encoding="utf-8")
        form = app.screen
        await form.run_action("save")
        await until(pilot, lambda: app.screen is not form)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is form)
        assert form.query_one("#location-input", Input).value == "Tampa, FL"
        (kept,) = drafts.load_drafts(app.folder)
        assert (kept.fields["location"], kept.fields["editing"]) == ("Tampa, FL", "fetc")
        assert app.folder.file.read_text(encoding="utf-8") == changed

    drive(app, walk)


@pytest.mark.parametrize(("answer", "place"), [("f2", "Tampa, FL"), ("f3", "Miami, FL")])
def test_a_field_that_changed_elsewhere_is_asked_about(answer, place, app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, activity="fetc")
        await typed(pilot, location="Tampa, FL")
        form = app.screen
        changed = made_up_log.LOGGED.replace('location = "Orlando, FL"', 'location = "Miami, FL"')
        app.folder.file.write_text(changed.replace("hours = 8\n", "hours = 7\n"), encoding="utf-8")
        form.post_message(messages.ReloadRequested())
        await until(pilot, lambda: app.overview.records.activity("fetc").hours == 7 * HOUR)
        await form.run_action("save")
        await until(
            pilot, lambda: isinstance(app.screen, ConflictScreen) and app.screen.query_one("#rows").option_count
        )
        assert "Where both changed the same, yours is taken." in screen_text(app)
        await pilot.press(answer)
        await until(pilot, lambda: not isinstance(app.screen, (ConflictScreen, EntryScreen)))
        await until(pilot, lambda: app.overview.records.activity("fetc").location == place)
        assert app.overview.records.activity("fetc").hours == 7 * HOUR
        assert drafts.load_drafts(app.folder) == ()

    drive(app, walk)


def test_a_draft_of_an_edit_opens_that_entry_again(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, draft=draft(EntryText(title="Other", date="2026-01-12", hours="8"), editing="fetc"))
        assert "Edit entry" in screen_text(app)
        await app.screen.run_action("save")
        await until(pilot, lambda: not isinstance(app.screen, EntryScreen))
        assert app.overview.records.activity("fetc").title == "Other"

    drive(app, walk)


def test_a_catalogue_entry_fills_what_it_knows(app_on):
    app = app_on(made_up_log.LOGGED, on=date(2026, 8, 14))

    async def walk(pilot):
        await opened(pilot, offering="external/gemini-educators")
        text = app.screen._text
        assert (text.title, text.hours) == ("Gemini for Educators", "2")
        assert not app.screen.is_changed
        await typed(pilot, date="2027-02-01")
        assert "for FY27 is installed" in complaint(app, "offering")

    drive(app, walk)


def test_a_family_of_courses_asks_for_the_course(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, offering="alet/talent")
        assert not app.screen.query_one("#course-input").disabled
        assert "which" in complaint(app, "course")
        await typed(pilot, offering="")
        assert app.screen.query_one("#course-input").disabled
        assert app.screen.query_one("#course-input").opacity == 1  # paler words could not be read

    drive(app, walk)


def test_the_form_asks_first_for_the_units_and_kinds_that_ones_own_programs_know(app_on):
    held = 'schema = 1\n\n[person]\nname = "Jordan"\n\n[[credential]]\nprogram = "cetpa-ccto"\nissued = 2025-07-01\n'

    def order(form):
        return [one.id for one in form.query("Field, ChoiceField") if one.id in {"units", "strands", "location"}]

    async def with_units(pilot):
        await opened(pilot)
        form = pilot.app.screen.query_one("#form")
        assert order(form) == ["units", "location"]  # its rule set ties hours to no strands
        assert form.query_one("#units-input", Input).placeholder == "instead of hours: ceu 3"

    async def without(pilot):
        await opened(pilot)
        assert order(pilot.app.screen.query_one("#form")) == ["strands", "location", "units"]

    drive(app_on(held), with_units)
    drive(app_on(made_up_log.LOGGED), without)
