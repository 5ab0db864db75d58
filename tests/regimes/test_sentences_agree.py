"""No sentence contradicts another: the verdict, the line, the table, the card, the next step, the explanations and the
JSON name the same state, figures and day, for random people under every rule set that ships or is tested.

What is said is read back out of the sentences. `ALCTO_SENTENCES=500` asks that many people of each rule set.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
from datetime import date, datetime
from typing import Any

import pytest
from random_people import person
from regime_library import folders, library_of

from alcto_core.cli.page import Page
from alcto_core.cli.status_page import line, say_standings_table
from alcto_core.evaluation.earlier_periods import history
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.status_document import status_json
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.library import Library
from alcto_core.telling.card import card
from alcto_core.telling.credential import entry_item
from alcto_core.telling.page import Sheet
from alcto_core.telling.sentences import explain_requirement, verdict

PEOPLE = int(os.environ.get("ALCTO_SENTENCES", "12"))
SHIPPED = load_plugins(no_plugins=True).library
LIBRARIES = [SHIPPED, *(library_of(folder) for folder in folders())]
PROGRAMS = [(id, library) for library in LIBRARIES for id in library.rule_sets]

WORDS = {
    "compliant": ("MET", " is met"),
    "in-progress": ("NOT YET", " is not met yet"),
    "non-compliant": ("MISSED", " is missed"),
    "undetermined": ("CANNOT TELL", " cannot be told"),
    "not-applicable": ("DOES NOT APPLY", " does not apply"),
}
DAY = r"(\d{1,2} [A-Z][a-z]{2} \d{4})"
ONE_OF_MANY = re.compile(
    r"(?<![\d.,])1 (?:[A-Za-z-]+ )?(?:hours|documents|steps|entries|sessions|records|stages|days)\b"
)
NUMBER = r"(\d+(?:\.\d+)?)"
SHORT = re.compile(r"short (\d+(?:\.\d+)?)")
ASKED_NO_MORE = ("not asked for any more", "not needed", "advice only")


def shown_day(text: str) -> str:
    return datetime.strptime(text, "%d %b %Y").date().isoformat()


def is_near(figure: str, hours: float | None) -> bool:
    """Whether a figure in words is the one of the JSON, rounded for the eye: up, where it is asked for."""
    return hours is not None and abs(float(figure) - hours) < 0.0101


VERBS = frozenset({
    "Add", "Answer", "Ask", "Check", "Choose", "Do", "Earn", "Enter", "Find", "Have", "Install", "Log", "Look", "Make",
    "Name", "Put", "Reach", "Record", "Say", "Set", "Take", "Write",
})  # fmt: skip
"""How the next thing to do begins."""


def amounts(standing: Standing, words: str, after: str = "") -> list[str]:
    """The figures that a sentence names with a unit of hours, or of what the rule set counts like hours."""
    units = {"hours", "hour"} | {one.unit for one in standing.requirements if one.kind == "hours"}
    units |= {unit.removesuffix("s") for unit in units}
    named = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    return re.findall(rf"{after}(?<![\d.]){NUMBER} (?:{named})\b", words)


def said_of(standing: Standing, shown: Sheet) -> list[str]:
    """Every sentence on a standing."""
    found = [
        verdict(standing),
        shown.fact,
        shown.next,
        *shown.alerts,
        *(one.text for one in shown.items("gap", "note")),
    ]
    found += [f"{bar.title}: {bar.figure}; {bar.state}" for bar in shown.items("bar")]
    found += [words for one in standing.requirements for words in explain_requirement(standing, one)]
    found += [str(line) for one in standing.credits for line in entry_item(standing, one, str, {}).sentences()]
    return found


def table_of(standing: Standing) -> list[str]:
    """The table's rows as a screen reader hears them: a sentence each."""
    out = io.StringIO()
    say_standings_table(Page(out, io.StringIO(), {"ALCTO_PLAIN": "1"}), (standing,))
    return out.getvalue().splitlines()


def check(standing: Standing, document: dict[str, Any]) -> None:
    shown = card(standing)
    _states(standing, shown, document)
    _figures(standing, shown, document)
    _days(standing, shown, document)
    _bars(standing, shown, document)
    _requirements(standing, document)
    _ended(standing, shown, document)
    for words in (*said_of(standing, shown), line((standing,)), *table_of(standing)):
        assert not ONE_OF_MANY.search(words), words
        assert "None" not in words, words


def _states(standing: Standing, shown: Sheet, document: dict[str, Any]) -> None:
    word, phrase = WORDS[document["state"]]
    assert phrase in verdict(standing)
    assert shown.state.startswith(word)
    assert f": {word}" in line((standing,))
    assert f"State: {word};" in table_of(standing)[0] or f"State: {word}." in table_of(standing)[0]


def _figures(standing: Standing, shown: Sheet, document: dict[str, Any]) -> None:
    missing = document["hours"]["missing"]
    for words in (verdict(standing), shown.fact):
        is_said = "missing" in words and document["state"] in {"in-progress", "non-compliant"}
        for figure in amounts(standing, words.partition(" missing")[0]) if is_said and missing is not None else ():
            assert is_near(figure, missing), (words, missing)
    answers = {doubt.remedy for doubt in standing.doubts if doubt.turns}  # of a question that stands beside it
    is_asked = shown.next == standing.why or shown.next in answers
    assert not shown.next or is_asked or shown.next.split()[0] in VERBS, shown.next
    for figure in amounts(standing, shown.next, "^Earn "):
        assert missing is None or is_near(figure, missing), (shown.next, missing)
    if document["state"] == "compliant":
        assert not shown.next.startswith(("Earn", "Choose", "Find out", "Make good")), shown.next
        assert "Missing:" not in table_of(standing)[0]
    if missing and document["state"] in {"in-progress", "non-compliant"}:
        words = f"{verdict(standing)} {shown.fact}"
        assert amounts(standing, words) or "can no longer" in words, (words, missing)


