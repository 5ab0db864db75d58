"""A pasted agenda, read as sessions while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Button, TextArea

from alcto_core.entry.agenda import Agenda, read_agenda
from alcto_core.hours import length, long
from alcto_core.nouns import counted_noun
from alcto_core.rules.own_strands import is_open, with_suggested
from alcto_tui.own_keys import key
from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.literal import Words, line, lines

EXAMPLE = "8:00-8:30 Check-in\n9:00-10:15 Ransomware tabletop | IT\n12:00-1:00 Lunch\n1.5 Student privacy | Law, Data"


class AgendaArea(TextArea):
    """The pasted text. Taking back a paste that was longer than the area hides its scroll bar, and Textual 8.2.8 looks
    for the cursor then, while that still stands on a line that is gone."""

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        if self.cursor_location[0] >= self.document.line_count:
            return Offset()
        return super().scroll_cursor_visible(center, animate)


class AgendaForm(Front[Agenda | None]):
    """Returns the agenda whose sessions are to be added; None where nothing shall change."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("f2,ctrl+s", "take", "Take them", priority=True),
        Binding("f3", "take_suggested", "With suggested strands", priority=True),
        Binding("escape", "cancel", "Back", priority=True),
    ]
    DEFAULT_CSS = """
    AgendaForm {
        & > .box { width: 90; height: 100%; max-height: 30; padding: 0 2; }
        & TextArea { height: 1fr; border: none; padding: 0; background: $background; }
        & TextArea:focus { border: none; }
        & #read { height: auto; max-height: 11; }
        & Button { min-width: 8; }
    }
    """

    def __init__(
        self,
        strand_named: Callable[[str], str | None],
        strand_short: Callable[[str], str],
        suggested: Callable[[str], tuple[str, ...]],
        text: str = "",
        typed: Callable[[str], None] = lambda _: None,
        days: Callable[[Agenda], Content] = lambda _: Content(""),
    ) -> None:
        """`text` is what was pasted before; `typed` is told of what stands there, whenever that changes; `days` says
        what the days of an agenda mean for the entry."""
        super().__init__()
        self._text = text
        self._typed = typed
        self._days = days
        self._suggested = suggested
        self._strand_named = strand_named
        self._strand_short = strand_short
        self._agenda = Agenda(sessions=(), left_out=())

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Words(line(("Paste the agenda", "bold"), ", a line for each session: time, title | strands"))
            yield AgendaArea(self._text, placeholder=EXAMPLE, compact=True, tab_behavior="focus")
            yield Words(id="read")
            with Horizontal(classes="buttons"):
                yield Button(f"{key('save')} Take them", compact=True, variant="primary", id="take")
                yield Button("F3 With suggested strands", compact=True, id="suggested")
                yield Button("Esc Back", compact=True, id="cancel")

    def on_mount(self) -> None:
        if self._text:
            self._read(self._text)

    def on_text_area_changed(self, changed: TextArea.Changed) -> None:
        self._read(changed.text_area.text)

    def _read(self, text: str) -> None:
        self._typed(text)
        self._agenda = read_agenda(text, self._strand_named)
        self.query_one("#read", Words).show(
            _read_words(self._agenda, self._days(self._agenda), self._strand_short, self._suggested)
        )

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        if pressed.button.id == "take":
            self.action_take()
        elif pressed.button.id == "suggested":
            self.action_take_suggested()
        else:
            self.action_cancel()

    def action_take(self) -> None:
        """Take what could be read. With nothing read there is nothing to take."""
        if self._agenda.sessions:
            self.dismiss(self._agenda)
        else:
            self.query_one("#read", Words).show(line(("Nothing here can be read as a session yet.", "$short")))

    def action_take_suggested(self) -> None:
        """Take what could be read, and for each session without strands those that its title suggests."""
        self._agenda = replace(self._agenda, sessions=with_suggested(self._agenda.sessions, self._suggested))
        self.action_take()

    def action_cancel(self) -> None:
        self.dismiss(None)


def _read_words(
    agenda: Agenda, days: Content, strand_short: Callable[[str], str], suggested: Callable[[str], tuple[str, ...]]
) -> Content:
    """What was read: a total, its days, the last sessions, and what was left out."""
    if not agenda.sessions and not agenda.left_out:
        return Content("")
    count = len(agenda.sessions)
    rows = [line((f"{counted_noun(count, 'sessions')}, {long(agenda.hours)}", "bold $met"))]
    if days.plain:
        rows.append(days)
    for session in agenda.sessions[-4:]:
        strands = ", ".join(map(strand_short, session.strands or ()))
        proposed = ", ".join(map(strand_short, suggested(session.title))) if is_open(session) else ""
        kind = session.kind.replace("-", " ") if session.kind != "session" else strands or "the event’s strands"
        kind += f"; suggested: {proposed}" if proposed else ""
        rows.append(line(f"{length(session.hours):>6}  {session.title}", (f"  {kind}", "$muted")))
    rows += [line((f"Line {left.number} left out: {left.text}", "$short")) for left in agenda.left_out[-3:]]
    rows += [line((f"Line {one.number}: {one.text}", "$muted")) for one in agenda.remarks[-2:]]
    return lines(*rows)
