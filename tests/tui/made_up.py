"""Made-up records for the screens, as the text of a records file."""

from __future__ import annotations

from collections.abc import Sequence

PERSON = """schema = 1

[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"
state = "AL"
role = "technology-director"
role_began = 2019-07-01
"""

NO_CREDENTIALS = PERSON

NO_ACTIVITIES = (
    PERSON
    + """
[[credential]]
program = "al-td-ceu"
from = 2025-10-01
"""
)

HEALTHY = (
    NO_ACTIVITIES
    + """
[[activity]]
id = "winter"
title = "ALET Winter Conference"
location = "Birmingham, AL"
date = 2026-01-28
hours = 7
strands = ["al-cto/it"]
offering = "alet/winter-conference"
posted = 2026-02-10
justification = "Security is my duty."
description = "Two days of sessions."

[[activity]]
id = "summer"
title = "ALET Summer Conference"
location = "Orange Beach, AL"
date = 2026-06-10
hours = 6
strands = ["al-cto/data", "al-cto/it"]
offering = "alet/summer-conference"
posted = 2026-06-30
justification = "Data is my duty."
description = "Two days of sessions."
"""
)

MISSED = (
    PERSON
    + """
[[credential]]
program = "al-cto"
cohort = "ECHO"
"""
)

NOT_SURE = MISSED + 'renewed = "unknown"\n'

PROBLEMS = (
    HEALTHY
    + """
[[activity]]
id = "fall"
title = "ALET Fall Conference"
date = 10/1/2025
hours = 6
strands = ["al-cto/it"]
"""
)

RECORD_PROBLEMS = (
    HEALTHY
    + """
[[activity]]
id = "fall"
title = "ALET Fall Conference"
date = "2025-10-08"
hours = true
strands = ["al-cto/it"]

[[activity]]
id = "camp"
title = "Cyber camp"
date = 2026-03-03
hours = 2
strands = ["al-cto/itt"]
offering = "alet/cyber-camp"
locaton = "Huntsville"
"""
)

_WORDS = "Interdisciplinary professional development symposium on sustainable infrastructure"
LONG = (
    PERSON.replace("Pine Hollow City", "Pine Hollow and Upper Creek Consolidated City and County Unified")
    + f"""
[[credential]]
program = "al-td-ceu"
id = "a-second-holding-with-a-remarkably-long-identifier-for-a-credential"
from = 2025-10-01

[[activity]]
id = "long"
title = "{" and ".join([_WORDS] * 4)}"
location = "{" ".join([_WORDS] * 2)}"
date = 2026-01-28
hours = 9.75
strands = ["al-cto/it"]
offering = "external/fetc"
justification = "{" ".join([_WORDS] * 6)}"
"""
)

PAYLOADS = (
    "[/b] plan",
    "[TODO] plan",
    "T [/",
    "[@click=app.quit]x[/]",
    '{"b": [true, false]}',
    "[link=file:///etc/passwd]x[/]",
    "C:\\[dir]",
    "\x1b]0;PWNED\x07",
    "\x1b[2J",
    "\x9b2J",
    "\u202egpj.exe",
    "👩‍👩‍👧 日本語 العربية",
)
"""Texts that a careless screen would obey."""
BOTH_WAYS = (PAYLOADS, PAYLOADS[::-1])
"""For places of one text, which hold all of them: what has no room at the end of the one stands first in the other."""


def quoted(text: str) -> str:
    """A TOML basic string of this text, control characters escaped."""
    out = []
    for sign in text:
        if sign in '"\\':
            out.append(f"\\{sign}")
        elif sign.isprintable():
            out.append(sign)
        else:
            out.append(f"\\u{ord(sign):04x}")
    return f'"{"".join(out)}"'


def hostile(*payloads: str) -> str:
    """Records with these texts wherever a person may write text.

    Each text has an activity of its own. Where there is one place only, such as a name, it holds all of them, and so
    does one more activity.
    """
    every = [quoted(payload) for payload in payloads]
    whole, listed = quoted(" ".join(payloads)), ", ".join(every)
    unknown = "".join(
        f"""
[[credential]]
program = {text}
id = "nobody-knows-this-{number}"
"""
        for number, text in enumerate(every)
    )
    activities = [_hostile_activity([payload]) for payload in payloads]
    if len(payloads) > 1:
        activities.append(_hostile_activity(payloads))
    return f"""schema = 1

[person]
name = {whole}
district = {whole}
state = {whole}
role = {whole}

[[credential]]
program = "al-td-ceu"
id = {whole}
from = 2025-10-01

[[credential]]
program = "al-cto"
cohort = "ECHO"
renewed = [2024-05-20]

  [[credential.step]]
  id = "presentation"
  done = 2026-04-01
  files = [{listed}]
  by = {whole}
  attended = [{listed}]
  note = {whole}

  [[credential.step]]
  id = "signature-sheets"
  waived = {whole}
{unknown}{"".join(activities)}"""


def _hostile_activity(payloads: Sequence[str]) -> str:
    text = quoted(" ".join(payloads))
    listed = ", ".join(map(quoted, payloads))
    sessions = "".join(
        f"""
  [[activity.session]]
  title = {quoted(payload)}
  hours = {8 if len(payloads) == 1 else 0.5}
"""
        for payload in payloads
    )
    return f"""
[[activity]]
id = {text}
title = {text}
location = {text}
date = 2026-01-28
strands = ["al-cto/it", {listed}]
offering = "external/fetc"
course = {text}
justification = {text}
description = {text}
evidence = [{listed}]
note = {text}
{sessions}
  [[activity.record]]
  credential = "al-cto"
  state = "submitted"
  note = {text}

[[activity]]
id = {quoted(f"broken {' '.join(payloads)}")}
title = {text}
date = {text}
hours = {text}
{quoted(f"odd {' '.join(payloads)}")} = 1
"""
