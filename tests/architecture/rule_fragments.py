"""A part of a rule set, as the pages for authors show it, made whole and read."""

from __future__ import annotations

import re

from alcto_core.rules.reading import read_rule_file

HEAD = """\
kind = "rule-set"
schema = 1
id = "example"
title = "An example"
short = "Example"
authority = "Nobody"
checked = 2026-11-22
"""
TAIL = """
[documents.page]
title = "A page"
read = 2026-11-22
"""
WINDOW = """
[[window]]
id = "year"
kind = "calendar-year"
cite = "page:1"
"""


def read_fragment(block: str, page: str) -> None:
    """Read it inside the smallest rule set that can hold it. Raises `RuleFileError`."""
    window = "" if re.search(r"^\[\[window\]\]", block, re.MULTILINE) else WINDOW
    read_rule_file((HEAD + block + TAIL + window).encode(), page)
