"""What is told of an attached technology plan: which sections have a heading in it, and which have none."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from alcto_core.evaluation.standing import Standing
from alcto_core.importing.attached_plan import AttachedPlan, attached_plan
from alcto_core.numbers import counted
from alcto_core.overview import Overview
from alcto_core.telling.page import Item, Part, Sheet
from alcto_core.text import one_and_other

_ONLY_HEADINGS = "Only headings are looked at; what stands below them is for those who read the plan."
_BY_LINES = "Its headings are not marked as such, so every short line was looked at."


def plan_of(overview: Overview, standing: Standing) -> AttachedPlan | None:
    """What is attached as the plan of a credential in the period shown; None where it asks none, or nothing is. Reads
    the files."""
    rules = overview.library.rule_sets.get(standing.program)
    credential = overview.records.credential(standing.credential) if overview.records is not None else None
    if rules is None or credential is None:
        return None
    return attached_plan(overview.folder, credential, standing, rules)


def plan_lacks(plan: AttachedPlan | None) -> Iterator[str]:
    """What is missing in an attached plan or could not be read, a sentence each; nothing where all is there."""
    if plan is None:
        return
    yield from plan.unread
    if plan.files and plan.missing:
        titles = one_and_other([one.title for one in plan.missing])
        yield f"No heading was found in the attached plan ({', '.join(plan.files)}) for {titles}."


def plan_part(plan: AttachedPlan) -> Part:
    """The attached plan, section by section."""
    found = len(plan.sections) - len(plan.missing)
    items = [
        Item(
            id=one.id,
            kind="section",
            title=one.title,
            text=f"“{one.heading}” in {one.file}" if one.heading else "",
            state="" if one.heading else "no heading found",
            tone="met" if one.heading else "short",
            said=() if one.heading else (f"No heading was found for {one.title} in {', '.join(plan.files)}",),
        )
        for one in (plan.sections if plan.files else ())
    ]
    notes = (*plan.unread, *((_ONLY_HEADINGS,) if plan.files else ()), *(() if plan.is_marked else (_BY_LINES,)))
    items += [Item(id=f"plan-{at}", kind="note", text=words) for at, words in enumerate(notes)]
    fact = f"headings for {found} of {counted(len(plan.sections), 'section')}" if plan.files else "not looked into"
    return Part(heading="Attached plan", fact=fact, items=tuple(items))


def section_part(plan: AttachedPlan | None, section: str) -> Part:
    """What is attached for one section of the plan; empty for what is none."""
    items = plan_part(plan).items if plan is not None else ()
    is_one = any(one.kind == "section" and one.id == section for one in items)
    return Part(heading="Attached plan", items=tuple(one for one in items if is_one and one.id == section))


def with_plan(sheet: Sheet, plan: AttachedPlan | None) -> Sheet:
    """The page of a credential, with what is attached as its plan behind what it asks."""
    if plan is None:
        return sheet
    return replace(sheet, parts=(*sheet.parts[:1], plan_part(plan), *sheet.parts[1:]))
