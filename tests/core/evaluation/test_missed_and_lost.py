"""A year that was missed, a minimum that can no longer be earned, a time of grace, a lapse: what must not be silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from test_other_shapes import YEAR, entry, judged, library, rule

from alcto_core.evaluation.alerts import before_words
from alcto_core.evaluation.earlier_periods import history, last_periods, period_before
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import Standing, State
from alcto_core.evaluation.status_document import standing_document
from alcto_core.hours import HOUR
from alcto_core.records.reading import read_text
from alcto_core.rules.library import Library
from alcto_core.telling.card import card
from alcto_core.telling.sentences import verdict

PERSON = "schema = 1\n[person]\nname = 'Jordan Avery'\n"
IN_POST = PERSON + "role_began = 2015-07-01\n"
TD = "[[credential]]\nprogram = 'al-td-ceu'\n"
CYCLE = "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 3\ncite = 'd:1'\n"
PART = "[[window]]\nid = 'part'\nkind = 'calendar-year'\npart_of = 'cycle'\ncite = 'd:1'\n"
ISSUED = {"issued": date(2023, 1, 1), "due": date(2025, 12, 31)}


def standings(library: Library, text: str, on: date, period: str | None = None) -> tuple[Standing, ...]:
    records = read_text(text.encode()).records
    assert records is not None
    return evaluate_all(records, library, on, period=period)


def winter(hours: int, day: str = "2026-01-28") -> str:
    return (
        f"[[activity]]\nid = 'w{day}'\ntitle = 'Winter'\ndate = {day}\nhours = {hours}\n"
        "strands = ['al-cto/it']\noffering = 'alet/winter-conference'\n"
    )


# --- the year before (A57) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2026, 9, 30), "FY25"),  # FY25 too had nothing
        (date(2026, 10, 1), "FY26"),
        (date(2027, 9, 30), "FY26"),
        (date(2027, 10, 1), "FY27"),
    ],
)
def test_a_missed_year_is_named_during_the_whole_year_after(alabama: Library, on: date, told: str) -> None:
    (standing,) = standings(alabama, IN_POST + TD + winter(3), on)
    assert standing.state is State.IN_PROGRESS
    assert standing.before is not None
    assert (standing.before.period.name, standing.before.state) == (told, State.NON_COMPLIANT)
    assert before_words(standing.before) in card(standing).alerts


def test_a_year_that_was_met_is_not_named(alabama: Library) -> None:
    (standing,) = standings(alabama, IN_POST + TD + winter(12), date(2026, 10, 1))
    assert standing.before is None
    assert [one.period.name for one in standing.earlier] == ["FY25"]


def test_a_missed_year_is_named_where_the_year_after_is_exempt(alabama: Library) -> None:
    text = (
        "schema = 1\n[person]\nname = 'J'\nrole_began = 2024-10-15\n"
        "[[credential]]\nprogram = 'al-cto-academy'\nfrom = 2025-10-01\n"
        "[[credential]]\nprogram = 'al-td-ceu'\nsettings = { exempt-while-in-academy = { FY26 = true } }\n"
    )
    standing = standings(alabama, text, date(2025, 11, 1))[1]
    assert standing.state is State.NOT_APPLICABLE
    assert standing.before is not None and standing.before.period.name == "FY25"


# --- nothing recorded ------------------------------------------------------------------------------------------------


def test_where_nothing_says_since_when_it_is_owed_no_earlier_year_is_missed(alabama: Library) -> None:
    on = date(2026, 11, 1)
    text = PERSON + TD
    (standing,) = standings(alabama, text, on)
    said = "Nothing is recorded for FY26; say since when you are in the post"
    assert (standing.state, standing.earlier, standing.before) == (State.IN_PROGRESS, (), None)
    assert standing.alerts[-1].startswith(said)
    (past,) = standings(alabama, text, on, "FY26")
    assert past.state is State.UNDETERMINED and past.why.startswith(said) and past.next.startswith("Say since when")
    records = read_text(text.encode()).records
    assert records is not None
    assert [(one.period.name, one.state) for one in history(records, alabama, standing) if one.period] == [
        ("FY26", State.UNDETERMINED)
    ]
    assert last_periods([period_before(records, alabama, standing, on)]) == ("TD-CEU FY26: nothing recorded",)


def test_the_year_before_the_first_entry_is_nobodys_miss(alabama: Library) -> None:
    (standing,) = standings(alabama, PERSON + TD + winter(3, "2026-10-05"), date(2026, 11, 1))
    assert standing.earlier == ()
    assert any(alert.startswith("Nothing is recorded for FY26") for alert in standing.alerts)


def test_a_year_that_ended_before_the_day_of_issue_is_nobodys_miss(alabama: Library) -> None:
    on, entry = date(2026, 11, 1), winter(3, "2025-01-28")
    held = "[[credential]]\nprogram = 'al-td-ceu'\nissued = 2026-10-05\n"
    (standing,) = standings(alabama, PERSON + held + entry, on)
    assert (standing.state, standing.earlier, standing.before) == (State.IN_PROGRESS, (), None)
    assert any("It was issued on 5 Oct 2026, after FY26 had ended" in alert for alert in standing.alerts)
    (past,) = standings(alabama, PERSON + held + entry, on, "FY26")
    assert past.state is State.UNDETERMINED and past.doubts[0].place == ("credential", "al-td-ceu", "issued")
    assert "--from DATE" in past.next


def test_who_was_in_the_post_owed_the_year_before_the_day_of_issue(alabama: Library) -> None:
    """The records page: from the day in `from`, else from `role_began`."""
    held = "[[credential]]\nprogram = 'al-td-ceu'\nissued = 2026-10-05\n"
    on, entry = date(2026, 11, 1), winter(3, "2025-01-28")
    (standing,) = standings(alabama, IN_POST + held + entry, on)
    assert [one.period.name for one in standing.earlier] == ["FY26", "FY25"]
    said = "It was issued on 5 Oct 2026, after FY26 had ended; if it is owed only since then, write that day"
    assert any(alert.startswith(said) for alert in standing.alerts)
    (past,) = standings(alabama, IN_POST + held + entry, on, "FY26")
    assert past.state is State.NON_COMPLIANT and not past.doubts


@pytest.mark.parametrize("issued", ["2026-09-30", "2024-10-01"])
def test_a_year_that_holds_the_day_of_issue_is_owed(alabama: Library, issued: str) -> None:
    held = f"[[credential]]\nprogram = 'al-td-ceu'\nissued = {issued}\n"
    (standing,) = standings(alabama, PERSON + held + winter(3, "2025-01-28"), date(2026, 11, 1))
    assert standing.before is not None and standing.before.state is State.NON_COMPLIANT


def test_from_says_that_it_was_owed_before_it_was_issued(alabama: Library) -> None:
    held = "[[credential]]\nprogram = 'al-td-ceu'\nissued = 2026-10-05\nfrom = 2025-10-01\n"
    (standing,) = standings(alabama, PERSON + held, date(2026, 11, 1))
    assert [(one.period.name, one.state) for one in standing.earlier] == [("FY26", State.NON_COMPLIANT)]
    assert not any("It was issued" in alert for alert in standing.alerts)


def test_what_was_done_for_another_credential_alone_says_nothing_of_this_one(alabama: Library) -> None:
    other = winter(3, "2025-01-28") + "counts_for = ['al-cto']\n"
    (standing,) = standings(alabama, PERSON + TD + other, date(2026, 11, 1))
    assert (standing.earlier, standing.before) == ((), None)


def test_an_entry_of_an_earlier_year_tells_that_it_was_owed(alabama: Library) -> None:
    (standing,) = standings(alabama, PERSON + TD + winter(12, "2025-01-28"), date(2026, 11, 1))
    assert [(one.period.name, one.state) for one in standing.earlier] == [("FY26", State.NON_COMPLIANT)]
    assert not any(alert.startswith("Nothing is recorded") for alert in standing.alerts)


def test_a_day_that_is_written_settles_it(alabama: Library) -> None:
    text = PERSON + "role_began = 2026-10-15\n" + TD
    (standing,) = standings(alabama, text, date(2026, 11, 1))
    assert (standing.earlier, standing.alerts) == ((), ())
    (owed,) = standings(alabama, IN_POST + TD, date(2026, 11, 1))
    assert [one.period.name for one in owed.earlier] == ["FY26", "FY25"]


# --- a minimum that can no longer be earned (A59) --------------------------------------------------------------------


def yearly(amount: str = "hours = 20", more: str = "", total: str = "hours = 60") -> Library:
    return library(CYCLE + PART + rule("total", total) + rule("each", amount, f"within = 'part'\n{more}"))


@pytest.mark.parametrize(
    ("hours", "on", "state"),
    [
        (19, date(2023, 12, 31), State.IN_PROGRESS),
        (19, date(2024, 1, 1), State.NON_COMPLIANT),
        (19, date(2024, 12, 31), State.NON_COMPLIANT),
        (20, date(2024, 1, 1), State.IN_PROGRESS),
    ],
)
def test_a_minimum_of_a_year_is_lost_on_the_day_after_it(hours: int, on: date, state: State) -> None:
    standing = judged(yearly(), [entry("a", date(2023, 5, 1), hours * HOUR)], on, **ISSUED)
    assert standing.state is state
    if state is State.NON_COMPLIANT:
        assert standing.hours.missing is None
        assert standing.due == date(2025, 12, 31)
        assert verdict(standing) == "MADE-UP 2023-2025 is missed: 1 hour of 2023 can no longer be earned."
        assert card(standing).fact == "1 hour of 2023 can no longer be earned"
        assert standing.next == "Ask the authority what follows: 1 hour of 2023 can no longer be earned."


def capped(total: int = 60, each: int = 25, cycle: str = CYCLE, more: str = "") -> Library:
    most = f"at_most = [{{ from = 2000-01-01, hours = {each}, cite = 'd:1' }}]"
    each_year = f"[[rule]]\nid = 'most'\ntitle = 'Most'\ntext = 'A most.'\nwithin = 'part'\n{most}\n"
    return library(cycle + PART + rule("total", f"hours = {total}") + each_year + more)


@pytest.mark.parametrize(
    ("hours", "on", "state"),
    [
        (9, date(2023, 12, 31), State.IN_PROGRESS),
        (9, date(2024, 1, 1), State.NON_COMPLIANT),
        (10, date(2024, 1, 1), State.IN_PROGRESS),
        (9, date(2025, 12, 31), State.NON_COMPLIANT),
    ],
)
def test_a_total_for_which_the_mosts_of_what_is_left_are_too_small_is_lost(hours: int, on: date, state: State) -> None:
    standing = judged(capped(), [entry("a", date(2023, 5, 1), hours * HOUR)], on, **ISSUED)
    assert standing.state is state
    if state is State.NON_COMPLIANT:
        assert standing.hours.missing is None
        short = 1 if on.year == 2024 else 26  # of 51 that are missing: 50 more may count, in the last year 25
        assert verdict(standing) == (
            f"MADE-UP 2023-2025 is missed: {short} hour{'s' if short > 1 else ''} can no longer be earned."
        )


def test_what_not_even_an_empty_log_could_have_met_was_not_missed_on_a_day() -> None:
    assert judged(capped(total=76), [], date(2024, 6, 1), **ISSUED).state is State.IN_PROGRESS


def test_a_total_out_of_reach_is_not_lost_where_days_may_be_added() -> None:
    graceful = CYCLE.replace("cite", "grace = { months = 6, stage = 'on probation', cite = 'd:1' }\ncite")
    assert judged(capped(cycle=graceful), [], date(2025, 6, 1), **ISSUED).state is State.IN_PROGRESS


def test_a_total_out_of_reach_leaves_the_other_way() -> None:
    exam = (
        "[[step]]\nid = 'exam'\ntitle = 'Exam'\ntext = 'Exam.'\ncite = 'd:1'\n"
        "[[any_of]]\nid = 'ways'\ntitle = 'Ways'\ntext = 'Hours or the exam.'\n"
        "options = [['total'], ['exam']]\ncite = 'd:1'\n"
    )
    assert judged(capped(more=exam), [], date(2025, 6, 1), **ISSUED).state is State.IN_PROGRESS


def test_further_hours_may_be_earned_on_a_day_that_lies_in_no_part() -> None:
    issued = {"issued": date(2023, 1, 1)}  # ends on 1 January 2026, of which no year is asked, nor a most of it
    standing = judged(capped(), [], date(2025, 6, 1), **issued)
    assert standing.due == date(2026, 1, 1)
    assert (standing.state, standing.hours.missing) == (State.IN_PROGRESS, 60 * HOUR)


def test_a_minimum_that_a_make_up_makes_good_is_not_lost() -> None:
    lax = yearly(more="advisory = true", total="hours = 60, per_missed = { rule = 'each', hours = 8, cite = 'd:1' }")
    assert judged(lax, [], date(2024, 6, 1), **ISSUED).state is State.IN_PROGRESS
    strict = yearly(total="hours = 60, per_missed = { rule = 'each', hours = 8, cite = 'd:1' }")
    assert judged(strict, [], date(2024, 6, 1), **ISSUED).state is State.IN_PROGRESS


def test_a_minimum_of_entries_is_lost_too() -> None:
    meetings = yearly("entries = 1", "measure = 'entries'\nunit = 'meetings'")
    standing = judged(meetings, [], date(2024, 1, 1), **ISSUED)
    assert standing.state is State.NON_COMPLIANT
    assert card(standing).fact == "1 meeting of 2023 can no longer be earned"


def test_a_way_that_is_lost_leaves_the_other_way() -> None:
    step = "[[step]]\nid = 'exam'\ntitle = 'Exam'\ntext = 'Exam.'\ncite = 'd:1'\n"
    ways = (
        "[[any_of]]\nid = 'ways'\ntitle = 'Ways'\ntext = 'Hours or the exam.'\n"
        "options = [['each'], ['exam']]\ncite = 'd:1'\n"
    )
    either = library(CYCLE + PART + rule("each", "hours = 20", "within = 'part'") + step + ways)
    assert judged(either, [], date(2024, 6, 1), **ISSUED).state is State.IN_PROGRESS
    neither = library(
        CYCLE
        + PART
        + rule("each", "hours = 20", "within = 'part'")
        + rule("live", "hours = 9", "within = 'part'\nselect = { format = 'in-person' }")
        + ways.replace("'exam'", "'live'")
    )
    assert judged(neither, [], date(2024, 6, 1), **ISSUED).state is State.NON_COMPLIANT


def test_the_last_part_of_a_window_is_open_while_the_windows_grace_runs() -> None:
    graceful = CYCLE.replace("cite", "grace = { months = 6, stage = 'on probation', cite = 'd:1' }\ncite")
    rules = library(graceful + PART + rule("each", "hours = 20", "within = 'part'"))
    log = [entry("a", date(2023, 5, 1), 20 * HOUR), entry("b", date(2024, 5, 1), 20 * HOUR)]
    assert judged(rules, log, date(2026, 3, 1), **ISSUED).state is State.IN_PROGRESS
    assert judged(rules, log[1:], date(2026, 3, 1), **ISSUED).state is State.NON_COMPLIANT


def test_a_part_before_the_person_owed_it_is_not_lost() -> None:
    years = YEAR.replace("begins", "years = 2\nfirst = 2024-10-01\nbegins")
    part = "[[window]]\nid = 'part'\nkind = 'fiscal-year'\nbegins = '10-01'\npart_of = 'year'\ncite = 'd:1'\n"
    rules = library(years + part + rule("each", "hours = 5", "within = 'part'"))
    on = date(2025, 11, 1)
    assert judged(rules, [], on, owed_from=date(2025, 10, 15)).state is State.IN_PROGRESS
    assert judged(rules, [], on, owed_from=date(2024, 10, 1)).state is State.NON_COMPLIANT
    assert judged(rules, [], on).state is State.IN_PROGRESS


# --- a time of grace -------------------------------------------------------------------------------------------------


def test_a_time_of_grace_is_said_with_its_stage_and_its_last_day() -> None:
    graceful = library(
        YEAR.replace("cite", "grace = { months = 6, stage = 'on probation', cite = 'd:1' }\ncite")
        + rule("total", "hours = 10")
    )
    log = [entry("a", date(2025, 5, 1), 9 * HOUR)]
    on = date(2025, 12, 1)
    standing = judged(graceful, log, on, owed_from=date(2024, 10, 1))
    assert standing.pending is not None and standing.before is None
    assert standing.alerts == ("FY25 is not met yet: 1 hour missing by 31 Mar 2026 (on probation).",)
    assert standing.next == "Make good what FY25 lacks by 31 Mar 2026: 1 hour missing."
    assert [one["state"] for one in standing_document(standing)["earlier"]] == ["undetermined"]
    past = judged(graceful, log, on, "FY25", owed_from=date(2024, 10, 1))
    assert (past.state, past.due) == (State.IN_PROGRESS, date(2026, 3, 31))
    assert past.alerts == ("FY25 ended on 30 Sep 2025; a time of grace runs (on probation).",)
    lost = judged(graceful, log, date(2026, 4, 1), owed_from=date(2024, 10, 1))
    assert lost.before is not None and lost.pending is None


# --- a lapse (A60) ---------------------------------------------------------------------------------------------------

CTO = "[[credential]]\nprogram = 'al-cto'\nissued = 2023-06-01\n"


@pytest.mark.parametrize(("on", "is_told"), [(date(2026, 6, 1), False), (date(2026, 6, 2), True)])
def test_what_a_lapse_means_is_said_where_it_is_missed(alabama: Library, on: date, is_told: bool) -> None:
    (standing,) = standings(alabama, IN_POST + CTO, on)
    said = [alert for alert in card(standing).alerts if alert.startswith("Unless ALET renewed it")]
    assert bool(said) == is_told
    if said:
        assert "may not be used any more" in said[0] and "as a new candidate" in said[0]
        assert said[0].endswith("(Recertification policy, lines 118-122).")


# --- a credential with an error (A49) --------------------------------------------------------------------------------


def test_a_credential_with_an_error_stands_in_its_place_and_names_the_line(alabama: Library) -> None:
    text = PERSON + TD + CTO.replace("2023-06-01", "'2023-06-01'") + CTO + "id = 'second'\n"
    first, broken, second = standings(alabama, text, date(2026, 3, 2))
    assert (first.program, second.credential) == ("al-td-ceu", "second")
    assert (broken.credential, broken.program, broken.state) == ("al-cto", "al-cto", State.UNDETERMINED)
    assert "line 8 of records.toml" in verdict(broken)
    assert "line 8 of records.toml" in broken.next
    assert broken.requirements == ()


@pytest.mark.parametrize(
    ("credential", "id"),
    [
        ("[[credential]]\nissued = 2023-06-01\n", "credential 1"),
        ("[[credential]]\nprogram = 3\n", "credential 1"),
        ("[[credential]]\nid = 'mine'\nprogram = 3\n", "mine"),
        ("[credential]\nprogram = 'al-cto'\n", "al-cto"),
    ],
)
def test_what_cannot_be_read_of_it_is_said_in_words(alabama: Library, credential: str, id: str) -> None:
    (standing,) = standings(alabama, PERSON + credential, date(2026, 3, 2))
    assert (standing.credential, standing.state) == (id, State.UNDETERMINED)
    assert "of records.toml" in standing.why


def test_the_later_of_two_equal_ids_has_a_standing_of_its_own(alabama: Library) -> None:
    first, second = standings(alabama, PERSON + TD + TD, date(2026, 3, 2))
    assert first.credential == "al-td-ceu" and first.state is State.IN_PROGRESS
    assert second.credential == "al-td-ceu (credential 2)" and second.state is State.UNDETERMINED


def test_an_error_in_a_step_or_an_activity_costs_no_credential(alabama: Library) -> None:
    text = PERSON + CTO + "[[credential.step]]\nid = 3\n" + winter(3).replace("hours = 3", "hours = true")
    (standing,) = standings(alabama, text, date(2026, 3, 2))
    assert (standing.state, standing.skipped, standing.unread) == (State.IN_PROGRESS, 2, "")


def test_the_period_before_a_credential_with_an_error_is_not_asked_for(alabama: Library) -> None:
    records = read_text((PERSON + CTO.replace("2023-06-01", "'x'")).encode()).records
    assert records is not None
    (standing,) = evaluate_all(records, alabama, date(2026, 3, 2))
    assert period_before(records, alabama, standing, date(2026, 3, 2)) is None
    assert standing.on - timedelta(days=1) == date(2026, 3, 1)
