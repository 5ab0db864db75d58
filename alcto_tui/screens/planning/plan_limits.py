"""What may be suggested: how it is held, when you are away, and what shall be met. Nothing of it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.content import Content

from alcto_core.entry.answer import joined, listed
from alcto_core.entry.away import AWAY, read_away
from alcto_core.telling.catalogue import FORMATS
from alcto_core.telling.log import short_names
from alcto_tui.screens.base.dialog import FormDialog
from alcto_tui.screens.planning.plan_reading import Limits
from alcto_tui.widgets.choices import ChoiceField
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import line

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.planning.question import Days, Least
    from alcto_core.records.types import Format

_LEASTS = (("hours", "fewest hours"), ("events", "fewest events"))


class PlanLimits(FormDialog):
    """The limits of a plan; `take` is given those that are chosen."""

    save_label = "Plan so"

    def __init__(self, overview: Overview, limits: Limits, take: Callable[[Limits], object]) -> None:
        super().__init__(overview)
        self._limits = limits
        self._take = take

    def heading(self) -> Content:
        return line(("What may be suggested", "bold"))

    def explained(self) -> str:
        return "What is left empty is no limit. Nothing of this is saved."

    def fields(self) -> ComposeResult:
        limits, standings = self._limits, self._overview.standings
        held = tuple((one.credential, name) for one, name in zip(standings, short_names(standings), strict=True))
        yield ChoiceField("As little as", _LEASTS, (limits.least,), several=False, id="least")
        yield ChoiceField("Only what is", tuple(FORMATS.items()), limits.formats, several=True, id="formats")
        yield Field("Away", joined(map(_shown, limits.away)), placeholder=f"{AWAY}, 2026-10-05", id="away")
        if len(held) > 1:
            yield ChoiceField("Only for", held, limits.credentials, several=True, id="credentials")

    def action_save(self) -> None:
        """Plan within what stands in the form."""
        away = self.field("away")
        away.remark("")
        try:
            days = away.read(lambda typed: read_away(listed(typed), self._overview.on))
        except WrongField as wrong:
            self.tell_wrong(wrong)
            return
        self.dismiss()
        self._take(
            Limits(
                least=cast("Least", self._chosen("least")[0]),
                formats=cast("tuple[Format, ...]", self._chosen("formats")),
                away=days,
                credentials=self._chosen("credentials"),
            )
        )

    def _chosen(self, id: str) -> tuple[str, ...]:
        field = next(iter(self.query(f"#{id}").results(ChoiceField)), None)
        return field.choices.value if field is not None else ()


def _shown(days: Days) -> str:
    first, last = days
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
