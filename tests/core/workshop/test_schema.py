"""The schemas for editors agree with what reads the files: on every file that is shipped, and on wrong ones."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from alcto_core.host.case_files import Case, read_case
from alcto_core.problems import Refused, RuleFileError
from alcto_core.records.reading import read_text
from alcto_core.rules.reading import read_rule_file
from alcto_core.workshop.schema import KINDS, schema_of, schema_text

ROOT = Path(__file__).parents[3]


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind), format_checker=FormatChecker(["date"]))


def plain(value: Any) -> Any:
    """TOML's values as JSON has them: a date is text."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def refusals(kind: str, text: str) -> list[str]:
    found = validator(kind).iter_errors(plain(tomllib.loads(text)))
    return [f"{error.json_path}: {error.message}" for error in found]


def is_read(kind: str, text: str, folder: Path) -> bool:
    if kind == "records":
        return not read_text(text.encode()).problems
    if kind == "case":
        file = folder / "case.toml"
        file.write_text(text, "utf-8")
        return isinstance(read_case(file), Case)
    try:
        read_rule_file(text.encode(), "file.toml")
    except RuleFileError:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema_of_the_draft_that_it_names(kind: str) -> None:
    made = json.loads(schema_text(kind))
    Draft202012Validator.check_schema(made)
    assert made["$schema"].endswith("2020-12/schema")
    assert made["additionalProperties"] is False


def test_a_schema_that_there_is_none_of_names_those_that_there_are() -> None:
    with pytest.raises(Refused, match="did you mean catalogue"):
        schema_of("catalog")


def shipped() -> Iterator[tuple[str, Path]]:
    places = [*ROOT.glob("plugins/*/rules/*.toml"), *ROOT.glob("tests/regimes/*/*.toml")]
    for file in sorted(places):
        kind = re.search(r'^kind = "(.*)"$', file.read_text("utf-8"), re.MULTILINE)
        assert kind is not None, file
        yield kind[1], file
    for file in sorted(ROOT.glob("alcto_core/demo/*.toml")):
        yield "records", file


def test_every_rule_file_that_is_shipped_fits_its_schema() -> None:
    found = list(shipped())
    assert len(found) > 40
    assert {str(file): said for kind, file in found if (said := refusals(kind, file.read_text("utf-8")))} == {}


def test_every_case_that_is_shipped_fits_the_schema_and_so_do_its_records() -> None:
    cases = sorted([*ROOT.glob("plugins/*/cases/*.toml"), *ROOT.glob("tests/regimes/*/cases/*.toml")])
    assert len(cases) > 600
    wrong = {}
    for case in cases:
        text = case.read_text("utf-8")
        if said := refusals("case", text):
            wrong[case.name] = said
        records = tomllib.loads(text)["records"]
        if not read_text(records.encode()).problems and (said := refusals("records", records)):
            wrong[case.name] = said
    assert wrong == {}


RIGHT = {
    "records": """
schema = 1
[person]
name = "Jordan Avery"
[[credential]]
program = "xy-pd"
issued = 2024-07-01
[[activity]]
id = "one"
title = "One"
date = 2026-01-28
hours = 6.5
format = "online"
""",
    "rule-set": """
kind = "rule-set"
schema = 1
id = "xy-pd"
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
cite = "page:1"
[[rule]]
id = "total"
title = "Ten"
text = "Ten hours."
at_least = [{ from = 2024-07-01, hours = 10, cite = "page:1" }]
at_most = [{ from = 2024-07-01, percent = 50, cite = "page:1" }]
[convert]
minutes = { in_hour = 50, cite = "page:1" }
""",
    "framework": """
kind = "framework"
schema = 1
id = "xy"
title = "XY"
checked = 2026-11-22
[documents.page]
title = "A page"
read = 2026-11-22
[[strand]]
id = "xy/safety"
label = "Safety"
short = "Safety"
cite = "page:1"
""",
    "catalogue": """
kind = "catalogue"
schema = 1
id = "xy-2026"
title = "XY"
source = "xy"
from = 2026-01-01
checked = 2026-11-22
cite = "page:1"
[documents.page]
title = "A page"
read = 2026-11-22
[[offering]]
id = "xy/summit"
title = "Summit"
most = 3
cite = "page:1"
""",
    "replacement": """
kind = "replacement"
schema = 1
id = "my-letter"
title = "Two hours less"
replaces = "xy-pd/total"
reason = "Illness."
checked = 2026-11-22
[documents.letter]
title = "A letter"
read = 2026-11-22
[[rule]]
id = "total"
title = "Eight"
text = "Eight hours."
at_least = [{ from = 2025-07-01, hours = 8, cite = "letter:1" }]
""",
    "case": """
name = "six hours count"
on = 2026-03-01
records = "schema = 1\\n[person]\\nname = 'Jordan Avery'"
[expect.xy-pd]
counted = 6
missing = ""
""",
}

