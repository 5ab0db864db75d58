"""Bringing a spreadsheet in: cells → columns → rows → a plan of what to add, change and leave out → one edit.

`plan` is the way in. Nothing here writes a records file; `memory` keeps which column means what. May import
`evaluation`, `rules`, `records` and what lies below them.
"""
