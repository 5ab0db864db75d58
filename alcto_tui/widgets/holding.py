"""What has to be known of a holding of a program in cycles: cohort or issue, and whether it was renewed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from alcto_core import dates
from alcto_core.entry.holding import first_due, read_renewed
from alcto_core.evaluation.next_step import RENEWED
from alcto_core.telling.programs import without_cohort
from alcto_tui.widgets.choices import ChoiceField, Choices
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import Words

if TYPE_CHECKING:
    from alcto_core.records.types import Credential
    from alcto_core.rules.vocabulary import RuleSet


class Holding(Vertical):
    """Cohort, day of issue and, where the due date has passed, the renewal. Not sure is an answer."""

    DEFAULT_CSS = """
    Holding { height: auto; & > .explained { color: $muted; height: auto; } }
    """

    def __init__(self, rules: RuleSet, today: date, known: Credential | None = None, *, prefix: str = "") -> None:
        super().__init__()
        self._rules = rules
        self._today = today
        self._known = known
        self._prefix = prefix

    @property
    def is_in_cycles(self) -> bool:
        """Whether the program asks for a cohort or a day of issue at all."""
        return self._rules.window[0].kind == "cycle"

    def compose(self) -> ComposeResult:
        if not self.is_in_cycles:
            return
        known = self._known
        cohort = (known.cohort or "") if known else ""
        names = [one.name for one in self._rules.window[0].cohort]
        if names or cohort:
            others = [cohort] if cohort and cohort not in names else []
            options = [*((name, name) for name in (*names, *others)), ("", "I don't know")]
            yield ChoiceField("Cohort", options, (cohort,), several=False, id=self._key("cohort"))
        issued = known.issued.isoformat() if known and known.issued else ""
        yield Field(
            "Issued on", issued, placeholder="the day on the certificate, if you know it", id=self._key("issued")
        )
        renewed = ""
        if known and known.renewed is None:
            renewed = "not sure"
        elif known and known.renewed:
            renewed = ", ".join(day.isoformat() for day in known.renewed)
        yield Field("Renewed on", renewed, placeholder="date, “no”, “not sure”", id=self._key("renewed"))
        yield Words(classes="explained")

    def on_mount(self) -> None:
        self._ask()

    @on(Input.Changed)
    @on(Choices.Changed)
    def _ask(self) -> None:
        """Ask about the renewal once the first due date has passed. The field stands there before, out of the way of
        the keys, so that no field comes between two others while somebody types."""
        if not self.is_in_cycles:
            return
        due = self._first_due()
        renewed = self._field("renewed")
        renewed.disabled = not renewed.value and (due is None or due >= self._today)
        if due is not None and not renewed.value:
            renewed.remark(f"First due {dates.show(due)}.{'' if renewed.disabled else f' {RENEWED}'}")
        elif renewed.value:
            renewed.remark("")
        is_unknown = due is None and self._has("cohort") and not self._cohort and not self._field("issued").value
        self.query_one(".explained", Words).show(without_cohort(self._rules) if is_unknown else "")

    def values(self) -> Mapping[str, Any]:
        """Keys and values as in the file. Raises `WrongField`."""
        if not self.is_in_cycles:
            return {}
        found: dict[str, Any] = {"cohort": self._cohort} if self._cohort else {}
        if issued := self._field("issued").day(self._today):
            found["issued"] = issued
        renewed = self._field("renewed")
        if not renewed.disabled and (read := renewed.read(read_renewed, self._today)) is not None:
            found["renewed"] = read
        return found

    @property
    def _cohort(self) -> str:
        if not self._has("cohort"):
            return ""
        return next(iter(self.query_one(f"#{self._key('cohort')}", ChoiceField).choices.value), "")

    def _first_due(self) -> date | None:
        table: dict[str, Any] = {"cohort": self._cohort}
        with suppress(WrongField):
            table["issued"] = self._field("issued").day(self._today)
        return first_due(self._rules, table)

    def _key(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def _has(self, name: str) -> bool:
        return bool(self.query(f"#{self._key(name)}"))

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{self._key(name)}", Field)
