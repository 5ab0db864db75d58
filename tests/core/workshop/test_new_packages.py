"""New packages and new rule sets: whatever the shape, what is written can be used at once and its cases hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.host.plugins import load_plugins
from alcto_core.problems import Refused
from alcto_core.rules.library import Library
from alcto_core.workshop.plugin_package import lay_down, package
from alcto_core.workshop.running import trial_of
from alcto_core.workshop.shape import Shape, checked

TODAY = date(2026, 11, 29)
DAYS = st.dates(date(2001, 1, 1), date(2001, 12, 31)).map(lambda day: f"{day:%m-%d}")
AMOUNTS = st.integers(1, 20_000).map(lambda number: Decimal(number) / 100)
UNITS = st.dictionaries(st.sampled_from(["ceu", "credit-hour"]), AMOUNTS, max_size=2)
SHAPES = st.one_of(
    st.builds(Shape, begins=DAYS, years=st.integers(0, 3), hours=AMOUNTS, units=UNITS, carry=st.none() | AMOUNTS),
    st.builds(Shape, window=st.just("calendar-year"), hours=AMOUNTS, carry=st.none() | AMOUNTS),
    st.builds(
        Shape,
        window=st.just("cycle"),
        years=st.integers(1, 6),
        ends=st.sampled_from(["anniversary", "eve", "month", "12-31", "02-28", "06-30"]),
        hours=AMOUNTS,
        units=UNITS,
        carry=st.none() | AMOUNTS,
    ),
)


@cache
def library() -> Library:
    return load_plugins(no_plugins=True).library


def wrong_in(folder: Path) -> list[str]:
    trial = trial_of(folder, library())
    said = [str(problem) for problem in trial.gathering.problems]
    return said + [f"{one.name}: {wrong}" for one in trial.results() for wrong in one.mismatches]


@settings(max_examples=tries(45), deadline=None)
@given(shape=SHAPES)
def test_whatever_its_shape_a_new_package_can_be_used_and_its_cases_hold(
    shape: Shape, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("package")
    lay_down(package("xy", checked(shape), library(), TODAY), folder)
    assert wrong_in(folder) == []


FRESH = [
    Shape(begins="07-01"),
    Shape(begins="10-01", years=2, carry=Decimal(4)),
    Shape(window="calendar-year", years=3, hours=Decimal("7.5")),
    Shape(window="cycle", years=5, ends="06-30", units={"ceu": Decimal(10)}),
    Shape(window="cycle", years=2, ends="month", carry=Decimal(4)),
]


@pytest.mark.parametrize("shape", FRESH, ids=lambda shape: f"{shape.window}-{shape.years}-{shape.ends}")
def test_the_cases_of_a_new_package_leave_no_gap(shape: Shape, tmp_path: Path) -> None:
    lay_down(package("xy", checked(shape), library(), TODAY), tmp_path)
    assert [str(gap) for gap in trial_of(tmp_path, library()).coverage().gaps] == []


@pytest.mark.parametrize("like", ["cosn-cetl", "cetpa-cto-mentor"])
def test_a_package_like_an_installed_rule_set_holds_its_cases(like: str, tmp_path: Path) -> None:
    made = package("xy", Shape(), library(), TODAY, like)
    lay_down(made, tmp_path)
    assert wrong_in(tmp_path) == []
    assert sum(path.startswith("alcto_xy/cases/") for path in made.files) > 5
    assert made.left_out == ()


@pytest.mark.parametrize(
    "name",
    ["", "X", "x y", "../x", "-x", "x-", "1x", "x/y", "x" * 41, "ünder", "x\x1b", "alabama", "core", "al-cto", "cetl"],
)
def test_a_name_that_makes_no_plugin_or_is_taken_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        package(name, Shape(), library(), TODAY)


def test_what_is_in_the_folder_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(Refused, match="something in"):
        lay_down(package("xy", Shape(), library(), TODAY), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


WRONG_SHAPES: list[Mapping[str, object]] = [
    {"begins": "13-01"},
    {"begins": "02-29"},
    {"ends": "12-31"},
    {"window": "cycle", "begins": "07-01"},
    {"window": "cycle", "ends": "never"},
    {"hours": Decimal("0")},
    {"hours": Decimal("1.005")},
    {"hours": Decimal("nan")},
    {"carry": Decimal("-1")},
    {"units": {"ceu": Decimal(2000)}},
    {"years": 21},
]


@pytest.mark.parametrize("wrong", WRONG_SHAPES, ids=str)
def test_a_shape_that_makes_no_sense_is_refused(wrong: Mapping[str, object]) -> None:
    with pytest.raises(Refused):
        checked(msgspec.structs.replace(Shape(), **wrong))
