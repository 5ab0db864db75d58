"""The charts say what the standing says, for random people under every rule set that ships or is tested."""

from __future__ import annotations

import os
import random
import re

import pytest
from random_people import person
from regime_library import folders, library_of

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import Standing, State
from alcto_core.host.plugins import load_plugins
from alcto_core.hours import HOUR
from alcto_core.rules.library import Library
from alcto_core.telling.charts import BurnUp, Months, burn_up, carried_in, charts_of, months, nothing_drawn

PEOPLE = int(os.environ.get("ALCTO_SENTENCES", "6"))
LIBRARIES = [load_plugins(no_plugins=True).library, *(library_of(folder) for folder in folders())]
PROGRAMS = [(id, library) for library in LIBRARIES for id in library.rule_sets]
UNDRAWN = frozenset({"ky-eila", "ms-licence", "fcmat-cbo", "cetpa-cto-mentor"})
"""Rule sets that ask for no hours, or of which the random people have no figure that is sure."""
FIGURES = re.compile(r"^(\d+(?:\.\d+)?) of (\d+(?:\.\d+)?) ")


def is_near(figure: str, hours: float) -> bool:
    return abs(float(figure) - hours / HOUR) < 0.0101


def check_burn_up(chart: BurnUp, standing: Standing) -> None:
    hours, days = standing.hours, [point.day for point in (*chart.points, *chart.ahead)]
    assert chart.total == hours.counted + carried_in(standing)
    assert days == sorted(days)
    assert chart.start <= days[0] and days[-1] <= chart.last
    amounts = [point.hours for point in (*chart.points, *chart.ahead)]
    assert amounts == sorted(amounts)
    assert all(point.day <= chart.on or point.day == chart.start for point in chart.points)
    assert all(point.day >= chart.on for point in chart.ahead)
    assert [chart.at(point.day) for point in chart.points[-1:]] == [chart.counted]
    assert chart.line(chart.end) == chart.needed == hours.needed
    figures = FIGURES.match(chart.sentence)
    assert figures is not None, chart.sentence
    assert is_near(figures[1], chart.counted) and is_near(figures[2], chart.needed)
    assert (float(figures[1]) >= float(figures[2])) == (chart.counted >= chart.needed), chart.sentence
    if standing.pace is not None and hours.missing and hours.missing == chart.needed - chart.counted:
        assert (standing.pace == "behind") == (chart.counted < chart.line(chart.on))
    if standing.state in {State.IN_PROGRESS, State.NON_COMPLIANT} and hours.missing and chart.counted >= chart.needed:
        assert "missing" in chart.sentence or "can no longer" in chart.sentence, chart.sentence


def check_months(chart: Months, standing: Standing) -> None:
    assert sum(month.hours for month in chart.months) == standing.hours.counted
    assert sum(chart.sums) == standing.hours.counted
    firsts = [month.first for month in chart.months]
    assert firsts == sorted(set(firsts))
    assert all(month.hours > 0 and min(month.strands) >= 0 for month in chart.months)
    assert chart.start.replace(day=1) <= firsts[0] and firsts[-1] <= chart.last
    assert len(set(map(len, (chart.strands, *(month.strands for month in chart.months))))) == 1


def check(standing: Standing, library: Library) -> int:
    """Every chart of a standing; how many there are."""
    charts = charts_of(standing, library)
    for chart in charts:
        assert "None" not in chart.sentence and "  " not in chart.sentence
        assert chart.sentence[-1] in ".?!:"
    if standing.is_doubtful or standing.state is State.NOT_APPLICABLE:
        assert not charts
        assert standing.short in nothing_drawn(standing)
    if (burnt := burn_up(standing)) is not None:
        check_burn_up(burnt, standing)
    if (found := months(standing, library)) is not None:
        check_months(found, standing)
    return len(charts)


@pytest.mark.parametrize(("program", "library"), PROGRAMS, ids=[program for program, _ in PROGRAMS])
def test_charts_add_up_to_the_standing(program: str, library: Library) -> None:
    drawn = 0
    for seed in range(PEOPLE * 3):
        chance = random.Random(f"charts {program} {seed}")
        records, on = person(chance, library, library.rule_sets[program])
        plain = evaluate_all(records, library, on, readings=False)
        planned = evaluate_all(records, library, on, plan=True, readings=False)
        for standing, after in zip(plain, planned, strict=True):
            drawn += check(standing, library)
            check(after, library)
            chart = burn_up(standing, after)
            if chart is not None and after.period == standing.period:
                assert chart.counted == standing.hours.counted + carried_in(standing)
                assert chart.total == after.hours.counted + carried_in(after)
    assert drawn or program in UNDRAWN
