"""The sums of one activity: its hours are those of its sessions, and a split adds up to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alcto_core import hours
from alcto_core.records.types import Session
from alcto_core.toml.faults import Fault, quoted, toml_text
from alcto_core.toml.layout import Path


def sum_of(sessions: Iterable[Session]) -> int:
    """The hours of an event: all of its sessions, whatever kind of time they are."""
    return sum(session.hours for session in sessions)


def framework_of(strand: str) -> str:
    """The framework that a strand stands in; empty where it names none, and then it stands with its like."""
    return strand.partition("/")[0] if "/" in strand else ""


def uneven(split: Mapping[str, int], given: int) -> dict[str, int]:
    """The sums of the frameworks whose shares do not add up to the hours."""
    sums: dict[str, int] = {}
    for strand, share in split.items():
        framework = framework_of(strand)
        sums[framework] = sums.get(framework, 0) + share
    return {framework: total for framework, total in sums.items() if total != given}


def judge_hours(table: Mapping[str, Any], values: dict[str, Any], path: Path, faults: list[Fault]) -> None:
    """Hours (or minutes), sessions, units and split: one of the first three must be there, and the sums must agree."""
    says_hours = "hours" in table or "minutes" in table
    sessions = values.get("sessions", ())
    if "session" in table and not sessions:
        if table["session"] == [] and not says_hours and "units" not in table:
            faults.append(_no_hours(path))
        return
    if sessions:
        _judge_sessions(sessions, values, path, faults)
        return
    if not says_hours:
        if "units" not in table:
            faults.append(_no_hours(path))
        elif "split" in table:
            text = "split divides hours, and this activity has none"
            faults.append(Fault((*path, "split"), text, "add hours, or take the split out"))
        return
    if values.get("split") and values.get("hours"):
        _judge_split(values, path, faults)


def _no_hours(path: Path) -> Fault:
    remedy = "add a line like hours = 6.5, or its sessions under [[activity.session]]"
    return Fault((*path, "hours"), "this activity has no hours", remedy, added="hours = 6.5")


def _judge_sessions(sessions: tuple[Any, ...], values: dict[str, Any], path: Path, faults: list[Fault]) -> None:
    total = sum_of(sessions)
    if total > hours.MOST:
        text = f"the sessions add up to {hours.show(total)} hours, and one activity holds at most 1,000"
        faults.append(Fault((*path, "session"), text, "check the hours of the sessions"))
    if "split" in values:
        remedy = "take the split out; each session can name its own strands"
        faults.append(Fault((*path, "split"), "split stands beside sessions", remedy))
    given = values.get("hours", 0)
    if given and given != total:
        key = "minutes" if values.get("in_minutes") else "hours"
        text = f"{key} is {_figure(given, values)}, and the sessions add up to {_figure(total, values)}"
        remedy = f"take the {key} out, or put the sessions right"
        faults.append(Fault((*path, key), text, remedy, _toml_figure(total, values)))
    values["hours"] = total


def _figure(amount: int, values: Mapping[str, Any]) -> str:
    """Hours in a sentence, in the unit that the record uses: "6.5", "40" where it says minutes."""
    minutes = hours.whole_minutes(amount) if values.get("in_minutes") else None
    return hours.length(amount) if minutes is None else str(minutes)


def _toml_figure(amount: int, values: Mapping[str, Any]) -> str:
    """Hours as the record writes them; empty where its key cannot say them."""
    if values.get("in_minutes"):
        minutes = hours.whole_minutes(amount)
        return "" if minutes is None else str(minutes)
    return "" if hours.in_hundredths(amount) is None else hours.show_tenths(amount)


def _judge_split(values: Mapping[str, Any], path: Path, faults: list[Fault]) -> None:
    """The shares of each framework add up to the hours. A strand without a framework stands with its like."""
    split, given = values["split"], values["hours"]
    unit = "minutes" if values.get("in_minutes") else "hours"
    frameworks = {framework_of(strand) for strand in split}
    for framework, total in uneven(split, given).items():
        whose = f" of {quoted(framework)}" if len(frameworks) > 1 and framework else ""
        there = _figure(given, values)
        text = f"the split{whose} adds up to {_figure(total, values)} {unit}, and the activity has {there}"
        remedy = f"make the shares add up to {there}"
        if unit == "minutes":
            remedy = f"its shares are minutes too; {remedy}"
        faults.append(Fault((*path, "split"), text, remedy, _better_split(values, given - total, framework)))


def _better_split(values: Mapping[str, Any], difference: int, framework: str) -> str:
    """The split with the difference put on the last share of the framework that can take it."""
    shares = dict(values["split"])
    for strand in reversed(shares):
        if framework_of(strand) == framework and shares[strand] + difference > 0:
            shares[strand] += difference
            pairs = (f"{toml_text(one)} = {_toml_figure(share, values)}" for one, share in shares.items())
            return f"{{ {', '.join(pairs)} }}"
    return ""
