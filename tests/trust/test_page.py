"""The page on trust names what the harness does, and the mutations still fit the code."""

from __future__ import annotations

import re

import pytest
from broken_rules import MUTATIONS, Mutation
from mutations import broken_text
from page import PAGE, tables, with_tables
from relations import RELATIONS


def test_the_page_holds_the_relations_the_open_points_and_the_mutations() -> None:
    text = PAGE.read_text("utf-8")
    assert text == with_tables(text), "Run `python tests/trust/page.py`, and look at what it wrote."
    assert all(f"| {name} |" in tables()["relations"] for name in RELATIONS)


def test_the_page_quotes_a_long_run_without_a_disagreement_or_says_that_there_is_none_yet() -> None:
    figures = re.search(r"<!-- figures -->\n(.*?)\n<!-- end of figures -->", PAGE.read_text("utf-8"), re.DOTALL)
    assert figures is not None
    if not figures[1].startswith("Not run yet"):
        said = dict(re.findall(r"^(.+?)  +([\d,]+)$", figures[1], re.MULTILINE))
        assert int(said["people"].replace(",", "")) >= 200_000
        assert said["disagreements"] == said["broken relations"] == "0"
        assert {name.removeprefix("relation ") for name in said if name.startswith("relation ")} == set(RELATIONS)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: f"{one.rule}: {one.what}")
def test_the_mutation_fits_the_code(mutation: Mutation) -> None:
    assert broken_text(mutation)


def test_there_is_a_mutation_for_each_reading_that_decides_a_verdict() -> None:
    assert len(MUTATIONS) >= 40
    assert len({(one.file, one.old, one.new) for one in MUTATIONS}) == len(MUTATIONS)