WRONG = [
    ("records", "schema = 1\n", "schema = 2\n"),
    ("records", "schema = 1\n", ""),
    ("records", 'name = "Jordan Avery"', 'name = " "'),
    ("records", 'name = "Jordan Avery"', 'nmae = "Jordan Avery"'),
    ("records", "[person]", "[[person]]"),
    ("records", "issued = 2024-07-01", "issued = 2024-07-01T10:00:00"),
    ("records", "issued = 2024-07-01", "renewed = 2024-07-01"),
    ("records", "issued = 2024-07-01", "settings = 3"),
    ("records", 'program = "xy-pd"', ""),
    ("records", "hours = 6.5", "hours = 0"),
    ("records", "hours = 6.5", 'hours = "6.5"'),
    ("records", "hours = 6.5", "hours = 1000.5"),
    ("records", "hours = 6.5", "hours = 1\nminutes = 60"),
    ("records", "hours = 6.5", "minutes = 0.5"),
    ("records", "hours = 6.5", ""),
    ("records", "hours = 6.5", "units = { ceu = 0 }"),
    ("records", 'format = "online"', 'format = "live"'),
    ("records", 'format = "online"', 'strands = "xy/safety"'),
    ("records", 'format = "online"', "[[activity.session]]\ntitle = 'No hours'"),
    ("rule-set", 'id = "xy-pd"', 'id = "XY PD"'),
    ("rule-set", "checked = 2026-11-22", ""),
    ("rule-set", "checked = 2026-11-22", "cheked = 2026-11-22"),
    ("rule-set", "schema = 1", "schema = 2"),
    ("rule-set", 'kind = "fiscal-year"', 'kind = "school-year"'),
    ("rule-set", 'begins = "07-01"', ""),
    ("rule-set", "[[rule]]", "[rule]"),
    ("rule-set", "[[window]]", "[window]"),
    ("rule-set", "hours = 10", "hours = 0"),
    ("rule-set", "hours = 10", 'hours = "10"'),
    ("rule-set", "hours = 10", "hours = 100001"),
    ("rule-set", "hours = 10", "hours = 10, entries = 2"),
    ("rule-set", "hours = 10, ", ""),
    ("rule-set", "percent = 50", "percent = 101"),
    ("rule-set", "in_hour = 50", "in_hour = 61"),
    ("rule-set", "in_hour = 50", "in_hour = 50.5"),
    ("rule-set", "from = 2024-07-01", "from = 7"),
    ("rule-set", ', cite = "page:1" }]', " }]"),
    ("rule-set", 'cite = "page:1"', 'cite = ""'),
    ("rule-set", 'cite = "page:1"', "cite = []"),
    ("framework", 'cite = "page:1"', "cite = 1"),
    ("framework", 'label = "Safety"', ""),
    ("framework", 'short = "Safety"', 'short = "Safety"\naliases = "Privacy"'),
    ("catalogue", "most = 3", "most = -1"),
    ("catalogue", "most = 3", "hours = 3"),
    ("catalogue", 'checked = 2026-11-22\ncite = "page:1"', "checked = 2026-11-22"),
    ("catalogue", 'source = "xy"', ""),
    ("replacement", 'reason = "Illness."', ""),
    ("replacement", 'kind = "replacement"', 'kind = "rule-set"'),
    ("case", "on = 2026-03-01", ""),
    ("case", "on = 2026-03-01", "on = 2026-03-01\nof = 2"),
    ("case", "on = 2026-03-01", "on = 2026-03-01\nplan = 1"),
    ("case", '[expect.xy-pd]\ncounted = 6\nmissing = ""', ""),
]


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_reader_take_what_is_right(kind: str, tmp_path: Path) -> None:
    assert refusals(kind, RIGHT[kind]) == []
    assert is_read(kind, RIGHT[kind], tmp_path)


@pytest.mark.parametrize(("kind", "right", "wrong"), WRONG, ids=[f"{kind}-{wrong}" for kind, _, wrong in WRONG])
def test_schema_and_reader_refuse_what_is_wrong(kind: str, right: str, wrong: str, tmp_path: Path) -> None:
    assert right in RIGHT[kind]
    text = RIGHT[kind].replace(right, wrong, 1)
    assert refusals(kind, text) != []
    assert not is_read(kind, text, tmp_path)


@pytest.mark.parametrize("kind", ["rule-set", "catalogue", "replacement"])
def test_a_key_in_an_editor_says_what_it_means(kind: str) -> None:
    assert "description" in json.dumps(schema_of(kind))


def test_a_figure_that_is_misspelled_in_a_case_is_refused() -> None:
    assert refusals("case", RIGHT["case"].replace("counted", "conuted")) != []
