"""What a plan hangs on, in words: one entry, any two of them, or so many pairs that they are not all looked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from alcto_core.hours import HOUR
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.planning.risk import risks
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.telling.plan import plan_sheet


def told(alabama: Library, hours: Sequence[int]) -> tuple[str, str, list[str]]:
    """Title and sentences of the verdict, and what it hangs on, for somebody with entries of so many hours."""
    entries = tuple(
        Activity(
            id=f"a{at}",
            title=f"A{at}",
            date=date(2026, 1, at + 1),
            hours=one * HOUR,
            strands=("al-cto/it",),
            offering="alet/region-meeting",
        )
        for at, one in enumerate(hours)
    )
    person = Person(name="J", state="AL", role_began=date(2015, 1, 1))
    held = Credential(program="al-td-ceu", id="td")
    question = PlanQuestion(
        records=Records(person=person, credentials=(held,), activities=entries), library=alabama, on=date(2026, 3, 2)
    )
    found = plan(question)
    sheet = plan_sheet(found, risks(found))
    (risk,) = sheet.items("risk")
    hanging = [f"{one.title}: {one.figure}" for one in sheet.items("hanging", "hanging-pair")]
    return f"{risk.title} {risk.state}".strip(), ". ".join(risk.said), hanging


SPARE = " more, beside the plan, would make it safe"


@pytest.mark.parametrize(
    ("hours", "title", "said", "hanging"),
    [
        ([12], "Not safe", f"12 hours{SPARE}", ["A0: 12 hours missing"]),
        (
            [9, 6, 6],
            "Safe if one is refused",
            f"It has its hours whichever one entry is refused, but not whichever two. 6 hours{SPARE}",
            ["A0 and A1: 6 hours missing", "A0 and A2: 6 hours missing", "A1 and A2: 3 hours missing"],
        ),
        ([6, 6, 6, 6], "Safe", "It has its hours whichever one or two entries are refused", []),
    ],
)
def test_it_is_said_whether_one_or_two_entries_matter(
    alabama: Library, hours: list[int], title: str, said: str, hanging: list[str]
) -> None:
    assert told(alabama, hours) == (title, said, hanging)


def test_of_many_pairs_only_some_are_named(alabama: Library) -> None:
    _, said, hanging = told(alabama, [1] * 13)
    assert said.endswith("So many pairs of entries matter that no spare was worked out")
    assert len(hanging) == 9 and hanging[-1] == "And at least 32 further pairs: "


@pytest.mark.parametrize("program", ["al-cto", "al-cto-academy"])
def test_what_cannot_be_told_is_neither_met_nor_safe(alabama: Library, program: str) -> None:
    # without cohort, day of issue or first day in the post there is no window, and nothing is asked for yet
    person = Person(name="J", state="AL", role="technology-director")
    held = Credential(program=program, id=program)
    question = PlanQuestion(records=Records(person=person, credentials=(held,)), library=alabama, on=date(2026, 3, 2))
    found = plan(question)
    risk = risks(found)
    sheet = plan_sheet(found, risk)
    (after,), (hangs,) = sheet.items("after"), sheet.items("risk")
    assert (after.state, after.tone) == ("CANNOT TELL", "unknown")
    assert (hangs.title, hangs.tone) == ("Cannot be told", "unknown")
    assert [one.safe for one in risk] == [False]
