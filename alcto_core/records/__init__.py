"""One person's records as values: their types, how they are read, compared and changed, and what can be wrong in them.

`types` holds them, `reading` makes them from bytes, `tables` gives them back as plain values; `edits` are the changes
that a save is asked for, `differences` what two states do not share. No disk, no clock: keeping the file is the matter
of `alcto_core.keeping`. Imports `toml`; a record never knows what it counts for.
"""
