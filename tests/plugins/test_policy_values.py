"""Every fact of the programs can be walked from its value in a rule file to the citation beside it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PLUGINS = HERE.parents[1] / "plugins"
FACTS = tomllib.loads((HERE / "policy_values.toml").read_text("utf-8"))["fact"]

# the twenty approved events: first line on the page, what limits the row, its figure
FY26 = [
    ("e-rate-boot-camp", "most", 3), ("sde-edtech-region-meeting", "most", 3), ("edtech-connects-online", "most", 3),
    ("aetc", "most", 3), ("powerschool-conference", "most", 3), ("government-digital-summit", "award", 3),
    ("atim-plu-ai", "award", 3), ("cbt-network-plus", "award", 4), ("cbt-security-plus", "award", 4),
    ("cosn-conference", "most", 6), ("cosn-early-career", "most", 6), ("cosn-workshop", "most", 3),
    ("fetc", "most", 6), ("iste", "most", 6), ("gemini-educators", "award", 2), ("google-level-1", "award", 3),
    ("fiber-optics-123", "award", 3), ("k12six", "most", 3), ("rtm-innovation-forum", "most", 3),
    ("southeast-cybersecurity-summit", "most", 3),
]  # fmt: skip
# the six strands, with the lines of the four pages
STRANDS = {
    "roles": ["training:11", "recert:15", "academy:14", "alcto:27"],
    "teaching": ["training:12", "recert:18", "academy:17", "alcto:30"],
    "planning": ["training:13", "recert:20", "academy:15", "alcto:32"],
    "law-ethics": ["training:14", "recert:16", "academy:19-20", "alcto:28"],
    "it": ["training:15", "recert:19", "academy:18", "alcto:31"],
    "data": ["training:16", "recert:17", "academy:16", "alcto:29"],
}


@cache
def rule_file(name: str) -> dict[str, Any]:
    package, _, file = name.partition("/")
    return tomllib.loads((PLUGINS / package / "rules" / f"{file}.toml").read_text("utf-8"))


def walked(name: str, at: list[str | int]) -> tuple[Any, list[str]]:
    """The value at the end of the way, and the nearest citations above it."""
    here: Any = rule_file(name)
    cites: list[str] = as_list(here.get("cite"))
    for key in at:
        if isinstance(here, list) and isinstance(key, str):
            known = ("id", "name", "unit", "program", "title")
            (here,) = [one for one in here if any(one.get(word) == key for word in known)]
        else:
            here = here[key]
        if isinstance(here, dict) and "cite" in here:
            cites = as_list(here["cite"])
    return here, cites


def as_list(cite: str | list[str] | None) -> list[str]:
    return [cite] if isinstance(cite, str) else cite or []


@pytest.mark.parametrize("fact", FACTS, ids=[f"{fact['file'].partition('/')[2]}: {fact['what']}" for fact in FACTS])
def test_the_fact_stands_in_its_rule_file_with_its_citation(fact: dict[str, Any]) -> None:
    assert fact.keys() & {"value", "says", "cites"}
    value, cites = walked(fact["file"], fact["at"])
    if "inside" in fact:
        cites = walked(fact["file"], [*fact["at"][:-1], *fact["inside"]])[1]
    if "value" in fact:
        assert value == fact["value"]
        assert type(value) is type(fact["value"])
    if "says" in fact:
        assert fact["says"] in value
    assert set(fact.get("cites", ())) <= set(cites)
    documents = rule_file(fact["file"])["documents"]
    assert all(cite.partition(":")[0] in documents for cite in cites)


@pytest.mark.parametrize(("place", "row"), list(enumerate(FY26)), ids=[row[0] for row in FY26])
def test_every_approved_event_has_its_hours_and_its_line(place: int, row: tuple[str, str, int]) -> None:
    id, key, hours = row
    value, cites = walked("alcto_alabama/catalogue-external-fy26", ["offering", f"external/{id}", key])
    assert value == hours
    assert f"training:{36 + 2 * place}-{37 + 2 * place}" in cites


@pytest.mark.parametrize("id", STRANDS)
def test_every_strand_has_the_line_of_each_spelling(id: str) -> None:
    _, cites = walked("alcto_alabama/framework-al-cto", ["strand", f"al-cto/{id}"])
    assert set(STRANDS[id]) <= set(cites)


def test_the_table_names_every_program() -> None:
    shipped = {
        f"{file.parents[1].name}/{file.stem}"
        for file in PLUGINS.glob("*/rules/*.toml")
        if tomllib.loads(file.read_text("utf-8"))["kind"] == "rule-set"
    }
    assert shipped <= {fact["file"] for fact in FACTS}


def test_no_line_is_cited_that_a_document_does_not_have() -> None:
    for fact in FACTS:
        documents = rule_file(fact["file"])["documents"]
        for cite in fact.get("cites", ()):
            key, _, place = cite.partition(":")
            numbers = [int(number) for number in re.findall(r"\d+", place)]
            assert all(1 <= number <= documents[key]["lines"] for number in numbers), cite
