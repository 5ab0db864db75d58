"""What serves in the place of a suggestion is named so that a person knows what it stands beside."""

from __future__ import annotations

from alcto_core.demonstration import DAY, FOLDER
from alcto_core.host.plugins import load_plugins
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.reading import read_text
from alcto_core.telling.plan import plan_sheet


def test_an_event_of_any_strand_in_the_place_of_one_of_a_strand_is_told_apart() -> None:
    library = load_plugins(no_plugins=True).library
    records = read_text((FOLDER / "alabama.toml").read_bytes()).records
    assert records is not None
    sheet = plan_sheet(plan(PlanQuestion(records=records, library=library, on=DAY)))
    ethics = next(one for one in sheet.items("todo") if one.word == "alet-academy/ethics-policies")
    assert ethics.said[-2:] == (
        "Or instead: Academy: Law",
        "Or instead, with the same strands: ALET CTO Academy session",
    )
