"""Adding a credential, or changing what its dates rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Select

from alcto_core.records.changing import REMOVED, Edit
from alcto_core.records.edits import AddCredential, ChangeCredential
from alcto_core.telling.renewing import held, slips
from alcto_tui.screens.base.dialog import FormDialog
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.holding import Holding
from alcto_tui.widgets.literal import Words, line, literal
from alcto_tui.widgets.settings import Settings

if TYPE_CHECKING:
    from alcto_core.overview import Overview

_DATES = (("due", "due", "Due on"), ("owed_from", "from", "Owed from"), ("ended", "ended", "Ended on"))


class CredentialForm(FormDialog):
    """A new credential, or the one with the id `credential`."""

    DEFAULT_CSS = """
    CredentialForm {
        & Select { width: 100%; margin-bottom: 1; }
        & Select:focus > SelectCurrent { background: $accent; color: $background; }
        & Select:focus > SelectCurrent > #label, & Select:focus > SelectCurrent > .arrow { color: $background; }
        & #holding { height: auto; }
    }
    """

    def __init__(self, overview: Overview, credential: str | None) -> None:
        super().__init__(overview)
        self._known = overview.records.credential(credential) if overview.records and credential else None

    def heading(self) -> Content:
        if self._known is None:
            return line(("A program that you answer to", "bold"))
        rules = self._overview.library.rule_sets.get(self._known.program)
        return line(("Change ", "bold"), (rules.title if rules else self._known.program, "bold"))

    def fields(self) -> ComposeResult:
        rule_sets = self._overview.library.rule_sets
        if self._known is None:
            if not rule_sets:
                yield Words("No rule set is installed, so there is nothing to choose from. `alcto plugins` says why.")
                return
            yield Select(
                [(literal(rules.title), rules.id) for rules in rule_sets.values()],
                prompt="Choose the program",
                id="program",
                compact=True,
            )
        with Vertical(id="holding"):
            if self._known is not None and (rules := rule_sets.get(self._known.program)):
                yield Holding(rules, self._overview.on, self._known)
        for name, _, label in _DATES:
            day = getattr(self._known, name) if self._known else None
            hint = "only to override what the rules say" if name == "due" else "a date, if it matters"
            yield Field(label, day.isoformat() if day else "", placeholder=hint, id=name.replace("_", "-"))
        if self._known is not None and (rules := rule_sets.get(self._known.program)):
            yield Settings(rules, self._known.settings)

    @on(Select.Changed, "#program")
    async def _program_chosen(self, changed: Select.Changed) -> None:
        place = self.query_one("#holding")
        await place.remove_children()
        rules = self._overview.library.rule_sets.get(str(changed.value))
        if rules is not None:
            await place.mount(Holding(rules, self._overview.on))

    def edit(self) -> Edit | None:
        values = self._values()
        if self._known is not None:
            return self._change(values)
        program = self.query("#program")
        chosen = program.first(Select).value if program else None
        if not isinstance(chosen, str):
            raise WrongField("program", "Choose the program first.")
        taken = (
            {credential.id for credential in self._overview.records.credentials} if self._overview.records else set()
        )
        id = chosen
        number = 2
        while id in taken:
            id, number = f"{chosen}-{number}", number + 1
        own_id = {} if id == chosen else {"id": id}
        return AddCredential(table={"program": chosen, **own_id, **values})

    def _change(self, values: Mapping[str, Any]) -> Edit | None:
        known = self._known
        if known is None:
            return None
        before = {
            "cohort": known.cohort,
            "issued": known.issued,
            "renewed": "unknown" if known.renewed is None else list(known.renewed) or None,
            **{key: getattr(known, name) for name, key, _ in _DATES},
        }
        if not self.query(Holding):
            before = {key: before[key] for _, key, _ in _DATES}
        changes = {
            key: values.get(key, REMOVED)
            for key, value in before.items()
            if values.get(key) != value and (value is not None or key in values)
        }
        for settings in self.query(Settings):
            if (after := settings.changed()) is not None:
                changes["settings"] = after or REMOVED
        return ChangeCredential(id=known.id, changes=changes) if changes else None

    def tell_wrong(self, wrong: WrongField) -> None:
        """Without a program nothing else is of any use."""
        if wrong.field == "program":
            self.tell(str(wrong))
            self.query("#program").focus()
        else:
            super().tell_wrong(wrong)

    def doubt(self, edit: Edit) -> str:
        """Whether a renewal that is new here may be a slip."""
        overview = self._overview
        if overview.records is None or not isinstance(edit, AddCredential | ChangeCredential):
            return ""
        table = edit.table if isinstance(edit, AddCredential) else edit.changes
        if not isinstance(table.get("renewed"), list):
            return ""
        return " ".join(slips(overview.records, held(table, self._known), overview.library, overview.on))

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for holding in self.query(Holding):
            values.update(holding.values())
        for name, key, _ in _DATES:
            if day := self.field(name.replace("_", "-")).day(self._overview.on, future=True):
                values[key] = day
        return values
