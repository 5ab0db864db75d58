"""What a judgement says of its entries before anybody looks at one of them is what they say themselves."""

from __future__ import annotations

import random
from datetime import timedelta

import msgspec
import pytest
from random_logs import ON, cycle_log, records, year_log

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.evaluate import windows_of
from alcto_core.evaluation.judgement import judge
from alcto_core.records.types import Activity, AuthorityRecord
from alcto_core.rules.library import Library


def as_posted(chance: random.Random, activity: Activity) -> Activity:
    """The activity with what an authority may have said of it."""
    said = chance.choice(("posted", "refused", "submitted"))
    hours = chance.choice((None, activity.hours // 2))
    record = AuthorityRecord(credential="al-td-ceu", state=said, on=activity.date + timedelta(days=9), hours=hours)
    posted = chance.choice((None, None, activity.date + timedelta(days=9)))
    return msgspec.structs.replace(activity, posted=posted, records=chance.choice(((), (), (record,))))


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize(("program", "log"), [("al-td-ceu", year_log), ("al-cto", cycle_log)])
def test_what_is_said_of_credits_that_nobody_made_yet_is_what_they_say(
    alabama: Library, seed: int, program: str, log: object
) -> None:
    chance = random.Random(seed)
    made = year_log(chance, 12) if log is year_log else cycle_log(chance, 12)
    far = msgspec.structs.replace(made[0], id="far", offering="alet/talent", date=ON + timedelta(days=2))
    held = records(program, [as_posted(chance, one) for one in (*made, far)])
    case = Case(held, held.credentials[0], alabama.rule_sets[program], alabama, ON + timedelta(days=9))
    for span in windows_of(held, held.credentials[0], alabama, case.on, case.on):
        credits = judge(case, span).credits
        before = credits.counting, credits.unknown, credits.doubt, credits.confirmed
        assert not credits._made or credits.doubt, "they were made though nobody looked at one"
        assert before == (
            {one.activity for one in credits if one.counted},
            sum(one.unknown for one in credits),
            next((one.doubt for one in credits if one.doubt and one.counted), ""),
            sum(one.confirmed for one in credits),
        )
        assert before == (credits.counting, credits.unknown, credits.doubt, credits.confirmed)
        assert len(credits) == len(credits.all) and tuple(credits) == credits[:] == credits.all
