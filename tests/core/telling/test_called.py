"""What people read has names: no id of a program, a list, an event, a state or a setting that they never typed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from alcto_core.evaluation.missing import missing_number
from alcto_core.host.plugins import load_plugins
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.telling.activity import texts_of
from alcto_core.telling.programs import offered
from alcto_core.telling.rule_set import rule_set_page

ON = date(2026, 8, 14)
LIBRARY = load_plugins(no_plugins=True).library
IDS = sorted({*LIBRARY.rule_sets, *LIBRARY.listings, *(one.id for one in LIBRARY.frameworks.values())}, key=len)


@pytest.mark.parametrize("id", sorted(LIBRARY.rule_sets))
def test_the_sentences_of_a_rule_set_hold_no_id(id: str) -> None:
    page = rule_set_page(LIBRARY.rule_sets[id], LIBRARY, ON)
    found = []
    for part in page.parts:
        # A list and a source are named with their ids, and a setting with the command that sets it.
        for item in part.items if part.heading not in {"Lists that are installed", "Sources"} else ():
            text = re.sub(r"`[^`]*`", "", " ".join((item.text, *item.said)))
            found += [one for one in IDS if re.search(rf"(?<![\w/-]){re.escape(one)}(?![\w/-])", text)]
            found += re.findall(r"under the reading [\w-]+ = ", text)
    assert found == []


@pytest.mark.parametrize("state", ["al", "AL", "alabama", " Alabama "])
def test_a_state_is_called_by_its_name(state: str) -> None:
    first = offered(Person(name="", state=state), LIBRARY, ON)[0]
    assert first.text.endswith("directors of Alabama owe this")


def test_what_an_activity_is_listed_as_and_counts_for_is_named() -> None:
    held = (Credential(id="al-cto", program="al-cto"), Credential(id="second", program="al-td-ceu"))
    records = Records(person=Person(name=""), credentials=held)
    activity = Activity(
        id="a", title="A", date=ON, hours=300, offering="alet-academy/roles", source="alet",
        counts_for=("al-cto", "second", "gone"),
    )  # fmt: skip
    told = dict(texts_of(activity, records, LIBRARY))
    assert told["Listed as"] == "CTO Academy: Roles and Responsibilities (ALET academy)"
    assert told["Source"] == "ALET" and told["Only for"] == "AL-CTO, TD-CEU and gone"


def test_a_setting_that_is_missing_is_called_as_its_form_calls_it() -> None:
    rules = LIBRARY.rule_sets["cetpa-ccto"]
    missing = missing_number(rules, Credential(id="cetpa-ccto", program="cetpa-ccto"), "ceus", "2026-2029")
    assert "“CEUs needed”" in missing.text and missing.remedy.startswith("Set “CEUs needed”: `alcto credential change")
