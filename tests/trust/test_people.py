"""Random people are judged alike by alcto and by a second reading of the sources; `run.py` is the long form."""

from __future__ import annotations

import copy
from collections import Counter
from datetime import date
from itertools import chain
from typing import Any

import pytest
from agreement import disagreements, shrunk
from asking import Tally, ask, report
from people import someone
from profiles import tries
from relations import RELATIONS, broken

PEOPLE = 2000
JUDGED = tries(PEOPLE)
LOT = 50


@pytest.mark.parametrize("first", range(0, JUDGED, LOT))
def test_random_people_stand_where_the_sources_put_them(first: int) -> None:
    tally = ask(first, LOT)
    assert tally.seen["people"] == LOT
    assert not tally.trouble, "\n\n".join(tally.trouble)


@pytest.mark.parametrize("relation", RELATIONS)
def test_the_relation_says_something_of_most_people(relation: str) -> None:
    said = [broken(person, person.days[0], relation) for person in map(someone, range(20))]
    assert sum(found is not None for found in said) >= 5


def features(records: dict[str, Any]) -> set[str]:
    """What a random person's file holds of what the rules have edges for."""
    found = set()
    for credential in records["credential"]:
        found |= {f"credential {key}" for key in credential}
        steps = credential.get("step", [])
        counts = Counter(step["id"] for step in steps)
        if counts["submitted"] > 1:
            found.add("several hand-ins")
        for step in steps:
            if "waived" in step:
                reason = "a reason" if step["waived"].strip() else "no reason"
                found.add(f"waiver with {reason}")
                if step["id"] in ("submitted", "completed", "examination", "documentation", "certified"):
                    found.add("waiver of what cannot be waived")
        if credential.get("renewed") == "unknown":
            found.add("renewals unknown")
        elif len(credential.get("renewed", ())) > 1:
            found.add("several renewals")
        if credential.get("issued") and credential["issued"] == date(2020, 2, 29):
            found.add("29 February")
        if any(name != name.upper() for name in [credential.get("cohort", "")]):
            found.add("a cohort in odd case")
        found |= {f"setting {name}" for name in credential.get("settings", {})}
    if len({c["program"] for c in records["credential"]}) < len(records["credential"]):
        found.add("a second credential of a program")
    for entry in records["activity"]:
        found |= {f"entry {key}" for key in entry}
        for record in entry.get("record", ()):
            day = "a day" if "on" in record else "no day"
            hours = "some hours" if "hours" in record else "all hours"
            found.add(f"{record['state']} with {day} and {hours}")
        found |= {f"kind {part['kind']}" for part in entry.get("session", ()) if "kind" in part}
    if records["person"].get("role_began") in (date(2024, 10, 1), date(2024, 10, 2)):
        found.add(f"post from {records['person']['role_began']}")
    if "role_began" not in records["person"]:
        found.add("no day of the post")
    return found


def test_random_people_hold_everything_that_the_rules_have_edges_for() -> None:
    held = [features(someone(seed).records) for seed in range(PEOPLE)]
    seen, judged = Counter(chain.from_iterable(held)), set(chain.from_iterable(held[:JUDGED]))
    wanted = {
        *(f"credential {key}" for key in ("cohort", "issued", "due", "renewed", "from", "ended", "settings", "step")),
        *(f"entry {key}" for key in ("hours", "minutes", "split", "offering", "course", "source", "category", "units")),
        *(f"entry {key}" for key in ("format", "status", "posted", "description", "counts_for", "session", "record")),
        *(f"kind {kind}" for kind in ("session", "registration", "exhibit-hall", "meal", "break")),
        *(
            f"{state} with {day} and {hours}"
            for state in ("posted", "refused")
            for day in ("a day", "no day")
            for hours in ("some hours", "all hours")
        ),
        *(f"setting {name}" for name in ("online-counts", "award", "exempt-while-in-academy", "academy-earns")),
        *(
            f"setting {name}"
            for name in ("external-needs-posting", "split", "due-date", "months", "ceus", "hours-in-a-ceu")
        ),
        *("several hand-ins", "several renewals", "renewals unknown", "29 February", "a cohort in odd case"),
        *("waiver with a reason", "waiver with no reason", "waiver of what cannot be waived"),
        *("post from 2024-10-01", "post from 2024-10-02", "no day of the post", "a second credential of a program"),
    }
    assert {feature for feature in wanted if seen[feature] < 5} == set()
    assert wanted <= judged


def test_the_same_seed_is_the_same_person() -> None:
    assert [someone(seed).text for seed in range(20)] == [someone(seed).text for seed in range(20)]


def test_a_disagreement_is_found_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("independent.td_ceu.MOST_EXTERNAL", 5)
    directors = (
        p for p in map(someone, range(400)) if {c["program"] for c in p.records["credential"]} == {"al-td-ceu"}
    )
    for person in directors:
        for on in person.days:
            for found in disagreements(person.text, on):
                small = shrunk(copy.deepcopy(person.records), on, found.kind)
                assert "external/" in small
                assert len(small) < len(person.text)
                assert any(again.kind == found.kind for again in disagreements(small, on))
                return
    pytest.fail("nobody near the most that external events count")


def test_the_report_names_what_was_seen() -> None:
    tally = Tally()
    tally.add(ask(0, 5))
    lines = report(tally).splitlines()
    assert lines[0].split() == ["people", "5"]
    assert any(line.startswith("state ") for line in lines)
