"""Made-up records of programs with stages, as the text of a records file."""

from __future__ import annotations

from made_up import PERSON, quoted

CALIFORNIA = PERSON.replace('"Pine Hollow City Schools"', '"Alder Creek Unified"').replace('"AL"', '"CA"')

NOTHING_YET = CALIFORNIA + '\n[[credential]]\nprogram = "cetpa-cto-mentor"\n'

_STAGES = """
  [[credential.step]]
  id = "applied"
  done = 2025-09-12

  [[credential.step]]
  id = "accepted"
  done = 2025-10-20

  [[credential.step]]
  id = "in-program"
  done = 2026-02-06
"""

_STEPS = """
  [[credential.step]]
  id = "mentor-assigned"
  done = 2025-11-03
  by = "Dr. Rivera"

  [[credential.step]]
  id = "mentor-meeting"
  done = 2026-02-20
  by = "Dr. Rivera"
  note = "Budget of the refresh cycle"

  [[credential.step]]
  id = "mentor-meeting"
  done = 2026-04-17
  by = "Dr. Rivera"

  [[credential.step]]
  id = "mentor-meeting"
  done = 2026-06-05
  note = "Dry run of the presentation"

  [[credential.step]]
  id = "assignments"
  done = 2026-07-31
  files = ["evidence/assignments.pdf"]
"""

_SESSIONS = """
[[activity]]
id = "kickoff"
title = "Kickoff: vision and leadership"
date = 2026-02-06
hours = 7
strands = ["cetpa-cto/vision", "cetpa-cto/leadership"]

[[activity]]
id = "march"
title = "March weekend"
date = 2026-03-07
hours = 10.5

  [[activity.session]]
  title = "Budgets that hold"
  hours = 4
  strands = ["cetpa-cto/budgeting"]

  [[activity.session]]
  title = "Vendors and contracts"
  hours = 5
  strands = ["cetpa-cto/vendors", "cetpa-cto/budgeting"]

  [[activity.session]]
  title = "Lunch"
  hours = 1.5
  kind = "meal"

[[activity]]
id = "may"
title = "May weekend: law"
date = 2026-05-09
hours = 9
strands = ["cetpa-cto/law", "cetpa-cto/ed-code", "cetpa-cto/policies"]

[[activity]]
id = "september"
title = "September weekend: systems"
date = 2026-09-12
hours = 9
strands = ["cetpa-cto/system-management", "cetpa-cto/technology"]
status = "planned"
"""

HALF_WAY = NOTHING_YET + _STAGES + _STEPS + _SESSIONS

_COMPLETED = """
  [[credential.step]]
  id = "completed"
  done = 2026-07-10
"""

CERTIFIED = (
    NOTHING_YET
    + _STAGES
    + _STEPS
    + _COMPLETED
    + """
  [[credential.step]]
  id = "mentor-assessment"
  done = 2026-07-12
  by = "Dr. Rivera"

  [[credential.step]]
  id = "certified"
  done = 2026-08-01
  by = "CETPA board"
"""
    + _SESSIONS
)

NOT_CERTIFIED = (
    NOTHING_YET
    + _STAGES
    + _COMPLETED
    + """
  [[credential.step]]
  id = "mentor-assessment"
  done = 2026-07-12

  [[credential.step]]
  id = "completed-without-certification"
  done = 2026-08-01
"""
    + _SESSIONS
)

CBO = (
    CALIFORNIA
    + '\n[[credential]]\nprogram = "fcmat-cbo"\n'
    + _STAGES
    + "".join(
        f"""
[[activity]]
id = "session-{number}"
title = "Session {number}"
date = 2026-0{number}-10
hours = 12
source = "fcmat"
"""
        for number in range(2, 6)
    )
)

_PLAN = "".join(
    f"""
  [[credential.step]]
  id = "plan/{part}"
  done = 2026-05-04
  files = ["evidence/plan-2026.pdf"]
  note = "{note}"
"""
    for part, note in (("mission", ""), ("needs", "Survey of staff in appendix B"), ("goals", ""))
)

PLAN = (
    PERSON
    + """
[[credential]]
program = "al-cto"
cohort = "ECHO"
renewed = [2024-05-20]
"""
    + _PLAN
    + """
  [[credential.step]]
  id = "plan/resources"
  waived = "The regional office keeps the budget"

  [[credential.step]]
  id = "presentation"
  done = 2026-06-02
  by = "Dr. Lee"
  files = ["evidence/cabinet-deck.pdf"]

  [[credential.step]]
  id = "signature-sheets"
  done = 2026-06-02
  attended = ["Dr. Lee", "Ms. Ortiz", "Mr. Quist"]
  files = ["evidence/signatures.pdf"]
"""
)

YEARS = (
    PERSON
    + """
[[credential]]
program = "al-td-ceu"

[[credential]]
program = "al-cto"
cohort = "ECHO"
renewed = [2024-05-20]

[[activity]]
id = "winter-25"
title = "ALET Winter Conference"
date = 2025-01-29
hours = 13
strands = ["al-cto/it"]
offering = "alet/winter-conference"
posted = 2025-02-10

[[activity]]
id = "winter-26"
title = "ALET Winter Conference"
date = 2026-01-28
hours = 7
strands = ["al-cto/it"]
offering = "alet/winter-conference"
posted = 2026-02-10
"""
)

OWN_RULES = """kind = "rule-set"
schema = 1
id = "own"
title = {text}
short = {text}
authority = {text}
checked = 2026-08-01
notes = [{text}]

[documents.letter]
title = {text}
publisher = {text}
read = 2026-08-01

[[window]]
id = "year"
kind = "calendar-year"
first = 2026-01-01
cite = "letter"

[[rule]]
id = "total"
title = {text}
text = {text}
unit = {text}
at_least = [
    {{ from = 2026-01-01, hours = 10, cite = "letter" }},
    {{ from = 2027-01-01, hours = 12, cite = "letter" }},
]

[[switch]]
id = "other"
default = true
other = false
text = {text}
other_text = {text}
cite = "letter"

[[fact]]
title = {text}
text = {text}
cite = "letter"

[[fact]]
title = {text}
text = {text}
cite = "letter"
"""
"""A rule file with the same text wherever its author may write text; `{text}` stands for it, quoted."""


def hostile_stages(payload: str) -> str:
    """Records of the program with this text wherever a person may write text."""
    text = quoted(payload)
    steps = "".join(
        f"\n[[credential.step]]\nid = {id}\ndone = 2026-0{month}-01\nby = {text}\nnote = {text}\nfiles = [{text}]\n"
        f"attended = [{text}]\n"
        for month, id in enumerate(
            ('"applied"', '"mentor-assigned"', '"mentor-meeting"', '"mentor-meeting"', '"assignments"', text), 1
        )
    )
    waived = f'\n[[credential.step]]\nid = "executive-summary"\nwaived = {text}\n'
    session = (
        f'\n[[activity]]\nid = {text}\ntitle = {text}\ndate = 2026-03-01\nhours = 2\nstrands = ["cetpa-cto/vision"]\n'
    )
    return CALIFORNIA + f'\n[[credential]]\nprogram = "cetpa-cto-mentor"\nid = {text}\n{steps}{waived}{session}'
