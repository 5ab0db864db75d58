"""What the tests of the command line call, and the records that they call it on."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

PERSON = """\
schema = 1

[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"
"""

BOTH = """
[[credential]]
program = "al-td-ceu"

[[credential]]
program = "al-cto"
cohort = "ECHO"
renewed = [2024-05-20]
"""

ACTIVITIES = """
# the first one
[[activity]]
id = "winter"
title = "ALET Winter Conference"
location = "Birmingham, AL"
date = 2026-01-28
hours = 6.0
strands = ["al-cto/it", "al-cto/data"]
offering = "alet/winter-conference"
justification = "Relates to the strand."
description = "What was done."
posted = 2026-02-10

[[activity]]
id = "fetc"
title = "FETC"
location = "Orlando, FL"
date = 2026-01-13
hours = 8.0
strands = ["al-cto/it"]
offering = "external/fetc"
justification = "Relates to the strand."
description = "What was done."
"""

Run = Callable[..., Result]
"""Runs a verb on the records of the test."""
