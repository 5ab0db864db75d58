"""A made-up log for two programs, as the text of a records file: capped, planned, posted and old entries."""

from __future__ import annotations

import made_up

_QUIET = [
    ("2025-05-14", "Superintendents' panel", "1", "roles"),
    ("2025-03-18", "Incident exercise with the county and the power company", "2", "it"),
    ("2025-02-20", "Instructional coaching circle", "2", "teaching"),
    ("2024-12-05", "Budget workshop with the cabinet", "2", "planning"),
    ("2024-10-22", "Admin console deep dive", "2.5", "it"),
    ("2024-09-12", "Data privacy agreements workshop", "1.5", "law-ethics"),
    ("2024-08-20", "E-Rate basics", "1.5", "planning"),
    ("2024-07-16", "District leadership academy", "3", "roles"),
    ("2024-04-11", "Data governance committee start", "1.5", "data"),
    ("2024-03-21", "Ransomware tabletop with the sheriff", "2", "it"),
    ("2023-08-29", "Children's privacy online", "1", "law-ethics"),
]

LOGGED = (
    made_up.PERSON
    + """
[[credential]]
program = "al-td-ceu"

[[credential]]
program = "al-cto"
cohort = "ECHO"
issued = 2021-06-01
renewed = [2024-05-20]

[[activity]]
id = "fetc"
title = "Future of Education Technology Conference (FETC)"
location = "Orlando, FL"
date = 2026-01-12
hours = 8
strands = ["al-cto/it", "al-cto/teaching"]
offering = "external/fetc"
format = "in-person"
justification = "Running and defending the district's network."
description = "Two days of workshops."

[[activity]]
id = "winter"
title = "ALET Winter Conference"
location = "Birmingham, AL"
date = 2026-01-28
offering = "alet/winter-conference"
format = "in-person"
posted = 2026-02-10
justification = "Running and defending the district's network."
evidence = ["evidence/2026-winter.pdf"]

  [[activity.session]]
  title = "Ransomware tabletop"
  hours = 1.5
  strands = ["al-cto/it"]

  [[activity.session]]
  title = "Student privacy this year"
  hours = 1
  strands = ["al-cto/law-ethics"]

  [[activity.session]]
  title = "Budget clinic"
  hours = 1
  strands = ["al-cto/planning"]

  [[activity.session]]
  title = "Lunch"
  hours = 1
  kind = "meal"

[[activity]]
id = "governance"
title = "Data governance basics"
location = "Online"
date = 2026-09-12
hours = 2.5
strands = ["al-cto/data"]
offering = "alet/talent"
course = "Data governance basics"
format = "online"
status = "planned"
"""
    + "".join(
        f"""
[[activity]]
id = "{day}"
title = "{title}"
location = "Pine Hollow, AL"
date = {day}
hours = {hours}
strands = ["al-cto/{strand}"]
"""
        for day, title, hours, strand in _QUIET
    )
)
COUNT = 3 + len(_QUIET)
