"""Questions in front of the form, with named answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alcto_core import dates
from alcto_core.hours import long
from alcto_tui.screens.question import Question

if TYPE_CHECKING:
    from alcto_core.keeping.drafts import Draft
    from alcto_core.records.types import Activity


def go_on_with(waiting: Draft, title: str) -> Question:
    """Whether to go on with a draft: "continue", "discard" or "close"."""
    named = f"“{title.strip()}”" if title.strip() else "an entry without a name"
    words = f"A draft is waiting that was not saved: {named}, kept {waiting.at:%d %b, %H:%M}."
    return Question(words, (("c", "Continue it", "continue"), ("d", "Discard it", "discard"), ("Esc", "Back", "close")))


def save_twin(twin: Activity) -> Question:
    """Whether to save an entry that looks like one in the log: "save" or "back"."""
    words = (
        f"“{twin.title}” of {dates.show(twin.date)} is in the log already, with {long(twin.hours)}. Save this one too?"
    )
    return Question(words, (("s", "Save it too", "save"), ("Esc", "Back to the form", "back")))


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
