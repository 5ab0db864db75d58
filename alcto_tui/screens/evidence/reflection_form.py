"""A reflection, written in front of a screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, TextArea

from alcto_core.problems import RecordsError
from alcto_tui import messages
from alcto_tui.own_keys import key
from alcto_tui.screens.base.form_draft import KEEP_EVERY, FormDraft, values_of
from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.literal import Words, line

if TYPE_CHECKING:
    from alcto_core.keeping.drafts import Draft
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.records.types import Activity

KIND = "reflection"
ASKED = "What you did, what you take from it, and what it changes in your work."


class ReflectionForm(Front[str | None]):
    """Returns what was written; None where it is not kept."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("f2,ctrl+s", "take", "Keep", priority=True),
        Binding("escape", "cancel", "Back", priority=True),
    ]
    DEFAULT_CSS = """
    ReflectionForm {
        & > .box { width: 90; height: 100%; max-height: 24; padding: 0 2; }
        & TextArea { height: 1fr; border: none; padding: 0; background: $background; }
        & TextArea:focus { border: none; }
        & .asked { color: $muted; }
        & Button { min-width: 8; }
    }
    """

    now: ClassVar[Callable[[], datetime]] = datetime.now
    """The clock that dates drafts."""

    def __init__(self, title: str, draft: FormDraft) -> None:
        super().__init__()
        self._of = title
        self._draft = draft
        self._kept = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Words(line(("Reflection on ", "bold"), (self._of, "bold")))
            yield Words(f"{ASKED} It is kept as a file of proof.", classes="asked")
            yield TextArea(compact=True, tab_behavior="focus", id="text")
            with Horizontal(classes="buttons"):
                yield Button(f"{key('save')} Keep", compact=True, variant="primary", id="take")
                yield Button("Esc Back", compact=True, id="cancel")

    def on_mount(self) -> None:
        """Go on with what was typed last time and not kept."""
        area = self.query_one(TextArea)
        if (waiting := self._draft.waiting()) is not None:
            area.text = self._kept = values_of(waiting).get("text", "")
        area.focus()
        self.set_interval(KEEP_EVERY, self.keep_typed)

    def keep_typed(self) -> None:
        """Keep what was typed since the last look as a draft."""
        text = self.query_one(TextArea).text
        if text != self._kept and text.strip():
            self._kept = text
            with suppress(RecordsError):  # the text is still there
                self._draft.keep({"values": {"text": text}}, type(self).now())
                self.post_message(messages.DraftsChanged())

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        if pressed.button.id == "take":
            self.action_take()
        else:
            self.action_cancel()

    def action_take(self) -> None:
        """Keep it, where something is written."""
        text = self.query_one(TextArea).text
        if text.strip():
            self.dismiss(text)

    def action_cancel(self) -> None:
        """Back; a reflection that was begun is asked about first."""
        from alcto_tui.screens.base.question import if_sure

        if self.query_one(TextArea).text.strip():
            if_sure(self, "Drop what you wrote?", "Drop it", self._drop)
        else:
            self._drop()

    def _drop(self) -> None:
        self._draft.drop()
        self.post_message(messages.DraftsChanged())
        self.dismiss(None)


def draft_of(folder: RecordsFolder, activity: Activity) -> FormDraft:
    """Where the reflection on an activity is kept until it is written down."""
    fields = {"title": f"Reflection on {activity.title}", "activity": activity.id}
    return FormDraft(folder, KIND, activity.id, fields=fields)


def is_of_reflection(draft: Draft) -> bool:
    """Whether a draft was typed in this form."""
    return draft.name.startswith(f"{KIND}-")
