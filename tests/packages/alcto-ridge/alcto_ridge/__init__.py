"""A rule set that is made in Python, as a rule author with many alike would make them, a list from a folder, the reader
of the association's transcript, and a panel and a report of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from alcto_core.api import (
    Amount,
    Document,
    Importer,
    Panel,
    Passage,
    Report,
    Rule,
    RuleSet,
    Select,
    Transcript,
    Window,
    hookimpl,
)

ALCTO_API = 1

FIRST = date(2024, 1, 1)
LEVELS = {"basic": 10, "advanced": 25}
PROGRAMS = tuple(f"ridge-{name}" for name in LEVELS)


@hookimpl
def alcto_rule_sets() -> list[RuleSet]:
    """One rule set for each level: the same rules with another total."""
    return [_level(name, hours) for name, hours in LEVELS.items()]


@hookimpl
def alcto_rule_files() -> list[Path]:
    """The list of events, which does not lie in the folder `rules`."""
    return [Path(__file__).parent / "lists"]


@hookimpl
def alcto_importers() -> list[Importer]:
    """The association's transcript, a text file with bars between the cells and its own mark at the head."""
    return [Importer(id="ridge-transcript", title="Transcript of the Ridge association", read=_transcript)]


@hookimpl
def alcto_panels() -> list[Panel]:
    """How far on the way to the badge the hours are."""
    return [Panel(id="ridge-badge", title="Badge", programs=PROGRAMS, show=_badge)]


@hookimpl
def alcto_reports() -> list[Report]:
    """The letter that the association asks for."""
    return [Report(id="ridge-letter", title="Letter to the association", programs=PROGRAMS, write=_letter)]


def _transcript(raw: bytes, name: str) -> Transcript | None:
    head, *lines = raw.decode("utf-8", "replace").splitlines() or [""]
    if head != "RIDGE TRANSCRIPT":
        return None
    rows = tuple(tuple(line.split("|")) for line in lines if line.strip())
    return Transcript(headings=("Activity", "Date", "Hours"), rows=rows)


def _badge(standing: Mapping[str, Any]) -> list[Passage]:
    counted, needed = standing["hours"]["counted"] or 0, standing["hours"]["needed"]
    return [Passage(lines=(f"{counted / needed:.0%} of the way to the badge.",))] if needed else []


def _letter(standing: Mapping[str, Any], activities: Sequence[Mapping[str, Any]]) -> list[Passage]:
    rows = tuple(f"{one['date']}: {one['title']}, {one['hours']:g} hours" for one in activities)
    return [Passage(heading="Attended", lines=rows), Passage(heading="State", lines=(standing["state"],))]


def _level(name: str, hours: int) -> RuleSet:
    total = Amount(since=FIRST, hours=hours, cite="page:2")
    online = Amount(since=FIRST, percent=50, of="needed", cite="page:3")
    return RuleSet(
        kind="rule-set", schema=1, id=f"ridge-{name}", title=f"Ridge, {name}", short=name.capitalize(),
        authority="Ridge association", checked=date(2026, 11, 29), verified=False,
        documents={"page": Document(title="Page of the association", read=date(2026, 11, 29))},
        window=(Window(id="year", kind="calendar-year", first=FIRST, cite="page:1"),),
        rule=(
            Rule(id="total", title="Hours", text=f"At least {hours} hours in a year.", at_least=(total,)),
            Rule(
                id="online-maximum", title="Half online", text="At most half of what is asked may be online.",
                select=Select(format="online"), at_most=(online,),
            ),
        ),
    )  # fmt: skip
