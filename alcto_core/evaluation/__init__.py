"""From records and rules to a standing: one pure function, `evaluate`, and the values it returns.

No clock, no disk, no terminal: the date is an argument. `standing` holds the values; `evaluate` makes them;
`pieces`, `limits`, `allocation` and `linear` are its stages; `next_step` is its one sentence on what to do. Imports
`rules` and what lies below; everything else that is said of a standing is said in `alcto_core.telling`.
"""
