"""Export: what is handed in or kept, written as a file. Nothing in the records changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from alcto_core.entry.paths import NO_PATH, path_of
from alcto_core.paperwork.kinds import BY_NAME, KINDS
from alcto_core.paperwork.ordering import PACKET, Delivered, Order, deliver, proposed, usual
from alcto_core.telling.handing_in import packing_stopped
from alcto_core.telling.log import short_names
from alcto_tui import messages
from alcto_tui.screens.base.dialog import FormDialog
from alcto_tui.screens.base.watching import Progressed, Watch
from alcto_tui.widgets.choices import ChoiceField, Choices
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import Words, line, lines

if TYPE_CHECKING:
    from alcto_core.overview import Overview

_ALL = ""
_WORDS = {
    "entries": "entries",
    "form": "form",
    "report": "report",
    "calendar": "calendar",
    "plan-skeleton": "plan outline",
    "portfolio": "portfolio",
    "checklist": "proof checklist",
    "records": "records file",
    PACKET: "whole packet",
}
_PACKET_SAID = "Everything that is handed in, with proof, in one zip that anybody with alcto can check"
_MOST_TOLD = 6


class ExportForm(FormDialog):
    """What, for which credential, and the file; the ending of the file says the format."""

    save_label = "Write it"

    DEFAULT_CSS = """
    ExportForm {
        & #about { color: $muted; margin: 0 0 1 16; height: auto; }
        & #told { height: auto; max-height: 9; margin-top: 1; }
    }
    """

    def __init__(self, overview: Overview, credential: str | None = None, period: str | None = None) -> None:
        super().__init__(overview)
        self._credential = credential or _ALL
        self._period = period
        self._proposed = ""
        """The file that stands in the form as long as nobody typed another."""
        self._is_working = False
        self._watch: Watch | None = None
        """Of the packet that is being made."""

    def heading(self) -> Content:
        return line(("Export", "bold"))

    def explained(self) -> str:
        said = "Writes a file for others, or to keep. Nothing in your records changes."
        return f"{said} It is of {self._period}, the period that you looked at." if self._period else said

    def fields(self) -> ComposeResult:
        standings = self._overview.standings
        held = tuple((one.credential, name) for one, name in zip(standings, short_names(standings), strict=True))
        kinds = tuple((one.name, _WORDS[one.name]) for one in KINDS)
        chosen = usual(self._overview, self._credential or None)
        yield ChoiceField("What", (*kinds, (PACKET, _WORDS[PACKET])), (chosen,), several=False, id="kind")
        yield Words(id="about")
        yield ChoiceField("For", ((_ALL, "all"), *held), (self._credential,), several=False, id="credential")
        yield Field("File", id="file")
        yield Words(id="told")

    def on_mount(self) -> None:
        self._show_choice()

    @on(Choices.Changed)
    def _show_choice(self) -> None:
        """Say what is chosen, and propose a file for it."""
        kind, credential = self._chosen("kind"), self._chosen("credential") or None
        self.query_one("#about", Words).show(_about(kind))
        field = self.field("file")
        if field.value == self._proposed:
            self._proposed = str(proposed(kind, credential, self._overview.folder.path, self._of_period(credential)))
            field.input.value = self._proposed
            field.input.cursor_position = len(self._proposed)  # else it stands where the last one ended
        self._say()

    def _of_period(self, credential: str | None) -> str | None:
        """The period that was looked at, as long as it is that of the credential."""
        return self._period if credential == self._credential else None

    def _chosen(self, id: str) -> str:
        return next(iter(self.query_one(f"#{id}", ChoiceField).choices.value), "")

    def action_save(self) -> None:
        """Write it, or say what is wrong; a doubt is asked about first."""
        self._write(is_sure=False)

    def _write(self, *, is_sure: bool) -> None:
        if self._is_working:
            return
        field = self.field("file")
        field.remark("")
        if not field.value:
            self.tell_wrong(WrongField("file", NO_PATH))
            return
        credential = self._chosen("credential") or None
        order = Order(
            kind=self._chosen("kind"),
            credential=credential,
            target=path_of(field.value),
            period=self._of_period(credential),
        )
        self._is_working = True
        self._say(line(("Writing…", "$muted")))
        look = partial(deliver, self._overview, order, is_sure=is_sure)
        if order.kind == PACKET:
            self._watch = Watch(self, packing_stopped())
            look = partial(self._watch.over, partial(look, progress=self._watch))
        self.post_message(messages.LookRequested(look, self, holds_keys=self._watch is None))

    @property
    def holds_keys(self) -> bool:
        """Whether a packet is being made, so that the next key is about what comes of it."""
        return self._watch is not None

    is_stoppable = holds_keys

    def on_progressed(self, progressed: Progressed) -> None:
        if progressed.watch is self._watch and not progressed.watch.is_stopped:
            self._say(line((progressed.words("Packing"), "bold")))

    def on_unmount(self) -> None:
        """Leave no packet half made where alcto is left meanwhile."""
        if self._watch is not None:
            self._watch.leave()

    def action_cancel(self) -> None:
        """Stop the packing, else close."""
        if self._watch is not None:
            self._watch.stop()
            self._say(line(("Stopping…", "bold")))
        else:
            super().action_cancel()

    def on_looked(self, looked: messages.Looked) -> None:
        """Say what was written and close; or ask, or say why nothing was."""
        self._is_working, self._watch = False, None
        found: Delivered | None = looked.found
        if looked.problem or found is None:
            self._say()
            self.tell(looked.problem)
            return
        if found.doubt:
            from alcto_tui.screens.base.question import if_sure

            self._say()
            if_sure(self, found.doubt, "Write it", partial(self._write, is_sure=True), "Back", found.told)
            return
        more = len(found.told) - _MOST_TOLD
        told = [*found.told[:_MOST_TOLD], *((f"And {more} more.",) if more > 0 else ())]
        done = [line((found.done, "bold $met"))] if found.done else []
        self._say(*done, *(line((words, "$short")) for words in told))
        if not told:
            self.notify(found.done)
            self.dismiss()

    def _say(self, *told: Content) -> None:
        """What the person should know, below the fields."""
        self.tell("")
        self.query_one("#told", Words).show(lines(*told))
        self.query_one("#told").display = bool(told)


def _about(kind: str) -> str:
    if kind == PACKET:
        return f"{_PACKET_SAID} (.zip, or a folder)."
    found = BY_NAME[kind]
    return f"{found.summary} ({', '.join(f'.{one.ending}' for one in found.formats)})."
