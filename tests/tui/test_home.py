"""Home: what a person sees first."""

from __future__ import annotations

from datetime import date

import made_up
import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, resize, screen_text, strips_of, until
from textual.color import Color

from alcto_core import system
from alcto_tui import messages
from alcto_tui.screens.at_home.help import HelpScreen
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.theme import LIGHT
from alcto_tui.widgets.credential_card import CredentialCard

STATES = {
    "no-credentials": made_up.NO_CREDENTIALS,
    "no-activities": made_up.NO_ACTIVITIES,
    "healthy": made_up.HEALTHY,
    "missed": made_up.MISSED,
    "not-sure": made_up.NOT_SURE,
    "problems": made_up.RECORD_PROBLEMS,
    "not-toml": made_up.PROBLEMS,
    "long-texts": made_up.LONG,
}


def shown(app, size=(80, 24), after=None):
    """The picture of Home once its cards are there."""
    seen = []

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query(CredentialCard)) >= len(app.overview.standings))
        if after:
            await after(pilot)
        await pilot.pause()
        seen.append(screen_text(app))

    drive(app, walk, size)
    return seen[0]


@pytest.mark.parametrize("state", STATES)
def test_home_shows(state, app_on, text_snapshot):
    shown(app_on(STATES[state]), SIZES[0], lambda pilot: at_each_size(pilot, text_snapshot))


def test_home_shows_a_director_at_risk(app_on, demo_text, text_snapshot):
    shown(app_on(demo_text), SIZES[0], lambda pilot: at_each_size(pilot, text_snapshot))


def test_home_looks(app_on, demo_text, svg_snapshot):
    shown(app_on(demo_text), after=lambda pilot: in_each_theme(pilot, svg_snapshot))


@pytest.mark.parametrize("size", [(39, 24), (80, 9), (1, 1)])
def test_a_window_that_is_too_small_shows_a_sentence(size, app_on, demo_text):
    text = " ".join(shown(app_on(demo_text), size).split())
    sentence = "alcto needs a window of at least 40 columns and 10 lines."
    assert text.startswith(sentence[: min(len(text), 20)])
    assert "TD-CEU" not in text


def test_home_works_at_forty_by_ten(app_on, demo_text):
    text = shown(app_on(demo_text), (40, 10))
    assert "TD-CEU FY26" in text
    assert "NOT YET" in text


def test_the_standing_is_said_in_words_and_not_by_colour_alone(app_on, demo_text):
    text = shown(app_on(demo_text))
    assert "○ NOT YET" in text
    assert "2.5 ALET hours missing by 30 Sep 2026" in text
    assert "short 2.5" in text


@pytest.mark.parametrize(
    ("records", "titles"),
    [
        (made_up.HEALTHY, ["TD-CEU FY27"]),
        (made_up.HEALTHY.replace("posted = 2026-06-30\n", ""), ["TD-CEU FY27", "TD-CEU FY26"]),
    ],
    ids=["all-posted", "one-not-posted"],
)
def test_a_closed_period_stays_until_its_hours_are_confirmed(records, titles, app_on):
    app = app_on(records, date(2026, 10, 5))

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(CredentialCard))
        assert [one.card.title for one in app.screen.query(CredentialCard)] == titles

    drive(app, walk)


def test_not_knowing_of_a_renewal_never_reads_missed(app_on):
    text = shown(app_on(made_up.NOT_SURE), size=(120, 40))
    assert "CANNOT TELL" in text
    assert "MISSED" not in text


def test_home_paints_before_the_records_are_read(app_on, demo_text):
    app = app_on(demo_text)
    app.set_reactive(type(app).overview, None)
    first = []

    async def walk(pilot):
        await until(pilot, lambda: app.overview is not None)
        await until(pilot, lambda: app.screen.query(CredentialCard))
        first.append(screen_text(app))

    drive(app, walk)
    assert "TD-CEU FY26" in first[0]


def test_records_that_cannot_be_read_are_told_with_a_way_on(app_on, tmp_path):
    app = app_on(None)
    app.folder.file.mkdir()
    app.set_reactive(type(app).overview, None)

    async def walk(pilot):
        await until(pilot, lambda: app.trouble)
        text = screen_text(app)
        assert "cannot be read" in text
        assert "F5" in text

    drive(app, walk)


def test_a_change_from_outside_is_shown_and_said(app_on):
    app = app_on(made_up.NO_ACTIVITIES)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(CredentialCard))
        app.folder.file.write_text(made_up.HEALTHY, encoding="utf-8")
        app._look_outside()
        await until(pilot, lambda: "✓ MET" in screen_text(app))
        assert any("changed outside" in one.message for one in app._notifications)

    drive(app, walk)


