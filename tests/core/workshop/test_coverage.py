"""Coverage of rule files by their cases: what is covered, what is not, and that the shipped plugins leave no gap."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from alcto_core.host.plugins import load_plugins
from alcto_core.problems import Refused
from alcto_core.rules.library import Library
from alcto_core.toml.layout import shown
from alcto_core.workshop.running import Trial, trial_of

PLUGINS = Path(__file__).parents[3] / "plugins"
REGIME = Path(__file__).parents[2] / "regimes" / "kentucky-eila"


@cache
def library() -> Library:
    return load_plugins(no_plugins=True).library


def gaps(trial: Trial) -> list[str]:
    return [f"{gap.word.id} {shown(gap.path)} {gap.value} -> {gap.moved}" for gap in trial.coverage().gaps]


@pytest.mark.parametrize("plugin", ["alcto_alabama", "alcto_california", "alcto_cosn"])
def test_no_value_and_no_edge_of_a_shipped_plugin_could_be_wrong_unnoticed(plugin: str) -> None:
    assert gaps(trial_of(PLUGINS / plugin, library())) == []


RULES = """\
kind = "rule-set"
schema = 1
id = "xy"
title = "XY"
short = "XY"
authority = "XY"
checked = 2026-11-22
[documents.page]
title = "A page"
read = 2026-11-22
[[window]]
id = "year"
kind = "fiscal-year"
begins = "07-01"
first = 2024-07-01
cite = "page:1"
[[rule]]
id = "total"
title = "Ten"
text = "Ten hours."
at_least = [
    { from = 2024-07-01, hours = 10, cite = "page:1" },
    { from = 2026-07-01, hours = 12, cite = "page:1" },
]
[[rule]]
id = "online"
title = "Online"
text = "At most five online."
select = { format = "online" }
at_most = [{ from = 2024-07-01, hours = 5, cite = "page:1" }]
[[switch]]
id = "unused"
default = true
other = false
text = "So."
other_text = "Not so."
cite = "page:1"
"""
CASE = """\
name = "{name}"
on = {on}
records = '''
schema = 1
[person]
name = "Jordan Avery"
[[credential]]
program = "xy"
[[activity]]
id = "a"
title = "A"
date = {day}
hours = {hours}
format = "{format}"
'''
[expect.xy]
counted = {counted}
{more}
"""


def laid(folder: Path, **cases: dict[str, object]) -> Trial:
    (folder / "rules").mkdir()
    (folder / "cases").mkdir()
    (folder / "rules" / "xy.toml").write_text(RULES, "utf-8")
    for name, told in cases.items():
        text = CASE.format(**{"name": name, "on": "2025-01-01", "more": "", "format": "in-person", **told})
        (folder / "cases" / f"{name}.toml").write_text(text, "utf-8")
    return trial_of(folder, library())


def test_what_no_case_would_miss_is_named(tmp_path: Path) -> None:
    found = gaps(laid(tmp_path, one={"day": "2024-07-01", "hours": 3, "counted": 3, "more": "missing = 7"}))
    assert "xy rule[1].at_most[0].hours 5 -> " in found  # nothing is online
    assert "xy rule[1].at_most[0].hours 5 -> 5.01" in found
    assert "xy rule[0].at_least[1].hours 12 -> " in found  # no case lies in that year
    assert "xy rule[0].at_least[1].from 2026-07-01 -> " in found
    assert "xy switch[0].default true -> " in found
    assert "xy switch[0].other false -> " in found
    assert not [gap for gap in found if "rule[0].at_least[0].hours" in gap]
    assert "xy window[0].begins 07-01 -> 07-02" not in found


def test_cases_at_the_edges_leave_fewer_gaps(tmp_path: Path) -> None:
    found = gaps(
        laid(
            tmp_path,
            first={"day": "2024-07-01", "hours": 3, "counted": 3, "more": "missing = 7"},
            online={"day": "2024-07-01", "hours": 6, "counted": 5, "format": "online"},
            later={"on": "2026-08-01", "day": "2026-07-01", "hours": 3, "counted": 3, "more": "missing = 9"},
        )
    )
    assert [gap for gap in found if "rule" in gap] == []


ENDED = """\
[[rule]]
id = "law"
title = "Law"
text = "Two of law."
until = 2025-07-01
select = { category = "law" }
at_least = [{ from = 2024-07-01, hours = 2, cite = "page:1" }]
"""


def test_only_days_on_which_a_window_begins_are_edges_of_what_has_ended(tmp_path: Path) -> None:
    more = "[expect.xy.requirements.law]\n{}"
    laid(
        tmp_path,
        still={"on": "2025-08-01", "day": "2025-07-01", "hours": 3, "counted": 3, "more": more.format("needed = 2")},
        over={"on": "2026-08-01", "day": "2026-07-01", "hours": 3, "counted": 3, "more": more.format("absent = true")},
    )
    (tmp_path / "rules" / "law.toml").write_text(RULES.replace("[[switch]]", f"{ENDED}[[switch]]"), "utf-8")
    (tmp_path / "rules" / "xy.toml").unlink()
    again = trial_of(tmp_path, library())
    assert [one.mismatches for one in again.results()] == [(), ()]
    # The day before tells 2025-07-01 apart; the day after begins no window.
    assert [gap for gap in gaps(again) if "until" in gap] == []
    for case in (tmp_path / "cases").glob("still.toml"):
        case.unlink()
    left = [gap for gap in gaps(trial_of(tmp_path, library())) if "until" in gap]
    assert left == ["xy rule[2].until 2025-07-01 -> 2025-06-30"]


def test_a_case_that_fails_must_be_put_right_first(tmp_path: Path) -> None:
    trial = laid(tmp_path, one={"day": "2024-07-01", "hours": 3, "counted": 4})
    with pytest.raises(Refused, match="put right first"):
        trial.coverage()


def test_every_case_of_a_package_is_needed_for_something(tmp_path: Path) -> None:
    shutil.copytree(REGIME, tmp_path / "ky")
    whole = gaps(trial_of(tmp_path / "ky", library()))
    for case in (tmp_path / "ky" / "cases").glob("*carried*"):
        case.unlink()
    assert len(gaps(trial_of(tmp_path / "ky", library()))) > len(whole)
