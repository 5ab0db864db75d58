"""What a change would come to in every credential, said before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alcto_core.cli.page import Toned, tone_of
from alcto_core.dates import show
from alcto_core.evaluation.effects import without_effect
from alcto_core.hours import beside, long, show_asked, show_signed
from alcto_core.overview import preview
from alcto_core.rules.own_strands import proposed, strands_of
from alcto_core.telling.change import unknown_words
from alcto_core.telling.sentences import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alcto_core.cli.page import Page
    from alcto_core.evaluation.effects import Effect
    from alcto_core.evaluation.standing import Credit, Standing
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity


def say_preview(page: Page, overview: Overview, activity: Activity, replaces: Activity | None = None) -> None:
    """Say on standard error what the records would hold, and what that would count for."""
    verb = "planned" if activity.is_planned else "logged"
    amount = f"{long(activity.hours)} {verb}" if activity.hours else f"{verb}, in units"
    page.aside(Toned("If saved: ", "strong"), f"{activity.title}, {show(activity.date)}: {amount}.")
    if activity.offering:
        listed = overview.library.listing(activity.offering, activity.date)
        page.aside(f"  Taken as {activity.offering}{'' if listed else ', which no list covers on that day'}.")
    elif overview.library.catalogues:
        page.aside("  It names no entry of a catalogue; programmes that ask for a list will not count it.")
    _say_proposed(page, overview, activity)
    effects = preview(overview, activity, replaces=replaces.id if replaces else None)
    if not effects and overview.records is not None:
        page.aside(f"  {without_effect(overview.records, activity, is_new=replaces is None)}")
    _say_effects(page, overview, effects, activity.is_planned)


def _say_proposed(page: Page, overview: Overview, activity: Activity) -> None:
    """Strands of the person's other frameworks that the hours might be logged under too. They count nothing yet."""
    found = proposed(overview.records, overview.library, strands_of(activity))
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
    before, after, credit = effect.before, effect.after, effect.credit
    parts: list[str | Toned] = [f"  {effect.title}: "]
    if credit is not None:
        parts.append(count_words(credit))
    elif before.hours.counted == after.hours.counted:
        parts.append(_unchanged(after))
    else:
        parts.append("hours counted")
    if before.hours.counted != after.hours.counted:
        needed = after.hours.needed
        of = f" of {show_asked(needed)}" if needed is not None else ""
        comma = "" if credit is None else ";"
        was, will = beside(before.hours.counted, needed), beside(after.hours.counted, needed)
        parts.append(f"{comma} {was} → {will}{of}")
    if before.state is not after.state:
        was = f"{before.state.word} " if effect.is_other_period else ""
        parts += [f"; {was}becomes ", Toned(after.state.word, tone_of(after.state))]
    else:
        parts += ["; ", "stays ", after.state.word]
    page.aside(*parts, ".")
    if effect.nowhere:
        page.aside(f"    {effect.nowhere}")
    if is_planned:
        page.aside("    It is planned: `alcto status --plan` counts it.")
    elif credit is not None:
        _say_reasons(page, credit)


def _unchanged(standing: Standing) -> str:
    if standing.period is None:
        return standing.why.rstrip(".") or "nothing can be said"
    return f"no change in {show(standing.period.start)} to {show(standing.period.end)}"


def _say_reasons(page: Page, credit: Credit) -> None:
    for reason in credit.because:
        amount = f"{show_signed(reason.hours)}  " if reason.hours else ""
        page.aside(f"    {amount}{reason.text}")
    if credit.unknown:
        page.aside(f"    {unknown_words(credit)}.")
    for note in credit.notes:
        page.aside(f"    {note}")
