"""One activity in full: what was written, what it counted for, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from textual.content import Content

from alcto_core import dates
from alcto_core.hours import length
from alcto_core.records.types import Activity, Session
from alcto_core.telling.catalogue import FORMATS
from alcto_core.telling.page import Item
from alcto_tui.widgets.literal import hanging, line, lines

DIVIDER = ("  ·  ", "$muted")


def detail(
    activity: Activity, accounts: Iterable[Item], strand_short: Callable[[str], str], width: int, *, full: bool
) -> Content:
    """The words of the detail pane, wrapped to `width`. With `full` they hold the sessions and texts too."""
    most = None if full else 2
    rows = [*line((activity.title, "bold")).wrap(width)[:most], *line(*_facts(activity)).wrap(width)[:most]]
    for account in accounts:
        rows += _account(account, width)
    if full and activity.sessions:
        rows += [Content(""), line(("Sessions", "bold"))]
        for session in activity.sessions:
            rows += _session(session, activity, strand_short, width)
    for label, words in _texts(activity, strand_short, full):
        rows += hanging(line((f"{label:<10}", "$muted")), line(words), width)
    return lines(*rows)


def _facts(activity: Activity) -> Iterator[str | tuple[str, str]]:
    facts = [
        dates.show(activity.date),
        activity.location,
        FORMATS.get(activity.format or "", ""),
        f"posted {dates.show(activity.posted)}" if activity.posted else "",
    ]
    if activity.is_planned:
        yield ("planned", "bold $unknown")
        yield DIVIDER
    for place, fact in enumerate(fact for fact in facts if fact):
        if place:
            yield DIVIDER
        yield fact


def _account(account: Item, width: int) -> Iterator[Content]:
    tone = "$muted" if account.tone == "plain" else f"${account.tone}"
    yield from hanging(line((account.title, "bold"), "  "), line((account.figure, tone)), width)
    for one in account.ledger:
        yield from hanging(line((f"  {one.amount:>5}  ", "$short")), line((str(one), "$muted")), width)
    for words in account.said:
        yield from hanging(line("  "), line((words, "$muted")), width)


def _session(session: Session, activity: Activity, strand_short: Callable[[str], str], width: int) -> list[Content]:
    strands = activity.strands if session.strands is None else session.strands
    kind = session.kind.replace("-", " ") if session.kind != "session" else ", ".join(map(strand_short, strands))
    words = line(session.title, (f"  {kind or 'no strand'}", "$muted"))
    return hanging(line((f"  {length(session.hours):>5}  ", "$muted")), words, width)


def _texts(activity: Activity, strand_short: Callable[[str], str], full: bool) -> Iterator[tuple[str, str]]:
    if activity.evidence:
        yield "Evidence", ", ".join(activity.evidence)
    if not full:
        return
    parts = {
        "Strands": ", ".join(map(strand_short, activity.strands)),
        "Offering": activity.offering or "",
        "Course": activity.course or "",
        "Source": activity.source or "",
        "Only for": ", ".join(activity.counts_for) if activity.counts_for is not None else "",
        "Why": activity.justification,
        "What": activity.description,
        "Note": activity.note,
    }
    yield from ((label, words) for label, words in parts.items() if words)
