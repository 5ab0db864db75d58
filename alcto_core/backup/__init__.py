"""Backups of a records folder: one zip, how it is packed, and how it is brought back.

`archive` says what one is, `packing` makes it of the `contents`; `unpacking` believes nothing of one, `restore_plan`
tells what it would do and `restoring` does it. Imports `keeping` and below, and knows no rules.
"""
