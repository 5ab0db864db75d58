"""Sentences of one standing that were seen to contradict each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from test_missed_and_lost import IN_POST, TD, standings
from test_other_shapes import YEAR, entry, judged, library, rule

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR, from_decimal
from alcto_core.nouns import counted_hours, counted_noun
from alcto_core.records.reading import read_text
from alcto_core.records.types import StepRecord
from alcto_core.rules.library import Library
from alcto_core.telling.card import card
from alcto_core.telling.log import log_part
from alcto_core.telling.sentences import count_words, explain_requirement, verdict

ON = date(2026, 5, 1)
SINCE = {"owed_from": date(2025, 10, 1)}


def bar(standing, label: str):
    return next(one for one in card(standing).items("bar") if one.title == label)


def test_next_asks_for_the_hours_that_are_missing() -> None:
    ceus = library(
        YEAR
        + rule("ceus", "hours = 10.48", "measure = 'ceu'\nunit = 'CEUs'")
        + "[convert]\nunit = [{ unit = 'ceu', hours = 0.5, cite = 'd:1' }]\n"
    )
    standing = judged(ceus, [], ON, **SINCE)
    assert standing.hours.missing == from_decimal(Decimal("5.24"))
    assert "5.24 hours missing" in verdict(standing)
    assert standing.next == "Earn 5.24 hours by 30 Sep 2026."


def test_a_way_that_nobody_needs_is_not_short_on_a_card_that_is_met() -> None:
    ways = library(
        YEAR
        + rule("hours", "hours = 30", "short = 'Hours'")
        + "[[step]]\nid = 'exam'\ntitle = 'Exam'\ntext = 'Exam.'\nunit = 'examinations'\ncite = 'd:1'\n"
        "[[any_of]]\nid = 'ways'\ntitle = 'Ways'\ntext = 'Hours or the exam.'\n"
        "options = [['hours'], ['exam']]\ncite = 'd:1'\n"
    )
    passed = judged(ways, [entry("a", ON, 3 * HOUR)], ON, steps=(StepRecord(id="exam", done=ON),), **SINCE)
    assert passed.state is State.COMPLIANT
    assert "not needed" in bar(passed, "Counted").state
    assert {one.tone for one in card(passed).items("bar")} <= {"met", "plain"}
    hours = passed.requirement("hours")
    assert hours is not None and "It is not needed: another way is met." in explain_requirement(passed, hours)
    by_hours = judged(ways, [entry("a", ON, 30 * HOUR)], ON, **SINCE)
    assert [one.title for one in card(by_hours).items("bar")] == ["Counted"]


def test_hours_that_were_carried_over_are_said() -> None:
    carrying = library(YEAR + rule("total", "hours = 80") + "[[carry]]\ntext = 'Some.'\nmost = 45\ncite = 'd:1'\n")
    log = [entry("a", date(2025, 5, 1), 125 * HOUR), entry("b", ON, 30 * HOUR)]
    standing = judged(carrying, log, ON, owed_from=date(2024, 10, 1))
    shown = bar(standing, "Counted")
    assert (shown.figure, shown.state.partition(";")[0]) == ("75 of 80", "45 carried over, 30 logged")
    total = standing.requirement("total")
    assert total is not None
    assert "75 of 80 hours (45 of them carried over): unmet, short 5." in explain_requirement(standing, total)


def test_hours_that_units_came_to_are_no_share_of_nothing() -> None:
    units = library(
        YEAR + rule("total", "hours = 80") + "[convert]\nunit = [{ unit = 'semester', hours = 15, cite = 'd:1' }]\n"
    )
    standing = judged(units, [entry("a", ON, 0, units={"semester": Decimal(3)})], ON, **SINCE)
    (credit,) = standing.credits
    assert count_words(credit) == "45 hours count"


def test_a_stage_that_fulfils_all_is_why_hours_are_not_asked_for(alabama: Library) -> None:
    text = (
        "schema = 1\n[person]\nname = 'J'\nrole_began = 2025-01-06\n"
        "[[credential]]\nprogram = 'al-cto-academy'\n"
        "[[credential.step]]\nid = 'completed'\ndone = 2026-04-10\n"
    )
    (standing,) = standings(alabama, text, date(2026, 5, 1))
    assert standing.state is State.COMPLIANT
    assert "10 Apr 2026." in verdict(standing)
    shown = bar(standing, "Counted")
    assert (shown.figure, shown.tone) == ("0 of 54", "plain")
    assert "not asked for any more" in shown.state


def test_what_is_posted_in_part_is_said_to_be(alabama: Library) -> None:
    text = (
        IN_POST
        + TD
        + (
            "[[activity]]\nid = 'w'\ntitle = 'w'\ndate = 2026-01-28\nhours = 3\nstrands = ['al-cto/it']\n"
            "offering = 'alet/winter-conference'\n[[activity.record]]\ncredential = 'al-td-ceu'\nstate = 'posted'\n"
            "on = 2026-02-01\nhours = 2\n"
        )
    )
    (standing,) = standings(alabama, text, date(2026, 3, 1))
    assert bar(standing, "Posted").state == "w posted in part"
    records = read_text(text.encode()).records
    assert records is not None
    assert log_part(records.activities, (standing,), {}).items[0].said == ("posted in part",)


def test_a_total_that_unknown_hours_decide_cannot_be_told(alabama: Library) -> None:
    def with_external(hours: int) -> str:
        alet = "[[activity]]\nid = 'w'\ntitle = 'w'\ndate = 2026-10-28\nhours = 8\nstrands = ['al-cto/it']\n"
        fetc = f"[[activity]]\nid = 'f'\ntitle = 'f'\ndate = 2027-01-13\nhours = {hours}\nstrands = ['al-cto/it']\n"
        return IN_POST + TD + alet + "offering = 'alet/winter-conference'\n" + fetc + "offering = 'external/fetc'\n"

    (decides,) = standings(alabama, with_external(4), date(2027, 3, 1))
    total = decides.requirement("total")
    assert decides.state is State.UNDETERMINED
    assert total is not None and (total.state, total.missing) == ("undetermined", 4 * HOUR)
    (short,) = standings(alabama, with_external(3), date(2027, 3, 1))
    total = short.requirement("total")
    assert short.state is State.IN_PROGRESS
    assert total is not None and total.state == "unmet"


def test_one_of_anything_is_one() -> None:
    assert (counted_hours(HOUR), counted_hours(HOUR, "ALET hours")) == ("1 hour", "1 ALET hour")
    assert (counted_hours(2 * HOUR), counted_hours(HOUR, "hours of accounting")) == ("2 hours", "1 hour of accounting")
    words = [counted_noun(1, unit) for unit in ("documents", "entries", "hand-in")]
    assert words == ["1 document", "1 entry", "hand-in"]
    assert judged(library(YEAR + rule("total", "hours = 1")), [], ON, **SINCE).next == "Earn 1 hour by 30 Sep 2026."
