"""Bringing a spreadsheet in: cells → columns → rows → a plan of what to add, change and leave out → one edit.

A calendar goes the same road from its rows on: file → occurrences → rows. `plan` and `calendar_plan` are the ways in.
Nothing here writes a records file; `memory` keeps which column means what. May import `evaluation`, `rules`, `records`
and what lies below them.
"""
