"""Everything about one records folder on one date, as a single frozen value: what the screens and the verbs show.

Reads and writes through the store, judges through `evaluate`, and computes no rule itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from alcto_core.evaluation.case import Bench, another
from alcto_core.evaluation.earlier_periods import period_before
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import Standing
from alcto_core.host.plugins import Plugins
from alcto_core.host.unknown_names import unknown_names
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.proof import Proofs
from alcto_core.keeping.store import Loaded, RecordsStore, Saved
from alcto_core.problems import Problem, RecordsError, RecordsMissing, Refused
from alcto_core.records.twins import twin_problems
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library
from alcto_core.toml.faults import Fault
from alcto_core.toml.layout import Path

if TYPE_CHECKING:
    from alcto_core.evaluation.changed_standings import ChangedStanding
    from alcto_core.evaluation.effects import Effect
    from alcto_core.records.changing import Edit


class Overview(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One person's records, what is wrong in them, and where every credential stands."""

    folder: RecordsFolder
    loaded: Loaded | None = None
    """The file as it was read; None where there is none yet."""
    records: Records | None = None
    """None where there is no file, or nothing in it can be read."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in the records file and in rule files."""
    plugins: Plugins
    standings: tuple[Standing, ...] = ()
    on: date
    plan: bool = False
    readings: bool = True
    """Whether the standings hold the answers under other readings."""
    bench: Bench = {}
    """What the standings left prepared, for previews."""

    @cached_property
    def before(self) -> tuple[Standing | None, ...]:
        """For each standing, that of the period which ended just before its own; None where nothing was owed then, or
        nobody knows. Judged when it is first asked for, which takes as long as the standings did."""
        if self.records is None:
            return ()
        return tuple(self._judged_before(one) for one in self.standings)

    def before_of(self, standing: Standing) -> Standing | None:
        """The same for one standing, of any period."""
        at = next((at for at, one in enumerate(self.standings) if one is standing), None)
        return self._judged_before(standing) if at is None or not self.before else self.before[at]

    def _judged_before(self, standing: Standing) -> Standing | None:
        if self.records is None:
            return None
        return period_before(self.records, self.library, standing, self.on, bench=self.bench)

    @property
    def library(self) -> Library:
        """What the plugins and local rule files say."""
        return self.plugins.library

    @property
    def has_errors(self) -> bool:
        """Whether the records file has errors."""
        return any(problem.is_error and problem.file == self.folder.file.name for problem in self.problems)

    @property
    def has_doubts(self) -> bool:
        """Whether anything in the records file is wrong, or may not be as it was meant."""
        return any(problem.file == self.folder.file.name for problem in self.problems)

    def standing(self, credential: str) -> Standing | None:
        """Where a credential stands."""
        return next((standing for standing in self.standings if standing.credential == credential), None)


def open_overview(
    folder: RecordsFolder,
    plugins: Plugins,
    on: date,
    *,
    plan: bool = False,
    period: str | None = None,
    readings: bool = True,
    earlier: bool = True,
) -> Overview:
    """Read the folder and judge every credential on the date; without `readings`, not under other readings, and without
    `earlier` not the windows that ended.

    No file is no error: `loaded` is None. Raises `RecordsError` where the file cannot be read at all, and
    `Refused` where no credential has the `period`.
    """
    try:
        loaded = RecordsStore(folder).load()
    except RecordsMissing:
        return Overview(folder=folder, plugins=plugins, on=on, plan=plan, problems=plugins.problems)
    return of_loaded(folder, loaded, plugins, on, plan=plan, period=period, readings=readings, earlier=earlier)


def of_loaded(
    folder: RecordsFolder,
    loaded: Loaded,
    plugins: Plugins,
    on: date,
    *,
    plan: bool = False,
    period: str | None = None,
    readings: bool = True,
    earlier: bool = True,
    before: Overview | None = None,
) -> Overview:
    """The overview of a file that was read; `before` is one of the same plugins and date, for what did not change."""
    loaded = _with_known(loaded, before)
    records = loaded.reading.records
    problems = [*loaded.reading.problems, *plugins.problems]
    standings: tuple[Standing, ...] = ()
    bench: Bench = another(before.bench) if before is not None else {}
    if records is not None:
        standings = evaluate_all(
            records, plugins.library, on, plan=plan, period=period, readings=readings, earlier=earlier, bench=bench
        )
        problems += unknown_names(loaded.reading, plugins.library, Proofs(folder.path))
        problems += twin_problems(loaded.reading)
        problems += _doubtful(loaded, records, standings)
    problems.sort(key=lambda problem: (problem.file != folder.file.name, problem.line or 0))
    return Overview(
        folder=folder,
        loaded=loaded,
        records=records,
        problems=tuple(problems),
        plugins=plugins,
        standings=standings,
        on=on,
        plan=plan,
        readings=readings,
        bench=bench,
    )


