"""Keeping the records file on disk, so that nothing that was ever in it can be lost.

`folder` says where it lies, `store` loads and saves it by the steps of `commit`; `history` keeps its generations and
`going_back` brings them back; `conflict` is a save that met another one. Drafts, settings and what the doctor compares
with lie beside it. Imports `records` and `toml`, and knows no rules.
"""
