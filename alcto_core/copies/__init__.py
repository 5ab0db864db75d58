"""Second copies of the records file: what sync programs, editors and file managers leave beside it.

`names` knows their names, `second_copies` what they hold and how it is taken over. Imports `keeping` and below, and
knows no rules.
"""
