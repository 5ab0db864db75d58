"""What is next is told with the key that does it, as a command line is not at hand on the screens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.owing import POST
from alcto_core.evaluation.standing import Standing
from alcto_core.host.case_files import Case, read_case
from alcto_core.host.cases import case_files
from alcto_core.host.plugins import load_plugins
from alcto_core.records.types import Credential, Person, Records
from alcto_core.telling.card import card
from alcto_core.telling.charts import nothing_drawn
from alcto_tui.screens.base.mending import alerted, mended, with_place

ROOT = Path(__file__).parents[2]
CASES = [path for folder in sorted(ROOT.glob("plugins/*/cases")) for path in case_files(folder)]
WAYS = {
    "mentor-nothing-yet": "Reach the next stage, Applied. To mark it, press Enter, and there m on it.",
    "mentor-in-the-programme": "Do what is asked next: Mentor's assessment. "
    "To mark it, press Enter, and there m on it.",
}
OTHER_COMMAND = "`alcto rules new"
"""What no key of the screens does."""


@pytest.mark.parametrize("plugin", sorted({path.parts[-3] for path in CASES}))
def test_no_next_step_of_the_shipped_cases_needs_a_command_line_that_a_key_replaces(plugin: str) -> None:
    library, told = load_plugins(no_plugins=True).library, {}
    for path in (path for path in CASES if path.parts[-3] == plugin):
        case = read_case(path)
        assert isinstance(case, Case)
        for standing in evaluate_all(case.records, library, case.on, plan=case.plan, period=case.period):
            words = mended(standing, card(standing).next)
            told[path.stem] = words
            assert "`alcto" not in words or OTHER_COMMAND in words, (path.name, words)
            assert not words.startswith(("Earn", "Choose")) or words.endswith("P shows the plan."), (path.name, words)
    assert told
    assert {name: words for name, words in told.items() if name in WAYS} == {
        name: words for name, words in WAYS.items() if name in told
    }


def held(*programs: str) -> Standing:
    """Where a director stands with the first of these programs, without a cohort or a day of issue."""
    person = Person(name="J", state="AL", role_began=date(2015, 1, 1))
    records = Records(person=person, credentials=tuple(Credential(id=one, program=one) for one in programs))
    return evaluate_all(records, load_plugins(no_plugins=True).library, date(2026, 3, 2))[0]


def test_where_a_due_date_is_recorded_is_told_with_its_key() -> None:
    why = "Neither cohort nor date of issue is recorded; e on its own screen records it."
    assert with_place(nothing_drawn(held("al-cto"))) == f"There is nothing to draw of AL-CTO: {why}"


def test_what_follows_a_credential_is_added_on_home() -> None:
    next = "Add what follows: `alcto credential add cetpa-ccto --issued DATE`."
    standing = held("cetpa-cto-mentor")
    assert mended(standing, next) == "Add what follows: n."
    assert mended(standing, next, is_open=True) == "Add what follows: n on Home."  # n means another thing elsewhere


def test_an_alert_names_the_key_that_records_since_when_one_is_in_the_post() -> None:
    alert = f"Nothing is recorded for FY26; {POST}."
    assert alerted(alert) == "Nothing is recorded for FY26; press i and say since when you are in the post."
    assert "on Home press i" in alerted(alert, is_open=True)
