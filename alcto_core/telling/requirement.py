"""What a credential asks, one thing at a time: a requirement with what the record holds of it, and a limit."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.dates import show as show_date
from alcto_core.evaluation.standing import LimitFigures, Requirement, Standing
from alcto_core.hours import beside, show_asked
from alcto_core.nouns import asked_hours, counted_hours, of_in
from alcto_core.records.types import Credential, StepRecord
from alcto_core.telling.page import Item, Tone
from alcto_core.telling.sentences import explain_requirement, reached_words, sources, state_word
from alcto_core.telling.step_marks import mark_words, marks, setback

TONES: dict[str, Tone] = {"met": "met", "unmet": "short", "undetermined": "unknown", "waived": "quiet"}
"""The tone of each state of a requirement."""


def requirement_item(standing: Standing, credential: Credential | None, one: Requirement) -> Item:
    """A requirement, with what the record holds of it."""
    asked, *said = explain_requirement(standing, one)
    kind = one.kind if one.kind in {"step", "stage"} else "requirement"
    found = marks(credential, standing, one) if credential is not None and kind != "requirement" else ()
    is_needed = standing.is_needed(one)
    return Item(
        id=one.id,
        kind=kind,
        title=one.title,
        text=asked,
        figure=_figure(one),
        state=state_word(one, is_needed=is_needed),
        tone="plain" if one.advisory or (not is_needed and one.state != "met") else TONES[one.state],
        remark=_remark(one, [mark.step for mark in found]) if kind == "step" else "",
        said=(
            *((one.meaning,) if one.meaning else ()),
            *(words for mark in found for words in mark_words(mark.step, standing)),
            *said,
        ),
        source=standing.cited(one.cites[0]) if one.cites else "",
        group=_group(standing, one),
        advisory=one.advisory,
        full=min(1.0, float((one.counted or 0) / one.needed)) if one.kind == "hours" and one.needed else None,
    )


def _figure(one: Requirement) -> str:
    if one.kind == "hours" and one.needed is not None:
        words = of_in(one.own, one.counted or 0, one.needed)
        return f"{words} {one.own.several}" if one.own is not None else words
    if one.kind == "entries":
        return f"{one.counted} of {one.needed}"
    return show_date(one.done) if one.done is not None else ""


def _group(standing: Standing, one: Requirement) -> str:
    """What it stands below, with how many of these are reached."""
    if not one.group:
        return ""
    members = [other for other in standing.requirements if other.group == one.group]
    is_steps = all(other.kind == "step" for other in members)
    reached = reached_words(members) if is_steps else sum(not other.is_open for other in members)
    return f"{one.group}: {reached} of {len(members)}"


def _remark(one: Requirement, found: Sequence[StepRecord]) -> str:
    """What the record holds of a step in a few words, else what it is for."""
    if not found:
        return one.meaning
    step = found[-1]
    words = (
        f"{len(found)} times" if len(found) > 1 else "",
        setback(step, one),
        f"by {step.by}" if step.by else "",
        f"attended by {', '.join(step.attended)}" if step.attended else "",
        ", ".join(step.files),
        step.note,
    )
    return "; ".join(word for word in words if word)


def _most_words(limit: LimitFigures) -> str:
    """ "6 hours"; where the authority speaks of another unit, that beside it."""
    own, words = limit.own, asked_hours(limit.most)
    return words if own is None else f"{words} ({show_asked(own.amount(limit.most))} {own.several})"


def limit_item(standing: Standing, limit: LimitFigures) -> Item:
    """A most that the rules set, and how much of it is used."""
    lost = (f"It took {counted_hours(limit.lost)} away.",) if limit.lost else ()
    return Item(
        id=limit.id,
        kind="limit",
        title=limit.title,
        text=limit.text,
        figure=", max ".join(of_in(limit.own, limit.counted, limit.most).split(" of ")),
        state="full" if limit.counted >= limit.most else "room left",
        said=(
            f"{beside(limit.counted, limit.most)} of at most {_most_words(limit)} used.",
            *lost,
            sources(standing, limit.cites),
        ),
        source=standing.cited(limit.cites[0]) if limit.cites else "",
    )
