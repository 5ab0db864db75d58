"""A package of a public rule, with its citation, as `alcto new-plugin` laid it out: checked, run and covered."""

from __future__ import annotations

from pathlib import Path

from calling import Run

PACKAGE = Path(__file__).parents[1] / "packages" / "alcto-wa-architect"


def test_a_public_rule_with_units_carry_over_and_a_first_day_is_covered_whole(alcto: Run) -> None:
    checked = alcto("rules", "--check", str(PACKAGE))
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert "1 rule file can be used." in checked.stdout
    cases = alcto("rules", "--cases", str(PACKAGE))
    assert (cases.exit_code, cases.stdout.strip()) == (0, "All 9 cases hold.")
    covered = alcto("rules", "--coverage", str(PACKAGE), "--at-least", "100")
    assert covered.exit_code == 0, covered.output
