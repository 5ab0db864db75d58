"""F13: texts that are markup to a careless screen, in every field of the records and of a rule file, on every screen.

The payloads stand in turn in the fields; each round of the long form begins with another one, in one of two sizes.
The tests of the screens put each payload into each field. On every screen
the signs and the actions under each cell are looked at, and every place where markup
stands as text is clicked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import gates
import on_screens

SIZES = [(120, 60), (80, 24)]
MOST_CLICKS = 2
"""On one screen; each may open another one."""
ROUNDS = 4
QUICK = ("Home", "Credential 1, step", "Doctor", "Restore", "Conflict", "Copies", "History", "First run")
"""The screens of the quick form; the tests of each screen look at the others with every payload."""


@dataclass
class Round:
    """One walk through the screens, and what was seen on the way."""

    outcome: gates.Outcome
    typed: str
    shown: set[str] = field(default_factory=set)
    """Payloads that stood on a screen as they were typed."""

    async def walk(self, pilot: Any, names: Callable[[str], bool]) -> None:
        """Every screen with such a name."""
        from driving import until
        from every_screen import EveryScreen

        from alcto_tui import messages

        app, screens = pilot.app, EveryScreen(pilot, self.typed)
        screens.lay_beside()
        app.screen.post_message(messages.ReloadRequested())
        await until(pilot, lambda: app.overview.loaded.raw == app.folder.file.read_bytes() and app.copies)

        async def look(name: str) -> None:
            self.judge(app, name)
            await self.click(pilot, name)

        self.outcome.add("screens", await screens.walk(look, names))

    def judge(self, app: Any, name: str) -> None:
        """Nothing on the screen is anything but text."""
        import made_up
        from driving import strips_of, text_of
        from hostile import faults_in, shows

        strips = strips_of(app)
        text = text_of(strips)
        self.shown.update(one for one in made_up.PAYLOADS if one not in self.shown and shows(text, one))
        for fault in faults_in(app, strips):
            self.outcome.add("actions fired" if "ended" in fault else "not literal")
            self.outcome.fail(f"{name}: {fault}")

    async def click(self, pilot: Any, name: str) -> None:
        """Click where markup stands; what opens is looked at too."""
        from driving import screen_text

        app = pilot.app
        places = [
            (row.index(mark) + 2, y)
            for y, row in enumerate(screen_text(app).splitlines())
            for mark in ("[@click", "[link=", "[/b]")
            if mark in row
        ]
        for place in places[:MOST_CLICKS]:
            await pilot.click(offset=place)
            self.outcome.add("clicks")
            self.judge(app, f"{name}, clicked at {place}")


def measure(plan: gates.Plan) -> gates.Outcome:
    """Some rounds through every screen in the long form; one through some in the quick form."""
    import made_up

    outcome = gates.Outcome()
    for figure in ("screens", "clicks", "crashes", "actions fired", "not literal", "payloads seen"):
        outcome.add(figure, 0)
    for number in plan.of(1, ROUNDS):
        _measure_round(plan, outcome, number * len(made_up.PAYLOADS) // ROUNDS, SIZES[number % len(SIZES)])
    return outcome


def _measure_round(plan: gates.Plan, outcome: gates.Outcome, start: int, size: tuple[int, int]) -> None:
    import made_up
    import made_up_programs
    from hostile import MARK, rotated

    payloads = made_up.PAYLOADS
    typed = " ".join(payloads[(start + step) % len(payloads)] for step in range(2))
    rules = rotated(made_up_programs.OWN_RULES.format(text=made_up.quoted(MARK)), start)
    staged = ("Home", "Mentor", "Credential") if plan.is_long else ("Mentor",)
    this, before = Round(outcome, typed), outcome.figures["screens"]
    for records, names in (
        (made_up.hostile(MARK), lambda name: plan.is_long or name in QUICK),
        (made_up_programs.hostile_stages(MARK), lambda name: name.startswith(staged)),
    ):
        app = on_screens.app_on(plan.scratch, rotated(records, start), rules)

        async def walk(pilot: Any, names: Callable[[str], bool] = names) -> None:
            await this.walk(pilot, names)

        if crash := on_screens.run(app, walk, size):
            outcome.add("crashes")
            outcome.fail(f"payload {start} at {size}: {crash}")
    if plan.is_long and outcome.figures["screens"] - before < len(payloads) * 3:
        outcome.fail(f"payload {start} at {size}: too few screens were walked")
    if missing := set(payloads) - this.shown:
        outcome.fail(f"payload {start} at {size}: never seen on a screen: {sorted(missing)}")
    outcome.add("payloads seen", len(this.shown))


GATE = gates.Gate(
    id="F13",
    fault="markup in records",
    gate="0 crashes, 0 actions fired, all literal",
    measure=measure,
    least={"screens": (9, 180), "clicks": (12, 180), "payloads seen": (12, 48)},
    shares=4,
)
