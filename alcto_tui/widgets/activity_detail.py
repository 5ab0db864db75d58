"""One activity in full: what was written, what it counted for, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from alcto_core import dates
from alcto_core.hours import length
from alcto_core.records.types import Activity, Session
from alcto_core.telling.catalogue import FORMATS
from alcto_core.telling.page import Item, Line
from alcto_tui.widgets.literal import hanging, line, lines
from alcto_tui.widgets.sign import posted_style

DIVIDER = ("  ·  ", "$muted")
LABEL = 14
"""Cells of the column of labels, and the most that a longer one takes."""
MOST_LABEL = 32
ROOM_FOR_SOURCE = 20
"""Cells that a sentence must have left, for its source to stand beside it."""


def title(activity: Activity) -> Content:
    """What stands above the detail: title, day, place, format."""
    return line(" ", (activity.title, "bold"), (" · ", "$muted"), *_facts(activity, short=True), " ")


def detail(
    activity: Activity,
    accounts: Iterable[Item],
    proof: Sequence[tuple[str, str]],
    texts: Iterable[tuple[str, str]],
    strand_short: Callable[[str], str],
    width: int,
    *,
    full: bool,
    titled: bool,
) -> Content:
    """The words of the detail pane, wrapped to `width`. With `full` they hold the sessions and texts too; where they
    are not `titled` by the line above, they begin with title and facts.
    """
    most = None if full else 2
    rows: list[Content] = []
    if not titled:
        rows += [
            *line((activity.title, "bold")).wrap(max(1, width))[:most],
            *line(*_facts(activity)).wrap(max(1, width))[:most],
        ]
    told = list(accounts)
    if not full:  # that its day lies outside the period in force is plain where the one that holds it follows
        held = {one.id for one in told if one.cells}
        told = [one for one in told if one.cells or one.id not in held]
    label = min(max((cell_len(one.title) for one in told), default=LABEL) + 2, MOST_LABEL, max(width * 2 // 5, LABEL))
    if activity.is_planned and not (full and any(one.said for one in told)) and _is_one_reason(told):
        names, (reason, *_) = ", ".join(one.title for one in told), told[0].ledger
        if cell_len(names) + 2 <= width * 3 // 5:
            rows += hanging(line((names, "bold"), "  "), line((str(reason), "$muted")), width)
        else:  # no room for the reason beside them
            rows += [*line((names, "bold")).wrap(width), *hanging(line("  "), line((str(reason), "$muted")), width)]
        told = []
    for account in told:
        rows += _account(account, label, width, full=full)
    rows += _proof(activity, proof, label, width)
    if full and activity.sessions:
        rows += [Content(""), line(("Sessions", "bold"))]
        for session in activity.sessions:
            rows += _session(session, activity, strand_short, width)
    if full:
        for name, words in texts:
            rows += hanging(line((f"{name:<{label}}", "$muted")), line(words), width)
    return lines(*rows)


def _is_one_reason(told: Sequence[Item]) -> bool:
    """Whether all say the same one thing, so that it is said once."""
    return len({one.ledger for one in told}) == 1 and bool(told[0].ledger)


def _facts(activity: Activity, *, short: bool = False) -> Iterator[str | tuple[str, str]]:
    facts = [
        dates.show(activity.date),
        activity.location,
        FORMATS.get(activity.format or "", ""),
        f"posted {dates.show(activity.posted)}" if activity.posted else "",
    ]
    divider = (" · ", "$muted") if short else DIVIDER
    if activity.is_planned:
        yield ("planned", "bold $unknown")
        yield divider
    for place, fact in enumerate(fact for fact in facts if fact):
        if place:
            yield divider
        yield fact


def _account(account: Item, label: int, width: int, *, full: bool) -> Iterator[Content]:
    """A credential with its figure, and below or beside it what was taken."""
    tone = "$muted" if account.tone == "plain" else f"${account.tone}"
    name = line((account.title, "bold")).truncate(label - 2, ellipsis=True)
    first = Content.assemble(name, " " * (label - name.cell_length))
    words, said, posted = account.figure, account.said, line("")
    if not full and len(account.cells) > 1:
        logged, counted = (figure.removesuffix(".0") for figure in account.cells[:2])
        words, said = f"{counted} of {logged}", ()
        if account.state:
            posted = line((f", {account.state}", posted_style(account.state)))
    figure = line((words, tone), posted)
    if len(account.ledger) == 1 and not said:
        one = account.ledger[0]
        amount = line("  ", (f"{one.amount}  ", "$short"))
        room = width - label - figure.cell_length - amount.cell_length
        if room >= cell_len(one.text):
            yield Content.assemble(first, figure, amount, _sourced(one, room))
            return
    yield from hanging(first, figure, width)
    indent = min(label, 6)
    for one in account.ledger:
        before = line(" " * indent, (f"{one.amount:>5}  ", "$short"))
        room = width - before.cell_length
        if room >= cell_len(one.text) + ROOM_FOR_SOURCE:
            yield Content.assemble(before, _sourced(one, room))
        else:
            yield from hanging(before, line((str(one), "$muted")), width)
    for one_said in said:
        yield from hanging(line(" " * indent), line((one_said, "$muted")), width)


def _sourced(one: Line, room: int) -> Content:
    """The sentence, with its source at the right end where that fits."""
    words = line((one.text, "$muted"))
    gap = room - words.cell_length - cell_len(one.source)
    return Content.assemble(words, " " * gap, (one.source, "$muted")) if one.source and gap >= 2 else words


def _proof(activity: Activity, proof: Sequence[tuple[str, str]], label: int, width: int) -> list[Content]:
    first = line((f"{'Proof':<{label}}", "bold"))
    if not proof:
        return [] if activity.is_planned else [Content.assemble(first, line(("none", "$muted")))]
    parts: list[str | tuple[str, str]] = []
    for at, (path, wrong) in enumerate(proof):
        parts += [", " if at else "", path, (f" {wrong}", "$missed") if wrong else (" ✓", "$met")]
    return hanging(first, line(*parts), width)


def _session(session: Session, activity: Activity, strand_short: Callable[[str], str], width: int) -> list[Content]:
    strands = activity.strands if session.strands is None else session.strands
    kind = session.kind.replace("-", " ") if session.kind != "session" else ", ".join(map(strand_short, strands))
    words = line(session.title, (f"  {kind or 'no strand'}", "$muted"))
    return hanging(line((f"  {length(session.hours):>5}  ", "$muted")), words, width)
