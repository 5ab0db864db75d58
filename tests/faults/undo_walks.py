"""F12: walks of edits, undos, redos and restores, some of them killed, byte for byte.

A walk knows what the file must be after each step, as a list of states and a place in it. A killed step (in a forked
child, as in F1) either came true or did not, and the file tells which. In every fourth walk the history keeps so few
steps that the oldest are dropped on the way, and in every second the stretches are short. What is not killed does not
wait for the disk (no `fsync`), as only a power cut could tell the difference: that is F2.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from pathlib import Path
from typing import Any

import calls
import victims
from gates import Gate, Outcome, Plan

from alcto_core.keeping import pruning
from alcto_core.keeping.history import digest
from alcto_core.problems import RecordsError, Refused
from alcto_core.records.changing import Edit
from alcto_core.records.edits import AddActivity, ChangeActivity, ChangePerson, DeleteActivity, Several
from alcto_core.records.step_edits import AddStep

_FEW = 20
"""Steps that are kept in every fourth walk."""
_LAST_CALL = 110
"""About how many calls the longest step makes, so that a kill falls anywhere in it."""
_SOME = 30


class Walk:
    """One walk: the folder, and the states through which undo and redo must lead."""

    def __init__(self, outcome: Outcome, path: Path, number: int, chance: random.Random) -> None:
        self.outcome = outcome
        self.number = number
        self.chance = chance
        self.keeps_few = number % 4 == 3
        self.store = victims.store_in(path)
        raw = self.store.create(victims.PERSON, [victims.PROGRAM]).loaded.raw
        self.states = [raw]
        self.known = [raw]
        """Every state so far, for restores."""
        self.at = 0
        self.step = 0

    def goes_on(self, is_killed: bool) -> bool:
        """Do one step; False where something is wrong, which ends the walk."""
        self.step += 1
        name, wanted, act = self._chosen()
        self.outcome.add("steps")
        try:
            killed = is_killed and _is_killed(act, self.chance.randint(1, _LAST_CALL))
            if not killed and self.store.folder.file.read_bytes() == self.states[self.at]:
                act()  # here, or once more where the victim was refused: a refusal is told to this process alone
        except Refused as error:
            return self._refused(name, error)
        except RecordsError as error:
            return self._refused(name, error)
        self.outcome.add("killed", int(killed))
        self.outcome.add(name)
        found = self.store.folder.file.read_bytes()
        was = self.states[self.at]
        if killed and found == was:
            return self._is_right()
        if name == "undo":
            self.at -= 1
        elif name == "redo":
            self.at += 1
        else:
            self.states[self.at + 1 :] = [wanted or found]
            self.known.append(found)
            self.at += 1
        if found == was or found != self.states[self.at]:
            return self._fail(f"{name} led to other bytes")
        return self._is_right() if killed or self.step % 5 == 0 else True

    def ends_well(self) -> bool:
        """Undo as far as it goes (in four walks of five: some steps) and redo: the same bytes all the way."""
        most = _SOME if self.number % 5 else len(self.states)
        for way, move in (("undo", -1), ("redo", 1)):
            for _ in range(most):
                if not self._kept(way):  # each step is a line of the history itself, and may drop the oldest
                    break
                self.at += move
                raw = (self.store.undo() if way == "undo" else self.store.redo()).loaded.raw
                if raw != self.states[self.at] or raw != self.store.folder.file.read_bytes():
                    return self._fail(f"at the end, {way} led to other bytes")
                self.outcome.add(way)
        return self._is_right()

    def _kept(self, way: str) -> int:
        place = self.store.history()
        return len(place.done if way == "undo" else place.undone)

    def _chosen(self) -> tuple[str, bytes | None, Any]:
        """What to do next: its name, the state that it must lead to where that is known, and the deed."""
        store, at = self.store, self.at
        ways = ["edit"] * 4 + ["undo"] * 3 * (at > 0) + ["redo"] * 3 * (at + 1 < len(self.states)) + ["restore"]
        name = self.chance.choice(ways)
        if name == "undo":
            return name, None, store.undo
        if name == "redo":
            return name, None, store.redo
        if name == "restore":
            others = [raw for raw in self.known[-15:] if raw != self.states[at]]
            if others:
                raw = self.chance.choice(others)
                return name, raw, lambda: store.restore(digest(raw))
        edit = self._edit()
        return "edit", None, lambda: store.save(store.load(), edit)

    def _edit(self) -> Edit:
        records = self.store.load().reading.records
        held = [one.id for one in records.activities] if records else []
        table = {**victims.activity(self.step), "id": f"s{self.step}"}
        edits: list[Edit] = [AddActivity(table=table), ChangePerson(changes={"district": f"District {self.step}"})]
        edits += [AddStep(id="al-cto", table={"id": "presentation", "note": f"{self.step}", "done": date(2026, 2, 1)})]
        if held:
            one = self.chance.choice(held)
            edits += [ChangeActivity(id=one, changes={"note": f"“{self.step}”\n"})]
            edits += [DeleteActivity(id=one)] * (1 + len(held) // 4)
            edits += [Several(edits=(DeleteActivity(id=one), AddActivity(table=table)), sentence="moved")]
        return self.chance.choice(edits)

    def _is_right(self) -> bool:
        """Whether the history knows the walk's states, as far back as it is kept."""
        place = self.store.history()
        back = [one.before for one in reversed(place.done)]
        forth = [one.after for one in reversed(place.undone)]
        known_back = [digest(raw) for raw in reversed(self.states[: self.at])]
        known_forth = [digest(raw) for raw in self.states[self.at + 1 :]]
        is_whole = self.keeps_few or self.step > pruning.MOST_STEPS - 50
        if back != known_back[: len(back)] or forth != known_forth[: len(forth)]:
            return self._fail("the history knows other states")
        if not is_whole and (len(back), len(forth)) != (len(known_back), len(known_forth)):
            return self._fail("the history forgot states")
        return True

    def _refused(self, name: str, error: Exception) -> bool:
        """Only what was dropped from a short history may be refused."""
        self.outcome.add("no longer kept")
        if self.keeps_few and (name == "restore" or not self._kept(name)):
            return True
        return self._fail(f"{name} was refused: {error}")

    def _fail(self, what: str) -> bool:
        self.outcome.add("wrong bytes")
        self.outcome.fail(f"walk {self.number}, step {self.step}: {what}")
        return False


