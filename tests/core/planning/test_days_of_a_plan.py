"""The days of a plan lie in the windows in force: at the edges of a fiscal year and of a cycle, for events held
on a few days, and for families of courses."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.host.plugins import load_plugins
from alcto_core.planning.planned import Plan, told, with_entries
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.reading import read_text
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Catalogue

INSTALLED = load_plugins(no_plugins=True).library
TD_CEU = '[[credential]]\nprogram = "al-td-ceu"\nsettings = { academy = "finished" }\n'
AL_CTO = '[[credential]]\nprogram = "al-cto"\nissued = 2023-06-01\nrenewed = []\n'
LIST = """kind = "catalogue"
schema = 1
id = "few-days"
title = "Few days"
source = "alet"
checked = 2026-01-01
cite = "d:1"
from = 2025-10-01
until = 2027-09-30
[documents.d]
title = "Document"
read = 2026-01-01
[[offering]]
id = "alet/last-day"
title = "Last day"
from = 2026-09-30
until = 2026-09-30
cite = "d:1"
[[offering]]
id = "alet/across"
title = "Across the years"
from = 2026-09-29
until = 2026-10-02
cite = "d:1"
"""


def planned(credentials: str, on: date, *, own_list: bool = False) -> Plan:
    text = f'schema = 1\n[person]\nname = "J"\nrole_began = 2023-01-01\n{credentials}'
    records = read_text(text.encode()).records
    assert records is not None
    library = INSTALLED
    if own_list:
        catalogue = read_rule_file(LIST.encode(), "few-days.toml")
        assert isinstance(catalogue, Catalogue)
        library = Library(INSTALLED.published.values(), INSTALLED.frameworks.values(), [catalogue])
    return plan(PlanQuestion(records=records, library=library, on=on))


def comes_true(found: Plan) -> bool:
    """Whether it does on the first, a middle and the last day of each entry."""
    question = found.question
    for part in (0.0, 0.5, 1.0):
        entries = []
        for at, one in enumerate(found.todo):
            assert one.by is not None and question.on <= (one.day or question.on) <= one.by
            day = one.day or question.on + (one.by - question.on) * part
            entries.append(msgspec.structs.replace(one.activity(f"todo-{at}", question.on), date=day))
        done = with_entries(question.records, entries)
        if told(evaluate_all(done, question.library, question.on, plan=True, readings=False)) != told(found.after):
            return False
    return True


@pytest.mark.parametrize(
    ("on", "by"),
    [
        (date(2026, 9, 29), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2027, 9, 30)),
    ],
)
def test_a_fiscal_year_ends_with_september(on: date, by: date) -> None:
    found = planned(TD_CEU, on)
    assert {(one.day, one.by) for one in found.todo} == {(None, by)} and comes_true(found)


@pytest.mark.parametrize("on", [date(2026, 5, 31), date(2026, 6, 1)])
def test_the_due_date_of_a_cycle_is_in_time(on: date) -> None:
    found = planned(AL_CTO, on)
    assert {(one.day, one.by) for one in found.todo} == {(None, date(2026, 6, 1))} and comes_true(found)
    assert len({one.title for one in found.todo}) == len(found.todo)


@pytest.mark.parametrize("on", [date(2026, 6, 2), date(2026, 6, 30), date(2026, 7, 1)])
def test_after_the_due_date_of_a_cycle_nothing_is_left_to_do(on: date) -> None:
    found = planned(AL_CTO, on)
    assert not found.todo and "It was due on 1 Jun 2026" in found.unreachable[0].text


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2026, 6, 30), {"alet/across": (date(2026, 9, 29), date(2026, 9, 30)),
                             "alet/last-day": (date(2026, 9, 30), date(2026, 9, 30))}),
        (date(2026, 9, 30), {"alet/across": (None, date(2026, 9, 30)), "alet/last-day": (None, date(2026, 9, 30))}),
        (date(2026, 10, 1), {"alet/across": (None, date(2026, 10, 2))}),
    ],
)  # fmt: skip
def test_events_of_a_few_days_serve_on_their_days_inside_the_window(
    on: date, days: dict[str, tuple[date | None, date]]
) -> None:
    found = planned(TD_CEU, on, own_list=True)
    assert {one.offering: (one.day, one.by) for one in found.todo} == days and comes_true(found)


def test_hours_for_two_programs_are_due_at_the_first_of_their_days() -> None:
    found = planned(TD_CEU + AL_CTO.replace("2023", "2024"), date(2026, 9, 30))
    both = [one for one in found.todo if "al-td-ceu" in one.counts]
    assert {one.by for one in both} == {date(2026, 9, 30)} and all("al-cto" in one.counts for one in both)
    assert {one.by for one in found.todo if one not in both} == {date(2027, 6, 1)} and comes_true(found)
