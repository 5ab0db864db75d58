"""How long plugins are waited for, on a machine that is free and on one that is not."""

from __future__ import annotations

import pytest

from alcto_core.host import patience
from alcto_core.host.patience import MOST, Patience


class Machine:
    """A clock, and how much of a processor the program is given."""

    def __init__(self) -> None:
        self.now = self.used = 0.0

    def monotonic(self) -> float:
        return self.now

    def process_time(self) -> float:
        return self.used

    def until_over(self, waiting: Patience, *, share: float) -> float:
        """Seconds until the patience is over, of which the program was given a share."""
        while not waiting.is_over():
            self.now += 0.01
            self.used += 0.01 * share
            assert self.now < 100
        return self.now


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(patience, "time", machine)
    return machine


@pytest.mark.parametrize("share", [0.0, 0.01, 0.75, 1.0, 2.0])
def test_on_a_free_machine_it_lasts_as_long_as_it_says(machine: Machine, share: float) -> None:
    assert machine.until_over(Patience(1), share=share) == pytest.approx(1, abs=0.02)


def test_on_a_busy_machine_the_program_has_its_time_all_the_same(machine: Machine) -> None:
    assert machine.until_over(Patience(1), share=0.3) == pytest.approx(0.75 / 0.3, abs=0.02)


def test_it_ends_however_busy_the_machine_is(machine: Machine) -> None:
    assert machine.until_over(Patience(1), share=0.12) == pytest.approx(MOST, abs=0.02)


def test_what_falls_asleep_is_not_waited_for(machine: Machine) -> None:
    waiting = Patience(1)
    machine.now, machine.used = 0.9, 0.3
    assert not waiting.is_over()
    assert machine.until_over(waiting, share=0) <= 1.3
