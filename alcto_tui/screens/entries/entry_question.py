"""Questions in front of the form, with named answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from alcto_core import dates
from alcto_core.entry.form import look_alike
from alcto_core.hours import long
from alcto_tui.screens.base.question import Question

if TYPE_CHECKING:
    from textual.screen import Screen

    from alcto_core.keeping.drafts import Draft
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity


def go_on_with(waiting: Draft, title: str) -> Question:
    """Whether to go on with a draft: "continue", "discard" or "close"."""
    named = f"“{title.strip()}”" if title.strip() else "an entry without a name"
    kept = f"{dates.show_short(waiting.at.date())}, {waiting.at:%H:%M}"
    words = f"A draft is waiting that was not saved: {named}, kept {kept}."
    return Question(words, (("c", "Continue it", "continue"), ("d", "Discard it", "discard"), ("Esc", "Back", "close")))


def save_twin(twin: Activity) -> Question:
    """Whether to save an entry that looks like one in the log: "save" or "back"."""
    words = (
        f"“{twin.title}” of {dates.show(twin.date)} is in the log already, with {long(twin.hours)}. Save this one too?"
    )
    return Question(words, (("s", "Save it too", "save"), ("Esc", "Back to the form", "back")))


def save_ahead(activity: Activity) -> Question:
    """What to save of a day that has not come: "planned", "save" as done, or "back"."""
    words = f"“{activity.title}” is on {dates.show_long(activity.date)}, which has not come yet. Save it as planned?"
    answers = (("p", "As planned", "planned"), ("d", "As done", "save"), ("Esc", "Back to the form", "back"))
    return Question(words, answers)


def save_other_day(words: str) -> Question:
    """Whether to save an entry whose day is none of its agenda's: "save" or "back"."""
    return Question(words, (("s", "Save it", "save"), ("Esc", "Back to the form", "back")))


def save_if_sure(
    screen: Screen[Any],
    overview: Overview,
    activity: Activity,
    before: Activity | None,
    save: Callable[[Activity], None],
) -> None:
    """Save an activity, or the change of the one `before`. What may be a slip is asked about first: that something is
    done whose day has not come, and an entry that looks like one in the log."""

    def save_once(one: Activity) -> None:
        held = overview.records.activities if overview.records is not None and before is None else ()
        if (twin := look_alike(held, one)) is None:
            save(one)
        else:
            screen.app.push_screen(save_twin(twin), lambda answer: save(one) if answer == "save" else None)

    def answered(answer: str | None) -> None:
        if answer == "planned":
            save_once(replace(activity, status="planned"))
        elif answer == "save":
            save_once(activity)

    was_so = before is not None and (before.date, before.status) == (activity.date, activity.status)
    if activity.date > overview.on and not activity.is_planned and not was_so:
        screen.app.push_screen(save_ahead(activity), answered)
    else:
        save_once(activity)


def close_unsaved() -> Question:
    """What shall become of what was typed: "keep", "discard" or "stay"."""
    words = "This entry is not saved. Keep it as a draft for later?"
    return Question(
        words, (("k", "Keep the draft", "keep"), ("d", "Discard", "discard"), ("Esc", "Go on typing", "stay"))
    )


def close_unkept(why: str) -> Question:
    """Whether to close although nothing keeps what was typed: "discard" or "stay"."""
    words = f"This entry is not saved. {why} If you close the form, what you typed is lost."
    return Question(words, (("Esc", "Go on typing", "stay"), ("d", "Discard", "discard")))
