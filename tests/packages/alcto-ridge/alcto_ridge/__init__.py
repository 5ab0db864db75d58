"""A rule set that is made in Python, as a rule author with many alike would make them, and a list from a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from alcto_core.api import Amount, Document, Rule, RuleSet, Select, Window, hookimpl

ALCTO_API = 1

FIRST = date(2024, 1, 1)
LEVELS = {"basic": 10, "advanced": 25}


@hookimpl
def alcto_rule_sets() -> list[RuleSet]:
    """One rule set for each level: the same rules with another total."""
    return [_level(name, hours) for name, hours in LEVELS.items()]


@hookimpl
def alcto_rule_files() -> list[Path]:
    """The list of events, which does not lie in the folder `rules`."""
    return [Path(__file__).parent / "lists"]


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
