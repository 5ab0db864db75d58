"""The standings as JSON: apart from the sentences, whose modules a script need not wait for."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.cli.chosen import with_only
from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.evaluation.status_document import status_json
from alcto_core.needs import needs_of
from alcto_core.overview import Overview


def say(invocation: Invocation, plan: bool, period: str | None, credentials: Sequence[str] = ()) -> int:
    """What `alcto status --json` answers."""
    overview = with_only(invocation.overview(plan=plan, period=period), credentials, period)
    invocation.page.say_json_text(as_json_text(overview))
    keep_answer(invocation, overview)
    return exit_status(overview, overview.standings)


def keep_answer(invocation: Invocation, overview: Overview) -> None:
    """Keep what was said for whoever asks the same again, where that may be."""
    if invocation.unanswered is not None and (needs := needs_of(overview)) is not None:
        invocation.unanswered.keep(needs, invocation.page.said or (), exit_status(overview, overview.standings))


def as_json_text(overview: Overview) -> str:
    """The contract's JSON."""
    person = overview.records.person if overview.records else None
    return status_json(person, overview.standings, overview.problems, overview.on)
