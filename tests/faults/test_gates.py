"""Every row of the table of faults in its quick form."""

from __future__ import annotations

import os

import gates
import pytest


@pytest.mark.parametrize("id", gates.MODULES)
def test_a_gate_is_reached(id, tmp_path):
    row = gates.gate(id)
    if row.needs == "posix" and os.name != "posix":
        pytest.skip("this fault is caused in the way of POSIX")
    assert row.least
    outcome = row.measure(gates.Plan(scratch=tmp_path))
    assert row.shortcomings(outcome, is_long=False) == []
