"""What is told of minima in parts of a window, of several ways beside steps, and of what nobody recorded."""

from __future__ import annotations

from datetime import date

from test_other_shapes import entry, judged, library, rule

from alcto_core.evaluation.naming import missing_clause
from alcto_core.hours import HOUR
from alcto_core.telling.card import card
from alcto_core.telling.change import change
from alcto_core.telling.sentences import explain_requirement

CYCLE = """
[[window]]
id = "cycle"
kind = "cycle"
years = 2
ends = "12-31"
cite = "d:1"

[[window]]
id = "each"
kind = "calendar-year"
part_of = "cycle"
cite = "d:1"
"""
WAYS = """
[[step]]
id = "exam"
title = "Exam"
text = "An exam."
cite = "d:1"

[[step]]
id = "plan"
title = "Plan"
text = "A plan."
cite = "d:1"

[[any_of]]
id = "ways"
title = "One of two ways"
text = "An exam or five entries."
options = [["exam"], ["five"]]
cite = "d:1"
"""
ASKED = """
[[setting]]
id = "audits"
title = "Audits"
text = "Whether you audit."
type = "bool"
cite = "d:1"

[[setting]]
id = "testifies"
title = "Testifies"
text = "Whether you testify."
type = "bool"
cite = "d:1"
"""
ON, ISSUED = date(2025, 3, 1), date(2022, 5, 1)


def test_parts_of_a_window_are_told_by_their_names() -> None:
    known = library(CYCLE + rule("total", "hours = 80") + rule("yearly", "hours = 20", "within = 'each'"))
    standing = judged(known, [], date(2024, 3, 1), issued=ISSUED, renewed=(date(2023, 12, 31),))
    assert standing.next == "Earn 80 hours by 31 Dec 2025; 20 hours of 2024."
    assert any("2024, 2025 short 20 each" in one.state for one in card(standing).items("bar"))


def test_several_ways_are_named_beside_the_steps_that_are_missing() -> None:
    known = library(CYCLE + rule("five", "entries = 5", "measure = 'entries'") + WAYS)
    standing = judged(known, [], ON, issued=ISSUED, renewed=(date(2023, 12, 31),))
    assert missing_clause(standing) == "1 step, “One of two ways” missing by 31 Dec 2025"
    ways = standing.requirement("ways")
    assert ways is not None
    assert "Its ways are made of: five (open); Exam (to do)." in explain_requirement(standing, ways)


def test_requirements_whose_hours_are_called_alike_are_told_by_their_titles() -> None:
    of = "select = { category = 'x' }\nunit = 'contact hours'"
    known = library(CYCLE + rule("thirty", "hours = 30", of) + rule("fifteen", "hours = 15", of))
    held = {"issued": ISSUED, "renewed": (date(2023, 12, 31),)}
    more = [entry("a", date(2025, 2, 1), 4 * HOUR, category=("x",))]
    before, after = judged(known, [], ON, **held), judged(known, more, ON, **held)
    assert change(before, after, None).details == ("thirty 0 → 4 of 30", "fifteen 0 → 4 of 15")


def test_hours_that_turn_on_what_nobody_recorded_are_not_called_lost() -> None:
    of = "select = {{ category = '{0}' }}\nwhen = {{ setting = '{1}' }}"
    rules = rule("total", "hours = 40") + rule("technical", "hours = 20", "select = { category = 'technical' }")
    rules += rule("audit", "hours = 15", of.format("audit", "audits"))
    rules += rule("court", "hours = 15", of.format("court", "testifies"))
    standing = judged(library(CYCLE + rules + ASKED), [], ON, issued=ISSUED, renewed=(date(2023, 12, 31),))
    assert standing.hours.missing is None
    assert missing_clause(standing) == "40 hours or more missing by 31 Dec 2025"
