"""Every row of the table of faults in its quick form."""

from __future__ import annotations

import gates
import pytest


@pytest.mark.parametrize("id", gates.MODULES)
def test_a_gate_is_reached(id, tmp_path):
    row = gates.gate(id)
    if row.lacks:
        pytest.skip(row.lacks)
    assert row.least
    outcome = row.measure(gates.Plan(scratch=tmp_path))
    assert row.shortcomings(outcome, is_long=False) == []
