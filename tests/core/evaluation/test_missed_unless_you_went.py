"""A period that is missed for want of planned entries whose day has passed: words say so, and scripts still read it as
missed until the person answers."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.cli.status_page import line
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import Standing, State
from alcto_core.evaluation.status_document import standing_document
from alcto_core.host.plugins import load_plugins
from alcto_core.records.reading import read_text
from alcto_core.rules.library import Library
from alcto_core.telling.card import card
from alcto_core.telling.sentences import verdict

TD = """schema = 1
[person]
name = "Jordan Avery"
[[credential]]
program = "al-td-ceu"
from = 2025-10-01
[[activity]]
id = "winter"
title = "Winter"
date = 2026-01-28
hours = 9
strands = ["al-cto/it"]
offering = "alet/winter-conference"
"""
CETL = """schema = 1
[person]
name = "Jordan Avery"
[[credential]]
program = "cosn-cetl"
issued = 2023-05-01
[[activity]]
id = "much"
title = "Much"
date = 2024-01-28
hours = 57
strands = ["cetl/data"]
"""
DAY_AFTER = date(2026, 10, 1)
WENT = "unless you went"


def planned(hours: float, day: str = "2026-09-28", strand: str = "al-cto/it", more: str = "") -> str:
    return f"""[[activity]]
id = "meeting-{day}"
title = "Region meeting"
date = {day}
hours = {hours}
strands = ["{strand}"]
offering = "alet/region-meeting"
status = "planned"
{more}
"""


def judged(library: Library, text: str, on: date, **asked: object) -> Standing:
    records = read_text(text.encode()).records
    assert records is not None
    (standing,) = evaluate_all(records, library, on, **asked)  # type: ignore[arg-type]
    return standing


def test_a_year_that_going_would_have_met_is_missed_unless_the_person_went(alabama: Library) -> None:
    standing = judged(alabama, TD + planned(3), DAY_AFTER)
    assert standing.alerts == ("FY26 is MISSED unless you went to “Region meeting” (28 Sep 2026): 3 hours missing.",)
    assert "FY26 MISSED unless you went, 3 hours missing" in line((standing,))
    assert standing.next.startswith(
        "Say whether you went to “Region meeting” (28 Sep 2026): `alcto edit meeting-2026-09-28"
    )
    told = standing_document(standing)
    assert [(one["period"]["name"], one["state"], one["missing"]) for one in told["earlier"]] == [
        ("FY26", "non-compliant", 3.0)
    ]
    assert told["state"] == "in-progress"
    ended = judged(alabama, TD + planned(3), DAY_AFTER, period="FY26")
    assert ended.state is State.NON_COMPLIANT
    assert card(ended).state == "MISSED unless you went"
    assert verdict(ended) == (
        "TD-CEU FY26 was due 30 Sep 2026 and is missed, unless you went to “Region meeting” (28 Sep 2026): "
        "3 hours missing."
    )


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        (planned(2.99), "too few hours"),
        (planned(3, "2026-10-01"), "a day of the next year"),
        (planned(3, "2025-09-30"), "a day of the year before"),
        (planned(3, more='counts_for = ["another"]'), "kept for another credential"),
        (planned(3, strand="cetl/data"), "no strand of the six"),
        ("", "nothing planned"),
    ],
)
def test_what_would_not_help_leaves_the_year_missed_without_a_word(alabama: Library, entries: str, why: str) -> None:
    standing = judged(alabama, TD + entries, DAY_AFTER)
    assert standing.before is not None, why
    assert standing.before.state is State.NON_COMPLIANT, why
    said = " ".join((*standing.alerts, standing.next, line((standing,))))
    assert WENT not in said, why
    assert "whether you went" not in said, why


def test_two_entries_of_which_each_is_needed_are_both_named(alabama: Library) -> None:
    standing = judged(alabama, TD + planned(1.5) + planned(1.5, "2026-09-29"), DAY_AFTER)
    assert standing.next.startswith(
        "Say whether you went to “Region meeting” (28 Sep 2026) and “Region meeting” (29 Sep 2026); "
        "of each that took place: `alcto edit ID"
    )


def test_before_the_last_day_is_over_nothing_is_missed(alabama: Library) -> None:
    standing = judged(alabama, TD + planned(3), date(2026, 9, 30))
    assert standing.state is State.IN_PROGRESS
    assert standing.unanswered == ()
    assert WENT not in verdict(standing)


def test_an_answer_takes_the_words_away(alabama: Library) -> None:
    went = judged(alabama, TD + planned(3).replace('status = "planned"\n', ""), DAY_AFTER)
    assert went.before is None
    counted = judged(alabama, TD + planned(3), DAY_AFTER, plan=True)
    assert counted.before is None


def test_a_cycle_that_is_over_is_missed_unless_the_person_went() -> None:
    meeting = planned(3, "2026-04-30", strand="cetl/data").replace('offering = "alet/region-meeting"\n', "")
    standing = judged(load_plugins(no_plugins=True).library, CETL + meeting, date(2026, 5, 2))
    assert standing.state is State.NON_COMPLIANT
    assert card(standing).state == "MISSED unless you went"
    assert line((standing,)).startswith("CETL 2023-2026: MISSED unless you went, 3 hours")
