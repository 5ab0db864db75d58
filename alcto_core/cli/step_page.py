"""Steps and stages marked as done, waived, sent back, or unmarked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from alcto_core.cli.arriving import arriving
from alcto_core.cli.credential_page import credential_named, say_standing
from alcto_core.cli.entered import reader_for, refuse
from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.cli.page import Page, Toned, tone_of
from alcto_core.cli.saving import save, status_after
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.entry.holding import read_step
from alcto_core.evaluation.standing import Standing
from alcto_core.importing.attached_plan import PARTS
from alcto_core.keeping.evidence import Arrival
from alcto_core.overview import Overview
from alcto_core.problems import Refused
from alcto_core.records.changing import Edit
from alcto_core.records.edits import Several
from alcto_core.records.step_edits import AddStep, ChangeStep, DeleteStep
from alcto_core.records.types import Credential, StepRecord
from alcto_core.telling.attached_plan import plan_lacks, plan_of
from alcto_core.telling.requirement import requirement_item
from alcto_core.telling.search import steps_of
from alcto_core.telling.step_marks import marks
from alcto_core.text import nearest
from alcto_core.words import matching


def mark(
    invocation: Invocation,
    credential: str,
    steps: tuple[str, ...],
    as_json: bool,
    undo_mark: bool,
    copy: bool,
    facts: dict[str, Any],
) -> int:
    """What `alcto step` does."""
    overview, page = invocation.whole_overview(), invocation.page
    held = credential_named(overview, credential)
    standing = next(one for one in overview.standings if one.credential == held.id)
    if not steps:
        return _say_steps(invocation, overview, standing, held, as_json)
    facts["files"], coming = arriving(page, overview.folder, facts["files"], copy=copy, may_ask=True)
    table = _marks(overview, facts, coming)
    says_when = undo_mark or not table.keys().isdisjoint({"done", "waived", "refused"})
    if not says_when and not _is_marked(held, steps, standing):
        raise click.UsageError("Please add --done DATE (or --waive REASON).")
    ids = _named(standing, held, steps)
    if "waived" in table:
        _check_waivable(overview, held, ids)
    edits = [_edit(held, one, standing, table, undo_mark) for one in ids]
    edit = edits[0] if len(edits) == 1 else Several(edits=tuple(edits), sentence=_together(len(edits), held, undo_mark))
    after, saved = save(page, overview, edit, coming=coming)
    say_standing(page, after, held.id)
    judged = after.standing(held.id)
    if judged is not None and any(one.startswith(PARTS) for one in ids):
        _say_plan(page, after, judged)
    return status_after(saved)


def _say_plan(page: Page, overview: Overview, standing: Standing) -> None:
    """What is missing in the plan that is attached."""
    for words in plan_lacks(plan_of(overview, standing)):
        page.aside(words)


def _together(count: int, held: Credential, undo_mark: bool) -> str:
    return f"{'unmarked' if undo_mark else 'marked'} {count} steps of “{held.id}”"


def _marks(overview: Overview, facts: Mapping[str, Any], coming: Iterable[Arrival]) -> dict[str, Any]:
    """What the options say of a step, by the file's keys. Raises `click.UsageError`."""
    said = {key: word for key, word in facts.items() if word not in (None, ())}
    found = read_step(said, reader_for(overview, coming))
    refuse(found.problems)
    return found.values


def _check_waivable(overview: Overview, held: Credential, ids: Sequence[str]) -> None:
    """Raises `Refused` for a step that the rule set lets nobody waive."""
    rules = overview.library.rule_sets.get(held.program)
    waivable = {step.id for step in rules.step if step.waivable} if rules is not None else set(ids)
    for id in ids:
        if id not in waivable:
            some = f"; what can be waived: {', '.join(sorted(waivable))}" if waivable else ""
            raise Refused(f"{held.program} lets nobody waive {id}{some}.")


def _named(standing: Standing, held: Credential, words: Sequence[str]) -> list[str]:
    """The step ids that the words mean. Raises `Refused` for one that the rule set does not have."""
    known = [one.id for one in standing.requirements if one.kind in ("step", "stage")]
    known = known or list(dict.fromkeys(step.id for step in held.steps))
    found: dict[str, None] = {}
    for word in words:
        group = [id for id in known if word.endswith("/") and id.startswith(word)]
        if word in known:
            found[word] = None
        elif group:
            found.update(dict.fromkeys(group))
        else:
            near = nearest(word, known) or " or ".join(one.id for one in matching(steps_of(standing, held), word)[:3])
            hint = f"did you mean {near}?" if near else f"it has {', '.join(known) or 'none'}."
            raise Refused(f"{held.id} has no step “{word}”; {hint}")
    return list(found)


def _mark_of(held: Credential, id: str, standing: Standing) -> tuple[int, StepRecord] | None:
    """The newest mark of a step in the cycle in force, with its place among the marks of that step."""
    period, requirement = standing.period, standing.requirement(id)
    alike = [step for step in held.steps if step.id == id]
    if requirement is not None:
        mark = next(reversed(marks(held, standing, requirement)), None)
        return (mark.nth, mark.step) if mark else None
    for nth in reversed(range(len(alike))):
        done = alike[nth].done or (None if alike[nth].waived is not None else alike[nth].refused)
        if done is None or period is None or period.start <= done <= period.end:
            return nth, alike[nth]
    return None


def _is_marked(held: Credential, words: Sequence[str], standing: Standing) -> bool:
    return all(_mark_of(held, id, standing) for id in _named(standing, held, words))


def _edit(held: Credential, id: str, standing: Standing, table: dict[str, Any], undo_mark: bool) -> Edit:
    mark = _mark_of(held, id, standing)
    if undo_mark:
        if mark is None:
            raise Refused(f"{id} is not marked in this cycle.")
        return DeleteStep(id=held.id, step=id, nth=mark[0])
    if mark is None or _is_of_another_cycle(table, standing):
        return AddStep(id=held.id, table={"id": id, **table})
    return ChangeStep(id=held.id, step=id, nth=mark[0], changes=table)


def _is_of_another_cycle(table: dict[str, Any], standing: Standing) -> bool:
    done, period = table.get("done"), standing.period
    return bool(done and period and not period.start <= done <= period.end)


def _say_steps(invocation: Invocation, overview: Overview, standing: Standing, held: Credential, as_json: bool) -> int:
    steps = [one for one in standing.requirements if one.kind in ("step", "stage")]
    if as_json:
        rows = [
            {"id": one.id, "title": one.title, "state": one.state, "done": one.done.isoformat() if one.done else None}
            for one in steps
        ]
        invocation.page.say_json({"schema": 1, "credential": standing.credential, "steps": rows})
    elif steps:
        columns = (TableColumn("Step"), TableColumn("State"), TableColumn("Done"), TableColumn("Title", shrinks=True))
        items = [(one, requirement_item(standing, held, one)) for one in steps]
        say_table(
            invocation.page,
            columns,
            [(one.id, Toned(item.state, tone_of(one.state)), item.figure, item.title) for one, item in items],
        )
        _say_plan(invocation.page, overview, standing)
    else:
        invocation.page.say(f"{standing.credential} asks for no steps.")
    return exit_status(overview)
