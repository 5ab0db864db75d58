"""From records and rules to a standing: one pure function, `evaluate`, and the values it returns.

No clock, no disk, no terminal: the date is an argument. `standing` holds the values; `evaluate` makes them;
`pieces`, `limits`, `allocation` and `linear` are its stages; `card` and `sentences` say the result in words.
"""
