"""A rule set as a page: every rule with its values, its sources, and how fresh they are."""

from __future__ import annotations

import json
from pathlib import Path

from calling import PERSON, Run

RULES = """\
kind = "rule-set"
schema = 1
id = "vt-pd"
title = "Professional development"
short = "VT"
authority = "Vermont"
checked = 2024-12-01
notes = ["The page says nothing of fees."]

[documents.page]
title = "Page of the state"
address = "https://example.org/pd"
read = 2024-12-01

[[window]]
id = "year"
kind = "fiscal-year"
begins = "07-01"
first = 2020-07-01
grace = { months = 3, stage = "on probation", cite = "page:9" }
cite = ["page:3", "page:5"]

[convert]
minutes = { in_hour = 50, cite = "page:6" }

[[rule]]
id = "total"
title = "Hours"
text = "Hours each year."
at_least = [
    { from = 2020-07-01, hours = 8, cite = "page:7" },
    { from = 2025-07-01, hours = 10, cite = "page:8" },
    { from = 2027-07-01, setting = "hours", cite = "page:10" },
]

[[setting]]
id = "hours"
title = "Hours of the new rule"
text = "How many hours are asked for from 2027 on; the state will say."
type = "number"
cite = "page:11"

[[switch]]
id = "online"
default = true
other = false
text = "Online hours count."
other_text = "Only hours in person count."
cite = "page:12"
"""


def written(folder: Path, settings: str = "") -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "vt.toml").write_text(RULES, encoding="utf-8")
    (folder / "records.toml").write_text(f'{PERSON}\n[[credential]]\nprogram = "vt-pd"\n{settings}', encoding="utf-8")


def test_the_page_shows_values_before_now_and_later_with_their_sources(alcto: Run, folder: Path) -> None:
    written(folder)
    page = alcto("rules", "vt-pd").stdout
    for said in (
        "vt-pd: Professional development",
        "Asked for by Vermont. Checked 1 Dec 2024.",
        "That is more than a year ago: see whether the source still says so.",
        "From rules/vt.toml, a file of your own. Not verified: nobody has confirmed it.",
        "Each fiscal year, 1 July to 30 June, named by the year it ends in; the first begins on 1 Jul 2020.",
        "Written in Page of the state, lines 3 and 5.",
        "3 months more, on probation.",
        "50 minutes are an hour.",
        "Earlier, 1 Jul 2020 to 30 Jun 2025: at least 8 hours.",
        "In force on 1 Mar 2026: at least 10 hours, since 1 Jul 2025 until 30 Jun 2027.",
        "From 1 Jul 2027 on: at least the number that you set as “Hours of the new rule”.",
        "How many hours are asked for from 2027 on; the state will say.",
        "Not set: `alcto credential change vt-pd --setting hours=…` sets it.",
        "In use: yes. The other reading: Only hours in person count (no).",
        "The page says nothing of fees.",
        "Page of the state, https://example.org/pd; read 1 Dec 2024.",
    ):
        assert said in page, said
    headings = ["WHEN", "WHAT COUNTS", "WHAT IS ASKED", "WHAT YOU MUST SET", "WHAT IS UNCLEAR", "SOURCES"]
    assert [page.index(heading) for heading in headings] == sorted(page.index(heading) for heading in headings)


def test_the_page_shows_what_the_person_set(alcto: Run, folder: Path) -> None:
    written(folder, "settings = { online = false, hours = 12 }\n")
    page = alcto("rules", "vt-pd").stdout
    assert "Only hours in person count.\n  In use: no, as vt-pd sets it." in page
    assert "The other reading: Online hours count (yes)." in page
    assert "Set for vt-pd: 12." in page
    (rules,) = json.loads(alcto("rules", "vt-pd", "--json").stdout)["rule_sets"]
    clauses = {one["id"]: one for one in rules["rules"]}
    assert clauses["online"]["set"] == {"vt-pd": "false"}
    assert rules["stale"] is True
    assert rules["file"] == "rules/vt.toml"


def test_the_page_says_which_lists_are_installed_and_which_is_lacking(alcto: Run, records: Path) -> None:
    page = alcto("rules", "al-td-ceu").stdout
    assert "Approved external events, FY26 (external-fy26): 1 Oct 2025 to 30 Sep 2026; checked" in page
    assert "No list of" not in page
    later = alcto("rules", "al-td-ceu", "--on", "2026-10-01").stdout
    assert "No list of external events covers 1 Oct 2026. `alcto rules add FILE` installs one." in later


def test_a_rule_set_is_stale_a_year_and_a_day_after_it_was_checked(alcto: Run, records: Path) -> None:
    assert "more than a year" not in alcto("rules", "--on", "2027-11-22").stdout
    assert "not checked for more than a year" in alcto("rules", "--on", "2027-11-23").stdout