def _days(standing: Standing, shown: Sheet, document: dict[str, Any]) -> None:
    due = document["due"]
    told = [verdict(standing).partition(". ")[0], shown.fact] if document["state"] != "undetermined" else []
    told = told if document["state"] != "not-applicable" else []
    for words in told:
        for day in re.findall(rf"(?:by|on|due) {DAY}", words):
            assert shown_day(day) == due or _is_of_a_stage(standing, day), (words, due)
    if earn := re.match(rf"Earn .* by {DAY}", shown.next):
        assert shown_day(earn[1]) == due, (shown.next, due)
    if day := re.search(rf"Due: {DAY}", table_of(standing)[0]):
        assert shown_day(day[1]) == due


def _is_of_a_stage(standing: Standing, day: str) -> bool:
    return any(one.done is not None and one.done.isoformat() == shown_day(day) for one in standing.requirements)


def _bars(standing: Standing, shown: Sheet, document: dict[str, Any]) -> None:
    hours = document["hours"]
    shorts = [one["missing"] for one in document["requirements"] if one["missing"]]
    for bar in shown.items("bar"):
        if bar.title == "Counted" and hours["needed"] is not None:
            counted, _, needed = bar.figure.partition(" of ")
            assert is_near(needed, hours["needed"]), bar
            helped = float(counted) - hours["counted"]
            assert abs(helped) < 0.0101 or "carried over" in bar.state, bar
            if document["state"] == "compliant" and float(counted) < float(needed):
                assert any(words in bar.state for words in ASKED_NO_MORE), bar
        if bar.state in {"met", "all met"} or bar.tone == "met":
            asked = [one for one in standing.requirements if bar.title in {one.group, one.short, one.title}]
            assert not [one for one in asked if one.state == "undetermined" and not one.advisory], bar
        for figure in SHORT.findall(bar.state):
            assert any(is_near(figure, one) for one in shorts), (bar, shorts)
        if document["state"] == "compliant":
            assert bar.tone != "short", bar
            assert "short" not in bar.state or any(words in bar.state for words in ASKED_NO_MORE), bar


def _requirements(standing: Standing, document: dict[str, Any]) -> None:
    for requirement, said in zip(standing.requirements, document["requirements"], strict=True):
        words = " ".join(explain_requirement(standing, requirement))
        if said["kind"] == "hours" and said["needed"] is not None:
            assert f": {said['state']}" in words, (words, said)
        if said["missing"] and said["kind"] == "hours":
            assert any(is_near(figure, said["missing"]) for figure in SHORT.findall(words)), (words, said)
        if said["state"] == "met":
            own = words.partition(" Its ways are made of")[0]  # of several ways some are short, and need not be more
            assert "short" not in own.lower() or "short" in requirement.text.lower(), words
    if document["state"] == "compliant" and not standing.settled:
        needed = [one for one in document["requirements"] if not one["advisory"] and one["parent"] is None]
        assert all(one["state"] in {"met", "waived"} for one in needed)


def _ended(standing: Standing, shown: Sheet, document: dict[str, Any]) -> None:
    """The period before is told on the line, in the table and on the card, or nowhere."""
    period = document["period"]
    if period is None or not period["start"] <= document["on"] <= period["end"]:
        return
    eve = date.fromisoformat(period["start"]).toordinal() - 1
    before = [one for one in document["earlier"] if date.fromisoformat(one["period"]["end"]).toordinal() == eve]
    names = {one["period"]["name"] for one in before}
    for name in names:
        assert f"; {name} " in line((standing,))
        assert any(f" {name};" in row or f" {name} (" in row for row in table_of(standing)[1:])
        assert any(alert.startswith(f"{name} is ") for alert in shown.alerts)
    if not names:
        assert len(table_of(standing)) == 1
    for one in before:
        word = "MISSED" if one["state"] == "non-compliant" else ("CANNOT TELL", "NOT YET")
        words = line((standing,)).rpartition(f"; {one['period']['name']} ")[2]
        assert words.startswith(word)
        for figure in amounts(standing, words.partition(" missing")[0]) if one["missing"] is not None else ():
            assert is_near(figure, one["missing"]), (words, one)


@pytest.mark.parametrize(("program", "library"), PROGRAMS, ids=[program for program, _ in PROGRAMS])
def test_every_sentence_names_the_same_state_figures_and_day(program: str, library: Library) -> None:
    for seed in range(PEOPLE):
        chance = random.Random(f"{program} {seed}")
        records, on = person(chance, library, library.rule_sets[program])
        standings = evaluate_all(records, library, on)
        past = [one for standing in standings for one in history(records, library, standing)]
        told = (*standings, *past)
        document = json.loads(status_json(records.person, told, (), on))
        for standing, one in zip(told, document["standings"], strict=True):
            one["on"] = document["on"]
            check(standing, one)
