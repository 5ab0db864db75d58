"""What a change would come to in every credential, said before it is saved."""

from __future__ import annotations

from collections.abc import Iterable

from alcto_core.cli.page import Page, Toned, tone_of
from alcto_core.dates import show
from alcto_core.evaluation.effects import Effect
from alcto_core.evaluation.proposals import proposals
from alcto_core.hours import long
from alcto_core.overview import Overview, preview
from alcto_core.records.types import Activity
from alcto_core.telling.change import change, without_effect
from alcto_core.telling.page import sentence
from alcto_core.telling.sentences import count_words


def say_preview(page: Page, overview: Overview, activity: Activity, replaces: Activity | None = None) -> None:
    """Say on standard error what the records would hold, and what that would count for."""
    verb = "planned" if activity.is_planned else "logged"
    amount = f"{long(activity.hours)} {verb}" if activity.hours else f"{verb}, in units"
    page.aside(Toned("If saved: ", "strong"), f"{activity.title}, {show(activity.date)}: {amount}.")
    if activity.offering:
        listed = overview.library.listing(activity.offering, activity.date)
        page.aside(f"  Taken as {activity.offering}{'' if listed else ', which no list covers on that day'}.")
    elif overview.library.catalogues:
        page.aside("  It names no entry of a catalogue; programs that ask for a list will not count it.")
    _say_proposed(page, overview, activity)
    effects = preview(overview, activity, replaces=replaces.id if replaces else None)
    if not effects and overview.records is not None:
        page.aside(f"  {without_effect(overview.records, activity, is_new=replaces is None)}")
    _say_effects(page, overview, effects, activity.is_planned)


def _say_proposed(page: Page, overview: Overview, activity: Activity) -> None:
    """Strands of the person's other frameworks that the hours might be logged under too. They count nothing yet."""
    found = proposals(overview.records, overview.library, activity, overview.on)
    if found:
        words = ", ".join(f"{label} ({strand})" for strand, label in found)
        page.aside(f"  These might fit too, and count only where you add them with --strand: {words}.")


def say_removal(page: Page, overview: Overview, activity: Activity) -> None:
    """Say on standard error what the records would lose."""
    hours = f"{long(activity.hours)} less" if activity.hours else "units"
    page.aside(Toned("If deleted: ", "strong"), f"{activity.title}, {show(activity.date)}: {hours}.")
    effects = preview(overview, None, replaces=activity.id)
    if not effects and overview.records is not None:
        page.aside(f"  {without_effect(overview.records, None, is_new=False)}")
    _say_effects(page, overview, effects, activity.is_planned)


def _say_effects(page: Page, overview: Overview, effects: Iterable[Effect], is_planned: bool) -> None:
    others: dict[str, None] = {}
    for effect in effects:
        _say_effect(page, effect, is_planned and not overview.plan)
        others.update(dict.fromkeys(effect.others))
    if others:
        page.aside(f"  Other activities that would count otherwise: {', '.join(others)}.")


def _say_effect(page: Page, effect: Effect, is_planned: bool) -> None:
    told = change(effect.before, effect.after, effect.credit, effect.nowhere, is_other_period=effect.is_other_period)
    counted = f"{count_words(effect.credit)}; " if effect.credit is not None else ""
    stays = "" if told.is_turned else "stays "
    verdict = Toned(told.verdict, tone_of(told.state))
    page.aside(f"  {told.title}: {counted}{'; '.join((told.figures, *told.details))}; {stays}", verdict, ".")
    if is_planned and effect.credit is not None and (why := effect.credit.in_vain):
        page.aside(f"    It is planned, and nothing of it would count here once it is done. {sentence(why)}")
    elif is_planned:
        page.aside("    It is planned: `alcto status --plan` counts it.")
    for words in () if is_planned and effect.credit is not None else told.lost:
        page.aside(f"    {sentence(words)}")