def _is_killed(act: Any, at: int) -> bool:
    """Do a step in a child that dies at its call `at`; False where it came to its end before that."""

    def between(call: calls.Call) -> Any:
        if call.number == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return call.go()

    def deed() -> None:
        with suppress(Refused, RecordsError):
            act()

    return calls.is_killed(deed, between)


def _kept_by(walk: Walk) -> AbstractContextManager[None]:
    """Half of the walks have short stretches, half of these keep few of them."""
    if walk.keeps_few:
        return victims.keeping(_FEW, 4, 5)
    return victims.keeping(pruning.MOST_STEPS, 20, 7) if walk.number % 4 == 1 else nullcontext()


def measure(plan: Plan) -> Outcome:
    """Walk."""
    outcome = victims.told_in_table(
        Outcome(), "walks", "steps", "killed", "edit", "undo", "redo", "restore", "no longer kept", "wrong bytes"
    )
    steps, often = (200, 0.04) if plan.is_long else (40, 0.15)
    for number in plan.of(12, 1000):
        chance = plan.chance(number)
        path = plan.scratch / f"walk {number}"
        with calls.unsynced():
            walk = Walk(outcome, path, number, chance)
            with _kept_by(walk):
                is_well = all(walk.goes_on(chance.random() < often) for _ in range(steps))
                outcome.add("walks", int(is_well and walk.ends_well()))
        shutil.rmtree(path)
    return outcome


GATE = Gate(
    id="F12",
    fault="undo, killed on the way",
    gate="walks of 200 edits, undos, redos and restores: exact bytes back",
    measure=measure,
    least={"walks": (12, 1000), "killed": (20, 2000), "restore": (10, 2000), "undo": (30, 10_000), "redo": (20, 5000)},
    shares=4,
    needs="posix",
)
