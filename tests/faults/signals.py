"""F17: hang-up, termination, a kill or a closed window while somebody types.

A person types into the form of a new entry at a real pseudo-terminal; at a random moment the program is told to end,
is killed, or loses its terminal. Then it is started again. A run counts only if the program ended of it.
"""

from __future__ import annotations

import os
import signal
import string
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import made_up
from gates import Gate, Outcome, Plan

from alcto_core.keeping.drafts import load_drafts
from alcto_core.keeping.folder import RecordsFolder

WAYS = ("closed window", "SIGHUP", "SIGTERM", "SIGKILL")
MAY_BE_LOST = 2.0
"""Seconds of typing."""
MAY_GO_ON = 20.0
"""Seconds after which a program without a terminal counts as one that never ends."""
AT_ONCE = 3
"""Terminals beside each other: more would make each of them slower than any that a person sits at."""
_PAUSE = 0.05
_LETTERS = string.ascii_lowercase + string.digits


@dataclass
class Typist:
    """One person at one terminal, and the moment at which the fault comes."""

    number: int
    folder: Path
    way: str
    moment: float
    """Seconds of typing before the fault."""
    text: str
    typed: list[float] = field(default_factory=list)
    """When each character went in."""
    ended: float = 0.0
    status: int | None = None
    restored: bool = True
    left_on: set[str] = field(default_factory=set)

    @property
    def where(self) -> str:
        """What it takes to see it again."""
        return f"run {self.number}, {self.way} after {self.moment:.2f} s"

    @property
    def must_be_kept(self) -> int:
        """How many characters went in long enough before the fault."""
        return sum(moment < self.ended - MAY_BE_LOST for moment in self.typed)

    def kept(self) -> str:
        """What the draft holds."""
        drafts = load_drafts(RecordsFolder(path=self.folder))
        return str(drafts[0].fields.get("title", "")) if drafts else ""


def _typists(plan: Plan) -> Iterator[Typist]:
    for number in plan.of(6, 112):
        chance = plan.chance(number)
        folder = plan.scratch / f"{number}"
        folder.mkdir()
        (folder / "records.toml").write_text(made_up.HEALTHY, encoding="utf-8")
        way = WAYS[number % len(WAYS)]
        text = "".join(chance.choice(_LETTERS) for _ in range(120))
        # Some faults come before the first draft was kept, most after more typing than may be lost.
        yield Typist(
            number, folder, way, chance.uniform(0.2, 2.0) if number % 5 == 0 else chance.uniform(2.2, 3.6), text
        )


def _type_until_the_fault(typist: Typist, terminal: object) -> None:
    from terminal import Terminal

    assert isinstance(terminal, Terminal)
    terminal.shows("✓ MET")
    terminal.press("a")
    terminal.shows("IF SAVED")
    end = time.monotonic() + typist.moment
    for letter in typist.text:
        if time.monotonic() >= end:
            break
        terminal.press(letter)
        typist.typed.append(time.monotonic())
        terminal.read(0)
        time.sleep(_PAUSE)
    typist.ended = time.monotonic()
    if typist.way == "closed window":
        os.close(terminal.master)  # the system itself hangs up then
        with suppress(subprocess.TimeoutExpired):  # it goes on, as its status will tell
            terminal.process.wait(timeout=MAY_GO_ON)
    else:
        terminal.process.send_signal(getattr(signal, typist.way))
        terminal.ends()
    typist.status = terminal.process.returncode
    if typist.way in ("SIGHUP", "SIGTERM"):
        typist.restored, typist.left_on = terminal.is_restored(), terminal.modes_left_on()


def _start_again(typist: Typist, terminal: object) -> bool:
    """Whether the next start offers what was typed."""
    from terminal import Terminal

    assert isinstance(terminal, Terminal)
    terminal.shows("✓ MET")
    kept = typist.kept()
    if not kept:
        return False
    terminal.shows("Not saved yet")
    terminal.press("D")
    terminal.shows("IF SAVED")
    terminal.press("\x11")  # leave: the draft stays
    terminal.ends()
    return typist.kept() == kept


def _judge(outcome: Outcome, typist: Typist) -> None:
    kept = typist.kept()
    number = {"SIGKILL": -signal.SIGKILL, "SIGTERM": 128 + signal.SIGTERM}.get(typist.way, 128 + signal.SIGHUP)
    if typist.status == number:
        outcome.add("ended while typing")
    else:
        outcome.fail(f"{typist.where}: ended with {typist.status}, not of the fault (None: it never ended)")
    outcome.add("characters typed", len(typist.typed))
    outcome.add("more than 2 s before", typist.must_be_kept)
    lost = max(typist.must_be_kept - len(kept), 0)
    outcome.add("of these lost", lost)
    outcome.add("lost in the last 2 s", max(len(typist.typed) - max(len(kept), typist.must_be_kept), 0))
    if lost or not typist.text.startswith(kept):
        outcome.fail(f"{typist.where}: typed {typist.text[: len(typist.typed)]}, kept {kept}")
    if not typist.restored or typist.left_on:
        outcome.fail(f"{typist.where}: the terminal was not put back: {sorted(typist.left_on)}")
    elif typist.way in ("SIGHUP", "SIGTERM"):
        outcome.add("terminals restored")
    if (typist.folder / "records.toml").read_text(encoding="utf-8") != made_up.HEALTHY:
        outcome.fail(f"{typist.where}: the records file is another")


def measure(plan: Plan) -> Outcome:
    """Type, end, start again."""
    from terminal import Terminal

    outcome = Outcome()
    for figure in ("ended while typing", "characters typed", "more than 2 s before", "of these lost", "drafts offered"):
        outcome.add(figure, 0)
    typists = list(_typists(plan))
    with ThreadPoolExecutor(AT_ONCE) as hands:
        for first in range(0, len(typists), AT_ONCE):
            batch = typists[first : first + AT_ONCE]
            # Terminals are opened here and not in the threads, as a fork beside busy threads is not safe.
            terminals = [Terminal(typist.folder) for typist in batch]
            for done in [hands.submit(_type_until_the_fault, *pair) for pair in zip(batch, terminals, strict=True)]:
                done.result()
            for typist, terminal in zip(batch, terminals, strict=True):
                terminal.__exit__()
                _judge(outcome, typist)
            again = [Terminal(typist.folder) for typist in batch]
            offers = [hands.submit(_start_again, *pair) for pair in zip(batch, again, strict=True)]
            for typist, offer in zip(batch, offers, strict=True):
                if offer.result():
                    outcome.add("drafts offered")
                elif typist.must_be_kept:
                    outcome.fail(f"{typist.where}: the next start does not offer the draft")
            for terminal in again:
                terminal.__exit__()
    return outcome


GATE = Gate(
    id="F17",
    fault="hang-up, termination, kill, closed window while typing",
    gate="the next start offers the draft; at most 2 s of typing lost; terminal restored on HUP and TERM; it ends",
    measure=measure,
    least={
        "ended while typing": (6, 112),
        "characters typed": (100, 2000),
        "more than 2 s before": (20, 400),
        "drafts offered": (4, 80),
        "terminals restored": (3, 56),
    },
    shares=2,
    needs="posix",
)
