"""The standings as JSON: apart from the sentences, whose modules a script need not wait for."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.cli.chosen import with_only
from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.evaluation.status_document import status_json
from alcto_core.overview import Overview


def say(invocation: Invocation, plan: bool, period: str | None, credentials: Sequence[str] = ()) -> int:
    """What `alcto status --json` answers."""
    overview = with_only(invocation.overview(plan=plan, period=period), credentials, period)
    invocation.page.say_json_text(as_json_text(overview))
    return exit_status(overview, overview.standings)


def as_json_text(overview: Overview) -> str:
    """The contract's JSON."""
    person = overview.records.person if overview.records else None
    return status_json(person, overview.standings, overview.problems, overview.on)