def _doubtful(loaded: Loaded, records: Records, standings: Iterable[Standing]) -> tuple[Problem, ...]:
    """What the standings take for a possible slip, each once, with its line in the file."""
    doubts = dict.fromkeys(doubt for standing in standings for doubt in standing.doubts if doubt.place)
    if not doubts:
        return ()
    from alcto_core.toml.placing import placed

    places = loaded.reading.places
    at = {
        "credential": {one.id: place for one, place in zip(records.credentials, places.credentials, strict=True)},
        "activity": {one.id: place for one, place in zip(records.activities, places.activities, strict=True)},
    }
    faults: dict[tuple[Path, str], Fault] = {}
    for doubt in doubts:
        table, id, *keys = doubt.place
        where: Path = (table, at[table][id], *keys)
        remedy = f"{doubt.remedy[:1].lower()}{doubt.remedy[1:]}".rstrip(".")  # it goes on after a semicolon
        faults[where, doubt.text] = Fault(where, doubt.text.rstrip("."), remedy, is_error=False)
    return placed(list(faults.values()), loaded.reading.layout, loaded.reading.file)


def save(overview: Overview, edit: Edit, *, insist: bool = False) -> tuple[Overview, Saved]:
    """Save an edit and judge again. Raises as `RecordsStore.save` does."""
    if overview.loaded is None:
        raise RecordsStore(overview.folder).missing()
    saved = RecordsStore(overview.folder).save(overview.loaded, edit, insist=insist)
    after = _after(overview, saved)
    _note_proof(overview, after)
    return after, saved


def _note_proof(before: Overview, after: Overview) -> None:
    """Note what the files look like that the save named as proof. Never fails: the save is done, and what is not
    noted now is noted when the doctor looks."""
    if before.records is None or after.records is None or after.loaded is None:
        return
    known = set(before.records.proof)
    paths = [path for path in after.records.proof if path not in known]
    if not paths:
        return
    from alcto_core.keeping.fingerprints import note

    # The file was written a moment ago, so its time stamp is the day of the save; `on` may be another.
    day = date.fromtimestamp(after.loaded.stamp[0] / 1e9) if after.loaded.stamp else after.on
    with suppress(RecordsError):
        note(after.folder, paths, day)


def undo(overview: Overview, *, insist: bool = False) -> tuple[Overview, Saved]:
    """Bring back the file from before the last save. Raises as `RecordsStore.undo` does."""
    saved = RecordsStore(overview.folder).undo(overview.loaded, insist=insist)
    return _after(overview, saved), saved


def redo(overview: Overview) -> tuple[Overview, Saved]:
    """Bring back the file from before the last undo. Raises as `RecordsStore.redo` does."""
    saved = RecordsStore(overview.folder).redo(overview.loaded)
    return _after(overview, saved), saved


def _after(overview: Overview, saved: Saved) -> Overview:
    return of_loaded(
        overview.folder,
        saved.loaded,
        overview.plugins,
        overview.on,
        plan=overview.plan,
        readings=overview.readings,
        before=overview,
    )


def _with_known(loaded: Loaded, before: Overview | None) -> Loaded:
    """The file with the very values of `before` where they are equal: what was prepared of those serves again."""
    records, had = loaded.reading.records, before.records if before is not None else None
    if records is None or had is None:
        return loaded
    known = {activity.id: activity for activity in had.activities}
    same = msgspec.structs.replace(
        records,
        person=had.person if records.person == had.person else records.person,
        credentials=had.credentials if records.credentials == had.credentials else records.credentials,
        activities=tuple(
            [was if (was := known.get(one.id)) is not None and was == one else one for one in records.activities]
        ),
    )
    return msgspec.structs.replace(loaded, reading=msgspec.structs.replace(loaded.reading, records=same))


def compared(overview: Overview, records: Records) -> tuple[ChangedStanding, ...]:
    """What becomes of every credential with these records in the place of those of the file."""
    from alcto_core.evaluation.changed_standings import changed_standings

    return changed_standings(
        records, overview.standings, overview.library, overview.on, plan=overview.plan, bench=overview.bench
    )


def preview(overview: Overview, activity: Activity | None, *, replaces: str | None = None) -> tuple[Effect, ...]:
    """What it would do to every credential to add `activity`, or to put it in the place of the one `replaces`: in the
    period in force and in those that its days fall in. Only what changes is told, and the periods that hold it.

    With no activity, what it would do to delete `replaces`. Raises `Refused` where there are no records.
    """
    from alcto_core.evaluation.effects import Asked, effects_of

    if overview.records is None:
        raise Refused("There are no records to add to yet.")
    had = overview.records.activity(replaces) if replaces is not None else None
    rest = [one for one in overview.records.activities if one.id != replaces]
    if activity is not None:
        rest.append(activity)
    known = [one for one in (had, activity) if one is not None]
    asked = Asked(
        before=overview.records,
        after=msgspec.structs.replace(overview.records, activities=tuple(rest)),
        library=overview.library,
        on=overview.on,
        plan=overview.plan,
        bench=overview.bench,
        own=tuple(dict.fromkeys(one.id for one in known)),
        days=tuple(dict.fromkeys(one.date for one in known)),
        new_day=activity.date if activity is not None else None,
    )
    return tuple(effects_of(asked, {standing.credential: standing for standing in overview.standings}))
