"""States, windows, cycles and readings on known logs."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from alcto_core.evaluation.evaluate import evaluate, evaluate_all, periods
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import HOUR, HUNDREDTH
from alcto_core.problems import Refused
from alcto_core.records.types import Activity, AuthorityRecord, Credential, Person, Records, StepRecord
from alcto_core.rules.library import Library

STEPS = tuple(f"plan/{part}" for part in ("mission", "needs", "goals", "training", "resources", "evaluation"))
DOCUMENTS = (*STEPS, "presentation", "signature-sheets", "submitted")
STRANDS = ("al-cto/roles", "al-cto/law-ethics", "al-cto/data", "al-cto/teaching", "al-cto/it", "al-cto/planning")


def activity(id: str, day: date, hours: int, **more: Any) -> Activity:
    more.setdefault("strands", ("al-cto/it",))
    return Activity(id=id, title=id, date=day, hours=hours, **more)


def alet(id: str, day: date, hours: int, **more: Any) -> Activity:
    return activity(id, day, hours, offering="alet/fall-conference", **more)


def held(*credentials: Credential, activities: tuple[Activity, ...] = (), **person: Any) -> Records:
    return Records(person=Person(name="Jordan Avery", **person), credentials=credentials, activities=activities)


def td(**more: Any) -> Credential:
    return Credential(program="al-td-ceu", id="al-td-ceu", **more)


def cto(**more: Any) -> Credential:
    more.setdefault("cohort", "ECHO")
    return Credential(program="al-cto", id="al-cto", **more)


def all_done(day: date) -> tuple[StepRecord, ...]:
    return tuple(StepRecord(id=step, done=day) for step in DOCUMENTS)


def ten_each(day: date) -> tuple[Activity, ...]:
    return tuple(activity(strand, day, 10 * HOUR, strands=(strand,)) for strand in STRANDS)


def judged(library: Library, records: Records, on: date, **more: Any) -> Standing:
    return evaluate(records, records.credentials[0], library, on, **more)


# --- windows -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2024, 10, 1), "FY25"),
        (date(2025, 9, 30), "FY25"),
        (date(2025, 10, 1), "FY26"),
        (date(2026, 9, 30), "FY26"),
    ],
)
def test_both_ends_of_a_fiscal_year_are_inside(alabama: Library, on: date, name: str) -> None:
    period = judged(alabama, held(td()), on).period
    assert period is not None and period.name == name


def test_nothing_is_owed_before_the_first_window(alabama: Library) -> None:
    standing = judged(alabama, held(td()), date(2024, 9, 30))
    assert standing.state is State.NOT_APPLICABLE
    assert standing.period is None


def test_nothing_is_owed_before_the_day_of_issue(alabama: Library) -> None:
    records = held(cto(cohort=None, issued=date(2027, 1, 10)))
    standing = judged(alabama, records, date(2027, 1, 9))
    assert (standing.state, standing.period) == (State.NOT_APPLICABLE, None)
    assert judged(alabama, records, date(2027, 1, 10)).state is State.IN_PROGRESS
    assert judged(alabama, records, date(2027, 1, 9), period="2027-2030").state is State.IN_PROGRESS


@pytest.mark.parametrize(
    ("renewed", "on", "start", "due", "state"),
    [
        ((), date(2024, 6, 1), date(2021, 6, 2), date(2024, 6, 1), State.IN_PROGRESS),
        ((), date(2024, 6, 2), date(2021, 6, 2), date(2024, 6, 1), State.NON_COMPLIANT),
        ((date(2024, 5, 20),), date(2024, 5, 19), date(2021, 6, 2), date(2024, 6, 1), State.IN_PROGRESS),
        ((date(2024, 5, 20),), date(2024, 5, 20), date(2024, 6, 2), date(2027, 6, 1), State.IN_PROGRESS),
        ((date(2024, 5, 20),), date(2027, 6, 2), date(2024, 6, 2), date(2027, 6, 1), State.NON_COMPLIANT),
        (
            (date(2024, 5, 20), date(2027, 5, 1)),
            date(2027, 6, 2),
            date(2027, 6, 2),
            date(2030, 6, 1),
            State.IN_PROGRESS,
        ),
    ],
)
def test_the_cycle_in_force_is_the_first_without_a_renewal(
    alabama: Library, renewed: tuple[date, ...], on: date, start: date, due: date, state: State
) -> None:
    standing = judged(alabama, held(cto(renewed=renewed)), on)
    assert standing.period is not None
    assert (standing.period.start, standing.due, standing.state) == (start, due, state)


def test_a_first_cycle_begins_on_the_day_of_issue(alabama: Library) -> None:
    standing = judged(alabama, held(cto(issued=date(2022, 1, 15))), date(2023, 1, 1))
    assert standing.period is not None and standing.period.start == date(2022, 1, 15)


def test_an_issue_on_29_february_is_due_on_28_february_and_comes_back(alabama: Library) -> None:
    credential = cto(cohort=None, issued=date(2024, 2, 29))
    assert judged(alabama, held(credential), date(2025, 1, 1)).due == date(2027, 2, 28)
    four_times = tuple(date(year, 1, 1) for year in (2027, 2030, 2033))
    later = msgspec.structs.replace(credential, renewed=four_times)
    assert judged(alabama, held(later), date(2034, 1, 1)).due == date(2036, 2, 29)


def test_a_due_date_in_the_record_moves_only_the_end_of_the_cycle_in_force(alabama: Library) -> None:
    credential = cto(renewed=(date(2024, 5, 20),), due=date(2027, 12, 31))
    standing = judged(alabama, held(credential), date(2026, 1, 1))
    assert standing.period is not None
    assert (standing.period.start, standing.due) == (date(2024, 6, 2), date(2027, 12, 31))


def test_an_unknown_cohort_without_dates_cannot_be_told(alabama: Library) -> None:
    standing = judged(alabama, held(cto(cohort="GOLF")), date(2026, 1, 1))
    assert (standing.state, standing.due, standing.hours.missing) == (State.UNDETERMINED, None, None)
    assert "GOLF" in standing.why


def test_an_issue_after_the_cohorts_due_date_cannot_be_told(alabama: Library) -> None:
    standing = judged(alabama, held(cto(issued=date(2025, 1, 1))), date(2026, 1, 1))
    assert standing.state is State.UNDETERMINED


def test_a_renewal_nobody_knows_of_reads_cannot_tell_and_never_missed(alabama: Library) -> None:
    for on in (date(2024, 6, 2), date(2026, 1, 1), date(2031, 1, 1)):
        standing = judged(alabama, held(cto(renewed=None)), on)
        assert standing.state is State.UNDETERMINED
        assert standing.asks_renewal
    assert judged(alabama, held(cto(renewed=None)), date(2024, 6, 1)).state is State.IN_PROGRESS


def test_all_done_and_past_due_without_a_renewal_asks_whether_it_was_renewed(alabama: Library) -> None:
    records = held(cto(steps=all_done(date(2024, 1, 1))), activities=ten_each(date(2023, 1, 1)))
    assert judged(alabama, records, date(2024, 6, 1)).state is State.COMPLIANT
    after = judged(alabama, records, date(2024, 6, 2))
    assert (after.state, after.asks_renewal) == (State.UNDETERMINED, True)


# --- who owes it ---------------------------------------------------------------------------------------------------


def test_nothing_is_owed_before_the_post_began_or_after_it_ended(alabama: Library) -> None:
    records = held(td(ended=date(2026, 1, 31)), role_began=date(2025, 11, 3))
    assert judged(alabama, records, date(2025, 11, 2)).state is State.NOT_APPLICABLE
    assert judged(alabama, records, date(2025, 11, 3)).state is State.IN_PROGRESS
    assert judged(alabama, records, date(2026, 1, 31)).state is State.IN_PROGRESS
    assert judged(alabama, records, date(2026, 2, 1)).state is State.NOT_APPLICABLE


def test_a_missing_rule_set_cannot_be_told(alabama: Library) -> None:
    standing = judged(alabama, held(Credential(program="xy", id="xy")), date(2026, 1, 1))
    assert standing.state is State.UNDETERMINED
    assert "xy" in standing.why


def test_earlier_years_that_were_missed_are_shown_newest_first_since_it_was_owed(alabama: Library) -> None:
    records = held(td(owed_from=date(2024, 11, 1)), activities=(alet("a", date(2025, 10, 3), 9 * HOUR),))
    standing = judged(alabama, records, date(2026, 10, 1))
    assert [(one.period.name, one.state, one.missing) for one in standing.earlier] == [
        ("FY26", State.NON_COMPLIANT, 3 * HOUR),
        ("FY25", State.NON_COMPLIANT, 12 * HOUR),
    ]
    later = held(td(owed_from=date(2025, 10, 1)), activities=records.activities)
    assert [one.period.name for one in judged(alabama, later, date(2026, 10, 1)).earlier] == ["FY26"]


def test_a_new_director_without_entries_is_not_late_for_earlier_years(alabama: Library) -> None:
    assert judged(alabama, held(td()), date(2026, 3, 1)).earlier == ()


# --- what is planned, refused, posted ------------------------------------------------------------------------------


def test_what_is_planned_or_later_shows_its_claim_and_is_in_no_sum(alabama: Library) -> None:
    activities = (
        alet("done", date(2025, 10, 10), 3 * HOUR),
        alet("later", date(2026, 3, 2), 3 * HOUR),
        alet("plan", date(2025, 10, 11), 3 * HOUR, status="planned"),
    )
    standing = judged(alabama, held(td(), activities=activities), date(2026, 3, 1))
    assert (standing.hours.claimed, standing.hours.counted) == (3 * HOUR, 3 * HOUR)
    assert [credit.activity for credit in standing.credits] == ["done", "later", "plan"]
    for credit in standing.credits[1:]:
        assert [(reason.rule, reason.hours) for reason in credit.because] == [("planned", -3 * HOUR)]
    planned = judged(alabama, held(td(), activities=activities), date(2026, 3, 1), plan=True)
    assert (planned.hours.claimed, planned.hours.counted) == (9 * HOUR, 9 * HOUR)


def test_the_authoritys_latest_word_decides(alabama: Library) -> None:
    def standing(*records: AuthorityRecord) -> Standing:
        entry = alet("a", date(2025, 10, 10), 6 * HOUR, records=records)
        return judged(alabama, held(td(), activities=(entry,)), date(2026, 3, 1))

    refused = AuthorityRecord(credential="al-td-ceu", state="refused", on=date(2025, 11, 1))
    posted = AuthorityRecord(credential="al-td-ceu", state="posted", on=date(2025, 12, 1), hours=550 * HUNDREDTH)
    elsewhere = AuthorityRecord(credential="al-cto", state="refused")
    assert standing(refused).hours.counted == 0
    posted_whole = msgspec.structs.replace(posted, hours=None)
    assert standing(refused, posted_whole).hours.counted == 6 * HOUR
    assert standing(refused, posted).hours.counted == 550 * HUNDREDTH
    assert standing(refused, posted).hours.confirmed == 550 * HUNDREDTH
    assert standing(elsewhere).hours.counted == 6 * HOUR
    again = AuthorityRecord(credential="al-td-ceu", state="submitted", on=date(2025, 11, 5))
    assert standing(refused, again).hours.counted == 0
    part = AuthorityRecord(credential="al-td-ceu", state="refused", hours=2 * HOUR)
    assert standing(part).hours.counted == 4 * HOUR


@pytest.mark.parametrize("refused_first", [True, False])
def test_hours_refused_beside_posted_ones_never_count(alabama: Library, refused_first: bool) -> None:
    day = date(2025, 11, 1)
    refused = AuthorityRecord(credential="al-td-ceu", state="refused", on=day, hours=HOUR)
    posted = AuthorityRecord(credential="al-td-ceu", state="posted", on=day, hours=550 * HUNDREDTH)
    words = (refused, posted) if refused_first else (posted, refused)
    entry = alet("a", date(2025, 10, 10), 650 * HUNDREDTH, records=words)
    standing = judged(alabama, held(td(), activities=(entry,)), date(2026, 3, 1))
    assert (standing.hours.counted, standing.hours.confirmed) == (550 * HUNDREDTH, 550 * HUNDREDTH)
    assert [(reason.rule, reason.hours) for reason in standing.credits[0].because] == [("refused", -HOUR)]


def test_confirmed_is_what_the_official_record_shows_by_the_date(alabama: Library) -> None:
    entry = alet("a", date(2025, 10, 10), 6 * HOUR, posted=date(2025, 11, 15))
    records = held(td(), activities=(entry,))
    assert judged(alabama, records, date(2025, 11, 14)).hours.confirmed == 0
    assert judged(alabama, records, date(2025, 11, 15)).hours.confirmed == 6 * HOUR


# --- readings ------------------------------------------------------------------------------------------------------


def reading(standing: Standing, switch: str) -> Any:
    return next(one for one in standing.readings if one.switch == switch)


@pytest.mark.parametrize(
    ("value", "counted", "in_use"),
    [
        (True, 0, True),
        ({"FY26": True}, 0, True),
        ({"FY25": True}, 3 * HOUR, False),
        ({"FY25": True, "FY26": False}, 3 * HOUR, False),
        ("yes", 3 * HOUR, False),
        (1, 3 * HOUR, False),
    ],
)
def test_a_reading_may_be_chosen_plain_or_by_period(alabama: Library, value: Any, counted: int, in_use: bool) -> None:
    before = activity("before", date(2025, 2, 1), 3 * HOUR, offering="external/fetc")
    fetc = activity("fetc", date(2026, 1, 13), 3 * HOUR, offering="external/fetc")
    credential = td(settings={"external-needs-posting": value})
    standing = judged(alabama, held(credential, activities=(before, fetc)), date(2026, 3, 1))
    assert standing.hours.counted == counted
    shown = reading(standing, "external-needs-posting")
    assert (shown.value, shown.changes_answer) == (in_use, True)


def test_another_reading_is_shown_where_it_changes_the_answer(alabama: Library) -> None:
    online = alet("a", date(2025, 10, 10), 12 * HOUR, format="online")
    standing = judged(alabama, held(td(), activities=(online,)), date(2026, 3, 1))
    assert standing.state is State.COMPLIANT
    other = reading(standing, "online-counts")
    assert (other.value, other.changes_answer, other.other.state, other.other.missing) == (
        True, True, State.IN_PROGRESS, 12 * HOUR,
    )  # fmt: skip
    assert not reading(standing, "award").changes_answer


def test_a_switch_set_in_the_record_is_the_reading_in_use(alabama: Library) -> None:
    online = alet("a", date(2025, 10, 10), 12 * HOUR, format="online")
    standing = judged(alabama, held(td(settings={"online-counts": False}), activities=(online,)), date(2026, 3, 1))
    assert (standing.state, standing.hours.counted) == (State.IN_PROGRESS, 0)
    assert reading(standing, "online-counts").other.state is State.COMPLIANT


def test_cohort_and_issue_are_both_shown_where_they_differ(alabama: Library) -> None:
    standing = judged(alabama, held(cto(issued=date(2021, 9, 1))), date(2024, 1, 1))
    other = reading(standing, "due-date")
    assert (standing.due, other.other.due, other.changes_answer) == (date(2024, 6, 1), date(2024, 9, 1), True)


def test_one_strand_each_shows_what_would_be_missing_then(alabama: Library) -> None:
    both = activity("both", date(2023, 1, 1), 10 * HOUR, strands=STRANDS[:2])
    rest = tuple(activity(strand, date(2023, 1, 1), 1250 * HUNDREDTH, strands=(strand,)) for strand in STRANDS[2:])
    records = held(cto(steps=all_done(date(2024, 1, 1))), activities=(both, *rest))
    standing = judged(alabama, records, date(2024, 1, 2))
    other = reading(standing, "split")
    assert standing.state is State.COMPLIANT
    assert (other.other.state, other.other.missing) == (State.IN_PROGRESS, 5 * HOUR)


# --- the rest ------------------------------------------------------------------------------------------------------


def test_unknown_hours_leave_the_state_where_even_the_best_case_is_too_little(alabama: Library) -> None:
    fetc = activity("fetc", date(2026, 10, 5), 3 * HOUR, offering="external/fetc")
    few = held(td(), activities=(fetc,))
    assert judged(alabama, few, date(2026, 11, 1)).state is State.IN_PROGRESS
    enough = held(td(), activities=(fetc, alet("a", date(2026, 10, 6), 9 * HOUR)))
    assert judged(alabama, enough, date(2026, 11, 1)).state is State.UNDETERMINED
    met = held(td(), activities=(fetc, alet("a", date(2026, 10, 6), 12 * HOUR)))
    assert judged(alabama, met, date(2026, 11, 1)).state is State.COMPLIANT


def test_a_waiver_stands_for_its_cycle_or_for_every_one(alabama: Library) -> None:
    def state(step: StepRecord, on: date) -> str:
        credential = cto(renewed=(date(2024, 5, 20),), steps=(step,))
        requirement = judged(alabama, held(credential), on).requirement("plan/mission")
        assert requirement is not None
        return requirement.state

    always = StepRecord(id="plan/mission", waived="No district")
    once = StepRecord(id="plan/mission", waived="No district", done=date(2023, 1, 1))
    assert (state(always, date(2023, 6, 1)), state(always, date(2025, 1, 1))) == ("waived", "waived")
    assert (state(once, date(2023, 6, 1)), state(once, date(2025, 1, 1))) == ("waived", "unmet")


def test_a_step_serves_its_cycle_and_not_before_its_day(alabama: Library) -> None:
    credential = cto(steps=(StepRecord(id="presentation", done=date(2024, 3, 1)),))
    for on, state in ((date(2024, 2, 29), "unmet"), (date(2024, 3, 1), "met")):
        requirement = judged(alabama, held(credential), on).requirement("presentation")
        assert requirement is not None and requirement.state == state


def test_entries_without_a_field_of_the_form_are_named(alabama: Library) -> None:
    bare = activity("bare", date(2023, 1, 1), 5 * HOUR)
    full = activity(
        "full",
        date(2023, 1, 2),
        5 * HOUR,
        location="Hoover",
        justification="Duties",
        description="A day",
        strands=STRANDS[:1],
    )
    records = held(cto(), activities=(bare, full), district="Pine Hollow")
    requirement = judged(alabama, records, date(2024, 1, 1)).requirement("complete-entries")
    assert requirement is not None
    assert (requirement.kind, requirement.advisory, requirement.needed, requirement.missing) == ("entries", True, 2, 1)
    assert requirement.lacking == ("bare: location, justification, description",)


def test_a_period_is_asked_for_by_name(alabama: Library) -> None:
    records = held(td(), cto(renewed=(date(2024, 5, 20),)), activities=(alet("a", date(2025, 1, 10), 12 * HOUR),))
    on = date(2026, 3, 1)
    past = evaluate_all(records, alabama, on, period="fy25")
    assert [(s.credential, s.state) for s in past] == [("al-td-ceu", State.COMPLIANT)]
    renewed = evaluate_all(records, alabama, on, period="2021-2024")
    assert [(s.credential, s.state) for s in renewed] == [("al-cto", State.COMPLIANT)]
    coming = evaluate_all(records, alabama, on, period="FY27")
    assert coming[0].period is not None and coming[0].period.start == date(2026, 10, 1)
    with pytest.raises(Refused, match="FY25"):
        evaluate_all(records, alabama, on, period="FY12")
    assert periods(records, alabama, on) == ("FY25", "FY26", "FY27", "2021-2024", "2024-2027", "2027-2030")


def test_pace_compares_what_is_done_with_the_time_that_is_gone(alabama: Library) -> None:
    def pace(hours: int, on: date) -> str | None:
        return judged(alabama, held(td(), activities=(alet("a", date(2025, 10, 1), hours),)), on).pace

    assert pace(6 * HOUR, date(2026, 2, 1)) == "on-track"
    assert pace(HOUR, date(2026, 2, 1)) == "behind"
    assert pace(12 * HOUR, date(2026, 2, 1)) == "ahead"


def test_records_left_out_are_told_beside_the_state(alabama: Library) -> None:
    records = msgspec.structs.replace(held(td()), skipped=2)
    assert judged(alabama, records, date(2026, 3, 1)).skipped == 2