def test_undo_and_redo_take_a_change_back_and_make_it_again(app_on):
    from alcto_core.records.edits import DeleteActivity

    app = app_on(made_up.HEALTHY)
    raw = app.folder.file.read_bytes()

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(CredentialCard))
        app.screen.post_message(messages.EditRequested(DeleteActivity(id="summer")))
        await until(pilot, lambda: "NOT YET" in screen_text(app))
        changed = app.folder.file.read_bytes()
        await app.screen.run_action("undo")
        await until(pilot, lambda: "✓ MET" in screen_text(app))
        assert app.folder.file.read_bytes() == raw
        await app.screen.run_action("redo")
        await until(pilot, lambda: "NOT YET" in screen_text(app))
        assert app.folder.file.read_bytes() == changed

    drive(app, walk)


def test_nothing_to_undo_is_said_in_a_sentence(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(CredentialCard))
        await app.screen.run_action("undo")
        await until(pilot, lambda: len(app._notifications))

    drive(app, walk)


def test_a_click_on_a_card_opens_it(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query(CredentialCard)) >= 2)
        second = app.screen.query(CredentialCard)[1]
        assert not second.is_open
        await pilot.click(second, offset=(3, 0))
        await until(pilot, lambda: second.is_open)
        assert sum(card.is_open for card in app.screen.query(CredentialCard)) == 1
        first = app.screen.query(CredentialCard)[0]
        await pilot.click(first, offset=(3, 0))  # it stays where it is, and yet it is only marked
        await until(pilot, lambda: first.is_open and first.has_focus)
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.click(second, offset=(3, 0))
        await until(pilot, lambda: second.is_open)
        await pilot.click(second, offset=(3, 0))
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        assert "AL-CTO" in screen_text(app)

    drive(app, walk)


FIVE = """schema = 1
[person]
name = "Jordan Avery"
state = "AL"
role = "technology-director"
role_began = 2021-01-06
[[credential]]
program = "al-td-ceu"
[[credential]]
program = "al-cto"
cohort = "ECHO"
issued = 2021-06-01
renewed = [2024-05-20]
[[credential]]
program = "al-cto-academy"
issued = 2025-07-14
[[credential]]
program = "cosn-cetl"
issued = 2024-03-01
[[credential]]
program = "cetpa-cto-mentor"
[[activity]]
id = "winter"
title = "ALET Winter Conference"
date = 2026-01-28
hours = 6.5
strands = ["al-cto/it"]
offering = "alet/winter-conference"
[[activity]]
id = "summer"
title = "ALET Summer Conference"
date = 2026-06-10
hours = 7
strands = ["al-cto/it"]
offering = "alet/summer-conference"
"""


def test_five_credentials_fit_and_the_most_urgent_stands_first(app_on, text_snapshot):
    app = app_on(FIVE)

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query(CredentialCard)) == 5)
        await until(pilot, lambda: app.screen.focused is not None)
        cards = list(app.screen.query(CredentialCard))
        assert [card.card.tone for card in cards][-1] == "met"
        for marked in cards:
            shown = screen_text(app)
            assert all(card.card.title in shown for card in cards)
            assert marked.has_focus
            assert [card.is_open for card in cards] == [card is marked for card in cards]
            await pilot.press("down")
        await pilot.press("up", "up", "up", "up")
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, (80, 24))


def test_home_with_the_keyboard_alone(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen.focused, CredentialCard))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        assert "AL-CTO" in screen_text(app)
        await pilot.press("escape", "question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("question_mark", "t", "down")
        await until(pilot, lambda: app.theme == LIGHT.name)
        await pilot.press("enter")
        await pilot.press("p")
        await until(pilot, lambda: "No problems" in screen_text(app))
        await pilot.press("escape", "q")
        await until(pilot, lambda: app._exit)

    drive(app, walk)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(("place", "opens"), [*enumerate(["PlanScreen", "ActivitiesScreen", "ProblemsScreen"])])
def test_the_labels_answer_to_enter_behind_the_last_card(place, opens, size, app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen.focused, CredentialCard))
        home, cards = app.screen, list(app.screen.query(CredentialCard))
        await pilot.press("end", "down")
        await until(pilot, lambda: app.screen.focused.id == "aside")
        assert [card.is_open for card in cards][-1]  # it stays the marked one
        await pilot.press(*["down"] * place, "enter")
        await until(pilot, lambda: type(app.screen).__name__ == opens)
        while app.screen is not home:  # on the plan the first may stop what is still being worked out
            await pilot.press("escape")
        assert home.focused.id == "aside"
        await pilot.press(*["up"] * (place + 1))
        await until(pilot, lambda: app.screen.focused is cards[-1])
        await pilot.press(*["down"] * 4)
        await until(pilot, lambda: app.screen.focused is cards[0])

    drive(app, walk, size)


def test_the_label_with_the_cursor_is_seen_and_a_click_follows_one(app_on, demo_text):
    app = app_on(demo_text)

    def filled():
        """What stands on a ground of the color of the cursor, below the cards."""
        accent = Color.parse(app.theme_variables["accent"]).rich_color.triplet
        grounds = ((one.text, one.style and one.style.bgcolor) for strip in strips_of(app)[-4:-1] for one in strip)
        return [text for text, ground in grounds if ground is not None and ground.triplet == accent]

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen.focused, CredentialCard))
        assert filled() == []
        await pilot.press("end", "down")
        await until(pilot, lambda: filled() == ["Deadlines"])
        await pilot.press("down")
        await until(pilot, lambda: filled() == ["Last period"])
        await pilot.click("#aside", offset=(3, 2))
        await until(pilot, lambda: type(app.screen).__name__ == "ProblemsScreen")

    drive(app, walk)


