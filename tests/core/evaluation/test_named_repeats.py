"""A repeat names the delivery that holds the credit as a person knows it: by its day, and only where needed more."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library

CETL = Credential(program="cosn-cetl", id="cetl", issued=date(2025, 1, 10))


def talk(id: str, title: str, day: date, course: str = "phishing") -> Activity:
    return Activity(
        id=id, title=title, date=day, hours=3 * HOUR, strands=("cetl/instruction",), course=course,
        category=("cosn-cetl/instruction",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "day", "says"),
    [
        ("Phishing", date(2025, 9, 10), "It was credited on 18 Mar 2025: "),
        ("Phishing again", date(2025, 9, 10), "It was credited on 18 Mar 2025 as “Phishing”: "),
        ("Phishing", date(2025, 3, 18), "It was credited on 18 Mar 2025 (a): "),
    ],
)
def test_a_repeat_names_what_it_repeats(title: str, day: date, says: str, alabama: Library) -> None:
    log = (talk("a", "Phishing", date(2025, 3, 18)), talk("b", title, day))
    records = Records(person=Person(name="J"), credentials=(CETL,), activities=log)
    credit = evaluate(records, CETL, alabama, date(2026, 3, 1)).credit("b")
    assert credit is not None
    assert [reason.text[: len(says)] for reason in credit.because] == [says]
