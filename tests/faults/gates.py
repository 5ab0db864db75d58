"""What a row of the table of faults is: a fault, how often it was made to happen, and the gate that must hold.

Each row is a module of this folder with a `GATE`. Its `measure` causes the fault for real and gives an `Outcome`:
figures, among them how often the fault is proven to have happened, and a sentence for each thing that went wrong.
A gate is reached where nothing went wrong and every figure that has a least came up to it, so a harness that did
nothing reaches nothing. `test_gates.py` runs the quick form of each row, `run.py` prints the table.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from shutil import which

MODULES = {
    "F1": "killed",
    "F2": "power_loss",
    "F3": "refused_calls",
    "F4": "full_disk",
    "F5": "two_at_once",
    "F6": "edited_elsewhere",
    "F7": "conflict_copies",
    "F8": "sharing",
    "F9": "odd_layouts",
    "F10": "bad_toml",
    "F11": "mass_loss",
    "F12": "undo_walks",
    "F13": "markup",
    "F14": "control_bytes",
    "F15": "bad_plugins",
    "F16": "plugins_gone",
    "F17": "signals",
    "F18": "no_terminal",
    "F19": "sizes",
    "F20": "hostile_evidence",
    "F21": "dates_and_sums",
    "F22": "moved_clock",
    "F23": "crash_reports",
    "F24": "formats",
    "F25": "rights",
    "F26": "merges",
    "F27": "second_names",
    "F28": "away",
    "F29": "other_tools",
    "F30": "sync_programs",
}
"""The module of each row, in the order of the table."""


@dataclass(frozen=True)
class Plan:
    """What one run of a row shall do."""

    scratch: Path
    """An empty folder for this run alone."""
    is_long: bool = False
    share: int = 0
    shares: int = 1
    """A long run is cut into shares that run beside each other; this is the share-th of them, from 0."""

    def of(self, quick: int, long: int) -> range:
        """The numbers of the cases that this share shall run, out of `quick` or `long` of them in all."""
        return range(self.share, long if self.is_long else quick, self.shares)

    def chance(self, number: int = 0) -> random.Random:
        """Chance that is the same in every run: one source for each case."""
        return random.Random(f"alcto {number}")


@dataclass
class Outcome:
    """What a run came to."""

    figures: Counter[str] = field(default_factory=Counter)
    """How often what happened: "kill points", "records lost". What stands first is the fault itself."""
    wrong: list[str] = field(default_factory=list)
    """A sentence for each thing that went wrong, with what it takes to see it again."""

    def add(self, figure: str, number: int = 1) -> None:
        """Count something; with 0 it stands in the table all the same."""
        self.figures[figure] += number

    def fail(self, what: str) -> None:
        """Something went wrong."""
        self.wrong.append(what)

    def take(self, other: Outcome) -> None:
        """Add the outcome of another share."""
        for name, number in other.figures.items():
            self.figures[name] += number
        self.wrong += other.wrong


@dataclass(frozen=True)
class Gate:
    """One row of the table."""

    id: str
    fault: str
    gate: str
    """What must hold, in the words of the table."""
    measure: Callable[[Plan], Outcome]
    least: Mapping[str, tuple[int, int]]
    """What a quick and a long run must at least come to, by figure; never empty."""
    shares: int = 1
    """Into how many shares a long run is cut."""
    unreached: str = ""
    """Why a part of the gate cannot be reached yet, where that is so; it stands in the table."""
    needs: str = ""
    """What the machine must have, where not every machine has it: "posix", else programs of which one is enough."""

    @property
    def lacks(self) -> str:
        """Why this machine cannot cause the fault; "" where it can."""
        if self.needs == "posix":
            return "" if os.name == "posix" else "this fault is caused in the way of POSIX"
        programs = self.needs.split()
        return f"none of {', '.join(programs)} is installed" if programs and not any(map(which, programs)) else ""

    def shortcomings(self, outcome: Outcome, is_long: bool) -> list[str]:
        """Why the gate is not reached; empty where it is."""
        short = [
            f"{name}: {outcome.figures[name]} of {least[is_long]}"
            for name, least in self.least.items()
            if outcome.figures[name] < least[is_long]
        ]
        return [*outcome.wrong, *short]


def gate(id: str) -> Gate:
    """The row with this id."""
    found: Gate = import_module(MODULES[id]).GATE
    return found


def gates() -> Iterator[Gate]:
    """Every row."""
    return map(gate, MODULES)