def test_the_palette_finds_a_command_by_its_meaning(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(CredentialCard))
        await pilot.press("ctrl+p")
        await pilot.press(*"theme")
        await until(pilot, lambda: "of high contrast" in screen_text(app))
        rows = [row.split() for row in screen_text(app).splitlines() if "of high contrast" in row]
        assert [(row[0], row[-1]) for row in rows] == [("Theme", "t")]  # one line: the name, what it does, the key
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == "ThemeQuestion")

    drive(app, walk)


def test_a_kept_draft_is_offered_and_gone_on_with(app_on):
    from datetime import datetime

    from alcto_core.keeping.drafts import save_draft

    app = app_on(made_up.HEALTHY)
    save_draft(app.folder, {"title": "Cyber camp"}, at=datetime(2026, 8, 13, 14, 2))

    async def walk(pilot):
        await until(pilot, lambda: "Not saved yet: “Cyber camp”, kept 14:02" in screen_text(app))
        await app.screen.run_action("draft")
        await until(pilot, lambda: type(app.screen).__name__ == "EntryScreen")
        assert "Cyber camp" in screen_text(app)

    drive(app, walk)


def test_a_storm_of_sizes_breaks_nothing(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query(CredentialCard)) >= 2)
        for size in [(1, 1), (250, 60), (40, 10), (39, 9), (60, 20), (2, 80), (300, 3), (80, 24)]:
            await pilot.resize_terminal(*size)
        await until(pilot, lambda: "2.5 ALET hours missing" in screen_text(app))

    drive(app, walk)


def test_a_fault_leaves_a_trace_without_a_word_of_the_records(app_on, demo_text, monkeypatch, tmp_path):
    monkeypatch.setattr(system, "log_folder", lambda: tmp_path)
    app = app_on(demo_text)

    async def walk(pilot):
        def fault():
            marked = "Pine Hollow"
            raise ValueError(marked)

        app.call_later(fault)
        await until(pilot, lambda: app._exception)

    with pytest.raises(ValueError, match="Pine Hollow"):
        drive(app, walk)
    (trace,) = tmp_path.glob("alcto-fault-*.txt")
    words = trace.read_text(encoding="utf-8")
    assert "ValueError\n" in words
    assert "in fault" in words
    assert "Pine Hollow" not in words


def test_the_person_is_changed(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(CredentialCard))
        await app.screen.run_action("person")
        await until(pilot, lambda: app.screen.query("#role-began"))
        assert app.screen.field("role").value == "technology director"
        app.screen.field("district").input.value = ""
        app.screen.field("role-began").input.value = "2024-11-04"
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)
    person = app.overview.records.person
    assert (person.name, person.district, person.role_began) == ("Jordan Avery", "", date(2024, 11, 4))
    assert person.role == "technology-director"  # as it was written: nobody changed it


def test_a_window_that_no_list_covers_says_so(app_on, demo_text):
    app = app_on(demo_text, date(2026, 12, 1))

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        for size in SIZES:
            await resize(pilot, size)
            words = " ".join(" ".join(one.render().plain for one in app.screen.query("CredentialCard")).split())
            assert "No list of approved external events for FY27 is installed yet" in words

    drive(app, walk, SIZES[0])


def test_the_card_of_an_ended_period_opens_that_period(app_on):
    app = app_on(made_up.HEALTHY.replace("posted = 2026-06-30\n", ""), date(2026, 10, 14))

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query(CredentialCard)) == 2)
        app.screen.query(CredentialCard).last().action_open()
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        await until(pilot, lambda: "TD-CEU FY26" in screen_text(app) and "A past period" in screen_text(app))
        await app.screen.run_action("back")
        await until(pilot, lambda: "TD-CEU FY27" in screen_text(app))

    drive(app, walk)


def test_keys_work_when_the_cards_went_while_another_screen_was_in_front(app_on, demo_text, plugins, tmp_path):
    from alcto_core.keeping.store import RecordsStore
    from alcto_core.overview import of_loaded

    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query(CredentialCard)) == 3)
        app.push_screen(HelpScreen(()))
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        app.folder.file.write_text("[person", encoding="utf-8")
        loaded = RecordsStore(app.folder).load()
        app.overview = of_loaded(app.folder, loaded, plugins, app.on)
        await pilot.pause()
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and not app.screen.query(CredentialCard))
        assert app.focused is None or app.focused.is_attached
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))

    drive(app, walk)


def test_no_deadline_is_parted_at_the_end_of_a_line(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: "Deadlines" in screen_text(app))
        assert "14 Jul 2027 Academy" in screen_text(app)

    drive(app, walk, size=(60, 20))


def test_the_palette_shows_no_sign_that_fonts_lack(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Add an activity" in screen_text(app))
        assert all(ord(sign) < 0x10000 for sign in screen_text(app))

    drive(app, walk)
